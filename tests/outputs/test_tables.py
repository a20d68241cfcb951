"""The tables say what the atlas says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import pytest
from wksbm.layers.dictionary import ColumnNote
from wksbm.outputs.carry_over import sha256
from wksbm.outputs.gis.package import write_gis
from wksbm.outputs.manifest import write_manifest
from wksbm.outputs.review import write_review
from wksbm.outputs.tables import gap_frame, write_gap_tables, write_village_tables
from wksbm.tables.model import LinkedTable, LinkItem
from wksbm.text import Lang, Text, both

from tests.board import HOSTILE_NAMES, atlas, codes
from tests.layers.tables import counts

NOTES = {
    "penduduk": ColumnNote(
        Text("Jumlah penduduk", "Residents counted"), Text("jiwa", "people"), both("Dukcapil 2024")
    )
}


def test_village_csv_has_a_row_per_village_and_empty_cells_for_no_data(tmp_path: Path) -> None:
    write_village_tables(atlas(tmp_path), NOTES, tmp_path)
    table = pd.read_csv(tmp_path / "desa.csv", dtype={"kode": str, "kode_bps": str})
    assert table["kode"].tolist() == codes()
    assert table.columns[:4].tolist() == ["kode", "kode_bps", "desa", "kecamatan"]
    assert table["jumlah_kelompok"].tolist()[:8] == [0, 10, 20, 30, 40, 50, 60, 70]
    assert table["jumlah_kelompok"].isna().tolist() == [False] * 8 + [True]
    assert table["status_data"].tolist() == ["zero"] + ["value"] * 7 + ["not_reported"]


@pytest.mark.parametrize("sample", [True, False])
def test_workbook_says_sample_only_when_it_is(tmp_path: Path, sample: bool) -> None:
    write_village_tables(atlas(tmp_path, sample=sample), NOTES, tmp_path)
    write_gap_tables(atlas(tmp_path, sample=sample), tmp_path)
    for name in ("desa.xlsx", "kurang_terlayani.xlsx"):
        sheet = openpyxl.load_workbook(tmp_path / name).worksheets[0]
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        assert any("DATA CONTOH" in text for text in cells) == sample


@pytest.mark.parametrize(
    ("lang", "sheet", "told"),
    [
        ("id", "Keterangan kolom", ["penduduk", "Jumlah penduduk", "jiwa", "Dukcapil 2024"]),
        ("en", "About the columns", ["penduduk", "Residents counted", "people", "Dukcapil 2024"]),
    ],
)
def test_columns_are_explained(tmp_path: Path, lang: Lang, sheet: str, told: list[str]) -> None:
    made = atlas(tmp_path)
    made = replace(made, config=replace(made.config, lang=lang))
    write_village_tables(made, NOTES, tmp_path)
    rows = [
        [cell.value for cell in row]
        for row in openpyxl.load_workbook(tmp_path / "desa.xlsx")[sheet].iter_rows()
    ]
    assert [row[0] for row in rows[1:]] == list(pd.read_csv(tmp_path / "desa.csv").columns)
    (column,) = [[row[0], *row[2:]] for row in rows if row[0] == "penduduk"]
    assert column == told


def test_gaps_keep_their_rank_and_the_unranked_have_none(tmp_path: Path) -> None:
    table = gap_frame(atlas(tmp_path), "id")
    assert table["peringkat"].tolist() == [1, 2, pd.NA]
    assert table["alasan"].tolist() == [
        "melapor tidak ada kelompok",
        "di bawah median",
        "tidak melapor",
    ]
    assert table["kelompok_per_1000"].tolist()[:2] == [0, 10]


def test_hostile_names_are_text_in_every_table(tmp_path: Path) -> None:
    built = atlas(tmp_path, HOSTILE_NAMES)
    write_village_tables(built, NOTES, tmp_path)
    write_gap_tables(built, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "desa.xlsx").worksheets[0]
    cells = [row[2] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == list(HOSTILE_NAMES)
    assert all(cell.data_type == "s" for cell in cells)


def test_gis_files_hold_the_same_villages_twice_the_same(tmp_path: Path) -> None:
    built = atlas(tmp_path, HOSTILE_NAMES)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_gis(built, tmp_path / name)
    layers = [name for name, _ in pyogrio.list_layers(tmp_path / "a" / "desa.gpkg")]
    assert layers == ["desa", "kecamatan", "kelompok", "layer_styles"]
    villages = gpd.read_file(tmp_path / "a" / "desa.gpkg", layer="desa")
    assert villages["kode"].tolist() == codes()
    assert villages["desa"].tolist() == list(HOSTILE_NAMES)
    assert villages.crs == "EPSG:4326"
    assert villages["jumlah_kelompok"].isna().sum() == 1
    parquet = gpd.read_parquet(tmp_path / "a" / "desa.parquet")
    assert parquet["kelompok_per_1000"].tolist()[:8] == [0, 10, 20, 30, 40, 50, 60, 70]
    for name in ("desa.gpkg", "desa.parquet"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_review_lists_rows_ready_to_correct(tmp_path: Path) -> None:
    table = counts([1] * 9)
    item = LinkItem(
        5,
        "ambiguous",
        Text("kode dan nama bertentangan", "code and name disagree"),
        12.0,
        ({"kode": codes()[1], "desa": "Beji", "kecamatan": "Lor", "score": 91.0},),
        conflict=True,
        cells={"Desa": "=Beji", "tabel": "x"},
    )
    refused = LinkItem(
        6, "rejected", Text("bukan satu angka", "not one number"), None, mend=("jumlah",)
    )
    same = Text("sama dengan baris 5", "the same as row 5")
    repeated = LinkItem(7, "rejected", same, 1.0, cells={"Desa": "Kepek"}, mend=(), repeats=True)
    with_item = LinkedTable(
        table.raw, table.kind, table.rows, table.data, (item, refused, repeated)
    )
    write_review([with_item], "id", tmp_path / "perlu_diperiksa.xlsx")
    book = openpyxl.load_workbook(tmp_path / "perlu_diperiksa.xlsx")
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:7] == [
        *("tabel", "baris", "status", "alasan", "nilai", "kode_benar", "angka_benar"),
    ]
    assert len(rows) == 3
    found = dict(zip(rows[0], rows[1], strict=True))
    assert found["perbaiki"] == "kode desa"
    figure = dict(zip(rows[0], rows[2], strict=True))
    assert (figure["perbaiki"], figure["kolom"], figure["nilai"]) == (
        *("angka", "jumlah", "tidak terbaca"),
    )
    assert [[cell.value for cell in row] for row in book["Baris tidak dipakai"].iter_rows()][
        1:
    ] == [["tabel.csv", "", 7, "sama dengan baris 5", "Kepek"]]
    assert found["tabel"] == "tabel.csv"
    assert found["baris"] == 5
    assert found["status"] == "bertentangan"
    assert found["calon_1"] == "34.03.01.2002 Beji (Lor)"
    assert found["asal: Desa"] == "=Beji"


def test_manifest_accounts_for_every_file(tmp_path: Path) -> None:
    built = atlas(tmp_path / "root")
    (tmp_path / "out" / "data").mkdir(parents=True)
    (tmp_path / "out" / "data" / "a.csv").write_text("x\n")
    write_manifest(built.config, built.sources, tmp_path / "out", readings={})
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["outputs"] == [
        {"path": "data/a.csv", "bytes": 2, "sha256": sha256(tmp_path / "out" / "data" / "a.csv")}
    ]
    assert manifest["configuration"]["region"] == "34.03"
    assert manifest["configuration"]["boundaries"] == "batas.gpkg"
    assert str(tmp_path) not in json.dumps(manifest)
