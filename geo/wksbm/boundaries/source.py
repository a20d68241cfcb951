"""Read where inputs come from: a boundary folder's `source.toml`, the TOML file beside a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any

from wksbm.boundaries.model import Source
from wksbm.boundaries.schema import WORDS
from wksbm.errors import ContentError, InputError
from wksbm.personal.numbers import masked_text
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


@dataclass(frozen=True)
class Sidecar:
    """
    What stands beside a file.

    Parameters
    ----------
    source
        Where the file comes from; its title is the file's name where no other is given.
    reading
        The table ``[reading]`` as it stands: how a table is to be read. Empty when not given.
    """

    source: Source
    reading: Mapping[str, Any] = field(default_factory=dict)


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
        A boundary file, also with a sidecar (see `read_sidecar`), or a folder with or without a
        `source.toml`.
    columns, crs, layer
        What a person has said; it counts more than the `source.toml`.

    Raises
    ------
    ContentError
        If the `source.toml` is wrong.
    InputError
        If the sidecar is.
    """
    if path.is_dir() and (path / SOURCE_NAME).is_file():
        described = read_source(path)
    else:
        source = Source(masked_text(path.name)) if path.is_dir() else read_sidecar(path, "").source
        described = SourceFile(source, path)
    return replace(
        described,
        columns=columns or described.columns,
        crs=crs or described.crs,
        layer=layer or described.layer,
    )


def take_source(toml: TomlFile, *, title: str | None = None, sha256: str) -> Source:
    """
    Take the fields that say where an input comes from, the same in every TOML file.

    Parameters
    ----------
    toml
        A boundary folder's `source.toml`, or the file beside a table or raster.
    title
        What the input is called where the file gives no title; None where it must.
    sha256
        Of the input.
    """
    toml.skip("notes")
    if title is None and not toml.has("title"):
        toml.wrong("title", None, Text("nama kumpulan data", "the name of the data set"))
    return Source(
        title=masked_text(toml.words("title") or title or ""),
        publisher=masked_text(toml.words("publisher")),
        licence=masked_text(toml.words("licence")),
        date=toml.words("date"),
        url=toml.words("url"),
        sample=toml.flag("sample", default=False),
        approximate=toml.flag("approximate", default=False),
        sha256=sha256,
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
    toml.skip("commit", "files")
    read = SourceFile(
        source=take_source(toml, sha256=toml.string("sha256", default="")),
        file=folder / file,
        crs=toml.string("crs", default=""),
        layer=toml.string("layer", default=""),
        columns=columns,
        villages=toml.whole("villages", default=0, low=0, high=1_000_000),
    )
    toml.finish()
    return read


def read_sidecar(path: Path, sha256: str, *, reading: bool = False) -> Sidecar:
    """
    Read the TOML file of the same name beside a file.

    Parameters
    ----------
    path
        The table or raster; ``kelompok.toml`` belongs to ``kelompok.csv``.
    sha256
        Of the bytes that were read from it.
    reading
        Whether a ``[reading]`` may stand there.

    Raises
    ------
    InputError
        With every field that is wrong or unknown.

    Examples
    --------
    >>> read_sidecar(Path("tanpa_keterangan.csv"), "").source.title
    'tanpa_keterangan.csv'
    """
    beside = path.with_suffix(".toml")
    if not beside.is_file():
        return Sidecar(Source(masked_text(path.name), sha256=sha256))
    try:
        toml = TomlFile(beside, beside.name)
        source = take_source(toml, title=path.name, sha256=sha256)
        how = toml.table("reading") if reading else {}
        toml.finish()
    except ContentError as error:
        raise InputError(error.problems) from error
    return Sidecar(source, how)
