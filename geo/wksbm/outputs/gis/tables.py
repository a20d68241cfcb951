"""The tables of the GeoPackage: what each holds and what it is called."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd

from wksbm.layers.model import Atlas, Layer
from wksbm.layers.spread import NO_VILLAGES
from wksbm.maps.report_states import report_states
from wksbm.maps.surface import ground_states
from wksbm.outputs.tables import village_frame
from wksbm.text import Text

TableName = Literal["desa", "kecamatan", "kelompok", "daerah"]
Geometry = Literal["MultiPolygon", "Point"]
State = Literal["reports", "places", "people"]
KINDS = {"more": Text("lebih banyak", "more"), "fewer": Text("lebih sedikit", "fewer")}
_STATE_COLUMNS: Mapping[State, str] = {
    "reports": "laporan_kelas",
    "places": "letak_kelas",
    "people": "penduduk_kelas",
}
_NAMES_OF_PACKAGE = frozenset({"fid", "geom"})
"""Of the columns that GDAL adds; SQLite does not tell capitals from small letters."""
_GROUP_COLUMNS = ["kode", "nama_kelompok", "jenis", "padukuhan", "tahun_berdiri", "geometry"]


@dataclass(frozen=True)
class Table:
    """
    One spatial table of the package.

    Parameters
    ----------
    name
        Of the table.
    title, description
        Words for people.
    frame
        Its rows, EPSG:4326.
    geometry
        ``MultiPolygon`` or ``Point``.
    """

    name: TableName
    title: Text
    description: Text
    frame: gpd.GeoDataFrame
    geometry: Geometry


def package_tables(atlas: Atlas) -> tuple[Table, ...]:
    """
    Return the tables in the order in which they are written.

    Returns
    -------
    tuple of Table
        desa (every indicator and, as ``<id>_kelas``, the key of its class; the columns of
        `state_columns`); kecamatan; kelompok,
        with the columns that the page shows, never those of suppressed villages; daerah. The
        latter two only where there are any.
    """
    labels = atlas.config.labels
    tables = [
        Table(
            "desa",
            _capital(labels.desa),
            Text(
                f"Satu baris per {labels.desa.id} dengan semua indikator; kolom ..._kelas memuat "
                "kelas legenda.",
                f"One row per {labels.desa.en} with every indicator; columns ..._kelas hold the "
                "class of the legend.",
            ),
            village_table(atlas),
            "MultiPolygon",
        ),
        Table(
            "kecamatan",
            _capital(labels.kecamatan),
            Text(
                f"Batas {labels.kecamatan.id}, gabungan batas {labels.desa.id}.",
                f"Outlines of the {labels.kecamatan.en} level, dissolved from those of the "
                f"{labels.desa.en} level.",
            ),
            atlas.kecamatan.reset_index(),
            "MultiPolygon",
        ),
    ]
    if len(atlas.groups):
        tables.append(
            Table(
                "kelompok",
                Text("Kelompok WKSBM", "WKSBM groups"),
                Text(
                    "Kelompok dalam daftar yang tempatnya diketahui; kelompok di wilayah yang "
                    "disamarkan tidak dimuat.",
                    "Groups of the register whose place is known; those of suppressed areas are "
                    "left out.",
                ),
                atlas.groups[_GROUP_COLUMNS],
                "Point",
            )
        )
    if atlas.scan_areas:
        tables.append(
            Table(
                "daerah",
                Text("Daerah statistik pindai", "Areas of the scan statistic"),
                Text(
                    "Daerah dengan kelompok lebih banyak atau lebih sedikit daripada harapan.",
                    "Areas with more or fewer groups than expected.",
                ),
                _areas(atlas),
                "MultiPolygon",
            )
        )
    return tuple(tables)


def class_columns(atlas: Atlas) -> Mapping[str, str]:
    """Return for each layer's id the column of table desa that holds the key of its class."""
    taken = {str(column).casefold() for column in atlas.villages.columns}
    columns = {}
    for layer in atlas.layers:
        name = layer.id
        if layer.spec.symbology != "categories":
            name = f"{layer.id}_kelas"
            while name.casefold() in taken:
                name += "_"
        columns[layer.id] = name
        taken.add(name.casefold())
    return columns


def state_columns(atlas: Atlas) -> Mapping[State, str]:
    """
    Return the columns of table desa with the states that maps of something else need.

    Returns
    -------
    Mapping
        ``reports``: keys of the map of reports; ``places``: ``known`` where the places of the
        groups are known, otherwise ``not_reported``; ``people``: ``known`` where the population
        raster covers such a village.
    """
    taken = {str(column).casefold() for column in atlas.villages.columns}
    taken |= {column.casefold() for column in class_columns(atlas).values()}
    columns: dict[State, str] = {}
    for state, wanted in _STATE_COLUMNS.items():
        name = wanted
        while name in taken:
            name += "_"
        columns[state] = name
    return columns


def village_table(atlas: Atlas) -> gpd.GeoDataFrame:
    """
    Return the village table with its shapes and the class of each village in each layer.

    Columns of the user's whose name the package needs itself, or has already in other letters,
    are there with ``_`` behind their name.
    """
    names, index = class_columns(atlas), atlas.villages.index
    classes = {
        names[layer.id]: layer.class_keys.reindex(index).to_numpy(dtype=object)
        for layer in _numeric(atlas)
    }
    states = state_columns(atlas)
    classes[states["reports"]] = report_states(atlas).reindex(index).to_numpy(dtype=object)
    spread = atlas.spread
    known, judged = (spread.known, spread.judged) if spread else (NO_VILLAGES, NO_VILLAGES)
    classes[states["places"]] = ground_states(atlas, known).to_numpy(dtype=object)
    classes[states["people"]] = ground_states(atlas, judged).to_numpy(dtype=object)
    ours = {"kode", "desa", "kecamatan", *names, *names.values(), *states.values()}
    frame = village_frame(atlas).assign(**classes)
    return gpd.GeoDataFrame(
        frame.rename(columns=_package_names([str(column) for column in frame.columns], ours)),
        geometry=atlas.villages.geometry.to_numpy(),
        crs=atlas.villages.crs,
    )


def _package_names(columns: Sequence[str], ours: Collection[str]) -> dict[str, str]:
    """Return the name in the package of each column that cannot keep its own."""
    taken = {*_NAMES_OF_PACKAGE} | {column.casefold() for column in columns if column in ours}
    names = {}
    for column in columns:
        if column in ours:
            continue
        name = column
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        if name != column:
            names[column] = name
    return names


def _numeric(atlas: Atlas) -> list[Layer]:
    return [layer for layer in atlas.layers if layer.spec.symbology != "categories"]


def _areas(atlas: Atlas) -> gpd.GeoDataFrame:
    lang = atlas.config.lang
    names = atlas.villages["desa"]
    return gpd.GeoDataFrame(
        [
            {
                "nomor": area.number,
                "jenis": KINDS[area.kind].to(lang),
                "tercatat": area.recorded,
                "diharapkan": area.expected,
                "rasio": area.ratio,
                "p": area.p,
                "kode_desa": ", ".join(area.villages),
                "nama_desa": ", ".join(str(names[kode]) for kode in area.villages),
                "keterangan": area.sentence.to(lang),
                "geometry": area.geometry,
            }
            for area in atlas.scan_areas
        ],
        crs=atlas.villages.crs,
    )


def _capital(noun: Text) -> Text:
    return Text(*(word[:1].upper() + word[1:] for word in noun))
