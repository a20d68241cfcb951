"""Several rows for one village: which are one report, and which leave its figure open."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from wksbm.tables.headings import COUNT, PLACE_ROLES, POINT_ROLES, heading_key, role_of
from wksbm.tables.listing import row_numbers
from wksbm.tables.model import RawTable
from wksbm.tables.reading.model import Columns
from wksbm.text import Text

_OF_THE_REPORT = re.compile(
    r"(?:.*_)?(?:no|nomor|urut|timestamp|cap|stempel|waktu|tanggal|tgl|jam|bulan|tahun|th|thn|year|"
    r"start|end|today|date|time|id|uuid|instance|instanceid|submission|submissionid|version|device|"
    r"deviceid|username|user|pengirim|pengisi|petugas|operator|enumerator|surveyor|penyuluh|sumber|"
    r"keterangan|ket|catatan|remarks?|notes?|validasi|validation|index)(?:_.*)?"
)


@dataclass(frozen=True)
class Duplicates:
    """
    Rows that cannot stay linked -> why.

    Parameters
    ----------
    rejected
        Superfluous ones: their report is counted already.
    ambiguous
        Ones that contradict another.
    """

    rejected: Mapping[int, Text] = field(default_factory=dict)
    ambiguous: Mapping[int, Text] = field(default_factory=dict)


def find_duplicates(
    kodes: pd.Series[str],
    parts: pd.Series[str],
    figures: pd.DataFrame,
    *,
    others: Callable[[pd.Index[int]], pd.Series[str]] | None = None,
    corrected: Collection[int] = (),
    confirmed: Collection[int] = (),
) -> Duplicates:
    """
    Judge rows that speak of the same part of the same village.

    Parameters
    ----------
    kodes
        Village of each linked row.
    parts
        What tells the parts of a village apart, same index.
    figures
        Their figures, same index. Equal ones: the first row stays. A row without any figure
        gives way to one that has some. Different ones: nobody knows which is right, or whether
        they should be added.
    others
        Gives for some rows what else they say; rows of equal figures that say different things
        may be one report or two. None where that does not matter.
    corrected
        Rows that a person has corrected.
    confirmed
        Those of them that belonged to that village anyway: the person has chosen among several
        rows. The choice holds where it is the only correction; otherwise a correction must not
        push out a row that nobody has doubted.
    """
    keys = pd.DataFrame({"kode": kodes, "parts": parts})
    repeated = keys[keys.duplicated(keep=False)]
    differing = others(repeated.index) if others is not None and len(repeated) else None
    rejected: dict[int, Text] = {}
    ambiguous: dict[int, Text] = {}
    for _, group in repeated.groupby(["kode", "parts"], sort=False):
        rows = [int(row) for row in group.index]
        kept = [row for row in rows if row in corrected]
        if len(kept) == 1 and kept[0] in confirmed:
            rejected |= {row: _replaced(kept[0]) for row in rows if row not in kept}
            continue
        given = figures.loc[rows]
        filled = given[given.notna().any(axis=1)]
        first = int(filled.index[0]) if len(filled) else rows[0]
        if len(filled.drop_duplicates()) > 1:
            ambiguous |= {row: _differing(rows) for row in rows if row in filled.index}
        elif differing is not None and differing[filled.index].nunique() > 1:
            ambiguous |= {row: _unlike(rows) for row in rows if row in filled.index}
        superfluous = (row for row in rows if row not in ambiguous and row != first)
        rejected |= {
            row: _same(first) if row in filled.index else _silent(first) for row in superfluous
        }
    return Duplicates(rejected, ambiguous)


def other_cells(raw: RawTable, columns: Columns, rows: pd.Index[int]) -> pd.Series[str]:
    """
    Return what rows say besides village, parts and figures.

    Running numbers, time stamps, identifiers, senders, years and remarks are of the report, not
    of what it reports, and do not count; neither do columns that identify persons.
    """
    known = {columns.roles[role] for role in (*PLACE_ROLES, *POINT_ROLES) if role in columns.roles}
    known |= {
        *columns.parts,
        *columns.kind_columns,
        *columns.personal,
        columns.roles.get(COUNT, ""),
    }
    names = [name for name in raw.cells.columns if name not in known and not is_of_the_report(name)]
    words = pd.Series("", index=rows, dtype="str")
    for name in names:
        words = words + "\x1f" + raw.cells.loc[rows, name].str.casefold()
    return words


def is_of_the_report(heading: str) -> bool:
    """Tell a running number, time stamp, identifier, sender, year or remark by its heading."""
    return role_of(heading) == "ordinal" or bool(_OF_THE_REPORT.fullmatch(heading_key(heading)))


def repeats_of(columns: Iterable[pd.Series[str]]) -> pd.Series[int]:
    """
    Find rows that are equal to an earlier one in all of several columns.

    Parameters
    ----------
    columns
        Series on one index; those that tell most rows apart are best first.

    Returns
    -------
    Series of int
        The repeated rows only -> the earlier row.
    """
    keys: pd.Series[int] | None = None
    for column in columns:
        rows = column.index if keys is None else keys.index
        codes = pd.Series(pd.factorize(column.loc[rows])[0], index=rows)
        joined = (
            codes if keys is None else keys * (int(codes.max()) + 1 if len(codes) else 1) + codes
        )
        joined = joined[joined.duplicated(keep=False)]
        keys = pd.Series(pd.factorize(joined)[0], index=joined.index, dtype="int64")
    if keys is None or keys.empty:
        return pd.Series(dtype="int64")
    first = pd.Series(keys.index, index=keys.index).groupby(keys).transform("first")
    return first[first != first.index]


def withheld(
    kodes: pd.Series[str], doubtful: Mapping[int, Collection[str]], settled: Collection[int]
) -> dict[int, Text]:
    """
    Return the rows of villages whose figure would be incomplete.

    Parameters
    ----------
    kodes
        Village of each row whose figure is counted.
    doubtful
        Row that is not counted -> the villages that it is, or may be, of.
    settled
        Rows that need no reason of this kind: they have one of their own.

    Returns
    -------
    dict
        Row -> why its figure is not used.
    """
    open_rows: dict[str, list[int]] = {}
    for row, villages in sorted(doubtful.items()):
        for kode in villages:
            open_rows.setdefault(kode, []).append(row)
    concerned = kodes[kodes.isin(list(open_rows)) & ~kodes.index.isin(list(settled))]
    return {
        int(row): _incomplete(open_rows[kode])
        for row, kode in zip(concerned.index, concerned, strict=True)
    }


def blank_part(rows: Collection[int]) -> Text:
    """Say why a row without a figure leaves the figure of its village open."""
    listed = row_numbers(sorted(rows))
    return Text(
        f"angkanya kosong, padahal bagian lain desa ini terisi (baris {listed})",
        f"no figure, but other parts of the village have one (rows {listed})",
    )


def pasted_twice(row: int) -> Text:
    """Say that a row of a register repeats another in every cell."""
    return Text(
        f"sama dengan baris {row_numbers([row])} di semua kolom; dihitung satu kali",
        f"equal to row {row_numbers([row])} in every column; counted once",
    )


def _same(row: int) -> Text:
    return Text(f"sama dengan baris {row_numbers([row])}", f"the same as row {row_numbers([row])}")


def _silent(row: int) -> Text:
    shown = row_numbers([row])
    return Text(f"tanpa angka; lihat baris {shown}", f"without a figure; see row {shown}")


def _replaced(row: int) -> Text:
    return Text(
        f"digantikan baris {row_numbers([row])}, yang sudah diperbaiki",
        f"replaced by row {row_numbers([row])}, which was corrected",
    )


def _differing(rows: list[int]) -> Text:
    listed = row_numbers(rows)
    return Text(
        f"beberapa baris untuk satu desa dengan angka berbeda (baris {listed})",
        f"several rows for one village with different figures (rows {listed})",
    )


def _unlike(rows: list[int]) -> Text:
    listed = row_numbers(rows)
    return Text(
        f"angkanya sama tetapi isian lainnya berbeda: satu laporan atau beberapa? (baris {listed})",
        f"equal figures, but other cells differ: one report or several? (rows {listed})",
    )


def _incomplete(rows: list[int]) -> Text:
    listed = row_numbers(rows)
    return Text(
        f"jumlah desanya belum lengkap; lihat baris {listed}",
        f"the figure of its village would be incomplete; see row {listed}",
    )
