"""The real villages of Gunungkidul, in every spelling and code that is known of them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from wksbm.boundaries.model import Boundaries, BoundaryReport, Source
from wksbm.names import Aliases, name_key
from wksbm.tables.link import link_table
from wksbm.tables.model import LinkedTable
from wksbm.tables.read import read_table

from tests.shared import VILLAGES, shared

pytestmark = pytest.mark.real


def facts(name: str) -> pd.DataFrame:
    return pd.read_csv(shared("facts", name), dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def villages() -> pd.DataFrame:
    return facts("kalurahan_gunungkidul.csv").set_index("kode_kemendagri")


@pytest.fixture(scope="module")
def boundaries(villages: pd.DataFrame) -> Boundaries:
    shapes = gpd.read_file(shared(*VILLAGES)).set_index("KDEPUM")
    shapes = shapes.sort_index().rename_axis("kode")
    layer = gpd.GeoDataFrame(
        {
            "kode_bps": villages["kode_bps"].reindex(shapes.index),
            "desa": shapes["NAMOBJ"],
            "kecamatan": shapes["WADMKC"],
            "kode_kecamatan": shapes["KDCPUM"],
            "kabupaten": shapes["WADMKK"],
            "provinsi": shapes["WADMPR"],
            "luas_km2": 1.0,
            "geometry": shapes.geometry,
        },
        crs=shapes.crs,
    )
    report = BoundaryReport(144, 144, 0, 0, 0, 0.0, 0.0, 0.0, "EPSG:4326", "file", "big")
    return Boundaries(layer, Source("batas"), report)


def link(
    tmp_path: Path, boundaries: Boundaries, table: pd.DataFrame, aliases: Aliases | None = None
) -> LinkedTable:
    path = tmp_path / "tabel.csv"
    table.to_csv(path, index=False)
    return link_table(read_table(path), boundaries, kinds=("counts",), aliases=aliases)


@pytest.mark.parametrize(
    ("form", "method"),
    [
        ("dotted", "code"),
        ("undotted", "code"),
        ("float", "code"),
        ("bps", "code"),
        ("p_code", "code"),
        ("capitals", "name"),
    ],
)
def test_all_villages_are_found(
    tmp_path: Path, boundaries: Boundaries, villages: pd.DataFrame, form: str, method: str
) -> None:
    kode = villages.index.to_series()
    table = pd.DataFrame({"jumlah": range(144)}, index=villages.index)
    if form == "capitals":
        table["desa"] = villages["nama"].str.upper()
        table["kecamatan"] = "KAPANEWON " + villages["kapanewon"].str.upper()
    else:
        table["kode"] = {
            "dotted": kode,
            "undotted": kode.str.replace(".", ""),
            "float": kode.str.replace(".", "") + ".0",
            "bps": villages["kode_bps"],
            "p_code": "ID" + villages["kode_bps"],
        }[form]
    linked = link(tmp_path, boundaries, table)
    assert linked.rows["kode"].tolist() == villages.index.tolist()
    assert set(linked.rows["method"]) == {method}
    assert not linked.items


def test_every_known_spelling_with_its_kecamatan(
    tmp_path: Path, boundaries: Boundaries, villages: pd.DataFrame
) -> None:
    variants = facts("varian_nama_kalurahan.csv")
    phantom = variants["varian"] == "Paliyan"
    table = pd.DataFrame(
        {
            "desa": variants["varian"],
            "kecamatan": variants["kode_kemendagri"].map(villages["kapanewon"]),
            "jenis": [f"baris{number}" for number in range(len(variants))],
            "jumlah": 1,
        }
    )
    linked = link(tmp_path, boundaries, table)
    right = linked.rows["kode"].to_numpy() == variants["kode_kemendagri"].to_numpy()
    assert right[~phantom].all()
    assert linked.rows["status"][phantom.to_numpy()].tolist() == ["unmatched"]
    on_file = Aliases(
        {
            name_key(name): (kode,)
            for name, kode in zip(variants["varian"], variants["kode_kemendagri"], strict=True)
            if name != "Paliyan"
        }
    )
    with_aliases = link(tmp_path, boundaries, table, on_file)
    assert with_aliases.rows["method"].isin(["fuzzy"]).sum() == 0
    assert linked.rows["method"].eq("fuzzy").sum() == 3


def test_a_phantom_village_is_not_linked(tmp_path: Path, boundaries: Boundaries) -> None:
    for kecamatan in ("", "Paliyan"):
        table = pd.DataFrame({"desa": ["Paliyan"], "kecamatan": [kecamatan], "jumlah": [1]})
        assert link(tmp_path, boundaries, table).rows["status"].tolist() == ["unmatched"]


def test_neighbours_of_the_same_name_are_not_ours(
    tmp_path: Path, boundaries: Boundaries, villages: pd.DataFrame
) -> None:
    neighbours = facts("titik_desa_tetangga.csv")
    outside = neighbours[~neighbours["kode"].isin(villages.index)].reset_index(drop=True)
    shared = outside[outside["desa"].map(name_key).isin(set(villages["nama"].map(name_key)))]
    assert len(shared) > 40
    for columns in (["kode", "desa", "kecamatan"], ["desa", "kecamatan"], ["desa", "kabupaten"]):
        linked = link(tmp_path, boundaries, outside[columns].assign(jumlah=1))
        assert not linked.rows["status"].eq("linked").any()


def test_four_names_stand_twice(
    tmp_path: Path, boundaries: Boundaries, villages: pd.DataFrame
) -> None:
    table = pd.DataFrame({"desa": villages["nama"], "jumlah": 1})
    linked = link(tmp_path, boundaries, table)
    ambiguous = linked.rows["status"] == "ambiguous"
    assert set(linked.raw.cells["desa"][ambiguous]) == {"Kepek", "Beji", "Karangasem", "Candirejo"}
    assert ambiguous.sum() == 8
    assert linked.rows["method"].eq("unique_name").sum() == 136
    assert all(len(entry.candidates) == 2 for entry in linked.items)
