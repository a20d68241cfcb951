"""A whole place in one cell, as people paste it: pairs, links, grid metres, plus codes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from openlocationcode import openlocationcode

from wksbm.tables.degrees import (
    OUTSIDE,
    SEVERAL,
    Degrees,
    Place,
    is_inside,
    only_place,
    parse_degrees,
    parse_tidy,
    tidy,
)
from wksbm.tables.utm import read_utm
from wksbm.text import Text

UNREADABLE = Text("koordinat tidak terbaca", "coordinates that cannot be read")
ZERO = Text("koordinat (0,0)", "coordinates (0,0)")
HALF = Text("hanya satu dari bujur dan lintang terisi", "only one of longitude and latitude given")
LOST = Text(
    "koordinat tanpa tanda desimal (hilang di Excel); ketik ulang, misalnya -7.9636, 110.5925",
    "coordinates without their decimal sign (lost in Excel); type them again, such as "
    "-7.9636, 110.5925",
)
WHOLE = Text(
    "koordinat dalam derajat bulat, terlalu kasar untuk sebuah desa",
    "coordinates in whole degrees, too coarse for a village",
)
SHORT_LINK = Text(
    "tautan tanpa koordinat; buka tautannya, lalu salin angka koordinatnya",
    "a link without coordinates; open it and copy the figures",
)
WIDE_LINK = Text(
    "tautan rute atau peta luas, bukan satu titik; klik titiknya di peta, lalu salin angkanya",
    "a link to a route or a wide map, not to one place; click the place on the map and copy the "
    "figures",
)
SHORT_CODE = Text(
    "plus code tidak lengkap (perlu 8 tanda sebelum +)",
    "a plus code that is not complete (8 characters are needed before the +)",
)

_MOST_CHARACTERS = 2_000
_DEGREE = r"[-+]?[0-9]{1,3}\.[0-9]+"
_LINK = re.compile(r"(?:https?:|www\.|maps\.|goo\.gl)\S*", re.IGNORECASE)
_PIN = re.compile(rf"!3d({_DEGREE})!4d({_DEGREE})")
_PATH = re.compile(rf"/(?:place/|search/|dir//|loc:)\s*({_DEGREE}),[\s+]*({_DEGREE})")
_VIEW = re.compile(rf"/@({_DEGREE}),({_DEGREE})(?:,([0-9.]+)([zma]))?")
_MAP = re.compile(rf"map=([0-9.]+)/({_DEGREE})/({_DEGREE})")
_NOT_ONE_PLACE = re.compile(r"/(?:dir|search)/")
_LEAST_ZOOM, _MOST_HEIGHT_M = 16.0, 2_500.0
"""From here on the middle of a map is the place that the sender looked at."""
_QUERY_PAIR = re.compile(rf"(?:loc:)?\s*({_DEGREE})\s*,\s*({_DEGREE})\s*(?:\([^()]*\))?\s*")
_QUERIES = ("q", "query", "destination", "daddr", "viewpoint", "marker")
_MIDDLES = ("ll", "center")
_ZOOMS = ("z", "zoom")
_GEO = re.compile(rf"geo:\s*({_DEGREE}|0),\s*({_DEGREE}|0)(?:[,;?].*)?", re.IGNORECASE)
_POINT = re.compile(
    r"(?:srid=4326;)?(?:(?<!\s)\s+)?\bpoint\s*(?:z|m|zm)?\s*\(([^()]*)\)", re.IGNORECASE
)
_GEOJSON = re.compile(r'"coordinates"\s*:\s*\[([^\[\]]*)\]')
_WITH_HEIGHT = re.compile(
    rf"({_DEGREE})\s+({_DEGREE})\s+([-+]?[0-9.]+\s+[0-9.]+)|"
    rf"({_DEGREE})\s*,\s*({_DEGREE})\s*,\s*[-+]?[0-9]+(?:\.[0-9]+)?"
)
_CODE_SIGNS = "23456789CFGHJMPQRVWX"
_PLUS_CODE = re.compile(
    rf"(?<![A-Z0-9])([{_CODE_SIGNS}]{{2,8}})\+([{_CODE_SIGNS}]{{2,7}})(?![A-Z0-9])", re.IGNORECASE
)
_WHOLE_CODE = 8
_PAIR = 2
_LABEL = re.compile(
    r"\b(?:latitude|longitude|lat|long|lon|lng|lintang|bujur|koordinat|titik|gps|[xy](?=\s*[:=]))"
    r"\b\s*[:=]?",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*[;/|\n,]\s*|\s+|(?<=[a-z\"'])(?=[-+0-9])|(?<=[°\"'])(?=[a-z])", re.IGNORECASE
)
_DIGITS = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
_WITHOUT_DECIMAL = re.compile(
    r"[0-9]{5,}(?:[.,][0-9]{5,})?|[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})+"
)


def read_position(text: str, zone: int | None = None) -> Place | Text:
    """
    Read a place from one cell.

    Parameters
    ----------
    text
        Two coordinates in either order (see `parse_degrees`), ``POINT(...)``, a ``geo:`` address,
        a link of Google Maps or OpenStreetMap, UTM metres with their zone, a complete plus code,
        or what forms store (latitude, longitude, height, accuracy).
    zone
        UTM zone of metres that name none; None refuses them.

    Returns
    -------
    tuple or Text
        Longitude and latitude (decimal degrees, EPSG:4326) of the only place in Indonesia that
        the text can mean, else why there is none.

    Examples
    --------
    >>> read_position("-7,9636; 110,5925")
    (110.5925, -7.9636)
    """
    if len(text) > _MOST_CHARACTERS:
        return UNREADABLE
    text = tidy(text).strip("\"' ")
    if found := _GEO.fullmatch(text):
        inner = _query(text.partition("?")[2])
        return _only([*inner, (found[1], found[2])])
    if links := _LINK.findall(text):
        return _agreed(map(_linked, links))
    if points := _POINT.findall(text) or _GEOJSON.findall(text):
        return _agreed(_pair(" ".join(point.replace(",", " ").split()[:2])) for point in points)
    if found := _WITH_HEIGHT.fullmatch(text.strip("[]() ")):
        if found[3] and not isinstance(_pair(found[3]), Text):
            return SEVERAL
        return _only([(found[1] or found[4], found[2] or found[5])])
    if codes := list(_PLUS_CODE.finditer(text)):
        return _agreed(map(_decoded, codes))
    return read_utm(text, zone) or _pair(text)


def _only(pairs: list[tuple[str, str]]) -> Place | Text:
    """Return the one place that pairs of coordinates name."""
    found = {_ordered(parse_degrees(first), parse_degrees(second)) for first, second in pairs}
    places = {place for place in found if place is not None}
    if not places and all(float(part) == 0 for pair in pairs for part in pair):
        return ZERO
    return only_place(places)


def _agreed(found: Iterable[Place | Text]) -> Place | Text:
    """Return what all parts of a cell say, if it is the same."""
    different = set(found)
    return different.pop() if len(different) == 1 else SEVERAL


def _linked(link: str) -> Place | Text:
    """Read a link: its pin, what it looks for, and only then the middle of its map."""
    text, query = unquote(link), urlsplit(link).query
    for pairs in (_PIN.findall(text), _query(query), _PATH.findall(text)):
        if pairs:
            return _only(pairs)
    if codes := list(_PLUS_CODE.finditer(text)):
        return _agreed(map(_decoded, codes))
    return _middle(text, query)


def _query(query: str) -> list[tuple[str, str]]:
    fields = parse_qs(query)
    pairs = _pairs_of(fields, _QUERIES)
    if "mlat" in fields and "mlon" in fields:
        pairs.append((fields["mlat"][0], fields["mlon"][0]))
    return pairs


def _pairs_of(fields: dict[str, list[str]], names: Iterable[str]) -> list[tuple[str, str]]:
    return [
        (found[1], found[2])
        for name in names
        for value in fields.get(name, [])
        if (found := _QUERY_PAIR.fullmatch(value))
    ]


def _middle(text: str, query: str) -> Place | Text:
    """Read the middle of a map, if the map is so small that it shows one place."""
    fields = parse_qs(query)
    zooms = [value for name in _ZOOMS for value in fields.get(name, [])]
    views = [(lat, lon, size or "0", unit or "z") for lat, lon, size, unit in _VIEW.findall(text)]
    views += [(lat, lon, zoom, "z") for zoom, lat, lon in _MAP.findall(text)]
    views += [(*pair, zoom, "z") for pair in _pairs_of(fields, _MIDDLES) for zoom in zooms]
    if not zooms and "spn" not in fields:
        views += [(*pair, "0", "a") for pair in _pairs_of(fields, ("ll",))]
    if not views:
        return WIDE_LINK if _pairs_of(fields, _MIDDLES) else SHORT_LINK
    if _NOT_ONE_PLACE.search(text) or not all(_is_close(size, unit) for *_, size, unit in views):
        return WIDE_LINK
    return _only([(lat, lon) for lat, lon, *_ in views])


def _is_close(size: str, unit: str) -> bool:
    """Say whether a zoom (z), a height in metres (m) or a view along the ground (a) is close."""
    if unit == "a":
        return True
    try:
        number = float(size)
    except ValueError:
        return False
    return number >= _LEAST_ZOOM if unit == "z" else number <= _MOST_HEIGHT_M


def _decoded(found: re.Match[str]) -> Place | Text:
    code = found[0].upper()
    if len(found[1]) < _WHOLE_CODE or not openlocationcode.isFull(code):
        return SHORT_CODE
    area = openlocationcode.decode(code)
    lon, lat = float(area.longitudeCenter), float(area.latitudeCenter)
    return (lon, lat) if is_inside(lon, lat) else OUTSIDE


def _pair(text: str) -> Place | Text:
    """Read two coordinates, cut wherever both sides can be read."""
    text = _LABEL.sub(" ", text).strip(" ()[]{},;")
    pairs = list(_cuts(text))
    places = {place for pair in pairs if (place := _ordered(*pair)) is not None}
    if any(first.value == second.value == 0 for first, second in pairs):
        return ZERO
    if any(value.is_integer() for place in places for value in place):
        return WHOLE
    if places:
        return only_place(places)
    numbers = _DIGITS.findall(text)
    if len(numbers) <= _PAIR and any(map(_WITHOUT_DECIMAL.fullmatch, numbers)):
        return LOST
    if pairs:
        return OUTSIDE
    return UNREADABLE if math.isnan(parse_degrees(text).value) else HALF


def _cuts(text: str) -> Iterator[tuple[Degrees, Degrees]]:
    for cut in _CUT.finditer(text):
        first = parse_tidy(text[: cut.start()])
        if math.isnan(first.value):
            continue
        second = parse_tidy(text[cut.end() :])
        if not math.isnan(second.value):
            yield first, second


def _ordered(first: Degrees, second: Degrees) -> Place | None:
    """Decide which of two is the longitude: in Indonesia the two cannot be mistaken."""
    for lon, lat in ((first, second), (second, first)):
        if lon.axis != "lat" and lat.axis != "lon" and is_inside(lon.value, lat.value):
            return lon.value, lat.value
    return None
