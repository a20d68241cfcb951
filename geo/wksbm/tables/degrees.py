"""One coordinate in degrees, as people write it."""

from __future__ import annotations

import math
import re
from typing import Literal, NamedTuple

from wksbm.text import Text

Axis = Literal["lon", "lat", ""]

WEST, EAST, SOUTH, NORTH = 94.0, 142.0, -12.0, 7.0
"""Indonesia, in degrees, with some sea around it."""
Place = tuple[float, float]
"""Longitude and latitude in decimal degrees, EPSG:4326."""
OUTSIDE = Text("koordinat di luar Indonesia", "coordinates outside Indonesia")
SEVERAL = Text(
    "koordinat dapat dibaca dengan lebih dari satu cara; tulis seperti -7.9636, 110.5925",
    "coordinates that can be read in more than one way; write them like -7.9636, 110.5925",
)
_DECIMAL = re.compile(r"([-+]?[0-9]{1,3}(?:[.,][0-9]+)?)\s*[°º˚]?")
_SEXAGESIMAL = re.compile(
    r"(?P<sign>[-+]?)(?P<deg>[0-9]{1,3})(?:\s*[°º˚d:]|\s)\s*"
    r"(?P<min>[0-9]{1,2}(?:[.,][0-9]+)?)\s*(?:'|m|:|\s|$)\s*"
    r"(?:(?P<sec>[0-9]{1,2}(?:[.,][0-9]+)?)\s*(?:\"|s|$)?)?",
    re.IGNORECASE,
)
_SIDES = {"ls": -1, "lu": 1, "bt": 1, "bb": -1, "s": -1, "n": 1, "u": 1, "e": 1, "t": 1, "w": -1}
_LATITUDES = frozenset({"ls", "lu", "s", "n", "u"})
_SIDE_WORDS = {
    "bujur timur": "BT",
    "bujur barat": "BB",
    "lintang selatan": "LS",
    "lintang utara": "LU",
}
_IN_WORDS = re.compile("|".join(_SIDE_WORDS), re.IGNORECASE)
_SIDE = re.compile(r"^(ls|lu|bt|bb|[snewut])(?![a-z])\.?|(ls|lu|bt|bb|[snewut])\.?$", re.IGNORECASE)
_SECONDS = re.compile(r"[0-9]\s*m\s*[0-9.,]+\s*s$", re.IGNORECASE)
_SIGNS = str.maketrans("−–\u00a0’′‘`”″“", "-- ''''\"\"\"")


class Degrees(NamedTuple):
    """A coordinate in decimal degrees (NaN: unreadable), and which one its letters say it is."""

    value: float
    axis: Axis = ""


def tidy(text: str) -> str:
    """Write signs, quotation marks and words of direction in one way."""
    text = text.translate(_SIGNS).replace("''", '"')
    return _IN_WORDS.sub(lambda found: _SIDE_WORDS[found[0].casefold()], text).strip()


def parse_degrees(text: str) -> Degrees:
    """
    Read one coordinate.

    Parameters
    ----------
    text
        Decimal degrees with point or comma; degrees and minutes; degrees, minutes and seconds;
        with or without N/S/E/W or Indonesian U/S/T/B, LU/LS/BT/BB.

    Returns
    -------
    Degrees
        NaN when it cannot be read, or when its sign and its letters contradict each other.

    Examples
    --------
    >>> parse_degrees("7° 30' LS")
    Degrees(value=-7.5, axis='lat')
    """
    return parse_tidy(tidy(text))


def parse_tidy(text: str) -> Degrees:
    """Read one coordinate from a text that is tidy; see `parse_degrees`."""
    text = text.strip().lstrip("'")
    side, axis = 0, ""
    found = None if _SECONDS.search(text) else _SIDE.search(text)
    if found:
        letters = (found.group(1) or found.group(2)).casefold()
        side, axis = _SIDES[letters], "lat" if letters in _LATITUDES else "lon"
        text = _SIDE.sub("", text, count=1).strip()
    value = _signed(text)
    if side > 0 and text.startswith("-"):
        value = math.nan
    return Degrees(side * abs(value) if side else value, axis)  # type: ignore[arg-type]


def read_degrees(text: str) -> float:
    """Read one coordinate as decimal degrees; NaN when it cannot be read."""
    return parse_degrees(text).value


def _signed(text: str) -> float:
    if found := _DECIMAL.fullmatch(text):
        return float(found[1].replace(",", "."))
    found = _SEXAGESIMAL.fullmatch(text)
    if not found:
        return math.nan
    minutes = float(found["min"].replace(",", "."))
    seconds = float((found["sec"] or "0").replace(",", "."))
    if minutes >= 60 or seconds >= 60:
        return math.nan
    value = float(found["deg"]) + minutes / 60 + seconds / 3600
    return -value if found["sign"] == "-" else value


def is_inside(lon: float, lat: float) -> bool:
    """Say whether a point lies in or around Indonesia."""
    return WEST < lon < EAST and SOUTH < lat < NORTH


def only_place(places: set[Place]) -> Place | Text:
    """Return the place if there is one, else why there is none."""
    if len(places) > 1:
        return SEVERAL
    return next(iter(places), OUTSIDE)
