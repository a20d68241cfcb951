"""`--population`: a raster from the command line, and what is said without one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from docx import Document

from tests.board import NORTH, SIDE, WEST, codes
from tests.cli.workspace import make_workspace, run
from tests.layers.spread_board import MIDDLES
from tests.outputs.raster_files import ALL
from tests.raster.rasters import write_raster


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with a register whose groups all have a place; the second village has none."""
    root = make_workspace(tmp_path / "atlas")
    rows = [
        {
            "nama_kelompok": "Sido Rukun",
            "kode": kode,
            "lon": MIDDLES[kode][0],
            "lat": MIDDLES[kode][1],
        }
        for kode in codes()
        if kode != codes()[1]
    ]
    rows.append({"nama_kelompok": "nihil", "kode": codes()[1]})
    pd.DataFrame(rows).to_csv(root / "layers" / "tables" / "daftar.csv", index=False)
    for path in (root / "maps").glob("*.toml"):
        if path.stem != "peta":
            path.unlink()
    return root


def raster(folder: Path, **options: object) -> Path:
    values = np.zeros((9, 9))
    values[1::3, 1::3] = 1000
    where = {"cell": SIDE / 3, "west": WEST, "north": NORTH, "crs": "EPSG:4326"} | options
    return write_raster(folder / "orang.tif", values, **where)  # type: ignore[arg-type]


def _build(root: Path, *arguments: str | Path) -> tuple[int, str]:
    register = root / "layers" / "tables" / "daftar.csv"
    done = run("build", "--root", root, "--groups", register, *arguments)
    return done.code, done.err


def test_with_a_raster_every_output_is_there_and_the_manifest_names_it(
    workspace: Path, tmp_path: Path
) -> None:
    code, said = _build(workspace, "--population", raster(tmp_path))
    assert code == 0, said
    data = workspace / "out" / "data"
    assert {path.name for path in data.iterdir()} >= ALL
    manifest = json.loads((workspace / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["configuration"]["population_raster"] == "orang.tif"
    inputs = {entry["title"]: entry["sha256"] for entry in manifest["inputs"]}
    assert len(inputs["orang.tif"]) == 64
    report = json.loads((data / "statistics_report.json").read_text("utf-8"))
    assert "reach" in [part["id"] for part in report["account"]]


def test_without_a_raster_the_build_says_so_and_goes_on(workspace: Path) -> None:
    code, said = _build(workspace)
    assert code == 0
    assert "Raster penduduk tidak tersedia" in said.replace("\n", " ")
    data = workspace / "out" / "data"
    assert (data / "kerapatan.tif").is_file() and not (data / "jangkauan.tif").exists()


def test_without_places_the_build_says_so_and_goes_on(workspace: Path, tmp_path: Path) -> None:
    done = run("build", "--root", workspace, "--population", raster(tmp_path))
    assert done.code == 0
    assert "Letak kelompok (lon, lat) tidak tersedia" in done.err
    assert not (workspace / "out" / "data" / "kerapatan.tif").exists()


def test_a_raster_of_another_place_is_told_and_the_build_goes_on(
    workspace: Path, tmp_path: Path
) -> None:
    code, said = _build(workspace, "--population", raster(tmp_path, west=100.0))
    assert code == 0
    assert "tidak mencakup wilayah ini" in said


def test_a_file_that_is_no_raster_stops_the_build_with_a_message(
    workspace: Path, tmp_path: Path
) -> None:
    (tmp_path / "orang.tif").write_bytes(b"bukan raster")
    code, said = _build(workspace, "--population", tmp_path / "orang.tif")
    assert code == 1
    assert "orang.tif" in said and "raster tidak dapat dibaca" in said
    assert "Traceback" not in said
    assert not (workspace / "out").exists()


def test_the_report_says_what_the_build_says_of_reach(workspace: Path, tmp_path: Path) -> None:
    register = workspace / "layers" / "tables" / "daftar.csv"
    given = ["--root", workspace, "--groups", register, "--population", raster(tmp_path)]
    assert run("build", *given).code == 0
    done = run("report", *given, "--format", "docx")
    assert done.code == 0, done.err
    statistics = workspace / "out" / "data" / "statistics_report.json"
    account = json.loads(statistics.read_text("utf-8"))["account"]
    reach = next(part for part in account if part["id"] == "reach")
    document = Document(workspace / "laporan" / "laporan.docx")
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert len(reach["sentences"]) > 2
    assert all(sentence["id"] in said for sentence in reach["sentences"])
    sources = json.loads((workspace / "laporan" / "manifest.json").read_text("utf-8"))["inputs"]
    assert all(entry["title"] in said for entry in sources)
