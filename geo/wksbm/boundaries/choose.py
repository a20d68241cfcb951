"""Choose, among the layers of a file, the one with villages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from wksbm.boundaries.layers import Layer, open_layers, read_attributes
from wksbm.boundaries.places import Places, name_places
from wksbm.boundaries.schema import Schema, recognise_schema
from wksbm.boundaries.stage import Staged
from wksbm.errors import InputError, Problem
from wksbm.text import Text


@dataclass(frozen=True)
class Chosen:
    """
    The layer to use and what its attributes say.

    Parameters
    ----------
    layer, schema, places
        The layer, how its columns were understood, and what they say.
    layers
        The names of all layers of the file.
    problems
        What was left aside or mended on the way.
    """

    layer: Layer
    schema: Schema
    places: Places
    layers: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Candidate:
    layer: Layer
    schema: Schema
    places: Places


def choose_layer(
    staged: Staged,
    name: str,
    *,
    wanted: str | None,
    columns: Mapping[str, str] | None,
    crosswalk: Mapping[str, str],
) -> Chosen:
    """
    Find the village layer.

    Parameters
    ----------
    staged
        The files.
    name
        How messages call the whole.
    wanted
        The layer that a person has named, or None.
    columns
        Word -> column, if a person has said so.
    crosswalk
        BPS code -> Kemendagri code.

    Raises
    ------
    InputError
        If no layer has villages, if several have, or if the named one does not exist.
    """
    layers: list[Layer] = []
    refused: list[Problem] = []
    for dataset in staged.datasets:
        try:
            layers += open_layers(dataset)
        except InputError as error:
            refused += error.problems
    labels = tuple(layer_label(layer) for layer in layers)
    if not layers:
        raise InputError(refused or [_no_layer(name)])
    if wanted:
        layers = [layer for layer in layers if wanted in (layer_label(layer), layer.name)]
        if not layers:
            raise InputError(_unknown_layer(name, wanted, labels))
    candidates: list[_Candidate] = []
    failures: list[Problem] = []
    for layer in layers:
        try:
            candidates.append(_examine(layer, columns, crosswalk))
        except InputError as error:
            failures += error.problems
    if not candidates:
        raise InputError([*failures, *refused])
    if len(candidates) > 1:
        raise InputError(_several(name, candidates))
    best = candidates[0]
    others = [label for label in labels if label != layer_label(best.layer)]
    problems = [*refused, *best.layer.dataset.problems, *staged.problems]
    if others and not wanted:
        problems.append(_others(name, layer_label(best.layer), others))
    return Chosen(best.layer, best.schema, best.places, labels, tuple(problems))


def layer_label(layer: Layer) -> str:
    """Return the name under which people know a layer."""
    if layer.dataset.format in ("gpkg", "kml"):
        return layer.name
    return PurePosixPath(layer.dataset.name).stem


def _examine(
    layer: Layer, columns: Mapping[str, str] | None, crosswalk: Mapping[str, str]
) -> _Candidate:
    """Read the attributes of a layer; refuse one in which no feature is a village."""
    schema = recognise_schema(layer.columns, layer.dataset.name, columns)
    table = read_attributes(layer, schema.used)
    places = name_places(table, schema, crosswalk, layer.dataset.name)
    if (places.table["kode"] == "").all():
        raise InputError(_no_codes(layer, schema, places))
    return _Candidate(layer, schema, places)


def _no_layer(name: str) -> Problem:
    return Problem(
        Text("berkas ini tidak memuat lapisan bergeometri", "the file has no layer with shapes"),
        file=name,
    )


def _no_codes(layer: Layer, schema: Schema, places: Places) -> Problem:
    columns = [*schema.columns.get("kode", ()), *schema.columns.get("kode_bps", ())]
    place = ", ".join(columns or schema.code_parts)
    if layer.features == 0:
        what = Text("berkas ini tidak memuat satu bidang pun", "the file holds no feature at all")
    elif places.table["higher"].any():
        what = Text(
            "kodenya kode kecamatan, kabupaten atau provinsi, bukan desa",
            "its codes are those of kecamatan, kabupaten or provinces, not of villages",
        )
    else:
        what = Text("tidak ada satu pun kode desa", "there is not a single village code")
    return Problem(
        what,
        file=layer.dataset.name,
        column=place or None,
        expected=Text(
            "kode desa, misalnya 34.03.01.2001 (Kemendagri) atau 3403090010 (BPS)",
            "village codes such as 34.03.01.2001 (Kemendagri) or 3403090010 (BPS)",
        ),
        cure=Text("Gunakan berkas batas desa", "Use a file of village boundaries"),
    )


def _unknown_layer(name: str, wanted: str, labels: Sequence[str]) -> Problem:
    listed = ", ".join(labels)
    return Problem(
        Text("lapisan yang disebut tidak ada", "the layer named does not exist"),
        file=name,
        found=wanted,
        expected=Text(f"salah satu dari: {listed}", f"one of: {listed}"),
    )


def _several(name: str, candidates: Sequence[_Candidate]) -> Problem:
    listed = ", ".join(f"{layer_label(one.layer)} ({one.layer.features})" for one in candidates)
    return Problem(
        Text(
            f"beberapa lapisan memuat batas desa: {listed}",
            f"several layers hold village boundaries: {listed}",
        ),
        file=name,
        cure=Text(
            'Pilih satu: layer = "…" di source.toml, atau hapus yang lain',
            'Choose one: layer = "…" in a source.toml, or remove the others',
        ),
    )


def _others(name: str, used: str, others: Sequence[str]) -> Problem:
    return Problem(
        Text(
            f"yang dipakai lapisan '{used}'; lapisan lain tidak memuat kode desa",
            f"the layer '{used}' is used; the others hold no village codes",
        ),
        file=name,
        found=", ".join(others),
    )
