"""Settings of one build: `atlas.toml` of the workspace, overridden by the command line."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.errors import ContentError, InputError, Problem
from geo.text import LANGUAGES, Lang, Text

CONFIG_NAME = "atlas.toml"

_REQUIRED = ("title", "region", "boundaries")
_KNOWN = {
    "title",
    "region",
    "lang",
    "boundaries",
    "crosswalk",
    "aliases",
    "groups",
    "attributes",
    "reference_year",
    "minimum_groups",
    "labels",
}


@dataclass(frozen=True)
class Labels:
    """What the administrative levels are called in this atlas (lower case, singular)."""

    desa: Text = Text("desa", "village")
    kecamatan: Text = Text("kecamatan", "sub-district")


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
    crosswalk, aliases
        CSV files beside the boundaries, or None.
    groups
        Register or counts table, or None.
    attributes
        Village attribute tables.
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
    crosswalk: Path | None
    aliases: Path | None
    groups: Path | None
    attributes: tuple[Path, ...]
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


def read_config(root: Path) -> AtlasConfig:
    """
    Read the settings of the workspace `root`.

    Raises
    ------
    ContentError
        With every wrong setting, if `atlas.toml` cannot be read as described.
    """
    path = root / CONFIG_NAME
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ContentError(
            Problem(
                Text("pengaturan tidak dapat dibaca", "the settings cannot be read"),
                file=CONFIG_NAME,
                found=str(error),
            )
        ) from error
    problems = _check(raw)
    if problems:
        raise ContentError(problems)
    labels = raw.get("labels", {})
    return AtlasConfig(
        root=root,
        title=_text(raw["title"]),
        region=raw["region"],
        lang=raw.get("lang", "id"),
        boundaries=root / raw["boundaries"],
        crosswalk=_path(root, raw.get("crosswalk")),
        aliases=_path(root, raw.get("aliases")),
        groups=_path(root, raw.get("groups")),
        attributes=tuple(root / name for name in raw.get("attributes", [])),
        reference_year=raw.get("reference_year", 2026),
        minimum_groups=raw.get("minimum_groups", 0),
        labels=Labels(**{name: _text(value) for name, value in labels.items()}),
    )


def _path(root: Path, name: str | None) -> Path | None:
    return root / name if name else None


def _text(value: dict[str, str]) -> Text:
    return Text(value["id"], value["en"])


def _check(raw: dict[str, Any]) -> list[Problem]:
    problems = [
        _wrong(name, None, Text("sebuah pengaturan wajib", "a required setting"))
        for name in _REQUIRED
        if name not in raw
    ]
    problems += [
        _wrong(name, "", Text(f"salah satu dari {sorted(_KNOWN)}", f"one of {sorted(_KNOWN)}"))
        for name in raw
        if name not in _KNOWN
    ]
    a_path = Text("teks berisi path", "a path as text")
    a_text = Text('{ id = "…", en = "…" }', '{ id = "…", en = "…" }')
    expectations: dict[str, tuple[Any, Text]] = {
        "title": (_is_text, a_text),
        "region": (_is_str, Text('kode seperti "34.03"', 'a code such as "34.03"')),
        "lang": (lambda value: value in LANGUAGES, Text('"id" atau "en"', '"id" or "en"')),
        "boundaries": (_is_str, a_path),
        "crosswalk": (_is_str, a_path),
        "aliases": (_is_str, a_path),
        "groups": (_is_str, a_path),
        "attributes": (
            lambda value: isinstance(value, list) and all(_is_str(item) for item in value),
            Text("daftar path", "a list of paths"),
        ),
        "reference_year": (
            lambda value: type(value) is int and 1900 < value < 2200,
            Text("tahun", "a year"),
        ),
        "minimum_groups": (
            lambda value: type(value) is int and value >= 0,
            Text("bilangan bulat 0 atau lebih", "a whole number, 0 or more"),
        ),
        "labels": (
            lambda value: isinstance(value, dict)
            and set(value) <= {"desa", "kecamatan"}
            and all(_is_text(item) for item in value.values()),
            Text("desa dan kecamatan", "desa and kecamatan"),
        ),
    }
    for name, (accepts, expected) in expectations.items():
        if name in raw and not accepts(raw[name]):
            problems.append(_wrong(name, str(raw[name]), expected))
    return problems


def _is_str(value: Any) -> bool:
    return isinstance(value, str)


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"id", "en"} and all(map(_is_str, value.values()))


def _wrong(name: str, found: str | None, expected: Text) -> Problem:
    return Problem(
        Text("pengaturan salah", "wrong setting"),
        file=CONFIG_NAME,
        column=name,
        found=found,
        expected=expected,
    )
