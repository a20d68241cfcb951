"""Boards of any size, and atlases built on them, whose figures can be counted by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import box
from wksbm.atlas.build import build_atlas
from wksbm.boundaries.model import Boundaries, BoundaryReport, Source
from wksbm.config import AnalysisConfig, AtlasConfig
from wksbm.layers.model import Atlas
from wksbm.layers.spec import LayerSpec, read_layers
from wksbm.tables.model import LinkedTable
from wksbm.text import LANGUAGES, Text

from tests.board import NORTH, SIDE, WEST
from tests.board import settings as base_settings
from tests.layers.tables import linked, register

ROOT = Path(__file__).resolve().parents[2]
SPECS = read_layers(ROOT / "layers")
QUICK = AnalysisConfig(replicas=99)
Figures = Sequence[float | None]


def codes(rows: int, columns: int) -> list[str]:
    """Return the codes, row by row from the north-west; each row is a kapanewon."""
    return [
        f"34.03.{row:02d}.2{column:03d}"
        for row in range(1, rows + 1)
        for column in range(1, columns + 1)
    ]


def board(rows: int, columns: int, *, apart: Sequence[int] = ()) -> Boundaries:
    """
    Return a board of squares with a side of about 2.2 km.

    Parameters
    ----------
    rows, columns
        Its size.
    apart
        Places (from 0, row by row) of villages that lie far from all others.
    """
    cells, kecamatan, names = [], [], []
    for place in range(rows * columns):
        row, column = divmod(place, columns)
        away = 1.0 + place * 0.1 if place in apart else 0.0
        edges = (column, row + 1, column + 1, row)
        west, south, east, north = (
            round(WEST + edge * SIDE, 6) if axis % 2 == 0 else round(NORTH - edge * SIDE - away, 6)
            for axis, edge in enumerate(edges)
        )
        cells.append(box(west, south, east, north))
        kecamatan.append(f"Baris {chr(65 + row)}")
        names.append(f"Desa {chr(65 + row)}-{chr(97 + column)}")
    index = pd.Index(codes(rows, columns), name="kode")
    villages = gpd.GeoDataFrame(
        {
            "kode_bps": [f"3403{place:06d}" for place in range(len(index))],
            "desa": names,
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
    size = len(index)
    report = BoundaryReport(size, size, 0, 0, 0, 0.0, 0.0, 4.87 * size, "EPSG:4326", "file", "")
    return Boundaries(villages, Source("papan.gpkg"), report)


def table(kind: Any, boundaries: Boundaries, columns: Mapping[str, Figures]) -> LinkedTable:
    """Return a linked counts or attribute table; None where a figure is missing."""
    figures = {
        name: [float("nan") if value is None else float(value) for value in values]
        for name, values in columns.items()
    }
    return linked(kind, pd.DataFrame({"kode": list(boundaries.villages.index), **figures}))


def settings(
    analysis: AnalysisConfig = QUICK, *, minimum_groups: int = 0, root: Path | None = None
) -> AtlasConfig:
    """Return the settings of a build that reads no file."""
    return replace(base_settings(root or ROOT), analysis=analysis, minimum_groups=minimum_groups)


def built(
    boundaries: Boundaries,
    counts: Figures | None,
    population: Figures | float | None = 1000.0,
    *,
    minimum_groups: int = 0,
    specs: Sequence[LayerSpec] = SPECS,
    columns: Mapping[str, Figures] | None = None,
    **analysis: Any,
) -> Atlas:
    """
    Build an atlas.

    Parameters
    ----------
    boundaries
        The villages.
    counts
        Groups of each village, None where it did not report; None for no table at all.
    population
        Residents of each village, or of all alike; None for no such column.
    minimum_groups, analysis
        Settings.
    specs
        Indicators; by default the project's own.
    columns
        Further attributes.
    """
    size = len(boundaries.villages)
    attributes = dict(columns or {})
    if population is not None:
        alike = isinstance(population, int | float)
        attributes["penduduk"] = [population] * size if alike else population  # type: ignore
    groups = (
        None if counts is None else table("counts", boundaries, {"jumlah_kelompok": list(counts)})
    )
    tables = [table("attributes", boundaries, attributes)] if attributes else []
    config = settings(replace(QUICK, **analysis), minimum_groups=minimum_groups)
    return build_atlas(config, boundaries, groups, tables, specs)


def sentences(atlas: Atlas) -> Iterator[tuple[str, Text]]:
    """Return every sentence of an atlas that statistics wrote, with where it stands."""
    for finding in atlas.summary:
        yield from ((f"summary {finding.id}", sentence) for sentence in finding.sentences)
    for entry in atlas.priorities:
        yield from ((f"priority {entry.kode}", reason) for reason in entry.reasons)
    yield from ((f"area {area.number}", area.sentence) for area in atlas.scan_areas)
    for layer in atlas.layers:
        yield f"method {layer.id}", layer.method
        if layer.finding is not None:
            yield f"finding {layer.id}", layer.finding
    for statement in atlas.statements:
        yield f"profile {statement.id}", statement.sentence
        yield f"caveat {statement.id}", statement.caveat
    yield from (("gap", gap.sentence) for gap in atlas.gaps)
    yield from (("note", note) for note in (*atlas.notes, *atlas.remarks))


def told(atlas: Atlas, finding: str, lang: str = "id") -> str:
    """Return a paragraph of the summary as one text; empty when it is not there."""
    assert lang in LANGUAGES
    found = [part for part in atlas.summary if part.id == finding]
    return " ".join(getattr(text, lang) for part in found for text in part.sentences)


RAMP = [float(place) for place in range(25)]
SOME_SILENT: Figures = [3, 9, 0, 4, 12, *[None] * 20]
UNEVEN = [100.0 * (1 + place % 7) for place in range(25)]


def _ramp(**changes: Any) -> Atlas:
    return built(board(5, 5), RAMP, **changes)


def _register() -> Atlas:
    small = board(2, 2)
    first, second, third, _ = small.villages.index
    groups = register(
        [
            *({"kode": first, "sumber_dana": "iuran"} for _ in range(6)),
            {"kode": second, "sumber_dana": "donatur"},
            {"kode": third, "nil": True},
        ]
    )
    people = table("attributes", small, {"penduduk": [1000] * 4})
    return build_atlas(settings(), small, groups, [people], SPECS)


CASES: Mapping[str, Callable[[], Atlas]] = {
    "ramp": _ramp,
    "register": _register,
    "no table": lambda: built(board(5, 5), None),
    "all none": lambda: built(board(5, 5), [0] * 25),
    "no population": lambda: _ramp(population=None),
    "population partly unknown": lambda: _ramp(population=[None, 0, *[1000.0] * 23]),
    "uneven population": lambda: _ramp(population=UNEVEN),
    "one village": lambda: built(board(1, 1), [5]),
    "one silent village": lambda: built(board(1, 1), [None]),
    "two villages": lambda: built(board(1, 2), [5, 1]),
    "mostly silent": lambda: built(board(5, 5), SOME_SILENT),
    "nearest": lambda: _ramp(neighbours="nearest"),
    "nearest, few": lambda: built(board(1, 2), [5, 1], neighbours="nearest"),
    "distance": lambda: _ramp(neighbours="distance"),
    "distance, one": lambda: built(board(1, 1), [5], neighbours="distance"),
    "one has all": lambda: built(board(5, 5), [0] * 12 + [200] + [0] * 12),
    "islands": lambda: built(board(3, 3, apart=(0, 1)), [1, 2, 3, 40, 5, 6, 7, 8, 9]),
    "only islands": lambda: built(board(2, 2, apart=(0, 1, 2, 3)), [1, 20, 3, 4]),
    "all alike": lambda: built(board(5, 5), [10] * 25),
    "target": lambda: _ramp(target_per_1000=10.0),
    "hamlets": lambda: _ramp(target_per_padukuhan=2.0, columns={"jumlah_padukuhan": [5] * 25}),
    "no hamlets": lambda: _ramp(target_per_padukuhan=2.0),
    "need": lambda: _ramp(need="idm_2024", columns={"idm_2024": [0.5 + v / 100 for v in RAMP]}),
    "need partly unknown": lambda: _ramp(
        need="idm_2024", columns={"idm_2024": [None, None, *RAMP[2:]]}
    ),
    "need absent": lambda: _ramp(need="idm_2024"),
    "suppressed": lambda: built(board(5, 5), [None, *RAMP[1:]], minimum_groups=5),
}
"""Everything that data may look like, by name."""


@cache
def case(name: str) -> Atlas:
    """Return one of `CASES`, built once."""
    return CASES[name]()
