"""Write a table in the formats that offices send."""

from __future__ import annotations

import csv
import html
import io
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.tables.files import ods, ods_cell
from tests.tables.layouts.model import Cell, Formula, Sheet, Table

SEPARATORS = {"csv": ",", "semicolon": ";", "tab": "\t", "bar": "|", "latin": ";", "utf16": "\t"}
ENCODINGS = {"latin": "cp1252", "utf16": "utf-16", "semicolon": "utf-8-sig"}
ENDINGS = {"xlsx": ".xlsx", "ods": ".ods", "xls": ".xls", "html": ".xls", "tab": ".tsv"}
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def write_table(table: Table, folder: Path, form: str, name: str = "tabel") -> Path:
    """Write a table into a folder, in one of the formats of `model`; return the file."""
    if form == "html" and len(table.sheets) > 1:
        form = "xls"  # a page holds one sheet
    path = folder / f"{name}{ENDINGS.get(form, '.csv')}"
    if form == "xlsx":
        _xlsx(table, path)
    elif form == "ods":
        ods(path, "".join(_ods_sheet(sheet) for sheet in table.sheets), _HIDDEN)
    elif form == "xls":
        _xls(table, path)
    elif form == "html":
        path.write_text(_html(table.sheets[0]), encoding="utf-8")
    else:
        (sheet,) = table.sheets
        _text(sheet, path, form)
    return path


def _width(sheet: Sheet) -> int:
    return max((len(row) for row in sheet.rows), default=0)


def _marked(sheet: Sheet, row: int, column: int, value: Cell) -> Cell:
    mark = sheet.superscripts.get((row, column))
    if isinstance(value, Formula):
        return value.result
    return f"{value}{mark.translate(SUPERSCRIPT)}" if mark else value


def _text(sheet: Sheet, path: Path, form: str) -> None:
    width = _width(sheet)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATORS[form], lineterminator="\r\n")
    for number, row in enumerate(sheet.rows):
        cells = [_marked(sheet, number, place, value) for place, value in enumerate(row)]
        writer.writerow(
            ["" if cell is None else cell for cell in cells] + [""] * (width - len(row))
        )
    path.write_bytes(out.getvalue().encode(ENCODINGS.get(form, "utf-8"), errors="replace"))


def _xlsx(table: Table, path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        raised = book.add_format({"font_script": 1})
        plain = book.add_format({})
        for sheet in table.sheets:
            page = book.add_worksheet(sheet.title)
            for number, row in enumerate(sheet.rows):
                for place, value in enumerate(row):
                    mark = sheet.superscripts.get((number, place))
                    if mark:
                        page.write_rich_string(number, place, plain, str(value), raised, mark)
                    else:
                        _xlsx_cell(page, number, place, value)
            for top, left, bottom, right in sheet.merges:
                page.merge_range(top, left, bottom, right, None)
                for number in range(top, bottom + 1):
                    for place in range(left, min(right + 1, len(sheet.rows[number]))):
                        _xlsx_cell(page, number, place, sheet.rows[number][place])
            for number in sheet.hidden_rows:
                page.set_row(number, None, None, {"hidden": True})
            for place in sheet.hidden_columns:
                page.set_column(place, place, None, None, {"hidden": True})
            if sheet.hidden:
                page.hide()
        for page, sheet in zip(book.worksheets(), table.sheets, strict=True):
            if not sheet.hidden:
                page.activate()
                page.set_first_sheet()
                break


def _xlsx_cell(page: Any, row: int, column: int, value: Cell) -> None:
    if isinstance(value, Formula):
        page.write_formula(row, column, value.text, None, value.result if value.stored else "")
    elif isinstance(value, str):
        page.write_string(row, column, value)
    elif value is not None:
        page.write_number(row, column, value)


_HIDDEN = (
    '<style:style style:name="hid" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)


def _ods_sheet(sheet: Sheet) -> str:
    width = _width(sheet)
    spans = {
        (top, left): (bottom - top + 1, right - left + 1)
        for top, left, bottom, right in sheet.merges
    }
    covered = {
        (row, column)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(spans)
    body = []
    for number, row in enumerate(sheet.rows):
        cells = []
        for place in range(width):
            value = _marked(sheet, number, place, row[place] if place < len(row) else None)
            if (number, place) in covered:
                cells.append("<table:covered-table-cell/>")
                continue
            down, across = spans.get((number, place), (1, 1))
            extent = (
                f'table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
                if (down, across) != (1, 1)
                else ""
            )
            cells.append(ods_cell("" if value is None else value, extent))
        shown = ' table:visibility="collapse"' if number in sheet.hidden_rows else ""
        body.append(f"<table:table-row{shown}>{''.join(cells)}</table:table-row>")
    style = 'table:style-name="hid"' if sheet.hidden else ""
    title = html.escape(sheet.title, quote=True)
    return f'<table:table table:name="{title}" {style}>{"".join(body)}</table:table>'


def _xls(table: Table, path: Path) -> None:
    import xlwt

    book: Any = xlwt.Workbook()
    for sheet in table.sheets:
        page = book.add_sheet(sheet.title, cell_overwrite_ok=True)  # covered by a merge
        spans = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
        for number, row in enumerate(sheet.rows):
            for place, cell in enumerate(row):
                value = _marked(sheet, number, place, cell)
                if (number, place) in spans:
                    bottom, right = spans[number, place]
                    page.write_merge(number, bottom, place, right, value)
                elif value is not None:
                    page.write(number, place, value)
        for number in sheet.hidden_rows:
            page.row(number).hidden = True
        for place in sheet.hidden_columns:
            page.col(place).hidden = True
        if sheet.hidden:
            page.visibility = 1
    book.save(str(path))


def _html(sheet: Sheet) -> str:
    """Return what government applications export as .xls."""
    width = _width(sheet)
    spans = {
        (top, left): (bottom - top + 1, right - left + 1)
        for top, left, bottom, right in sheet.merges
    }
    covered = {
        (row, column)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(spans)
    lines = []
    for number, row in enumerate(sheet.rows):
        cells = []
        for place in range(width):
            if (number, place) in covered:
                continue
            value = _marked(sheet, number, place, row[place] if place < len(row) else None)
            down, across = spans.get((number, place), (1, 1))
            extent = f' rowspan="{down}" colspan="{across}"' if (down, across) != (1, 1) else ""
            cells.append(f"<td{extent}>{'' if value is None else html.escape(str(value))}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    head = '<html><head><meta charset="utf-8"></head>'
    return f'{head}<body><table border="1">{"".join(lines)}</table></body></html>'
