"""Answers to questions about a table: on the command line, or remembered beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from wksbm.errors import InputError, Problem
from wksbm.tables.headings import heading_key
from wksbm.text import Text

KEYS: Mapping[str, Text] = {
    "lembar": Text("lembar yang dibaca (nama lembar)", "the sheet to read (its name)"),
    "tahun": Text(
        "tahun yang dipakai, atau semua (register)", "the year to use, or semua (registers)"
    ),
    "bentuk": Text(
        "register (satu baris satu kelompok), jumlah (angka per desa) atau orang (satu baris satu "
        "orang; kelompoknya dihitung)",
        "register (a row is a group), jumlah (figures by village) or orang (a row is a person; "
        "groups are counted)",
    ),
    "hitung": Text(
        "judul kolom yang berisi jumlah kelompok, atau semua (kolom jenis dijumlahkan)",
        "heading of the column with the number of groups, or semua (kinds are added up)",
    ),
    "satuan": Text(
        "kelompok atau jaringan: apa yang dihitung kolom WKSBM",
        "kelompok (groups) or jaringan (networks): what a WKSBM column counts",
    ),
    "baris": Text(
        "jumlahkan (baris satu desa adalah bagian-bagiannya) atau satu (satu baris per desa)",
        "jumlahkan (rows of a village are its parts) or satu (one row per village)",
    ),
    "nama": Text(
        "satu: nama dengan '/' atau 'dan' adalah satu kelompok",
        "satu: a name with '/' or 'dan' is one group",
    ),
    "seksi": Text(
        "kapanewon (baris bernama kapanewon adalah jumlahnya) atau desa",
        "kapanewon (a row named like a sub-district is its sum) or desa",
    ),
    "kosong": Text(
        "isi (sel desa yang kosong mengikuti baris di atasnya) atau biarkan",
        "isi (a blank village cell means the one above) or biarkan (leave it blank)",
    ),
    "kode": Text("judul kolom kode desa", "heading of the column of village codes"),
    "desa": Text("judul kolom nama desa", "heading of the column of village names"),
    "kecamatan": Text("judul kolom nama kecamatan", "heading of the column of sub-districts"),
    "nama_kelompok": Text("judul kolom nama kelompok", "heading of the column of group names"),
}
"""The closed list of what can be answered, with what each key takes."""
FIXED: Mapping[str, tuple[str, ...]] = {
    "bentuk": ("register", "jumlah", "orang"),
    "satuan": ("kelompok", "jaringan"),
    "baris": ("jumlahkan", "satu"),
    "nama": ("satu",),
    "seksi": ("kapanewon", "desa"),
    "kosong": ("isi", "biarkan"),
}
"""Keys that take one of a few words."""
LAYOUT_KEYS = frozenset(
    {"lembar", "tahun", "kosong", "seksi", "kode", "desa", "kecamatan", "nama_kelompok"}
)
"""Keys whose answer changes where the table lies, so that it is read again."""
Answers = Mapping[str, str]


def parse_answers(texts: Iterable[str]) -> dict[str, dict[str, str]]:
    """
    Parse ``NAME:KEY=VALUE`` answers.

    Parameters
    ----------
    texts
        As on the command line; NAME is a file's name without its folder.

    Returns
    -------
    dict
        File name -> key -> value.

    Raises
    ------
    InputError
        With every answer that is wrong.

    Examples
    --------
    >>> parse_answers(["kelompok.xlsx:tahun=2024"])
    {'kelompok.xlsx': {'tahun': '2024'}}
    """
    found: dict[str, dict[str, str]] = {}
    problems = []
    for text in texts:
        left, sign, value = text.partition("=")
        name, colon, key = left.rpartition(":")
        key = key.strip().casefold()
        name = name.strip().replace("\\", "/").rsplit("/", 1)[-1]
        wrong = not (sign and colon and name) or key not in KEYS
        if not wrong and key in FIXED and value.strip().casefold() not in FIXED[key]:
            wrong = True
        if wrong:
            problems.append(_wrong(text, key))
            continue
        value = value.strip()
        found.setdefault(name, {})[key] = value.casefold() if key in FIXED else value
    if problems:
        raise InputError(problems)
    return found


def answer_words(table: str, key: str, value: str) -> str:
    """Return the words that give an answer on the command line."""
    words = f"{table}:{key}={value}"
    return f'--read "{words}"' if set(words) & set(" ()&;'<>|,") else f"--read {words}"


def heading_signature(headings: Sequence[str]) -> str:
    """Return what the headings of a table are known by: an answer holds as long as they do."""
    keys = "\n".join(sorted(heading_key(heading) or heading for heading in headings))
    return hashlib.sha256(keys.encode("utf-8")).hexdigest()[:16]


def remember(path: Path, answers: Answers, signature: str) -> Path:
    """
    Write answers into the table's sidecar; what else stands there stays.

    Parameters
    ----------
    path
        The table.
    answers
        Key -> value.
    signature
        See `heading_signature`.

    Returns
    -------
    Path
        The sidecar.
    """
    beside = path.with_suffix(".toml")
    before = beside.read_text(encoding="utf-8") if beside.is_file() else ""
    kept = _without_table(before, "reading").rstrip("\n")
    lines = ["[reading]", f"headings = {_quoted(signature)}"]
    lines += [f"{key} = {_quoted(value)}" for key, value in sorted(answers.items())]
    new = beside.with_name(beside.name + ".baru")
    new.write_text((kept + "\n\n" if kept else "") + "\n".join(lines) + "\n", encoding="utf-8")
    new.replace(beside)
    return beside


def _without_table(text: str, name: str) -> str:
    """Return TOML without one of its top-level tables."""
    kept, inside = [], False
    for line in text.splitlines():
        if line.lstrip().startswith("["):
            inside = line.strip().split("#")[0].strip() == f"[{name}]"
        if not inside:
            kept.append(line)
    return "\n".join(kept)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _wrong(text: str, key: str) -> Problem:
    words = FIXED.get(key, tuple(KEYS))
    return Problem(
        Text("jawaban tidak dikenal", "the answer is not understood"),
        file="--read",
        found=text,
        expected=Text("NAMA_BERKAS:KUNCI=NILAI", "FILE_NAME:KEY=VALUE"),
        cure=Text("Yang dikenal: " + ", ".join(words), "Known are: " + ", ".join(words)),
    )
