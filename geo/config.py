"""Settings of one build: `atlas.toml` of the workspace, overridden by the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from geo.errors import InputError, Problem
from geo.text import LANGUAGES, Lang, Text
from geo.toml import TomlFile

CONFIG_NAME = "atlas.toml"


@dataclass(frozen=True)
class Labels:
    """What the administrative levels are called in this atlas (lower case, singular)."""

    desa: Text
    kecamatan: Text


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
        Village attribute tables.
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

    def path(field: str) -> Path | None:
        name = toml.string(field, default="")
        return root / name if name else None

    region = toml.string("region", default="")
    boundaries = root / toml.string("boundaries")
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
        attributes=tuple(root / name for name in toml.strings("attributes", default=())),
        dictionary=path("dictionary"),
        corrections=path("corrections"),
        reference_year=toml.whole("reference_year", default=None, low=1900, high=2200),
        minimum_groups=toml.whole("minimum_groups", default=0, low=0, high=1000),
        labels=Labels(
            desa=toml.text("labels.desa", default=Text("desa", "village")),
            kecamatan=toml.text("labels.kecamatan", default=Text("kecamatan", "sub-district")),
        ),
    )
    toml.finish()
    return config
