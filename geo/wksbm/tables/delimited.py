"""Text tables: CSV with any separator and encoding, TSV."""

from __future__ import annotations

import csv
import io
import re
from functools import partial

from charset_normalizer import from_bytes

from wksbm.errors import InputError, Problem
from wksbm.limits import exceeded, limits
from wksbm.tables.grid import Grid, GridBuilder
from wksbm.tables.headings import is_heading_row, role_of
from wksbm.tables.workbook import Book, Worksheet
from wksbm.text import Text, both

_SEPARATORS = (",", ";", "\t", "|")
_SEPARATOR_NAMES = {
    ",": Text("koma", "comma"),
    ";": Text("titik koma", "semicolon"),
    "\t": Text("tab", "tab"),
    "|": Text("garis tegak", "vertical bar"),
}
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE_BYTES = 200_000
_SAMPLE_ROWS = 60
_OFFICE_ENCODINGS = ["cp1252", "latin_1"]


def delimited_book(data: bytes, file: str) -> Book:
    """
    Open a text table; its encoding and separator are notes of the book.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for messages.

    Raises
    ------
    InputError
        If it is not text; on reading also if a quotation mark is left open.
    """
    encoding = text_encoding(data, file)
    csv.field_size_limit(limits().cell)
    try:
        separator, skip = _separator(_head(data, encoding))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(_stopped(file, error)) from error
    name = _SEPARATOR_NAMES[separator]
    note = Problem(
        Text(
            f"dibaca sebagai teks {encoding}, pemisah {name.id}",
            f"read as {encoding} text, separator {name.en}",
        )
    )
    read = partial(_rows, data, encoding, separator, skip, file)
    return Book((Worksheet("", False, read),), (note,))


def text_encoding(data: bytes, file: str) -> str:
    """
    Find the encoding of a text: its byte order mark, UTF-8, or what offices write.

    Raises
    ------
    InputError
        If it is no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE_BYTES]
    if b"\x00" in data:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if max(even, odd) * 4 > len(sample):
            return "utf-16-le" if odd > even else "utf-16-be"
        raise InputError(_unreadable(file, "NUL"))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(sample, cp_isolation=_OFFICE_ENCODINGS).best()
        return best.encoding if best else "latin_1"
    return "utf-8"


def _head(data: bytes, encoding: str) -> list[str]:
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    return [text.readline(100_000) for _ in range(_SAMPLE_ROWS)]


def _separator(head: list[str]) -> tuple[str, bool]:
    """Return the separator and whether the first line only declares it (``sep=;``)."""
    declared = re.fullmatch(r"sep=(.)\s*", head[0], re.IGNORECASE)
    if declared and declared.group(1) in _SEPARATORS:
        return declared.group(1), True
    return max(_SEPARATORS, key=lambda separator: _fitness(head, separator)), False


def _fitness(head: list[str], separator: str) -> tuple[int, int, int]:
    """Rate a separator: known headings in one row, rows of the commonest width, that width."""
    lines = (line for line in head if line.strip())
    rows = [row[: limits().columns] for row in csv.reader(lines, delimiter=separator)]
    known = max((len({role_of(cell) for cell in row} - {""}) for row in rows), default=0)
    headings = known if any(is_heading_row([cell.strip() for cell in row]) for row in rows) else 0
    widths = [len(row) for row in rows if len(row) > 1]
    if not widths:
        return headings, 0, 0
    common = max(sorted(set(widths)), key=widths.count)
    return headings, widths.count(common), common


def _rows(data: bytes, encoding: str, separator: str, skip: bool, file: str) -> Grid:
    builder = GridBuilder(file, typed=False)
    csv.field_size_limit(limits().cell)
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    try:
        for number, cells in enumerate(csv.reader(text, delimiter=separator), 1):
            if skip and number == 1:
                continue
            if any("\n" in cell or "\r" in cell for cell in cells):
                _refuse_open_quote(cells, separator, number, file)
            builder.add(number, cells)
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(_stopped(file, error)) from error
    return builder.build()


def _refuse_open_quote(cells: list[str], separator: str, row: int, file: str) -> None:
    """Refuse a cell that has swallowed whole lines of the table."""
    for cell in cells:
        lines = cell.splitlines()
        if len(lines) > 20 or any(line.count(separator) > 1 for line in lines[1:]):
            raise InputError(
                Problem(
                    Text("tanda kutip tidak ditutup", "a quotation mark is not closed"),
                    file=file,
                    row=row,
                    cure=Text(
                        'Hapus atau tutup tanda kutip (") di baris itu',
                        'Delete or close the quotation mark (") in that row',
                    ),
                )
            )


def _stopped(file: str, error: Exception) -> Problem:
    if "field limit" in str(error):
        return exceeded("cell", file)
    return _unreadable(file, str(error))


def _unreadable(file: str, found: str) -> Problem:
    return Problem(
        Text("berkas ini bukan tabel teks (CSV)", "the file is not a text table (CSV)"),
        file=file,
        found=found,
        expected=both("CSV, XLSX, XLS, XLSB, ODS"),
        cure=Text("Simpan ulang dari Excel sebagai CSV UTF-8", "Save it again as CSV UTF-8"),
    )
