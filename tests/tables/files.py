"""Files as offices send them, made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

Rows = Sequence[Sequence[object]]
COUNTS: Rows = (
    ("kode", "desa", "jumlah"),
    ("34.03.01.2002", "Beji", 10),
    ("34.03.01.2003", "Kepek", 20),
)


def write(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    """Write a text table."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def workbook(path: Path, rows: Rows = COUNTS, *, title: str = "Data") -> openpyxl.Workbook:
    """Return an unsaved workbook of one sheet; the caller saves it at `path`."""
    del path
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return book


def xlsx(path: Path, rows: Rows = COUNTS) -> Path:
    """Write a workbook of one sheet."""
    workbook(path, rows).save(path)
    return path


def ods(path: Path, tables: str, styles: str = "") -> Path:
    """Write an OpenDocument spreadsheet from the XML of its tables."""
    names = ("office", "table", "text", "style")
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return path


def ods_cell(value: object, attributes: str = "") -> str:
    """Return the XML of one cell."""
    if value == "":
        return f"<table:table-cell {attributes}/>"
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {kind} {attributes}><text:p>x</text:p></table:table-cell>"
    text = escape(str(value))
    kind = 'office:value-type="string"'
    return f"<table:table-cell {kind} {attributes}><text:p>{text}</text:p></table:table-cell>"


def ods_table(name: str, rows: Rows, attributes: str = "") -> str:
    """Return the XML of one sheet."""
    body = "".join(
        f"<table:table-row>{''.join(ods_cell(value) for value in row)}</table:table-row>"
        for row in rows
    )
    return f'<table:table table:name="{name}" {attributes}>{body}</table:table>'


def repack(path: Path, member: str, change: tuple[bytes, bytes]) -> None:
    """Change the bytes of one member of a zip."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as archive:
        for entry in source.infolist():
            content = source.read(entry)
            archive.writestr(
                entry, content.replace(*change) if entry.filename == member else content
            )
