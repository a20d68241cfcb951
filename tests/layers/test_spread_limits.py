"""Rasters that cover part of the region, hold nobody or are too coarse: nothing is made up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from wksbm.boundaries.model import Source
from wksbm.layers.model import Atlas
from wksbm.layers.people import PeopleInputs
from wksbm.layers.surfaces import SurfaceKind, find_surface
from wksbm.maps.surface import surface_layer
from wksbm.raster.population_file import open_population

from tests.board import NORTH, SIDE, WEST, codes
from tests.layers.spread_board import MIDDLES, A, B, D, E, G, H, build, people, spread_of
from tests.layers.tables import register
from tests.raster.rasters import write_raster

FINE = 30
"""Cells to the side of a village: 73 m."""


def fine(folder: Path, columns: int = 3, number: float = 1000.0) -> PeopleInputs:
    """Return a raster of the western columns of villages, each with people in its middle."""
    values = np.zeros((3 * FINE, columns * FINE))
    values[FINE // 2 :: FINE, FINE // 2 :: FINE] = number
    path = write_raster(folder / "halus_2020.tif", values, cell=SIDE / FINE, west=WEST,
                        north=NORTH, crs="EPSG:4326")  # fmt: skip
    return PeopleInputs(open_population(path), Source("halus_2020.tif"))


def said(atlas: Atlas) -> str:
    return " ".join(remark.id for remark in atlas.remarks)


def test_villages_outside_the_raster_are_judged_by_nothing_made_of_people(tmp_path: Path) -> None:
    """The raster ends where the eastern column of villages begins: C (silent), F and I."""
    atlas = build(tmp_path, given=fine(tmp_path, columns=2))
    spread = spread_of(atlas)
    assert spread.judged.tolist() == [A, B, E, G, H]
    assert spread.people_known == pytest.approx(5000)
    for kind in ("ratio", "reach"):
        found = find_surface(atlas, kind)
        assert found is not None
        layer = surface_layer(atlas, atlas.layers[0], found)
        known = layer.class_keys[layer.class_keys == "known"]
        assert known.index.tolist() == [A, B, E, G, H]
        grid = found.grid
        east = grid.west + np.arange(grid.columns) * grid.cell > spread.places[:, 0].min() + 4000
        assert np.isnan(found.values[:, east]).all() and np.isfinite(found.values).any()
        assert "di luar raster" in found.classes[-1].label.id
    density = find_surface(atlas, "density")
    assert density is not None and "raster" not in density.classes[-1].label.id
    assert "5 kalurahan yang letak kelompoknya diketahui" in told_by(atlas)


def told_by(atlas: Atlas) -> str:
    (reach,) = [finding for finding in atlas.summary if finding.id == "reach"]
    return " ".join(sentence.id for sentence in reach.sentences)


def test_the_ratio_is_the_same_where_the_raster_was_cut_farther_on(tmp_path: Path) -> None:
    """Groups outside the raster have no part in it: no ridge along the cut."""
    middle = (FINE // 2 + 0.5) / FINE
    rows = [
        {"kode": kode, "lon": WEST + (x + middle) * SIDE, "lat": NORTH - (y + middle) * SIDE}
        for kode, x, y in ((A, 0, 0), (B, 1, 0), (D, 0, 1), (E, 1, 1), (G, 0, 2), (H, 1, 2))
    ]
    rows += [
        {"kode": kode, "lon": WEST + 2.02 * SIDE, "lat": NORTH - (y + 0.5) * SIDE}
        for y, kode in enumerate(codes()[2::3])
        for _ in range(50)
    ]
    atlas = build(tmp_path, given=fine(tmp_path, columns=2), table=register(rows))
    ratio = find_surface(atlas, "ratio")
    assert ratio is not None
    assert float(np.nanmax(ratio.values)) == pytest.approx(1.0, rel=0.02)


def test_a_raster_where_nobody_lives_is_said_to_be_one(tmp_path: Path) -> None:
    atlas = build(tmp_path, given=fine(tmp_path, number=0.0))
    assert "tidak ada penduduk di wilayah yang letak kelompoknya diketahui" in said(atlas)
    kinds: tuple[SurfaceKind, ...] = ("ratio", "reach")
    assert [find_surface(atlas, kind) for kind in kinds] == [None, None]
    assert find_surface(atlas, "density") is not None


def test_too_few_people_for_a_ratio_are_said_to_be(tmp_path: Path) -> None:
    atlas = build(tmp_path, given=fine(tmp_path, number=2.0), bandwidth_m=2000.0)
    assert "kurang dari 10 orang per km²" in said(atlas)
    assert find_surface(atlas, "ratio") is None and find_surface(atlas, "reach") is not None


def test_a_coarse_raster_is_said_to_be_one_and_widens_the_ratio(tmp_path: Path) -> None:
    coarse, smooth = (build(tmp_path, given=given) for given in (people(tmp_path), fine(tmp_path)))
    assert "Sel raster penduduk selebar 7" in said(coarse) and "(500 m)" in said(coarse)
    assert "Sel raster penduduk selebar" not in said(smooth)
    wide, narrow = (spread_of(atlas).ratio for atlas in (coarse, smooth))
    assert wide is not None and narrow is not None
    assert wide.groups.bandwidth == pytest.approx(734, rel=0.01) and wide.groups.chosen == "raster"
    assert (narrow.groups.bandwidth, narrow.groups.chosen) == (500, "given")


def test_a_register_of_none_is_told_from_one_without_places(tmp_path: Path) -> None:
    none = build(tmp_path, table=register([{"kode": kode, "nil": True} for kode in codes()]))
    assert "Tidak ada kelompok yang tercatat" in said(none)
    without = build(tmp_path, table=register([{"kode": A, "jumlah_anggota": 3.0}]))
    assert "Letak kelompok (lon, lat) tidak tersedia" in said(without)


def test_cells_and_bandwidths_that_cannot_be_are_told(tmp_path: Path) -> None:
    atlas = build(tmp_path, bandwidth_m=50.0)
    assert "bandwidth_m (50 m) lebih kecil daripada sel kerapatan (100 m)" in said(atlas)


def test_a_raster_of_densities_is_told_by_its_unit_and_its_total(tmp_path: Path) -> None:
    given = fine(tmp_path, number=5000.0)
    assert given.raster is not None
    raster = replace(given.raster, unit="people per sq km", bands=3)
    told = said(build(tmp_path, given=replace(given, raster=raster)))
    assert "Satuan halus_2020.tif adalah “people per sq km”" in told
    assert "memuat 3 band; band 1 yang dipakai" in told
    assert "Penduduk menurut raster (45.000) jauh dari tabel penduduk" in told
    plain = said(build(tmp_path, given=fine(tmp_path)))
    assert "Satuan" not in plain and "band;" not in plain and "jauh dari tabel" not in plain


def test_villages_where_the_raster_has_less_than_half_are_named(tmp_path: Path) -> None:
    values = np.zeros((3 * FINE, 3 * FINE))
    values[FINE // 2 :: FINE, FINE // 2 :: FINE] = 1000
    values[: FINE * 2, : FINE + 3] *= 0.4
    values[: FINE * 1, FINE:] *= 0.4
    path = write_raster(tmp_path / "p.tif", values, cell=SIDE / FINE, west=WEST, north=NORTH,
                        crs="EPSG:4326")  # fmt: skip
    given = PeopleInputs(open_population(path), Source("p.tif"))
    told = said(build(tmp_path, given=given))
    assert "Di 4 wilayah raster memuat kurang dari separuh penduduk tabel (" in told


def test_candidates_that_are_of_no_use_are_told(tmp_path: Path) -> None:
    spot = {"nama": "Jauh", "lon": WEST - 3.0, "lat": NORTH}
    near = {"nama": "Dekat", "lon": MIDDLES[B][0], "lat": MIDDLES[B][1]}
    tables = {"kosong": [], "jauh": [spot, spot], "campur": [spot, near]}
    told = {}
    for name, rows in tables.items():
        frame = pd.DataFrame(rows, columns=["nama", "lon", "lat"])
        atlas = build(tmp_path, given=replace(fine(tmp_path), candidates=frame))
        told[name] = said(atlas)
        assert len(spread_of(atlas).proposals) == (1 if name == "campur" else 0)
    assert "Tabel calon tempat kosong" in told["kosong"]
    assert "2 dari 2 calon tempat berada di luar wilayah" in told["jauh"]
    assert "1 calon tempat berada di titik yang sama" in told["jauh"]
    assert "Tidak satu pun calon tempat berjarak paling jauh 1 km" in told["jauh"]
    assert "1 dari 2 calon tempat berada di luar wilayah" in told["campur"]
    assert "Tidak satu pun" not in told["campur"]
