"""Gather what the interactive page shows as plain values: indicators in columns, no shapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import shapely

from wksbm.layers.model import Atlas, Gap
from wksbm.maps.caption import APPROXIMATE, SAMPLE, warnings
from wksbm.maps.page.layer_payload import layer_payload, rounded
from wksbm.maps.page.payload_findings import analysis_payload
from wksbm.maps.page.polyline import encode_points
from wksbm.maps.page.sentences import Sentences
from wksbm.maps.page.surface_image import reach_payload, surface_layers
from wksbm.maps.page.village_reports import reports_payload
from wksbm.maps.page.words import both_languages, page_words
from wksbm.maps.spec import MapSpec
from wksbm.text import LANGUAGES

Frame = TypeVar("Frame", bound=pd.DataFrame)


def page_payload(atlas: Atlas, spec: MapSpec) -> dict[str, Any]:
    """
    Return everything that the page shows.

    Parameters
    ----------
    atlas
        The built atlas.
    spec
        The map; the first of its layers is shown first.

    Returns
    -------
    dict
        JSON-ready. Villages are columns (lists) in the order of ``atlas.villages``; what names a
        village is its place in them. Values are rounded as `wksbm.text.number` rounds them, None
        where there is none. Coordinates are text (see `wksbm.maps.page.polyline`), EPSG:4326.

    Raises
    ------
    KeyError
        If a layer of the map was not built, or a group lies in no village of the atlas.
    """
    config = atlas.config
    places = {kode: place for place, kode in enumerate(atlas.villages.index)}
    sentences = Sentences()
    badges = [
        *([SAMPLE] if atlas.sample else []),
        *([APPROXIMATE] if atlas.approximate else []),
    ]
    return {
        "id": spec.id,
        "lang": config.lang,
        "title": both_languages(config.title),
        "map": both_languages(spec.title),
        "description": both_languages(spec.description),
        "badges": [both_languages(badge) for badge in badges],
        "warnings": [both_languages(warning) for warning in warnings(atlas)],
        "notes": [both_languages(note) for note in atlas.notes],
        "sources": _sources(atlas),
        "words": {
            lang: {key: text.to(lang) for key, text in page_words(config.labels).items()}
            for lang in LANGUAGES
        },
        "villages": _villages(atlas),
        **reports_payload(atlas),
        "subdistricts": {
            "name": [str(name) for name in atlas.kecamatan["kecamatan"]],
            "centre": encode_points(
                shapely.get_coordinates(shapely.point_on_surface(atlas.kecamatan.geometry))
            ),
        },
        "layers": [
            *(layer_payload(atlas, atlas.layer(layer_id)) for layer_id in spec.layers),
            *surface_layers(atlas),
        ],
        "reach": reach_payload(atlas),
        "groups": _groups(atlas, places),
        "gaps": [_gap(gap, places, sentences) for gap in atlas.gaps],
        **analysis_payload(atlas, spec.layers, places, sentences),
        "patterns": sentences.patterns,
        "basemap": config.basemap.attribution if config.basemap else None,
    }


def _sources(atlas: Atlas) -> list[list[str]]:
    rows = [
        [part for part in (source.title, source.publisher, source.date, source.licence) if part]
        for source in atlas.sources
    ]
    return [row for place, row in enumerate(rows) if row not in rows[:place]]


def _villages(atlas: Atlas) -> dict[str, Any]:
    table = atlas.villages
    kecamatan = {kode: place for place, kode in enumerate(atlas.kecamatan.index)}
    return {
        "kode": [str(kode) for kode in table.index],
        "bps": ["" if pd.isna(code) else str(code) for code in table["kode_bps"]],
        "name": [str(name) for name in table["desa"]],
        "judged": _judged(table),
        "subdistrict": [kecamatan[kode] for kode in table["kode_kecamatan"]],
    }


def _judged(table: pd.DataFrame) -> list[bool]:
    """Return for each village whether its groups per resident are known, and may be shown."""
    reported = table["status_data"].isin(["value", "zero"])
    return [bool(known) for known in reported & table["penduduk"].gt(0)]


def _groups(atlas: Atlas, places: Mapping[str, int]) -> dict[str, Any]:
    """Return the group points, village by village, repeated words as places in a list."""
    ordered = _in_order(atlas.groups, places)
    kinds, kind = _dictionary(ordered["jenis"])
    hamlets, hamlet = _dictionary(ordered["padukuhan"])
    names, name = _dictionary(ordered["nama_kelompok"])
    years = ordered["tahun_berdiri"]
    others = _in_order(atlas.unplaced, places)
    every_year = [*years.dropna(), *others["tahun_berdiri"].dropna()]
    first_year = int(min(every_year, default=0))
    other_kinds, other_kind = _dictionary(others["jenis"])
    points = np.column_stack([ordered.geometry.x, ordered.geometry.y]).reshape(-1, 2)
    return {
        "per_village": _per_village(ordered, places),
        "point": encode_points(points),
        "names": names,
        "name": name,
        "kinds": kinds,
        "kind": kind,
        "hamlets": hamlets,
        "hamlet": hamlet,
        "first_year": first_year,
        "year": _since(years, first_year),
        "unplaced": {
            "per_village": _per_village(others, places),
            "kinds": other_kinds,
            "kind": other_kind,
            "year": _since(others["tahun_berdiri"], first_year),
        },
    }


def _in_order(groups: Frame, places: Mapping[str, int]) -> Frame:
    village = np.array([places[kode] for kode in groups["kode"]], dtype=int)
    return groups.iloc[np.argsort(village, kind="stable")]


def _per_village(groups: pd.DataFrame, places: Mapping[str, int]) -> list[int]:
    counts = groups["kode"].value_counts()
    return [int(counts.get(kode, 0)) for kode in places]


def _since(years: pd.Series, first_year: int) -> list[int | None]:
    return [None if pd.isna(year) else int(year) - first_year for year in years]


def _dictionary(cells: Iterable[Any]) -> tuple[list[str], list[int]]:
    """Return the distinct texts in order of appearance and the place of each cell's text."""
    texts = ["" if pd.isna(cell) else str(cell) for cell in cells]
    distinct = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    return list(distinct), [distinct[text] for text in texts]


def _gap(gap: Gap, places: Mapping[str, int], sentences: Sentences) -> dict[str, Any]:
    return {
        "village": places[gap.kode],
        "rank": gap.rank,
        "reason": gap.reason,
        "missing": rounded(gap.missing, 0),
        "sentence": sentences.keep(gap.sentence),
    }
