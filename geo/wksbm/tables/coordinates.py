"""Longitudes and latitudes of rows, as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from wksbm.names import is_blank
from wksbm.tables.degrees import EAST, NORTH, OUTSIDE, SOUTH, WEST, read_degrees
from wksbm.tables.positions import HALF, UNREADABLE, ZERO, read_position
from wksbm.tables.utm import are_metres, from_utm
from wksbm.text import Text

SWAPPED = Text("bujur dan lintang tertukar; ditukar kembali", "longitude and latitude swapped back")

_DECIMAL_COMMA = re.compile(r"^([-+]?[0-9]{1,3}),([0-9]+)$")
_PLAIN_PAIR = r"^([-+]?[0-9]{1,3}\.[0-9]+)(?:\s*[,;]\s*|\s+)([-+]?[0-9]{1,3}\.[0-9]+)$"


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


def read_points(lon: pd.Series[str], lat: pd.Series[str], *, zone: int | None = None) -> Points:
    """
    Read longitudes and latitudes, or eastings and northings.

    Parameters
    ----------
    lon, lat
        Cells on one index: one coordinate each, as `read_degrees` reads them; metres of the UTM
        grid; or the whole place in one of the two (or the same in both), as `read_position`
        reads it.
    zone
        UTM zone of metres that name none; None refuses them.

    Returns
    -------
    Points
        A bad place is NaN and noted with its reason; swapped ones are mended and noted.
    """
    east, north = _degrees(lon), _degrees(lat)
    swapped = _within(north, east)
    east, north = np.where(swapped, north, east), np.where(swapped, east, north)
    notes: dict[Text, list[int]] = {}
    if swapped.any():
        notes[SWAPPED] = [int(row) for row in lon.index[swapped]]
    if zone is not None:
        _convert_metres(east, north, lon.index, zone, notes)
    good = _within(east, north)
    given_lon, given_lat = ~_blank(lon), ~_blank(lat)
    for at in np.flatnonzero((given_lon | given_lat) & ~good).tolist():
        texts = [
            str(cells.iloc[at])
            for cells, given in ((lon, given_lon), (lat, given_lat))
            if given[at]
        ]
        found = ZERO if east[at] == north[at] == 0 else _pasted(texts, zone)
        if isinstance(found, Text):
            notes.setdefault(found, []).append(int(lon.index[at]))
        else:
            east[at], north[at] = found
            good[at] = True
    return Points(np.where(good, east, np.nan), np.where(good, north, np.nan), notes)


def read_pasted(cells: pd.Series[str], *, zone: int | None = None) -> Points:
    """
    Read places that stand in one column.

    Parameters
    ----------
    cells
        Places as `read_position` reads them.
    zone
        UTM zone of metres that name none; None refuses them.

    Returns
    -------
    Points
        A bad place is NaN and noted with its reason.
    """
    lon, lat = _plain_pairs(cells)
    rest = np.flatnonzero(np.isnan(lon))
    codes, uniques = pd.factorize(cells.iloc[rest])
    found = [None if is_blank(text) else read_position(text, zone) for text in uniques]
    notes: dict[Text, list[int]] = {}
    for at, code in zip(rest.tolist(), codes, strict=True):
        place = found[code]
        if isinstance(place, Text):
            notes.setdefault(place, []).append(int(cells.index[at]))
        elif place is not None:
            lon[at], lat[at] = place
    return Points(lon, lat, notes)


def _plain_pairs(
    cells: pd.Series[str],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Read pairs with decimal points, as `read_position` does; NaN for all others."""
    parts = cells.str.extract(_PLAIN_PAIR)
    first, second = (_numbers(parts[part]) for part in parts)
    turned = _within(second, first)
    plain = (turned | _within(first, second)) & (first % 1 != 0) & (second % 1 != 0)
    return (
        np.where(plain, np.where(turned, second, first), np.nan),
        np.where(plain, np.where(turned, first, second), np.nan),
    )


def _convert_metres(
    east: npt.NDArray[np.float64],
    north: npt.NDArray[np.float64],
    index: pd.Index[int],
    zone: int,
    notes: dict[Text, list[int]],
) -> None:
    """Turn metres into degrees in place, whichever of the two columns holds the northings."""
    turned = are_metres(north, east)
    metres = are_metres(east, north) | turned
    if not metres.any():
        return
    easting, northing = np.where(turned, north, east), np.where(turned, east, north)
    east[metres], north[metres] = from_utm(easting[metres], northing[metres], zone)
    note = Text(
        f"koordinat meter dibaca sebagai UTM zona {zone}S",
        f"coordinates in metres read as UTM zone {zone}S",
    )
    notes[note] = [int(row) for row in index[metres]]


def _pasted(texts: list[str], zone: int | None) -> tuple[float, float] | Text:
    """Read a row whose cells are no plain coordinates, or say why it has no place."""
    found = read_position(" ; ".join(dict.fromkeys(texts)), zone)
    if len(texts) == 1:
        return HALF if found in (UNREADABLE, OUTSIDE) else found
    return UNREADABLE if found == HALF else found


def _degrees(cells: pd.Series[str]) -> npt.NDArray[np.float64]:
    values = _numbers(cells)
    odd = np.isnan(values) & (cells != "").to_numpy()
    values[odd] = _numbers(cells[odd].str.replace(_DECIMAL_COMMA, r"\1.\2", regex=True))
    odd &= np.isnan(values)
    values[odd] = [read_degrees(text) for text in cells[odd]]
    return np.where(np.isfinite(values), values, np.nan)


def _numbers(cells: pd.Series[str]) -> npt.NDArray[np.float64]:
    numbers = pd.to_numeric(cells, errors="coerce")
    return numbers.to_numpy(dtype=np.float64, na_value=np.nan, copy=True)


def _blank(cells: pd.Series[str]) -> npt.NDArray[np.bool_]:
    codes, uniques = pd.factorize(cells)
    return np.array([is_blank(text) for text in uniques], dtype=bool)[codes]


def _within(lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    return (lon > WEST) & (lon < EAST) & (lat > SOUTH) & (lat < NORTH)
