"""Mistakes that people found by using the program; each stays mended."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from wksbm.boundaries.model import Boundaries
from wksbm.boundaries.read import read_boundaries
from wksbm.tables.degrees import read_degrees
from wksbm.tables.link import link_table
from wksbm.tables.model import Kind, LinkedTable
from wksbm.tables.read import read_table

from tests.board import NAMES, codes, villages
from tests.layers.tables import boundaries


def _link(folder: Path, text: str, layer: Boundaries, kind: Kind) -> LinkedTable:
    path = folder / "tabel.csv"
    path.write_text(text, encoding="utf-8")
    return link_table(read_table(path), layer, kinds=(kind,))


def test_a_layer_without_kecamatan_names_contradicts_no_kecamatan(tmp_path: Path) -> None:
    layer = boundaries()
    layer = dataclasses.replace(layer, villages=layer.villages.assign(kecamatan=""))
    rows = [f"{kode},{name},Lor,1" for kode, name in zip(codes(), NAMES, strict=True)]
    text = "\n".join(["kode,desa,kecamatan,jumlah_kelompok", *rows])
    linked = _link(tmp_path, text, layer, "counts")
    assert linked.rows["status"].tolist() == ["linked"] * 9
    assert not any(item.conflict for item in linked.items)


@pytest.mark.parametrize(
    "columns",
    [
        {"code": "iddesa", "prefix": "", "desa": "nmdesa", "kecamatan": "nmkec"},
        {"code": "CC_4", "prefix": "", "desa": "NAME_4", "kecamatan": "NAME_3"},
    ],
    ids=lambda columns: columns["code"],
)
def test_kemendagri_codes_in_a_column_of_bps_codes_are_known_by_membership(
    tmp_path: Path, columns: dict[str, str]
) -> None:
    layer = villages()[["desa", "kecamatan", "geometry"]]
    layer = layer.rename(columns={word: columns[word] for word in ("desa", "kecamatan")})
    layer[columns["code"]] = [columns["prefix"] + kode.replace(".", "") for kode in layer.index]
    layer.reset_index(drop=True).to_file(tmp_path / "batas.gpkg")
    crosswalk = {f"340309{number:04d}": kode for number, kode in enumerate(codes())}
    read = read_boundaries(tmp_path / "batas.gpkg", crosswalk=crosswalk)
    assert read.villages.index.tolist() == codes()
    assert read.villages["kode_bps"].tolist() == list(crosswalk)
    assert any("Kemendagri" in problem.render("id") for problem in read.report.problems)


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("nomor", "81234567890"),
        ("info", "hub 0812-3456-7890"),
        ("keterangan", "hub. Bu Rahasia 0812 9999 1234"),
        ("catatan", "NIK 3403010101800001"),
        ("PIC", "Ibu Rahasia"),
        ("nama", "Ibu Rahasia"),
    ],
)
def test_what_identifies_a_person_stays_out_of_the_rows_to_check(
    tmp_path: Path, heading: str, cell: str
) -> None:
    text = f"nama_kelompok,desa,{heading}\nArisan,Antah,{cell}\nRukun,Berantah,{cell}\n"
    linked = _link(tmp_path, text, boundaries(), "register")
    assert [item.status for item in linked.items] == ["unmatched"] * 2
    assert all(heading not in item.cells for item in linked.items)
    assert heading not in linked.data.columns


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("110.59°", 110.59),
        ("-7,96°", -7.96),
        ("E110°35'24\"", 110.59),
        ("S7°57'36\"", -7.96),
        ("110°35'24\" Bujur Timur", 110.59),
        ("7°57'36\" Lintang Selatan", -7.96),
    ],
)
def test_coordinates_as_people_write_them(text: str, degrees: float) -> None:
    assert read_degrees(text) == pytest.approx(degrees)


def test_an_average_is_no_total(tmp_path: Path) -> None:
    rows = [f"{kode},{name},4" for kode, name in zip(codes(), NAMES, strict=True)]
    text = "\n".join(["kode,desa,jumlah_kelompok", *rows, ",Rata-rata,4"])
    linked = _link(tmp_path, text, boundaries(), "counts")
    assert len(linked.rows) == 9
    assert linked.raw.totals == {}
    assert not any("baris jumlah" in problem.render("id") for problem in linked.problems)
