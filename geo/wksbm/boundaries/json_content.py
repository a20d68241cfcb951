"""Find the features in a JSON file: GeoJSON in any order or wrapping, TopoJSON, Esri JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from wksbm.errors import InputError, Problem
from wksbm.limits import exceeded, limits
from wksbm.text import Text

_DEEPEST = 4
_FEATURES = "FeatureCollection"
_HEAD = 256


@dataclass(frozen=True)
class JsonContent:
    """
    What a JSON file holds.

    Parameters
    ----------
    format
        Which driver reads it.
    features
        How many features it lists; None when only the driver can count them (TopoJSON).
    problems
        What was noticed.
    """

    format: Literal["geojson", "topojson", "esrijson"]
    features: int | None
    problems: tuple[Problem, ...] = ()


def settle_json(path: Path, name: str) -> JsonContent:
    """
    Tell what a JSON file is, and rewrite it where drivers would not recognise it.

    Members may stand in any order, features one after the other without a collection (GeoJSON
    text sequence), in a list, or within the answer of a server.

    Parameters
    ----------
    path
        A private copy; it is rewritten when needed.
    name
        How messages call the file.

    Raises
    ------
    InputError
        If it is no JSON, holds no features, or several collections of them.
    """
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    try:
        values = list(_values(text))
    except (ValueError, RecursionError) as error:
        raise InputError(_broken(name, error)) from error
    found = _find(values[0] if len(values) == 1 else values)
    if not found:
        raise InputError(_no_features(name))
    if len(found) > 1:
        raise InputError(_several(name, [place for place, _ in found]))
    member, value = found[0]
    problems = [_unwrapped(name, member)] if member else []
    if value.get("type") == "Topology":
        uses = Counter(_arcs(value["objects"]))
        if uses and max(uses.values()) > limits().arc_uses:
            raise InputError(exceeded("arc_uses", name, found=max(uses.values())))
        content = JsonContent("topojson", None, tuple(problems))
    else:
        features = value.get("features", [value])
        plain = bool(features) and all(_is_feature(one) for one in features)
        problems += _partial(value, len(features), name)
        esri = value.get("type") != _FEATURES and not plain
        content = JsonContent("esrijson" if esri else "geojson", len(features), tuple(problems))
    if len(values) > 1 or member or not _opens_with_type(text, content.format):
        path.write_text(json.dumps(_ordered(value, content.format)), encoding="utf-8")
    return content


def _values(text: str) -> Iterator[Any]:
    """Yield the values of a file, of which there may be several one after the other."""
    decoder, place = json.JSONDecoder(), 0
    text = text.replace("\x1e", " ")
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        value, place = decoder.raw_decode(text, place)
        yield value


def _find(value: Any, member: str = "", depth: int = 0) -> list[tuple[str, dict[str, Any]]]:
    """List the collections in a value, each with the member that holds it."""
    if isinstance(value, list):
        if value and all(_is_feature(one) for one in value):
            return [(member, {"type": _FEATURES, "features": value})]
        if value and all(_is_collection(one) for one in value):
            features = [feature for one in value for feature in one["features"]]
            return [(member, {**value[0], "features": features})]
        return []
    if not isinstance(value, dict):
        return []
    if _is_feature(value) or _is_collection(value) or _is_topology(value):
        return [(member, value)]
    if depth == _DEEPEST:
        return []
    inside = (
        _find(part, f"{member}.{key}" if member else str(key), depth + 1)
        for key, part in value.items()
    )
    return [one for found in inside for one in found]


def _is_feature(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == "Feature"


def _is_topology(value: Mapping[str, Any]) -> bool:
    return value.get("type") == "Topology" and bool(value.get("objects"))


def _arcs(objects: Any) -> Iterator[int]:
    """Yield the arcs that the objects of a topology refer to; backwards is the same arc."""
    pending = list(objects.values()) if isinstance(objects, dict) else []
    while pending:
        one = pending.pop()
        if isinstance(one, dict):
            pending += [one[key] for key in ("arcs", "geometries") if key in one]
        elif isinstance(one, list):
            pending += one
        elif isinstance(one, int):
            yield one if one >= 0 else ~one


def _is_collection(value: Any) -> bool:
    """Tell a collection of GeoJSON or Esri JSON, also one whose type is left out."""
    if not isinstance(value, dict) or not isinstance(value.get("features"), list):
        return False
    features = value["features"]
    if value.get("type") == _FEATURES or "geometryType" in value:
        return True
    return bool(features) and (
        all(_is_feature(one) for one in features)
        or all(isinstance(one, dict) and "attributes" in one for one in features)
    )


def _opens_with_type(text: str, found: str) -> bool:
    if found == "esrijson":
        return False
    start = "".join(text[:_HEAD].split())
    return start.startswith(('{"type":"FeatureCollection"', '{"type":"Feature"', '{"type":"Topo'))


def _ordered(value: Mapping[str, Any], found: str) -> dict[str, Any]:
    """Put first by what drivers recognise a format, and last the features."""
    first = ("type", "geometryType", "spatialReference", "fields", "crs", "transform")
    if found == "esrijson":
        value = {"geometryType": "esriGeometryPolygon", **value}
        if not value.get("fields"):  # GDAL takes an empty list of aliases for that of the fields
            value = {key: part for key, part in value.items() if key != "fieldAliases"}
    elif found == "geojson" and "features" in value:
        value = {**value, "type": _FEATURES}
    ordered = {key: value[key] for key in first if key in value}
    rest = {key: part for key, part in value.items() if key not in (*first, "features")}
    return ordered | rest | ({"features": value["features"]} if "features" in value else {})


def _partial(value: Mapping[str, Any], held: int, name: str) -> list[Problem]:
    """Notice that a server has sent only a part of its features."""
    properties = value.get("properties")
    inner = properties if isinstance(properties, Mapping) else {}
    matched = value.get("numberMatched")
    cut = value.get("exceededTransferLimit") is True or inner.get("exceededTransferLimit") is True
    if not cut and not (isinstance(matched, int) and matched > held):
        return []
    return [
        Problem(
            Text(
                f"peladen hanya mengirim sebagian: {held} bidang",
                f"the server has sent only a part: {held} features",
            ),
            file=name,
            cure=Text(
                "Unduh sisanya juga (misalnya per kecamatan), lalu gabungkan di QGIS",
                "Download the rest too (by kecamatan, say) and merge them in QGIS",
            ),
        )
    ]


def _unwrapped(name: str, member: str) -> Problem:
    return Problem(
        Text(f"batasnya diambil dari '{member}'", f"the boundaries were taken from '{member}'"),
        file=name,
    )


def _several(name: str, members: list[str]) -> Problem:
    listed = ", ".join(members)
    return Problem(
        Text(
            f"beberapa bagian berkas ini memuat bidang: {listed}",
            f"several parts of the file hold features: {listed}",
        ),
        file=name,
        cure=Text(
            "Simpan bagian yang memuat batas desa sebagai berkas .geojson tersendiri",
            "Save the part with the village boundaries as a .geojson of its own",
        ),
    )


def _no_features(name: str) -> Problem:
    return Problem(
        Text(
            "berkas JSON ini tidak memuat batas wilayah",
            "the JSON file holds no boundaries",
        ),
        file=name,
        expected=Text(
            "GeoJSON (FeatureCollection), TopoJSON atau Esri JSON",
            "GeoJSON (FeatureCollection), TopoJSON or Esri JSON",
        ),
        cure=Text(
            "Simpan ulang sebagai GeoJSON atau GeoPackage, misalnya di QGIS",
            "Save it again as GeoJSON or GeoPackage, in QGIS for instance",
        ),
    )


def _broken(name: str, error: Exception) -> Problem:
    return Problem(
        Text("berkas rusak dan tidak dapat dibaca", "the file is damaged and cannot be read"),
        file=name,
        row=error.lineno if isinstance(error, json.JSONDecodeError) else None,
        found=type(error).__name__,
        cure=Text("Salin atau unduh ulang berkasnya", "Copy or download the file again"),
    )
