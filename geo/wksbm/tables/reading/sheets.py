"""Choose the sheets of a workbook that make up the table: one, all, or the newest year's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from wksbm.errors import InputError, Problem
from wksbm.personal.columns import times_by_kind
from wksbm.personal.numbers import NumberKind
from wksbm.tables.headings import heading_key
from wksbm.tables.reading.blocks import find_blocks
from wksbm.tables.reading.columns import village_keys
from wksbm.tables.reading.measures import year_of
from wksbm.tables.reading.model import PART_ROWS, Choice, Doubt, Layout, LeftOut
from wksbm.tables.reading.rows import (
    apply_merged,
    describe_titles,
    drop_footers,
    drop_hidden,
    drop_numbering,
    drop_unapproved,
    take_totals,
    zero_dashes,
)
from wksbm.tables.reading.sections import DISTRICT_COLUMN, fill_down, take_sections
from wksbm.tables.reading.split import drop_numbers, split_places
from wksbm.tables.reading.table import Table
from wksbm.tables.reading.vocabulary import Vocabulary, district_in
from wksbm.tables.workbook import Worksheet
from wksbm.text import Text, both

SHEET_COLUMN = "(lembar)"
ALL_SHEETS = "semua"
_RECAP = re.compile(r"rekap|ringkasan|summary|gabungan|total|semua", re.IGNORECASE)
_GUIDE = re.compile(
    r"petunjuk|panduan|read\s?me|keterangan|referensi|contoh|pilihan|daftar kode|kamus|metadata|"
    r"cara|sampul|cover|daftar isi",
    re.IGNORECASE,
)


@dataclass
class SheetTables:
    """The tables of one sheet."""

    title: str
    tables: list[Table]
    masked: Mapping[NumberKind, int] = field(default_factory=dict)
    """Personal numbers that were masked anywhere in the sheet."""


@dataclass
class Found:
    """
    The table of a file.

    Parameters
    ----------
    table
        Rows, totals and what was noted.
    layout
        Where it lies.
    doubts
        What is left open about sheets.
    notes
        What was read and what was not.
    """

    table: Table
    layout: Layout
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def read_sheets(
    sheets: Sequence[Worksheet], file: str, vocabulary: Vocabulary, answers: Mapping[str, str]
) -> Found:
    """
    Find the table in a file's sheets.

    Parameters
    ----------
    sheets
        All sheets; one without a title for a text file.
    file
        Name of the file, for messages.
    vocabulary
        Names of the boundary layer.
    answers
        What a person has said.

    Raises
    ------
    InputError
        If there is no table, or no sheet of the name asked for.
    """
    wanted = answers.get("lembar", "")
    if wanted and wanted.casefold() != ALL_SHEETS:
        chosen = _named(sheets, wanted, file)
        return _joined([_tables(chosen, file, vocabulary, answers)], sheets, reported=[])
    candidates = [sheet for sheet in sheets if not sheet.hidden] or list(sheets)
    read, problems = [], []
    for sheet in candidates:
        try:
            found = _tables(sheet, file, vocabulary, answers)
        except InputError as error:
            problems.append(error)
            continue
        if found.tables:
            read.append(found)
    if not read:
        if problems:
            raise problems[0]
        raise InputError(Problem(Text("berkas ini kosong", "the file is empty"), file=file))
    known = [found for found in read if any(_is_known(table) for table in found.tables)]
    useful = [found for found in known if not _GUIDE.search(found.title)] or known
    if not useful:
        if problems and len(candidates) == 1:
            raise problems[0]
        return _joined([read[0]], sheets)
    return _choose(useful, file, sheets, vocabulary, answers)


def _named(sheets: Sequence[Worksheet], name: str, file: str) -> Worksheet:
    for sheet in sheets:
        if sheet.title.strip().casefold() == name.strip().casefold():
            return sheet
    titles = ", ".join(sheet.title for sheet in sheets)
    raise InputError(
        Problem(
            Text(f"tidak ada lembar '{name}'", f"there is no sheet '{name}'"),
            file=file,
            expected=both(titles),
        )
    )


def _tables(
    sheet: Worksheet, file: str, vocabulary: Vocabulary, answers: Mapping[str, str]
) -> SheetTables:
    grid = sheet.read()
    if grid.cells.empty:
        return SheetTables(sheet.title, [])
    tables = [
        _sorted(Table(block, file, vocabulary, answers))
        for block in find_blocks(grid, file, vocabulary)
    ]
    filled = [table for table in tables if not table.cells.empty]
    if not filled:
        raise InputError(_nothing(file))
    for table in filled:
        table.left_out = [replace(entry, sheet=sheet.title) for entry in table.left_out]
    return SheetTables(sheet.title, filled, times_by_kind(grid.hits))


def _sorted(table: Table) -> Table:
    """Sort out the rows of one block, each step on what the one before has left."""
    describe_titles(table)
    apply_merged(table)
    drop_numbering(table)
    take_totals(table)
    if table.cells.empty:
        return table
    drop_numbers(table)
    take_sections(table)
    drop_footers(table)
    drop_unapproved(table)
    if table.cells.empty:
        return table
    fill_down(table)
    split_places(table)
    if table.block.hidden_rows:
        places = {role: name for name, role in table.roles.items() if role}
        drop_hidden(table, village_keys(table.cells, places))
    if table.dash_is_zero:
        zero_dashes(table, table.measures())
    return table


def _is_known(table: Table) -> bool:
    return table.block.known or bool(table.first("desa", "kode", "kode_bps"))


def _choose(
    read: list[SheetTables],
    file: str,
    sheets: Sequence[Worksheet],
    vocabulary: Vocabulary,
    answers: Mapping[str, str],
) -> Found:
    if answers.get("lembar", "").casefold() == ALL_SHEETS:
        return _joined(_same_headings(read, read[0]), sheets)
    if len(read) == 1:
        return _joined(read, sheets)
    years = [found for found in read if year_of(found.title) is not None]
    alike = _same_headings(years, years[0]) if years else []
    if len({year_of(found.title) for found in alike}) > 1:
        return _newest(alike, file, sheets, answers)
    districts = {id(found): _district(found, vocabulary) for found in read}
    stacked = [found for found in read if districts[id(found)] and not _RECAP.search(found.title)]
    stacked = _same_headings(stacked, stacked[0]) if stacked else []
    if len({districts[id(found)] for found in stacked}) == len(stacked) > 1:
        for found in stacked:
            _give_district(found, districts[id(found)])
        rest = [found for found in read if found not in stacked]
        result = _joined(stacked, sheets)
        if rest:
            result.doubts.append(_sheet_doubt([ALL_SHEETS, *(found.title for found in rest)]))
        return result
    plain = [found for found in read if not _RECAP.search(found.title)] or read
    parts = _same_headings(plain, plain[0])
    if len(parts) > 1 and _disjoint(parts):
        result = _joined(parts, sheets)
        rest = [found for found in read if found not in parts]
        if rest:
            result.doubts.append(_sheet_doubt([ALL_SHEETS, *(found.title for found in rest)]))
        return result
    result = _joined([read[0]], sheets)
    result.doubts.append(_sheet_doubt([found.title for found in read]))
    return result


def _newest(
    alike: list[SheetTables], file: str, sheets: Sequence[Worksheet], answers: Mapping[str, str]
) -> Found:
    ranked = sorted(alike, key=lambda found: -(year_of(found.title) or 0))
    wanted = answers.get("tahun", "")
    if wanted:
        chosen = [found for found in ranked if str(year_of(found.title)) == wanted]
        if not chosen:
            raise InputError(
                Problem(
                    Text(f"tidak ada lembar tahun {wanted}", f"there is no sheet of {wanted}"),
                    file=file,
                    expected=both(", ".join(found.title for found in ranked)),
                )
            )
        ranked = chosen
    newest = ranked[0]
    result = _joined([newest], sheets)
    sizes = [sum(len(table.cells) for table in found.tables) for found in ranked]
    if sizes[0] * 10 < max(sizes) * 9:
        result.doubts.append(_sheet_doubt([found.title for found in ranked]))
    else:
        titles = ", ".join(found.title for found in ranked)
        result.notes.append(
            Problem(
                Text(
                    f"beberapa tahun ({titles}); dipakai '{newest.title}'",
                    f"several years ({titles}); '{newest.title}' is used",
                ),
                file=file,
            )
        )
    return result


def _same_headings(read: Sequence[SheetTables], first: SheetTables) -> list[SheetTables]:
    own = {key for key in first.tables[0].block.keys if not key.startswith("(")}
    keys = own - _added(own)
    return [
        found
        for found in read
        if {key for key in found.tables[0].block.keys if not key.startswith("(")} - _added(own)
        == keys
    ]


def _added(keys: set[str]) -> set[str]:
    """Return the keys of columns that the layout has put in."""
    return {heading_key(DISTRICT_COLUMN)} if heading_key(DISTRICT_COLUMN) in keys else set()


def _district(found: SheetTables, vocabulary: Vocabulary) -> str:
    """Return the sub-district that a sheet is about, by its name, else by its title lines."""
    if name := district_in(found.title, vocabulary):
        return name
    named = {
        name
        for text in found.tables[0].block.titles.values()
        if (name := district_in(text, vocabulary))
    }
    return named.pop() if len(named) == 1 else ""


def _give_district(found: SheetTables, district: str) -> None:
    for table in found.tables:
        own = table.first("kecamatan")
        values = pd.Series(district, index=table.cells.index, dtype="str")
        if not own:
            table.set_column(DISTRICT_COLUMN, values, "kecamatan")
        elif own == DISTRICT_COLUMN:
            current = table.cells[own]
            table.set_column(own, current.mask(current == "", values), "kecamatan")


def _disjoint(parts: Sequence[SheetTables]) -> bool:
    """Tell whether no village stands on two of the sheets."""
    seen: set[str] = set()
    for found in parts:
        own: set[str] = set()
        for table in found.tables:
            places = {role: name for name, role in table.roles.items() if role}
            own |= set(village_keys(table.cells, places))
        if not own or seen & own:
            return False
        seen |= own
    return True


def _sheet_doubt(titles: Sequence[str]) -> Doubt:
    return Doubt(
        "lembar",
        Text(
            "beberapa lembar berisi tabel; lembar mana yang dipakai?",
            "several sheets hold a table; which one is meant?",
        ),
        tuple(
            Choice(
                title,
                Text("semua lembar kapanewon digabung", "all sheets of sub-districts together")
                if title == ALL_SHEETS
                else Text(f"lembar '{title}'", f"sheet '{title}'"),
            )
            for title in titles
        ),
    )


def _joined(
    read: Sequence[SheetTables],
    sheets: Sequence[Worksheet],
    reported: list[Problem] | None = None,
) -> Found:
    """Stack tables with the same headings; others of the same sheet are left out, and said."""
    first = read[0].tables[0]
    stacked: list[tuple[str, Table]] = []
    others: list[LeftOut] = []
    for found in read:
        for table in found.tables:
            if table is first or _fits_below(table, first):
                stacked.append((found.title, table))
            else:
                others += [
                    LeftOut(
                        int(row),
                        "other_table",
                        " | ".join(t for t in texts if t)[:200],
                        found.title,
                    )
                    for row, texts in zip(
                        table.cells.index,
                        table.cells[table.shown].itertuples(index=False),
                        strict=True,
                    )
                ]
    notes = [] if sheets[0].title == "" else [_taken(read, sheets if reported is None else [])]
    masked = _masked(read, [table for _, table in stacked])
    if len(stacked) > 1:
        _stack(first, stacked, several=len(read) > 1)
    layout = Layout(
        sheets=tuple(title for title, _ in stacked),
        heading_rows=first.block.heading_rows,
        levels=dict(first.block.levels),
        left_out=tuple(sorted([*first.left_out, *others], key=_in_order)),
        titles=tuple(first.block.titles.values()),
        filled=tuple(first.filled),
        hidden=first.block.hidden,
        dash_is_zero=first.dash_is_zero,
        masked=masked,
    )
    return Found(first, layout, list(first.doubts), notes)


def _masked(
    read: Sequence[SheetTables], stacked: Sequence[Table]
) -> dict[str, Mapping[NumberKind, int]]:
    """Return what was masked by heading of the first table; what stood elsewhere under ``""``."""
    names = {heading_key(name) or name: name for name in stacked[0].cells.columns}
    found: dict[str, Counter[NumberKind]] = {}
    elsewhere: Counter[NumberKind] = Counter()
    for sheet in read:
        elsewhere.update(sheet.masked)
    for table in stacked:
        for heading, times in table.block.masked.items():
            found.setdefault(names.get(heading_key(heading) or heading, heading), Counter()).update(
                times
            )
            elsewhere.subtract(times)
    return {**found, **({"": +elsewhere} if +elsewhere else {})}


def _in_order(entry: LeftOut) -> tuple[str, int]:
    return entry.sheet, entry.row


def _fits_below(table: Table, first: Table) -> bool:
    own = {heading_key(name) or name for name in first.cells.columns}
    other = {heading_key(name) or name for name in table.cells.columns}
    added = {heading_key(DISTRICT_COLUMN)}
    return own - added == other - added


def _stack(first: Table, stacked: Sequence[tuple[str, Table]], *, several: bool) -> None:
    names = {heading_key(name) or name: name for name in first.cells.columns}
    if any(DISTRICT_COLUMN in table.cells for _, table in stacked):
        names.setdefault(heading_key(DISTRICT_COLUMN), DISTRICT_COLUMN)
    frames, flags = [], []
    for part, (title, table) in enumerate(stacked):
        offset = part * PART_ROWS
        mapping = {name: names[heading_key(name) or name] for name in table.cells.columns}
        frame = table.cells.rename(columns=mapping).reindex(
            columns=list(names.values()), fill_value=""
        )
        frame = frame.set_axis(frame.index + offset, axis=0).rename_axis("row")
        if several:
            frame[SHEET_COLUMN] = title
        frames.append(frame)
        if table.block.numeric is not None:
            flag = table.block.numeric.rename(columns=mapping).reindex(
                columns=list(frame.columns), fill_value=False
            )
            flags.append(flag.set_axis(frame.index, axis=0))
        if part:
            first.totals |= {row + offset: cells for row, cells in table.totals.items()}
            first.block.refused |= {row + offset: why for row, why in table.block.refused.items()}
            first.left_out += table.left_out
            first.notes += table.notes
            first.checksums += table.checksums
            first.doubts += [doubt for doubt in table.doubts if doubt not in first.doubts]
            first.filled += table.filled
            first.dash_is_zero |= table.dash_is_zero
    first.block.cells = pd.concat(frames).astype("str")
    first.block.numeric = pd.concat(flags).astype(bool) if len(flags) == len(frames) else None
    first.roles = {
        **first.roles,
        **({DISTRICT_COLUMN: "kecamatan"} if DISTRICT_COLUMN in first.cells else {}),
    }


def _taken(read: Sequence[SheetTables], sheets: Sequence[Worksheet]) -> Problem:
    taken = {found.title for found in read}
    others = [
        Text(f"'{other.title}' (tersembunyi)", f"'{other.title}' (hidden)")
        if other.hidden
        else both(f"'{other.title}'")
        for other in sheets
        if other.title not in taken
    ]
    left = Text(", ".join(text.id for text in others), ", ".join(text.en for text in others))
    titles = ", ".join(f"'{found.title}'" for found in read)
    return Problem(
        Text(
            f"dibaca dari lembar {titles}" + (f"; tidak dibaca: {left.id}" if left.id else ""),
            f"read from sheet {titles}" + (f"; not read: {left.en}" if left.en else ""),
        )
    )


def _nothing(file: str) -> Problem:
    return Problem(
        Text("hanya ada judul kolom, tanpa baris data", "headings only, no row of data"),
        file=file,
        expected=Text(
            "satu baris judul kolom dan satu baris per desa atau kelompok",
            "one row of headings and one row per village or group",
        ),
        cure=Text("Periksa apakah berkasnya benar", "Check that this is the right file"),
    )
