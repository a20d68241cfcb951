"""Hide villages with few groups, before anything is computed from the table of groups."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from wksbm.tables.model import LinkedTable
from wksbm.tables.reading.model import Layout

_NO_KINDS = ("kode", "jumlah_kelompok")


def suppress(groups: LinkedTable, minimum: int) -> LinkedTable:
    """
    Take everything about villages with few groups out of a table of groups.

    What is made from the result is the same whatever stood in the rows of these villages, so that
    nothing that is published gives their number away, also not by subtraction.

    Parameters
    ----------
    groups
        Linked register or counts table.
    minimum
        Villages with fewer groups than this, but not none, are hidden; 0 hides nothing.

    Returns
    -------
    LinkedTable
        Without the hidden villages' rows and all rows that may be theirs, without notes and
        totals of the table; `suppressed` names the villages. Of a wide table a village keeps its
        kinds only if none of them is below `minimum`: one that is missing is the rest to the sum.

    Examples
    --------
    A table from which nothing is hidden is returned as it is:

    >>> suppress(table, 0) is table  # doctest: +SKIP
    True
    """
    if not minimum:
        return groups
    figures = groups.village_figures()
    hidden = groups.suppressed | set(figures.index[_is_small(figures, minimum)].astype(str))
    items = tuple(
        item
        for item in groups.items
        if not hidden & {str(entry["kode"]) for entry in item.candidates}
        and groups.rows["kode"].get(item.row) not in hidden
    )
    doubtful = {item.row for item in groups.items} - {item.row for item in items}
    keep = ~groups.rows["kode"].isin(hidden) & ~groups.rows.index.isin(list(doubtful))
    rows = groups.rows[keep]
    data = groups.data[~groups.data["kode"].isin(hidden)]
    return replace(
        groups,
        raw=replace(
            groups.raw,
            cells=groups.raw.cells.loc[groups.raw.cells.index.isin(rows.index)],
            totals={},
            notes=(),
            numeric=None,
            refused={},
            layout=Layout(),
            doubts=(),
            checksums=(),
            reread=None,
        ),
        rows=rows,
        data=_without_small_kinds(data, minimum) if groups.kind == "counts" else data,
        items=items,
        problems=(),
        totals=(),
        corrected={row: kode for row, kode in groups.corrected.items() if row in rows.index},
        figures_given={row: given for row, given in groups.figures_given.items() if row in rows},
        unreadable=min(groups.unreadable, sum(item.value is None for item in items)),
        reading=None,
        suppressed=frozenset(hidden),
    )


def _is_small(figures: pd.Series[float], minimum: int) -> pd.Series[bool]:
    return figures.gt(0) & figures.lt(minimum)


def _without_small_kinds(data: pd.DataFrame, minimum: int) -> pd.DataFrame:
    kinds = [name for name in data.columns if name not in _NO_KINDS]
    if not kinds:
        return data
    sums = data.groupby("kode")[kinds].sum(min_count=1)
    small = sums.index[(sums.gt(0) & sums.lt(minimum)).any(axis=1)]
    return data.assign(**{name: data[name].mask(data["kode"].isin(small)) for name in kinds})
