"""Open whatever an office sends as a table; the content tells the format, not the name."""

from __future__ import annotations

from wksbm.errors import InputError
from wksbm.tables.delimited import delimited_book
from wksbm.tables.ods import ods_sheets
from wksbm.tables.workbook import Book, open_zip, other_format
from wksbm.tables.xlsx import xlsx_sheets

_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head", b"{\\rtf")


def open_book(data: bytes, file: str) -> Book:
    """
    Open a table file; each of its worksheets is read when it is asked for.

    Parameters
    ----------
    data
        The bytes of the file, not empty.
    file
        Its name, for messages.

    Returns
    -------
    Book
        A text table is a book of one worksheet without a title.

    Raises
    ------
    InputError
        If the file is damaged, unsafe, protected by a password or of a format that is not read.
    """
    if data.startswith(b"PK"):
        return _zipped(data, file)
    opening = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(other_format(file, "XLS / XLSX + password"))
    if data.startswith(b"%PDF"):
        raise InputError(other_format(file, "PDF"))
    if opening.startswith(_MARKUP):
        raise InputError(other_format(file, "HTML / XML"))
    return delimited_book(data, file)


def _zipped(data: bytes, file: str) -> Book:
    with open_zip(data, file) as archive:
        members = set(archive.namelist())
    if "xl/workbook.bin" in members:
        raise InputError(other_format(file, "XLSB"))
    if any(member.startswith("xl/") for member in members):
        return Book(tuple(xlsx_sheets(data, file)))
    if "content.xml" in members:
        return Book(tuple(ods_sheets(data, file)))
    raise InputError(other_format(file, "ZIP"))
