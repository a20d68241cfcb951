"""Metres of the UTM grid, as people write them in Indonesia (zones 46 to 54)."""

from __future__ import annotations

import itertools
import re
from functools import cache

import numpy as np
import numpy.typing as npt
import pyproj

from wksbm.tables.degrees import Place, is_inside, only_place
from wksbm.text import Text

FIRST_ZONE, LAST_ZONE = 46, 54
_ZONE = r"(?:zona|zone)?\s*(?P<zone>4[6-9]|5[0-4])\s*-?\s*(?P<band>[a-z])?"
_BEFORE = re.compile(rf"^{_ZONE}(?![0-9a-z]|[.,][0-9])", re.IGNORECASE)
_AFTER = re.compile(rf"(?<![0-9.,a-z]){_ZONE}$", re.IGNORECASE)
_SYSTEM = re.compile(r"\b(?:utm|wgs[\s-]?(?:19)?84|meter)\b", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
_LABELS = re.compile(r"[\s,;:=/|()]|m?[etnusxy]|m|easting|northing", re.IGNORECASE)
_SOUTHERN, _NORTHERN = frozenset("LMS"), frozenset("N")
_LEAST_EAST, _MOST_EAST = 100_000, 900_000
_LEAST_SOUTHERN, _MOST_NORTHERN = 8_600_000, 800_000
_HALF_ZONE = 3.5
"""Degrees from the middle of a zone in which its grid is used."""

NO_ZONE = Text(
    "koordinat meter tanpa zona UTM; tulis zonanya, misalnya 49S 455100 9119700",
    "coordinates in metres without their UTM zone; write it, such as 49S 455100 9119700",
)


def read_utm(text: str, zone: int | None) -> Place | Text | None:
    """
    Read two numbers of metres.

    Parameters
    ----------
    text
        Easting and northing in either order, with or without zone and band or hemisphere
        before or after them.
    zone
        The zone where the text names none.

    Returns
    -------
    tuple, Text or None
        The only place in Indonesia that they can mean, else why there is none; None for a text
        that is not one of metres.
    """
    text = _SYSTEM.sub(" ", text).strip(" ,;:/()")
    found = _BEFORE.search(text) or _AFTER.search(text)
    band = ""
    if found:
        zone, band = int(found["zone"]), (found["band"] or "").upper()
        text = (text[: found.start()] + " " + text[found.end() :]).strip()
    numbers = _NUMBER.findall(text)
    rest = _LABELS.sub("", _NUMBER.sub("", text))
    if len(numbers) != 2 or rest:
        return None
    metres = [
        (east, north)
        for first, second in itertools.product(*map(_values, numbers))
        for east, north in ((first, second), (second, first))
        if _LEAST_EAST <= east <= _MOST_EAST
        and (north >= _LEAST_SOUTHERN or north <= _MOST_NORTHERN)
    ]
    if not metres or (found is None and not any(north >= _LEAST_SOUTHERN for _, north in metres)):
        return None
    if zone is None:
        return NO_ZONE
    places: set[Place] = set()
    for east, north in metres:
        southern = north >= _LEAST_SOUTHERN
        if band and band not in (_SOUTHERN if southern else _NORTHERN):
            continue
        lon, lat = (float(value) for value in from_utm(east, north, zone))
        if is_inside(lon, lat) and abs(lon - (6 * zone - 183)) <= _HALF_ZONE:
            places.add((lon, lat))
    return only_place(places)


def from_utm(
    east: float | npt.NDArray[np.float64], north: float | npt.NDArray[np.float64], zone: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """
    Turn metres of a zone into degrees; northings above 8,600,000 are southern.

    Parameters
    ----------
    east, north
        Metres on WGS 84 / UTM.
    zone
        1 to 60.

    Returns
    -------
    tuple
        Longitudes and latitudes, EPSG:4326.
    """
    north = np.asarray(north, dtype=float)
    southern = north >= _LEAST_SOUTHERN
    south = _transformer(zone, True).transform(east, north)
    other = _transformer(zone, False).transform(east, north)
    return (
        np.where(southern, south[0], other[0]).astype(float),
        np.where(southern, south[1], other[1]).astype(float),
    )


def are_metres(
    east: npt.NDArray[np.float64], north: npt.NDArray[np.float64]
) -> npt.NDArray[np.bool_]:
    """Say of numbers in two columns which are eastings and southern northings."""
    return (
        (east >= _LEAST_EAST)
        & (east <= _MOST_EAST)
        & (north >= _LEAST_SOUTHERN)
        & (north < 10_000_000)
    )


@cache
def _transformer(zone: int, southern: bool) -> pyproj.Transformer:
    code = (32_700 if southern else 32_600) + zone
    return pyproj.Transformer.from_crs(f"EPSG:{code}", "EPSG:4326", always_xy=True)


def _values(number: str) -> list[float]:
    """Return what a number can mean: signs before three digits may be thousands or a decimal."""
    signs = set(re.findall("[.,]", number))
    values = set()
    for decimal in (*signs, ""):
        whole, _, part = number.rpartition(decimal) if decimal else (number, "", "")
        if (part.isdigit() or not part) and re.fullmatch(
            r"[0-9]+|[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*", whole
        ):
            values.add(float(f"{re.sub('[.,]', '', whole)}.{part or 0}"))
    return sorted(values)
