"""What rows say besides their village: counts, figures, groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from wksbm.errors import Problem
from wksbm.names import is_blank, name_key
from wksbm.tables.coordinates import Points
from wksbm.tables.headings import COUNT, REGISTER_ROLES
from wksbm.tables.listing import noted_rows
from wksbm.tables.model import RawTable, TotalCheck
from wksbm.tables.numbers import Numbers, read_numbers
from wksbm.tables.reading.model import Columns
from wksbm.tables.terms import NIL, TERM_ROLES, read_states, read_terms
from wksbm.text import Text

_NO_NAME = frozenset({"tidakdisebut", "tanpanama", "belumadanama"})
_EVIDENCE = (
    "jenis",
    "tahun_berdiri",
    "jumlah_anggota",
    "kriteria_anggota",
    "sumber_dana",
    "pembentukan",
)
_POINT_COLUMNS = ("nama_kelompok", "jenis", "padukuhan", "tahun_berdiri")
_OLDEST_YEAR = 1800
_SHOWN_VALUES = 5
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_NONNEGATIVE = re.compile(r"penduduk|jumlah_.*|jml_.*|luas.*|kk|tps.*")

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
_NO_GROUP = Text("baris tanpa kelompok maupun kata 'nihil'", "neither a group nor the word 'nihil'")
_BAD_NUMBER = Text("angka tidak terbaca; dikosongkan", "unreadable number; left blank")
_BAD_YEAR = Text("tahun berdiri tidak terbaca; dikosongkan", "unreadable year; left blank")


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
    detail
        What tells several rows of one village apart; equal texts do not. None when several rows
        are the rule (registers).
    review
        Row -> what a person should look at although the row can be used.
    problems
        What was noted.
    totals
        Total rows, checked.
    unreadable
        Rows with a figure that cannot be read.
    """

    values: pd.Series[float]
    refused: Mapping[int, Text]
    data: pd.DataFrame
    detail: pd.Series[str] | None
    review: Mapping[int, Text] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    totals: tuple[TotalCheck, ...] = ()
    unreadable: frozenset[int] = frozenset()


def read_counts(raw: RawTable, columns: Columns) -> Contents:
    """Read a counts table: whole numbers from 0; a blank is no figure, not 0."""
    heading = columns.roles[COUNT]
    numbers = _numbers(raw, heading, count=True)
    refused = {row: _cell(raw, row, heading, why) for row, why in numbers.refused.items()}
    detail = pd.Series("", index=raw.cells.index, dtype="str")
    for role in ("jenis", "padukuhan"):
        if role in columns.roles:
            detail = detail + "/" + _name_keys(raw.cells[columns.roles[role]])
    totals = _check_totals(raw, heading, numbers)
    problems = (
        *_style_notes(raw, {heading: numbers}),
        *(_wrong_total(raw, heading, total) for total in totals if not total.agrees),
    )
    data = pd.DataFrame({COUNT: numbers.values})
    return Contents(
        numbers.values,
        refused,
        data,
        detail,
        problems=problems,
        totals=totals,
        unreadable=frozenset(refused),
    )


def read_attributes(raw: RawTable, columns: Columns) -> Contents:
    """
    Read the figures of an attribute table.

    A cell that is no number is left blank and its row listed; a row none of whose figures can be
    read is refused.
    """
    found = {
        name: _numbers(raw, heading, nonnegative=bool(_NONNEGATIVE.fullmatch(name)))
        for name, heading in columns.figures.items()
    }
    data = pd.DataFrame({name: numbers.values for name, numbers in found.items()})
    wrong: dict[int, list[Text]] = {}
    for name, numbers in found.items():
        for row, why in numbers.refused.items():
            wrong.setdefault(row, []).append(_cell(raw, row, columns.figures[name], why))
    nothing = data.isna().all(axis=1)
    told = {
        row: Text("; ".join(text.id for text in why), "; ".join(text.en for text in why))
        for row, why in sorted(wrong.items())
    }
    return Contents(
        values=pd.Series(np.nan, index=raw.cells.index),
        refused={row: why for row, why in told.items() if nothing[row]},
        data=data,
        detail=pd.Series("", index=raw.cells.index, dtype="str"),
        review={row: why for row, why in told.items() if not nothing[row]},
        problems=_style_notes(
            raw, {columns.figures[name]: numbers for name, numbers in found.items()}
        ),
        unreadable=frozenset(told),
    )


def read_register(
    raw: RawTable, columns: Columns, points: Points, *, reference_year: int
) -> Contents:
    """
    Read a register: each row is a group (1), a report of none (0), or says nothing (refused).

    Parameters
    ----------
    raw, columns
        The table and what its columns are.
    points
        Places of the rows.
    reference_year
        Latest year in which a group can have been founded.
    """
    index = raw.cells.index
    data = pd.DataFrame(index=index)
    problems: list[Problem] = []
    for role in REGISTER_ROLES:
        heading = columns.roles.get(role)
        if heading is None:
            if role in _POINT_COLUMNS:
                blank = pd.array([pd.NA] * len(index), "Int64") if role == "tahun_berdiri" else ""
                data[role] = pd.Series(blank, index=index)
            continue
        if role == "tahun_berdiri":
            data[role] = _years(raw, heading, reference_year, problems)
        elif role == "jumlah_anggota":
            numbers = _numbers(raw, heading, count=True)
            data[role] = numbers.values.astype("Float64")
            _note_rows(raw, heading, list(numbers.refused), problems, _BAD_NUMBER)
        elif role in TERM_ROLES:
            terms = read_terms(role, raw.cells[heading])
            data[role] = terms.values
            _note_words(raw, heading, terms.unknown, problems)
        else:
            data[role] = raw.cells[heading]
    data["lon"], data["lat"] = points.lon, points.lat
    states = _states(raw, columns, problems)
    nil = _matches(data["nama_kelompok"], NIL) | states.eq("nihil")
    data["nil"] = nil
    data["dissolved"] = states.eq("bubar") & ~nil
    evident = ~_blank(data["nama_kelompok"])
    for role in _EVIDENCE:
        if role in columns.roles:
            evident |= ~_blank(raw.cells[columns.roles[role]])
    if "kegiatan" in data:
        evident |= ~data["kegiatan"].isin(["", *NIL])
    empty = ~evident & ~nil
    values = (~nil).astype(float).where(~empty)
    refused = {int(row): _NO_GROUP for row in index[empty]}
    return Contents(values, refused, data, None, problems=tuple(problems))


def duplicate_groups(data: pd.DataFrame) -> list[tuple[int, int]]:
    """Return (row, earlier row) of linked groups with the same name, padukuhan and village."""
    groups = pd.DataFrame(
        {
            "kode": data["kode"],
            "name": _name_keys(data["nama_kelompok"]),
            "padukuhan": _name_keys(data["padukuhan"]),
            "row": data.index,
        }
    )
    groups = groups[~data["nil"] & groups["name"].ne("") & ~groups["name"].isin(_NO_NAME)]
    first = groups.groupby(["kode", "name", "padukuhan"])["row"].transform("first")
    repeated = first != groups["row"]
    return list(zip(groups["row"][repeated].tolist(), first[repeated].tolist(), strict=True))


def _name_keys(names: pd.Series[str]) -> pd.Series[str]:
    codes, uniques = pd.factorize(names)
    keys = np.array([name_key(name) for name in uniques], dtype=object)
    return pd.Series(keys[codes], index=names.index, dtype="str")


def _blank(cells: pd.Series[str]) -> pd.Series[bool]:
    codes, uniques = pd.factorize(cells)
    flags = np.array([is_blank(text) for text in uniques], dtype=bool)
    return pd.Series(flags[codes], index=cells.index)


def _numbers(
    raw: RawTable, heading: str, *, count: bool = False, nonnegative: bool = False
) -> Numbers:
    typed = None if raw.numeric is None else raw.numeric[heading]
    return read_numbers(raw.cells[heading], typed, count=count, nonnegative=nonnegative)


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


def _years(
    raw: RawTable, heading: str, reference_year: int, problems: list[Problem]
) -> pd.Series[int]:
    cells = raw.cells[heading]
    codes, uniques = pd.factorize(cells)
    years = [_year(text, reference_year) for text in uniques]
    values = pd.array(years, dtype="Int64").take(codes)
    found = pd.Series(values, index=cells.index)
    wrong = found.isna() & ~_blank(cells)
    _note_rows(raw, heading, [int(row) for row in cells.index[wrong]], problems, _BAD_YEAR)
    return found


def _year(text: str, reference_year: int) -> int | None:
    found = {int(year) for year in _YEAR.findall(text.removesuffix(".0"))}
    year = found.pop() if len(found) == 1 else 0
    return year if _OLDEST_YEAR <= year <= reference_year else None


def _states(raw: RawTable, columns: Columns, problems: list[Problem]) -> pd.Series[str]:
    """Return the state of each row, and tell of groups that are not simply active."""
    heading = columns.roles.get("status")
    if heading is None:
        return pd.Series("", index=raw.cells.index, dtype="str")
    terms = read_states(raw.cells[heading])
    times = terms.values.value_counts()
    told = {word: int(times[word]) for word in ("aktif", "vakum", "bubar") if word in times}
    if terms.unknown or set(told) - {"aktif"}:
        known = ", ".join(f"{word} {count}" for word, count in told.items())
        id_parts, en_parts = [known] * bool(known), [known] * bool(known)
        if "bubar" in told:
            id_parts.append("yang bubar tidak dihitung")
            en_parts.append("dissolved ones ('bubar') are not counted")
        if terms.unknown:
            words = _words(terms.unknown)
            id_parts.append(f"tidak dikenal, tetap dihitung: {words}")
            en_parts.append(f"not known, counted all the same: {words}")
        what = Text(
            f"status kelompok: {'; '.join(id_parts)}", f"states of groups: {'; '.join(en_parts)}"
        )
        problems.append(Problem(what, file=raw.name, column=heading))
    return terms.values


def _note_words(
    raw: RawTable, heading: str, unknown: Mapping[str, int], problems: list[Problem]
) -> None:
    if unknown:
        what = Text(
            f"isian di luar istilah baku, tidak digolongkan: {_words(unknown)}",
            f"words that are none of the common terms, left as they are: {_words(unknown)}",
        )
        problems.append(Problem(what, file=raw.name, column=heading))


def _words(times: Mapping[str, int]) -> str:
    words = [f"'{word}' {count}" for word, count in times.items()]
    return ", ".join(words[:_SHOWN_VALUES]) + (" …" if len(words) > _SHOWN_VALUES else "")


def _matches(cells: pd.Series[str], words: frozenset[str]) -> pd.Series[bool]:
    plain = cells.str.strip(" .-()'\"").str.casefold()
    return plain.isin(words).astype(bool)


def _check_totals(raw: RawTable, heading: str, numbers: Numbers) -> tuple[TotalCheck, ...]:
    """Hold each total against all rows and against those since the total before it."""
    checks = []
    before = 0
    everything = float(numbers.values.sum())
    for row, cells in sorted(raw.totals.items()):
        text = pd.Series({row: cells.get(heading, "")}, dtype="str")
        stated = read_numbers(text, style=numbers.style, count=True).values[row]
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
        row=total.row,
        column=heading,
        found=f"{total.stated:g}",
        expected=Text(f"{total.computed:g}", f"{total.computed:g}"),
        cure=Text("Periksa angka-angka di atasnya", "Check the figures above it"),
    )


def _cell(raw: RawTable, row: int, heading: str, why: Text) -> Text:
    found = str(raw.cells.at[row, heading])
    return Text(
        f"kolom '{heading}' berisi '{found}': {why.id}",
        f"column '{heading}' reads '{found}': {why.en}",
    )


def _note_rows(
    raw: RawTable,
    heading: str,
    rows: list[int],
    problems: list[Problem],
    what: Text,
) -> None:
    if rows:
        found = raw.cells.loc[rows, heading].drop_duplicates()
        shown = "; ".join(found[:_SHOWN_VALUES]) + (" …" if len(found) > _SHOWN_VALUES else "")
        problems.append(noted_rows(raw.name, what, rows, heading, shown))
