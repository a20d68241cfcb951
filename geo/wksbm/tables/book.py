"""Open whatever an office sends as a table; the content tells the format, not the name."""

from __future__ import annotations

import re

from wksbm.errors import InputError
from wksbm.tables.delimited import delimited_book
from wksbm.tables.foreign import (
    OLE,
    other_format,
    refuse_compound,
    refuse_foreign,
    refuse_zip,
)
from wksbm.tables.html import html_book, is_mhtml, mhtml_book
from wksbm.tables.ods import ods_sheets
from wksbm.tables.spreadsheetml import NAMESPACE, spreadsheetml_book
from wksbm.tables.workbook import Book, open_zip
from wksbm.tables.xls import is_bare_xls, xls_book
from wksbm.tables.xlsb import xlsb_book
from wksbm.tables.xlsx import xlsx_sheets

_OPENING_BYTES = 65_536
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|frameset|meta|style|div)\b", re.I)
_TABLE = re.compile(r"<table\b.*<t[rdh]\b", re.I | re.DOTALL)


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
    refuse_foreign(data, file)
    if data.startswith(b"PK"):
        return _zipped(data, file)
    if data.startswith(OLE):
        refuse_compound(data, file)
        return xls_book(data, file)
    if is_bare_xls(data):
        return xls_book(data, file)
    return _text(data, file)


def _zipped(data: bytes, file: str) -> Book:
    with open_zip(data, file) as archive:
        members = set(archive.namelist())
    if "xl/workbook.bin" in members:
        return xlsb_book(data, file)
    if any(member.startswith("xl/") for member in members):
        return Book(tuple(xlsx_sheets(data, file)))
    if "content.xml" in members:
        return Book(tuple(ods_sheets(data, file)))
    raise refuse_zip(members, file)


def _text(data: bytes, file: str) -> Book:
    opening = _opening(data)
    if is_mhtml(opening):
        return mhtml_book(data, file)
    is_markup = opening.startswith("<")
    if is_markup and NAMESPACE in opening:
        return spreadsheetml_book(data, file)
    if (is_markup and _HTML.search(opening)) or _TABLE.search(opening):
        return html_book(data, file)
    if is_markup:
        raise InputError(other_format(file, "XML"))
    return delimited_book(data, file)


def _opening(data: bytes) -> str:
    """Return the beginning of a text, whatever its encoding; only its ASCII is reliable."""
    head = data[:_OPENING_BYTES]
    return head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").decode("latin-1")
