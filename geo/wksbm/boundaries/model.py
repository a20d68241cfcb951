"""What boundaries are once they have been read: villages, their source and a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import geopandas as gpd

from wksbm.errors import Problem
from wksbm.text import Lang


@dataclass(frozen=True)
class Source:
    """
    Where an input comes from, as its `source.toml` or the command line says.

    Parameters
    ----------
    title
        Name of the data set (for a file of the user's: its file name).
    publisher, licence, date, url
        As published; empty when unknown.
    sample
        True for synthetic example data (`DATA CONTOH`).
    approximate
        True for boundaries that are only an approximation.
    sha256
        Of the bytes that were read; empty when not read from one file.
    """

    title: str
    publisher: str = ""
    licence: str = ""
    date: str = ""
    url: str = ""
    sample: bool = False
    approximate: bool = False
    sha256: str = ""


@dataclass(frozen=True)
class BoundaryReport:
    """
    What was found in a boundary file and what was done about it.

    `features` is what the file holds, `villages` what came out, `dropped` what was left out
    (outside the region, without code or shape), so that
    ``features = villages + duplicates + dropped``. Areas in km², computed on the ellipsoid.
    `crs` is that of the file, `crs_source` one of ``file``, ``guessed`` or ``option``; `schema`
    one of ``big``, ``hdx``, ``bps``, ``gadm``, ``alf_anas``, ``plain`` or ``columns``.
    `overlap_km2` and `gap_km2` are None where there are too many villages to measure them.
    `problems` are the things mended or doubtful, none of them fatal. `area_change_pct` says by
    how many per cent tidying the borders changed the area of each village that it changed.
    """

    features: int
    villages: int
    repaired: int
    duplicates: int
    dropped: int
    overlap_km2: float | None
    gap_km2: float | None
    area_km2: float
    crs: str
    crs_source: str
    schema: str
    problems: tuple[Problem, ...] = field(default=())
    area_change_pct: Mapping[str, float] = field(default_factory=dict)

    def to_json(self, lang: Lang) -> dict[str, Any]:
        """Return the report as JSON-ready values, its problems as sentences in `lang`."""
        values = asdict(replace(self, problems=()))
        return values | {"problems": [problem.render(lang) for problem in self.problems]}


@dataclass(frozen=True)
class Boundaries:
    """
    The boundary layer of an atlas.

    Parameters
    ----------
    villages
        Index `kode` (unique, sorted), EPSG:4326, valid 2-D (Multi)Polygons; string columns
        kode_bps (empty when unknown), desa, kecamatan, kode_kecamatan, kabupaten, provinsi and
        the float column luas_km2.
    source
        Publisher, licence, date.
    report
        What was found and mended.
    """

    villages: gpd.GeoDataFrame
    source: Source
    report: BoundaryReport
