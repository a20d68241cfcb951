"""
The synthetic register of groups: what is invented, and how.

Every village has its own random stream, seeded with `SEED` and its code, so that a change in one
village leaves the others as they are. Only Python's own generator is used: its streams do not
change with the versions of other packages.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
from sample_answers import ANSWERS, answers
from shapely import Point, Polygon, prepare

SEED = "wksbm-2026"
COLUMNS = (
    "nama_kelompok",
    "jenis",
    "kode",
    "desa",
    "kecamatan",
    "padukuhan",
    "tahun_berdiri",
    "jumlah_anggota",
    "kriteria_anggota",
    "sumber_dana",
    "pembentukan",
    "status",
    *ANSWERS,
    "lon",
    "lat",
)

NOT_REPORTED = {
    "34.03.01.2010",
    "34.03.04.2004",
    "34.03.10.2004",
    "34.03.11.2001",
    "34.03.12.2002",
    "34.03.16.2003",
}
NONE = {"34.03.06.2004", "34.03.14.2003", "34.03.15.2002", "34.03.18.2002", "34.03.18.2004"}


@dataclass(frozen=True)
class District:
    """
    What the groups of a kapanewon are like.

    `rate` groups per 1,000 residents in a village of `TYPICAL_RESIDENTS`; `old` and `dues`: the
    shares older than 10 years and paid by dues.
    """

    rate: float
    old: float = 0.85
    dues: float = 0.84


DISTRICTS = {
    "34.03.01": District(9.6, dues=0.80),
    "34.03.02": District(9.4),
    "34.03.03": District(17.0, old=0.89, dues=0.88),
    "34.03.04": District(10.6),
    "34.03.05": District(8.2),
    "34.03.06": District(4.6, old=0.77, dues=0.74),
    "34.03.07": District(7.6, old=0.82),
    "34.03.08": District(9.8),
    "34.03.09": District(18.0, old=0.90, dues=0.89),
    "34.03.10": District(11.0, old=0.87),
    "34.03.11": District(8.6),
    "34.03.12": District(10.0),
    "34.03.13": District(11.4, old=0.87),
    "34.03.14": District(7.2, old=0.80, dues=0.76),
    "34.03.15": District(4.4, old=0.76, dues=0.73),
    "34.03.16": District(8.4),
    "34.03.17": District(7.4, dues=0.80),
    "34.03.18": District(4.0, old=0.75, dues=0.73),
}
TYPICAL_RESIDENTS = 5000
SIZE_EXPONENT = -0.2
RATE_SPREAD = 0.42
SHARE_SPREAD = 0.04


@dataclass(frozen=True)
class Kind:
    """
    A kind of group.

    `weight` relative frequency; `members` smallest and largest; `special` the criterion of
    membership other than residence and the share that has it; `dues` added to the district's
    share; `funds` where the money comes from otherwise; `since` the earliest year.
    """

    name: str
    weight: float
    members: tuple[int, int]
    special: tuple[str, float]
    dues: float
    funds: tuple[str, ...]
    since: int


KINDS = (
    Kind("arisan", 24, (15, 60), ("perempuan", 0.22), 0.10, ("usaha kelompok",), 1972),
    Kind("rukun kematian", 15, (40, 160), ("agama", 0.06), 0.08, ("donatur",), 1965),
    Kind(
        "simpan pinjam",
        14,
        (20, 80),
        ("perempuan", 0.16),
        0.0,
        ("usaha kelompok", "usaha kelompok", "hibah pemerintah"),
        1980,
    ),
    Kind("gotong royong", 15, (25, 90), ("pemuda", 0.03), 0.04, ("dana desa", "donatur"), 1965),
    Kind("lumbung pangan", 6, (20, 70), ("profesi", 0.08), -0.12, ("hibah pemerintah",), 1975),
    Kind(
        "kelompok tani",
        10,
        (20, 75),
        ("profesi", 0.62),
        -0.20,
        ("hibah pemerintah", "usaha kelompok"),
        1978,
    ),
    Kind("pengajian", 7, (20, 90), ("agama", 0.72), 0.0, ("donatur",), 1975),
    Kind("dasawisma", 5, (10, 25), ("perempuan", 0.45), 0.04, ("dana desa",), 1984),
    Kind("wksbm", 4, (20, 150), ("profesi", 0.02), -0.25, ("donatur", "dana desa"), 2003),
)

FIRST_WORDS = (
    "Sido",
    "Ngudi",
    "Sedyo",
    "Karya",
    "Guyub",
    "Manunggal",
    "Mekar",
    "Sumber",
    "Ngesti",
    "Gemah",
    "Among",
    "Suka",
    "Tunas",
    "Rukun",
    "Sami",
    "Bina",
    "Langgeng",
    "Saiyeg",
    "Krida",
    "Margo",
    "Gotro",
    "Tata",
)
SECOND_WORDS = (
    "Makmur",
    "Mulyo",
    "Rahayu",
    "Lestari",
    "Luhur",
    "Maju",
    "Rejeki",
    "Sejahtera",
    "Tentrem",
    "Subur",
    "Jaya",
    "Mukti",
    "Sembada",
    "Sentosa",
    "Bersama",
    "Barokah",
    "Dadi",
    "Lancar",
    "Amanah",
    "Gayeng",
    "Ayem",
    "Waras",
    "Utama",
    "Mandiri",
    "Setia",
    "Raharja",
)
HAMLETS = (
    "Krajan",
    "Ngasem",
    "Karanganyar",
    "Tegalsari",
    "Kedungranti",
    "Gunungan",
    "Ngrandu",
    "Sawahan Lor",
    "Sawahan Kidul",
    "Ngemplak",
    "Pule",
    "Klepu",
    "Jambu",
    "Ngrejo",
    "Wates",
    "Trembesi",
    "Sambeng",
    "Ngelo",
    "Kepuh",
    "Pandanan",
    "Ngaglik",
    "Bulu",
    "Blimbing",
    "Jaten",
    "Kranggan",
    "Ngrombo",
    "Plarung",
    "Sumberjo",
    "Tlogowareng",
    "Widoro",
    "Gebang",
    "Kayen",
    "Ngringin",
    "Pakel",
    "Randusari",
    "Sendangsari",
    "Talunombo",
    "Warak",
    "Banjaran",
    "Duwetan",
    "Growong",
    "Jatisari",
    "Kacangan",
    "Luweng Lor",
    "Luweng Kidul",
    "Mendak",
    "Ngunutan",
    "Pucangsari",
)

RESIDENTS_PER_HAMLET = 545
HAMLETS_PER_VILLAGE = (3, 22)
CANDIDATES = 10
CENTRE_MARGIN_M = 150
GROUP_MARGIN_M = 15
CLUSTER_SPREAD_M = (70, 150)
TRIES = 60
LAST_OLD_YEAR = 2015
LAST_YEAR = 2025
MEAN_AGE_BEFORE = 12


def make_register(villages: pd.DataFrame, cells: gpd.GeoSeries) -> list[list[str]]:
    """
    Invent the groups of every village that reports.

    Parameters
    ----------
    villages
        Index kode; columns desa, kecamatan, lon, lat (degrees) and penduduk (residents).
    cells
        The villages' areas on the same index, in a metric CRS.

    Returns
    -------
    list
        Rows in the order of `COLUMNS`, by village, hamlet and name. A village of `NONE` has one
        row that says ``nihil``, one of `NOT_REPORTED` has none.
    """
    seeds = gpd.GeoSeries.from_xy(villages["lon"], villages["lat"], crs="EPSG:4326")
    centres = seeds.to_crs(cells.crs)
    rows: list[list[str]] = []
    places: list[Point] = []
    for kode, village in villages.iterrows():
        code = str(kode)
        names = [code, str(village["desa"]), str(village["kecamatan"])]
        if code in NOT_REPORTED:
            continue
        if code in NONE:
            rows.append(["nihil", "", *names, "", "", "", "", "", "", "nihil", "", "", "", ""])
            places.append(Point())
            continue
        dice = random.Random(f"{SEED}:{code}")
        hamlets = make_hamlets(dice, int(village["penduduk"]), centres[code], cells[code])
        groups = list(_groups(dice, code, int(village["penduduk"]), hamlets))
        given = answers(SEED, code, [cell_texts[0] for _, _, cell_texts in groups])
        for (hamlet, name, cell_texts), said in zip(groups, given, strict=True):
            rows.append([name, cell_texts[0], *names, hamlet.name, *cell_texts[1:], *said, "", ""])
            places.append(hamlet.place(dice))
    return _with_places(rows, gpd.GeoSeries(places, crs=cells.crs))


@dataclass(frozen=True)
class Hamlet:
    """A padukuhan: an invented name and the place round which its groups meet (metres)."""

    name: str
    centre: Point
    spread: float
    area: Polygon

    def place(self, dice: random.Random) -> Point:
        """Return a place near the centre and inside the village."""
        for _ in range(TRIES):
            point = Point(
                dice.gauss(self.centre.x, self.spread), dice.gauss(self.centre.y, self.spread)
            )
            if self.area.contains(point):
                return point
        return self.centre


def make_hamlets(dice: random.Random, residents: int, centre: Point, cell: Polygon) -> list[Hamlet]:
    """Invent the hamlets of a village, the first one at its own point, the others apart."""
    fewest, most = HAMLETS_PER_VILLAGE
    count = min(max(round(residents / RESIDENTS_PER_HAMLET), fewest), most)
    inner, area = cell.buffer(-CENTRE_MARGIN_M), cell.buffer(-GROUP_MARGIN_M)
    prepare(area)
    chosen = [centre]
    while len(chosen) < count:
        candidates = [point_in(dice, inner) for _ in range(CANDIDATES)]
        chosen.append(max(candidates, key=lambda spot: min(map(spot.distance, chosen))))
    names = dice.sample(HAMLETS, count)
    return [
        Hamlet(name, spot, dice.uniform(*CLUSTER_SPREAD_M), area)
        for name, spot in zip(names, chosen, strict=True)
    ]


def point_in(dice: random.Random, area: Polygon) -> Point:
    """Draw a point inside an area."""
    west, south, east, north = area.bounds
    while True:
        point = Point(dice.uniform(west, east), dice.uniform(south, north))
        if area.contains(point):
            return point


def _groups(
    dice: random.Random, kode: str, residents: int, hamlets: list[Hamlet]
) -> Iterator[tuple[Hamlet, str, list[str]]]:
    """Yield hamlet, name and the texts jenis, tahun_berdiri ... status, sorted."""
    district = DISTRICTS[kode[:8]]
    rate = district.rate * (residents / TYPICAL_RESIDENTS) ** SIZE_EXPONENT
    count = round(residents / 1000 * rate * math.exp(dice.uniform(-RATE_SPREAD, RATE_SPREAD)))
    old = dice.gauss(district.old, SHARE_SPREAD)
    dues = dice.gauss(district.dues, SHARE_SPREAD)
    residence = dice.gauss(1, 3 * SHARE_SPREAD)
    names = [f"{first} {second}" for first in FIRST_WORDS for second in SECOND_WORDS]
    sizes = [dice.uniform(0.5, 1.5) for _ in hamlets]
    found = []
    for name in dice.sample(names, count):
        hamlet = dice.choices(hamlets, sizes)[0]
        kind = dice.choices(KINDS, [kind.weight for kind in KINDS])[0]
        criterion, share = kind.special
        by_dues = dice.random() < dues + kind.dues
        texts = [
            kind.name,
            str(_year(dice, kind, old)),
            str(round(dice.triangular(*kind.members, kind.members[0] * 1.5))),
            criterion if dice.random() < share * residence else "domisili",
            "iuran" if by_dues else dice.choice(kind.funds),
            _origin(dice, kind),
            "aktif" if dice.random() < 0.93 else "kurang aktif",
        ]
        found.append((hamlet, name, texts))
    yield from sorted(found, key=lambda group: (group[0].name, group[1]))


def _year(dice: random.Random, kind: Kind, old: float) -> int:
    if dice.random() >= old:
        return dice.randint(LAST_OLD_YEAR + 1, LAST_YEAR)
    return max(LAST_OLD_YEAR - int(dice.expovariate(1 / MEAN_AGE_BEFORE)), kind.since)


def _origin(dice: random.Random, kind: Kind) -> str:
    programme = 0.45 if kind.name in ("wksbm", "kelompok tani", "dasawisma") else 0.05
    return "pemerintah" if dice.random() < programme else "warga"


def _with_places(rows: list[list[str]], places: gpd.GeoSeries) -> list[list[str]]:
    degrees = places.to_crs("EPSG:4326")
    return [
        row if place.is_empty else [*row[:-2], f"{place.x:.5f}", f"{place.y:.5f}"]
        for row, place in zip(rows, degrees, strict=True)
    ]
