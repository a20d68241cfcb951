"""Give every row of a table exactly one outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from wksbm.boundaries.model import Boundaries
from wksbm.errors import Problem
from wksbm.names import Aliases
from wksbm.tables.cells import each_once, with_figures
from wksbm.tables.code_systems import system_of_column
from wksbm.tables.contents import Contents, read_attributes, read_counts
from wksbm.tables.coordinates import Points, read_pasted, read_points
from wksbm.tables.corrections import Corrected, apply_corrections, figure_headings
from wksbm.tables.footnotes import without_marks
from wksbm.tables.gazetteer import Gazetteer
from wksbm.tables.headings import PLACE_ROLES
from wksbm.tables.listing import noted_rows
from wksbm.tables.locate import NEAR_M, Locator
from wksbm.tables.model import Correction, Kind, LinkedTable, LinkItem, RawTable
from wksbm.tables.outcome import Outcome, settle_counts, settle_register
from wksbm.tables.placement import Key, Placement, place, settle_by_point
from wksbm.tables.reading.model import Columns
from wksbm.tables.reading.propose import Proposal
from wksbm.tables.reading.settle import settle
from wksbm.tables.reading.vocabulary import vocabulary_of
from wksbm.tables.register import duplicate_groups, one_row_per_group, read_register
from wksbm.text import Text

APPROXIMATE_M = 1000.0
"""How far a point may lie outside its village while the borders are approximate (metres)."""
_KEY_ROLES = ("kode", "kode_bps", "kode_kecamatan", "desa", "kecamatan", "kabupaten")
_LATEST_YEAR = 2100

_TOLERATED = Text(
    "titik di luar desanya, masih dalam batas kelonggaran", "point a little outside its village"
)
_OUTSIDE = Text("titik di luar wilayah peta; dihapus", "point outside the mapped area; dropped")


def link_table(
    raw: RawTable,
    boundaries: Boundaries,
    *,
    kinds: Sequence[Kind],
    crosswalk: Mapping[str, str] | None = None,
    aliases: Aliases | None = None,
    corrections: Mapping[tuple[str, int], Correction] | None = None,
    reference_year: int = _LATEST_YEAR,
) -> LinkedTable:
    """
    Link every row of a table to a village, or say why not.

    A row is tried by code, by (desa, kecamatan), by a name that only one village has, by a
    spelling on file, by its point, and by a similar name inside its kecamatan. What contradicts
    itself is a conflict and is not linked.

    Parameters
    ----------
    raw
        The table.
    boundaries
        The villages.
    kinds
        Kinds of table that are asked for; which one it is, its columns tell.
    crosswalk
        BPS code -> Kemendagri code.
    aliases
        Known spellings.
    corrections
        (name of the table, row) -> what a person has decided (see `read_corrections`).
    reference_year
        Latest year in which a group can have been founded.

    Returns
    -------
    LinkedTable
        rows = linked + ambiguous + unmatched + rejected.

    Raises
    ------
    QuestionError
        If the table can be read in several ways that give different figures.
    InputError
        If the columns are not those of such a table, or a correction names no village or is
        about a row that has changed.
    """
    gazetteer = Gazetteer(boundaries.villages, crosswalk or {}, aliases or Aliases())

    def link(proposal: Proposal) -> LinkedTable:
        return link_rows(
            proposal.raw, proposal.columns, boundaries, gazetteer, corrections, reference_year
        )

    names = vocabulary_of(boundaries.villages, aliases)
    return settle(raw, kinds, names, link, gazetteer.describe)


def link_rows(
    raw: RawTable,
    columns: Columns,
    boundaries: Boundaries,
    gazetteer: Gazetteer,
    corrections: Mapping[tuple[str, int], Correction] | None,
    reference_year: int,
) -> LinkedTable:
    """
    Link the rows of a table of which it is settled what it is.

    Parameters
    ----------
    raw, columns
        The table, and what it is taken for.
    boundaries, gazetteer
        The villages.
    corrections, reference_year
        As for `link_table`.
    """
    corrected = apply_corrections(raw, corrections or {}, gazetteer, columns)
    locator = Locator(boundaries.villages)
    points = _points(raw, columns, locator.utm_zone)
    tolerance = _tolerance(raw, boundaries)
    placed = _place_rows(raw, columns, points, gazetteer, locator, tolerance, corrected)
    contents = _contents(raw, columns, placed.points, corrected, reference_year)
    outcome = _outcome(raw, columns, placed, contents, corrected)
    rows = _rows(raw, placed, outcome)
    linked = (rows["status"] == "linked") & ~rows.index.isin(list(outcome.further))
    data = outcome.data[linked].copy()
    data.insert(0, "kode", rows["kode"][linked])
    repeated = duplicate_groups(data) if columns.kind == "register" else []
    if repeated:
        names = figure_headings(columns)
        outcome = replace(outcome, mend={**{row: names for row, _ in repeated}, **outcome.mend})
    review = _review(contents, corrected, repeated, gazetteer)
    problems = [*columns.notes, *placed.problems, *contents.problems, *outcome.problems]
    if columns.kind == "register":
        problems += _register_notes(raw, data, repeated)
        data = one_row_per_group(data, contents.names)
    return LinkedTable(
        raw,
        columns.kind,
        rows,
        data,
        _items(raw, columns, placed, outcome, rows, review, gazetteer),
        tuple(problems),
        totals=contents.totals,
        corrected=corrected.kodes,
        unreadable=len((outcome.unreadable | set(raw.refused)) - set(corrected.figures)),
        figures_given=corrected.figures,
        roles=columns.roles,
    )


@dataclass(frozen=True)
class _Placed:
    """
    Decisions by distinct row contents: `decisions[number[i]]` is that of row i.

    `confirmed` are corrected rows that belong to their village anyway: the person gave it to them
    again, or only a figure.
    """

    number: npt.NDArray[np.int64]
    decisions: list[Placement]
    points: Points
    problems: list[Problem]
    confirmed: frozenset[int]


def _tolerance(raw: RawTable, boundaries: Boundaries) -> float:
    """Return how far a point may lie outside its village before it contradicts it (metres)."""
    if raw.source.sample or raw.source.approximate:
        return np.inf
    return APPROXIMATE_M if boundaries.source.approximate else NEAR_M


def _points(raw: RawTable, columns: Columns, zone: int | None) -> Points:
    roles = columns.roles
    if {"lon", "lat"} <= set(roles):
        return read_points(raw.cells[roles["lon"]], raw.cells[roles["lat"]], zone=zone)
    if "koordinat" in roles:
        return read_pasted(raw.cells[roles["koordinat"]], zone=zone)
    nowhere = np.full(len(raw.cells), np.nan)
    return Points(nowhere, nowhere.copy(), {})


def _place_rows(
    raw: RawTable,
    columns: Columns,
    points: Points,
    gazetteer: Gazetteer,
    locator: Locator,
    tolerance: float,
    corrected: Corrected,
) -> _Placed:
    keys, number = _keys(raw, columns)
    heading = columns.roles.get("kode", "")
    system = system_of_column(heading, {key.kode for key in keys}, gazetteer)
    decisions = [place(key, gazetteer, system) for key in keys]
    problems = [noted_rows(raw.name, what, rows) for what, rows in points.notes.items()]
    by_names = np.array([decision.other_system for decision in decisions])[number]
    if by_names.any():
        problems.append(_linked_by_names(raw.name, int(by_names.sum())))
    located = locator.locate(points.lon, points.lat)
    outside = _where(located.number, [not kodes for kodes, _ in located.places])
    if outside.any():
        rows = [int(row) for row in raw.cells.index[outside]]
        problems.append(noted_rows(raw.name, _OUTSIDE, rows))
    tolerated = _tolerated(
        points, located.number, located.places, number, decisions, locator, tolerance
    )
    if tolerated.any():
        rows = [int(row) for row in raw.cells.index[tolerated]]
        problems.append(noted_rows(raw.name, _TOLERATED, rows))
    place_number = np.where(tolerated, -1, located.number)
    pairs, combined = np.unique(
        np.column_stack([number, place_number]), axis=0, return_inverse=True
    )
    combined = combined.reshape(-1)
    settled = [
        decisions[key]
        if there < 0
        else settle_by_point(decisions[key], located.places[there], keys[key], gazetteer)
        for key, there in pairs
    ]
    confirmed = set(corrected.figures) - set(corrected.kodes)
    for row, kode in corrected.kodes.items():
        at = raw.cells.index.get_loc(row)
        if settled[combined[at]].kode == kode:
            confirmed.add(row)
        combined[at] = len(settled)
        settled.append(Placement("linked", kode, "code"))
    kept = Points(
        np.where(outside, np.nan, points.lon), np.where(outside, np.nan, points.lat), points.notes
    )
    return _Placed(combined, settled, kept, problems, frozenset(confirmed))


def _linked_by_names(name: str, rows: int) -> Problem:
    return Problem(
        Text(
            f"{rows} baris ditautkan menurut desa dan kecamatan: kode dalam tabel ini (BPS atau "
            "Kemendagri) lain jenisnya dari kode lapisan batas",
            f"{rows} rows were linked by desa and kecamatan: the codes of this table (BPS or "
            "Kemendagri) are of another kind than those of the boundary layer",
        ),
        file=name,
    )


def _keys(raw: RawTable, columns: Columns) -> tuple[list[Key], npt.NDArray[np.int64]]:
    """Return what rows say about their villages, each once, and which one each row says."""
    cells = pd.DataFrame(
        {
            role: each_once(without_marks, raw.cells[columns.roles[role]]).astype("str")
            if role in columns.roles
            else ""
            for role in _KEY_ROLES
        },
        index=raw.cells.index,
    )
    coded = [pd.factorize(cells[role])[0] for role in _KEY_ROLES if role in columns.roles]
    if not coded:
        return [Key("", "", "", "", "", "")], np.zeros(len(cells), dtype=np.int64)
    _, first, number = np.unique(
        np.column_stack(coded), axis=0, return_index=True, return_inverse=True
    )
    keys = [Key(*(str(text) for text in row)) for row in cells.iloc[first].itertuples(index=False)]
    return keys, number.reshape(-1)


def _where(number: npt.NDArray[np.int64], flags: Sequence[bool]) -> npt.NDArray[np.bool_]:
    """Return the flag of each row's number; False for -1."""
    return np.array([*flags, False], dtype=bool)[number]


def _tolerated(
    points: Points,
    there: npt.NDArray[np.int64],
    places: Sequence[tuple[tuple[str, ...], bool]],
    number: npt.NDArray[np.int64],
    decisions: Sequence[Placement],
    locator: Locator,
    tolerance: float,
) -> npt.NDArray[np.bool_]:
    """Find points in another village than their row says, but close enough to the right one."""
    position = {kode: at for at, kode in enumerate(sorted({d.kode for d in decisions} - {""}))}
    stated = np.array([position.get(decision.kode, -1) for decision in decisions])[number]
    single = np.array(
        [*(position.get(kodes[0], -2) if len(kodes) == 1 else -3 for kodes, _ in places), -1]
    )[there]
    suspect = (stated >= 0) & (there >= 0) & (single != stated)
    several = suspect & (single == -3)
    for at in np.flatnonzero(several):
        suspect[at] = decisions[number[at]].kode not in places[there[at]][0]
    suspect &= _where(there, [bool(kodes) for kodes, _ in places])
    found = np.zeros(len(there), dtype=bool)
    if suspect.any():
        kodes = [decisions[key].kode for key in number[suspect]]
        found[suspect] = locator.is_near(points.lon[suspect], points.lat[suspect], kodes, tolerance)
    return found


def _contents(
    raw: RawTable, columns: Columns, points: Points, corrected: Corrected, reference_year: int
) -> Contents:
    if columns.kind == "register":
        heading = columns.roles.get("nama_kelompok", "")
        given = {row: figures[heading] for row, figures in corrected.figures.items()}
        return read_register(raw, columns, points, reference_year=reference_year, given=given)
    mended = with_figures(raw, corrected.figures)
    return (read_counts if columns.kind == "counts" else read_attributes)(mended, columns)


def _outcome(
    raw: RawTable, columns: Columns, placed: _Placed, contents: Contents, corrected: Corrected
) -> Outcome:
    status = np.array([entry.status for entry in placed.decisions], dtype=object)[placed.number]
    kode = np.array([entry.kode for entry in placed.decisions], dtype=object)[placed.number]
    kodes = pd.Series(kode, index=raw.cells.index).where(status == "linked", "").astype("str")
    if columns.kind == "register":
        place_keys = pd.Series(placed.number, index=raw.cells.index)
        return settle_register(raw, columns, contents, kodes, place_keys, corrected)
    maybe = {
        number: [str(found["kode"]) for found in entry.candidates if found["score"] >= 100]
        for number, entry in enumerate(placed.decisions)
        if entry.status != "linked" and not entry.foreign
    }
    unresolved = {
        int(row): maybe[number]
        for row, number in zip(raw.cells.index, placed.number, strict=True)
        if maybe.get(number)
    }
    return settle_counts(
        raw, columns, contents, kodes, unresolved, corrected, confirmed=placed.confirmed
    )


def _review(
    contents: Contents,
    corrected: Corrected,
    repeated: Sequence[tuple[int, int]],
    gazetteer: Gazetteer,
) -> dict[int, list[Text]]:
    """Return what a person should look at, or has decided, in rows that are linked."""
    review: dict[int, list[Text]] = {}
    for row, kode in corrected.kodes.items():
        village = gazetteer.describe(kode)
        what = Text(f"dikoreksi: {village}", f"corrected by hand: {village}")
        review.setdefault(row, []).append(what)
    for row, figures in corrected.figures.items():
        given = ", ".join(f"{heading} = {value:g}" for heading, value in figures.items())
        what = Text(f"dikoreksi: {given}", f"corrected by hand: {given}")
        review.setdefault(row, []).append(what)
    for row, why in contents.review.items():
        review.setdefault(row, []).append(why)
    for row, earlier in repeated:
        what = Text(
            f"mungkin tercatat dua kali: sama dengan baris {earlier}",
            f"perhaps listed twice: the same as row {earlier}",
        )
        review.setdefault(row, []).append(what)
    return review


def _rows(raw: RawTable, placed: _Placed, outcome: Outcome) -> pd.DataFrame:
    index = raw.cells.index
    status = np.array([entry.status for entry in placed.decisions], dtype=object)[placed.number]
    kode = np.array([entry.kode for entry in placed.decisions], dtype=object)[placed.number]
    method = np.array([entry.method for entry in placed.decisions], dtype=object)[placed.number]
    for word, overridden in (("ambiguous", outcome.ambiguous), ("rejected", outcome.rejected)):
        changed = index.isin(list(overridden))
        status[changed], kode[changed], method[changed] = word, "", ""
    return pd.DataFrame(
        {"status": status, "kode": kode, "method": method, "value": outcome.values.to_numpy(float)},
        index=index,
    ).astype({"status": "str", "kode": "str", "method": "str"})


def _items(
    raw: RawTable,
    columns: Columns,
    placed: _Placed,
    outcome: Outcome,
    rows: pd.DataFrame,
    review: Mapping[int, list[Text]],
    gazetteer: Gazetteer,
) -> tuple[LinkItem, ...]:
    listed = _where(placed.number, [entry.review for entry in placed.decisions])
    listed |= (rows["status"] != "linked").to_numpy() | rows.index.isin(list(review))
    shown = raw.cells.loc[listed, _shown(raw, columns)]
    return tuple(
        _item(
            row,
            placed.decisions[number],
            str(word),
            value,
            review.get(row, []),
            outcome,
            shown,
            gazetteer,
        )
        for row, number, word, value in zip(
            shown.index,
            placed.number[listed],
            rows["status"][listed],
            rows["value"][listed],
            strict=True,
        )
    )


def _shown(raw: RawTable, columns: Columns) -> list[str]:
    """Return the headings that a list for people may show; of persons only place and group."""
    if columns.combine == "distinct_groups":
        roles = (*PLACE_ROLES, "nama_kelompok")
        return [columns.roles[role] for role in roles if role in columns.roles]
    return [name for name in raw.cells.columns if name not in columns.personal]


def _item(
    row: int,
    placement: Placement,
    status: str,
    value: float,
    review: Sequence[Text],
    outcome: Outcome,
    shown: pd.DataFrame,
    gazetteer: Gazetteer,
) -> LinkItem:
    overriding = outcome.rejected.get(row) or outcome.ambiguous.get(row)
    reasons = [placement.reason, *review]
    if overriding is not None:
        reasons = [overriding, placement.reason if placement.status != "linked" else None]
    stated = [reason for reason in reasons if reason is not None]
    found = (gazetteer.candidate(placement.kode),) if placement.kode else ()
    doubtful = (placement.status != "linked" or placement.review) and not placement.foreign
    return LinkItem(
        row=int(row),
        status=status,  # type: ignore[arg-type]
        reason=Text("; ".join(text.id for text in stated), "; ".join(text.en for text in stated)),
        value=None if np.isnan(value) else float(value),
        candidates=placement.candidates or found,
        conflict=placement.conflict and status == "ambiguous",
        cells=_Cells(shown, int(row)),
        mend=(*(("kode",) if doubtful else ()), *outcome.mend.get(row, ())),
        repeats=row in outcome.repeats,
    )


class _Cells(Mapping[str, str]):
    """The cells of one row, looked up when they are asked for: a million rows may be listed."""

    __slots__ = ("_row", "_table")

    def __init__(self, table: pd.DataFrame, row: int) -> None:
        self._table = table
        self._row = row

    def __getitem__(self, name: str) -> str:
        return str(self._table.at[self._row, name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.columns)

    def __len__(self) -> int:
        return len(self._table.columns)


def _register_notes(
    raw: RawTable, data: pd.DataFrame, repeated: Sequence[tuple[int, int]]
) -> list[Problem]:
    problems = []
    if repeated:
        what = Text(
            "kelompok tercatat dua kali (nama, padukuhan dan desa sama)",
            "groups listed twice (same name, padukuhan and village)",
        )
        problems.append(noted_rows(raw.name, what, [row for row, _ in repeated]))
    nil = data["nil"].astype(bool)
    both = nil & data["kode"].isin(set(data["kode"][~nil]))
    if both.any():
        what = Text(
            "desa dilaporkan nihil tetapi juga punya kelompok",
            "village reported as having none, but with groups",
        )
        problems.append(noted_rows(raw.name, what, [int(row) for row in data.index[both]]))
    return problems
