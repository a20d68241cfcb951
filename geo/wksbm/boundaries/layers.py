"""Read the attributes and shapes of one layer of a staged boundary file."""

from __future__ import annotations

import json
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pyogrio.raw
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError as ProjError

from wksbm.boundaries.formats import DRIVERS
from wksbm.boundaries.stage import Dataset
from wksbm.errors import InputError, Problem
from wksbm.limits import exceeded, limits
from wksbm.text import Text

_SELECTIVE = 0.5
_WITH_AREA = (
    shapely.GeometryType.POLYGON,
    shapely.GeometryType.MULTIPOLYGON,
    shapely.GeometryType.GEOMETRYCOLLECTION,
)


@dataclass(frozen=True)
class Layer:
    """
    One layer of a boundary file.

    Parameters
    ----------
    dataset
        The file it is in.
    name
        Its name.
    driver
        What read it, e.g. ``ESRI Shapefile``.
    columns
        Its attribute columns.
    features
        How many features it holds.
    crs
        The CRS that the file states, or None.
    random_read
        True if single features can be fetched.
    shapes
        ``areas``, ``other`` (points or lines), or ``unknown`` when the file does not say.
    parts
        The layers that this one joins, in their order; empty for a layer of the file itself.
    """

    dataset: Dataset
    name: str
    driver: str
    columns: tuple[str, ...]
    features: int
    crs: CRS | None
    random_read: bool
    shapes: Literal["areas", "other", "unknown"] = "unknown"
    parts: tuple[Layer, ...] = ()


def join_layers(layers: Sequence[Layer]) -> Layer:
    """
    Join layers of one data set, such as the folders of a KML.

    Returns
    -------
    Layer
        The features of all, one layer after the other; the column `FOLDER` holds the name of
        the layer that each came from.
    """
    first = layers[0]
    columns = dict.fromkeys(column for layer in layers for column in layer.columns)
    return replace(
        first,
        name=" + ".join(layer.name for layer in layers),
        columns=(*columns, FOLDER),
        features=sum(layer.features for layer in layers),
        random_read=False,
        parts=tuple(layers),
    )


FOLDER = "Folder"
"""Column of a joined layer that names the layer of each feature."""


def holds_areas(layer: Layer) -> bool:
    """Tell whether a layer has areas; those that do not say are read for it."""
    if layer.shapes != "unknown":
        return layer.shapes == "areas"
    kinds = shapely.get_type_id(read_shapes(layer, np.arange(layer.features)))
    return bool(np.isin(kinds, _WITH_AREA).any())


def open_layers(dataset: Dataset) -> list[Layer]:
    """
    List the layers of a data set that have shapes.

    Raises
    ------
    InputError
        If the file is damaged.
    """
    with _reading(dataset.name):
        if dataset.format == "parquet":
            return [_parquet_layer(dataset)]
        names = [name for name, kind in pyogrio.list_layers(dataset.path) if kind is not None]
        return [_ogr_layer(dataset, str(name)) for name in names]


def read_attributes(layer: Layer, columns: Sequence[str]) -> pd.DataFrame:
    """
    Read attribute columns of all features as text.

    Parameters
    ----------
    layer
        The layer.
    columns
        The columns to read.

    Returns
    -------
    pandas.DataFrame
        One row per feature in the order of the file, index 0, 1, …; texts without spaces at
        the ends, whole numbers without decimals, missing values as empty texts.
    """
    wanted = list(dict.fromkeys(columns))
    if layer.parts:
        tables = [
            read_attributes(part, [name for name in wanted if name in part.columns]).assign(
                **({FOLDER: part.name} if FOLDER in wanted else {})
            )
            for part in layer.parts
        ]
        return pd.concat(tables, ignore_index=True).reindex(columns=wanted).fillna("")
    if not wanted:
        return pd.DataFrame(index=range(layer.features))
    with _reading(layer.dataset.name):
        if layer.dataset.format == "parquet":
            frame = pq.read_table(layer.dataset.path, columns=wanted).to_pandas()
        else:
            frame = pyogrio.read_dataframe(
                layer.dataset.path,
                layer=layer.name,
                columns=wanted,
                read_geometry=False,
                encoding=layer.dataset.encoding,
            )
        if len(frame) != layer.features:
            raise InputError(_damaged(layer.dataset.name, f"{len(frame)} / {layer.features}"))
        return pd.DataFrame({name: _texts(frame[name]) for name in wanted}, index=range(len(frame)))


def read_shapes(layer: Layer, rows: np.ndarray) -> np.ndarray:
    """
    Read the shapes of some features.

    Parameters
    ----------
    layer
        The layer.
    rows
        Positions of the features in the file, increasing.

    Returns
    -------
    numpy.ndarray
        One shapely geometry, or None, for each of `rows`; in 2-D, in the CRS of the file.
    """
    if layer.parts:
        ends = np.cumsum([part.features for part in layer.parts])
        starts = ends - [part.features for part in layer.parts]
        return np.concatenate(
            [
                read_shapes(part, rows[(start <= rows) & (rows < end)] - start)
                for part, start, end in zip(layer.parts, starts, ends, strict=True)
            ]
        )
    with _reading(layer.dataset.name):
        if layer.dataset.format == "parquet":
            return _parquet_shapes(layer, rows)
        some = layer.random_read and len(rows) < _SELECTIVE * layer.features
        fids = _fids(layer.dataset, layer.name)[rows] if some else None
        _, _, shapes, _ = pyogrio.raw.read(
            layer.dataset.path,
            layer=layer.name,
            columns=[],
            fids=fids,
            encoding=layer.dataset.encoding,
        )
        return _decode(shapes if some else shapes[rows])


def _ogr_layer(dataset: Dataset, name: str) -> Layer:
    info = pyogrio.read_info(
        dataset.path, layer=name, encoding=dataset.encoding, force_feature_count=True
    )
    if info["driver"] not in DRIVERS[dataset.format]:
        raise InputError(_damaged(dataset.name, str(info["driver"])))
    features = int(info["features"])
    _check_features(dataset, features)
    if dataset.format == "shapefile":
        features = len(_fids(dataset, name))
    elif dataset.features is not None and features != dataset.features:
        raise InputError(_damaged(dataset.name, f"{features} / {dataset.features}"))
    return Layer(
        dataset=dataset,
        name=name,
        driver=str(info["driver"]),
        columns=tuple(str(column) for column in info["fields"]),
        features=features,
        crs=_crs(info["crs"]),
        random_read=bool(info["capabilities"]["random_read"])
        and dataset.format in ("gpkg", "shapefile"),
        shapes=_kind_of_shapes(str(info["geometry_type"])),
    )


def _kind_of_shapes(stated: str) -> Literal["areas", "other", "unknown"]:
    if "Polygon" in stated:
        return "areas"
    return "other" if "Point" in stated or "LineString" in stated else "unknown"


def _fids(dataset: Dataset, name: str) -> np.ndarray:
    """Return the ids of all features; rows marked as deleted have none."""
    _, fids, _, _ = pyogrio.raw.read(
        dataset.path, layer=name, columns=[], read_geometry=False, return_fids=True
    )
    return np.asarray(fids)


def _parquet_layer(dataset: Dataset) -> Layer:
    schema = pq.read_schema(dataset.path)
    geo = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
    primary = geo.get("primary_column")
    if primary not in schema.names:
        raise InputError(
            Problem(
                Text(
                    "berkas Parquet ini tidak memuat geometri (bukan GeoParquet)",
                    "the Parquet file holds no shapes (it is not GeoParquet)",
                ),
                file=dataset.name,
            )
        )
    _check_size(dataset)
    shapes = set(geo.get("columns", {}))
    stated = geo["columns"][primary].get("crs", "OGC:CRS84")
    return Layer(
        dataset=dataset,
        name=PARQUET_LAYER,
        driver="GeoParquet",
        columns=tuple(name for name in schema.names if name not in shapes),
        features=pq.read_metadata(dataset.path).num_rows,
        crs=_crs(json.dumps(stated) if isinstance(stated, dict) else stated),
        random_read=False,
    )


PARQUET_LAYER = "parquet"


def _check_size(dataset: Dataset) -> None:
    """Refuse a Parquet file that would be too large in memory, by what it says of itself."""
    held = pq.read_metadata(dataset.path)
    _check_features(dataset, held.num_rows)
    groups = (held.row_group(number) for number in range(held.num_row_groups))
    unpacked = sum(group.total_byte_size for group in groups) >> 20
    if unpacked > limits().unpacked_mb:
        raise InputError(exceeded("unpacked_mb", dataset.name, found=unpacked))


def _check_features(dataset: Dataset, features: int) -> None:
    if features > limits().features:
        raise InputError(exceeded("features", dataset.name, found=features))


def _parquet_shapes(layer: Layer, rows: np.ndarray) -> np.ndarray:
    schema = pq.read_schema(layer.dataset.path)
    geo = json.loads(schema.metadata[b"geo"])
    primary = geo["primary_column"]
    if geo["columns"][primary]["encoding"] == "WKB":
        column = pq.read_table(layer.dataset.path, columns=[primary])[primary]
        binary = column.combine_chunks().take(pa.array(rows)).to_numpy(zero_copy_only=False)
        return _decode(binary)
    frame = gpd.read_parquet(layer.dataset.path, columns=[primary])
    return np.asarray(shapely.force_2d(np.asarray(frame.geometry.array)[rows]))


def _decode(wkb: np.ndarray) -> np.ndarray:
    shapes: np.ndarray = shapely.from_wkb(wkb, on_invalid="fix")
    return np.asarray(shapely.force_2d(shapes))


def _crs(stated: Any) -> CRS | None:
    """Return a usable 2-D CRS; None when nothing or only an undefined one is stated."""
    if not stated:
        return None
    try:
        crs = CRS.from_user_input(stated)
        if crs.is_compound:
            crs = crs.sub_crs_list[0]
        crs = crs.to_2d()
    except ProjError:
        return None
    return crs if crs.is_geographic or crs.is_projected else None


def _texts(values: pd.Series) -> pd.Series:
    if pd.api.types.is_float_dtype(values.dtype):
        values = values.map(lambda value: f"{value:.0f}" if value == value // 1 else str(value))
        return values.where(values != "nan", "").astype(object)
    values = values.astype(object).where(values.notna(), "")
    unique = {value: _text(value) for value in values.unique()}
    return values.map(unique).astype(object)


def _text(value: Any) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return " ".join(unicodedata.normalize("NFC", text).replace("\x00", " ").split())


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """
    Turn whatever a damaged file makes a library raise into one refusal.

    Damaged bytes make GDAL's and Arrow's bindings raise almost anything, `NameError` included.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except InputError:
        raise
    except Exception as error:
        raise InputError(_damaged(name, type(error).__name__)) from error


def _damaged(name: str, found: str) -> Problem:
    return Problem(
        Text("berkas rusak dan tidak dapat dibaca", "the file is damaged and cannot be read"),
        file=name,
        found=found,
        cure=Text("Salin atau unduh ulang berkasnya", "Copy or download the file again"),
    )
