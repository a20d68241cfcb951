"""Several rows for one village in a table that should have one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pandas as pd

from wksbm.tables.listing import row_numbers
from wksbm.text import Text


@dataclass(frozen=True)
class Duplicates:
    """Rows that cannot stay linked -> why: superfluous ones, and ones that contradict another."""

    rejected: Mapping[int, Text] = field(default_factory=dict)
    ambiguous: Mapping[int, Text] = field(default_factory=dict)


def find_duplicates(
    kodes: pd.Series[str],
    detail: pd.Series[str],
    figures: pd.DataFrame,
    *,
    corrected: Collection[int] = (),
    confirmed: Collection[int] = (),
) -> Duplicates:
    """
    Judge rows that speak of the same thing in the same village.

    Parameters
    ----------
    kodes
        Village of each linked row.
    detail
        What tells rows of one village apart, same index.
    figures
        Their figures, same index. Equal ones: the first row stays. A row without any figure
        gives way to one that has some. Different ones: nobody knows which is right, or whether
        they should be added.
    corrected
        Rows whose village a person has given.
    confirmed
        Those of them that belonged to that village anyway: the person has chosen among several
        rows. The choice holds where it is the only correction; otherwise a correction must not
        push out a row that nobody has doubted.
    """
    keys = pd.DataFrame({"kode": kodes, "detail": detail})
    repeated = keys[keys.duplicated(keep=False)]
    rejected: dict[int, Text] = {}
    ambiguous: dict[int, Text] = {}
    for _, group in repeated.groupby(["kode", "detail"], sort=False):
        rows = [int(row) for row in group.index]
        kept = [row for row in rows if row in corrected]
        if len(kept) == 1 and kept[0] in confirmed:
            rejected |= {row: _replaced(kept[0]) for row in rows if row not in kept}
            continue
        told = figures.loc[rows]
        filled = told[told.notna().any(axis=1)]
        first = int(filled.index[0]) if len(filled) else rows[0]
        if len(filled.drop_duplicates()) > 1:
            ambiguous |= {row: _differing(rows) for row in rows if row in filled.index}
        superfluous = (row for row in rows if row not in ambiguous and row != first)
        rejected |= {
            row: _same(first) if row in filled.index else _silent(first) for row in superfluous
        }
    return Duplicates(rejected, ambiguous)


def _same(row: int) -> Text:
    return Text(f"sama dengan baris {row}", f"the same as row {row}")


def _silent(row: int) -> Text:
    return Text(f"tanpa angka; lihat baris {row}", f"without a figure; see row {row}")


def _replaced(row: int) -> Text:
    return Text(
        f"digantikan baris {row}, yang sudah diperbaiki",
        f"replaced by row {row}, which was corrected",
    )


def _differing(rows: list[int]) -> Text:
    listed = row_numbers(rows)
    return Text(
        f"beberapa baris untuk satu desa dengan angka berbeda (baris {listed})",
        f"several rows for one village with different figures (rows {listed})",
    )
