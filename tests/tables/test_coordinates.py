"""Coordinates as people paste them end at the right place, or are refused with the reason."""

from __future__ import annotations

import math

import pandas as pd
import pyproj
import pytest
from wksbm.tables.coordinates import SWAPPED, read_pasted, read_points
from wksbm.tables.degrees import OUTSIDE, SEVERAL, read_degrees
from wksbm.tables.positions import (
    HALF,
    LOST,
    SHORT_CODE,
    SHORT_LINK,
    UNREADABLE,
    WHOLE,
    WIDE_LINK,
    ZERO,
    read_position,
)
from wksbm.tables.utm import NO_ZONE
from wksbm.text import Text

LON, LAT = 110.5925, -7.9636
MINUTE, SECOND = 1 / 60, 1 / 3600
DMS = (110 + 35 * MINUTE + 33 * SECOND, -(7 + 57 * MINUTE + 49 * SECOND))
UTM = pyproj.Proj("+proj=utm +zone=49 +south +ellps=WGS84")(455100, 9119700, inverse=True)

SAME = [
    "-7.9636, 110.5925",
    "-7.9636,110.5925",
    "110.5925, -7.9636",
    "110.5925 -7.9636",
    "-7.9636\t110.5925",
    "-7.9636 / 110.5925",
    "-7.9636; 110.5925",
    "-7,9636; 110,5925",
    "-7,9636, 110,5925",
    "-7,9636 110,5925",
    "(-7.9636, 110.5925)",
    "[110.5925, -7.9636]",
    "−7.9636°, 110.5925°",
    "7.9636 LS, 110.5925 BT",
    "7,9636° LS 110,5925° BT",
    "S 7.9636 E 110.5925",
    "7.9636S,110.5925E",
    "Lat: -7.9636 Long: 110.5925",
    "lintang -7,9636 bujur 110,5925",
    "X: 110.5925, Y: -7.9636",
    "'-7.9636, 110.5925",
    "POINT(110.5925 -7.9636)",
    "SRID=4326;POINT Z (110.5925 -7.9636 12)",
    '{"type": "Point", "coordinates": [110.5925, -7.9636]}',
    "geo:-7.9636,110.5925",
    "geo:-7.9636,110.5925;u=35",
    "geo:0,0?q=-7.9636,110.5925(Balai)",
    "-7.9636 110.5925 0 0",
    "-7.9636 110.5925 187.3 4.5",
    "110.5925,-7.9636,0",
    "https://maps.google.com/?q=-7.9636,110.5925",
    "https://maps.google.com/maps?q=-7.9636%2C110.5925&z=17",
    "https://www.google.com/maps/@-7.9636,110.5925,17z",
    "https://www.google.co.id/maps/place/Balai/@-7.97,110.61,17z/data=!3m1!4b1!4m5!3m4!1s0x2e:0x1"
    "!8m2!3d-7.9636!4d110.5925",
    "https://www.google.com/maps/search/-7.9636,+110.5925?entry=tts",
    "https://www.google.com/maps/search/?api=1&query=-7.9636,110.5925",
    "https://www.openstreetmap.org/?mlat=-7.9636&mlon=110.5925#map=17/-7.97/110.6",
    "https://www.openstreetmap.org/#map=17/-7.9636/110.5925",
    "https://www.google.com/maps/@-7.9636,110.5925,3a,75y,90t/data=!3m6!1e1",
    "https://www.google.com/maps/@-7.9636,110.5925,500m/data=!3m1!1e3",
    "https://maps.apple.com/?ll=-7.9636,110.5925&q=Balai",
    "https://maps.google.com/?q=Balai&ll=-7.9636,110.5925&z=18",
    "Balai: https://maps.google.com/?q=-7.9636,110.5925",
]


@pytest.mark.parametrize("text", SAME)
def test_one_place_written_in_many_ways(text: str) -> None:
    assert read_position(text) == pytest.approx((LON, LAT))


@pytest.mark.parametrize(
    "text",
    [
        "7°57'49\" LS 110°35'33\" BT",
        "7°57'49\"S 110°35'33\"E",
        "7°57′49″S,110°35′33″E",
        "7° 57' 49'' Lintang Selatan, 110° 35' 33'' Bujur Timur",
        "110°35'33\" BT / 7°57'49\" LS",
        "S7°57'49\"E110°35'33\"",
        "-7 57 49, 110 35 33",
        "-7 57 49 110 35 33",
        "7:57:49 S 110:35:33 E",
        "7d57m49s S 110d35m33s E",
    ],
)
def test_degrees_minutes_seconds(text: str) -> None:
    assert read_position(text) == pytest.approx(DMS)


@pytest.mark.parametrize(
    "text",
    [
        "7 57.8 S 110 35.5 E",
        "7°57.8' S, 110°35.5' E",
        "7° 57,8' LS 110° 35,5' BT",
        "-7 57.8 110 35.5",
        "S 7 57.8 E 110 35.5",
    ],
)
def test_degrees_and_minutes(text: str) -> None:
    assert read_position(text) == pytest.approx((110 + 35.5 / 60, -(7 + 57.8 / 60)))


@pytest.mark.parametrize(
    "text",
    [
        "49M 455100 9119700",
        "455100 9119700 49S",
        "49S 455100 9119700",
        "49 S 455100 9119700",
        "49L 455100 9119700",
        "UTM 49S 455100 mE 9119700 mN",
        "49 M 455.100 9.119.700",
        "Zona 49S, X: 455100, Y: 9119700",
        "9119700 455100 49S",
        "49M 455.100 9.119.700",
        "49M 455100,00 9119700,00",
        "49S 455,100.0 9,119,700.0",
        "455100mE 9119700mN zona 49",
        "455100, 9119700 (WGS 84 UTM 49S)",
    ],
)
def test_utm_with_its_zone(text: str) -> None:
    assert read_position(text) == pytest.approx(UTM, abs=1e-8)


def test_utm_north_of_the_equator() -> None:
    expected = pyproj.Proj("+proj=utm +zone=50 +ellps=WGS84")(455100, 90250, inverse=True)
    assert read_position("50N 455100 90250") == pytest.approx(expected, abs=1e-8)
    assert read_position("50N 455100 200250") == SEVERAL


def test_a_plus_code_is_the_middle_of_its_cell() -> None:
    """Counted by hand: 6P = 10S..., pairs of 20, 1, 0.05, 0.0025 and 0.000125 degrees."""
    signs = "23456789CFGHJMPQRVWX"
    code = "6P4G2HPR+HX"
    digits = code.replace("+", "")
    steps = (20, 1, 0.05, 0.0025, 0.000125)
    lat = sum(signs.index(sign) * step for sign, step in zip(digits[::2], steps, strict=True)) - 90
    lon = sum(signs.index(sign) * step for sign, step in zip(digits[1::2], steps, strict=True))
    middle = (lon - 180 + 0.0000625, lat + 0.0000625)
    assert read_position(code) == pytest.approx(middle, abs=1e-9)
    assert read_position(f"{code.lower()} Wonosari") == pytest.approx(middle, abs=1e-9)
    assert read_position(f"https://plus.codes/{code}") == pytest.approx(middle, abs=1e-9)


REFUSED = [
    ("79636 / 1105925", LOST),
    ("-79636, 1105925", LOST),
    ("-79636,1105925", LOST),
    ("-796.361 1.105.925", LOST),
    ("-7.963.612; 110.592.512", LOST),
    ("455100 9119700", NO_ZONE),
    ("51S 455100 9119700 12", UNREADABLE),
    ("49N 455100 9119700", OUTSIDE),
    ("49M 455100 9919700000", OUTSIDE),
    ("0, 0", ZERO),
    ("0.0,0.0", ZERO),
    ("-7.9636", HALF),
    ("110.5925", HALF),
    ("-7, 110", WHOLE),
    ("-7,110", WHOLE),
    ("7.9636, 110.5925", OUTSIDE),
    ("-7.9636, 10.5925", OUTSIDE),
    ("-7.9636 N, 110.5925 E", UNREADABLE),
    ("7.9636 E, 110.5925 S", OUTSIDE),
    ("7 61 49 S 110 35 33 E", UNREADABLE),
    ("di belakang balai", UNREADABLE),
    ("https://maps.app.goo.gl/Ab3dE", SHORT_LINK),
    ("https://goo.gl/maps/abc", SHORT_LINK),
    ("2HPR+HX Wonosari", SHORT_CODE),
    ("9C3W9QCJ+2V", OUTSIDE),
    ("https://www.google.com/maps/dir/x/data=!3d-7.96!4d110.59!3d-7.97!4d110.61", SEVERAL),
    ("-7.9636, 110.5925 " * 200, UNREADABLE),
    ("https://www.google.com/maps/dir/-7.9,110.5/-7.97,110.61/@-7.95,110.6,17z", WIDE_LINK),
    ("https://www.google.com/maps/search/balai+desa/@-7.95,110.6,17z", WIDE_LINK),
    ("https://www.google.com/maps/place/Gunungkidul/@-7.98,110.4,10z/data=!3m1", WIDE_LINK),
    ("https://www.google.com/maps/@-7.9636,110.5925,90000m/data=!3m1!1e3", WIDE_LINK),
    ("https://www.google.com/maps/@-7.9636,110.5925", WIDE_LINK),
    ("https://www.google.com/maps/@-7.9636,110.5925,1.7.0z", WIDE_LINK),
    ("https://maps.google.com/?q=Wonosari&ll=-7.98,110.4&z=10", WIDE_LINK),
    ("https://maps.google.com/?ll=-7.98,110.4&spn=0.1,0.1", WIDE_LINK),
    ("https://www.openstreetmap.org/#map=8/-7.9636/110.5925", WIDE_LINK),
    ("https://maps.google.com/?q=-7.9,110.5 https://maps.google.com/?q=-7.95,110.6", SEVERAL),
    ("https://maps.google.com/?q=-7.9,110.5;https://maps.google.com/?q=-7.95,110.6", SHORT_LINK),
    ("geo:-7.9,110.5?q=-7.95,110.6", SEVERAL),
    ("POINT(110.5 -7.9) POINT(110.6 -7.8)", SEVERAL),
    ("6P4G2HPR+HX / 6P4G3HPR+HX", SEVERAL),
    ("-7.9636 110.5925 -7.95 110.6", SEVERAL),
]


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_a_place_that_is_not_certain_is_refused_with_its_reason(text: str, why: Text) -> None:
    assert read_position(text) == why


def _cells(*texts: str) -> pd.Series[str]:
    return pd.Series(list(texts), index=range(2, 2 + len(texts)), dtype="str")


def test_metres_in_two_columns() -> None:
    east, north = _cells("455100", "9119700", "455.100,5", ""), _cells("9119700", "455100", "x", "")
    points = read_points(east, north, zone=49)
    assert points.lon[:2] == pytest.approx([UTM[0]] * 2, abs=1e-8)
    assert points.lat[:2] == pytest.approx([UTM[1]] * 2, abs=1e-8)
    assert all(math.isnan(value) for value in points.lon[2:])
    assert {note.en: rows for note, rows in points.notes.items()} == {
        "coordinates in metres read as UTM zone 49S": [2, 3],
        "coordinates that cannot be read": [4],
    }
    assert read_points(east[:1], north[:1]).notes == {NO_ZONE: [2]}


def test_metres_as_text_in_two_columns() -> None:
    points = read_points(_cells("455.100,00 mE"), _cells("9.119.700,00 mN"), zone=49)
    assert (points.lon[0], points.lat[0]) == pytest.approx(UTM, abs=1e-8)


def test_degrees_lost_in_two_columns() -> None:
    points = read_points(_cells("1105925", "110.592.512"), _cells("-79636", "-7.963.612"), zone=49)
    assert points.notes == {LOST: [2, 3]}


def test_a_pair_pasted_into_one_of_two_columns() -> None:
    lon = _cells("-7.9636, 110.5925", "", "-7.9636, 110.5925", "110.5925", "x")
    lat = _cells("", "-7.9636, 110.5925", "-7.9636, 110.5925", "", "")
    points = read_points(lon, lat)
    assert points.lon[:3] == pytest.approx([LON] * 3)
    assert points.lat[:3] == pytest.approx([LAT] * 3)
    assert points.notes == {HALF: [5, 6]}


def test_swapped_zero_and_outside_in_two_columns() -> None:
    points = read_points(_cells("-7.9636", "0", "10"), _cells("110.5925", "0", "50"))
    assert points.notes == {SWAPPED: [2], ZERO: [3], OUTSIDE: [4]}


def test_one_column_keeps_blank_rows_blank() -> None:
    points = read_pasted(_cells("-7.9636, 110.5925", "", "-", "79636 / 1105925"))
    assert points.lon[0] == pytest.approx(LON)
    assert all(math.isnan(value) for value in points.lon[1:])
    assert points.notes == {LOST: [5]}


def test_no_rows() -> None:
    assert len(read_pasted(_cells()).lon) == 0
    assert len(read_points(_cells(), _cells(), zone=49).lon) == 0


def test_a_sign_and_a_letter_that_contradict_each_other() -> None:
    assert math.isnan(read_degrees("-7.96 N"))
    assert read_degrees("-7.96 S") == -7.96
    assert read_degrees("110d35m33s") == pytest.approx(DMS[0])


PLAIN = [
    *SAME,
    *(text for text, _ in REFUSED),
    "6.9, 107.6",
    "-7.0, 110.5",
    "+0.5 109.3",
    "-7.9636 ,110.5925",
    "110.592.5 -7.9",
    "1107.5 -7.9",
    "",
]


def test_a_column_is_read_as_its_cells_are() -> None:
    points = read_pasted(_cells(*PLAIN))
    for at, text in enumerate(PLAIN):
        place = read_position(text)
        if isinstance(place, Text):
            assert math.isnan(points.lon[at])
            assert math.isnan(points.lat[at])
            assert not text or at + 2 in points.notes[place]
        else:
            assert (points.lon[at], points.lat[at]) == place


def test_decimal_commas_in_two_columns() -> None:
    points = read_points(_cells("110,5925", "110,592,5"), _cells("-7,9636", "-7,9636"))
    assert (points.lon[0], points.lat[0]) == (LON, LAT)
    assert math.isnan(points.lon[1])
    assert points.notes == {UNREADABLE: [3]}
