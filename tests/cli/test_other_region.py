"""Another region than the workspace's: its name everywhere, foreign tables left out or refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from pypdf import PdfReader

from tests.board import NAMES, villages
from tests.cli.workspace import Result, make_workspace, run
from tests.maps.payloads import data_in
from tests.shared import shared

OWN, OTHER = "Papan Catur", "Papan Dam"
KODES = [f"34.02.{row:02d}.200{column}" for row in (1, 2) for column in (1, 2, 3)]
"""The six northern villages lie in the other kabupaten, the three southern ones in a third."""
COUNTS = (4, 0, 3, 9, 5, 1)
KEPT = ("peta", "jumlah_kelompok", "kelompok_per_1000", "prioritas")


def _boundaries() -> gpd.GeoDataFrame:
    table = villages().reset_index()
    table["kode"] = [*KODES, *(f"34.04.01.200{column}" for column in (1, 2, 3))]
    table["kabupaten"] = [f"KABUPATEN {OTHER.upper()}"] * 6 + ["KABUPATEN LAIN"] * 3
    return table[["kode", "desa", "kecamatan", "kabupaten", "provinsi", "geometry"]]


def _table(folder: Path, text: pd.DataFrame, name: str = "jumlah_dam.csv") -> Path:
    path = folder / name
    text.to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_workspace(tmp_path_factory.mktemp("ruang") / "ruang")
    for path in (root / "maps").glob("*.toml"):
        if path.stem not in KEPT:
            path.unlink()
    settings = root / "atlas.toml"
    titled = settings.read_text(encoding="utf-8").replace("Atlas papan catur", f"Atlas {OWN}")
    titled = titled.replace("Chess-board atlas", f"{OWN} atlas")
    settings.write_text(
        titled + '\n[labels]\ndesa = { id = "kalurahan", en = "village" }\n', encoding="utf-8"
    )
    _boundaries().to_file(root / "dua_kabupaten.gpkg")
    return root


def _check(workspace: Path, table: Path, out: Path, region: str = "34.02") -> Result:
    return run(
        *["check", "--root", workspace, "--boundaries", workspace / "dua_kabupaten.gpkg"],
        *["--region", region, "--groups", table, "--lang", "en", "--out", out],
    )


@pytest.fixture(scope="module")
def built(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("lain")
    table = _table(folder, pd.DataFrame({"kode": KODES, "jumlah_kelompok": COUNTS}))
    words = ["--root", workspace, "--boundaries", workspace / "dua_kabupaten.gpkg"]
    words += ["--region", "34.02", "--groups", table, "--out"]
    result = run("build", *words, folder / "out")
    assert result.code == 0, result.err
    (folder / "layar.txt").write_text(result.err, encoding="utf-8")
    book = run("atlas", *words, folder / "buku")
    assert book.code == 0, book.err
    yield folder


def test_every_page_bears_the_name_of_the_region(built: Path) -> None:
    title = f"Atlas WKSBM Kabupaten {OTHER}"
    pages = [built / "out/index.html", built / "out/maps/peta.html"]
    texts = {path.name: path.read_text(encoding="utf-8") for path in pages}
    for path in (built / "out/maps").glob("*.txt"):
        texts[path.name] = path.read_text(encoding="utf-8")
    for path in (built / "out/maps").glob("*.svg"):
        texts[path.name] = path.read_text(encoding="utf-8")
    reader = PdfReader(built / "buku/atlas.pdf")
    texts["buku"] = " ".join(page.extract_text() for page in reader.pages)
    for name in ("index.html", "peta.html", "buku"):
        assert title in re.sub(r"\s+", " ", texts[name]), name
    for name, text in texts.items():
        found = re.search(f"{OWN}|gunung ?kidul|kalurahan", text, re.IGNORECASE)
        assert found is None, (name, text[max(0, found.start() - 80) : found.end() + 80])


def test_figures_of_the_region_and_of_nothing_else(built: Path) -> None:
    table = pd.read_csv(built / "out/data/desa.csv", dtype={"kode": str})
    assert dict(zip(table["kode"], table["jumlah_kelompok"], strict=True)) == dict(
        zip(KODES, COUNTS, strict=True)
    )
    assert "penduduk" not in table or table["penduduk"].isna().all()


def test_tables_of_the_workspace_are_left_out_in_one_sentence(built: Path) -> None:
    said = (built / "layar.txt").read_text(encoding="utf-8")
    assert said.count("penduduk.csv") == 1
    assert "tidak memuat satu pun desa wilayah ini tidak dipakai: penduduk.csv" in said
    reports = json.loads((built / "out/data/link_report.json").read_text(encoding="utf-8"))
    assert [report["table"] for report in reports] == ["jumlah_dam.csv"]


def test_the_page_and_the_start_page_open_on_a_map_with_values(built: Path) -> None:
    """Rates cannot be computed without residents; counts can."""
    first = data_in(built / "out/maps/peta.html")["layers"][0]
    assert first["id"] == "jumlah_kelompok"
    assert first["values"] == list(COUNTS)
    start = (built / "out/index.html").read_text(encoding="utf-8")
    printed = re.findall(r'href="maps/([a-z_0-9]+)\.png"', start)
    assert printed[0] == "jumlah_kelompok"
    assert {"kelompok_per_1000", "prioritas"} <= set(printed)


@pytest.mark.parametrize("foreign", [9, 5])
def test_a_table_of_another_kabupaten_is_refused(
    workspace: Path, tmp_path: Path, foreign: int
) -> None:
    codes = [f"34.05.01.20{n:02d}" for n in range(1, foreign + 1)] + KODES[: 9 - foreign]
    table = _table(tmp_path, pd.DataFrame({"kode": codes, "jumlah_kelompok": 3}))
    result = _check(workspace, table, tmp_path / "out")
    assert result.code == 1
    assert f"{foreign} of the table's 9 codes are in kabupaten 34.05" in result.err
    assert "Traceback" not in result.err
    assert not (tmp_path / "out").exists()


def test_the_cure_for_a_table_of_another_kabupaten_works(workspace: Path, tmp_path: Path) -> None:
    table = _table(
        tmp_path,
        pd.DataFrame(
            {"kode": [f"34.04.01.200{n}" for n in (1, 2, 3)], "jumlah_kelompok": (2, 7, 1)}
        ),
    )
    refused = _check(workspace, table, tmp_path / "out")
    assert "--region 34.04" in refused.err
    result = _check(workspace, table, tmp_path / "out", region="34.04")
    assert result.code == 0, result.err
    assert _value(tmp_path / "out") == 10


def test_a_table_without_any_group_is_used(workspace: Path, tmp_path: Path) -> None:
    table = _table(tmp_path, pd.DataFrame({"kode": KODES, "jumlah_kelompok": 0}))
    result = _check(workspace, table, tmp_path / "out")
    assert result.code == 0, result.err


BPS = ["3402010001", "3402010002"]


def test_bps_codes_that_cannot_be_resolved_are_refused_and_each_cure_works(
    workspace: Path, tmp_path: Path
) -> None:
    counts = pd.DataFrame({"kode_bps": BPS, "jumlah_kelompok": (5, 7)})
    refused = _check(workspace, _table(tmp_path, counts), tmp_path / "a")
    assert refused.code == 1
    assert "desa, kecamatan and kabupaten beside the codes" in refused.err
    assert "crosswalk (kode_bps,kode) in atlas.toml" in refused.err

    board = _boundaries()
    named = counts.assign(
        desa=NAMES[:2], kecamatan=board["kecamatan"][:2], kabupaten=board["kabupaten"][:2]
    )
    result = _check(workspace, _table(tmp_path, named), tmp_path / "b")
    assert result.code == 0, result.err
    assert _value(tmp_path / "b") == 12

    crosswalk = _table(workspace, pd.DataFrame({"kode_bps": BPS, "kode": KODES[:2]}), "padanan.csv")
    settings = workspace / "atlas.toml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(f'crosswalk = "{crosswalk.name}"\n{before}', encoding="utf-8")
    try:
        result = _check(workspace, _table(tmp_path, counts), tmp_path / "c")
    finally:
        settings.write_text(before, encoding="utf-8")
    assert result.code == 0, result.err
    assert _value(tmp_path / "c") == 12


def test_info_says_what_a_build_of_the_workspace_would_use(workspace: Path) -> None:
    file = workspace / "dua_kabupaten.gpkg"
    told = run("info", file, "--root", workspace, "--region", "34.02", "--lang", "en").out
    assert re.search(r"Used \(region 34\.02\)\s+6\b", told)
    assert "3 features outside region 34.02 are left out" in told
    own = run("info", file, "--root", workspace, "--lang", "en").out
    assert "no village of region 34.03; the file holds 34.02 (6), 34.04 (3)" in own


def _value(out: Path) -> float:
    reports = json.loads((out / "data/link_report.json").read_text(encoding="utf-8"))
    return float(reports[0]["value_linked"])


@pytest.mark.real
def test_bantul_in_the_workspace_of_gunungkidul(workspace: Path, tmp_path: Path) -> None:
    path = shared("data", "desa_diy.gpkg")
    villages = gpd.read_file(path, ignore_geometry=True)
    own = villages[villages["kode"].str.startswith("34.02")]
    table = _table(tmp_path, own[["kode"]].assign(jumlah_kelompok=2))
    result = run(
        *["check", "--root", workspace, "--boundaries", path, "--region", "34.02"],
        *["--groups", table, "--out", tmp_path / "out"],
    )
    assert result.code == 0, result.err
    assert (len(own), _value(tmp_path / "out")) == (75, 150)
