"""Find the table in a sheet: headings, rows, totals, and what only stands around it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from openpyxl.utils import get_column_letter

from wksbm.codes import parse_code
from wksbm.errors import InputError, Problem
from wksbm.tables.grid import Grid
from wksbm.tables.headings import ORIGINAL, PLACE_ROLES, heading_key, is_heading_row, role_of
from wksbm.tables.listing import listed
from wksbm.tables.numbers import MERGED_MARK, read_number
from wksbm.text import Text

_SEARCHED_ROWS = 60
_MOST_HEADING_ROWS = 4
_TOTAL = r"(?i)^\W*(?:(?:sub|grand)[\s-]*)?(?:total|jumlah|jml|rata[\s-]?rata|rerata)\b"
_WHOLE_REGION = r"(?i)^\s*(?:kabupaten|kab\.|provinsi|prov\.)\s"
_FOOTER = re.compile(
    r"\s*(?:\*|(?:sumber|keterangan|ket|catatan|note|source|mengetahui|(?:dibuat|disusun) oleh)\b)",
    re.IGNORECASE,
)
_MONTHS = (
    "januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|"
    "nopember|desember"
)
_SIGNATURE = re.compile(
    r"\W*(?:(?:mengetahui|menyetujui|nip|nipy|nrp|ttd|tertanda|a\.\s?n|u\.\s?b|kepala|plt|pj|lurah|"
    r"carik|panewu|camat|bupati|ketua|sekretaris|bendahara|petugas|penyusun|pembuat)\b|\(?[._]{5,}|"
    rf"[^,]+,\s*(?:tanggal\s+)?(?:[0-9]{{1,2}}|[._…\s]*)\s*(?:{_MONTHS})\s+[0-9]{{4}})",
    re.IGNORECASE,
)
_AVERAGE = r"(?i)^\W*(?:rata[\s-]?rata|rerata)\b"
_TOTAL_ROLES = (*PLACE_ROLES, "ordinal", "nama", "jenis", "padukuhan")
_FILLED_ROLES = (*PLACE_ROLES, "nama", "padukuhan", "jenis")


@dataclass(frozen=True)
class Layout:
    """
    A table found in a sheet.

    Parameters
    ----------
    cells, numeric
        As in `RawTable`.
    totals
        Total rows: row number -> {heading: text}.
    refused
        Rows with more cells than headings -> why they cannot be trusted.
    notes
        What was recognised and set apart.
    known
        True when the heading row names a place.
    """

    cells: pd.DataFrame
    numeric: pd.DataFrame | None
    totals: Mapping[int, Mapping[str, str]]
    refused: Mapping[int, Text]
    notes: tuple[Problem, ...]
    known: bool


@dataclass
class _Table:
    """The table while it is being cut out; `roles` are those of the headings."""

    file: str
    cells: pd.DataFrame
    numeric: pd.DataFrame | None
    roles: dict[str, str]
    notes: list[Problem] = field(default_factory=list)

    def drop(self, rows: Sequence[int]) -> None:
        self.cells = self.cells.drop(index=list(rows))
        if self.numeric is not None:
            self.numeric = self.numeric.drop(index=list(rows))

    def note(self, what: Text) -> None:
        self.notes.append(Problem(what, file=self.file))


def find_layout(grid: Grid, file: str) -> Layout:
    """
    Find the table in a sheet.

    Parameters
    ----------
    grid
        The cells.
    file
        Name of the file, for messages.

    Returns
    -------
    Layout

    Raises
    ------
    InputError
        If the sheet is empty, has headings only, or has two columns of one name.
    """
    if grid.cells.empty:
        raise InputError(_nothing(file, Text("berkas ini kosong", "the file is empty")))
    first, known = _heading_position(grid)
    last = _heading_end(grid, first)
    headings = _headings(grid, first, last, file)
    body = grid.cells.iloc[last + 1 :]
    refused = _refused(grid, body, max(headings))
    headings |= {
        column: f"(kolom {get_column_letter(column)})"
        for column in grid.columns
        if column not in headings
        and (grid.numeric is not None or column < max(headings))
        and (body[column] != "").any()
    }
    columns = sorted(headings)
    names = [headings[column] for column in columns]
    table = _Table(
        file,
        body[columns].set_axis(names, axis=1),
        None
        if grid.numeric is None
        else grid.numeric.loc[body.index, columns].set_axis(names, axis=1),
        {name: role_of(name) for name in names},
    )
    if first:
        rows = ", ".join(str(row) for row in grid.cells.index[:first])
        table.note(
            Text(f"baris judul di atas tabel dilewati: {rows}", f"title rows skipped: {rows}")
        )
    _apply_merged(table, grid, columns, headings)
    _drop_numbering(table)
    _drop_repeated_headings(table)
    totals = _take_totals(table)
    _drop_footers(table)
    if grid.hidden_rows:
        table.note(
            Text(
                f"{len(grid.hidden_rows)} baris tersembunyi ikut dibaca",
                f"hidden rows read as well: {len(grid.hidden_rows)}",
            )
        )
    if table.cells.empty:
        what = Text("hanya ada judul kolom, tanpa baris data", "headings only, no row of data")
        raise InputError(_nothing(file, what))
    kept = {row: why for row, why in refused.items() if row in table.cells.index}
    return Layout(table.cells, table.numeric, totals, kept, tuple(table.notes), known)


def _heading_position(grid: Grid) -> tuple[int, bool]:
    """Return the position of the heading row and whether its headings are known."""
    rows = [list(row) for row in grid.cells.iloc[:_SEARCHED_ROWS].itertuples(index=False)]
    several = grid.cells.shape[1] > 1
    for position, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        if (len(filled) > 1 or not several) and is_heading_row(filled):
            return position, True
    widths = [sum(bool(cell) for cell in row) for row in rows]
    return next((position for position, width in enumerate(widths) if width > 1), 0), False


def _heading_end(grid: Grid, first: int) -> int:
    """Return the position of the last heading row: merged headings span several."""
    top = int(grid.cells.index[first])
    here = [merge for merge in grid.merged if merge[0] == top]
    bottom = max((merge[2] for merge in here), default=top)
    below = first + 1
    sideways = [merge for merge in here if merge[3] > merge[1] and merge[2] == top]
    if bottom == top and sideways and below < len(grid.cells):
        row = grid.cells.iloc[below]
        under = [
            row.get(column, "")
            for merge in sideways
            for column in range(merge[1], min(merge[3], grid.columns[-1]) + 1)
        ]
        if any(under) and all(read_number(text) is None for text in under if text):
            bottom = int(grid.cells.index[below])
    bottom = min(bottom, top + _MOST_HEADING_ROWS - 1)
    return int((grid.cells.index <= bottom).sum()) - 1


def _headings(grid: Grid, first: int, last: int, file: str) -> dict[int, str]:
    """Return column number -> heading, the words of several heading rows joined."""
    block = grid.cells.iloc[first : last + 1].copy()
    for top, left, bottom, right in grid.merged:
        if last > first and top in block.index and bottom <= block.index[-1]:
            text = block.loc[top].get(left, "")
            for column in range(left, min(right, grid.columns[-1]) + 1):
                if column in block.columns and text:
                    block.loc[top, column] = text
    headings: dict[int, str] = {}
    for column in grid.columns:
        words = [" ".join(text.split()) for text in block[column] if text]
        if words:
            headings[column] = " ".join(dict.fromkeys(words))
    seen: dict[str, list[int]] = {}
    for column, heading in headings.items():
        key = "" if heading.startswith(ORIGINAL) else heading_key(heading)
        seen.setdefault(key or heading, []).append(column)
    problems = [
        Problem(
            Text("dua kolom bernama sama", "two columns of one name"),
            file=file,
            row=int(grid.cells.index[first]),
            column=headings[same[0]],
            found=", ".join(get_column_letter(column) for column in same),
            cure=Text("Beri nama berbeda atau hapus salah satunya", "Rename or delete one of them"),
        )
        for same in seen.values()
        if len(same) > 1
    ]
    if problems:
        raise InputError(problems)
    return headings


def _refused(grid: Grid, body: pd.DataFrame, last: int) -> dict[int, Text]:
    """Refuse rows of a text file that hold more cells than there are headings."""
    beyond = [column for column in grid.columns if column > last]
    if grid.numeric is not None or not beyond:
        return {}
    why = Text(
        "baris ini berisi lebih banyak sel daripada judul kolom (ada pemisah di dalam angka?)",
        "the row has more cells than there are headings (a separator inside a number?)",
    )
    return {int(row): why for row in body.index[(body[beyond] != "").any(axis=1)]}


def _apply_merged(
    table: _Table, grid: Grid, columns: list[int], headings: Mapping[int, str]
) -> None:
    """Let a merged place cell speak for all its rows; mark a number that several rows share."""
    filled = 0
    cells = table.cells.copy()
    for top, left, bottom, _ in grid.merged:
        if bottom == top or left not in columns:
            continue
        rows = cells.index[(cells.index >= top) & (cells.index <= bottom)]
        name = headings[left]
        if len(rows) < 2 or rows[0] != top or not cells.at[top, name]:
            continue
        text = str(cells.at[top, name])
        if table.roles[name] in _FILLED_ROLES or read_number(text) is None:
            cells.loc[rows, name] = text
            filled += 1
        else:
            cells.loc[rows, name] = f"{text} {MERGED_MARK}"
            if table.numeric is not None:
                table.numeric.loc[rows, name] = False
    table.cells = cells
    if filled:
        table.note(
            Text(
                f"{filled} sel gabungan diberlakukan untuk semua barisnya",
                f"merged cells applied to all their rows: {filled}",
            )
        )


def _drop_numbering(table: _Table) -> None:
    """Leave out the row ``(1) (2) (3)`` that offices write under the headings."""
    if table.cells.empty:
        return
    texts = [text.strip("() ") for text in table.cells.iloc[0] if text]
    if len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]:
        row = int(table.cells.index[0])
        table.drop([row])
        table.note(listed(Text("nomor kolom dilewati", "column numbers skipped"), [row]))


def _drop_repeated_headings(table: _Table) -> None:
    """Leave out headings that are repeated on each printed page."""
    repeated = pd.Series(True, index=table.cells.index)
    for name in table.cells.columns:
        if not name.startswith("(kolom "):
            repeated &= table.cells[name].str.casefold().eq(name.casefold())
    if repeated.any():
        rows = [int(row) for row in table.cells.index[repeated]]
        table.drop(rows)
        table.note(listed(Text("judul kolom berulang", "repeated headings"), rows))


def _take_totals(table: _Table) -> dict[int, dict[str, str]]:
    is_total = pd.Series(False, index=table.cells.index)
    labels = set(_TOTAL_ROLES) - ({"nama"} if "desa" in table.roles.values() else set())
    for name, role in table.roles.items():
        if role not in labels:
            continue
        is_total |= table.cells[name].str.contains(_TOTAL, regex=True)
        if role in ("desa", "nama"):
            is_total |= table.cells[name].str.contains(_WHOLE_REGION, regex=True)
    code_columns = [name for name, role in table.roles.items() if role in ("kode", "kode_bps")]
    kinds = [name for name, role in table.roles.items() if role == "jenis"]
    found: dict[int, dict[str, str]] = {}
    for row in table.cells.index[is_total]:
        cells = {name: str(text) for name, text in table.cells.loc[row].items() if text}
        coded = any(parse_code(cells.get(name, "")) for name in code_columns)
        by_kind = any(re.search(_TOTAL, cells.get(name, "")) for name in kinds)
        if by_kind or not coded:
            found[int(row)] = cells
    table.drop(list(found))
    averages = {row for row, cells in found.items() if _is_average(cells.values())}
    totals = {row: cells for row, cells in found.items() if row not in averages}
    if averages:
        rows = sorted(averages)
        table.note(listed(Text("baris rata-rata dilewati", "rows of averages skipped"), rows))
    if totals:
        table.note(listed(Text("baris jumlah dipisahkan", "total rows set apart"), list(totals)))
    return totals


def _is_average(cells: Iterable[str]) -> bool:
    return any(re.search(_AVERAGE, cell) for cell in cells)


def _drop_footers(table: _Table) -> None:
    """Leave out sources, notes and signatures under or beside the table."""
    known = [name for name, role in table.roles.items() if role and role != "ordinal"]
    dropped: set[int] = set()
    if known and len(known) < len(table.cells.columns):
        aside = (table.cells[known] == "").all(axis=1)
        unknown = [name for name in table.cells.columns if name not in known]
        numbers = table.cells.loc[aside, unknown].map(lambda text: bool(re.search("[0-9]", text)))
        dropped |= {int(row) for row in numbers.index[~numbers.any(axis=1)]}
    dropped |= set(_closing_lines(table))
    if dropped:
        rows = sorted(dropped)
        table.drop(rows)
        table.note(listed(Text("catatan kaki dilewati", "footnotes skipped"), rows))


def _closing_lines(table: _Table) -> list[int]:
    """
    Find lines of few cells without code and figure that begin as a note.

    At the end of the table, such a line or a signature takes what stands below it along.
    """
    few = ((table.cells != "").sum(axis=1) <= min(2, len(table.cells.columns) - 1)).to_numpy()
    codes = [at for at, role in enumerate(table.roles.values()) if role in ("kode", "kode_bps")]
    lines = table.cells[few].iloc[::-1].itertuples(name=None)
    last = len(few) - 1
    found: list[int] = []
    below: list[int] = []
    for steps, (position, line) in enumerate(zip(np.flatnonzero(few)[::-1], lines, strict=True)):
        row, cells = int(line[0]), line[1:]
        texts = [str(text) for text in cells if text]
        is_note = bool(texts and _FOOTER.match(texts[0]))
        is_last = position == last - steps and len(found) + len(below) == steps
        if not (is_note or is_last) or not texts:
            continue
        if any(map(_is_figure, texts)) or any(parse_code(str(cells[at])) for at in codes):
            continue
        if not is_last:
            found.append(row)
        elif is_note or all(map(_SIGNATURE.match, texts)):
            found += [row, *below]
            below = []
        else:
            below.append(row)
    return found


def _is_figure(text: str) -> bool:
    value = read_number(text) if text else None
    return value is not None and not math.isnan(value)


def _nothing(file: str, what: Text) -> Problem:
    return Problem(
        what,
        file=file,
        expected=Text(
            "satu baris judul kolom dan satu baris per desa atau kelompok",
            "one row of headings and one row per village or group",
        ),
        cure=Text("Periksa apakah berkasnya benar", "Check that this is the right file"),
    )
