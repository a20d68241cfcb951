"""From a boundary file to the boundary layer of an atlas."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wksbm.boundaries.choose import Chosen, choose_layer
from wksbm.boundaries.coverage import (
    GAP_DEGREES,
    MOST_AREA_CHANGE,
    MOST_VILLAGES,
    SECONDS_PER_VERTEX,
    Cleaned,
    clean_borders,
    measure_fit,
)
from wksbm.boundaries.layers import read_shapes
from wksbm.boundaries.locate import crs_label, locate, parse_crs
from wksbm.boundaries.merge import merge_duplicates
from wksbm.boundaries.model import Boundaries, BoundaryReport
from wksbm.boundaries.places import CodesByName, fill_names, higher_code, is_dotted, shown
from wksbm.boundaries.repair import Repaired, repair
from wksbm.boundaries.source import SourceFile, described_path
from wksbm.boundaries.stage import stage
from wksbm.crs import WGS84, areas_km2
from wksbm.errors import InputError, Problem
from wksbm.personal.columns import mask_cells
from wksbm.reading import more_time, private_folder
from wksbm.text import Text

_COLUMNS = ["kode_bps", "desa", "kecamatan", "kode_kecamatan", "kabupaten", "provinsi"]
_METRES_PER_DEGREE = 111_320


def read_boundaries(
    path: Path,
    *,
    region: str = "",
    crosswalk: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    crs: str | None = None,
    layer: str | None = None,
    find_codes: CodesByName | None = None,
) -> Boundaries:
    """
    Read, check and mend village boundaries.

    Parameters
    ----------
    path
        A boundary file (Shapefile, GeoPackage, GeoJSON, FlatGeobuf, GeoParquet, KML, or a zip
        of one), a folder that holds one, or a folder with a `source.toml` that names it.
    region
        Kemendagri code; only villages whose code begins with it are kept. Empty keeps all.
    crosswalk
        BPS code -> Kemendagri code, to give villages the code that they lack.
    columns
        Which column holds what (`kode`, `kode_bps`, `desa`, `kecamatan`, `kabupaten`,
        `provinsi`), for schemas that are not recognised.
    crs
        The CRS of the coordinates, e.g. ``EPSG:32749``, when the file does not say or errs.
    layer
        Which layer of the file, when several hold villages.
    find_codes
        Finds codes by names for a file that has none.

    Returns
    -------
    Boundaries
        In EPSG:4326.

    Raises
    ------
    InputError
        If the file cannot be used; says what is wrong and what to do.
    ContentError
        If the folder's `source.toml` is wrong.
    """
    described = described_path(path, columns=columns, crs=crs, layer=layer)
    name = described.file.name
    with private_folder() as folder:
        staged = stage(described.file, Path(folder))
        chosen = choose_layer(
            staged,
            name,
            wanted=described.layer or None,
            columns=described.columns or None,
            crosswalk=crosswalk or {},
            find_codes=find_codes,
        )
        return settle_boundaries(chosen, described, staged.sha256, region, crosswalk or {})


def settle_boundaries(
    chosen: Chosen,
    described: SourceFile,
    sha256: str,
    region: str,
    crosswalk: Mapping[str, str],
) -> Boundaries:
    """
    Make boundaries of the layer with the villages.

    Parameters
    ----------
    chosen, sha256
        The layer, whose copy still exists, and the hash of the file.
    described
        How to read it.
    region, crosswalk
        As for `read_boundaries`.

    Raises
    ------
    InputError
        If the layer cannot be used.
    """
    name = described.file.name
    rows = _rows_of_region(chosen.places.table, region, name)
    shapes = read_shapes(chosen.layer, rows)
    table = chosen.places.table.iloc[rows]
    problems = [*_source_problems(described, sha256, chosen, name), *chosen.problems]
    problems += [*chosen.places.problems, *_left_out(chosen.places.table, table, region, name)]

    repaired = repair(shapes, name)
    problems += _repair_problems(table, repaired, name)
    table, shapes = table[~repaired.lost], repaired.shapes[~repaired.lost]
    if not len(table):
        raise InputError(_no_shapes(name))
    located = locate(
        shapes,
        table["kode"].str[:2].to_numpy(),
        stated=chosen.layer.crs,
        option=parse_crs(described.crs, name) if described.crs else None,
        name=name,
    )
    again = repair(located.shapes, name)
    table, filled = fill_names(table[~again.lost], name)
    merged = merge_duplicates(
        gpd.GeoDataFrame(table, geometry=again.shapes[~again.lost], crs=WGS84), name
    )
    problems += [*located.problems, *filled, *merged.problems]
    villages = merged.villages.sort_values("kode")
    raw_shapes = np.array(villages.geometry, dtype=object)
    if len(raw_shapes) <= MOST_VILLAGES:
        more_time(SECONDS_PER_VERTEX * int(shapely.get_num_coordinates(raw_shapes).sum()))
    fit = measure_fit(raw_shapes) if len(raw_shapes) <= MOST_VILLAGES else None
    cleaned, tidied = _tidy(raw_shapes, villages["kode"], name)
    villages = _finish(villages, cleaned)
    source = replace(described.source, sha256=sha256)
    missing = _missing(villages, set(crosswalk.values()), region, source.title)
    report = BoundaryReport(
        features=chosen.layer.features,
        villages=len(villages),
        repaired=int(repaired.repaired.sum()),
        duplicates=merged.duplicates,
        dropped=chosen.layer.features - len(villages) - merged.duplicates,
        overlap_km2=fit.overlap_km2 if fit else None,
        gap_km2=fit.gap_km2 if fit else None,
        area_km2=round(float(villages["luas_km2"].sum()), 6),
        crs=crs_label(located.crs),
        crs_source=located.source,
        schema=chosen.schema.name,
        problems=(*problems, *tidied, *missing),
        area_change_pct=_area_changes(raw_shapes, villages["luas_km2"]),
    )
    return Boundaries(villages, source, report)


def _rows_of_region(table: pd.DataFrame, region: str, name: str) -> np.ndarray:
    """Return the positions of the features whose code begins with `region`."""
    digits = re.sub(r"[^0-9]", "", region)
    if region and not (re.fullmatch(r"[0-9.]+", region) and len(digits) in (2, 4, 6, 10)):
        raise InputError(
            Problem(
                Text("kode wilayah salah", "wrong region code"),
                file="region",
                found=region,
                expected=Text("misalnya 34, 34.03 atau 34.03.01", "34, 34.03 or 34.03.01, say"),
            )
        )
    kode = table["kode"]
    inside = kode != ""
    if digits:
        by_bps = ~is_dotted(kode) & (len(digits) <= 4)
        bare = kode.str.replace(".", "", regex=False)
        inside &= bare.str.startswith(digits) & (is_dotted(kode) | by_bps)
    rows = np.flatnonzero(inside.to_numpy())
    if not len(rows):
        listed = ", ".join(f"{code} ({count})" for code, count in count_kabupaten(table).items())
        raise InputError(
            Problem(
                Text(
                    f"tidak ada desa di wilayah {region}; berkas ini memuat {listed}",
                    f"there is no village of region {region}; the file holds {listed}",
                ),
                file=name,
                cure=Text("Pilih --region yang sesuai", "Choose a --region that fits"),
            )
        )
    return rows


def count_kabupaten(table: pd.DataFrame) -> dict[str, int]:
    """Return how many features each kabupaten has, by its code (sorted)."""
    kode = table.loc[table["kode"] != "", "kode"]
    counts = higher_code(kode, 5).value_counts().sort_index()
    return {str(code): int(count) for code, count in counts.items()}


def _source_problems(
    described: SourceFile, sha256: str, chosen: Chosen, name: str
) -> list[Problem]:
    """Hold the file against what its `source.toml` says of it."""
    problems = []
    stated = described.source.sha256
    if stated and stated != sha256:
        problems.append(
            Problem(
                Text(
                    "berkas bukan yang digambarkan source.toml (sha256 berbeda)",
                    "the file is not the one that source.toml describes (sha256 differs)",
                ),
                file=name,
            )
        )
    codes = chosen.places.table["kode"]
    held = codes[codes != ""].nunique()
    if held < described.villages:
        problems.append(
            Problem(
                Text(
                    f"berkas memuat {held} desa, padahal menurut source.toml {described.villages}",
                    f"the file holds {held} villages, but {described.villages} by its source.toml",
                ),
                file=name,
            )
        )
    return problems


def _left_out(
    everything: pd.DataFrame, kept: pd.DataFrame, region: str, name: str
) -> list[Problem]:
    """Tell which features were left out because of their code."""
    problems = _without_code(everything, kept, name)
    codeless = everything[everything["kode"] == ""]
    outside = len(everything) - len(codeless) - len(kept)
    if region and not is_dotted(kept["kode"]).any():
        problems.append(_by_bps(kept, region, name))
    if outside:
        problems.append(
            Problem(
                Text(
                    f"{outside} bidang di luar wilayah {region} tidak dipakai",
                    f"{outside} features outside region {region} are left out",
                ),
                file=name,
            )
        )
    return problems


def _by_bps(kept: pd.DataFrame, region: str, name: str) -> Problem:
    kabupaten = sorted(set(kept["kabupaten"]) - {""})
    return Problem(
        Text(
            f"berkas ini hanya memuat kode BPS; wilayah {region} dibaca sebagai kode BPS (di luar "
            "Jawa nomor kabupaten BPS dan Kemendagri berbeda)",
            f"the file holds BPS codes only; the region {region} is read as a BPS code (outside "
            "Java BPS and Kemendagri number kabupaten differently)",
        ),
        file=name,
        found=shown(kabupaten) or None,
        cure=Text(
            "Jika itu bukan kabupaten yang dimaksud, pilih --region menurut kode BPS-nya",
            "If that is not the kabupaten you mean, choose --region by its BPS code",
        ),
    )


def _missing(villages: gpd.GeoDataFrame, known: set[str], region: str, title: str) -> list[Problem]:
    """Report the villages of the region that the crosswalk knows and the file does not hold."""
    expected = {kode for kode in known if kode.startswith(region)}
    missing = sorted(expected - set(villages.index))
    if not missing or len(missing) == len(expected):
        return []
    problem = Problem(
        Text(
            f"{len(missing)} dari {len(expected)} desa di wilayah ini tidak ada dalam berkas batas",
            f"{len(missing)} of the region's {len(expected)} villages are not in the file",
        ),
        file=title,
        found=", ".join(missing),
        cure=Text(
            "Gunakan berkas batas yang lengkap; desa itu tidak akan tampak pada peta",
            "Use a complete boundary file; those villages will not be on the maps",
        ),
    )
    return [problem]


def _without_code(everything: pd.DataFrame, kept: pd.DataFrame, name: str) -> list[Problem]:
    """Say which features have no village code and are left out."""
    codeless = everything[everything["kode"] == ""]
    names = set(kept["kabupaten"]) - {""}
    if not len(codeless):
        return []
    near = int(codeless["kabupaten"].isin(names).sum())
    return [
        Problem(
            Text(
                f"{len(codeless)} bidang tanpa kode desa tidak dipakai; {near} di antaranya di "
                "kabupaten yang dipetakan",
                f"{len(codeless)} features without a village code are left out; {near} of them "
                "in the kabupaten shown",
            ),
            file=name,
            found=shown([text or "?" for text in codeless["desa"]]),
        )
    ]


def _repair_problems(table: pd.DataFrame, repaired: Repaired, name: str) -> list[Problem]:
    """Say which features have no shape, and which had to be repaired."""
    counted = (
        (
            repaired.lost,
            Text("bidang tanpa bentuk tidak dipakai", "features without a shape are left out"),
        ),
        (
            repaired.repaired,
            Text("bentuk yang tidak sah diperbaiki", "invalid shapes were repaired"),
        ),
    )
    return [
        Problem(
            Text(f"{int(where.sum())} {what.id}", f"{int(where.sum())} {what.en}"),
            file=name,
            found=shown(table.loc[where, "desa"]),
        )
        for where, what in counted
        if where.any()
    ]


def _no_shapes(name: str) -> Problem:
    """Say that a file holds no polygons."""
    return Problem(
        Text("tidak ada desa yang memiliki bidang (poligon)", "no village has an area (polygon)"),
        file=name,
        expected=Text("poligon, bukan titik atau garis", "polygons, not points or lines"),
    )


def _tidy(shapes: np.ndarray, codes: pd.Series, name: str) -> tuple[np.ndarray, Sequence[Problem]]:
    """Make common borders one line, and say what that changed."""
    if len(shapes) > MOST_VILLAGES:
        return shapes, [
            Problem(
                Text(
                    f"tumpang tindih dan celah antara {len(shapes)} desa tidak diukur dan "
                    "perbatasannya tidak dirapikan; pilih satu wilayah untuk itu",
                    f"overlaps and gaps between {len(shapes)} villages were not measured, their "
                    "borders not tidied; choose a region for that",
                ),
                file=name,
            )
        ]
    cleaned = clean_borders(shapes)
    if not cleaned.changed and not len(cleaned.kept):
        return shapes, []
    return cleaned.shapes, [_tidied(cleaned, codes, name)]


def _area_changes(before: np.ndarray, after: pd.Series) -> dict[str, float]:
    """Return the change of area in per cent of each village whose area has changed."""
    areas = areas_km2(gpd.GeoSeries(before, index=after.index, crs=WGS84))
    change = ((after / areas - 1) * 100).round(4)
    return {str(kode): float(percent) for kode, percent in change[change != 0].items()}


def _tidied(cleaned: Cleaned, codes: pd.Series, name: str) -> Problem:
    metres = round(GAP_DEGREES * _METRES_PER_DEGREE)
    percent = f"{100 * cleaned.largest_change:.3f}"
    limit = f"{100 * MOST_AREA_CHANGE:g}"
    kept = [codes.iloc[place] for place in cleaned.kept]
    return Problem(
        Text(
            f"perbatasan {cleaned.changed} wilayah dirapikan menjadi satu garis (celah sampai "
            f"{metres} m ditutup); luas berubah paling banyak {percent.replace('.', ',')}%, "
            f"{len(kept)} wilayah yang akan berubah lebih dari {limit.replace('.', ',')}% "
            "dibiarkan",
            f"the borders of {cleaned.changed} villages were made one line (gaps up to {metres} m "
            f"closed); areas changed by at most {percent}%, {len(kept)} villages that would have "
            f"changed by more than {limit}% were left as they are",
        ),
        file=name,
        found=shown(kept) if kept else None,
    )


def _finish(villages: gpd.GeoDataFrame, shapes: np.ndarray) -> gpd.GeoDataFrame:
    index = pd.Index(villages["kode"].astype(str), name="kode")
    kode = pd.Series(index, index=index)
    table = villages.set_index(index)
    table["kode_kecamatan"] = higher_code(kode, 8)
    geometry = gpd.GeoSeries(shapes, index=index, crs=WGS84)
    names = mask_cells(table[_COLUMNS].astype(str)).cells
    finished = gpd.GeoDataFrame(names, geometry=geometry)
    finished.insert(len(_COLUMNS), "luas_km2", areas_km2(geometry).astype(float))
    return finished
