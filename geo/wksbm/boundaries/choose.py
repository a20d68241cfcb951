"""Choose, among the layers of a file, the one with villages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePosixPath

import numpy as np
import pandas as pd

from wksbm.boundaries.evidence import (
    FITTING,
    agreement,
    find_code_columns,
    parse_codes,
    settle_code_columns,
)
from wksbm.boundaries.layers import (
    FOLDER,
    Layer,
    holds_areas,
    join_layers,
    open_layers,
    read_attributes,
)
from wksbm.boundaries.places import CodesByName, Places, name_places, shown
from wksbm.boundaries.schema import Schema, recognise_schema
from wksbm.boundaries.stage import Staged
from wksbm.codes import is_higher_level
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
    find_codes: CodesByName | None = None,
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
    find_codes
        Finds codes by names for a layer that has no codes; None without a list of villages.

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
    else:
        layers = _with_areas(layers)
    candidates: list[_Candidate] = []
    failures: list[Problem] = []
    for layer in layers:
        try:
            candidates.append(_examine(layer, columns, crosswalk, find_codes))
        except InputError as error:
            failures += error.problems
    if not candidates:
        raise InputError([*failures, *refused])
    if len(candidates) > 1:
        raise InputError(_several(name, candidates))
    best = candidates[0]
    used = {layer_label(layer) for layer in best.layer.parts or (best.layer,)}
    others = [label for label in labels if label not in used]
    problems = [*refused, *best.layer.dataset.problems, *staged.problems]
    if others and not wanted:
        problems.append(_others(name, layer_label(best.layer), others))
    return Chosen(best.layer, best.schema, best.places, labels, tuple(problems))


def layer_label(layer: Layer) -> str:
    """Return the name under which people know a layer."""
    if layer.dataset.format in ("gpkg", "kml", "gdb", "topojson"):
        return layer.name
    return PurePosixPath(layer.dataset.name).stem


def _with_areas(layers: list[Layer]) -> list[Layer]:
    """Leave points and lines aside if there are areas; join the folders of a KML."""
    if len(layers) > 1:
        layers = [layer for layer in layers if holds_areas(layer)] or layers
    joined: list[Layer] = []
    for _, group in groupby(layers, key=lambda layer: layer.dataset.path):
        folders = list(group)
        is_kml = folders[0].dataset.format == "kml"
        joined += [join_layers(folders)] if is_kml and len(folders) > 1 else folders
    return joined


def _examine(
    layer: Layer,
    columns: Mapping[str, str] | None,
    crosswalk: Mapping[str, str],
    find_codes: CodesByName | None,
) -> _Candidate:
    """Read the attributes of a layer; refuse one in which no feature is a village."""
    name = layer.dataset.name
    schema = recognise_schema(layer.columns, name, columns)
    table = read_attributes(layer, schema.used)
    settled = settle_code_columns(table, schema)
    found: list[Problem] = []
    if not settled.has_codes and not {"kode", "kode_bps"} & schema.given:
        table = read_attributes(layer, layer.columns)
        settled, found = find_code_columns(table, settled, name)
    if layer.parts:
        table[FOLDER] = read_attributes(layer, [FOLDER])[FOLDER]
        settled, by_folder = _kecamatan_by_folder(table, settled, name)
        found = [*found, *by_folder]
    places = name_places(table, settled, crosswalk, name)
    if (places.table["kode"] == "").all():
        refusal = _no_codes(layer, schema, table)
        if refusal is not None:
            raise InputError(refusal)
        if find_codes is None:
            raise InputError(_only_names(layer))
        named = find_codes(places.table, name)
        places = replace(
            places,
            table=places.table.assign(kode=named.kode, kode_bps=named.kode_bps),
            systems=("kemendagri",),
            problems=(*places.problems, *named.problems),
        )
    problems = (*found, *places.problems)
    return _Candidate(layer, settled, replace(places, problems=problems))


def _kecamatan_by_folder(
    table: pd.DataFrame, schema: Schema, name: str
) -> tuple[Schema, list[Problem]]:
    """Take the folders of a KML for kecamatan where no column names them and codes agree."""
    if "kecamatan" in schema.columns:
        return schema, []
    held = name_places(table, schema, {}, name).table
    codes = parse_codes(held["kode"])
    fits = max(agreement(codes, table[FOLDER], length) for length in (6, 7))
    if codes.notna().any() and not fits >= FITTING:
        return schema, []
    what = Text(
        "nama folder dalam KML dipakai sebagai nama kecamatan",
        "the names of the folders in the KML are taken as those of the kecamatan",
    )
    cure = Text(
        "Jika bukan itu, sebutkan kolomnya: --columns kecamatan=KOLOM",
        "If they are not, name the column: --columns kecamatan=COLUMN",
    )
    columns = {**schema.columns, "kecamatan": (FOLDER,)}
    problem = Problem(what, file=name, found=shown(list(table[FOLDER].unique())), cure=cure)
    return replace(schema, columns=columns), [problem]


def _no_layer(name: str) -> Problem:
    return Problem(
        Text("berkas ini tidak memuat lapisan bergeometri", "the file has no layer with shapes"),
        file=name,
    )


def _no_codes(layer: Layer, schema: Schema, table: pd.DataFrame) -> Problem | None:
    """Say why no feature has a code; None when there are but names."""
    columns = [*schema.columns.get("kode", ()), *schema.columns.get("kode_bps", ())]
    columns = columns or list(schema.code_parts)
    written = table[columns].to_numpy().ravel() if columns else np.array([], dtype=object)
    written = written[written != ""]
    if layer.features == 0:
        what = Text("berkas ini tidak memuat satu bidang pun", "the file holds no feature at all")
    elif len(written) and all(is_higher_level(text) for text in set(written)):
        what = Text(
            "kodenya kode kecamatan, kabupaten atau provinsi, bukan desa",
            "its codes are those of kecamatan, kabupaten or provinces, not of villages",
        )
    elif {"kode", "kode_bps"} & schema.given:
        what = Text("tidak ada satu pun kode desa", "there is not a single village code")
    else:
        return None
    return Problem(
        what,
        file=layer.dataset.name,
        column=", ".join(columns) or None,
        found=str(written[0]) if len(written) else None,
        expected=Text(
            "kode desa, misalnya 34.03.01.2001 (Kemendagri) atau 3403090010 (BPS)",
            "village codes such as 34.03.01.2001 (Kemendagri) or 3403090010 (BPS)",
        ),
        cure=Text(
            "Gunakan berkas batas desa, atau sebutkan kolom kodenya: --columns kode=KOLOM",
            "Use a file of village boundaries, or name the column: --columns kode=COLUMN",
        ),
    )


def _only_names(layer: Layer) -> Problem:
    return Problem(
        Text(
            "berkas ini hanya memuat nama desa, tanpa kode",
            "the file holds only names of villages, no codes",
        ),
        file=layer.dataset.name,
        found=", ".join(layer.columns),
        cure=Text(
            "Sebutkan daftar desa (kolom kode, desa, kecamatan) dengan --villages daftar.csv, atau "
            "tambahkan kolom kode pada berkas itu; jika kodenya ada, sebutkan kolomnya: "
            "--columns kode=KOLOM (atau kode=PROV+KAB+KEC+DESA)",
            "Give a list of villages (columns kode, desa, kecamatan) with --villages list.csv, or "
            "add a column kode to the file; if the codes are there, name their column: "
            "--columns kode=COLUMN (or kode=PROV+KAB+KEC+DESA)",
        ),
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
            f'Pilih satu: --layer "{layer_label(candidates[0].layer)}"; jika masing-masing memuat '
            "bagian wilayah, gabungkan dahulu di QGIS (Vector > Merge Vector Layers)",
            f'Choose one: --layer "{layer_label(candidates[0].layer)}"; if each holds a part of '
            "the region, merge them in QGIS first (Vector > Merge Vector Layers)",
        ),
    )


def _others(name: str, used: str, others: Sequence[str]) -> Problem:
    return Problem(
        Text(
            f"yang dipakai lapisan '{used}'; lapisan lain tidak memuat bidang dengan kode desa",
            f"the layer '{used}' is used; the others hold no areas with village codes",
        ),
        file=name,
        found=", ".join(others),
    )
