"""Boundary files as offices send them: every rule with an example made from the chess board."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pyproj import CRS
from wksbm.text import Text, both, number

from tests.boundaries import odd_files as odd
from tests.boundaries import office_files as office
from tests.boundaries.files import CROSSWALK, big, plain, swapped
from tests.rules import NOTHING, Case, Outcome

BOARD_KM2, VILLAGE_KM2 = 43.90, 4.878
NO_AUTHORITY = CRS(32749).to_wkt("WKT1_ESRI").replace("WGS_1984_UTM_Zone_49S", "Peta_Kabupaten")
VRT = "<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>"


@dataclass(frozen=True, kw_only=True)
class BoundaryCase(Case):
    """
    A boundary file.

    Parameters
    ----------
    about
        What is particular about it.
    make
        Writes it into a folder and returns the path to read.
    options
        Of `read_boundaries`.
    villages
        How many villages come out; 0 when the file is refused.
    area
        Their area in km².
    overlap, gap
        Overlaps and gaps that are measured, in km².
    """

    about: Text
    make: Callable[[Path], Path]
    options: Mapping[str, Any] = field(default_factory=dict)
    villages: int = 9
    area: float = BOARD_KM2
    overlap: float = 0.0
    gap: float = 0.0

    @property
    def example(self) -> Text:
        return self.about

    @property
    def outcome(self) -> Outcome:
        if not self.villages:
            return "refused"
        return "reported" if self.told != NOTHING else "used"

    @property
    def result(self) -> Text:
        if not self.villages:
            return NOTHING
        area = Text(*(number(self.area, lang, decimals=1) for lang in ("id", "en")))
        result = Text(
            f"{self.villages} desa, {area.id} km²", f"{self.villages} villages, {area.en} km²"
        )
        for value, word in (
            (self.overlap, Text("tumpang tindih", "overlap")),
            (self.gap, Text("celah", "gaps")),
        ):
            if value:
                result = Text(
                    f"{result.id}, {word.id} {number(value, 'id', decimals=3)} km²",
                    f"{result.en}, {word.en} {number(value, 'en', decimals=3)} km²",
                )
        return result


def _case(rule: tuple[str, str], about: tuple[str, str] | str, make: Any, **wanted: Any) -> Any:
    told = wanted.pop("told", NOTHING)
    return BoundaryCase(
        rule=Text(*rule),
        about=both(about) if isinstance(about, str) else Text(*about),
        make=make,
        told=Text(*told) if told else NOTHING,
        **wanted,
    )


def _refused(rule: tuple[str, str], about: tuple[str, str] | str, make: Any, *told: str) -> Any:
    return _case(rule, about, make, told=told, villages=0)


_FOLDER = "kab/desa/"
_JUNK = (("__MACOSX/kab/desa/._batas.shp", b"junk"), ("kab/.DS_Store", b"junk"))
_PARTS = [
    _case(
        (".prj tidak ada: dikenali dari koordinatnya", "No .prj: told by the coordinates"),
        ("Shapefile tanpa .prj, meter UTM 49S", "Shapefile without .prj, UTM 49S metres"),
        odd.shp(odd.crs(32749), ".prj"),
        told=("cocok dengan EPSG:32749, itu yang dipakai", "fit EPSG:32749, which is used"),
    ),
    _refused(
        (".dbf tidak ada", "No .dbf"),
        ("Shapefile tanpa .dbf", "Shapefile without .dbf"),
        odd.shp(plain, ".dbf"),
        "berkas .dbf tidak ada",
        "the .dbf is missing",
    ),
    _case(
        (".shx tidak ada: disusun ulang dalam salinan", "No .shx: rebuilt in a copy"),
        ("Shapefile tanpa .shx", "Shapefile without .shx"),
        odd.shp(plain, ".shx"),
        told=("indeksnya disusun ulang dari .shp", "the index was rebuilt from the .shp"),
    ),
    *(
        _case(
            (".cpg tidak ada: dikenali dari isinya", "No .cpg: told by the content"),
            (f"`Désa Ngoro’` dalam {encoding}", f"`Désa Ngoro’` in {encoding}"),
            odd.shp(odd.accented, ".cpg", encoding=encoding),
            told=(f"isi menunjukkan pengodean {encoding}", f"shows the encoding {encoding}"),
        )
        for encoding in ("UTF-8", "CP1252")
    ),
    _case(
        ("Zip dengan folder dan sampah macOS", "A zip with folders and macOS junk"),
        "`kab/desa/batas.shp`, `__MACOSX/…`, `.DS_Store`",
        odd.archive(*_JUNK, inside=_FOLDER),
    ),
    _refused(
        ("Beberapa lapisan memuat desa", "Several layers hold villages"),
        "`desa_2020`, `desa_2024`",
        odd.two_layers,
        "beberapa lapisan memuat batas desa: desa_2020 (9), desa_2024 (9)",
        "several layers hold village boundaries: desa_2020 (9), desa_2024 (9)",
    ),
    _case(
        ("Beberapa lapisan: satu dipilih", "Several layers: one is chosen"),
        "`--layer desa_2024`",
        odd.two_layers,
        options={"layer": "desa_2024"},
    ),
    _case(
        ("Lapisan lain tanpa kode desa", "Other layers without village codes"),
        "`desa`, `jalan`",
        odd.other_layer,
        told=("yang dipakai lapisan 'desa'", "the layer 'desa' is used"),
    ),
]
_STATED = ("Sistem koordinat yang dinyatakan berkas", "The CRS that the file states")
_COORDINATES = [
    *(
        _case(_STATED, f"EPSG:{epsg} ({name})", odd.shp(odd.crs(epsg)))
        for epsg, name in (
            (32749, "UTM 49S"),
            (23835, "DGN95 TM-3 48.2"),
            (23836, "DGN95 TM-3 49.1"),
            (4755, "DGN95"),
        )
    ),
    _case(
        ("Sistem koordinat majemuk", "A compound CRS"),
        "EPSG:4326+5773",
        odd.shp(plain, prj=CRS("EPSG:4326+5773").to_wkt("WKT1_GDAL")),
    ),
    _case(
        (".prj tanpa kode otoritas", "A .prj without an authority"),
        '`PROJCS["Peta_Kabupaten", …]`',
        odd.shp(odd.crs(32749), prj=NO_AUTHORITY),
    ),
    _case(
        ("Lintang dan bujur tertukar", "Axes swapped"),
        ("`-7,91 110,51` sebagai x, y", "`-7.91 110.51` as x, y"),
        odd.shp(lambda: swapped(plain())),
        told=("tertukar; ditukar kembali", "were swapped; put right"),
    ),
    _case(
        ("Meter yang mengaku derajat", "Metres that claim degrees"),
        ("koordinat UTM, .prj WGS 84", "UTM coordinates, .prj WGS 84"),
        odd.shp(odd.claimed(32749, 4326)),
        told=("menyatakan EPSG:4326, tetapi", "states EPSG:4326, but"),
    ),
    _case(
        ("Sistem koordinat disebut dalam perintah", "A CRS named in the command"),
        ("`--crs EPSG:23836`, tanpa .prj", "`--crs EPSG:23836`, no .prj"),
        odd.shp(odd.crs(23836), ".prj"),
        options={"crs": "EPSG:23836"},
    ),
    _refused(
        ("Koordinat jauh di luar Indonesia", "Coordinates far outside Indonesia"),
        ("bujur 10,5 (Afrika)", "longitude 10.5 (Africa)"),
        odd.file(odd.shapes(odd.move)),
        "tidak terletak di wilayah yang disebut kodenya",
        "do not lie where the codes say",
    ),
]
_SHAPES = [
    _case(
        ("Nilai Z dan M diabaikan", "Z and M values are left out"),
        "PolygonZ",
        odd.shp(odd.shapes(odd.lift)),
    ),
    _case(("Nilai Z dan M diabaikan", "Z and M values are left out"), "Polygon ZM", odd.measured),
    _case(
        ("Kumpulan geometri: poligonnya dipakai", "Collections: their polygons are used"),
        "GeometryCollection",
        odd.file(odd.shapes(odd.collect)),
        told=("bentuk yang tidak sah diperbaiki", "invalid shapes were repaired"),
    ),
    _case(
        ("Kurva menjadi garis", "Curves become lines"),
        ("CurvePolygon, satu desa menjadi lingkaran", "CurvePolygon, one village made a circle"),
        odd.curved,
        area=BOARD_KM2 - VILLAGE_KM2 + VILLAGE_KM2 * 3.1416 * 0.005**2 / 0.02**2,
    ),
    _case(
        ("Bidang kosong dan tanpa bentuk", "Empty and null shapes"),
        ("2 dari 9 tanpa bentuk", "2 of 9 without a shape"),
        odd.file(odd.shapes(odd.blank)),
        villages=7,
        area=7 * VILLAGE_KM2,
        told=("2 bidang tanpa bentuk tidak dipakai", "2 features without a shape are left out"),
    ),
    _case(
        ("Bentuk kupu-kupu: kedua sayap dipertahankan", "Bow-ties: both wings are kept"),
        ("ring yang memotong dirinya", "a ring that crosses itself"),
        odd.file(odd.shapes(odd.bow_tie)),
        area=8.5 * VILLAGE_KM2,
        told=("1 bentuk yang tidak sah diperbaiki", "1 invalid shapes were repaired"),
    ),
    _case(
        ("Bidang yang sama dua kali", "The same feature twice"),
        ("10 bidang, dua sama", "10 features, two the same"),
        odd.file(odd.doubled),
        told=("bentuk yang sama; dihitung sekali", "same shape; counted once"),
    ),
    _case(
        ("Satu desa, beberapa bidang", "One village in several features"),
        ("kode dan nama sama, bentuk berbeda", "same code and name, other shapes"),
        odd.file(odd.parts),
        villages=8,
        told=("terdiri atas beberapa bidang; digabung", "come in several features; joined"),
    ),
    _refused(
        ("Satu kode untuk dua desa", "One code for two villages"),
        "`34.03.01.2001`: Utara, Beji",
        odd.file(odd.same_code),
        "satu kode dipakai oleh desa yang berbeda",
        "different villages bear the same code",
    ),
    _case(
        ("Dua kode, bentuk persis sama: tumpang tindih", "Two codes, one shape: an overlap"),
        "`34.03.01.2001`, `34.03.01.2002`",
        odd.file(odd.shapes(odd.overlap)),
        overlap=VILLAGE_KM2,
        told=("memiliki bentuk yang persis sama", "have the very same shape"),
    ),
    _case(
        (
            "Perbatasan yang hampir sama dijadikan satu garis",
            "Borders that nearly meet are made one",
        ),
        ("garis batas saling silang 3 m", "two border lines that cross by 3 m"),
        odd.file(odd.shapes(odd.ragged)),
        overlap=0.0036,
        gap=0.0030,
        told=(
            "perbatasan 2 wilayah dirapikan menjadi satu garis (celah sampai 11 m ditutup)",
            "the borders of 2 villages were made one line (gaps up to 11 m closed)",
        ),
    ),
]
_PLAIN_TEXT = ("Teks yang dinamai .shp", "Text named .shp")
_BAD_FILES = [
    _refused(
        ("Shapefile terpotong", "A Shapefile cut short"),
        ("setengah .shp", "half a .shp"),
        odd.cut(".shp", odd.shp()),
        "berkas .shp terpotong",
        "the .shp is cut off",
    ),
    _refused(
        ("Shapefile terpotong", "A Shapefile cut short"),
        ("setengah .dbf", "half a .dbf"),
        odd.cut(".dbf", odd.shp()),
        "berkas .dbf terpotong",
        "the .dbf is cut off",
    ),
    _refused(
        ("GeoPackage terpotong", "A GeoPackage cut short"),
        ("setengah .gpkg", "half a .gpkg"),
        odd.cut(".gpkg", odd.file(plain)),
        "berkas terpotong",
        "the file is cut off",
    ),
    _refused(
        _PLAIN_TEXT,
        "`halo dunia`",
        odd.raw("batas.shp", "halo dunia\n" * 40),
        "isi berkas ini teks biasa",
        "the file holds plain text",
    ),
    *(
        _refused(
            ("Format lain yang menyamar", "Another driver in disguise"),
            f"VRT, `{name}`",
            odd.raw(name, VRT),
            "menunjuk ke berkas atau alamat lain",
            "points to other files or addresses",
        )
        for name in ("batas.gpkg", "batas.vrt")
    ),
    _refused(
        ("Bom zip", "A zip bomb"),
        ("300 MB nol dalam 300 kB", "300 MB of zeros in 300 kB"),
        odd.bomb,
        "terlalu besar setelah dibuka",
        "too large once unpacked",
    ),
    _refused(
        ("Zip dengan nama yang keluar dari foldernya", "A zip whose names lead out of it"),
        "`../batas.shp`",
        odd.archive(("../batas.shp", b"x")),
        "nama berkas yang keluar dari foldernya",
        "file names that lead out of its folder",
    ),
]
_VILLAGES = [
    _case(
        ("Desa tetangga ikut dalam berkas", "Features of neighbours included"),
        ("`--region 34.03`, 3 desa 34.04", "`--region 34.03`, 3 villages of 34.04"),
        odd.file(odd.neighbours),
        options={"region": "34.03"},
        villages=6,
        area=6 * VILLAGE_KM2,
        told=("3 bidang di luar wilayah 34.03 tidak dipakai", "3 features outside region 34.03"),
    ),
    _case(
        ("Desa kurang, menurut source.toml", "Villages missing, by source.toml"),
        "`villages = 9`, 8",
        odd.incomplete,
        villages=8,
        area=8 * VILLAGE_KM2,
        told=("berkas memuat 8 desa, padahal", "the file holds 8 villages, but 9"),
    ),
]
_SCHEMA = ("Skema kolom dikenali", "Column schemas are recognised")
_SCHEMAS = [
    _case(_SCHEMA, "BIG/RBI (`KDEPUM`, `WADMKD`)", odd.shp(big)),
    _case(
        _SCHEMA,
        "HDX (`ADM4_PCODE`)",
        odd.file(odd.bps({"bps": "ADM4_PCODE", "desa": "ADM4_EN", "kecamatan": "ADM3_EN"}, "ID")),
        options={"crosswalk": CROSSWALK},
    ),
    _case(
        _SCHEMA,
        "BPS wilkerstat (`iddesa`, `nmdesa`)",
        odd.file(odd.bps({"bps": "iddesa", "desa": "nmdesa", "kecamatan": "nmkec"})),
        options={"crosswalk": CROSSWALK},
    ),
    _case(
        _SCHEMA,
        "GADM (`CC_4`, `NAME_4`)",
        odd.file(odd.bps({"bps": "CC_4", "desa": "NAME_4", "kecamatan": "NAME_3"})),
        options={"crosswalk": CROSSWALK},
    ),
    _case(_SCHEMA, "Alf-Anas (`KODE_KD`, `KEL_DESA`)", odd.file(odd.alf_anas, "batas.geojson")),
    _case(_SCHEMA, "KML", odd.file(plain, "batas.kml")),
    _case(
        ("Hanya kode BPS, tanpa daftar padanan", "BPS codes only, without a crosswalk"),
        "`iddesa`",
        odd.file(odd.bps({"bps": "iddesa", "desa": "nmdesa", "kecamatan": "nmkec"})),
        told=("9 desa hanya memiliki kode BPS", "9 villages have only a BPS code"),
    ),
    _case(
        ("Pengganti kode bukan kode", "Placeholders are no codes"),
        "`12.--.--.----`",
        odd.shp(odd.placeholder),
        villages=8,
        area=8 * VILLAGE_KM2,
        told=("1 bidang tanpa kode desa tidak dipakai", "1 features without a village code"),
    ),
    _case(
        ("Kolom kode BPS yang hampir kosong", "A BPS column that is almost empty"),
        ("`KDEBPS`: 1 dari 9 terisi", "`KDEBPS`: 1 of 9 filled"),
        odd.shp(odd.sparse_bps),
    ),
    _case(
        ("Kolom luas tidak dipakai; luas dihitung", "Stated areas are not used; area is computed"),
        "`LUASWH` = 0",
        odd.shp(big),
    ),
    _case(
        ("Kolom lain: disebut dalam source.toml", "Other columns: named in a source.toml"),
        '`kode = "aa"`, `desa = "bb"`',
        odd.described,
    ),
    _case(
        ("Kolom lain: disebut dalam perintah", "Other columns: named in the command"),
        "`--columns kode=aa,desa=bb`",
        odd.file(odd.unnamed),
        options={"columns": {"kode": "aa", "desa": "bb"}},
    ),
    _refused(
        ("Kolom lain tanpa keterangan", "Other columns, not named"),
        "`aa`, `bb`",
        odd.file(odd.unnamed),
        "tidak ada kolom berisi kode desa",
        "no column with village codes",
    ),
]
_BY_CONTENT = ("Kolom kode ditentukan oleh isinya", "The code column is told by what it holds")
_IN_PARTS = ("Kode di beberapa kolom disatukan", "Codes in several columns are put together")
_FORMAT = ("Format dikenali dari isinya", "The format is told by the content")
_KINDS = [
    _case(
        _FORMAT,
        ("GeoJSON, `features` sebelum `type`", "GeoJSON, `features` before `type`"),
        office.features_first,
    ),
    _case(
        _FORMAT,
        ("GeoJSON, satu bidang per baris", "GeoJSON, a feature per line"),
        office.sequence,
    ),
    _case(
        _FORMAT,
        ("jawaban peladen: `data` → `hasil` → GeoJSON", "a server's answer: `data` → `hasil`"),
        office.answer,
        told=("batasnya diambil dari 'data.hasil'", "the boundaries were taken from 'data.hasil'"),
    ),
    _case(
        _FORMAT,
        "TopoJSON",
        office.topojson,
        told=("cocok dengan EPSG:4326, itu yang dipakai", "fit EPSG:4326, which is used"),
    ),
    _case(_FORMAT, "Esri JSON", office.esri),
    _case(
        _FORMAT,
        ("File Geodatabase dalam zip", "a zipped File Geodatabase"),
        office.geodatabase,
    ),
    _case(
        ("Folder KML digabung", "The folders of a KML are joined"),
        ("satu folder per kecamatan", "a folder for each kecamatan"),
        office.kml,
    ),
    _case(
        ("Folder KML digabung", "The folders of a KML are joined"),
        ("kecamatan hanya pada nama folder", "the kecamatan only as the folder's name"),
        partial(office.kml, kecamatan="catatan"),
        told=("dipakai sebagai nama kecamatan", "taken as those of the kecamatan"),
    ),
    _refused(
        ("Lapisan yang menggambar desa yang sama", "Layers that draw the same villages"),
        ("dua folder KML, batas berbeda", "KML folders twice, with other shapes"),
        partial(office.kml, times=2),
        "--layer",
        "--layer",
    ),
    _case(
        ("Lapisan titik diabaikan", "Layers of points are left aside"),
        "`desa`, `titik`",
        office.with_points,
        told=("yang dipakai lapisan 'desa'", "the layer 'desa' is used"),
    ),
    _refused(
        ("Zip di dalam zip", "A zip inside a zip"),
        "`kiriman.zip`: `batas.zip`",
        office.nested_zip,
        "Buka kiriman.zip, lalu sebutkan isinya: --boundaries batas.zip",
        "Unpack kiriman.zip and name what is in it: --boundaries batas.zip",
    ),
    _case(
        _BY_CONTENT,
        ("`KODE` berisi kode kecamatan, `KODE_DESA` kode desa", "`KODE` holds the kecamatan's"),
        office.SHAPES["KODE is the kecamatan's"],
    ),
    _case(
        _BY_CONTENT,
        ("`kunci` berisi kode desa", "`kunci` holds the village codes"),
        office.SHAPES["an unknown name"],
        told=("dibaca sebagai kode desa karena isinya", "because of what it holds"),
    ),
    _case(
        ("Sisa hitungan dibulatkan", "What calculating left is rounded"),
        "`3403012001.000001`",
        office.SHAPES["float noise"],
    ),
    _case(
        _IN_PARTS,
        "`no_prop`, `no_kab`, `no_kec`, `no_kel`",
        office.SHAPES["Kemendagri code in four columns of a population office"],
    ),
    _case(
        _IN_PARTS,
        "`--columns kode=a+b+c+d`",
        office.four_columns,
        options={"columns": {"kode": "a+b+c+d"}, "crosswalk": CROSSWALK},
    ),
    _refused(
        ("Hanya nama, tanpa kode", "Names only, no codes"),
        "`desa`, `kecamatan`",
        office.names_only,
        "Sebutkan daftar desa (kolom kode, desa, kecamatan) dengan --villages daftar.csv",
        "Give a list of villages (columns kode, desa, kecamatan) with --villages list.csv",
    ),
]
BOUNDARIES = [*_PARTS, *_COORDINATES, *_SHAPES, *_BAD_FILES, *_VILLAGES, *_SCHEMAS, *_KINDS]
