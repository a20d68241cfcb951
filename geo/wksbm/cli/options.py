"""Options shared by the subcommands, and how they override `atlas.toml`.

--root, --lang: every command. The others of `input_options`: build, check, gaps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from wksbm.boundaries.source import read_sidecar
from wksbm.config import (
    BASEMAP_EXPECTED,
    AtlasConfig,
    Basemap,
    basemap_of,
    find_root,
    read_config,
)
from wksbm.errors import Gathering
from wksbm.layers.spec import read_layers
from wksbm.limits import MEANINGS, raised
from wksbm.maps.spec import read_maps
from wksbm.tables.reading.answers import parse_answers
from wksbm.text import LANGUAGES, Lang

Command = TypeVar("Command", bound=Callable[..., Any])

_LARGEST_LIMIT = 10**12
_PATH = click.Path(path_type=Path)

root_option = click.option(
    "--root",
    type=_PATH,
    metavar="FOLDER",
    help="Workspace: the folder with atlas.toml, layers/ and maps/. Default: this folder "
    "or the nearest one above it.",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="Language of maps, tables and messages: id (Bahasa Indonesia) or en (English).",
)


def _finite(_context: click.Context, _option: click.Parameter, value: float | None) -> float | None:
    if value is not None and not math.isfinite(value):
        raise click.BadParameter(str(value))
    return value


target_option = click.option(
    "--target-per-1000",
    callback=_finite,
    type=click.FloatRange(min=0.001, max=1000),
    metavar="N",
    help="Groups per 1,000 residents that every village should have; shortfalls are then told "
    "against it too.",
)


def _template(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> Basemap | None:
    basemap = basemap_of(value) if value else None
    if value and basemap is None:
        raise click.BadParameter(f"{value!r}: {BASEMAP_EXPECTED.id} / {BASEMAP_EXPECTED.en}")
    return basemap


basemap_option = click.option(
    "--basemap",
    callback=_template,
    metavar="URL",
    help="Background tiles that the page offers, off at first; only they need a network. A "
    "template such as https://tile.example.org/{z}/{x}/{y}.png. The page names their host, or "
    "whom [page] attribution in atlas.toml names where [page] basemap has the same host.",
)


population_option = click.option(
    "--population",
    type=_PATH,
    metavar="FILE",
    help="Population raster: a GeoTIFF with people per cell (WorldPop, GHS-POP, HRSL, ...). With "
    "the groups' coordinates it tells who lives near a group and where nobody does.",
)


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    envvar="WKSBM_JOBS",
    help="How many printed maps are drawn at once. Default: as many as there are cores, at most 4, "
    "and 1 above 3,000 villages.",
)


columns_option = click.option(
    "--columns",
    metavar="WORD=COLUMN,...",
    help="Which columns of the boundary file hold what, for a schema that is not "
    "recognised: e.g. kode=ID_DESA,desa=NAMA,kecamatan=KEC. A code in several columns: "
    "kode=PROVNO+KABKOTNO+KECNO+DESANO.",
)

crs_option = click.option(
    "--crs",
    metavar="EPSG:CODE",
    help="CRS of the boundary file's coordinates, when it does not say or errs.",
)

layer_option = click.option(
    "--layer",
    metavar="NAME",
    help="Layer of the boundary file, when several hold villages.",
)

villages_option = click.option(
    "--villages",
    type=_PATH,
    metavar="FILE",
    help="List of villages (columns kode, desa, kecamatan), for a boundary file that has "
    "only names: .csv, .xlsx, .ods.",
)


region_option = click.option(
    "--region",
    metavar="CODE",
    help="Keep only villages whose Kemendagri code begins with CODE, e.g. 34.03.",
)


def _limited(context: click.Context, _option: click.Parameter, given: Sequence[str]) -> None:
    """Let the limits that were given hold until the command has ended."""
    changes = {}
    for text in given:
        name, _, value = text.partition("=")
        if name not in MEANINGS or not value.isdecimal() or not 1 <= int(value) <= _LARGEST_LIMIT:
            listed = ", ".join(MEANINGS)
            raise click.BadParameter(f"{text!r}: NAME=NUMBER; NAME: {listed}")
        changes[name] = int(value)
    context.with_resource(raised(**changes))


limit_option = click.option(
    "--limit",
    callback=_limited,
    expose_value=False,
    is_eager=True,
    metavar="NAME=NUMBER",
    multiple=True,
    help="Change what one file may hold or cost, e.g. rows=5000000; the names stand below all "
    "commands. May be repeated.",
)


def input_options(command: Command) -> Command:
    """Add the options that say what to read."""
    options = (
        root_option,
        click.option(
            "--boundaries",
            type=_PATH,
            metavar="FILE",
            help="Village boundaries: .zip or .shp (Shapefile), .gpkg, .gdb, .geojson, .fgb, "
            ".parquet, .kml, or a folder with a source.toml.",
        ),
        columns_option,
        crs_option,
        layer_option,
        villages_option,
        click.option(
            "--groups",
            type=_PATH,
            metavar="FILE",
            help="Register (one row per group) or counts (one row per village): .csv, .xlsx, .ods.",
        ),
        click.option(
            "--read",
            "read",
            metavar="NAME:KEY=VALUE",
            multiple=True,
            help="Answer to a question about a table: the file's name without its folder, and what "
            "is asked, e.g. kelompok.xlsx:hitung=Jumlah. Keys: see docs/masukan.md. May be "
            "repeated.",
        ),
        click.option(
            "--sheet",
            metavar="NAME",
            help="Sheet of the --groups workbook to read; the same as --read FILE:lembar=NAME.",
        ),
        click.option(
            "--year",
            metavar="YEAR",
            help="Year of the --groups table to use, where it holds several.",
        ),
        click.option(
            "--attributes",
            type=_PATH,
            metavar="FILE",
            multiple=True,
            help="Village figures such as residents; one row per village. May be repeated "
            "for tables of different villages. Its columns replace those of atlas.toml whole.",
        ),
        click.option(
            "--corrections",
            type=_PATH,
            metavar="FILE",
            help="A perlu_diperiksa.xlsx of an earlier build with the right codes filled in.",
        ),
        region_option,
        lang_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def configure(
    *,
    root: Path | None,
    boundaries: Path | None,
    columns: str | None,
    crs: str | None,
    layer: str | None,
    villages: Path | None,
    groups: Path | None,
    attributes: Sequence[Path],
    corrections: Path | None,
    region: str | None,
    lang: str | None,
    read: Sequence[str] = (),
    sheet: str | None = None,
    year: str | None = None,
    target_per_1000: float | None = None,
    basemap: Basemap | None = None,
    population: Path | None = None,
) -> AtlasConfig:
    """
    Return the workspace's settings with the command line's on top.

    Raises
    ------
    InputError
        If there is no workspace, or with everything that is wrong in its `atlas.toml`, its
        indicators, its maps and what stands beside the files that are read.
    """
    pairs = column_pairs(columns)
    named = [path for path in (groups, population, *attributes) if path]
    config = _content(find_root((root or Path.cwd()).absolute()), (groups, *attributes), population)
    own = groups or config.groups
    short = [(key, value) for key, value in (("lembar", sheet), ("tahun", year)) if value]
    if short and own is None:
        raise click.UsageError("--sheet, --year: --groups?")
    given = parse_answers([*read, *(f"{own.name}:{key}={value}" for key, value in short if own)])
    return replace(
        config,
        boundaries=boundaries.absolute() if boundaries else config.boundaries,
        columns=pairs,
        crs=crs,
        layer=layer,
        groups=groups.absolute() if groups else config.groups,
        answers=tuple(
            (name, key, value) for name, answers in given.items() for key, value in answers.items()
        ),
        own_attributes=tuple(path.absolute() for path in attributes),
        corrections=corrections.absolute() if corrections else config.corrections,
        region=config.region if region is None else region,
        lang=cast(Lang, lang) if lang else config.lang,
        analysis=replace(
            config.analysis,
            target_per_1000=(
                config.analysis.target_per_1000 if target_per_1000 is None else target_per_1000
            ),
        ),
        basemap=_named(basemap, config) if basemap else config.basemap,
        population_raster=population.absolute() if population else config.population_raster,
        villages=villages.absolute() if villages else config.villages,
        given=tuple(path.absolute() for path in named),
    )


def _content(root: Path, tables: Sequence[Path | None], raster: Path | None) -> AtlasConfig:
    """Return the settings of a workspace all of whose TOML files are right."""
    gathering, found = Gathering(), list[AtlasConfig]()
    with gathering.go_on():
        found.append(read_config(root))
    with gathering.go_on():
        read_layers(root / "layers")
    with gathering.go_on():
        read_maps(root / "maps")
    named = [path for config in found for path in (config.groups, *config.attributes)]
    rasters = [raster, *(config.population_raster for config in found)]
    for paths, reading in (((*tables, *named), True), (rasters, False)):
        for path in sorted({path.absolute() for path in paths if path is not None}):
            with gathering.go_on():
                read_sidecar(path, "", reading=reading)
    gathering.finish()
    return found[0]


def _named(basemap: Basemap, config: AtlasConfig) -> Basemap:
    """Give tiles of the host that atlas.toml names the attribution that stands there."""
    known = config.basemap
    if known is None or known.origin != basemap.origin:
        return basemap
    return replace(basemap, attribution=known.attribution)


def column_pairs(columns: str | None) -> tuple[tuple[str, str], ...]:
    """Read ``kode=COLUMN,desa=COLUMN`` into pairs of word and column."""
    pairs = [part.partition("=") for part in (columns or "").split(",") if part.strip()]
    if not all(word.strip() and sign and column.strip() for word, sign, column in pairs):
        raise click.BadParameter("kode=KOLOM,desa=KOLOM,...", param_hint="--columns")
    return tuple((word.strip(), column.strip()) for word, _, column in pairs)


def language_of(arguments: Sequence[str]) -> Lang:
    """Find the language asked for, for messages about a command line that failed."""
    for place, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        if value in LANGUAGES:
            return value
    return "id"
