"""Settings of one build: `atlas.toml` of the workspace, overridden by the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, cast

from wksbm.errors import InputError, Problem
from wksbm.personal.numbers import masked_text
from wksbm.text import LANGUAGES, Lang, Text
from wksbm.toml import TomlFile

CONFIG_NAME = "atlas.toml"


@dataclass(frozen=True)
class Labels:
    """What the administrative levels are called in this atlas (lower case, singular)."""

    desa: Text
    kecamatan: Text


@dataclass(frozen=True)
class AnalysisConfig:
    """
    The choices of the statistics.

    Parameters
    ----------
    seed
        Of every random draw.
    significance
        Share of false findings that is accepted, 0 to 1.
    neighbours
        ``contiguity``, ``nearest`` or ``distance``.
    tolerance_m
        Contiguity: metres that may lie between neighbours; None chooses from the boundaries.
    nearest
        Number of neighbours for ``nearest``.
    distance_km
        Reach of ``distance``.
    replicas
        Random maps of the scan statistic.
    largest_share
        Largest share of residents in one window of the scan statistic, up to 0.5.
    clear_ratio
        A village below this share of the expected number is clearly short.
    target_per_1000
        Groups per 1,000 residents that every village should have, or None.
    target_per_padukuhan, padukuhan_column
        Groups per hamlet that every village should have, or None, and the attribute column that
        holds the number of hamlets; counts when no target per 1,000 residents is set.
    need, need_when
        Attribute column that shows need, empty for none; whether ``low`` or ``high`` is needy.
    weights
        Of shortfall, need and isolation in the order of priority.
    """

    seed: int = 2026
    significance: float = 0.05
    neighbours: Literal["contiguity", "nearest", "distance"] = "contiguity"
    tolerance_m: float | None = None
    nearest: int = 6
    distance_km: float = 5.0
    replicas: int = 999
    largest_share: float = 0.5
    clear_ratio: float = 0.8
    target_per_1000: float | None = None
    target_per_padukuhan: float | None = None
    padukuhan_column: str = "jumlah_padukuhan"
    need: str = ""
    need_when: Literal["low", "high"] = "low"
    weights: tuple[float, float, float] = (0.6, 0.2, 0.2)


@dataclass(frozen=True)
class RasterConfig:
    """
    The choices of density, reach and proposed places.

    Parameters
    ----------
    cell_m
        Side of the cells of the density surface, metres.
    bandwidth_m
        Standard deviation of its kernel, metres; None chooses by cross-validation.
    by_members
        True to weigh each group by its members in the density surface.
    reach_m
        Metres of straight line within which a group serves people: for the areas far from any
        group and for the proposed places.
    fewest_people
        Areas far from any group with fewer people are not listed.
    people_per_km2
        Cells with fewer people per km² are not populated, neither for those areas nor as proposed
        places; by default the 300 of a rural cluster in the UN's Degree of Urbanisation.
    proposals
        Number of proposed places; 0 for none.
    candidates
        CSV (nama, lon, lat) of places to choose from, or None: populated cells, one of each
        square of a quarter of the reach.
    """

    cell_m: float = 100.0
    bandwidth_m: float | None = None
    by_members: bool = False
    reach_m: float = 1000.0
    fewest_people: float = 50.0
    people_per_km2: float = 300.0
    proposals: int = 10
    candidates: Path | None = None


@dataclass(frozen=True)
class Basemap:
    """
    Background tiles that the interactive page may fetch when its reader asks for them.

    Parameters
    ----------
    url
        Template with ``{z}``, ``{x}`` and ``{y}``, https, one host.
    attribution
        Whom the tiles' owner wants named.
    """

    url: str
    attribution: str

    @property
    def origin(self) -> str:
        """The one place from which tiles come, e.g. ``https://tile.example.org``."""
        return "/".join(self.url.split("/")[:3])


_BASEMAP = re.compile(
    r"https://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::[0-9]{1,5})?/"
    r"(?:[A-Za-z0-9._~/?&=%+,@-]|\{[zxy]\})*"
)
BASEMAP_EXPECTED = Text(
    "https://TUAN-RUMAH/…{z}…{x}…{y}…, satu tuan rumah tanpa {s}",
    "https://HOST/…{z}…{x}…{y}…, one host without {s}",
)


def basemap_of(url: str, attribution: str = "") -> Basemap | None:
    """
    Check a template of tiles.

    Parameters
    ----------
    url
        As given by a person.
    attribution
        Whom to name; when empty, OpenStreetMap's contributors for their own tiles, else the host.

    Returns
    -------
    Basemap or None
        None if it is no such template.
    """
    match = _BASEMAP.fullmatch(url)
    if not match or any(url.count(place) != 1 for place in ("{z}", "{x}", "{y}")):
        return None
    host = match["host"]
    osm = f".{host}".endswith(".openstreetmap.org")
    known = "© OpenStreetMap contributors" if osm else host
    return Basemap(url, attribution.strip() or known)


@dataclass(frozen=True)
class AtlasConfig:
    """
    The settings of one build; every path is absolute.

    Parameters
    ----------
    root
        The workspace: the folder of `atlas.toml`, with `layers/` and `maps/`.
    title
        Title of the atlas.
    region
        Prefix of the Kemendagri codes to keep, e.g. ``34.03``; empty keeps all.
    lang
        Language of messages, maps and tables.
    boundaries
        Folder with a `source.toml`, or a boundary file.
    columns, crs, layer
        How to read the boundary file where it does not say itself: (word, column) pairs, the
        CRS of its coordinates, which of its layers; empty or None to find out.
    crosswalk, aliases
        CSV files beside the boundaries, or None.
    groups
        Register or counts table, or None.
    attributes
        Village attribute tables of the workspace.
    own_attributes
        Those that the person adds for this build; their columns replace the workspace's whole.
    dictionary
        CSV that says what the tables' columns mean, or None.
    corrections
        A `perlu_diperiksa.xlsx` with the right codes filled in, or None.
    reference_year
        Year from which the age of a group is counted back.
    minimum_groups
        Counts below this (but not 0) are suppressed; 0 suppresses nothing.
    labels
        Names of the administrative levels.
    analysis
        Choices of the statistics.
    basemap
        Background tiles that the page offers, or None: then it never needs a network.
    context
        Boundaries of the surroundings (kabupaten), for the locator of printed maps, or None.
    population_raster
        GeoTIFF with people per cell, or None.
    raster
        Choices of density, reach and proposed places.
    answers
        What a person has said about tables: (file name, key, value), see
        `wksbm.tables.reading.answers`.
    villages
        Table with the codes of villages by desa and kecamatan, for boundaries that have only
        names, or None.
    home
        The region of `atlas.toml`, for which its title, labels and tables hold; empty for any.
    given
        Tables and raster that the command line names, not `atlas.toml`.
    outside
        Settings of `atlas.toml` whose files lie outside the workspace, as ``field = path``.
    """

    root: Path
    title: Text
    region: str
    lang: Lang
    boundaries: Path
    columns: tuple[tuple[str, str], ...]
    crs: str | None
    layer: str | None
    crosswalk: Path | None
    aliases: Path | None
    groups: Path | None
    attributes: tuple[Path, ...]
    dictionary: Path | None
    corrections: Path | None
    reference_year: int
    minimum_groups: int
    labels: Labels
    analysis: AnalysisConfig = AnalysisConfig()
    basemap: Basemap | None = None
    context: Path | None = None
    population_raster: Path | None = None
    raster: RasterConfig = RasterConfig()
    own_attributes: tuple[Path, ...] = ()
    answers: tuple[tuple[str, str, str], ...] = ()

    villages: Path | None = None
    home: str = ""
    given: tuple[Path, ...] = ()
    outside: tuple[str, ...] = ()

    def answers_about(self, file: str) -> dict[str, str]:
        """Return what has been said about one file, by key."""
        return {
            key: value
            for name, key, value in self.answers
            if name == file or masked_text(name) == masked_text(file)
        }

    @property
    def is_at_home(self) -> bool:
        """Tell whether the region is that of `atlas.toml`, or lies in it."""
        return self.region.replace(".", "").startswith(self.home.replace(".", ""))


DEFAULT_LABELS = Labels(Text("desa", "village"), Text("kecamatan", "sub-district"))


def find_root(start: Path) -> Path:
    """
    Return the nearest folder at or above `start` that holds an `atlas.toml`.

    Raises
    ------
    InputError
        If there is none.
    """
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder
    raise InputError(
        Problem(
            Text(
                f"tidak ada {CONFIG_NAME} di folder ini maupun di atasnya",
                f"there is no {CONFIG_NAME} in this folder or above it",
            ),
            file=str(start),
            cure=Text(
                "Jalankan di folder proyek atlas, atau sebutkan dengan --root FOLDER",
                "Run in the folder of the atlas project, or name it with --root FOLDER",
            ),
        )
    )


def fetched_boundaries(root: Path, region: str) -> Path:
    """Return the folder for the real boundaries of a kabupaten, once they have been fetched."""
    return root / "boundaries" / region


def read_config(root: Path) -> AtlasConfig:
    """
    Read the settings of the workspace `root`.

    Real boundaries of the region that have been fetched take the place of those named.

    Raises
    ------
    ContentError
        With every wrong setting, if `atlas.toml` cannot be read as described.
    """
    toml = TomlFile(root / CONFIG_NAME, CONFIG_NAME)

    outside: list[str] = []

    def inside(field: str, name: str) -> Path:
        path = root / name
        if not path.resolve().is_relative_to(root.resolve()):
            outside.append(f"{field} = {name}")
        return path

    def path(field: str) -> Path | None:
        name = toml.string(field, default="")
        return inside(field, name) if name else None

    region = toml.string("region", default="")
    is_table = toml.has("boundaries.path") or toml.has("boundaries.villages")
    field = "boundaries.path" if is_table else "boundaries"
    boundaries = inside(field, toml.string(field))
    villages = toml.string("boundaries.villages", default="") if is_table else ""
    fetched = fetched_boundaries(root, region)
    config = AtlasConfig(
        root=root,
        title=toml.text("title"),
        region=region,
        lang=cast(Lang, toml.choice("lang", LANGUAGES, default="id")),
        boundaries=fetched if region and (fetched / "source.toml").is_file() else boundaries,
        columns=(),
        crs=None,
        layer=None,
        crosswalk=path("crosswalk"),
        aliases=path("aliases"),
        groups=path("groups"),
        attributes=tuple(
            inside("attributes", name) for name in toml.strings("attributes", default=())
        ),
        dictionary=path("dictionary"),
        corrections=path("corrections"),
        reference_year=toml.whole("reference_year", default=None, low=1900, high=2200),
        minimum_groups=toml.whole("minimum_groups", default=0, low=0, high=1000),
        labels=Labels(
            desa=toml.text("labels.desa", default=DEFAULT_LABELS.desa),
            kecamatan=toml.text("labels.kecamatan", default=DEFAULT_LABELS.kecamatan),
        ),
        analysis=_read_analysis(toml),
        basemap=_read_basemap(toml),
        context=path("context"),
        population_raster=path("population_raster"),
        raster=_read_raster(toml, root),
        villages=inside("boundaries.villages", villages) if villages else None,
        home=region,
    )
    toml.finish()
    if config.raster.candidates is not None:
        inside("raster.candidates", str(config.raster.candidates))
    return replace(config, outside=tuple(outside))


def _read_basemap(toml: TomlFile) -> Basemap | None:
    url = toml.string("page.basemap", default="")
    attribution = toml.string("page.attribution", default="")
    basemap = basemap_of(url, attribution)
    if basemap is None and (url or attribution):
        toml.wrong("page.basemap", url or None, BASEMAP_EXPECTED)
    return basemap


def _read_raster(toml: TomlFile, root: Path) -> RasterConfig:
    default = RasterConfig()

    def number(field: str, value: float, *, low: float, high: float) -> float:
        return toml.bounded(f"raster.{field}", default=value, low=low, high=high)

    candidates = toml.string("raster.candidates", default="")
    return RasterConfig(
        cell_m=number("cell_m", default.cell_m, low=10, high=10_000),
        bandwidth_m=(
            number("bandwidth_m", 1000, low=10, high=100_000)
            if toml.has("raster.bandwidth_m")
            else None
        ),
        by_members=toml.flag("raster.by_members", default=default.by_members),
        reach_m=number("reach_m", default.reach_m, low=50, high=100_000),
        fewest_people=number("fewest_people", default.fewest_people, low=0, high=1e9),
        people_per_km2=number("people_per_km2", default.people_per_km2, low=0, high=1e6),
        proposals=toml.whole("raster.proposals", default=default.proposals, low=0, high=100),
        candidates=root / candidates if candidates else None,
    )


def _read_analysis(toml: TomlFile) -> AnalysisConfig:
    default = AnalysisConfig()

    def number(field: str, value: float, *, low: float, high: float) -> float:
        return toml.bounded(f"analysis.{field}", default=value, low=low, high=high)

    def optional(field: str, *, low: float, high: float) -> float | None:
        return number(field, high, low=low, high=high) if toml.has(f"analysis.{field}") else None

    parts = ("shortfall", "need", "isolation")
    weights = tuple(
        number(f"weights.{part}", value, low=0, high=1000)
        for part, value in zip(parts, default.weights, strict=True)
    )
    if not sum(weights) > 0:
        toml.wrong("analysis.weights", "0", Text("satu bobot di atas 0", "a weight above 0"))
    return AnalysisConfig(
        seed=toml.whole("analysis.seed", default=default.seed, low=0, high=2**31 - 1),
        significance=number("significance", default.significance, low=0.0001, high=0.5),
        neighbours=cast(
            Literal["contiguity", "nearest", "distance"],
            toml.choice(
                "analysis.neighbours",
                ("contiguity", "nearest", "distance"),
                default=default.neighbours,
            ),
        ),
        tolerance_m=optional("tolerance_m", low=0, high=10_000),
        nearest=toml.whole("analysis.nearest", default=default.nearest, low=1, high=1000),
        distance_km=number("distance_km", default.distance_km, low=0.001, high=10_000),
        replicas=toml.whole("analysis.replicas", default=default.replicas, low=19, high=99_999),
        largest_share=number("largest_share", default.largest_share, low=0.01, high=0.5),
        clear_ratio=number("clear_ratio", default.clear_ratio, low=0.01, high=1),
        target_per_1000=optional("target_per_1000", low=0.001, high=1000),
        target_per_padukuhan=optional("target_per_padukuhan", low=0.001, high=1000),
        padukuhan_column=toml.string("analysis.padukuhan_column", default=default.padukuhan_column),
        need=toml.string("analysis.need", default=default.need),
        need_when=cast(
            Literal["low", "high"],
            toml.choice("analysis.need_when", ("low", "high"), default=default.need_when),
        ),
        weights=(weights[0], weights[1], weights[2]),
    )
