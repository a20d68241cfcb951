"""Surfaces over the land: density of groups, groups against people, distance; with their classes.

The one place where their breaks, colours and words are decided: printed maps and page show these.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from wksbm.config import Labels
from wksbm.layers.model import Atlas, LegendClass
from wksbm.layers.palettes import sequential_shades
from wksbm.layers.places import where
from wksbm.layers.spread import (
    PEOPLE_COLUMN,
    REACHES_M,
    WITHIN_COLUMNS,
    Spread,
)
from wksbm.layers.surface_words import SURFACE_WORDS, SurfaceKind, density_method
from wksbm.raster.density import FAINTEST_PEOPLE_PER_KM2, Density, Ratio
from wksbm.raster.grid import Array, Grid
from wksbm.text import Text, amount, both, distance, exact, figure, fill

KINDS: tuple[SurfaceKind, ...] = ("density", "ratio", "reach")
KM2 = both("km²")
PEOPLE = Text("orang", "people")
UNKNOWN_OR_UNCOVERED = Text(
    "letak kelompok tidak diketahui, atau di luar raster penduduk",
    "places of groups not known, or outside the population raster",
)
UNKNOWN = Text("letak kelompok tidak diketahui", "places of groups not known")
_PALETTES: dict[SurfaceKind, str] = {"density": "YlGnBu", "ratio": "YlGnBu", "reach": "Blues"}
_BREAKS = 4
_NEARLY_ALL = 0.995
_NOBODY_COLOUR, _UNKNOWN_COLOUR = "#e9e6df", "#cfcfcf"


@dataclass(frozen=True)
class Surface:
    """
    A surface on a metric grid, classed.

    Parameters
    ----------
    kind
        ``density``: groups (or members) per km²; ``ratio``: groups per 1,000 people; ``reach``:
        metres to the nearest group.
    title, unit
        Words for people.
    grid
        Where it lies.
    values
        Shape (rows, columns), in the unit; NaN where not known.
    known
        Codes of the villages that it covers.
    classes
        Numeric classes from low to high, ``lower < value <= upper``, the last without an end
        (infinite); then ``nobody`` where people are too few to divide by, and ``not_reported``,
        hatched: the other villages.
    measured
        What the counts of the classes are: ``km²`` of land, or people.
    method, finding
        How it was made, and what it shows.
    """

    kind: SurfaceKind
    title: Text
    unit: Text
    grid: Grid
    values: Array
    known: pd.Index[str]
    classes: tuple[LegendClass, ...]
    measured: Text
    method: Text
    finding: Text

    @property
    def id(self) -> str:
        """Identifier; also the name of the files that it is written to."""
        return SURFACE_WORDS[self.kind].id

    @property
    def question(self) -> Text:
        """The question that it answers."""
        return SURFACE_WORDS[self.kind].question

    @property
    def explanation(self) -> Text:
        """How to read it."""
        return SURFACE_WORDS[self.kind].explanation

    @property
    def source(self) -> Text:
        """The kind of data that it was made from."""
        return SURFACE_WORDS[self.kind].source

    @property
    def numeric(self) -> tuple[LegendClass, ...]:
        """The classes of values, from low to high."""
        return tuple(entry for entry in self.classes if entry.lower is not None)


def find_surface(atlas: Atlas, kind: SurfaceKind) -> Surface | None:
    """
    Class one of the atlas's surfaces.

    Parameters
    ----------
    atlas
        The built atlas.
    kind
        Which one.

    Returns
    -------
    Surface or None
        None where it could not be computed: without places of groups, or without a raster.
    """
    spread = atlas.spread
    if spread is None or spread.density is None:
        return None
    if kind == "density":
        return _density(atlas, spread, spread.density)
    if kind == "ratio":
        return None if spread.ratio is None else _ratio(atlas, spread, spread.ratio)
    if spread.distances is None or spread.judged_grid is None:
        return None
    return _reach(spread, spread.judged_grid)


def round_breaks(top: float, count: int = _BREAKS) -> tuple[float, ...]:
    """Return the last `count` numbers of the series 1, 2, 5, 10 … below `top` (above 0)."""
    power = math.floor(math.log10(top))
    steps = [
        step * 10.0**exponent for exponent in range(power - count, power + 1) for step in (1, 2, 5)
    ]
    return tuple(round(step, 12) for step in steps if step < top)[-count:]


def _density(atlas: Atlas, spread: Spread, density: Density) -> Surface:
    members = spread.config.by_members
    unit = (
        Text("anggota per km²", "members per km²")
        if members
        else Text("kelompok per km²", "groups per km²")
    )
    top = village_at_top(density, atlas.villages)
    mean = density.total / (float(density.grid.inside.sum()) * density.grid.cell_km2)
    finding = fill(
        Text(
            "Paling rapat di {top}: {most} {unit}; rata-rata {mean}",
            "Densest in {top}: {most} {unit}; {mean} on average",
        ),
        top=_named(atlas.villages, top, atlas.config.labels),
        most=figure(float(np.nanmax(density.values)), decimals=1),
        unit=unit,
        mean=figure(mean, decimals=1),
    )
    title = Text("Kerapatan kelompok", "Density of groups")
    if members:
        title = Text("Kerapatan anggota kelompok", "Density of groups' members")
    return Surface(
        "density",
        title,
        unit,
        density.grid,
        density.values,
        spread.known,
        (
            *_area_classes("density", density.values, density.grid),
            _unknown_area(atlas, spread, spread.known),
        ),
        KM2,
        density_method(density, by_members=members),
        finding,
    )


def _ratio(atlas: Atlas, spread: Spread, ratio: Ratio) -> Surface:
    grid, values = ratio.groups.grid, ratio.values
    unit = Text("kelompok per 1.000 orang", "groups per 1,000 people")
    finding = fill(
        Text(
            "Di separuh wilayah berpenduduk ada kurang dari {middle} {unit} di sekitarnya",
            "Over half of the populated land there are fewer than {middle} {unit} nearby",
        ),
        middle=figure(float(np.nanmedian(values)), decimals=1),
        unit=unit,
    )
    method = fill(
        Text(
            "kerapatan kelompok dibagi kerapatan penduduk menurut raster, dihaluskan sama; {how}",
            "density of groups over that of people by the raster, smoothed alike; {how}",
        ),
        how=density_method(ratio.groups, by_members=False),
    )
    return Surface(
        "ratio",
        Text("Kelompok dibanding penduduk di sekitarnya", "Groups against the people around"),
        unit,
        grid,
        values,
        spread.judged,
        (
            *_area_classes("ratio", values, grid),
            *_nobody(values, grid),
            _unknown_area(atlas, spread, spread.judged),
        ),
        KM2,
        method,
        finding,
    )


def _reach(spread: Spread, grid: Grid) -> Surface:
    values = np.full(grid.inside.shape, np.nan)
    held = np.flatnonzero(grid.inside.ravel() > 0)
    values.ravel()[held] = cKDTree(spread.places).query(grid.middles(held), workers=1)[0]
    within = [float(spread.columns[column].sum()) for column in WITHIN_COLUMNS.values()]
    counts = np.diff([0.0, *within, spread.people_known])
    bounds = (0.0, *REACHES_M, math.inf)
    shades = sequential_shades(_PALETTES["reach"], len(counts))
    classes = [
        LegendClass(f"c{place}", _reach_label(place), shade, round(float(count)), lower, upper)
        for place, (shade, count, lower, upper) in enumerate(
            zip(shades, counts, bounds[:-1], bounds[1:], strict=True)
        )
    ]
    outside = spread.columns.loc[~spread.columns.index.isin(spread.known), PEOPLE_COLUMN].sum()
    classes.append(_unknown(spread, spread.judged, float(outside)))
    return Surface(
        "reach",
        Text("Jarak ke kelompok terdekat", "Distance to the nearest group"),
        Text("garis lurus", "straight line"),
        grid,
        values,
        spread.judged,
        tuple(classes),
        PEOPLE,
        Text(
            "garis lurus ke kelompok terdekat, jalan lebih jauh; penduduk menurut raster",
            "straight line to the nearest group, roads are longer; people by the raster",
        ),
        _reach_finding(spread),
    )


def _reach_finding(spread: Spread) -> Text:
    share = spread.beyond / spread.people_known * 100 if spread.people_known > 0 else math.nan
    first = fill(
        Text(
            "{people} orang ({share}%) tinggal lebih dari {reach} dari kelompok mana pun",
            "{people} people ({share}%) live more than {reach} from any group",
        ),
        people=figure(spread.beyond),
        share=figure(share, decimals=1),
        reach=distance(spread.config.reach_m),
    )
    if not spread.proposals:
        return first
    return fill(
        Text(
            "{first}; {places} yang diusulkan menjangkau {gained} di antaranya",
            "{first}; {places} proposed would reach {gained} of them",
        ),
        first=first,
        places=amount(len(spread.proposals), Text("tempat", "place")),
        gained=figure(spread.proposals[-1].together),
    )


def _reach_label(place: int) -> Text:
    if place == 0:
        return fill(Text("sampai {far}", "up to {far}"), far=distance(REACHES_M[0]))
    if place == len(REACHES_M):
        return fill(Text("lebih dari {near}", "more than {near}"), near=distance(REACHES_M[-1]))
    near, far = REACHES_M[place - 1], REACHES_M[place]
    return fill(Text("{near} – {far}", "{near} – {far}"), near=distance(near), far=distance(far))


def _area_classes(kind: SurfaceKind, values: Array, grid: Grid) -> list[LegendClass]:
    """Class positive values at round breaks; counts are km²."""
    known = values[np.isfinite(values)]
    top = float(np.quantile(known, _NEARLY_ALL)) if known.size else 0.0
    breaks = round_breaks(top) if top > 0 else ()
    bounds = (0.0, *breaks, math.inf)
    shades = sequential_shades(_PALETTES[kind], len(bounds) - 1)
    classes = []
    for place, shade in enumerate(shades):
        lower, upper = bounds[place], bounds[place + 1]
        inside = (values <= upper) & ((values > lower) | (place == 0))
        label = _range(lower, upper)
        classes.append(LegendClass(f"c{place}", label, shade, _km2(inside, grid), lower, upper))
    return classes


def _nobody(ratio: Array, grid: Grid) -> tuple[LegendClass, ...]:
    """Return the class of land where too few people live to divide by; none where there is none."""
    area = _km2(np.isnan(ratio) & (grid.inside > 0), grid)
    if not area:
        return ()
    label = fill(
        Text("kurang dari {few} orang per km²", "fewer than {few} people per km²"),
        few=exact(FAINTEST_PEOPLE_PER_KM2),
    )
    return (LegendClass("nobody", label, _NOBODY_COLOUR, area),)


def _range(lower: float, upper: float) -> Text:
    if math.isinf(upper):
        return fill(Text("> {low}", "> {low}"), low=exact(lower))
    if lower == 0:
        return fill(Text("sampai {high}", "up to {high}"), high=exact(upper))
    return fill(Text("> {low} – {high}", "> {low} – {high}"), low=exact(lower), high=exact(upper))


def _unknown_area(atlas: Atlas, spread: Spread, known: pd.Index[str]) -> LegendClass:
    outside = atlas.villages.loc[~atlas.villages.index.isin(known), "luas_km2"].sum()
    return _unknown(spread, known, float(outside))


def _unknown(spread: Spread, known: pd.Index[str], outside: float) -> LegendClass:
    """Return the class of villages that a surface leaves out, `outside` of what is measured."""
    label = UNKNOWN if len(known) == len(spread.known) else UNKNOWN_OR_UNCOVERED
    return LegendClass("not_reported", label, _UNKNOWN_COLOUR, round(outside), hatch=True)


def _km2(inside: np.ndarray, grid: Grid) -> int:
    return round(float(grid.inside[inside].sum()) * grid.cell_km2)


def _named(villages: gpd.GeoDataFrame, kode: str | None, labels: Labels) -> Text:
    return where(villages, [kode], labels) if kode else Text("wilayah ini", "this region")


def village_at_top(density: Density, villages: gpd.GeoDataFrame) -> str | None:
    """Return the village in which the densest cell has its middle, or the nearest one."""
    grid = density.grid
    row, column = np.unravel_index(int(np.nanargmax(density.values)), density.values.shape)
    x = grid.west + (float(column) + 0.5) * grid.cell
    y = grid.north - (float(row) + 0.5) * grid.cell
    spot = gpd.GeoSeries.from_xy([x], [y], crs=grid.crs)
    apart = villages.geometry.to_crs(grid.crs).distance(spot.iloc[0])
    return str(apart.idxmin()) if len(apart) else None
