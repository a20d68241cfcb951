"""Find the tables of a sheet: heading rows, columns, and the rows below them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from openpyxl.utils import get_column_letter

from wksbm.codes import parse_code
from wksbm.errors import InputError, Problem
from wksbm.limits import exceeded, limits
from wksbm.personal.columns import times_by_kind
from wksbm.personal.numbers import NumberKind
from wksbm.tables.grid import Grid, Merge
from wksbm.tables.headings import ORIGINAL, heading_key, is_heading_row, role_of
from wksbm.tables.numbers import read_number
from wksbm.tables.reading.measures import measure_of
from wksbm.tables.reading.vocabulary import Vocabulary
from wksbm.text import Text

_SEARCHED_ROWS = 60
_MOST_HEADING_ROWS = 4
_MOST_TRANSPOSED = 60
_MOST_LABELS = 20_000
_PLACES = ("kode", "kode_bps", "desa", "kecamatan", "nama")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:\.0)?")


@dataclass
class Block:
    """
    A table as it stands in its sheet.

    Parameters
    ----------
    cells, numeric
        Rows below the headings, by heading; index: row numbers.
    columns
        Heading -> column number.
    levels
        Heading -> its words by heading row.
    heading_rows
        Row numbers of the headings.
    titles
        Row number -> text of what stands above the headings.
    known
        True when the headings name a place.
    refused
        Rows with more cells than headings -> why they cannot be trusted.
    merged
        Merged ranges of the sheet.
    hidden_rows, hidden
        Hidden rows, and headings of hidden columns.
    repeated
        Rows of headings that are repeated, with their text.
    masked
        Heading -> how many personal numbers of each kind were masked below it.
    """

    cells: pd.DataFrame
    numeric: pd.DataFrame | None
    columns: dict[str, int]
    levels: dict[str, tuple[str, ...]]
    heading_rows: tuple[int, ...]
    titles: dict[int, str] = field(default_factory=dict)
    known: bool = False
    refused: dict[int, Text] = field(default_factory=dict)
    merged: Sequence[Merge] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden: frozenset[str] = frozenset()
    repeated: dict[int, str] = field(default_factory=dict)
    masked: dict[str, dict[NumberKind, int]] = field(default_factory=dict)

    @property
    def keys(self) -> frozenset[str]:
        """What the headings are known by, in any order."""
        return frozenset(heading_key(name) or name for name in self.cells.columns)


def find_blocks(grid: Grid, file: str, vocabulary: Vocabulary) -> list[Block]:
    """
    Find the tables of a sheet.

    Parameters
    ----------
    grid
        The cells.
    file
        Name of the file, for messages.
    vocabulary
        Names of the boundary layer: villages stand below the headings, not among them.

    Returns
    -------
    list of Block
        From top to bottom, those side by side from left to right. Blocks with the same headings
        in the same columns are one, with the repeated headings left out.

    Raises
    ------
    InputError
        If two columns have one name.
    """
    first, known = _heading_position(grid)
    sideways = known and _names_villages(grid.cells.iloc[first], vocabulary)
    if not known or sideways:
        turned = _transposed(grid, first if sideways else None)
        if turned is not None:
            grid, (first, known) = turned, _heading_position(turned)
    last = _heading_end(grid, first)
    levels = _levels(grid, first, last)
    headings = {column: " ".join(dict.fromkeys(words)) for column, words in levels.items()}
    longest = max(map(len, headings.values()), default=0)
    if longest > limits().heading:
        row = int(grid.cells.index[first])
        raise InputError(exceeded("heading", file, found=longest, row=row))
    groups = _side_by_side(headings)
    if groups is None:
        groups = _apart(headings, levels)
    if groups is None:
        raise InputError(_same_names(headings, int(grid.cells.index[first]), file))
    blocks = []
    for group in groups:
        block = _block(
            grid,
            first,
            last,
            {column: headings[column] for column in group},
            levels,
            known,
            whole=len(groups) == 1,
        )
        blocks += _split_at_headings(block)
    if len(grid.hits):
        for block in blocks:
            block.masked = _masked_below(block, grid.hits)
    return blocks


def _heading_position(grid: Grid) -> tuple[int, bool]:
    """Return the position of the heading row and whether its headings name a place."""
    rows = [list(row) for row in grid.cells.iloc[:_SEARCHED_ROWS].itertuples(index=False)]
    several = grid.cells.shape[1] > 1
    fallback = -1
    for position, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        if (len(filled) > 1 or not several) and is_heading_row(filled):
            return position, True
        if fallback < 0 and len({role_of(cell) for cell in filled} - {""}) > 2:
            fallback = position
    if fallback >= 0:
        return fallback, False
    widths = [sum(bool(cell) for cell in row) for row in rows]
    return next((position for position, width in enumerate(widths) if width > 1), 0), False


def _names_villages(row: pd.Series[str], vocabulary: Vocabulary) -> bool:
    """Tell whether the cells of a heading row are villages: the table lies on its side."""
    filled = [str(text) for text in row if text]
    villages = sum(
        vocabulary.is_village(text) or parse_code(text) is not None for text in filled[1:]
    )
    return villages > 1 and villages * 2 >= len(filled) - 1


def _transposed(grid: Grid, headings: int | None) -> Grid | None:
    """Return the grid with rows and columns exchanged, where the first column holds headings."""
    if len(grid.cells) > _MOST_TRANSPOSED or grid.cells.shape[1] < 2:
        return None
    if headings is not None:
        row = grid.cells.iloc[headings]
        column = next(name for name in row.index if row[name])
        grid = _below(grid, headings)
    else:
        for column in grid.cells.columns[:2]:
            labels = [text for text in grid.cells[column] if text]
            named = sum(bool(role_of(text)) for text in labels)
            if len(labels) > 1 and named * 2 >= len(labels) and is_heading_row(labels):
                break
        else:
            return None
    start = list(grid.cells.columns).index(column)
    cells = grid.cells.iloc[:, start:].map(lambda text: text.lstrip(":= ")).T
    cells.index = pd.Index([int(str(name)) for name in cells.index], name="row")
    cells.columns = pd.Index([int(str(name)) for name in cells.columns])
    numeric = None
    if grid.numeric is not None:
        numeric = (
            grid.numeric.iloc[:, start:].T.set_axis(cells.index).set_axis(cells.columns, axis=1)
        )
    titles = (cells != "").sum() > 1
    return Grid(
        cells.loc[:, titles],
        None if numeric is None else numeric.loc[:, titles],
        hits=grid.hits.rename(columns={"row": "column", "column": "row"}),
    )


def _below(grid: Grid, first: int) -> Grid:
    numeric = None if grid.numeric is None else grid.numeric.iloc[first:]
    return Grid(grid.cells.iloc[first:], numeric, hits=grid.hits)


def _heading_end(grid: Grid, first: int) -> int:
    """Return the position of the last heading row: merged or stacked headings span several."""
    last = max(_merged_end(grid, first), first)
    while last + 1 < len(grid.cells) and last - first + 1 < _MOST_HEADING_ROWS:
        if not _is_stacked(grid, first, last) and not _is_translation(grid, last):
            break
        last += 1
    return last


def _merged_end(grid: Grid, first: int) -> int:
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
        if any(under) and all(_is_word(text) for text in under if text):
            bottom = int(grid.cells.index[below])
    bottom = min(bottom, top + _MOST_HEADING_ROWS - 1)
    return int((grid.cells.index <= bottom).sum()) - 1


def _is_stacked(grid: Grid, first: int, last: int) -> bool:
    """
    Tell whether the row below belongs to the headings.

    It does when it only holds words, some of them under a blank heading to the right of a filled
    one, and nothing under the headings of places; the rows below it fill those.
    """
    above = grid.cells.iloc[first : last + 1]
    row = grid.cells.iloc[last + 1]
    filled = [column for column in row.index if row[column]]
    if len(filled) < 2 or not all(_is_word(str(row[column])) for column in filled):
        return False
    named = {column: " ".join(text for text in above[column] if text) for column in row.index}
    places = [column for column, text in named.items() if text and role_of(text) in _PLACES]
    if not places or any(row[column] for column in places):
        return False
    texts = [str(row[column]) for column in filled]
    if all(re.fullmatch(r"\(?[0-9]{1,2}\)?", text) for text in texts):
        return False
    below = above.iloc[-1]
    return any(not below[column] for column in filled)


def _is_translation(grid: Grid, last: int) -> bool:
    """Tell whether the row below says the headings in another language: "Desa" over "Village"."""
    above, row = grid.cells.iloc[last], grid.cells.iloc[last + 1]
    filled = [str(column) for column in row.index if row[column]]
    pairs = [(str(above[int(column)]), str(row[int(column)])) for column in filled]
    same = [
        one for one, other in pairs if role_of(other) in _PLACES and role_of(one) == role_of(other)
    ]
    differ = all(heading_key(one) != heading_key(other) for one, other in pairs)
    return bool(same) and differ and all(one and _is_word(other) for one, other in pairs)


def _is_word(text: str) -> bool:
    return read_number(text) is None or bool(_YEAR.fullmatch(text))


def _levels(grid: Grid, first: int, last: int) -> dict[int, tuple[str, ...]]:
    """Return column number -> words of its headings, from top to bottom."""
    block = grid.cells.iloc[first : last + 1].copy()
    for top, left, bottom, right in grid.merged:
        if last > first and top in block.index and bottom <= block.index[-1]:
            text = block.loc[top].get(left, "")
            for column in range(left, min(right, grid.columns[-1]) + 1):
                if column in block.columns and text:
                    block.loc[top, column] = text
    for position in range(len(block) - 1):
        lower = block.iloc[position + 1]
        spanning = ""
        for at, name in enumerate(block.columns):
            here = str(block.iat[position, at])
            spanning = here or (spanning if lower[name] else "")
            if not here and spanning:
                block.iat[position, at] = spanning
    found = {}
    for column in grid.columns:
        words = [" ".join(text.split()) for text in block[column] if text]
        if words:
            found[column] = tuple(dict.fromkeys(words))
    return found


def _side_by_side(headings: Mapping[int, str]) -> list[list[int]] | None:
    """Return the columns of each table; one list unless the headings repeat; None if some do."""
    keys = {
        column: heading if heading.startswith(ORIGINAL) else heading_key(heading) or heading
        for column, heading in headings.items()
    }
    columns = sorted(keys)
    order = [keys[column] for column in columns]
    if len(set(order)) == len(order):
        return [columns]
    period = next((at for at in range(1, len(order)) if order[at] == order[0]), 0)
    pieces = [order[at : at + period] for at in range(0, len(order), period)] if period else []
    if period > 1 and all(piece == pieces[0] for piece in pieces):
        return [columns[at : at + period] for at in range(0, len(columns), period)]
    return None


def _apart(headings: dict[int, str], levels: dict[int, tuple[str, ...]]) -> list[list[int]] | None:
    """Add the column's letter to a heading that stands twice, where nothing depends on which."""
    seen: dict[str, int] = {}
    for column in sorted(headings):
        heading = headings[column]
        key = heading_key(heading) or heading
        if key in seen:
            role = role_of(heading)
            harmless = role in ("personal", "meta", "ordinal") or measure_of((heading,)) == "other"
            if not harmless:
                return None
            headings[column] = f"{heading} ({get_column_letter(column)})"
            levels[column] = (*levels[column][:-1], headings[column])
        seen[key] = column
    return [sorted(headings)]


def _same_names(headings: Mapping[int, str], row: int, file: str) -> list[Problem]:
    seen: dict[str, list[int]] = {}
    for column, heading in headings.items():
        seen.setdefault(heading_key(heading) or heading, []).append(column)
    return [
        Problem(
            Text("dua kolom bernama sama", "two columns of one name"),
            file=file,
            row=row,
            column=headings[same[0]],
            found=", ".join(get_column_letter(column) for column in same),
            cure=Text("Beri nama berbeda atau hapus salah satunya", "Rename or delete one of them"),
        )
        for same in seen.values()
        if len(same) > 1
    ]


def _block(
    grid: Grid,
    first: int,
    last: int,
    headings: dict[int, str],
    levels: Mapping[int, tuple[str, ...]],
    known: bool,
    *,
    whole: bool,
) -> Block:
    body = grid.cells.iloc[last + 1 :]
    refused: dict[int, Text] = {}
    columns = dict(headings)
    if whole:
        refused = _refused(grid, body, max(headings, default=0))
        columns |= {
            column: f"(kolom {get_column_letter(column)})"
            for column in grid.columns
            if column not in headings
            and (grid.numeric is not None or column < max(headings, default=0))
            and (body[column] != "").any()
        }
    numbers = sorted(columns)
    names = [columns[number] for number in numbers]
    cells = body[numbers].set_axis(names, axis=1)
    numeric = (
        None
        if grid.numeric is None
        else grid.numeric.loc[body.index, numbers].set_axis(names, axis=1)
    )
    if not whole:
        filled = (cells != "").any(axis=1)
        cells = cells[filled]
        numeric = None if numeric is None else numeric[filled]
    above = grid.cells.iloc[:first]
    if not whole:
        above = above[[c for c in above.columns if numbers[0] <= int(str(c)) <= numbers[-1]]]
    titles = {
        int(str(row)): " ".join(text for text in texts if text)
        for row, texts in zip(above.index, above.itertuples(index=False), strict=True)
        if any(texts)
    }
    hidden_columns = getattr(grid, "hidden_columns", None) or frozenset()
    hidden_rows = getattr(grid, "hidden_rows", None)
    return Block(
        cells=cells,
        numeric=numeric,
        columns={columns[number]: number for number in numbers},
        levels={columns[number]: levels.get(number, (columns[number],)) for number in numbers},
        heading_rows=tuple(int(row) for row in grid.cells.index[first : last + 1]),
        titles=titles,
        known=known,
        refused=refused,
        merged=grid.merged,
        hidden_rows=hidden_rows if isinstance(hidden_rows, frozenset) else frozenset(),
        hidden=frozenset(columns[number] for number in numbers if number in hidden_columns),
    )


def _masked_below(block: Block, hits: pd.DataFrame) -> dict[str, dict[NumberKind, int]]:
    below = hits[hits["row"].isin(block.cells.index)]
    return {
        name: times
        for name, number in block.columns.items()
        if (times := times_by_kind(below[below["column"] == number]))
    }


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


def _split_at_headings(block: Block) -> list[Block]:
    """Cut a block where headings stand again; the same ones in another order are put in order."""
    at = _repeated_headings(block)
    if not at:
        return [block]
    position = {int(str(row)): place for place, row in enumerate(block.cells.index)}
    starts = [position[row] for row in at]
    ends = [*starts[1:], len(block.cells)]
    kept = [block.cells.iloc[: starts[0]]]
    flags = [] if block.numeric is None else [block.numeric.iloc[: starts[0]]]
    others: list[Block] = []
    words = {text.casefold() for texts in block.levels.values() for text in texts}
    mapping = {name: name for name in block.cells.columns}
    for start, end in zip(starts, ends, strict=True):
        row = block.cells.iloc[start]
        own = {(heading_key(str(text)) or str(text)): name for name, text in row.items() if text}
        keys = {heading_key(name) or name: name for name in block.cells.columns}
        top = {heading_key(block.levels[name][0]): name for name in block.cells.columns}
        part = block.cells.iloc[start + 1 : end]
        numeric = None if block.numeric is None else block.numeric.iloc[start + 1 : end]
        named = {key for key, name in keys.items() if not name.startswith("(kolom ")}
        block.repeated[int(str(block.cells.index[start]))] = _joined(row)
        if len(own) < sum(bool(text) for text in row):
            part = part.rename(columns=mapping)
        elif set(own) <= set(top) and len(block.heading_rows) > 1:
            while len(part) and _is_level_row(part.iloc[0], words):
                block.repeated[int(str(part.index[0]))] = _joined(part.iloc[0])
                part = part.iloc[1:]
                numeric = None if numeric is None else numeric.iloc[1:]
        elif set(own) == named:
            mapping = {str(own[key]): str(keys[key]) for key in named}
            part = part.rename(columns=mapping)
            numeric = None if numeric is None else numeric.rename(columns=mapping)
        else:
            others.append(_other(block, int(str(block.cells.index[start])), row, part, numeric))
            continue
        kept.append(part.reindex(columns=block.cells.columns, fill_value=""))
        if numeric is not None:
            flags.append(numeric.reindex(columns=block.cells.columns, fill_value=False))
    block.cells = pd.concat(kept)
    block.numeric = pd.concat(flags) if flags else None
    return [block, *others]


def _other(
    block: Block, at: int, row: pd.Series[str], part: pd.DataFrame, numeric: pd.DataFrame | None
) -> Block:
    names = {str(name): " ".join(str(text).split()) for name, text in row.items() if text}
    return Block(
        cells=part[list(names)].rename(columns=names),
        numeric=None if numeric is None else numeric[list(names)].rename(columns=names),
        columns={names[name]: block.columns[name] for name in names},
        levels={heading: (heading,) for heading in names.values()},
        heading_rows=(at,),
        known=True,
        merged=block.merged,
        hidden_rows=block.hidden_rows,
        hidden=frozenset(names[name] for name in names if name in block.hidden),
    )


def _repeated_headings(block: Block) -> list[int]:
    """Return the rows below the headings that are headings themselves."""
    found: set[int] = set()
    for name in block.cells.columns:
        if role_of(name) not in (*_PLACES, "ordinal"):
            continue
        labels = pd.unique(block.cells[name])
        if len(labels) > _MOST_LABELS:
            continue
        headings = [text for text in labels if text and len(text) < 80 and role_of(text)]
        if headings:
            rows = block.cells.index[block.cells[name].isin(headings)]
            found |= {int(str(row)) for row in rows}
    return [
        row
        for row in sorted(found)
        if is_heading_row([str(text) for text in block.cells.loc[row] if text])
        and not any(_is_figure(str(text)) for text in block.cells.loc[row] if text)
    ]


def _is_figure(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9][0-9.,]*", text))


def _is_level_row(row: pd.Series[str], words: set[str]) -> bool:
    return all(" ".join(text.split()).casefold() in words for text in row if text)


def _joined(row: pd.Series[str]) -> str:
    return " | ".join(str(text) for text in row if text)
