"""People per village from a raster: shares of cells, what counts as nobody, any CRS."""

from __future__ import annotations

import warnings
from functools import partial
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import rasterio
import shapely
from PIL import Image
from pyproj import CRS
from rasterstats import zonal_stats
from wksbm.errors import InputError
from wksbm.raster.population import OutsideRegionError, covered, people_by_village, populated_cells
from wksbm.raster.population_file import open_population, year_note

from tests.raster.rasters import NORTH, UTM, WEST, places, raster, write_raster
from tests.shared import shared

NINE = np.arange(1, 10).reshape(3, 3)
METRIC = CRS.from_user_input(UTM)


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    """Return a box in cells from the north-western corner, downward."""
    return shapely.box(
        WEST + 100 * west, NORTH - 100 * south, WEST + 100 * east, NORTH - 100 * north
    )


def test_whole_cells_are_added(tmp_path: Path) -> None:
    people = people_by_village(
        raster(tmp_path / "p.tif", NINE), places(box(0, 2, 2, 0), box(2, 3, 3, 2))
    )
    assert people.to_dict() == pytest.approx({"a": 1 + 2 + 4 + 5, "b": 9})


def test_a_cell_on_the_border_counts_by_its_share(tmp_path: Path) -> None:
    # the box covers the middle cell whole, four sides by half, four corners by a quarter
    people = people_by_village(raster(tmp_path / "p.tif", NINE), places(box(0.5, 2.5, 2.5, 0.5)))
    assert people["a"] == pytest.approx(5 + (2 + 4 + 6 + 8) / 2 + (1 + 3 + 7 + 9) / 4)


def test_a_village_smaller_than_a_cell_has_its_share(tmp_path: Path) -> None:
    people = people_by_village(raster(tmp_path / "p.tif", NINE), places(box(1.2, 1.6, 1.4, 1.2)))
    assert people["a"] == pytest.approx(5 * 0.2 * 0.4)


def test_a_triangle_has_half_of_its_cell(tmp_path: Path) -> None:
    corner = shapely.Polygon(
        [(WEST + 100, NORTH - 100), (WEST + 200, NORTH - 100), (WEST + 100, NORTH - 200)]
    )
    assert people_by_village(raster(tmp_path / "p.tif", NINE), places(corner))[
        "a"
    ] == pytest.approx(2.5)


def test_nothing_is_lost_between_villages(tmp_path: Path) -> None:
    halves = places(box(0, 3, 1.3, 0), box(1.3, 3, 3, 0))
    assert people_by_village(raster(tmp_path / "p.tif", NINE), halves).sum() == pytest.approx(45)


@pytest.mark.parametrize("bad", [-99999, -200, -1, -0.5, np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("told", [True, False])
def test_no_data_and_impossible_values_are_nobody(tmp_path: Path, bad: float, told: bool) -> None:
    values = NINE.astype(float)
    values[1, 1] = bad
    source = raster(tmp_path / "p.tif", values, nodata=bad if told else None)
    assert people_by_village(source, places(box(0, 3, 3, 0)))["a"] == pytest.approx(40)


@pytest.mark.parametrize("dtype", ["uint8", "int16", "uint16", "int32", "float64"])
def test_any_type_of_number_will_do(tmp_path: Path, dtype: str) -> None:
    source = raster(tmp_path / "p.tif", NINE, dtype=dtype, nodata=9)
    assert people_by_village(source, places(box(0, 3, 3, 0)))["a"] == pytest.approx(36)


def test_a_village_beyond_the_raster_has_no_figure_and_one_without_people_has_zero(
    tmp_path: Path,
) -> None:
    values = NINE.copy()
    values[:, 0] = 0
    source = raster(tmp_path / "p.tif", values)
    shapes = places(box(0, 3, 1, 0), box(2, 3, 5, 0), box(10, 3, 12, 0), box(-0.0009, 3, 1, 0))
    assert covered(source, shapes).tolist() == [True, False, False, True]
    sliver = places(box(-0.0011, 3, 1, 0), shapely.Polygon(box(-0.5, 2, 1, 1)))
    assert covered(source, sliver).tolist() == [False, False]
    people = people_by_village(source, shapes)
    assert people[["a", "d"]].tolist() == pytest.approx([0, 0], abs=1e-5)
    assert people[["b", "c"]].isna().all()


@pytest.mark.parametrize(
    ("empty", "options"),
    [
        (np.nan, {}),
        (-9999, {"nodata": -9999}),
        (255, {"dtype": "uint8", "nodata": 255}),
        (-1, {}),
        (3.4028235e38, {}),
        (4294967295, {"dtype": "uint32"}),
    ],
)
def test_a_village_without_one_cell_of_data_has_no_figure(
    tmp_path: Path, empty: float, options: dict
) -> None:
    values = NINE.astype(float)
    values[:, 0] = empty
    source = raster(tmp_path / "p.tif", values, **options)
    shapes = places(box(0, 3, 1, 0), box(1, 3, 3, 0))
    people = people_by_village(source, shapes)
    assert np.isnan(people["a"]) and people["b"] == pytest.approx(NINE[:, 1:].sum())
    cells = populated_cells(source, shapes, METRIC)
    assert cells.known.tolist() == [False, True]
    assert set(cells.table["village"]) == {1}


def test_a_raster_with_no_data_in_the_region_is_refused(tmp_path: Path) -> None:
    source = raster(tmp_path / "p.tif", np.full((3, 3), -9999), nodata=-9999)
    for read in (people_by_village, partial(populated_cells, metric=METRIC)):
        with pytest.raises(OutsideRegionError, match=r"p\.tif.*no data in this region"):
            read(source, places(box(0, 3, 3, 0)))


def test_a_raster_elsewhere_is_refused_with_both_corners(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        people_by_village(raster(tmp_path / "p.tif", NINE), places(box(10, 3, 12, 0)))
    line = caught.value.problems[0].render("id")
    assert "p.tif" in line and "440000" in line and "441000" in line


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"crs": None}, "sistem koordinat"),
        ({"crs": 'LOCAL_CS["papan",UNIT["metre",1]]'}, "sistem koordinat"),
        ({"dtype": "complex64"}, "angka"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, options: dict, words: str) -> None:
    with pytest.raises(InputError) as caught:
        raster(tmp_path / "p.tif", NINE, **options)
    assert words in caught.value.problems[0].render("id")


def test_a_turned_raster_is_refused(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "p.tif", NINE)
    with rasterio.open(path, "r+") as target:
        target.transform = target.transform @ rasterio.Affine.rotation(30)
    with pytest.raises(InputError, match="turned"):
        open_population(path)


@pytest.mark.parametrize(
    ("transform", "words"),
    [
        (rasterio.Affine(2, 0, 9, 0, 2, 5), "south"),
        (rasterio.Affine(-1, 0, 3, 0, -1, 3), "mirrored"),
        (rasterio.Affine.identity(), "no georeference"),
    ],
)
def test_what_is_wrong_with_the_place_of_a_raster_is_told(
    tmp_path: Path, transform: rasterio.Affine, words: str
) -> None:
    path = tmp_path / "p.tif"
    shifted = transform if transform.is_identity else transform @ rasterio.Affine.translation(0, 1)
    with (
        warnings.catch_warnings(action="ignore"),
        rasterio.open(path, "w", driver="GTiff", width=3, height=3, count=1, dtype="float32",
                      crs="EPSG:4326", transform=shifted) as target,
    ):  # fmt: skip
        target.write(NINE.astype("float32"), 1)
    with pytest.raises(InputError, match=words) as caught:
        open_population(path)
    assert len(caught.value.problems) == 1


def test_a_picture_and_a_missing_file_are_told_to_be_such(tmp_path: Path) -> None:
    Image.new("L", (3, 3)).save(tmp_path / "p.tif", format="PNG")
    with pytest.raises(InputError, match="this is a picture") as caught:
        open_population(tmp_path / "p.tif")
    assert len(caught.value.problems) == 1 and "PNG" in caught.value.problems[0].render("id")
    with pytest.raises(InputError, match="there is no such file") as caught:
        open_population(tmp_path / "none.tif")
    assert str(tmp_path) not in caught.value.problems[0].render("en")


def test_a_file_that_is_cut_off_says_so_without_its_folder(tmp_path: Path) -> None:
    whole = write_raster(tmp_path / "whole.tif", np.random.default_rng(1).random((600, 600)))
    cut = tmp_path / "cut.tif"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    shapes = places(box(0, 600, 600, 0))
    with pytest.raises(InputError, match="cut off") as caught:
        people_by_village(open_population(cut), shapes)
    told = caught.value.problems[0].render("en")
    assert "previous exception" not in told and str(tmp_path) not in told
    assert "again" in told


def test_the_unit_of_the_band_is_kept(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "p.tif", NINE)
    with rasterio.open(path, "r+") as target:
        target.set_band_unit(1, "people/km2")
    assert open_population(path).unit == "people/km2"


@pytest.mark.parametrize("content", [b"", b"hello", b"II*\x00"])
def test_a_file_that_is_no_raster_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p.tif").write_bytes(content)
    with pytest.raises(InputError, match=r"p\.tif"):
        open_population(tmp_path / "p.tif")
    with pytest.raises(InputError, match=r"none\.tif"):
        open_population(tmp_path / "none.tif")


def test_rows_of_cells_add_up_to_the_villages(tmp_path: Path) -> None:
    values = NINE.astype(float)
    values[0, 0], values[2, 2] = 0, -5
    source = raster(tmp_path / "p.tif", values)
    shapes = places(box(0.5, 2.5, 2.5, 0.5), box(2.5, 3, 9, 0), box(0, 3, 0.5, 0))
    cells = populated_cells(source, shapes, METRIC)
    people = people_by_village(source, shapes)
    sums = cells.by_village(cells.table["people"].to_numpy())
    assert sums[["a", "c"]].tolist() == pytest.approx(people[["a", "c"]].tolist())
    assert sums["b"] == 0 and np.isnan(people["b"])
    assert (cells.table["people"] > 0).all()
    middle = cells.table[cells.table["cell"] == 4]
    assert middle[["x", "y"]].to_numpy().tolist() == [[WEST + 150, NORTH - 150]]
    assert 0 not in set(cells.table["cell"]) and 8 not in set(cells.table["cell"])


def test_batches_do_not_change_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = raster(tmp_path / "p.tif", NINE)
    shapes = places(*(box(c, r + 1, c + 1, r) for r in range(3) for c in range(3)))
    whole = populated_cells(source, shapes, METRIC).table
    told: list[tuple[int, int]] = []
    monkeypatch.setattr("wksbm.raster.population.BATCH", 2)
    parts = populated_cells(
        source, shapes, METRIC, progress=lambda done, all_of: told.append((done, all_of))
    )
    pd.testing.assert_frame_equal(parts.table, whole)
    assert told == [(2, 9), (4, 9), (6, 9), (8, 9), (9, 9)]


def test_large_villages_are_read_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = raster(tmp_path / "p.tif", NINE)
    shapes = places(box(0, 3, 3, 0), box(0, 3, 1, 2), box(1, 3, 2, 2))
    whole = people_by_village(source, shapes)
    told: list[int] = []
    monkeypatch.setattr("wksbm.raster.population.MOST_CELLS_READ", 10)
    parts = people_by_village(source, shapes, progress=lambda done, _: told.append(done))
    assert parts.tolist() == pytest.approx(whole.tolist())
    assert told == [1, 3]


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:23830", "ESRI:54009"])
def test_the_same_people_in_any_crs_within_a_thousandth(tmp_path: Path, crs: str) -> None:
    """A field of equal density, in rasters of different CRSs, over the same village."""
    village = places(shapely.Point(WEST, NORTH).buffer(4000))
    shape = village.to_crs(crs).iloc[0]
    west, south, east, north = shape.bounds
    cell = (east - west) / 400
    rows = int((north - south) / cell) + 4
    values = np.full((rows, 404), 7.0)
    source = raster(
        tmp_path / "p.tif", values, cell=cell, west=west - 2 * cell, north=north + 2 * cell, crs=crs
    )
    expected = 7.0 * shape.area / cell**2
    assert people_by_village(source, village)["a"] == pytest.approx(expected, rel=1e-3)


def test_shares_agree_with_a_count_of_a_hundred_points_per_cell(tmp_path: Path) -> None:
    generator = np.random.default_rng(3)
    values = generator.integers(0, 50, (30, 30)).astype(float)
    source = raster(tmp_path / "p.tif", values)
    points = generator.uniform(300, 2700, (9, 2)) + np.array([WEST, NORTH - 3000])
    cells = shapely.get_parts(
        shapely.voronoi_polygons(
            shapely.multipoints(points), extend_to=box(0, 30, 30, 0), ordered=True
        )
    )
    villages = places(*shapely.intersection(cells, box(0, 30, 30, 0)))
    people = people_by_village(source, villages)
    fine = (np.arange(300) + 0.5) * 10
    x, y = np.meshgrid(WEST + fine, NORTH - fine)
    counted = [
        (values.repeat(10, 0).repeat(10, 1) / 100)[shapely.contains_xy(shape, x, y)].sum()
        for shape in villages
    ]
    assert people.to_numpy() == pytest.approx(counted, rel=0.01)
    assert people.sum() == pytest.approx(values.sum(), rel=1e-6)


@pytest.mark.filterwarnings("ignore:Use `@` matmul:PendingDeprecationWarning")
def test_rasterstats_agrees_where_it_is_right(tmp_path: Path) -> None:
    """Villages of many cells: middles of cells are a fair sample of the shares."""
    generator = np.random.default_rng(5)
    source = raster(tmp_path / "p.tif", generator.uniform(1, 9, (200, 200)))
    villages = places(
        shapely.Point(WEST + 6000, NORTH - 9000).buffer(5000), box(120, 190, 180, 100)
    )
    theirs = [row["sum"] for row in zonal_stats(villages, str(source.path), stats="sum", nodata=-1)]
    assert people_by_village(source, villages).to_numpy() == pytest.approx(theirs, rel=0.003)


@pytest.mark.parametrize(
    ("name", "tags", "year", "note"),
    [
        ("p", {}, None, "tahun tidak disebutkan"),
        ("idn_ppp_2020_UNadj", {}, 2020, "tahun 2020, menurut nama berkas"),
        ("p_2020", {"year": "2024"}, 2024, "tahun 2024, menurut keterangan di dalam berkas"),
        ("p", {"TIFFTAG_IMAGEDESCRIPTION": "People 2015"}, 2015, "tahun 2015"),
        ("p", {"TIFFTAG_DATETIME": "2021:05:01 00:00:00"}, None, "tahun tidak disebutkan"),
        ("p_2020", {"TIFFTAG_DATETIME": "2025:03:01 00:00:00"}, 2020, "tahun 2020, menurut nama"),
        ("GHS_POP_E2025_GLOBE_R2023A_54009_100_V1_0", {}, 2025, "tahun 2025"),
        ("idn_pop_2020_CN_100m_R2025A_v1", {}, 2020, "tahun 2020"),
        ("year2021", {}, 2021, "tahun 2021"),
        ("R2023A", {}, None, "tahun tidak disebutkan"),
        ("from_2000_to_2020", {}, None, "tahun tidak disebutkan"),
        ("p_32749_120200", {}, None, "tahun tidak disebutkan"),
    ],
)
def test_the_year_comes_from_the_tags_else_the_name(
    tmp_path: Path, name: str, tags: dict[str, str], year: int | None, note: str
) -> None:
    source = raster(tmp_path / f"{name}.tif", NINE, tags=tags)
    assert source.year == year
    assert year_note(source).id.startswith(note)


@pytest.mark.real
def test_people_of_the_real_villages_add_up_to_those_of_the_province(tmp_path: Path) -> None:
    villages = gpd.read_file(shared("data", "desa_diy.gpkg")).set_index("kode").geometry
    west, south, east, north = villages.total_bounds
    cell = 1 / 1200
    shape = int((north - south) / cell) + 4, int((east - west) / cell) + 4
    values = np.random.default_rng(1).lognormal(1, 1, shape)
    source = raster(
        tmp_path / "p.tif", values, cell=cell, west=west - cell, north=north + cell, crs="EPSG:4326"
    )
    people = people_by_village(source, villages)
    whole = people_by_village(source, gpd.GeoSeries([villages.union_all()], index=["x"], crs=4326))
    assert len(people) == 438 and (people > 0).all()
    assert people.sum() == pytest.approx(whole["x"], rel=0.001)


@pytest.mark.real
def test_a_corner_on_the_edge_of_a_cell_neither_adds_nor_loses_a_cell(tmp_path: Path) -> None:
    """In a field of one person per cell; exactextract alone is wrong by one of these 68."""
    kode, cell = "33.06.02.2016", 1 / 1200
    path = shared("data", "desa_indonesia.parquet")
    village = gpd.read_parquet(path, filters=[("kode", "==", kode)]).set_index("kode").geometry
    west, north = 108.55418333333334, -5.723703333333333
    column, row = (
        int((village.total_bounds[0] - west) / cell) - 5,
        int((north - village.total_bounds[3]) / cell) - 5,
    )
    source = raster(
        tmp_path / "p.tif",
        np.ones((60, 60)),
        cell=cell,
        west=west + column * cell,
        north=north - row * cell,
        crs="EPSG:4326",
    )
    expected = float(shapely.area(village.iloc[0])) / cell**2
    assert people_by_village(source, village)[kode] == pytest.approx(expected, rel=1e-5)


def test_a_raster_whose_place_is_no_number_is_refused(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "penduduk.tif", [[1.0, 2.0]], west=float("nan"))
    with pytest.raises(InputError, match="georeference"):
        open_population(path)
