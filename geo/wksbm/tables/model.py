"""What tables are once they have been read and linked to villages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from wksbm.boundaries.model import Source
from wksbm.errors import Problem
from wksbm.tables.reading.model import Checksum, Doubt, Layout
from wksbm.tables.reading.model import Kind as Kind
from wksbm.tables.reading.model import LeftOut as LeftOut
from wksbm.tables.reading.report import Reading
from wksbm.tables.reading.vocabulary import Vocabulary
from wksbm.text import Lang, Text

Status = Literal["linked", "ambiguous", "unmatched", "rejected"]
STATUSES: tuple[Status, ...] = ("linked", "ambiguous", "unmatched", "rejected")
METHODS = ("code", "name", "unique_name", "alias", "point", "fuzzy")


@dataclass(frozen=True)
class RawTable:
    """
    A table as it stands in its file, every cell as text.

    Parameters
    ----------
    name
        File name, for messages and reports.
    cells
        Strings; blank cells are ``""``. Columns are the headings as written (stripped); the
        index `row` is the row number as a spreadsheet shows it. Blank rows, title rows above
        the headings and total rows are not in it.
    totals
        Total rows found: row number -> {heading: text}; used as a checksum.
    source
        Name and sha256 of what was read; `sample` comes from a `<stem>.toml` beside the file.
    notes
        What was recognised: encoding, separator, sheet, title rows, merged cells.
    numeric
        True where the file holds a number and not a text (spreadsheets), same shape as `cells`;
        such a cell is written with a decimal point and needs no guessing. None for text files.
    refused
        Rows whose cells cannot be trusted (e.g. more cells than headings) -> why.
    layout
        Where the table lies in its file, and the rows left out with their text.
    doubts
        What the layout leaves open, e.g. which sheet.
    checksums
        Subtotals of sections, held against their rows.
    answers
        What a person has said about the table: key -> value (see
        `wksbm.tables.reading.answers`).
    informed
        True when the names of the boundary layer were known as it was read.
    reread
        Reads the file again with other answers, or now that names are known; None where neither
        can change anything.
    """

    name: str
    cells: pd.DataFrame
    totals: Mapping[int, Mapping[str, str]]
    source: Source
    notes: tuple[Problem, ...] = ()
    numeric: pd.DataFrame | None = None
    refused: Mapping[int, Text] = field(default_factory=dict)
    layout: Layout = field(default_factory=Layout)
    doubts: tuple[Doubt, ...] = ()
    checksums: tuple[Checksum, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    informed: bool = False
    reread: Callable[[Mapping[str, str], Vocabulary | None], RawTable] | None = None

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Rows of the file that are not in `cells`, each with its reason."""
        return self.layout.left_out


@dataclass(frozen=True)
class LinkItem:
    """
    One row that a person should look at.

    Parameters
    ----------
    row
        Row number as a spreadsheet shows it.
    status
        Outcome of the row (`linked` for a fuzzy match that is listed for review).
    reason
        Why, as a sentence without a full stop.
    value
        Number that the row carries: the count, or 1 for a group of a register; None when it
        has none or it cannot be read.
    candidates
        Best villages, best first: kode, desa, kecamatan, score (0-100).
    conflict
        True when code and name (or place) disagree.
    cells
        The row as it stands in the file.
    mend
        What a person can mend in `perlu_diperiksa.xlsx`: ``kode``, and headings of figures; empty
        for a row with which nothing can be done.
    repeats
        True when another row says the same, so that nothing is lost.
    """

    row: int
    status: Status
    reason: Text
    value: float | None
    candidates: tuple[Mapping[str, Any], ...] = ()
    conflict: bool = False
    cells: Mapping[str, str] = field(default_factory=dict)
    mend: tuple[str, ...] = ("kode",)
    repeats: bool = False


@dataclass(frozen=True)
class Correction:
    """
    What a person decided about one row.

    Parameters
    ----------
    kode
        The right code, as `wksbm.codes.parse_code` reads it; empty when the village is not in
        question.
    cells
        The row as it stood when the person looked at it, by heading; empty when unknown.
    figures
        Heading -> the right figure; the heading is empty where the table has only one figure.
    """

    kode: str
    cells: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class TotalCheck:
    """
    A total row held against the rows above it.

    Parameters
    ----------
    row
        Row number of the total.
    stated
        Number that stands there.
    computed
        Sum of the rows it is about, whatever became of them.
    """

    row: int
    stated: float
    computed: float

    @property
    def agrees(self) -> bool:
        """Tell whether the total is right."""
        return self.stated == self.computed


@dataclass(frozen=True)
class LinkedTable:
    """
    A table whose every row has exactly one outcome.

    Parameters
    ----------
    raw
        The table as read.
    kind
        ``register``, ``counts`` or ``attributes``.
    rows
        Index `row` as in ``raw.cells``, one row per row of the table: status (`Status`), kode
        (village, ``""`` unless linked), method (one of `METHODS`, ``""`` unless linked) and
        value (float: see `LinkItem.value`, NaN for None).
    data
        The linked rows only, typed, index `row`. In a register a row that lists several groups
        stands once for each, and of a list of persons only the first of each group is there; else
        each linked row is there once. Column kode plus, by kind: the register's
        columns (jumlah_anggota and tahun_berdiri Float64/Int64, lon/lat float, the rest str,
        ``nil`` bool: a report that the village has no group, ``dissolved`` bool: a group that
        exists no more, linked but not to be counted); jumlah_kelompok (float, NaN: no figure
        given) and of wide tables a column for each kind (`wksbm.tables.contents.kind_column`); or
        the attributes' numeric columns (float). sumber_dana and kriteria_anggota
        hold the first term of the cell, normalised (see `wksbm.tables.terms`); kegiatan and
        kebutuhan, where the register has them, all terms of the cell, joined by ``"; "``.
    items
        Rows for a person to look at, in row order.
    problems
        What was noted without being fatal (e.g. a total row that does not add up).
    totals
        Total rows of a counts table, checked.
    corrected
        Row -> village that a person has given it; such rows are in `items` too. A corrected row
        that contradicts another one is ambiguous like any other.
    figures_given
        Row -> heading -> figure that a person has given; such rows are in `items` too.
    roles
        Role -> heading of the columns used.
    unreadable
        Number of rows with a figure that cannot be read; `LinkItem.value` is None for them.
    reading
        What the table was taken for.
    suppressed
        Villages whose rows were taken out since they have few groups (see
        `wksbm.layers.suppression.suppress`).
    """

    raw: RawTable
    kind: Kind
    rows: pd.DataFrame
    data: pd.DataFrame
    items: tuple[LinkItem, ...]
    problems: tuple[Problem, ...] = ()
    totals: tuple[TotalCheck, ...] = ()
    corrected: Mapping[int, str] = field(default_factory=dict)
    unreadable: int = 0
    reading: Reading | None = None
    figures_given: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    suppressed: frozenset[str] = frozenset()

    @property
    def recorded(self) -> pd.Series[bool]:
        """Tell which linked rows of a register are groups that exist: not nil, not dissolved."""
        recorded = ~self.data["nil"].astype(bool)
        if "dissolved" in self.data:
            recorded &= ~self.data["dissolved"].astype(bool)
        return recorded

    def to_json(self, villages: pd.Index[str], lang: Lang) -> dict[str, Any]:
        """
        Return the table's object of `link_report.json`.

        Parameters
        ----------
        villages
            The codes of the boundary layer.
        lang
            Language of the reasons.

        Returns
        -------
        dict
            See DESIGN.md. ``rows = linked + ambiguous + unmatched + rejected``; value_total is
            the sum over all rows, value_linked over the linked ones (None for attributes).
        """
        status, methods = self.rows["status"], self.rows["method"]
        linked = self.rows["value"][status == "linked"]
        countable = self.kind != "attributes"
        figures = self.village_figures()
        reported = figures.index[figures.notna()].intersection(villages)
        return {
            "table": self.raw.name,
            "kind": self.kind,
            "rows": len(self.rows),
            **{name: int((status == name).sum()) for name in STATUSES},
            "conflicts": sum(item.conflict for item in self.items),
            "by": {method: int((methods == method).sum()) for method in METHODS},
            "value_total": _plain(self.rows["value"].sum()) if countable else None,
            "value_linked": _plain(linked.sum()) if countable else None,
            "values_unreadable": self.unreadable,
            "villages": len(villages),
            "villages_reported": len(reported),
            "villages_zero": int((figures[reported] == 0).sum()) if countable else 0,
            "villages_no_data": len(villages) - len(reported),
            "totals": [
                {
                    "row": total.row,
                    "stated": _plain(total.stated),
                    "computed": _plain(total.computed),
                    "agrees": total.agrees,
                }
                for total in self.totals
            ],
            "reading": None if self.reading is None else self.reading.to_json(lang),
            "notes": [note.render(lang) for note in (*self.raw.notes, *self.problems)],
            "items": [_item(item, lang) for item in self.items],
        }

    def village_figures(self) -> pd.Series[float]:
        """Return the figure of each village that has a linked row; NaN when it gives none."""
        if self.kind == "register":
            figures = self.recorded.astype(float)
        elif self.kind == "counts":
            figures = self.data["jumlah_kelompok"].astype(float)
        else:
            given = self.data.drop(columns="kode").notna().any(axis=1)
            figures = given.astype(float).where(given)
        return figures.groupby(self.data["kode"]).sum(min_count=1)


def _item(item: LinkItem, lang: Lang) -> dict[str, Any]:
    return {
        "row": item.row,
        "status": item.status,
        "reason": item.reason.to(lang),
        "value": None if item.value is None else _plain(item.value),
        "candidates": [dict(candidate) for candidate in item.candidates],
        "conflict": item.conflict,
    }


def _plain(value: float) -> int | float:
    """Return a whole number as int, so that JSON shows no ``.0``."""
    return int(value) if float(value).is_integer() else float(value)
