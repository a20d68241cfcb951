"""What rows say besides their village: counts and figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from wksbm.errors import Problem
from wksbm.tables.cells import cell_reason, name_keys, numbers_of
from wksbm.tables.headings import COUNT, heading_key
from wksbm.tables.listing import noted_rows
from wksbm.tables.model import RawTable, TotalCheck
from wksbm.tables.numbers import Numbers, groups_thousands, read_numbers
from wksbm.tables.reading.model import Columns, sheet_row
from wksbm.text import Text

_NONNEGATIVE = re.compile(r"penduduk|jumlah_.*|jml_.*|luas.*|kk|tps.*")
_WHOLE = re.compile(r"(?:.*_)?(?:penduduk|jiwa|kk|kepala_keluarga)")

_STYLES: Mapping[str, Text] = {
    "id": Text(
        "angka dibaca dengan titik ribuan dan koma desimal (1.234,5)",
        "numbers read with thousands points and decimal commas (1.234,5)",
    ),
    "en": Text(
        "angka dibaca dengan koma ribuan dan titik desimal (1,234.5)",
        "numbers read with thousands commas and decimal points (1,234.5)",
    ),
}
_DAMAGED = Text(
    "ada angka pecahan di kolom ini; titik ribuannya mungkin hilang",
    "the column holds fractions; its thousands points may have been lost",
)
_BLANK_KINDS = Text(
    "sel kosong pada kolom jenis dibaca tidak ada, karena jenis lain di barisnya terisi",
    "blank cells of kinds read as none, since other kinds of their rows are filled in",
)


@dataclass(frozen=True)
class Contents:
    """
    What the rows of a table say besides their village.

    Parameters
    ----------
    values
        Number that each row carries (see `LinkItem.value`), NaN for none.
    refused
        Row -> why it cannot be used.
    data
        Typed columns of `LinkedTable.data`, all rows.
    parts
        What tells the parts of one village apart; equal texts do not. None when several rows are
        the rule (registers).
    review
        Row -> what a person should look at although the row can be used.
    problems
        What was noted.
    totals
        Total rows, checked.
    unreadable
        Rows with a figure that cannot be read.
    wrong
        Row -> headings of the cells to be mended.
    names
        Registers: row -> the groups that its cell lists, where it does not name just one.
    """

    values: pd.Series[float]
    refused: Mapping[int, Text]
    data: pd.DataFrame
    parts: pd.Series[str] | None
    review: Mapping[int, Text] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    totals: tuple[TotalCheck, ...] = ()
    unreadable: frozenset[int] = frozenset()
    wrong: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def kind_column(kind: str) -> str:
    """Return the name of the column of one kind of group: ``kelompok_karang_taruna``."""
    return f"kelompok_{heading_key(kind)}"


def read_counts(raw: RawTable, columns: Columns) -> Contents:
    """
    Read a counts table: whole numbers from 0; a blank is no figure, not 0.

    In a wide table the figure is that of `jumlah_kelompok`, or the sum of the kinds where there
    is none; a row in which the two differ is refused.
    """
    heading = columns.roles.get(COUNT)
    found = {
        name: numbers_of(raw, name, count=True)
        for name in (*([heading] if heading else []), *columns.kind_columns)
    }
    refused: dict[int, Text] = {}
    wrong: dict[int, tuple[str, ...]] = {}
    for name, numbers in found.items():
        for row, why in numbers.refused.items():
            refused.setdefault(row, cell_reason(raw, row, name, why))
            wrong[row] = (*wrong.get(row, ()), name)
    unreadable = frozenset(refused)
    kinds = pd.DataFrame(
        {kind: found[name].values for name, kind in columns.kind_columns.items()},
        index=raw.cells.index,
    )
    notes: list[Problem] = []
    values = found[heading].values if heading else kinds.sum(axis=1, min_count=1)
    if columns.kind_columns:
        summed = kinds.sum(axis=1, min_count=1)
        differing = summed.notna() & ~summed.eq(values)
        for row in values.index[differing & ~values.index.isin(list(unreadable))]:
            refused[int(row)] = _adds_up_otherwise(summed[row], values[row])
            wrong[int(row)] = (heading or "",)
        blank = kinds.isna().any(axis=1) & summed.notna()
        if blank.any():
            rows = [int(row) for row in kinds.index[blank]]
            notes.append(noted_rows(raw.name, _BLANK_KINDS, rows))
    parts = pd.Series("", index=raw.cells.index, dtype="str")
    for name in columns.parts:
        parts = parts + "/" + name_keys(raw.cells[name])
    totals = _check_totals(raw, heading, found[heading]) if heading else ()
    data = pd.DataFrame({COUNT: values}).assign(
        **{kind_column(str(kind)): kinds[kind] for kind in kinds}
    )
    return Contents(
        values.mask(values.index.isin(list(refused))),
        refused,
        data,
        parts,
        problems=(
            *_style_notes(raw, found),
            *notes,
            *(_wrong_total(raw, str(heading), total) for total in totals if not total.agrees),
        ),
        totals=totals,
        unreadable=frozenset(refused),
        wrong=wrong,
    )


def read_attributes(raw: RawTable, columns: Columns) -> Contents:
    """
    Read the figures of an attribute table.

    A cell that is no number is left blank and its row listed; a row none of whose figures can be
    read is refused. Residents and families are whole numbers.
    """
    found = {name: _attribute(raw, name, heading) for name, heading in columns.figures.items()}
    data = pd.DataFrame({name: numbers.values for name, numbers in found.items()})
    wrong: dict[int, dict[str, Text]] = {}
    for name, numbers in found.items():
        heading = columns.figures[name]
        for row, why in numbers.refused.items():
            wrong.setdefault(row, {})[heading] = cell_reason(raw, row, heading, why)
    nothing = data.isna().all(axis=1)
    reasons = {
        row: Text(
            "; ".join(text.id for text in why.values()), "; ".join(text.en for text in why.values())
        )
        for row, why in sorted(wrong.items())
    }
    return Contents(
        values=pd.Series(np.nan, index=raw.cells.index),
        refused={row: why for row, why in reasons.items() if nothing[row]},
        data=data,
        parts=pd.Series("", index=raw.cells.index, dtype="str"),
        review={row: why for row, why in reasons.items() if not nothing[row]},
        problems=_style_notes(
            raw, {columns.figures[name]: numbers for name, numbers in found.items()}
        ),
        unreadable=frozenset(reasons),
        wrong={row: tuple(why) for row, why in wrong.items()},
    )


def is_whole(name: str) -> bool:
    """Tell whether an attribute counts people or families, which are never fractions."""
    return bool(_WHOLE.fullmatch(name)) and groups_thousands(name)


def _attribute(raw: RawTable, name: str, heading: str) -> Numbers:
    """Read one attribute; a fraction among people makes its small figures doubtful as well."""
    whole = is_whole(name)
    numbers = numbers_of(raw, heading, count=whole, nonnegative=bool(_NONNEGATIVE.fullmatch(name)))
    if not whole or not any("pecahan" in why.id for why in numbers.refused.values()):
        return numbers
    small = numbers.values.lt(1000) & numbers.values.ne(0)
    refused = {int(row): _DAMAGED for row in numbers.values.index[small]}
    return Numbers(
        numbers.values.mask(small),
        dict(sorted({**refused, **numbers.refused}.items())),
        numbers.style,
    )


def _adds_up_otherwise(summed: float, stated: float) -> Text:
    if np.isnan(stated):
        return Text(
            f"jumlahnya kosong, sedangkan jenis-jenisnya berjumlah {summed:g}",
            f"its total is blank, but its kinds add up to {summed:g}",
        )
    return Text(
        f"jumlahnya {stated:g}, sedangkan jenis-jenisnya berjumlah {summed:g}",
        f"its total is {stated:g}, but its kinds add up to {summed:g}",
    )


def _style_notes(raw: RawTable, found: Mapping[str, Numbers]) -> tuple[Problem, ...]:
    """Tell how the columns of a text file write their numbers, where they show it."""
    headings = {
        style: [heading for heading, numbers in found.items() if numbers.style == style]
        for style in _STYLES
    }
    return tuple(
        Problem(_STYLES[style], file=raw.name, column=", ".join(names))
        for style, names in headings.items()
        if names
    )


def _check_totals(raw: RawTable, heading: str, numbers: Numbers) -> tuple[TotalCheck, ...]:
    """Hold each total against all rows and against those since the total before it."""
    checks = []
    before = 0
    everything = float(numbers.values.sum())
    for row, cells in sorted(raw.totals.items()):
        text = pd.Series({row: cells.get(heading, "")}, dtype="str")
        stated = read_numbers(
            text, count=True, grouped=groups_thousands(heading), style=numbers.style
        ).values[row]
        if np.isnan(stated):
            continue
        index = numbers.values.index
        own = (index > before) & (index < row)
        block = float(numbers.values[own].sum())
        below = float(numbers.values[index > row].sum())
        before = row
        fits = [total for total in (everything, block, below) if total == stated]
        likely = block if own.any() else everything
        checks.append(TotalCheck(row, float(stated), fits[0] if fits else likely))
    return tuple(checks)


def _wrong_total(raw: RawTable, heading: str, total: TotalCheck) -> Problem:
    return Problem(
        Text("baris jumlah tidak sama dengan jumlah barisnya", "the total does not add up"),
        file=raw.name,
        row=sheet_row(total.row, raw.layout.sheets)[1],
        column=heading,
        found=f"{total.stated:g}",
        expected=Text(f"{total.computed:g}", f"{total.computed:g}"),
        cure=Text("Periksa angka-angka di atasnya", "Check the figures above it"),
    )
