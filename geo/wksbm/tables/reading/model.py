"""What a table was taken for, and the questions that it left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from wksbm.errors import Problem
from wksbm.personal.numbers import NumberKind
from wksbm.text import Text

Kind = Literal["register", "counts", "attributes"]
Combine = Literal["single", "parts", "groups", "distinct_groups"]
Form = Literal["register", "counts", "long", "wide", "persons", "attributes"]
Reason = Literal[
    "title",
    "numbering",
    "headings",
    "section",
    "subtotal",
    "total",
    "average",
    "note",
    "continued",
    "older",
    "other_measure",
    "hidden",
    "not_approved",
    "other_table",
]
REASONS: Mapping[Reason, Text] = {
    "title": Text("judul", "title"),
    "numbering": Text("nomor kolom", "column numbers"),
    "headings": Text("judul kolom berulang", "repeated headings"),
    "section": Text("nama kapanewon di atas desanya", "name of a sub-district above its villages"),
    "subtotal": Text("jumlah sebagian", "subtotal"),
    "total": Text("baris jumlah", "total"),
    "average": Text("baris rata-rata", "average"),
    "note": Text("catatan atau tanda tangan", "note or signature"),
    "continued": Text("lanjutan baris di atasnya (sel gabungan)", "continues the merged row above"),
    "older": Text("tahun yang lebih lama", "of an older year"),
    "other_measure": Text("bukan jumlah kelompok", "not a number of groups"),
    "hidden": Text("baris tersembunyi; desanya ada di baris lain", "hidden; repeated in the open"),
    "not_approved": Text("jawaban yang belum disetujui", "an answer that was not approved"),
    "other_table": Text("tabel lain di lembar yang sama", "another table of the sheet"),
}
PART_ROWS = 10_000_000
"""Rows of the second, third ... sheet or block beside are numbered from here on, and so on."""


@dataclass(frozen=True)
class LeftOut:
    """
    A row that the reading left out: a title, a total, a note.

    Parameters
    ----------
    row
        Row number as a spreadsheet shows it.
    key
        Why, one of `REASONS`.
    text
        What stands there, its cells joined; without what identifies a person.
    sheet
        Its sheet; empty for text files.
    """

    row: int
    key: Reason
    text: str
    sheet: str = ""

    @property
    def reason(self) -> Text:
        """Why it is left out, as a phrase."""
        return REASONS[self.key]


@dataclass(frozen=True)
class Choice:
    """
    One possible answer to a doubt.

    Parameters
    ----------
    value
        What is written after ``KEY=``.
    label
        What it means.
    """

    value: str
    label: Text


@dataclass(frozen=True)
class Doubt:
    """
    Two or more readings of a table, each with evidence of its own.

    Parameters
    ----------
    key
        One of the keys of `wksbm.tables.reading.answers`.
    what
        The question.
    choices
        The possible answers, the likeliest first.
    """

    key: str
    what: Text
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Layout:
    """
    Where the table lies in its file.

    Parameters
    ----------
    sheets
        Titles of the sheets read; ``("",)`` for a text file.
    heading_rows
        Row numbers of the headings.
    levels
        Heading -> its words by heading row, uppermost first.
    left_out
        Rows that are no data.
    titles
        Lines above the headings.
    filled
        Headings of columns whose blank cells took the value above them.
    hidden
        Headings of hidden columns.
    dash_is_zero
        True when a note of the table says that a dash means none.
    masked
        Heading -> how many personal numbers of each kind were masked below it; those that stood
        elsewhere (titles, notes, headings, other tables) under ``""``.
    """

    sheets: tuple[str, ...] = ("",)
    heading_rows: tuple[int, ...] = ()
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    titles: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    dash_is_zero: bool = False
    masked: Mapping[str, Mapping[NumberKind, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Columns:
    """
    What the columns of a table are.

    Parameters
    ----------
    kind
        The kind of table.
    roles
        Role -> heading: place, point and register roles, and ``jumlah_kelompok``.
    figures
        Attributes only: name in the village table -> heading.
    personal
        Headings of what identifies a person; never copied.
    notes
        What was assumed.
    combine
        How several rows of a village become one figure. ``single``: one row per village, what
        repeats is a duplicate. ``parts``: figures of rows that differ in `parts` are added.
        ``groups``: each row is a group. ``distinct_groups``: rows are persons or officers; a
        group counts once per village and normalised name.
    parts
        Headings of the columns that tell the parts of a village apart.
    kind_columns
        Wide tables: heading -> kind of group. Where ``jumlah_kelompok`` has no role, their sum is
        the figure of the row.
    year
        The year that the figures are of, where the table gives several.
    """

    kind: Kind
    roles: Mapping[str, str]
    figures: Mapping[str, str] = field(default_factory=dict)
    personal: frozenset[str] = frozenset()
    notes: tuple[Problem, ...] = ()
    combine: Combine = "single"
    parts: tuple[str, ...] = ()
    kind_columns: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None


@dataclass(frozen=True)
class Evidence:
    """Why a column has its role: the role, the heading and the reason."""

    role: str
    heading: str
    why: Text


@dataclass(frozen=True)
class Checksum:
    """A total held against what it sums: row or column, stated and computed."""

    place: str
    stated: float
    computed: float

    @property
    def agrees(self) -> bool:
        """Tell whether the total is right."""
        return self.stated == self.computed


def sheet_row(row: int, sheets: tuple[str, ...]) -> tuple[str, int]:
    """Return sheet and row, as a spreadsheet numbers it, of a row of stacked sheets or blocks."""
    part, number = divmod(row, PART_ROWS)
    return (sheets[part] if part < len(sheets) else ""), number
