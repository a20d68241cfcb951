"""Read `source.toml`: where a boundary file comes from and how to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from wksbm.boundaries.model import Source
from wksbm.boundaries.schema import WORDS
from wksbm.text import Text
from wksbm.toml import TomlFile

SOURCE_NAME = "source.toml"


@dataclass(frozen=True)
class SourceFile:
    """
    What a folder's `source.toml` says.

    Parameters
    ----------
    source
        Publisher, licence, date; `sha256` as stated there.
    file
        The boundary file.
    crs, layer
        How to read it; empty when not said.
    columns
        Word -> column, for schemas that are not recognised.
    villages
        How many villages it should hold; 0 when not said.
    """

    source: Source
    file: Path
    crs: str = ""
    layer: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    villages: int = 0


def described_path(
    path: Path,
    *,
    columns: Mapping[str, str] | None = None,
    crs: str | None = None,
    layer: str | None = None,
) -> SourceFile:
    """
    Say how to read the boundaries at `path`.

    Parameters
    ----------
    path
        A boundary file, or a folder with or without a `source.toml`.
    columns, crs, layer
        What a person has said; it counts more than the `source.toml`.

    Raises
    ------
    ContentError
        If the `source.toml` is wrong.
    """
    if path.is_dir() and (path / SOURCE_NAME).is_file():
        described = read_source(path)
    else:
        described = SourceFile(Source(path.name), path)
    return replace(
        described,
        columns=columns or described.columns,
        crs=crs or described.crs,
        layer=layer or described.layer,
    )


def read_source(folder: Path) -> SourceFile:
    """
    Read the `source.toml` of a folder.

    Raises
    ------
    ContentError
        With every field that is wrong.
    """
    toml = TomlFile(folder / SOURCE_NAME, f"{folder.name}/{SOURCE_NAME}")
    file = toml.string("file")
    if file and (PurePath(file).name != file or not (folder / file).exists()):
        toml.wrong("file", file, Text("berkas di folder yang sama", "a file in the same folder"))
    columns = {
        word: toml.string(f"columns.{word}") for word in WORDS if toml.has(f"columns.{word}")
    }
    toml.skip("notes", "commit", "files")
    read = SourceFile(
        source=Source(
            title=toml.string("title"),
            publisher=toml.string("publisher", default=""),
            licence=toml.string("licence", default=""),
            date=toml.string("date", default=""),
            url=toml.string("url", default=""),
            sample=toml.flag("sample", default=False),
            approximate=toml.flag("approximate", default=False),
            sha256=toml.string("sha256", default=""),
        ),
        file=folder / file,
        crs=toml.string("crs", default=""),
        layer=toml.string("layer", default=""),
        columns=columns,
        villages=toml.whole("villages", default=0, low=0, high=1_000_000),
    )
    toml.finish()
    return read
