"""What the rows of a village come to: which are counted, and which leave it without a figure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from wksbm.errors import Problem
from wksbm.tables.cells import name_keys
from wksbm.tables.contents import Contents
from wksbm.tables.corrections import Corrected, figure_headings
from wksbm.tables.duplicates import (
    blank_part,
    find_duplicates,
    is_of_the_report,
    other_cells,
    pasted_twice,
    repeats_of,
    withheld,
)
from wksbm.tables.headings import COUNT, PLACE_ROLES
from wksbm.tables.model import RawTable
from wksbm.tables.reading.model import Columns
from wksbm.tables.register import NO_NAME
from wksbm.text import Text

_SEVERAL_PADUKUHAN = Text(
    "kelompok bernama sama di beberapa padukuhan: satu kelompok atau beberapa?",
    "groups of one name in several padukuhan: one group or several?",
)
_FEWEST_PASTED = 3
_NAMELESS = Text("tanpa nama kelompok", "without the name of a group")
_SEVERAL_OF_ONE = Text(
    "beberapa kelompok dalam satu sel daftar orang",
    "several groups in one cell of a list of persons",
)


@dataclass(frozen=True)
class Outcome:
    """
    What overrides the decisions about the rows' villages.

    Parameters
    ----------
    values, data
        As in `Contents`, of the rows as they are counted.
    rejected, ambiguous
        Row -> why it is not counted.
    mend
        Row -> headings of the figures that a person can mend.
    unreadable
        Rows with a figure that cannot be read.
    repeats
        Rejected rows that only say what another row says.
    further
        Rows of a list of persons whose group is counted with another row.
    problems
        What was noted.
    """

    values: pd.Series[float]
    data: pd.DataFrame
    rejected: Mapping[int, Text]
    ambiguous: Mapping[int, Text]
    mend: Mapping[int, tuple[str, ...]]
    unreadable: frozenset[int]
    repeats: frozenset[int] = frozenset()
    further: frozenset[int] = frozenset()
    problems: tuple[Problem, ...] = ()


def settle_counts(
    raw: RawTable,
    columns: Columns,
    contents: Contents,
    kodes: pd.Series[str],
    unresolved: Mapping[int, Sequence[str]],
    corrected: Corrected,
    *,
    confirmed: Collection[int],
) -> Outcome:
    """
    Decide which rows of counts or attributes are counted.

    A village of a counts table one of whose rows contradicts another, or cannot be read, has no
    figure at all; where rows are parts of villages, the same holds for a part without a figure
    and for a row that may belong to the village.

    Parameters
    ----------
    raw, columns, contents
        The table and what its rows say.
    kodes
        Village of each row, ``""`` where it has none.
    unresolved
        Row without a village -> the villages that its words fit.
    corrected, confirmed
        What a person has decided (see `find_duplicates`).
    """
    counts = columns.kind == "counts"
    headings = figure_headings(columns)
    index = kodes.index
    released = set(corrected.figures) if counts and COUNT in columns.roles else set()
    unfit = {row: why for row, why in raw.refused.items() if row not in released}
    rejected = {**contents.refused, **unfit}
    mend = dict(contents.wrong) | {row: headings[:1] for row in unfit if COUNT in columns.roles}
    usable = kodes[kodes.ne("") & ~index.isin(list(rejected))]
    duplicates = find_duplicates(
        usable,
        contents.parts.loc[usable.index] if contents.parts is not None else usable,
        contents.data.loc[usable.index],
        others=(lambda rows: other_cells(raw, columns, rows)) if counts else None,
        corrected=corrected.rows,
        confirmed=confirmed,
    )
    ambiguous = dict(duplicates.ambiguous)
    mend |= dict.fromkeys(ambiguous, headings[:1] if counts else headings)
    if counts:
        counted = usable[~usable.index.isin([*duplicates.rejected, *ambiguous])]
        doubtful: dict[int, Sequence[str]] = {
            row: [kodes[row]] for row in (*contents.refused, *unfit, *ambiguous) if kodes[row]
        }
        if columns.combine == "parts":
            blank = _blank_parts(counted, contents.values)
            ambiguous |= {row: blank_part(blank) for row in blank}
            mend |= dict.fromkeys(blank, headings[:1])
            doubtful |= unresolved
            doubtful |= {row: [kodes[row]] for row in blank}
        ambiguous |= withheld(counted, doubtful, ambiguous)
    return Outcome(
        contents.values.mask(index.isin(list(unfit))),
        contents.data,
        rejected | dict(duplicates.rejected),
        ambiguous,
        mend,
        contents.unreadable,
        repeats=frozenset(duplicates.rejected),
    )


def settle_register(
    raw: RawTable,
    columns: Columns,
    contents: Contents,
    kodes: pd.Series[str],
    places: pd.Series[int],
    corrected: Corrected,
) -> Outcome:
    """
    Decide which rows of a register are counted.

    Rows that are equal in all their cells are one group pasted twice. In a list of persons each
    group counts once per village; one of several padukuhan may be several groups and is left open.

    Parameters
    ----------
    raw, columns, contents, kodes, corrected
        As for `settle_counts`.
    places
        Number of what each row says about its village, equal for equal texts.
    """
    rejected = {**contents.refused, **raw.refused}
    values = contents.values.mask(kodes.index.isin(list(raw.refused)))
    mend = {row: names for row, names in contents.wrong.items() if row not in raw.refused}
    named = ~contents.data["nil"].astype(bool) & ~kodes.index.isin(list(rejected))
    if columns.combine != "distinct_groups":
        pasted = _pasted(raw, columns, kodes.index[named & kodes.ne("")], kodes, corrected)
        return Outcome(
            values,
            contents.data,
            {**rejected, **pasted},
            {},
            mend,
            contents.unreadable,
            repeats=frozenset(pasted),
        )
    keys = pd.DataFrame(
        {
            "place": kodes.where(kodes.ne(""), places.astype("str")),
            "name": name_keys(contents.data["nama_kelompok"]),
        }
    )[named]
    nameless = {int(row): _NAMELESS for row in keys.index[keys["name"].isin(["", *NO_NAME])]}
    keys = keys[~keys.index.isin(list(nameless))]
    ambiguous = _several_padukuhan(raw, columns, keys[kodes[keys.index].ne("")])
    lists = set(contents.names) & set(keys.index) - set(corrected.figures)
    ambiguous |= dict.fromkeys(lists, _SEVERAL_OF_ONE)
    keys = keys[~keys.index.isin(list(ambiguous))]
    further = keys.index[keys.duplicated()]
    values = values.mask(values.index.isin(further), 0.0)
    values = values.mask(values.index.isin([*nameless, *lists]))
    return Outcome(
        values,
        contents.data,
        {**rejected, **nameless},
        ambiguous,
        mend,
        contents.unreadable,
        further=frozenset(further.tolist()),
        problems=(_persons_note(raw, len(values), len(keys) - len(further)),),
    )


def _blank_parts(counted: pd.Series[str], values: pd.Series[float]) -> list[int]:
    """Return rows without a figure in villages of which other rows have one."""
    given = values[counted.index].notna()
    blank = counted[~given & counted.isin(set(counted[given]))]
    return [int(row) for row in blank.index]


def _several_padukuhan(raw: RawTable, columns: Columns, keys: pd.DataFrame) -> dict[int, Text]:
    heading = columns.roles.get("padukuhan")
    if heading is None:
        return {}
    padukuhan = name_keys(raw.cells.loc[keys.index, heading])
    stated = padukuhan.where(padukuhan.ne(""))
    several = stated.groupby([keys["place"], keys["name"]]).transform("nunique").gt(1)
    return {int(row): _SEVERAL_PADUKUHAN for row in keys.index[several]}


def _pasted(
    raw: RawTable,
    columns: Columns,
    rows: pd.Index[int],
    kodes: pd.Series[str],
    corrected: Corrected,
) -> dict[int, Text]:
    """
    Find groups whose rows are equal in every cell.

    Rows that say no more than name and place count as pasted only in blocks: two groups of one
    village may bear the same name.
    """
    known = {columns.roles.get(role) for role in (*PLACE_ROLES, "nama_kelompok", "padukuhan")}
    names = [name for name in raw.cells.columns if not is_of_the_report(name)]
    distinguishing = [name for name in names if name not in known]
    repeated = repeats_of([kodes[rows], *(raw.cells.loc[rows, name] for name in names)])
    heading = columns.roles.get("nama_kelompok")
    if heading is None or repeated.empty:
        return {}
    named = ~name_keys(raw.cells.loc[repeated.index, heading]).isin(["", *NO_NAME])
    repeated = repeated[named]
    filled = (raw.cells.loc[repeated.index, distinguishing] != "").any(axis=1)
    filled |= _in_blocks(rows.get_indexer(repeated.index), rows.get_indexer(pd.Index(repeated)))
    pasted = repeated[filled & ~repeated.index.isin(list(corrected.rows))]
    return {
        int(row): pasted_twice(int(first)) for row, first in zip(pasted.index, pasted, strict=True)
    }


def _in_blocks(at: npt.NDArray[np.intp], first: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    """Tell which repeated rows follow one another as those that they repeat did."""
    starts = np.diff(at, prepend=-2) != 1
    starts |= np.diff(first, prepend=-2) != 1
    blocks = np.cumsum(starts)
    return np.asarray(np.bincount(blocks)[blocks] >= _FEWEST_PASTED)


def _persons_note(raw: RawTable, persons: int, groups: int) -> Problem:
    return Problem(
        Text(
            f"daftar orang: {persons} baris dibaca sebagai {groups} kelompok; data orangnya tidak "
            "disalin",
            f"a list of persons: {persons} rows read as {groups} groups; what it says of persons "
            "is not copied",
        ),
        file=raw.name,
    )
