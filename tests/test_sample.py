"""The embedded sample content holds what its sidecars and the issue promise."""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from wksbm.tables.terms import read_terms

from tests.shared import FACTS, shared

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "boundaries" / "gunungkidul"
TABLES = ROOT / "layers" / "tables"

METRIC = "EPSG:32749"
OUTPUTS = (
    "boundaries/gunungkidul/batas_desa_perkiraan.zip",
    "boundaries/gunungkidul/source.toml",
    "layers/tables/kelompok_contoh.csv",
    "layers/rasters/penduduk_contoh.tif",
)
RICH = ["Karangmojo", "Playen"]
POOR = ["Panggang", "Purwosari", "Saptosari"]
REGISTER_COLUMNS = [
    "nama_kelompok",
    "jenis",
    "kode",
    "desa",
    "kecamatan",
    "padukuhan",
    "tahun_berdiri",
    "jumlah_anggota",
    "kriteria_anggota",
    "sumber_dana",
    "pembentukan",
    "status",
    "kegiatan",
    "kebutuhan",
    "lon",
    "lat",
]


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


def _points(table: pd.DataFrame) -> gpd.GeoSeries:
    places = gpd.GeoSeries.from_xy(
        table["lon"].astype(float), table["lat"].astype(float), crs="EPSG:4326"
    )
    return places.set_axis(table.index)


@pytest.fixture(scope="module")
def cells() -> gpd.GeoDataFrame:
    return gpd.read_file(FOLDER / "batas_desa_perkiraan.zip").set_index("KDEPUM", drop=False)


@pytest.fixture(scope="module")
def villages() -> pd.DataFrame:
    return _read(FOLDER / "titik_desa.csv").set_index("kode")


@pytest.fixture(scope="module")
def register() -> pd.DataFrame:
    return _read(TABLES / "kelompok_contoh.csv")


@pytest.fixture(scope="module")
def groups(register: pd.DataFrame) -> pd.DataFrame:
    return register[register["nama_kelompok"] != "nihil"]


@pytest.fixture(scope="module")
def counts(register: pd.DataFrame, groups: pd.DataFrame) -> pd.Series[int]:
    """Groups of each village that reports, 0 for a report of none."""
    reporting = sorted(set(register["kode"]))
    return groups.groupby("kode").size().reindex(reporting, fill_value=0)


@pytest.fixture(scope="module")
def residents() -> pd.Series[int]:
    return _read(TABLES / "penduduk_2024.csv").set_index("kode")["penduduk"].astype(int)


# ---------------------------------------------------------------- boundaries


def test_the_shapefile_has_the_big_names_and_all_144_villages(
    cells: gpd.GeoDataFrame, villages: pd.DataFrame
) -> None:
    expected = [
        "NAMOBJ",
        "KDEPUM",
        "KDCPUM",
        "KDPKAB",
        "KDPPUM",
        "WADMKD",
        "WADMKC",
        "WADMKK",
        "WADMPR",
        "geometry",
    ]
    assert list(cells.columns) == expected
    assert cells.crs == "EPSG:4326"
    assert len(cells) == 144
    assert list(cells.index) == list(villages.index)
    assert (cells["KDCPUM"] == cells["KDEPUM"].str[:8]).all()
    assert set(cells["KDPKAB"]) == {"34.03"}
    assert set(cells["KDPPUM"]) == {"34"}
    assert set(cells["WADMKK"]) == {"Gunungkidul"}
    assert (cells["NAMOBJ"] == villages["desa"]).all()
    assert (cells["WADMKD"] == villages["desa"]).all()
    assert (cells["WADMKC"] == villages["kecamatan"]).all()
    assert cells.groupby("KDCPUM")["WADMKC"].nunique().eq(1).all()
    assert cells["KDCPUM"].nunique() == 18


def test_the_zip_is_complete_and_dated_alike() -> None:
    with zipfile.ZipFile(FOLDER / "batas_desa_perkiraan.zip") as archive:
        names = {Path(info.filename).suffix for info in archive.infolist()}
        dates = {info.date_time for info in archive.infolist()}
        assert archive.read("batas_desa_perkiraan.cpg") == b"UTF-8"
        assert b"WGS_1984" in archive.read("batas_desa_perkiraan.prj")
    assert names == {".shp", ".shx", ".dbf", ".prj", ".cpg"}
    assert len(dates) == 1


def test_each_cell_is_one_polygon_round_its_own_point_only(
    cells: gpd.GeoDataFrame, villages: pd.DataFrame
) -> None:
    assert cells.is_valid.all()
    assert set(cells.geom_type) == {"Polygon"}
    points = _points(villages)
    inside = gpd.sjoin(gpd.GeoDataFrame(geometry=points), cells[["geometry"]], predicate="within")
    assert list(inside["KDEPUM"]) == list(villages.index)


def test_the_cells_fit_together_without_overlap_or_gap(cells: gpd.GeoDataFrame) -> None:
    metric = cells.to_crs(METRIC)
    union = shapely.unary_union(metric.geometry.to_numpy())
    assert union.geom_type == "Polygon"
    assert len(union.interiors) == 0
    assert metric.area.sum() == pytest.approx(union.area, rel=1e-9)
    assert metric.area.sum() / 1e6 == pytest.approx(1475, rel=0.10)
    assert cells.geometry.is_valid_coverage()


def test_a_place_belongs_to_the_nearest_village_point(
    cells: gpd.GeoDataFrame, villages: pd.DataFrame
) -> None:
    neighbours = _read(FOLDER / "titik_desa_tetangga.csv")
    every = pd.concat([villages.reset_index()[["kode", "lon", "lat"]], neighbours])
    seeds = _points(every.set_index("kode")).to_crs(METRIC)
    shrunk = cells.to_crs(METRIC).buffer(-5)
    corners = [
        (kode, shapely.Point(xy)) for kode, cell in shrunk.items() for xy in cell.exterior.coords
    ]
    tree = shapely.STRtree(seeds.to_numpy())
    nearest = tree.nearest(np.array([corner for _, corner in corners]))
    assert len(corners) > 144 * 4
    assert list(seeds.index[nearest]) == [kode for kode, _ in corners]


def test_no_cell_reaches_into_the_sea(cells: gpd.GeoDataFrame) -> None:
    coast = _read(FOLDER / "pesisir.csv")
    lon, lat = coast["lon"].astype(float), coast["lat"].astype(float)
    assert lon.is_monotonic_increasing
    corners = shapely.get_coordinates(cells.geometry.to_numpy())
    southern = np.interp(corners[:, 0], lon, lat)
    assert (corners[:, 1] > southern - 2e-4).all()
    assert (np.abs(corners[:, 1] - southern) < 2e-4).sum() > len(coast) / 2


def test_source_toml_describes_the_file_that_lies_beside_it() -> None:
    source = tomllib.loads((FOLDER / "source.toml").read_text(encoding="utf-8"))
    assert source["approximate"] is True
    assert source["sample"] is False
    assert source["villages"] == 144
    assert source["crs"] == "EPSG:4326"
    content = (FOLDER / source["file"]).read_bytes()
    assert source["sha256"] == hashlib.sha256(content).hexdigest()
    assert "BUKAN batas resmi" in source["notes"]
    assert "NOT official" in source["notes"]


def test_aliases_point_to_villages_and_kapanewon_that_exist(villages: pd.DataFrame) -> None:
    aliases = _read(FOLDER / "aliases.csv")
    assert list(aliases.columns) == ["tingkat", "varian", "kode", "sumber"]
    assert set(aliases["tingkat"]) == {"desa", "kecamatan"}
    known = {"desa": set(villages.index), "kecamatan": set(villages.index.str[:8])}
    assert all(
        code in known[level]
        for level, code in zip(aliases["tingkat"], aliases["kode"], strict=True)
    )
    assert "Paliyan" not in set(aliases["varian"])
    assert not aliases.duplicated(["tingkat", "varian", "kode"]).any()
    assert (aliases["sumber"] != "").all()


def test_the_crosswalk_is_one_to_one(villages: pd.DataFrame) -> None:
    crosswalk = _read(FOLDER / "kode_bps.csv")
    assert list(crosswalk.columns) == ["kode_bps", "kode"]
    assert list(crosswalk["kode"]) == list(villages.index)
    assert crosswalk["kode_bps"].is_unique
    assert crosswalk["kode_bps"].str.fullmatch(r"3403\d{6}").all()
    assert list(crosswalk["kode_bps"]) == list(villages["kode_bps"])


# ------------------------------------------------------------ village figures


@pytest.mark.parametrize("name", ["idm_2024", "penduduk_2024"])
def test_village_tables_have_a_row_for_every_village(name: str, villages: pd.DataFrame) -> None:
    table = _read(TABLES / f"{name}.csv").set_index("kode")
    assert list(table.index) == list(villages.index)
    assert (table[["desa", "kecamatan"]] == villages[["desa", "kecamatan"]]).all(axis=None)


def test_residents_are_estimates_that_add_up_to_the_regency(residents: pd.Series[int]) -> None:
    stations = _read(TABLES / "penduduk_2024.csv").set_index("kode")["tps_2024"].astype(int)
    assert stations.sum() == 2707
    assert residents.sum() == pytest.approx(776_926, abs=144 * 5)
    assert (residents - stations * 776_926 / 2707).abs().max() <= 5
    notes = tomllib.loads((TABLES / "penduduk_2024.toml").read_text(encoding="utf-8"))["notes"]
    assert "PERKIRAAN" in notes
    assert "ESTIMATE" in notes


def test_every_table_has_a_sidecar_and_only_the_register_is_a_sample() -> None:
    samples = set()
    for path in [*TABLES.glob("*.csv"), *FOLDER.glob("titik*.csv"), FOLDER / "pesisir.csv"]:
        sidecar = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
        assert set(sidecar) == {"title", "publisher", "licence", "date", "url", "sample", "notes"}
        assert all(sidecar[key] for key in ("title", "publisher", "licence", "date", "notes"))
        if sidecar["sample"]:
            samples.add(path.stem)
    assert samples == {"kelompok_contoh"}


def test_the_dictionary_describes_every_column_and_no_other() -> None:
    described = _read(TABLES / "kamus_data.csv")
    words = ["arti", "satuan", "sumber"]
    english = [f"{word}_en" for word in words]
    assert list(described.columns) == ["tabel", "kolom", *words, *english]
    assert (described[["arti", "sumber", "arti_en", "sumber_en"]] != "").all(axis=None)
    there = [
        (path.stem, column)
        for path in [*TABLES.glob("*.csv"), *FOLDER.glob("*.csv")]
        for column in _read(path).columns
    ]
    listed = list(zip(described["tabel"], described["kolom"], strict=True))
    assert sorted(listed) == sorted(there)


# ------------------------------------------------------- the synthetic register


def test_the_register_says_that_it_is_synthetic() -> None:
    sidecar = tomllib.loads((TABLES / "kelompok_contoh.toml").read_text(encoding="utf-8"))
    assert sidecar["sample"] is True
    assert "DATA CONTOH" in sidecar["title"]
    assert "padukuhan" in sidecar["notes"]
    assert (TABLES / "kelompok_contoh.csv").stat().st_size < 1_200_000


def test_the_register_has_its_columns_and_its_size(
    register: pd.DataFrame, groups: pd.DataFrame, counts: pd.Series[int]
) -> None:
    assert list(register.columns) == REGISTER_COLUMNS
    assert 6_500 <= len(groups) <= 9_500
    assert counts.mean() > 50
    assert len(groups) / 144 > 50
    answered = [name for name in REGISTER_COLUMNS if name not in ("kegiatan", "kebutuhan")]
    assert (groups[answered] != "").all(axis=None)
    assert (groups["status"] != "nihil").all()


def test_six_villages_did_not_report_and_a_few_report_none(
    register: pd.DataFrame, villages: pd.DataFrame, counts: pd.Series[int]
) -> None:
    silent = set(villages.index) - set(register["kode"])
    assert len(silent) == 6
    assert len({kode[:8] for kode in silent}) == 6
    nil = register[(register["nama_kelompok"] == "nihil") | (register["status"] == "nihil")]
    assert 4 <= len(nil) <= 5
    assert nil["kode"].is_unique
    assert set(nil["kode"]) == set(counts.index[counts == 0])
    assert (nil[["nama_kelompok", "status"]] == "nihil").all(axis=None)
    empty = [
        name
        for name in REGISTER_COLUMNS
        if name not in ("nama_kelompok", "status", "kode", "desa", "kecamatan")
    ]
    assert (nil[empty] == "").all(axis=None)


def test_codes_and_names_of_villages_agree(register: pd.DataFrame, villages: pd.DataFrame) -> None:
    named = villages.loc[register["kode"], ["desa", "kecamatan"]].to_numpy()
    assert (register[["desa", "kecamatan"]].to_numpy() == named).all()


def test_most_groups_are_old_paid_by_dues_and_open_to_those_who_live_there(
    groups: pd.DataFrame,
) -> None:
    years = groups["tahun_berdiri"].astype(int)
    assert years.between(1950, 2025).all()
    assert 0.75 < ((2026 - years) > 10).mean() < 0.95
    assert 0.70 < (groups["sumber_dana"] == "iuran").mean() < 0.95
    assert 0.60 < (groups["kriteria_anggota"] == "domisili").mean() < 0.90
    assert set(groups["sumber_dana"]) == {
        "iuran",
        "donatur",
        "dana desa",
        "hibah pemerintah",
        "usaha kelompok",
    }
    kinds = {
        "arisan",
        "rukun kematian",
        "simpan pinjam",
        "gotong royong",
        "lumbung pangan",
        "wksbm",
        "kelompok tani",
    }
    assert kinds <= set(groups["jenis"])
    assert groups["jumlah_anggota"].astype(int).between(5, 300).all()


def test_most_groups_live_from_mutual_help_and_some_did_not_say(groups: pd.DataFrame) -> None:
    terms = read_terms("kegiatan", groups["kegiatan"])
    assert not terms.unknown
    known = terms.values[terms.values != ""].str.split("; ")
    assert 0.90 < len(known) / len(groups) < 0.99
    mutual = known.map(lambda given: "gotong royong" in given)
    assert 0.60 < mutual.mean() < 0.85
    assert mutual.groupby(groups["kecamatan"]).mean().gt(0.5).all()
    assert known.map(len).max() > 1


def test_the_help_asked_for_differs_by_kapanewon(groups: pd.DataFrame) -> None:
    terms = read_terms("kebutuhan", groups["kebutuhan"])
    assert not terms.unknown
    known = terms.values[terms.values != ""].str.split("; ")
    assert 0.70 < len(known) / len(groups) < 0.95
    asked = known.explode()
    assert set(asked) == {"keterampilan", "manajemen", "dana", "lainnya", "tidak ada"}
    for help_ in ("keterampilan", "manajemen", "dana"):
        asks = known.map(lambda given, help_=help_: help_ in given)
        by_kapanewon = asks.groupby(groups["kecamatan"]).mean()
        assert by_kapanewon.max() > by_kapanewon.min() + 0.2
    funds = known.map(lambda given: "dana" in given).groupby(groups["kecamatan"]).mean()
    assert funds[POOR].min() > funds[RICH].max()


def test_two_kapanewon_are_rich_and_a_connected_band_is_poor(
    counts: pd.Series[int], residents: pd.Series[int], cells: gpd.GeoDataFrame
) -> None:
    reporting = pd.DataFrame({"n": counts, "people": residents.reindex(counts.index)})
    sums = reporting.groupby(cells["WADMKC"].reindex(counts.index)).sum()
    rate = (sums["n"] / sums["people"] * 1000).sort_values(ascending=False)
    assert sorted(rate.index[:2]) == RICH
    assert rate.iloc[1] > 1.25 * rate.iloc[2]
    assert sorted(rate.index[-3:]) == POOR
    assert rate.iloc[-3] < 0.8 * rate.iloc[-4]
    band = shapely.unary_union(cells[cells["WADMKC"].isin(POOR)].geometry.to_numpy())
    assert band.geom_type == "Polygon"


def test_counts_follow_residents_but_spread_more_than_chance(
    counts: pd.Series[int], residents: pd.Series[int]
) -> None:
    people = residents.reindex(counts.index)
    assert counts.corr(people, method="pearson") > 0.5
    expected = people * counts.sum() / people.sum()
    assert ((counts - expected) ** 2 / expected).sum() / (len(counts) - 1) > 2
    rate = counts[counts > 0] / people[counts > 0] * 1000
    assert rate.between(1, 35).all()
    assert 5 < rate.median() < 20


def test_groups_meet_in_settlements_inside_their_own_village(
    groups: pd.DataFrame, cells: gpd.GeoDataFrame
) -> None:
    assert groups["lon"].str.fullmatch(r"110\.\d{5}").all()
    assert groups["lat"].str.fullmatch(r"-[78]\.\d{5}").all()
    places = _points(groups)
    own = gpd.GeoSeries(cells.geometry.loc[groups["kode"]].to_numpy(), index=places.index)
    assert places.within(own.set_crs(places.crs)).all()
    metric = places.to_crs(METRIC)
    xy = pd.DataFrame({"x": metric.x, "y": metric.y})
    middle = xy.groupby([groups["kode"], groups["padukuhan"]]).transform("mean")
    away = np.hypot(xy["x"] - middle["x"], xy["y"] - middle["y"])
    assert away.median() < 200
    assert away.max() < 1000


def test_hamlets_and_names_are_plausible(groups: pd.DataFrame, villages: pd.DataFrame) -> None:
    assert not groups.duplicated(["kode", "nama_kelompok"]).any()
    hamlets = groups.groupby("kode")["padukuhan"].nunique()
    assert hamlets.between(2, 22).all()
    used = {name.casefold() for name in groups["padukuhan"]}
    administrative = {*villages["desa"].str.casefold(), *villages["kecamatan"].str.casefold()}
    assert not used & administrative


# ----------------------------------------------------------------- the program


def _run(*arguments: str, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", str(ROOT / "scripts" / "make_sample.py"), *arguments],
        cwd=cwd,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "boundaries" / "gunungkidul")
    shutil.copytree(TABLES, tmp_path / "layers" / "tables")
    shutil.copytree(ROOT / "layers" / "rasters", tmp_path / "layers" / "rasters")
    return tmp_path


def test_check_passes_on_the_committed_files() -> None:
    done = _run("--check")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert "4 of 4" in done.stdout


def test_the_same_bytes_wherever_and_however_it_runs(copy: Path) -> None:
    for name in (OUTPUTS[0], OUTPUTS[2], OUTPUTS[3]):
        (copy / name).unlink()
    done = _run("--root", str(copy), cwd=copy, PYTHONHASHSEED="7", TZ="Asia/Jakarta", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    for name in OUTPUTS:
        assert (copy / name).read_bytes() == (ROOT / name).read_bytes(), name


def test_check_fails_on_changed_files_and_leaves_them(copy: Path) -> None:
    changed = {}
    for name in OUTPUTS:
        content = (copy / name).read_bytes()
        other = content.replace(b'sha256 = "', b'sha256 = "0') if name.endswith("toml") else content
        changed[name] = other if other != content else content + b"\n"
        (copy / name).write_bytes(changed[name])
    done = _run("--check", "--root", str(copy))
    assert done.returncode == 1
    for name in OUTPUTS:
        assert f"differs: {name}" in done.stdout
        assert (copy / name).read_bytes() == changed[name]


def test_two_villages_on_one_point_are_refused(copy: Path) -> None:
    path = copy / "boundaries" / "gunungkidul" / "titik_desa.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[2][4:] = rows[1][4:]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    done = _run("--check", "--root", str(copy))
    assert done.returncode == 1
    assert "share one point" in done.stderr
    assert "Traceback" not in done.stderr


# ------------------------------------------------------------------- the facts


@pytest.mark.real
def test_figures_agree_with_the_collected_facts() -> None:
    facts = _read(shared(*FACTS)).set_index("kode_kemendagri")
    pairs = {
        FOLDER / "titik_desa.csv": {
            "kode_bps": "kode_bps",
            "desa": "nama",
            "kecamatan": "kapanewon",
            "lon": "lon_geografis",
            "lat": "lat_geografis",
        },
        TABLES / "penduduk_2024.csv": {
            "penduduk": "penduduk_est_2024_dari_tps",
            "tps_2024": "tps_reguler_2024",
        },
        TABLES / "idm_2024.csv": {
            name: name
            for name in ("idm_2024", "iks_2024", "ike_2024", "ikl_2024", "status_idm_2024")
        },
    }
    for path, columns in pairs.items():
        table = _read(path).set_index("kode")
        assert list(table.index) == list(facts.index)
        for ours, theirs in columns.items():
            assert list(table[ours]) == list(facts[theirs]), (path.name, ours)


@pytest.mark.real
def test_neighbours_and_spellings_agree_with_the_collected_facts() -> None:
    neighbours = _read(FOLDER / "titik_desa_tetangga.csv")
    facts = _read(shared("facts", "titik_desa_tetangga.csv"))
    assert len(neighbours) == 764
    assert neighbours.equals(facts[list(neighbours.columns)])
    desa = _read(shared("facts", "varian_nama_kalurahan.csv"))
    kapanewon = _read(shared("facts", "varian_nama_kapanewon.csv"))
    kapanewon = kapanewon[kapanewon["tingkat"] == "kapanewon"]
    expected = {("desa", *pair) for pair in desa[["varian", "kode_kemendagri"]].to_numpy()}
    expected -= {("desa", "Paliyan", "34.03.05.2004")}
    expected |= {
        ("kecamatan", *pair) for pair in kapanewon[["varian", "kode_kemendagri"]].to_numpy()
    }
    aliases = _read(FOLDER / "aliases.csv")
    assert set(map(tuple, aliases[["tingkat", "varian", "kode"]].to_numpy())) == expected
