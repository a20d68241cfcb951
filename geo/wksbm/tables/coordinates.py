"""Longitudes and latitudes as people write them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from wksbm.names import is_blank
from wksbm.text import Text

_WEST, _EAST, _SOUTH, _NORTH = 94.0, 142.0, -12.0, 7.0
"""Indonesia, in degrees, with some sea around it."""
_DECIMAL = re.compile(r"([-+]?[0-9]{1,3}(?:[.,][0-9]+)?)\s*[°º˚]?")
_SEXAGESIMAL = re.compile(
    r"(?P<sign>[-+]?)(?P<deg>[0-9]{1,3})(?:°|º|˚|d|:|\s)\s*"
    r"(?P<min>[0-9]{1,2}(?:[.,][0-9]+)?)(?:'|′|’|m|:|\s|$)\s*"
    r"(?:(?P<sec>[0-9]{1,2}(?:[.,][0-9]+)?)(?:\"|″|”|''|′′|s|$)?)?",
    re.IGNORECASE,
)
_SIDES = {"ls": -1, "lu": 1, "bt": 1, "bb": -1, "s": -1, "n": 1, "u": 1, "e": 1, "t": 1, "w": -1}
_SIDE_WORDS = {
    "bujur timur": "BT",
    "bujur barat": "BB",
    "lintang selatan": "LS",
    "lintang utara": "LU",
}
_SIDE = re.compile(r"^(ls|lu|bt|bb|[snewut])(?![a-z])\.?|(ls|lu|bt|bb|[snewut])\.?$", re.IGNORECASE)
_PAIR = re.compile(r"\s*[;/|]\s*|,\s+|\s*,\s*(?=[-+]?[0-9]+\.)")

UNREADABLE = Text("koordinat tidak terbaca", "coordinates that cannot be read")
ZERO = Text("koordinat (0,0)", "coordinates (0,0)")
OUTSIDE = Text("koordinat di luar Indonesia", "coordinates outside Indonesia")
HALF = Text("hanya satu dari bujur dan lintang terisi", "only one of longitude and latitude given")
SWAPPED = Text("bujur dan lintang tertukar; ditukar kembali", "longitude and latitude swapped back")


@dataclass(frozen=True)
class Points:
    """
    Places of rows.

    Parameters
    ----------
    lon, lat
        Decimal degrees, EPSG:4326; NaN where there is no usable place.
    notes
        What was mended or dropped -> the rows concerned.
    """

    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]
    notes: dict[Text, list[int]]


def read_points(lon: pd.Series[str], lat: pd.Series[str]) -> Points:
    """
    Read longitudes and latitudes.

    Parameters
    ----------
    lon, lat
        Cells on one index: decimal degrees with point or comma, or degrees, minutes and seconds
        with or without N/S/E/W (Indonesian U/S/T/B, LU/LS/BT/BB).

    Returns
    -------
    Points
        A bad place is NaN and noted; swapped ones are mended and noted.
    """
    east, north = _degrees(lon), _degrees(lat)
    given_lon, given_lat = ~_blank(lon), ~_blank(lat)
    swapped = _within(north, east)
    east, north = np.where(swapped, north, east), np.where(swapped, east, north)
    zero = (east == 0) & (north == 0)
    half = given_lon != given_lat
    unreadable = given_lon & given_lat & (np.isnan(east) | np.isnan(north))
    outside = ~(half | unreadable | zero | _within(east, north)) & given_lon
    good = given_lon & given_lat & _within(east, north)
    masks = ((SWAPPED, swapped), (UNREADABLE, unreadable), (ZERO, zero), (HALF, half))
    notes = {
        what: [int(row) for row in lon.index[mask]]
        for what, mask in (*masks, (OUTSIDE, outside))
        if mask.any()
    }
    return Points(np.where(good, east, np.nan), np.where(good, north, np.nan), notes)


def split_pairs(cells: pd.Series[str]) -> tuple[pd.Series[str], pd.Series[str]]:
    """Split cells such as ``-7.96, 110.6`` into two; which is which, `read_points` finds out."""
    parts = [_PAIR.split(text.strip(" ()"), maxsplit=1) for text in cells]
    first = [part[0] if len(part) == 2 else text for part, text in zip(parts, cells, strict=True)]
    second = [part[1] if len(part) == 2 else text for part, text in zip(parts, cells, strict=True)]
    return (
        pd.Series(second, index=cells.index, dtype="str"),
        pd.Series(first, index=cells.index, dtype="str"),
    )


def read_degrees(text: str) -> float:
    """Read one coordinate as decimal degrees; NaN when it cannot be read."""
    text = text.strip("'` \t").replace("−", "-").replace("\u00a0", " ")
    for words, letters in _SIDE_WORDS.items():
        text = re.sub(words, letters, text, flags=re.IGNORECASE)
    side = 0
    if found := _SIDE.search(text):
        side = _SIDES[(found.group(1) or found.group(2)).casefold()]
        text = _SIDE.sub("", text, count=1).strip()
    if found := _DECIMAL.fullmatch(text):
        value = float(found[1].replace(",", "."))
    elif found := _SEXAGESIMAL.fullmatch(text):
        minutes = float(found["min"].replace(",", "."))
        seconds = float((found["sec"] or "0").replace(",", "."))
        if minutes >= 60 or seconds >= 60:
            return math.nan
        value = float(found["deg"]) + minutes / 60 + seconds / 3600
        value = -value if found["sign"] == "-" else value
    else:
        return math.nan
    return side * abs(value) if side else value


def _degrees(cells: pd.Series[str]) -> npt.NDArray[np.float64]:
    plain = pd.to_numeric(cells, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    odd = np.isnan(plain) & (cells != "").to_numpy()
    values = np.where(np.isfinite(plain), plain, np.nan)
    values[odd] = [read_degrees(text) for text in cells[odd]]
    return values


def _blank(cells: pd.Series[str]) -> npt.NDArray[np.bool_]:
    codes, uniques = pd.factorize(cells)
    return np.array([is_blank(text) for text in uniques], dtype=bool)[codes]


def _within(lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    return (lon > _WEST) & (lon < _EAST) & (lat > _SOUTH) & (lat < _NORTH)
