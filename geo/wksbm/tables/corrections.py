"""Read back `perlu_diperiksa.xlsx` after a person has filled in the right codes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from wksbm.codes import Code, format_kemendagri, parse_code, why_not_code
from wksbm.errors import InputError, Problem
from wksbm.tables.gazetteer import Gazetteer
from wksbm.tables.headings import ORIGINAL, heading_key
from wksbm.tables.model import Correction, RawTable
from wksbm.tables.read import read_table
from wksbm.text import Text, both

_COLUMNS = ("tabel", "baris", "kode_benar")
_COMPARED_CHARACTERS = 32_000
"""A cell of a workbook holds no more."""
_MOVED = Text(
    "baris ini bukan lagi baris yang diperbaiki", "this is no longer the row that was corrected"
)
_NEW_LIST = Text(
    "Jalankan wksbm build tanpa --corrections dan isi perlu_diperiksa.xlsx yang baru",
    "Run wksbm build without --corrections and fill in the new perlu_diperiksa.xlsx",
)


def read_corrections(path: Path) -> dict[tuple[str, int], Correction]:
    """
    Read corrections.

    Parameters
    ----------
    path
        The workbook (or a CSV) with the columns tabel, baris and kode_benar; rows without a code
        correct nothing. Columns ``asal: <heading>`` hold the row as the person saw it.

    Returns
    -------
    dict
        (name of the table, row) -> what was decided.

    Raises
    ------
    InputError
        With every wrong row.
    """
    cells = read_table(path).cells
    columns = {heading_key(heading): heading for heading in cells.columns}
    missing = [name for name in _COLUMNS if name not in columns]
    if missing:
        raise InputError(
            Problem(
                Text("kolom tidak ada", "a column is missing"),
                file=path.name,
                column=", ".join(missing),
                found=", ".join(cells.columns),
                cure=Text(
                    "Pakai perlu_diperiksa.xlsx yang ditulis oleh wksbm build",
                    "Use the perlu_diperiksa.xlsx that wksbm build wrote",
                ),
            )
        )
    original = {
        heading: heading.removeprefix(ORIGINAL)
        for heading in cells.columns
        if heading.startswith(ORIGINAL)
    }
    corrections: dict[tuple[str, int], Correction] = {}
    problems: list[Problem] = []
    for number, cell in cells[[columns[name] for name in _COLUMNS]].iterrows():
        table, row, kode = (str(text) for text in cell)
        if not kode:
            continue
        place = int(str(number))
        code = parse_code(kode)
        if code is None:
            problems.append(_wrong(path.name, place, "kode_benar", why_not_code(kode)))
        if not row.isdigit():
            what = Text("nomor baris tidak terbaca", "the row number cannot be read")
            problems.append(_wrong(path.name, place, "baris", what))
        if code is None or not row.isdigit():
            continue
        seen = {name: str(cells.at[number, heading]) for heading, name in original.items()}
        correction = Correction(_write(code), seen)
        if corrections.setdefault((table, int(row)), correction).kode != correction.kode:
            what = Text("baris ini diperbaiki dua kali", "the row is corrected twice")
            problems.append(_wrong(path.name, place, "kode_benar", what))
    if problems:
        raise InputError(problems)
    return corrections


def corrected_rows(
    raw: RawTable,
    corrections: Mapping[tuple[str, int], Correction],
    gazetteer: Gazetteer,
    personal: Collection[str] = (),
) -> dict[int, str]:
    """
    Return the villages that a person has given to rows of a table.

    Parameters
    ----------
    raw
        The table.
    corrections
        Corrections of any tables (see `read_corrections`).
    gazetteer
        The villages.
    personal
        Headings that are not copied to `perlu_diperiksa.xlsx`, and so not compared.

    Returns
    -------
    dict
        Row -> code of the village.

    Raises
    ------
    InputError
        If a row is not there, is not the one that the person saw, or gets no mapped village.
    """
    corrected: dict[int, str] = {}
    problems: list[Problem] = []
    for (table, row), correction in sorted(corrections.items(), key=lambda entry: entry[0]):
        if table != raw.name:
            continue
        if row not in raw.cells.index:
            what = Text(
                "perbaikan untuk baris yang tidak ada", "correction of a row that is not there"
            )
            problems.append(_unfit(what, table, row, correction.kode, _NEW_LIST))
            continue
        change = _change(_cells(raw, row), correction.cells, personal)
        if change:
            column, found, expected = change
            problems.append(
                Problem(
                    _MOVED,
                    file=table,
                    row=row,
                    column=column,
                    found=found,
                    expected=both(f"'{expected}'"),
                    cure=_NEW_LIST,
                )
            )
            continue
        code = parse_code(correction.kode)
        kodes = gazetteer.by_code(code) if code else ()
        if len(kodes) == 1:
            corrected[row] = kodes[0]
        else:
            what = Text("kode_benar bukan desa di peta", "kode_benar is not a mapped village")
            problems.append(_unfit(what, table, row, correction.kode))
    if problems:
        raise InputError(problems)
    return corrected


def _cells(raw: RawTable, row: int) -> dict[str, str]:
    return {str(heading): str(text) for heading, text in raw.cells.loc[row].items()}


def _change(
    now: Mapping[str, str], seen: Mapping[str, str], personal: Collection[str]
) -> tuple[str, str, str] | None:
    """Return heading, present and former text of the first cell that has changed."""
    for heading, before in seen.items():
        found = str(now.get(heading, ""))
        if heading not in personal and not _same(found, before):
            return heading, found, before
    return None


def _same(one: str, other: str) -> bool:
    """Compare two cells; how a spreadsheet saves a text or number does not matter."""
    first, second = _plain(one), _plain(other)
    if first == second:
        return True
    try:
        return float(first) == float(second)
    except ValueError:
        return False


def _plain(text: str) -> str:
    words = "".join(char if char.isprintable() else " " for char in text[:_COMPARED_CHARACTERS])
    return " ".join(words.split()).lstrip("'`‘’")


def _unfit(what: Text, table: str, row: int, kode: str, cure: Text | None = None) -> Problem:
    return Problem(what, file=table, row=row, column="kode_benar", found=kode, cure=cure)


def _write(code: Code) -> str:
    if code.system == "kemendagri":
        return format_kemendagri(code.digits)
    return f"ID{code.digits}" if code.system == "bps" else code.digits


def _wrong(file: str, row: int, column: str, what: Text) -> Problem:
    return Problem(what, file=file, row=row, column=column)
