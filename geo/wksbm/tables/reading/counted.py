"""Which column of a counts table holds the number of groups: proposed, compared, asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from wksbm.errors import InputError, Problem
from wksbm.tables.headings import COUNT, GENERIC_COUNT, REGISTER_ROLES, heading_key, role_of
from wksbm.tables.numbers import read_numbers
from wksbm.tables.reading.columns import Finder
from wksbm.tables.reading.measures import (
    Measure,
    measure_of,
    names_kinds,
    subject_of,
    unit_of,
    without_year,
    year_of,
)
from wksbm.tables.reading.model import Checksum, Choice, Doubt, Evidence
from wksbm.text import Text, both

ALL = "semua"
_SAMPLE = 5_000
_MONEY_STEP = 50_000
_MOST_PER_VILLAGE = 1_000
_LARGEST_NETWORKS = 3
_SURE_ROWS = 3
"""Rows from which a sum speaks against a heading that names groups."""
_SURE_PARTS = 3
"""Kinds whose sum makes a total of a column that is named like a kind: ``Jumlah Poktan``."""
_NAME_THE_COUNT = Text(
    "Beri judul 'jumlah_kelompok' pada kolom yang berisi jumlah kelompok",
    "Name the column with the number of groups 'jumlah_kelompok'",
)
_NO_FIGURE_ROLES = ("ordinal", "personal", "meta", "lon", "lat", "koordinat")
_NEWER = re.compile(r"(?:^|_)(?:realisasi|capaian|tercapai)(?:_|$)")


@dataclass(frozen=True)
class Counted:
    """
    What is counted.

    Parameters
    ----------
    heading
        The column with the number of groups; ``""`` where kinds are added up.
    kinds
        Heading -> kind, of columns whose sum is the number of groups.
    year
        Year of the column, where there are several.
    doubts
        What is to be asked.
    evidence
        Why.
    checksums
        Columns that add up, and whether they do on every row.
    notes
        What was assumed.
    """

    heading: str
    kinds: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    doubts: tuple[Doubt, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    checksums: tuple[Checksum, ...] = ()
    notes: tuple[Problem, ...] = ()
    networks: bool = False


@dataclass(frozen=True)
class _Column:
    heading: str
    measure: Measure
    figures: pd.Series[float]
    is_sum: bool = False
    """True when its lowest heading is a bare "Jumlah"."""


def count_column(
    finder: Finder,
    used: Sequence[str],
    levels: Mapping[str, Sequence[str]],
    titles: Sequence[str],
    answers: Mapping[str, str],
    numeric: pd.DataFrame | None,
) -> Counted:
    """
    Find the column with the number of groups.

    Parameters
    ----------
    finder
        The columns of the table.
    used
        Headings that have another role.
    levels
        Heading -> its words by heading row.
    titles
        Lines above the headings.
    answers
        What a person has said.
    numeric
        See `RawTable.numeric`.

    Raises
    ------
    InputError
        If no column can be it.
    """
    chooser = _Chooser(finder, used, levels, titles, answers, numeric)
    return chooser.choose()


class _Chooser:
    def __init__(
        self,
        finder: Finder,
        used: Sequence[str],
        levels: Mapping[str, Sequence[str]],
        titles: Sequence[str],
        answers: Mapping[str, str],
        numeric: pd.DataFrame | None,
    ) -> None:
        self.finder = finder
        self.levels = levels
        self.answers = answers
        self.titles = titles
        self.evidence: list[Evidence] = []
        self.checksums: list[Checksum] = []
        self.notes: list[Problem] = []
        self.doubts: list[Doubt] = []
        self.year: int | None = None
        self.stated: list[str] = []
        self.total = ""
        self.kinds: dict[str, str] = {}
        columns = []
        for heading in finder.cells.columns:
            if heading in used or heading in finder.personal or not self._may_count(heading):
                continue
            words = tuple(levels.get(heading, (heading,)))
            bare = measure_of(words[-1:]) == "generic"
            figures = self._read(heading, numeric)
            measure = _measure(words, heading)
            if _counts_others(finder.cells[heading]) or _says_yes_or_no(heading, figures):
                measure = "other"
            columns.append(_Column(heading, measure, figures, bare))
        self.others = [column for column in columns if column.measure in ("other", "target")]
        self.columns = [column for column in columns if column.measure not in ("other", "target")]
        if any(heading not in finder.hidden for heading in self._headings()):
            self.columns = [c for c in self.columns if c.heading not in finder.hidden]

    def choose(self) -> Counted:
        if "hitung" in self.answers:
            return self._answered(self.answers["hitung"])
        self._newest_year()
        self._explain_sums()
        whole = self._of("whole")
        generic = self._of("generic")
        if self.total:
            found = self.total
        elif len(whole) == 1:
            found = whole[0].heading
        elif len(whole) > 1:
            return self._ask(whole)
        else:
            kinds, unknown = self._of("kind"), self._of("unknown", "subset")
            if kinds or unknown:
                return self._from_kinds(kinds, unknown, generic)
            if len(generic) > 1:
                return self._ask(generic)
            if not generic:
                raise InputError(self._nothing())
            found = generic[0].heading
            self._doubt_generic(generic[0])
        return self._result(found)

    def _headings(self) -> list[str]:
        return [column.heading for column in self.columns]

    def _of(self, *measures: Measure) -> list[_Column]:
        return [column for column in self.columns if column.measure in measures]

    def _may_count(self, heading: str) -> bool:
        role = role_of(heading)
        if role in _NO_FIGURE_ROLES or heading in self.finder.by_role.get("meta", []):
            return False
        if heading_key(heading) in ("rt", "rw", "tahun", "year", "thn", "bulan", "periode"):
            return False
        if role == COUNT and not self.finder.names_groups(heading):
            self.stated.append(heading)
            return True
        if self.finder.numeric(heading):
            return True
        cells = self.finder.cells[heading]
        vague = role == GENERIC_COUNT and bool(cells.str.contains("[0-9]|^$|nihil|-").any())
        if vague:
            self.stated.append(heading)
        return vague

    def _read(self, heading: str, numeric: pd.DataFrame | None) -> pd.Series[float]:
        cells = self.finder.cells[heading].head(_SAMPLE)
        typed = None if numeric is None else numeric[heading].head(_SAMPLE)
        return read_numbers(cells, typed).values

    def _newest_year(self) -> None:
        """Of columns that only differ in their year keep the newest, or the one asked for."""
        groups: dict[str, list[tuple[int, _Column]]] = {}
        for column in self.columns:
            year = year_of(column.heading)
            if year is not None:
                groups.setdefault(without_year(column.heading), []).append((year, column))
        series = [group for group in groups.values() if len({year for year, _ in group}) > 1]
        if not series:
            return
        years = sorted({year for group in series for year, _ in group}, reverse=True)
        filled = {
            year: max(
                int(column.figures.notna().sum()) for g in series for y, column in g if y == year
            )
            for year in years
        }
        wanted = self.answers.get("tahun", "")
        newest = years[0]
        if wanted:
            if not wanted.isdigit() or int(wanted) not in years:
                raise InputError(_no_year(self.finder, wanted, years))
            newest = int(wanted)
        elif filled[newest] * 10 < max(filled.values()) * 9:
            self.doubts.append(year_doubt(years))
        self.year = newest
        old = {c.heading for group in series for year, c in group if year != newest}
        self.columns = [column for column in self.columns if column.heading not in old]
        self.notes.append(
            Problem(
                Text(
                    f"beberapa tahun ({', '.join(map(str, sorted(years)))}); dipakai {newest}",
                    f"several years ({', '.join(map(str, sorted(years)))}); {newest} is used",
                ),
                file=self.finder.name,
            )
        )

    def _explain_sums(self) -> None:
        """Find what is the sum of other columns: members of men and women, groups of kinds."""
        self._explained_by_others()
        sums = [c for c in self.columns if c.measure in ("whole", "generic") or c.is_sum]
        named = [c for c in self._of("kind") if c not in sums and _is_number_of(c.heading)]
        for column in (*sums, *named):
            parts = [c for c in self.columns if c is not column and c.measure != "generic"]
            parts = [c for c in parts if c.measure in ("kind", "unknown", "subset", "whole")]
            if column in named and len(parts) < _SURE_PARTS:
                continue
            if len(parts) > 1 and _adds_up(column, parts):
                self._found_total(column, parts)
                return
            run = [] if column in named else self._run_before(column)
            if len(run) > 1 and _adds_up(column, run):
                self._found_total(column, run)
                return

    def _explained_by_others(self) -> None:
        for column in self._of("generic", "unknown", "whole"):
            members = [c for c in self.others if c.measure == "other"]
            pairs = _pairs(members, column, list(self.finder.cells.columns))
            fitting = next((pair for pair in pairs if _adds_up(column, pair)), None)
            if fitting is None or (column.measure == "whole" and len(column.figures) < _SURE_ROWS):
                continue
            names = " + ".join(c.heading for c in fitting)
            self.evidence.append(
                Evidence(
                    "anggota",
                    column.heading,
                    Text(f"sama dengan {names}", f"equals {names}"),
                )
            )
            self.columns = [c for c in self.columns if c is not column]
            self.others.append(column)

    def _run_before(self, column: _Column) -> list[_Column]:
        order = list(self.finder.cells.columns)
        place = order.index(column.heading)
        by_name = {c.heading: c for c in self.columns}
        run: list[_Column] = []
        for heading in reversed(order[:place]):
            if heading not in by_name:
                break
            run.insert(0, by_name[heading])
        return run

    def _found_total(self, column: _Column, parts: Sequence[_Column]) -> None:
        self.total = column.heading
        self.kinds = {part.heading: part.heading for part in parts}
        names = " + ".join(part.heading for part in parts)
        self.evidence.append(
            Evidence(COUNT, column.heading, Text(f"jumlah dari {names}", f"the sum of {names}"))
        )
        stated = float(column.figures.sum())
        computed = float(sum(part.figures.sum() for part in parts))
        self.checksums.append(Checksum(column.heading, stated, computed))

    def _from_kinds(
        self, kinds: list[_Column], unknown: list[_Column], generic: list[_Column]
    ) -> Counted:
        generic = [*generic, *(column for column in kinds if column.is_sum and len(kinds) > 1)]
        kinds = [column for column in kinds if column not in generic]
        own = [*kinds, *unknown]
        if generic:
            total = generic[0]
            if len(generic) > 1:
                return self._ask([*generic, *kinds])
            if not kinds and self._about_groups() and self.year is None:
                return self._result(total.heading)
            choices = [total, *kinds] if len(kinds) == 1 else [total]
            return self._ask(choices, add_up=own if len(own) > 1 else ())
        if len(own) == 1:
            return self._single(own[0])
        if not unknown or not kinds:
            realised = [c for c in unknown if _is_realised(c)]
            if len(realised) == 1 and not kinds:
                return self._single(realised[0])
        clear = all(names_kinds(self.levels.get(c.heading, (c.heading,))) for c in own)
        if not unknown and clear:
            self.kinds = {column.heading: column.heading for column in own}
            names = ", ".join(column.heading for column in own)
            self.notes.append(
                Problem(
                    Text(
                        "kolom jenis dijumlahkan menjadi jumlah kelompok",
                        "the kinds are added up to the number of groups",
                    ),
                    file=self.finder.name,
                    column=names,
                )
            )
            return self._result("")
        return self._ask(own, add_up=own)

    def _single(self, column: _Column) -> Counted:
        if column.measure in ("unknown", "subset"):
            self._doubt_generic(column)
            self.notes.append(
                Problem(
                    Text(
                        "satu-satunya kolom angka; dibaca sebagai jumlah kelompok",
                        "the only numeric column; read as the number of groups",
                    ),
                    file=self.finder.name,
                    column=column.heading,
                )
            )
        elif column.heading not in self.stated:
            self.evidence.append(
                Evidence(COUNT, column.heading, Text("nama jenis kelompok", "a kind of groups"))
            )
            if len(self._of("kind")) == 1 and heading_key(column.heading) not in _COUNT_KEYS:
                self.notes.append(
                    Problem(
                        Text(
                            "satu-satunya kolom angka; dibaca sebagai jumlah kelompok",
                            "the only numeric column; read as the number of groups",
                        ),
                        file=self.finder.name,
                        column=column.heading,
                    )
                )
        return self._result(column.heading)

    def _about_groups(self) -> bool:
        return any(subject_of(title) in ("whole", "kind") for title in self.titles)

    def _doubt_generic(self, column: _Column) -> None:
        """Refuse a bare "Jumlah" of what the title or the figures say are no groups."""
        about = {subject_of(title) for title in self.titles} - {"unknown"}
        figures = column.figures[column.figures > 0]
        large = len(figures) > 1 and float(figures.median()) > _MOST_PER_VILLAGE
        money = len(figures) > 1 and bool((figures % _MONEY_STEP == 0).all())
        if about == {"other"} or large or money:
            raise InputError(self._nothing(column.heading))

    def _ask(self, columns: Sequence[_Column], add_up: Sequence[_Column] = ()) -> Counted:
        what = Text(
            "beberapa kolom bisa berarti jumlah kelompok; kolom mana yang dipakai?",
            "several columns may be the number of groups; which one is it?",
        )
        order = list(self.finder.cells.columns)
        add_up = sorted(add_up, key=lambda column: order.index(column.heading))
        choices = [
            Choice(column.heading, Text(f"kolom '{column.heading}'", f"column '{column.heading}'"))
            for column in columns
        ]
        if add_up:
            names = " + ".join(column.heading for column in add_up)
            choices.insert(
                0 if not self._of("generic") else 1,
                Choice(ALL, Text(f"jumlahkan {names}", f"add up {names}")),
            )
        self.doubts.append(Doubt("hitung", what, tuple(choices)))
        first = choices[0].value
        if first == ALL:
            self.kinds = {column.heading: column.heading for column in add_up}
            return self._result("")
        return self._result(first)

    def _answered(self, answer: str) -> Counted:
        if answer.casefold() == ALL:
            self._newest_year()
            self._explain_sums()
            kinds = [c.heading for c in self._of("kind", "unknown", "subset", "whole")]
            self.kinds = dict(zip(kinds, kinds, strict=True))
            return self._result("")
        for heading in self.finder.cells.columns:
            if heading_key(heading) == heading_key(answer):
                self.year = year_of(heading)
                self.kinds = {}
                return self._result(heading)
        raise InputError(
            Problem(
                Text(f"tidak ada kolom '{answer}'", f"there is no column '{answer}'"),
                file=self.finder.name,
                column="hitung",
                expected=both(", ".join(map(str, self.finder.cells.columns))),
            )
        )

    def _result(self, heading: str) -> Counted:
        networks = self._networks(heading)
        return Counted(
            heading,
            self.kinds if heading in ("", self.total) else {},
            self.year,
            tuple(self.doubts),
            tuple(self.evidence),
            tuple(self.checksums),
            tuple(self.notes),
            networks,
        )

    def _networks(self, heading: str) -> bool:
        """Ask whether a WKSBM column counts networks: one or a few in a village, never more."""
        answer = self.answers.get("satuan", "")
        if answer:
            return answer == "jaringan"
        tokens = heading_key(heading).split("_")
        if "wksbm" not in tokens or {"kelompok", "klp"} & set(tokens):
            return False
        column = next((c for c in self.columns if c.heading == heading), None)
        figures = column.figures.dropna() if column else pd.Series(dtype=float)
        if len(figures) < 2 or figures.max() > _LARGEST_NETWORKS or figures.sum() == 0:
            return False
        self.doubts.append(
            Doubt(
                "satuan",
                Text(
                    f"angka kolom '{heading}' kecil; jumlah kelompok, atau jumlah jaringan WKSBM "
                    "(satu jaringan menghimpun beberapa kelompok)?",
                    f"the figures of '{heading}' are small: groups, or networks (WKSBM) of several "
                    "groups?",
                ),
                (
                    Choice("kelompok", Text("kelompok", "groups")),
                    Choice("jaringan", Text("jaringan kelompok", "networks of groups")),
                ),
            )
        )
        return False

    def _nothing(self, heading: str = "") -> Problem:
        key = f"{self.finder.name}:hitung="
        cure = Text(
            f'{_NAME_THE_COUNT.id}, atau jawab --read "{key}{heading or "JUDUL KOLOM"}"',
            f'{_NAME_THE_COUNT.en}, or answer --read "{key}{heading or "HEADING"}"',
        )
        return self.finder.problem(
            Text("tidak ada kolom jumlah kelompok", "there is no column of group counts"),
            Text("kolom 'jumlah_kelompok'", "a column 'jumlah_kelompok'"),
            cure,
        )


_FLAG_WORDS = frozenset({"ada", "apakah", "punya", "memiliki", "keberadaan", "ketersediaan", "ya"})
_NUMBER_WORDS = frozenset({"jumlah", "jml", "jmlh", "banyak", "banyaknya", "berapa", "total"})
_COUNT_KEYS = frozenset({"kelompok", "wksbm", "groups", "kelompok_wksbm"})


def year_doubt(years: Sequence[int]) -> Doubt:
    """Return the question which of several years is meant, where the newest is incomplete."""
    return Doubt(
        "tahun",
        Text(
            "beberapa tahun, dan tahun terbaru belum lengkap; tahun mana yang dipakai?",
            "several years, and the newest is not complete; which one is meant?",
        ),
        tuple(Choice(str(year), both(str(year))) for year in years),
    )


def _no_year(finder: Finder, wanted: str, years: Sequence[int]) -> Problem:
    return Problem(
        Text(f"tidak ada tahun {wanted}", f"there is no year {wanted}"),
        file=finder.name,
        column="tahun",
        expected=both(", ".join(map(str, years))),
    )


def _measure(words: tuple[str, ...], heading: str) -> Measure:
    if role_of(heading) == COUNT and len(words) == 1:
        found = measure_of(words)
        return "whole" if found in ("unknown", "generic") else found
    if role_of(heading) in (*REGISTER_ROLES, "penduduk"):
        return "other"
    return measure_of(words)


def _is_number_of(heading: str) -> bool:
    return heading_key(heading).split("_")[0] in _NUMBER_WORDS


def _counts_others(cells: pd.Series[str]) -> bool:
    """Tell whether most figures bear a unit that is not groups: ``12 orang``."""
    filled = cells.head(_SAMPLE)
    filled = filled[filled.str.contains("[0-9]")]
    units = filled[filled.str.contains(r"[^\W\d_]")].map(unit_of)
    return bool((units == "other").sum() * 2 > len(filled))


def _says_yes_or_no(heading: str, figures: pd.Series[float]) -> bool:
    """Tell a column of flags by its heading: ``Ada Kelompok (1 = ya, 0 = tidak)``."""
    words = set(heading_key(heading).split("_"))
    return (
        bool(words & _FLAG_WORDS)
        and not words & _NUMBER_WORDS
        and bool(figures.dropna().isin([0, 1]).all())
    )


def _is_realised(column: _Column) -> bool:
    return bool(_NEWER.search(heading_key(column.heading)))


def _adds_up(column: _Column, parts: Sequence[_Column]) -> bool:
    """Tell whether a column is the sum of others on every row, with a figure on some."""
    total = column.figures.to_numpy(float)
    summed = np.column_stack([part.figures.to_numpy(float) for part in parts])
    known = ~np.isnan(total) & ~np.isnan(summed).all(axis=1)
    if int(known.sum()) < 1 or not (total[known] > 0).any():
        return False
    filled = (np.nan_to_num(summed[known]) > 0).any(axis=0)
    agrees = total[known] == np.nansum(summed[known], axis=1)
    return int(filled.sum()) > 0 and bool(agrees.mean() >= 0.9)


def _pairs(
    members: Sequence[_Column], column: _Column, order: Sequence[str]
) -> list[list[_Column]]:
    """Return the runs of other columns that a total may sum: next to it, two or more."""
    place = {heading: at for at, heading in enumerate(order)}
    own = place[column.heading]
    near = sorted(members, key=lambda member: place[member.heading])
    left = [member for member in near if place[member.heading] < own]
    right = [member for member in near if place[member.heading] > own]
    runs = [left[-size:] for size in range(2, len(left) + 1)]
    runs += [right[:size] for size in range(2, len(right) + 1)]
    return [run for run in runs if len(run) > 1]
