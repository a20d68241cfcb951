"""Write tables for people (XLSX) and machines (CSV) in which text stays text."""

from __future__ import annotations

import datetime
import math
import numbers
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

_FORMULA_STARTS = ("=", "+", "-", "@")
_FORMULA_INSIDE = re.compile(r"[;,|]\s*(?=[=@]|[+-](?:[^\W\d_]|\())")
_LINE_BREAKS = re.compile(r"[\t\r\n]+")
_EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_MAX_WIDTH = 60
_CELL_LIMIT = 32_000
_TAB_LIMIT = 31
_NO_TAB_MARK = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED_TAB = "history"
_PATTERNS = {"/": 14, "\\": 13, "x": 16, ".": 17, "-": 11}


@dataclass(frozen=True)
class CellFill:
    r"""
    The ground of a cell.

    Parameters
    ----------
    colour, ink
        Of the ground and of the text on it, ``#rrggbb``.
    hatch
        ``/``, ``\``, ``x``, ``.`` or ``-``; empty for a plain ground.
    hatch_ink
        Colour of the hatch.
    """

    colour: str
    ink: str
    hatch: str = ""
    hatch_ink: str = ""


@dataclass(frozen=True)
class Worksheet:
    """
    One worksheet.

    Parameters
    ----------
    name
        Tab name; what Excel does not take in one is mended when it is written.
    table
        The rows; the index is not written.
    headings
        What a column is called, by column name; others keep their name.
    decimals
        Digits after the decimal sign, by column name; other numbers are shown as they are.
    banner
        A line above the headings, e.g. `DATA CONTOH`; empty for none.
    fills
        Ground of each cell of a column, by column name; None leaves a cell plain.
    """

    name: str
    table: pd.DataFrame
    headings: Mapping[str, str]
    decimals: Mapping[str, int]
    banner: str = ""
    fills: Mapping[str, Sequence[CellFill | None]] = field(default_factory=dict)


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """
    Write a CSV: comma, decimal point, UTF-8, LF; floats with at most 6 decimals.

    Text that a spreadsheet would take for a formula gets an apostrophe in front, also behind a
    sign at which a spreadsheet set to another separator would split the cell; numbers do not.
    A tab or line break inside a cell becomes a space.
    """
    safe = table.map(_csv_cell)
    safe.columns = [_csv_cell(column) for column in table.columns]
    path.write_bytes(safe.to_csv(index=False, lineterminator="\n").encode("utf-8"))


def write_xlsx(worksheets: Sequence[Worksheet], path: Path) -> None:
    """Write a workbook with frozen headings, filters and readable widths, the same bytes always."""
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"created": _EPOCH})
        taken: set[str] = set()
        for worksheet in worksheets:
            name = _tab_name(worksheet.name, taken)
            taken.add(name.casefold())
            _write_worksheet(workbook, worksheet, name)


def _tab_name(name: str, taken: Collection[str]) -> str:
    """Return a name that Excel takes for a tab: no marks of its own, not too long, not twice."""
    clean = _NO_TAB_MARK.sub("-", name).strip(" '")[:_TAB_LIMIT].strip(" '") or "-"
    found, number = clean, 1
    while found.casefold() in taken or found.casefold() == _RESERVED_TAB:
        number += 1
        ending = f" ({number})"
        found = clean[: _TAB_LIMIT - len(ending)] + ending
    return found


def _write_worksheet(workbook: Any, worksheet: Worksheet, name: str) -> None:
    heading = workbook.add_format(
        {"bold": True, "bg_color": "#e8eef4", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
    )
    banner = workbook.add_format({"bold": True, "font_color": "#9c2b00"})
    formats = {
        digits: workbook.add_format({"num_format": "#,##0" + ("." + "0" * digits) * (digits > 0)})
        for digits in set(worksheet.decimals.values())
    }
    grounds = {
        fill: workbook.add_format(_ground(fill))
        for fill in dict.fromkeys(
            one for column in worksheet.fills.values() for one in column if one
        )
    }
    tab = workbook.add_worksheet(name)
    top = 1 if worksheet.banner else 0
    if worksheet.banner:
        tab.write_string(0, 0, worksheet.banner, banner)
    for place, column in enumerate(worksheet.table.columns):
        label = worksheet.headings.get(str(column), str(column))
        tab.write_string(top, place, label, heading)
        cell_format = formats.get(worksheet.decimals.get(str(column), -1))
        width = len(label) / 1.6
        fills = worksheet.fills.get(str(column), [None] * len(worksheet.table))
        for row, (value, fill) in enumerate(
            zip(worksheet.table[column], fills, strict=True), start=top + 1
        ):
            text = _write_cell(tab, row, place, value, grounds[fill] if fill else cell_format)
            width = max(width, len(text))
        tab.set_column(place, place, min(max(width + 2, 9), _MAX_WIDTH))
    tab.freeze_panes(top + 1, 0)
    if len(worksheet.table):
        tab.autofilter(top, 0, top + len(worksheet.table), len(worksheet.table.columns) - 1)


def _write_cell(tab: Any, row: int, column: int, value: Any, cell_format: Any) -> str:
    if _is_missing(value):
        return ""
    if isinstance(value, numbers.Real) and not isinstance(value, bool | np.bool_):
        tab.write_number(row, column, float(value), cell_format)
        return f"{value:.2f}"
    text = str(value)[:_CELL_LIMIT]
    tab.write_string(row, column, text, cell_format)
    return text


def _ground(fill: CellFill) -> dict[str, Any]:
    """Return a cell format; a hatch is drawn by Excel's pattern, a plain ground is pattern 1."""
    if fill.hatch:
        look = {
            "pattern": _PATTERNS[fill.hatch],
            "bg_color": fill.colour,
            "fg_color": fill.hatch_ink,
        }
    else:
        look = {"pattern": 1, "bg_color": fill.colour}
    return {**look, "font_color": fill.ink, "border": 1, "border_color": "#ffffff"}


def _csv_cell(value: Any) -> Any:
    if isinstance(value, float):
        return "" if math.isnan(value) else round(value, 6)
    if isinstance(value, str):
        text = _LINE_BREAKS.sub(" ", value)
        if text.lstrip().startswith(_FORMULA_STARTS):
            text = f"'{text}"
        return _FORMULA_INSIDE.sub(r"\g<0>'", text)
    return value


def _is_missing(value: Any) -> bool:
    return (
        value is None or value is pd.NA or (isinstance(value, float) and not math.isfinite(value))
    )
