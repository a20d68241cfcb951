"""A 3x3 chess-board atlas whose every figure can be counted by hand.

Nine villages of 0.02 by 0.02 degrees in three kapanewon (rows from north to south). The village
in the north-west corner reports no group (zero), the one in the south-east corner did not report.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import Point, box
from wksbm.boundaries.model import Source
from wksbm.config import AtlasConfig, Labels
from wksbm.layers.model import (
    Atlas,
    Finding,
    Gap,
    Layer,
    LegendClass,
    Priority,
    ScanArea,
    Statement,
)
from wksbm.layers.spec import LayerSpec, Measure
from wksbm.text import Text, both

WEST, NORTH, SIDE = 110.50, -7.90, 0.02
NAMES = ("Utara", "Beji", "Kepek", "Tengah", "Ngoro-oro", "Baleharjo", "Selatan", "Beji", "Pojok")
KECAMATAN = ("Lor", "Tengah", "Kidul")
COUNTS = (0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, np.nan)
HOSTILE_NAMES = (
    "{{ cycler.__init__.__globals__ }}",
    "{% raw %}",
    "${alert(1)}",
    "`",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "Beji \N{RIGHT-TO-LEFT OVERRIDE} \N{WORLD MAP}",
    "../../etc/passwd",
)
_AREAS: tuple[tuple[int, Literal["more", "fewer"], tuple[int, ...], int, int, float], ...] = (
    (1, "more", (7, 6), 130, 70, 0.001),
    (2, "fewer", (0, 1, 3), 40, 105, 0.012),
)
BLUES = ("#deebf7", "#9ecae1", "#4292c6", "#08519c")


def codes() -> list[str]:
    """Return the nine codes, row by row from the north-west."""
    return [f"34.03.{row:02d}.200{column}" for row in (1, 2, 3) for column in (1, 2, 3)]


def villages(names: tuple[str, ...] = NAMES) -> gpd.GeoDataFrame:
    """Return the nine villages as a boundary layer, 1000 residents each."""
    cells, kecamatan = [], []
    for row in range(3):
        for column in range(3):
            west, north = WEST + column * SIDE, NORTH - row * SIDE
            cells.append(box(west, north - SIDE, west + SIDE, north))
            kecamatan.append(KECAMATAN[row])
    index = pd.Index(codes(), name="kode")
    return gpd.GeoDataFrame(
        {
            "kode_bps": [f"340301000{number}" for number in range(1, 10)],
            "desa": list(names),
            "kecamatan": kecamatan,
            "kode_kecamatan": [kode[:8] for kode in index],
            "kabupaten": "Gunungkidul",
            "provinsi": "Daerah Istimewa Yogyakarta",
            "luas_km2": 4.87,
            "geometry": cells,
        },
        index=index,
        crs="EPSG:4326",
    )


def spec(layer_id: str, title: Text, **changes: object) -> LayerSpec:
    """Return a layer description with sensible defaults."""
    values: dict[str, object] = {
        "id": layer_id,
        "title": title,
        "question": Text("Di mana kelompok terkumpul?", "Where do groups cluster?"),
        "explanation": Text("Penjelasan satu kalimat.", "One sentence of explanation."),
        "unit": Text("kelompok per 1.000 penduduk", "groups per 1,000 residents"),
        "source": Text("Papan catur 2026", "Chess board 2026"),
        "measure": Measure("rate", "jumlah_kelompok", "penduduk", 1000),
        "symbology": "choropleth",
        "scheme": "quantiles",
        "k": 4,
        "breaks": (),
        "palette": "Blues",
        "decimals": 1,
        "zero_class": True,
        "zero_label": Text("tidak ada (0)", "none (0)"),
        "higher_is_worse": False,
        "order": 1,
        "file": f"layers/{layer_id}.toml",
    }
    return LayerSpec(**(values | changes))  # type: ignore[arg-type]


def layer(layer_spec: LayerSpec, values: np.ndarray, colours: tuple[str, ...] = BLUES) -> Layer:
    """Return a layer of four numeric classes (two villages each, the top one holds one)."""
    index = pd.Index(codes(), name="kode")
    keys = ["zero", "c0", "c0", "c1", "c1", "c2", "c2", "c3", "not_reported"]
    states = ["zero"] + ["value"] * 7 + ["not_reported"]
    bounds = [values[1], values[2], values[4], values[6], values[7]]
    numeric = [
        LegendClass(
            f"c{number}",
            both(f"{bounds[number]:.0f} – {bounds[number + 1]:.0f}"),
            colours[number],
            keys.count(f"c{number}"),
            float(bounds[number]),
            float(bounds[number + 1]),
        )
        for number in range(4)
    ]
    rest = [
        LegendClass("zero", Text("tidak ada (0)", "none (0)"), "#fff7bc", 1),
        LegendClass(
            "not_reported", Text("tidak melapor", "not reported"), "#bdbdbd", 1, hatch=True
        ),
    ]
    return Layer(
        spec=layer_spec,
        values=pd.Series(values, index=index, name=layer_spec.id),
        states=pd.Series(states, index=index),
        class_keys=pd.Series(keys, index=index),
        classes=(*numeric, *rest),
        method=Text("kuantil, 4 kelas, 8 dari 9 desa", "quantiles, 4 classes, 8 of 9 villages"),
    )


def settings(root: Path) -> AtlasConfig:
    """Return the settings of a build that reads no file."""
    return AtlasConfig(
        root=root,
        title=Text("Atlas papan catur", "Chess-board atlas"),
        region="34.03",
        lang="id",
        boundaries=root / "batas.gpkg",
        columns=(),
        crs=None,
        layer=None,
        crosswalk=None,
        aliases=None,
        groups=None,
        attributes=(),
        dictionary=None,
        corrections=None,
        reference_year=2026,
        minimum_groups=0,
        labels=Labels(Text("kalurahan", "village"), Text("kapanewon", "sub-district")),
    )


def atlas(tmp_path: Path, names: tuple[str, ...] = NAMES, *, sample: bool = False) -> Atlas:
    """Return the whole board, with three layers, one point per village and a list of gaps."""
    board = villages(names)
    counts = np.array(COUNTS)
    board["penduduk"] = 1000.0
    board["status_data"] = ["zero"] + ["value"] * 7 + ["not_reported"]
    board["jumlah_kelompok"] = counts
    board["kelompok_per_1000"] = counts
    board["kekurangan_kelompok"] = np.clip(35 - counts, 0, None)
    layers = (
        layer(
            spec(
                "jumlah_kelompok",
                Text("Jumlah kelompok", "Number of groups"),
                symbology="symbols",
                unit=Text("kelompok", "groups"),
                measure=Measure("count", "jumlah_kelompok"),
                decimals=0,
            ),
            counts,
        ),
        layer(
            spec("kelompok_per_1000", Text("Kelompok per 1.000 penduduk", "Groups per 1,000")),
            counts,
        ),
    )
    config = settings(tmp_path)
    outlines = board.dissolve("kode_kecamatan")[["kecamatan", "geometry"]]
    centres = [Point(cell.centroid.x, cell.centroid.y) for cell in board.geometry]
    groups = gpd.GeoDataFrame(
        {
            "kode": codes(),
            "nama_kelompok": [f"Arisan {name}" for name in names],
            "jenis": ["arisan", "rukun kematian", "simpan pinjam"] * 3,
            "padukuhan": ["Krajan"] * 9,
            "tahun_berdiri": pd.array([2001, 2005, None] * 3, dtype="Int64"),
        },
        geometry=centres,
        crs="EPSG:4326",
    )
    gaps = (
        Gap(codes()[0], 1, "none", 35, Text("Melapor tidak ada kelompok.", "Reported no group.")),
        Gap(codes()[1], 2, "below_median", 25, Text("Kurang 25 kelompok.", "25 groups short.")),
        Gap(codes()[8], 0, "not_reported", float("nan"), Text("Tidak melapor.", "Not reported.")),
    )
    source = Source("papan_catur.csv", "Dinas Contoh", "CC0", "2026", sample=sample)
    return Atlas(
        config=config,
        villages=board,
        kecamatan=outlines,
        layers=layers,
        groups=groups,
        gaps=gaps,
        sources=(source,),
        sample=sample,
        approximate=False,
    )


def categories(layer_id: str = "gugus_moran") -> Layer:
    """Return a layer of categories: three low, one high, two not significant, the rest special."""
    keys = ["ll", "ll", "ns", "ll", "ns", "hh", "undefined", "hh", "not_reported"]
    entries = (
        ("hh", Text("banyak, dikelilingi banyak", "many among many"), "#1b6ca8"),
        ("ll", Text("sedikit, dikelilingi sedikit", "few among few"), "#c2410c"),
        ("hl", Text("banyak di antara sedikit", "many among few"), "#9ecae8"),
        ("lh", Text("sedikit di antara banyak", "few among many"), "#f6b98a"),
        ("ns", Text("tidak bermakna", "not significant"), "#f2f0ea"),
    )
    classes = [LegendClass(key, label, colour, keys.count(key)) for key, label, colour in entries]
    undefined = Text("tidak dapat dihitung", "cannot be computed")
    silent = Text("tidak melapor", "not reported")
    classes += [
        LegendClass("undefined", undefined, "#eceae6", 1, hatch=True),
        LegendClass("not_reported", silent, "#cfcfcf", 1, hatch=True),
    ]
    index = pd.Index(codes(), name="kode")
    return Layer(
        spec=spec(
            layer_id,
            Text("Gugus desa yang mirip", "Clusters of similar villages"),
            symbology="categories",
            unit=Text("", ""),
            measure=Measure("rate", "jumlah_kelompok", "penduduk", 1000),
            zero_class=False,
        ),
        values=pd.Series(np.nan, index=index, name=layer_id),
        states=pd.Series(["value"] * 6 + ["undefined", "value", "not_reported"], index=index),
        class_keys=pd.Series(keys, index=index),
        classes=tuple(classes),
        method=Text("Moran lokal, 9.999 permutasi", "local Moran, 9,999 permutations"),
        finding=Text(
            "5 dari 7 kalurahan berada dalam gugus", "5 of 7 villages are part of a cluster"
        ),
    )


def analysed(tmp_path: Path, names: tuple[str, ...] = NAMES, *, sample: bool = False) -> Atlas:
    """Return the board with everything that the statistics add to it."""
    board = atlas(tmp_path, names, sample=sample)
    kode = codes()
    areas = tuple(
        ScanArea(
            number,
            kind,
            tuple(kode[place] for place in places),
            board.villages.geometry.iloc[list(places)].union_all(),
            float(recorded),
            float(expected),
            recorded / expected,
            p,
            Text(f"Daerah {number}.", f"Area {number}."),
        )
        for number, kind, places, recorded, expected, p in _AREAS
    )
    priorities = tuple(
        Priority(
            kode[place],
            place + 1,
            max(1, place - 1),
            min(8, place + 3),
            90.0 - 10 * place,
            (
                Text("Melapor tidak ada kelompok." if place == 0 else "Kurang kelompok.", "Short."),
                Text("Tetangganya juga kurang.", "Its neighbours are short as well."),
            ),
        )
        for place in range(8)
    )
    summary = (
        Finding(
            "missing",
            Text("Kekurangan", "Shortfall"),
            (
                Text(
                    "3 dari 8 kalurahan jelas kekurangan.", "3 of 8 villages clearly lack groups."
                ),
                Text("1 kalurahan tidak melapor.", "1 village did not report."),
            ),
            "kelompok_per_1000",
        ),
        Finding(
            "method", Text("Cara", "Method"), (Text("9.999 permutasi.", "9,999 permutations."),)
        ),
    )
    statements = (
        Statement(
            "dues",
            Text("Kegiatan dibiayai iuran anggota.", "Activities are paid by members' dues."),
            62.5,
            Text("%", "%"),
            Text("62,5% dari 8 kelompok dibiayai iuran.", "62.5% of 8 groups are paid by dues."),
            "agrees",
            Text("Hanya kelompok yang tercatat.", "Only groups on record."),
            "kelompok_per_1000",
        ),
    )
    return replace(
        board,
        layers=(*board.layers, categories()),
        priorities=priorities,
        scan_areas=areas,
        summary=summary,
        statements=statements,
    )
