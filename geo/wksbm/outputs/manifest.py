"""Account for a build: what went in, what came out, each with its sha256."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import wksbm
from wksbm.boundaries.model import Source
from wksbm.config import AtlasConfig
from wksbm.outputs.carry_over import CONFIDENTIAL, MANIFEST, sha256


def write_manifest(
    config: AtlasConfig,
    sources: Sequence[Source],
    folder: Path,
    *,
    readings: Mapping[str, str],
) -> None:
    """
    Write `manifest.json` for every file in `folder`.

    Where small counts are suppressed, the hash of a table would let them be guessed: hashes of
    inputs, readings and what lies in the folder `rahasia` then stand in a manifest there, and the
    public one names the inputs without a hash.

    Parameters
    ----------
    config
        The settings of the build; paths are told relative to the workspace, those outside by
        their name alone, so that the manifest does not depend on where things lie.
    sources
        Every input with the hash of the bytes that were read.
    folder
        The finished output.
    readings
        Table -> how it was read, in a sentence.
    """
    inputs = [asdict(source) for source in sources]
    confidential = folder / CONFIDENTIAL
    if not config.minimum_groups:
        write_json(_manifest(config, inputs, folder, readings), folder / MANIFEST)
        return
    confidential.mkdir(exist_ok=True)
    write_json(_manifest(config, inputs, confidential, readings), confidential / MANIFEST)
    named = [{**source, "sha256": ""} for source in inputs]
    write_json(_manifest(config, named, folder, {}), folder / MANIFEST)


def _manifest(
    config: AtlasConfig,
    inputs: Sequence[Mapping[str, Any]],
    folder: Path,
    readings: Mapping[str, str],
) -> dict[str, Any]:
    names = {path: path.relative_to(folder) for path in sorted(folder.rglob("*"))}
    outputs = [
        {"path": name.as_posix(), "bytes": path.stat().st_size, "sha256": sha256(path)}
        for path, name in names.items()
        if path.is_file() and name.parts[0] != CONFIDENTIAL
    ]
    return {
        "name": "wksbm-atlas",
        "version": wksbm.__version__,
        "configuration": _configuration(config),
        "inputs": list(inputs),
        "readings": dict(readings),
        "outputs": outputs,
    }


def write_json(value: Mapping[str, Any] | Sequence[Any], path: Path) -> None:
    """Write JSON that people can read too: UTF-8, two spaces, a newline at the end."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_bytes((text + "\n").encode("utf-8"))


def _configuration(config: AtlasConfig) -> dict[str, Any]:
    def portable(value: Any) -> Any:
        if isinstance(value, Path):
            inside = value.is_relative_to(config.root)
            return value.relative_to(config.root).as_posix() if inside else value.name
        if isinstance(value, dict):
            return {key: portable(item) for key, item in value.items()}
        if isinstance(value, tuple) and not hasattr(value, "_asdict"):
            return [portable(item) for item in value]
        if is_dataclass(value) and not isinstance(value, type):
            return portable(asdict(value))
        return value._asdict() if hasattr(value, "_asdict") else value

    return {
        name: portable(value)
        for name, value in vars(config).items()
        if name not in ("root", "labels")
    } | {"labels": {name: portable(text) for name, text in vars(config.labels).items()}}
