"""Recognise by their column names the schemas in which village boundaries are published."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from wksbm.errors import InputError, Problem
from wksbm.text import Text, both

CodeSystem = Literal["kemendagri", "bps", "unknown"]
WORDS = ("kode", "kode_bps", "desa", "kecamatan", "kabupaten", "provinsi")

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
        Columns that make the BPS code when put together (province, kabupaten, kecamatan,
        village), or nothing.
    system
        Which codes the column `kode` holds, where the schema says so.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    code_parts: tuple[str, ...] = ()
    system: CodeSystem = "unknown"

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
            "desa": ("WADMKD", "NAMOBJ"),
            "kecamatan": ("WADMKC",),
            "kabupaten": ("WADMKK",),
            "provinsi": ("WADMPR",),
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
            "kode_bps": ("IDDESA", "ID_DESA", "IDKELDESA"),
            "desa": ("NMDESA", "NM_DESA", "NAMA_DESA"),
            "kecamatan": ("NMKEC", "NM_KEC"),
            "kabupaten": ("NMKAB", "NM_KAB"),
            "provinsi": ("NMPROV", "NM_PROV"),
        },
        ("KDPROV", "KDKAB", "KDKEC", "KDDESA"),
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
            ),
            "kode_bps": ("kode_bps", "kode_desa_bps", "id_bps", "kd_bps", "bps_code", "idbps"),
            "desa": (
                "desa", "kelurahan", "kalurahan", "nama_desa", "nama_kelurahan", "nama_kalurahan",
                "desa_kelurahan", "kelurahan_desa", "kel_desa", "desa_kel", "nm_desa", "nmdesa",
                "nama_kel", "nm_kel", "deskel", "village", "village_name", "nama", "name",
            ),
            "kecamatan": (
                "kecamatan", "kapanewon", "kemantren", "nama_kecamatan", "nama_kapanewon",
                "nm_kec", "nmkec", "nama_kec", "kec", "subdistrict", "sub_district", "district",
            ),
            "kabupaten": (
                "kabupaten", "kabupaten_kota", "kab_kota", "nama_kabupaten", "nm_kab", "nmkab",
                "nama_kab", "kabkota", "kota", "kab", "regency",
            ),
            "provinsi": ("provinsi", "propinsi", "nama_provinsi", "nm_prov", "nmprov", "prov",
                         "province"),
        },
    ),
)  # fmt: skip


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
        Word (`kode`, `kode_bps`, `desa`, …) -> column, when a person has said so; what they
        leave out is still recognised by name.

    Returns
    -------
    Schema

    Raises
    ------
    InputError
        If there is no column with codes or none with village names, or if a column that was
        named does not exist.
    """
    known = {_key(column): column for column in reversed(columns)}
    guesses = [_match(pattern, known) for pattern in _PATTERNS]
    complete = [guess for guess in guesses if not _missing(guess)]
    if given:
        _check_given(given, columns, name)
        rest = next(iter(complete), guesses[-1]).columns
        has_code = "kode" in given or "kode_bps" in given
        kept = {word: rest[word] for word in rest if not (has_code and word.startswith("kode"))}
        schema = Schema("columns", kept | {word: (column,) for word, column in given.items()})
        complete = [] if _missing(schema) else [schema]
    if complete:
        return complete[0]
    missing = _missing(Schema("columns", {**guesses[-1].columns}))
    closest = min(guesses, key=lambda guess: len(_missing(guess)))
    missing = _missing(closest) if closest.columns else missing
    wanted = {
        "kode": Text("kode desa", "village codes"),
        "desa": Text("nama desa", "village names"),
    }
    raise InputError(
        Problem(
            Text(
                f"tidak ada kolom berisi {' maupun '.join(wanted[word].id for word in missing)}",
                f"there is no column with {' or '.join(wanted[word].en for word in missing)}",
            ),
            file=name,
            found=", ".join(columns),
            expected=Text(
                "kode, desa, kecamatan (atau skema BIG, HDX, BPS, GADM, Alf-Anas)",
                "kode, desa, kecamatan (or the schema of BIG, HDX, BPS, GADM or Alf-Anas)",
            ),
            cure=Text(
                "Ganti nama kolomnya, atau sebutkan di source.toml: "
                '[columns] kode = "…", desa = "…"',
                "Rename the columns, or name them in a source.toml: "
                '[columns] kode = "…", desa = "…"',
            ),
        )
    )


def _match(pattern: _Pattern, known: Mapping[str, str]) -> Schema:
    columns = {}
    for word, names in pattern.columns.items():
        found = [known[key] for name in names for key in _keys(name) if key in known]
        if found:
            columns[word] = tuple(dict.fromkeys(found))
    parts = tuple(known.get(_key(part), "") for part in pattern.code_parts)
    return Schema(pattern.name, columns, parts if all(parts) else (), pattern.system)


def _missing(schema: Schema) -> list[str]:
    has_code = "kode" in schema.columns or "kode_bps" in schema.columns or schema.code_parts
    return [
        word
        for word, is_there in (("kode", has_code), ("desa", "desa" in schema.columns))
        if not is_there
    ]


def _check_given(given: Mapping[str, str], columns: Sequence[str], name: str) -> None:
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
        for column in given.values()
        if column not in columns
    ]
    if problems:
        raise InputError(problems)


def _key(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", heading.lower())


def _keys(name: str) -> tuple[str, ...]:
    """Return a name's key, and that of what a DBF leaves of it."""
    cut = name[:_LONGEST_DBF_NAME]
    return (_key(name),) if cut == name else (_key(name), _key(cut))
