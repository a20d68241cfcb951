"""Read a made-up table as the program does, and hold the figures against its truth."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import pandas as pd
from wksbm.boundaries.model import Boundaries
from wksbm.boundaries.read import read_boundaries
from wksbm.codes import read_crosswalk
from wksbm.errors import AtlasError
from wksbm.layers.village_table import GROUP_COUNT, village_table
from wksbm.names import Aliases, read_aliases
from wksbm.tables.link import link_table
from wksbm.tables.read import read_table

from tests.tables.layouts.model import Figures, Table
from tests.tables.layouts.villages import FOLDER, everyone, spellings

Outcome = Literal["right", "asked", "refused", "lost", "vanished", "WRONG"]
OUTCOMES: tuple[Outcome, ...] = ("right", "asked", "refused", "lost", "vanished", "WRONG")
ASKS = re.compile(r"--(read|sheet|year)\b")


@dataclass(frozen=True)
class Seen:
    """
    What the program made of a file.

    Parameters
    ----------
    figures
        Village code -> groups on the map.
    listed
        The texts of the rows that a person is to look at.
    refusal
        Why it was refused or what was asked; "" when it was read.
    """

    figures: Figures
    listed: tuple[str, ...] = ()
    refusal: str = ""


@dataclass(frozen=True)
class Verdict:
    """
    How a table ended.

    ``right``: all figures as they should be (or, where the table says nothing of groups, refused).
    ``asked``: a question that names how to answer it. ``refused``: another refusal. ``lost``:
    villages without their figure whose rows are listed. ``vanished``: the same, not listed.
    ``WRONG``: another figure than the true one.
    """

    outcome: Outcome
    details: str = ""
    seen: Seen = field(default_factory=lambda: Seen({}))


@cache
def _surroundings() -> tuple[Boundaries, Mapping[str, str], Aliases]:
    crosswalk = read_crosswalk(FOLDER / "kode_bps.csv")
    boundaries = read_boundaries(FOLDER, region="34.03", crosswalk=crosswalk)
    return boundaries, crosswalk, read_aliases(FOLDER / "aliases.csv")


def read_by_engine(path: Path) -> Seen:
    """Read and link a table as ``wksbm check`` does; the only place that knows how."""
    boundaries, crosswalk, aliases = _surroundings()
    try:
        linked = link_table(
            read_table(path),
            boundaries,
            kinds=("register", "counts"),
            crosswalk=crosswalk,
            aliases=aliases,
            reference_year=2026,
        )
    except AtlasError as error:
        return Seen({}, refusal="\n".join(problem.render("id") for problem in error.problems))
    villages, _, _ = village_table(boundaries, linked, [], minimum_groups=0)
    listed = tuple(
        " ".join([*item.cells.values(), *(str(other["kode"]) for other in item.candidates)])
        for item in linked.items
        if item.status != "linked"
    )
    return Seen(_figures(villages[GROUP_COUNT]), listed)


def read_by_command(path: Path, folder: Path) -> Seen:
    """Read a table with ``wksbm build`` and take the figures from ``data/desa.csv``."""
    command = [sys.executable, "-m", "wksbm.cli", "build", "--groups", str(path), "--out"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return Seen({}, refusal=done.stdout + done.stderr)
    villages = pd.read_csv(folder / "data" / "desa.csv", dtype={"kode": str}).set_index("kode")
    report = json.loads((folder / "data" / "link_report.json").read_text(encoding="utf-8"))[0]
    review = (
        pd.read_excel(folder / "data" / "perlu_diperiksa.xlsx", dtype=str)
        if report["items"]
        else None
    )
    listed = () if review is None else tuple(" ".join(row.dropna()) for _, row in review.iterrows())
    return Seen(_figures(villages[GROUP_COUNT]), listed)


def _figures(column: pd.Series[float]) -> dict[str, int]:
    known = column.dropna()
    return {str(kode): int(value) for kode, value in known.items()}


def judge(table: Table, seen: Seen) -> Verdict:
    """Hold what the program made of a table against its truth."""
    if seen.refusal:
        if table.refuse:
            return Verdict("right", seen=seen)
        asked = ASKS.search(seen.refusal) is not None
        return Verdict("asked" if asked else "refused", seen.refusal, seen)
    rights = (table.truth, *table.also)
    verdicts = [_compare(right, table.review, seen) for right in rights]
    return min(verdicts, key=lambda verdict: OUTCOMES.index(verdict.outcome))


def _compare(truth: Figures, review: frozenset[str], seen: Seen) -> Verdict:
    wrong: list[str] = []
    lost: list[str] = []
    vanished: list[str] = []
    for kode in sorted({*truth, *seen.figures, *review}):
        right, figure = truth.get(kode), seen.figures.get(kode)
        told = f"{kode} {_name(kode)}: {figure} instead of {right}"
        if figure == right:
            if kode in review and not _is_listed(kode, seen.listed):
                vanished.append(f"{told}, not listed")
            continue
        fewer = right is not None and (figure is None or figure < right)
        if fewer and _is_listed(kode, seen.listed):
            lost.append(told)
        elif figure is None:
            vanished.append(told)
        else:
            wrong.append(told)
    if wrong:
        return Verdict("WRONG", "; ".join(wrong), seen)
    if vanished:
        return Verdict("vanished", "; ".join([*vanished, *lost]), seen)
    return Verdict("lost", "; ".join(lost), seen) if lost else Verdict("right", seen=seen)


def _name(kode: str) -> str:
    return next(entry.desa for entry in everyone() if entry.kode == kode)


def _is_listed(kode: str, listed: Sequence[str]) -> bool:
    """Tell whether a row for review names a village, by its code or one of its spellings."""
    entry = next(entry for entry in everyone() if entry.kode == kode)
    words = {kode, kode.replace(".", ""), entry.bps, entry.desa, *spellings().get(kode, ())}
    known = {_plain(word) for word in words}
    return any(word in _plain(text) for text in listed for word in known)


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
