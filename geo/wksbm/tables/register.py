"""What the rows of a register say besides their village: groups."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from wksbm.errors import Problem
from wksbm.tables.cells import (
    SHOWN_VALUES,
    blank_cells,
    cell_reason,
    cells_note,
    name_keys,
    numbers_of,
)
from wksbm.tables.contents import Contents
from wksbm.tables.coordinates import Points
from wksbm.tables.groups import NOT_PLAIN, Named, read_names
from wksbm.tables.headings import REGISTER_ROLES
from wksbm.tables.listing import noted_rows
from wksbm.tables.model import RawTable
from wksbm.tables.reading.model import Columns
from wksbm.tables.terms import TERM_ROLES, read_states, read_terms
from wksbm.text import Text

NO_NAME = frozenset({"tidakdisebut", "tanpanama", "belumadanama"})
_EVIDENCE = (
    "jenis",
    "tahun_berdiri",
    "jumlah_anggota",
    "kriteria_anggota",
    "sumber_dana",
    "pembentukan",
)
_POINT_COLUMNS = ("nama_kelompok", "jenis", "padukuhan", "tahun_berdiri")
_OF_GROUPS = ("nama_kelompok", "jenis")
"""What a list of persons says of their groups."""
_OLDEST_YEAR = 1800
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")

_NO_GROUP = Text("baris tanpa kelompok maupun kata 'nihil'", "neither a group nor the word 'nihil'")
_BAD_NUMBER = Text("angka tidak terbaca; dikosongkan", "unreadable number; left blank")
_BAD_YEAR = Text("tahun berdiri tidak terbaca; dikosongkan", "unreadable year; left blank")
_LISTS = Text(
    "beberapa kelompok dalam satu sel; dihitung satu per satu",
    "several groups in one cell; each is counted",
)
_JOINED = Text(
    "nama dengan 'dan' atau '/'; dihitung satu kelompok",
    "names with 'dan' or '/'; each counted as one group",
)


def read_register(
    raw: RawTable,
    columns: Columns,
    points: Points,
    *,
    reference_year: int,
    given: Mapping[int, float] | None = None,
) -> Contents:
    """
    Read a register: each row is a group (1), a report of none (0), or says nothing (refused).

    Parameters
    ----------
    raw, columns
        The table and what its columns are. Of a list of persons (``distinct_groups``) only the
        groups' names and kinds are taken, and no place.
    points
        Places of the rows.
    reference_year
        Latest year in which a group can have been founded.
    given
        Row -> number of groups that a person has given to it.
    """
    index = raw.cells.index
    persons = columns.combine == "distinct_groups"
    problems: list[Problem] = []
    data = _columns(raw, columns, persons, reference_year, problems)
    data["lon"], data["lat"] = (np.nan, np.nan) if persons else (points.lon, points.lat)
    heading = columns.roles.get("nama_kelompok")
    read = _read_names(data["nama_kelompok"])
    states = _states(raw, columns, problems)
    nil = states.eq("nihil") | read.nil
    evident = ~read.unnamed
    for role in _EVIDENCE:
        if role in columns.roles and not persons:
            evident |= ~blank_cells(raw.cells[columns.roles[role]])
    if "kegiatan" in data:
        evident |= ~data["kegiatan"].isin(["", "tidak ada"])
    unnamed = data["nama_kelompok"][read.unnamed]
    evident[unnamed.index[~blank_cells(unnamed)]] = False
    values = (~nil).astype(float).where(evident | nil)
    refused = {int(row): _NO_GROUP for row in index[~evident & ~nil]}
    names = {row: found for row, found in read.lists.items() if not nil[row]}
    for row, why in read.refused.items():
        if not nil[row]:
            refused[row] = cell_reason(raw, row, str(heading), why)
    values.update(pd.Series({row: float(len(found)) for row, found in names.items()}, dtype=float))
    for row, count in (given or {}).items():
        refused.pop(row, None)
        values[row], nil[row] = count, count == 0
        names[row] = ("",) * int(count)
    data["nil"] = nil
    data["dissolved"] = states.eq("bubar") & ~nil
    lists = {row: found for row, found in names.items() if len(found) > 1}
    problems += [
        noted_rows(raw.name, what, sorted(rows), heading)
        for what, rows in ((_LISTS, list(lists)), (_JOINED, read.joined))
        if rows
    ]
    return Contents(
        values.mask(index.isin(list(refused))),
        refused,
        data,
        None,
        problems=tuple(problems),
        wrong=dict.fromkeys(refused, (heading,)) if heading else {},
        names=lists,
    )


def one_row_per_group(data: pd.DataFrame, names: Mapping[int, tuple[str, ...]]) -> pd.DataFrame:
    """
    Repeat the rows whose cell lists several groups, each with its own name.

    The members that such a row states are those of nobody knows which group: left blank.
    """
    listed = {row: found for row, found in names.items() if row in data.index}
    if not listed:
        return data
    times = pd.Series(1, index=data.index)
    times.update(pd.Series({row: len(found) for row, found in listed.items()}))
    repeated = data.loc[data.index.repeat(times)].copy()
    several = repeated.index.isin(list(listed))
    in_order = [name for row in data.index if row in listed for name in listed[row]]
    repeated.loc[several, "nama_kelompok"] = np.array(in_order, dtype=object)
    if "jumlah_anggota" in repeated:
        repeated.loc[several, "jumlah_anggota"] = pd.NA
    return repeated


def duplicate_groups(data: pd.DataFrame) -> list[tuple[int, int]]:
    """Return (row, earlier row) of linked groups with the same name, padukuhan and village."""
    groups = pd.DataFrame(
        {
            "kode": data["kode"],
            "name": name_keys(data["nama_kelompok"]),
            "padukuhan": name_keys(data["padukuhan"]),
            "row": data.index,
        }
    )
    groups = groups[~data["nil"] & groups["name"].ne("") & ~groups["name"].isin(NO_NAME)]
    first = groups.groupby(["kode", "name", "padukuhan"])["row"].transform("first")
    repeated = first != groups["row"]
    return list(zip(groups["row"][repeated].tolist(), first[repeated].tolist(), strict=True))


def _columns(
    raw: RawTable, columns: Columns, persons: bool, reference_year: int, problems: list[Problem]
) -> pd.DataFrame:
    index = raw.cells.index
    data = pd.DataFrame(index=index)
    for role in REGISTER_ROLES:
        heading = columns.roles.get(role)
        if heading is None or (persons and role not in _OF_GROUPS):
            if role in _POINT_COLUMNS:
                blank = pd.array([pd.NA] * len(index), "Int64") if role == "tahun_berdiri" else ""
                data[role] = pd.Series(blank, index=index)
            continue
        if role == "tahun_berdiri":
            data[role] = _years(raw, heading, reference_year, problems)
        elif role == "jumlah_anggota":
            numbers = numbers_of(raw, heading, count=True)
            data[role] = numbers.values.astype("Float64")
            if numbers.refused:
                problems.append(cells_note(raw, heading, list(numbers.refused), _BAD_NUMBER))
        elif role in TERM_ROLES:
            terms = read_terms(role, raw.cells[heading])
            data[role] = terms.values
            _note_words(raw, heading, terms.unknown, problems)
        else:
            data[role] = raw.cells[heading]
    return data


@dataclass(frozen=True)
class _Names:
    """What the cells of names say; those in none of the fields name one group."""

    nil: pd.Series[bool]
    unnamed: pd.Series[bool]
    refused: Mapping[int, Text]
    lists: Mapping[int, tuple[str, ...]]
    joined: list[int]


def _read_names(cells: pd.Series[str]) -> _Names:
    codes, uniques = pd.factorize(cells)
    odd = pd.Series(uniques, dtype="str").str.contains(NOT_PLAIN, regex=True).to_numpy(bool)
    named_by_code = {
        int(code): read_names(str(uniques[code])) for code in np.flatnonzero(odd).tolist()
    }

    def among(wanted: Callable[[Named], bool]) -> npt.NDArray[np.bool_]:
        return np.isin(codes, [code for code, named in named_by_code.items() if wanted(named)])

    def rows_of(wanted: Callable[[Named], bool]) -> dict[int, Named]:
        at = np.flatnonzero(among(wanted))
        return {int(cells.index[place]): named_by_code[int(codes[place])] for place in at.tolist()}

    refused = rows_of(lambda named: named.refused is not None)
    lists = rows_of(lambda named: len(named.names) > 1)
    return _Names(
        nil=pd.Series(among(lambda named: named.nil), index=cells.index),
        unnamed=pd.Series(among(lambda named: named == Named()), index=cells.index),
        refused={row: named.refused for row, named in refused.items() if named.refused},
        lists={row: named.names for row, named in lists.items()},
        joined=list(rows_of(lambda named: named.joined)),
    )


def _years(
    raw: RawTable, heading: str, reference_year: int, problems: list[Problem]
) -> pd.Series[Any]:
    cells = raw.cells[heading]
    codes, uniques = pd.factorize(cells)
    years = [_year(text, reference_year) for text in uniques]
    values = pd.array(years, dtype="Int64").take(codes)
    found = pd.Series(values, index=cells.index)
    wrong = found.isna() & ~blank_cells(cells)
    if wrong.any():
        rows = [int(row) for row in cells.index[wrong]]
        problems.append(cells_note(raw, heading, rows, _BAD_YEAR))
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
    counts = {word: int(times[word]) for word in ("aktif", "vakum", "bubar") if word in times}
    if terms.unknown or set(counts) - {"aktif"}:
        known = ", ".join(f"{word} {count}" for word, count in counts.items())
        id_parts, en_parts = [known] * bool(known), [known] * bool(known)
        if "bubar" in counts:
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
    return ", ".join(words[:SHOWN_VALUES]) + (" …" if len(words) > SHOWN_VALUES else "")
