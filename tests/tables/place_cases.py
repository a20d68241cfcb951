"""Coordinates in a register as people paste them: what is read, and what is refused and why."""

from __future__ import annotations

from wksbm.text import Text

from tests.rules import NOTHING
from tests.tables.row_cases import BEJI, KEPEK, RowCase

_KEPEK_AT = {"lon": 110.55, "lat": -7.91}
_METRES = Text("dibaca sebagai UTM zona 49S", "read as UTM zone 49S")


def _read(
    rule: Text, cell: str, lon: float = 110.55, lat: float = -7.91, heading: str = "koordinat"
) -> RowCase:
    return RowCase(
        rule=rule,
        columns=f"nama_kelompok|{heading}",
        rows=(f"Sido Rukun|{cell}",),
        kode=KEPEK,
        data={"lon": lon, "lat": lat},
    )


def _refused(rule: Text, cell: str, told: Text) -> RowCase:
    return RowCase(
        rule=rule,
        columns="nama_kelompok|kode|koordinat",
        rows=(f"Sido Rukun|{BEJI}|{cell}",),
        kode=BEJI,
        told=told,
        data={"lon": None, "lat": None},
    )


def _metres(heading: str, x: str, y: str, told: Text = NOTHING) -> RowCase:
    return RowCase(
        rule=Text("Meter UTM dalam dua kolom", "UTM metres in two columns"),
        columns=f"nama_kelompok|{heading}",
        rows=(f"Sido Rukun|{x}|{y}",),
        kode=KEPEK,
        told=told,
        data=_KEPEK_AT,
    )


_PAIR = Text("Bujur dan lintang dalam satu sel", "Longitude and latitude in one cell")
_COMMA = Text("Sepasang dengan koma desimal", "A pair with decimal commas")
_DMS = Text("Derajat, menit, detik dalam satu sel", "Degrees, minutes, seconds in one cell")
_MINUTES = Text("Derajat dan menit desimal", "Degrees and decimal minutes")
_POINT = Text("POINT (bujur dahulu)", "POINT (longitude first)")
_GEO = Text("Alamat geo:", "A geo: address")
_LINK = Text("Tautan peta", "Links of maps")
_UTM = Text("Meter UTM dengan zonanya", "UTM metres with their zone")
_PLUS = Text("Plus code lengkap: titik tengah petaknya", "A complete plus code: its cell's middle")
_LOST = Text("Tanda desimal hilang", "The decimal sign is lost")
_WIDE = Text("Tautan rute atau peta luas", "A link to a route or a wide map")
_SHORT = Text("Tautan atau kode yang dipendekkan", "A shortened link or code")
_SEVERAL = Text("Lebih dari satu tempat dalam satu sel", "More than one place in a cell")

_TOLD_LOST = Text("tanpa tanda desimal", "without their decimal sign")
_TOLD_WIDE = Text("bukan satu titik", "not to one place")
_TOLD_SEVERAL = Text("lebih dari satu cara", "more than one way")

PLACES = [
    _read(_PAIR, "-7.91, 110.55"),
    _read(_PAIR, "110.55 -7.91"),
    _read(_PAIR, "7.91 LS, 110.55 BT"),
    _read(_COMMA, "-7,91; 110,55"),
    _read(_DMS, "7°54'36\" LS 110°33'00\" BT"),
    _read(_MINUTES, "7 54.6 S 110 33.0 E"),
    _read(_POINT, "POINT(110.55 -7.91)"),
    _read(_GEO, "geo:-7.91,110.55"),
    _read(_LINK, "https://maps.google.com/?q=-7.91,110.55", heading="Link Google Maps"),
    _read(_LINK, "https://www.google.com/maps/@-7.91,110.55,17z"),
    _read(_LINK, "https://www.google.com/maps/place/Balai/@-7.95,110.6,12z/data=!3d-7.91!4d110.55"),
    _read(_UTM, "49M 450399.057 9125624.961"),
    _read(_UTM, "450399.057 9125624.961 49S"),
    _read(_PLUS, "6P4G3HR2+22", 110.5500625, -7.9099375),
    _metres("X|Y", "450399.057", "9125624.961", _METRES),
    _metres("X|Y", "9125624.961", "450399.057", _METRES),
    _refused(_LOST, "79636 / 1105925", _TOLD_LOST),
    _refused(_WIDE, "https://www.google.com/maps/@-7.91,110.55,10z", _TOLD_WIDE),
    _refused(_WIDE, "https://www.google.com/maps/dir/Balai/Pasar/@-7.91,110.55,17z", _TOLD_WIDE),
    _refused(
        _SHORT,
        "https://maps.app.goo.gl/Ab3dE",
        Text("tautan tanpa koordinat", "a link without coordinates"),
    ),
    _refused(_SHORT, "3HR2+22", Text("plus code tidak lengkap", "plus code that is not complete")),
    _refused(_SEVERAL, "POINT(110.55 -7.91) POINT(110.6 -7.95)", _TOLD_SEVERAL),
    _refused(
        Text("Zona UTM yang keliru", "A wrong UTM zone"),
        "51S 450399.057 9125624.961",
        Text("di luar wilayah peta; dihapus", "outside the mapped area; dropped"),
    ),
]
