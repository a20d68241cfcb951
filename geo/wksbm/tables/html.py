"""Web pages with tables, as applications export them under the name .xls; also MHTML."""

from __future__ import annotations

import codecs
import email
import html
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from lxml import etree

from wksbm.errors import InputError, Problem
from wksbm.tables.delimited import text_encoding
from wksbm.tables.foreign import other_format
from wksbm.tables.grid import Cell, Grid, GridBuilder, Merge, Position
from wksbm.tables.marks import take_marks
from wksbm.tables.workbook import LAST_COLUMN, Book, Worksheet, damaged, plain_number
from wksbm.text import Text

_MOST_BYTES = 200_000_000
_MOST_COLUMNS_SPANNED, _MOST_ROWS_SPANNED = 1_000, 65_534
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([a-z0-9_:.-]+)""", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<x:Name>(.*?)</x:Name>", re.IGNORECASE | re.DOTALL)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NUMBER = re.compile(
    r"[-+]?(?:[0-9]{1,3}(?:[., ][0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?(?:e[-+]?[0-9]+)?\s*%?",
    re.IGNORECASE,
)
_BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"})
_WITHOUT_TEXT = frozenset({"script", "style", "table", "title", "noscript", "template"})
_LATIN = frozenset({"iso8859-1", "ascii"})


def is_mhtml(opening: str) -> bool:
    """Say whether a text is a web page in a single file (MHTML)."""
    head = opening[:4096].casefold()
    return "mime-version:" in head and "content-type:" in head and not head.startswith("<")


def html_book(data: bytes, file: str) -> Book:
    """
    Open a web page; each table with text is a worksheet.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for messages.

    Returns
    -------
    Book
        Titles are the tables' captions, the name that Excel gave its only sheet, or ``Tabel 1``.

    Raises
    ------
    InputError
        If the page holds no table or cannot be read whole.
    """
    return _book([(data, None)], file, "HTML")


def mhtml_book(data: bytes, file: str) -> Book:
    """
    Open a web page in a single file, as Excel saves it.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for messages.

    Raises
    ------
    InputError
        If it holds no table or cannot be read whole.
    """
    pages: list[tuple[bytes, str | None]] = []
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                pages.append((payload, part.get_content_charset()))
    return _book(pages, file, "MHTML")


def _book(pages: list[tuple[bytes, str | None]], file: str, name: str) -> Book:
    tables: list[Any] = []
    names: list[str] = []
    encodings: list[str] = []
    has_frames = False
    for data, charset in pages:
        text, encoding = _decode(data, charset, file)
        encodings.append(encoding)
        names += [html.unescape(title).strip() for title in _SHEET_NAME.findall(text)]
        root = _parse(text, file)
        has_frames = has_frames or root.find(".//frameset") is not None
        tables += [table for table in root.iter("table") if _has_text(table)]
    if not tables:
        raise InputError(_no_table(file, name, has_frames))
    titles = names if len(names) == len(tables) else [""] * len(tables)
    encoding = ", ".join(dict.fromkeys(encodings))
    note = Text(
        f"dibaca sebagai halaman web ({name}, {encoding})",
        f"read as a web page ({name}, {encoding})",
    )
    return Book(
        tuple(
            Worksheet(title, _is_hidden(table), partial(_read, table, file))
            for table, title in zip(tables, _titles(tables, titles), strict=True)
        ),
        (Problem(note),),
    )


def _decode(data: bytes, charset: str | None, file: str) -> tuple[str, str]:
    """Decode a page by what it says of itself where that is true, else as a text table."""
    declared = _CHARSET.search(data[:4096])
    for name in (charset, declared.group(1).decode("ascii") if declared else None):
        if name is None or data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
            continue
        try:
            encoding = codecs.lookup(name).name
            encoding = "cp1252" if encoding in _LATIN else encoding
            return data.decode(encoding), encoding
        except (LookupError, UnicodeDecodeError):
            continue
    encoding = text_encoding(data, file)
    return data.decode(encoding, errors="replace"), encoding


def _parse(text: str, file: str) -> Any:
    data = text.replace("\x00", "").encode("utf-8", errors="replace")
    if len(data) > _MOST_BYTES:
        raise InputError(other_format(file, f"HTML, {len(data) // 1_000_000} MB"))
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(damaged(file, error)) from error
    fatal = [entry for entry in parser.error_log if entry.level_name == "FATAL"]
    if root is None or fatal:
        reason = fatal[0].message if fatal else "HTML"
        raise InputError(damaged(file, ValueError(reason)))
    return root


def _own(element: Any, *tags: str) -> Iterator[Any]:
    """Yield the nearest elements of `tags`, not those of tables inside."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag != "table":
            yield from _own(child, *tags)


def _has_text(table: Any) -> bool:
    return any(
        run.strip()
        for row in _own(table, "tr")
        for cell in _own(row, "td", "th")
        for run, _ in _runs(cell)
    )


def _titles(tables: list[Any], names: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for number, (table, name) in enumerate(zip(tables, names, strict=True), 1):
        caption = next(_own(table, "caption"), None)
        title = name or ("" if caption is None else _text(_runs(caption))[0])
        title = title or f"Tabel {number}"
        title = f"{title} ({number})" if title in seen else title
        seen.add(title)
        yield title


def _read(table: Any, file: str) -> Grid:
    builder = GridBuilder(file, typed=True)
    merged: list[Merge] = []
    marks: dict[Position, str] = {}
    hidden_rows: set[int] = set()
    shown: set[int] = set()
    concealed = _hidden_columns(table)
    below: dict[int, int] = {}
    for row, element in enumerate(_own(table, "tr"), 1):
        cells: dict[int, Cell] = {}
        spans = {column: left for column, left in below.items() if left}
        below = {column: left - 1 for column, left in spans.items()}
        column = 1
        for cell in _own(element, "td", "th"):
            while spans.get(column):
                column += 1
            width = _span(cell, "colspan", _MOST_COLUMNS_SPANNED) or 1
            height = _span(cell, "rowspan", _MOST_ROWS_SPANNED) or _MOST_ROWS_SPANNED
            if column + width > LAST_COLUMN:
                break
            cells[column], mark = _cell(cell)
            if mark:
                marks[row, column] = mark
            if width > 1 or height > 1:
                merged.append((row, column, row + height - 1, column + width - 1))
            (concealed if _is_hidden(cell) else shown).update(range(column, column + width))
            below |= dict.fromkeys(range(column, column + width), height - 1)
            column += width
        if builder.add_typed(row, cells) and _is_hidden(element):
            hidden_rows.add(row)
    return builder.build(
        merged,
        hidden_rows=hidden_rows,
        hidden_columns=concealed - (shown - _hidden_columns(table)),
        marks=marks,
    )


def _hidden_columns(table: Any) -> set[int]:
    hidden: set[int] = set()
    column = 1
    for element in _own(table, "col"):
        width = _span(element, "span", _MOST_COLUMNS_SPANNED) or 1
        if _is_hidden(element):
            hidden.update(range(column, column + width))
        column += width
    return hidden


def _span(element: Any, attribute: str, most: int) -> int:
    found = re.match(r"\s*([0-9]{1,6})", element.get(attribute, "1"))
    return min(int(found.group(1)), most) if found else 1


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def _cell(cell: Any) -> tuple[Cell, str]:
    """Return what a cell holds, and the superscripts taken out of it."""
    text, mark = _text(_runs(cell))
    exact = cell.get("x:num") or cell.get("sdval")
    if exact and _NUMBER.fullmatch(text):
        try:
            return (plain_number(float(exact)), True), mark
        except ValueError:
            pass
    return (text, False), mark


def _text(runs: Iterable[tuple[str, bool]]) -> tuple[str, str]:
    text, mark = take_marks(runs)
    text = re.sub(r"(?:(?<! ) +)?\n\s*", "\n", _one_space(text))
    return text.strip(), _one_space(mark).strip()


def _one_space(text: str) -> str:
    return re.sub(" +", " ", text.replace("\u00a0", " "))


def _runs(element: Any, raised: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a cell's text, and whether each is superscript."""
    if element.text:
        yield _SPACE.sub(" ", element.text), raised
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else "script"
        if tag == "br" or tag in _BLOCKS:
            yield "\n", raised
        if tag not in _WITHOUT_TEXT and not _is_hidden(child):
            style = child.get("style", "")
            yield from _runs(child, raised or tag == "sup" or bool(_RAISED.search(style)))
        if child.tail:
            yield _SPACE.sub(" ", child.tail), raised


def _no_table(file: str, name: str, has_frames: bool) -> Problem:
    what = Text("halaman web ini tidak memuat tabel", "the web page holds no table")
    if has_frames:
        cure = Text(
            "Tabelnya ada di berkas lain di samping berkas ini; buka di Excel, lalu simpan "
            "sebagai .xlsx",
            "Its tables are in other files beside it; open it in Excel and save it as .xlsx",
        )
    else:
        cure = Text(
            "Unduh lagi dari aplikasinya setelah masuk (login), atau simpan sebagai .xlsx",
            "Download it again after logging in, or save it as .xlsx",
        )
    return Problem(what, file=file, found=name, cure=cure)
