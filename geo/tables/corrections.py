"""Read back `perlu_diperiksa.xlsx` after a person has filled in the right codes."""

from __future__ import annotations

from pathlib import Path

from geo.codes import Code, format_kemendagri, parse_code, why_not_code
from geo.errors import InputError, Problem
from geo.tables.headings import heading_key
from geo.tables.read import read_table
from geo.text import Text

_COLUMNS = ("tabel", "baris", "kode_benar")


def read_corrections(path: Path) -> dict[tuple[str, int], str]:
    """
    Read corrections.

    Parameters
    ----------
    path
        The workbook (or a CSV) with the columns tabel, baris and kode_benar; rows without a code
        correct nothing.

    Returns
    -------
    dict
        (name of the table, row) -> code, as `geo.codes.parse_code` reads it.

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
    corrections: dict[tuple[str, int], str] = {}
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
        written = _write(code)
        if corrections.setdefault((table, int(row)), written) != written:
            what = Text("baris ini diperbaiki dua kali", "the row is corrected twice")
            problems.append(_wrong(path.name, place, "kode_benar", what))
    if problems:
        raise InputError(problems)
    return corrections


def _write(code: Code) -> str:
    if code.system == "kemendagri":
        return format_kemendagri(code.digits)
    return f"ID{code.digits}" if code.system == "bps" else code.digits


def _wrong(file: str, row: int, column: str, what: Text) -> Problem:
    return Problem(what, file=file, row=row, column=column)
