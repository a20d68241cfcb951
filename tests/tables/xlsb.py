"""A small binary Excel workbook, written record by record (MS-XLSB)."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MIME = "application/vnd.ms-excel"

Rich = tuple[str, int, int]
"""A text, and from where to where it is superscript."""
DATE_STYLE, RAISED_STYLE = 1, 2


def record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(content)
    while length > 0x7F:
        size += bytes([length & 0x7F | 0x80])
        length >>= 7
    return head + size + bytes([length]) + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _cell(column: int, value: object, strings: list[str | Rich]) -> bytes:
    style = 0
    if isinstance(value, tuple) and isinstance(value[1], str):
        value, style = value[0], {"date": DATE_STYLE, "raised": RAISED_STYLE}[value[1]]
    head = struct.pack("<II", column, style)
    if isinstance(value, bool):
        return record(4, head + bytes([value]))
    if isinstance(value, int | float):
        return record(5, head + struct.pack("<d", value))
    if value == "#DIV/0!":
        return record(3, head + b"\x07")
    strings.append(value)  # type: ignore[arg-type]
    return record(7, head + struct.pack("<I", len(strings) - 1))


def _sheet(
    cells: Mapping[int, Mapping[int, object]],
    strings: list[str | Rich],
    hidden_rows: Sequence[int],
    hidden_columns: Sequence[int],
    merged: Sequence[tuple[int, int, int, int]],
) -> bytes:
    data = record(129)
    last_row, last_column = max(cells), max(max(row) for row in cells.values())
    data += record(148, struct.pack("<4I", 0, last_row, 0, last_column))
    if hidden_columns:
        data += record(390)
        for column in hidden_columns:
            data += record(60, struct.pack("<4IH", column, column, 2048, 0, 1))
        data += record(391)
    data += record(145)
    for row, values in cells.items():
        flags = 0x10 if row in hidden_rows else 0
        head = struct.pack("<IIHBBB", row, 0, 300, 0, flags, 0)
        data += record(0, head + struct.pack("<III", 1, min(values), max(values)))
        for column, value in values.items():
            data += _cell(column, value, strings)
    data += record(146)
    if merged:
        data += record(177, struct.pack("<I", len(merged)))
        for top, left, bottom, right in merged:
            data += record(176, struct.pack("<4I", top, bottom, left, right))
        data += record(178)
    return data + record(130)


def _strings(strings: Sequence[str | Rich]) -> bytes:
    data = record(159, struct.pack("<II", len(strings), len(strings)))
    for string in strings:
        if isinstance(string, str):
            data += record(19, b"\x00" + wide(string))
        else:
            text, start, end = string
            runs = struct.pack("<IHHHH", 2, start, 1, end, 0)
            data += record(19, b"\x01" + wide(text) + runs)
    return data + record(160)


def _font(raised: bool) -> bytes:
    head = struct.pack("<HHHH", 220, 0, 400, 1 if raised else 0)
    return record(
        43, head + b"\x00\x02\x00\x00" + b"\x07\x01\x00\x00\x00\x00\x00\xff\x02" + wide("Calibri")
    )


def _style(number_format: int, font: int, parent: int) -> bytes:
    content = struct.pack("<HHHHH", parent, number_format, font, 0, 0)
    return record(47, content + b"\x00\x00" + struct.pack("<HH", 0x1008, 0))


def _styles() -> bytes:
    fill = record(45, struct.pack("<I", 0) + b"\x03\x40\x00\x00\x00\x00\x00\xff" * 2 + bytes(48))
    border = record(46, b"\x00" + (b"\x00\x00" + b"\x01\x00\x00\x00\x00\x00\x00\x00") * 5)
    return b"".join(
        (
            record(278),
            record(611, struct.pack("<I", 2)) + _font(False) + _font(True) + record(612),
            record(603, struct.pack("<I", 1)) + fill + record(604),
            record(613, struct.pack("<I", 1)) + border + record(614),
            record(626, struct.pack("<I", 1)) + _style(0, 0, 0xFFFF) + record(627),
            record(617, struct.pack("<I", 3))
            + _style(0, 0, 0)
            + _style(14, 0, 0)
            + _style(0, 1, 0)
            + record(618),
            record(279),
        )
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'


def xlsb(
    path: Path,
    cells: Mapping[int, Mapping[int, object]],
    *,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    hidden_sheet: bool = False,
) -> Path:
    """Write a workbook of a sheet 'Data' and a sheet 'Lama'; all counts are from 0."""
    strings: list[str | Rich] = []
    first = _sheet(cells, strings, hidden_rows, hidden_columns, merged)
    second = _sheet({0: {0: "lama"}}, strings, (), (), ())
    book = record(131) + record(153, struct.pack("<II", 0x20, 0) + wide("")) + record(143)
    for number, (title, hidden) in enumerate((("Data", False), ("Lama", hidden_sheet)), 1):
        head = struct.pack("<II", int(hidden), number)
        book += record(156, head + wide(f"rId{number}") + wide(title))
    book += record(144) + record(132)
    kinds = {
        "xl/workbook.bin": "sheet.binary.macroEnabled.main",
        "xl/worksheets/sheet1.bin": "worksheet",
        "xl/worksheets/sheet2.bin": "worksheet",
        "xl/styles.bin": "styles",
        "xl/sharedStrings.bin": "sharedStrings",
    }
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{_MIME}.{kind}"/>'
        for part, kind in kinds.items()
    )
    types = (
        f'<?xml version="1.0"?><Types xmlns="{_TYPES}"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="bin" ContentType="{_MIME}.sheet.binary.macroEnabled.main"/>'
        f"{overrides}</Types>"
    )
    targets = [
        ("worksheet", "worksheets/sheet1.bin"),
        ("worksheet", "worksheets/sheet2.bin"),
        ("styles", "styles.bin"),
        ("sharedStrings", "sharedStrings.bin"),
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.bin")]))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", _relations(targets))
        archive.writestr("xl/worksheets/sheet1.bin", first)
        archive.writestr("xl/worksheets/sheet2.bin", second)
        archive.writestr("xl/styles.bin", _styles())
        archive.writestr("xl/sharedStrings.bin", _strings(strings))
    return path
