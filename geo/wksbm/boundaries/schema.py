"""Recognise by their column names the schemas in which village boundaries are published."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from wksbm.codes import stated_system
from wksbm.errors import InputError, Problem
from wksbm.text import Text, both

CodeSystem = Literal["kemendagri", "bps", "unknown"]
WORDS = ("kode", "kode_bps", "desa", "kecamatan", "kabupaten", "provinsi")

_CODES = ("kode", "kode_bps")
_LONGEST_DBF_NAME = 10


@dataclass(frozen=True)
class Schema:
    """
    Which columns of a file hold what.

    Parameters
    ----------
    name
        ``big``, ``hdx``, ``bps``, ``gadm``, ``alf_anas``, ``plain`` or ``columns``.
    columns
        For each of `WORDS` the columns that may hold it; the first that is filled counts.
    code_parts
        Columns that make the code when put together (province, kabupaten, kecamatan, village),
        or nothing.
    system
        Which codes the column `kode` holds, where the schema says so.
    own
        Columns whose names the schema prescribes; `system` is about these.
    given
        Words for which a person has named the column.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    code_parts: tuple[str, ...] = ()
    system: CodeSystem = "unknown"
    own: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()

    @property
    def has_codes(self) -> bool:
        """Tell whether there is a column with codes, or several that make one."""
        return bool({"kode", "kode_bps"} & set(self.columns)) or bool(self.code_parts)

    @property
    def given_columns(self) -> frozenset[str]:
        """Columns that a person has named."""
        return frozenset(name for word in self.given for name in self.columns.get(word, ()))

    @property
    def used(self) -> tuple[str, ...]:
        """Every column of the file that is needed."""
        named = [name for names in self.columns.values() for name in names]
        return tuple(dict.fromkeys([*named, *self.code_parts]))


@dataclass(frozen=True)
class _Pattern:
    name: str
    system: CodeSystem
    columns: Mapping[str, tuple[str, ...]]
    code_parts: tuple[str, ...] = ()


_PATTERNS = (
    _Pattern(
        "big",
        "kemendagri",
        {
            "kode": ("KDEPUM",),
            "kode_bps": ("KDEBPS",),
            "desa": ("WADMKD", "WIADKD", "NAMOBJ"),
            "kecamatan": ("WADMKC", "WIADKC"),
            "kabupaten": ("WADMKK", "WIADKK"),
            "provinsi": ("WADMPR", "WIADPR"),
        },
    ),
    _Pattern(
        "hdx",
        "bps",
        {
            "kode_bps": ("ADM4_PCODE",),
            "desa": ("ADM4_EN", "ADM4_ID", "ADM4_NAME", "ADM4_NAME1"),
            "kecamatan": ("ADM3_EN", "ADM3_ID", "ADM3_NAME"),
            "kabupaten": ("ADM2_EN", "ADM2_ID", "ADM2_NAME"),
            "provinsi": ("ADM1_EN", "ADM1_ID", "ADM1_NAME"),
        },
    ),
    _Pattern(
        "alf_anas",
        "kemendagri",
        {
            "kode": ("KODE_KD",),
            "desa": ("KEL_DESA", "NAME"),
            "kecamatan": ("KECAMATAN",),
            "kabupaten": ("KAB_KOTA",),
            "provinsi": ("PROVINSI",),
        },
    ),
    _Pattern(
        "bps",
        "bps",
        {
            "kode_bps": ("IDDESA", "IDKELDESA"),
            "desa": ("NMDESA", "NM_DESA", "NAMA_DESA"),
            "kecamatan": ("NMKEC", "NM_KEC"),
            "kabupaten": ("NMKAB", "NM_KAB"),
            "provinsi": ("NMPROV", "NM_PROV"),
        },
        ("KDPROV", "KDKAB", "KDKEC", "KDDESA"),
    ),
    _Pattern(
        "bps",
        "bps",
        {
            "desa": ("DESA", "NAMA_DESA", "DESA_KEL"),
            "kecamatan": ("KECAMATAN", "NAMA_KEC"),
            "kabupaten": ("KABKOT", "KABUPATEN", "KAB_KOTA", "NAMA_KAB"),
            "provinsi": ("PROVINSI", "NAMA_PROV"),
        },
        ("PROVNO", "KABKOTNO", "KECNO", "DESANO"),
    ),
    _Pattern(
        "gadm",
        "bps",
        {
            "kode_bps": ("CC_4",),
            "desa": ("NAME_4",),
            "kecamatan": ("NAME_3",),
            "kabupaten": ("NAME_2",),
            "provinsi": ("NAME_1",),
        },
    ),
    _Pattern(
        "plain",
        "unknown",
        {
            "kode": (
                "kode", "kode_desa", "kode_kemendagri", "kode_desa_kemendagri", "kd_desa",
                "kode_kelurahan", "kode_kel_desa", "kode_wilayah", "kode_pum", "kode_depdagri",
                "kode_kemdagri", "kddesa", "kd_kel", "kode_deskel", "kode_dagri", "village_code",
                "id_desa", "id_kel", "id_kelurahan", "id_desa_kel", "kode_wil", "kd_wilayah",
                "kd_kelurahan", "kode_desa_kelurahan", "kode_kelurahan_desa", "kd_desa_kel",
                "kode_kampung", "kd_kampung", "kode_nagari", "kode_gampong",
            ),
            "kode_bps": ("kode_bps", "kode_desa_bps", "id_bps", "kd_bps", "bps_code", "idbps"),
            "desa": (
                "desa", "kelurahan", "kalurahan", "nama_desa", "nama_kelurahan", "nama_kalurahan",
                "desa_kelurahan", "kelurahan_desa", "kel_desa", "desa_kel", "nm_desa", "nmdesa",
                "nama_kel", "nm_kel", "deskel", "village", "village_name", "wadmkd", "wiadkd",
                "nm_kelurahan", "nm_kalurahan", "nama_desa_kel", "nama_kel_desa", "nm_desa_kel",
                "nm_kel_desa", "nama_desa_kelurahan", "nama_kelurahan_desa", "nama_deskel",
                "kampung", "nama_kampung", "nm_kampung", "nagari", "nama_nagari", "gampong",
                "nama_gampong", "namobj", "nama", "name",
            ),
            "kecamatan": (
                "kecamatan", "kapanewon", "kemantren", "nama_kecamatan", "nama_kapanewon",
                "nm_kec", "nmkec", "nama_kec", "kec", "subdistrict", "sub_district", "district",
                "wadmkc", "wiadkc", "nm_kecamatan", "distrik", "nama_distrik", "nm_distrik",
            ),
            "kabupaten": (
                "kabupaten", "kabupaten_kota", "kab_kota", "nama_kabupaten", "nm_kab", "nmkab",
                "nama_kab", "kabkota", "kabkot", "kota", "kab", "regency", "wadmkk", "wiadkk",
            ),
            "provinsi": ("provinsi", "propinsi", "nama_provinsi", "nm_prov", "nmprov", "prov",
                         "province"),
        },
    ),
)  # fmt: skip
_PARTS_OF_CODES = (
    ("KODE_PROV", "KODE_KAB", "KODE_KEC", "KODE_DESA"),
    ("KODE_PROP", "KODE_KAB", "KODE_KEC", "KODE_DESA"),
    ("KODE_PROV", "KODE_KAB", "KODE_KEC", "KODE_KEL"),
    ("NO_PROP", "NO_KAB", "NO_KEC", "NO_KEL"),
    ("KD_PROP", "KD_KAB", "KD_KEC", "KD_DESA"),
    ("KD_PROV", "KD_KAB", "KD_KEC", "KD_DESA"),
    ("KD_PROP", "KD_KAB", "KD_KEC", "KD_KEL"),
)
"""Further columns that make the code when put together, as population offices name them."""


def recognise_schema(
    columns: Sequence[str], name: str, given: Mapping[str, str] | None = None
) -> Schema:
    """
    Find out which columns hold codes and names.

    Parameters
    ----------
    columns
        The columns of the file.
    name
        How messages call the file.
    given
        Word (`kode`, `kode_bps`, `desa`, …) -> column, when a person has said so; several
        columns that make a code together are joined by ``+``. What they leave out is still
        recognised by name.

    Returns
    -------
    Schema
        Every column that may hold codes; `wksbm.boundaries.evidence` chooses among them.

    Raises
    ------
    InputError
        If there is no column with village names, or if a column that was named does not exist.
    """
    guesses = [_match(pattern, columns) for pattern in _PATTERNS]
    complete = [guess for guess in guesses if guess.has_codes and "desa" in guess.columns]
    schema = complete[0] if complete else _merged(guesses)
    schema = _with_other_codes(schema, guesses, columns)
    if given:
        schema = _with_given(schema, given, columns, name)
    if "desa" not in schema.columns:
        raise InputError(_no_names(columns, name, has_codes=schema.has_codes))
    return schema


def _with_given(
    schema: Schema, given: Mapping[str, str], columns: Sequence[str], name: str
) -> Schema:
    """Put what a person has said in the place of what the names say."""
    parts = {
        word: tuple(part.strip() for part in text.split("+"))
        for word, text in given.items()
        if "+" in text and text not in columns
    }
    _check_given({word: parts.get(word, (text,)) for word, text in given.items()}, columns, name)
    coded = {"kode", "kode_bps"} & set(given)
    kept = {word: found for word, found in schema.columns.items() if not (coded and word in _CODES)}
    named = {word: (column,) for word, column in given.items() if word not in parts}
    code_parts = next((parts[word] for word in _CODES if word in parts), ())
    return Schema(
        "columns",
        kept | named,
        code_parts if coded else schema.code_parts,
        stated_system(given.get("kode", "")) if coded else schema.system,
        schema.own,
        frozenset(given),
    )


def _merged(guesses: Sequence[Schema]) -> Schema:
    """Take together what the names of several schemas say when none is complete."""
    columns = {
        word: tuple(dict.fromkeys(c for guess in guesses for c in guess.columns.get(word, ())))
        for word in WORDS
    }
    parts = next((guess.code_parts for guess in guesses if guess.code_parts), ())
    return Schema("plain", {word: found for word, found in columns.items() if found}, parts)


def _with_other_codes(schema: Schema, guesses: Sequence[Schema], present: Sequence[str]) -> Schema:
    """Add the columns that may hold codes, or parts of them, by their common names."""
    columns, plain = dict(schema.columns), guesses[-1]
    parts = next((guess.code_parts for guess in (schema, *guesses) if guess.code_parts), ())
    named = (_parts_called(parts, present) for parts in _PARTS_OF_CODES)
    parts = parts or next(filter(None, named), ())
    for word in _CODES:
        found = (*columns.get(word, ()), *plain.columns.get(word, ()))
        if found:
            columns[word] = tuple(dict.fromkeys(found))
    return replace(schema, columns=columns, code_parts=parts)


def _no_names(columns: Sequence[str], name: str, *, has_codes: bool) -> Problem:
    if has_codes:
        what = Text("tidak ada kolom berisi nama desa", "there is no column with village names")
    else:
        what = Text(
            "tidak ada kolom berisi kode desa maupun nama desa",
            "there is no column with village codes or village names",
        )
    words = "desa={0},kecamatan={0}" if has_codes else "kode={0},desa={0},kecamatan={0}"
    named = Text(words.format("KOLOM"), words.format("COLUMN"))
    return Problem(
        what,
        file=name,
        found=", ".join(columns),
        expected=Text(
            "kode, desa, kecamatan (atau skema BIG, HDX, BPS, GADM, Alf-Anas)",
            "kode, desa, kecamatan (or the schema of BIG, HDX, BPS, GADM or Alf-Anas)",
        ),
        cure=Text(
            f"Sebutkan kolomnya: --columns {named.id}; kode di beberapa kolom: kode=A+B+C+D",
            f"Name the columns: --columns {named.en}; a code in several columns: kode=A+B+C+D",
        ),
    )


def _match(pattern: _Pattern, present: Sequence[str]) -> Schema:
    columns = {}
    for word, names in pattern.columns.items():
        found = [column for name in names for column in _called(name, present)]
        if found:
            columns[word] = tuple(dict.fromkeys(found))
    own = frozenset(column for found in columns.values() for column in found)
    parts = _parts_called(pattern.code_parts, present)
    return Schema(pattern.name, columns, parts, pattern.system, own)


def _parts_called(names: Sequence[str], present: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that make a code together; nothing when one is missing."""
    parts = tuple(next(iter(_called(name, present)), "") for name in names)
    return parts if all(parts) else ()


def _check_given(given: Mapping[str, tuple[str, ...]], columns: Sequence[str], name: str) -> None:
    problems = [
        Problem(
            Text("kata ini tidak dikenal", "this word is not known"),
            file=name,
            found=word,
            expected=both(", ".join(WORDS)),
        )
        for word in given
        if word not in WORDS
    ] + [
        Problem(
            Text("kolom yang disebut tidak ada", "the column named does not exist"),
            file=name,
            column=column,
            expected=both(", ".join(columns)),
        )
        for named in given.values()
        for column in named
        if column not in columns
    ]
    problems += [
        Problem(
            Text(
                "hanya kode yang dapat tersebar di 2 sampai 4 kolom",
                "only codes can be spread over 2 to 4 columns",
            ),
            file=name,
            found=f"{word}={'+'.join(named)}",
        )
        for word, named in given.items()
        if len(named) > (4 if word in _CODES else 1)
    ]
    if problems:
        raise InputError(problems)


def _key(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", heading.lower())


def _called(name: str, present: Sequence[str]) -> list[str]:
    """Return the columns of this name, or of what a DBF leaves of it (ten characters)."""
    cut = name[:_LONGEST_DBF_NAME]
    return [
        column
        for column in present
        if _key(column) == _key(name)
        or (cut != name and len(column) == len(cut) and _key(column) == _key(cut))
    ]
