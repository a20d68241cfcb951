"""Decide what the ten bare digits of a table's code column are: Kemendagri or BPS codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from wksbm.codes import Code, System, parse_code, stated_system
from wksbm.tables.gazetteer import Gazetteer

ColumnSystem = Literal["kemendagri", "bps", "mostly_kemendagri", "mostly_bps", "mixed", "unknown"]
"""``kemendagri`` and ``bps`` are stated by the heading, the others by the codes themselves;
``mixed``: codes of both kinds; ``unknown``: nothing speaks for either."""

_MOST = 0.9


def system_of_column(heading: str, texts: Iterable[str], gazetteer: Gazetteer) -> ColumnSystem:
    """
    Say which codes a column holds.

    Parameters
    ----------
    heading
        Its heading; a system that it states is kept.
    texts
        Its different cells.
    gazetteer
        The villages.

    Returns
    -------
    str
        What the heading states; else what at least 90 % of its bare codes speak for: the seventh
        digit (1 or 2 in every Kemendagri code) and the villages that only one system knows.
    """
    stated = stated_system(heading)
    if stated != "unknown":
        return stated
    codes = [code for text in texts if (code := parse_code(text)) and code.system == "unknown"]
    votes = [vote for code in codes if (vote := _vote(code, gazetteer))]
    if not votes:
        return "unknown"
    bps = votes.count("bps") / len(votes)
    if bps >= _MOST:
        return "mostly_bps"
    return "mostly_kemendagri" if bps <= 1 - _MOST else "mixed"


def in_system(code: Code, system: ColumnSystem, gazetteer: Gazetteer) -> Code:
    """
    Give a bare code the system of its column.

    What the heading states holds. What most codes of the column are holds where the layer knows
    no codes of that system: then digits that happen to be those of another village mean nothing.
    """
    if code.system != "unknown" or system in ("mixed", "unknown"):
        return code
    stated: System = "bps" if system.endswith("bps") else "kemendagri"
    of_column = Code(code.digits, stated)
    if system == stated or not gazetteer.knows(of_column):
        return of_column
    return code


def is_doubtful(code: Code, system: ColumnSystem, gazetteer: Gazetteer) -> bool:
    """Tell whether a code that was found needs a name that confirms it."""
    if code.system != "unknown" or not gazetteer.can_be_kemendagri(code):
        return False
    as_bps = gazetteer.by_code(Code(code.digits, "bps"))
    as_kemendagri = gazetteer.by_code(Code(code.digits, "kemendagri"))
    if system == "mostly_kemendagri":
        return not as_kemendagri
    if system == "mostly_bps":
        return not as_bps
    return system == "mixed" and not (as_kemendagri and gazetteer.has_all_bps(code))


def _vote(code: Code, gazetteer: Gazetteer) -> str:
    """Return the system that a code speaks for, or nothing where it could be of either."""
    if code.digits[6] not in "12":
        return "bps"
    as_kemendagri = gazetteer.by_code(Code(code.digits, "kemendagri"))
    as_bps = gazetteer.by_code(Code(code.digits, "bps"))
    if as_kemendagri and not as_bps:
        return "kemendagri"
    if as_bps and not as_kemendagri:
        return "bps"
    if as_bps:
        return ""
    # A layer that knows every BPS code of the kabupaten would know this one.
    complete = gazetteer.shares_kabupaten(code) and gazetteer.has_all_bps(code)
    return "kemendagri" if code.digits[6] == "2" or complete else ""
