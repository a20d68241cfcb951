"""The main job from end to end: the embedded sample, and the real boundaries of ../shared."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from wksbm.maps.spec import read_maps

from tests.cli.workspace import ROOT, run
from tests.conftest import OpenPage
from tests.maps.canvas import colours_at, on_screen, pixels
from tests.once import once
from tests.shared import FACTS, shared

STATIC = tuple(spec.id for spec in read_maps(ROOT / "maps") if spec.kind == "static")


def _json(out: Path, name: str) -> Any:
    return json.loads((out / "data" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sample() -> Path:
    return once("contoh", _build_sample)


def _build_sample(folder: Path) -> Path:
    out = folder / "out"
    result = run("build", "--root", ROOT, "--boundaries", ROOT / "boundaries/gunungkidul",
                 "--out", out)  # fmt: skip
    assert result.code == 0, result.err
    return out


def test_the_sample_links_every_row_and_says_what_it_is(sample: Path) -> None:
    for report in _json(sample, "link_report.json"):
        assert report["rows"] == report["linked"]
    register = _json(sample, "link_report.json")[0]
    assert register["villages_no_data"] == 6
    assert register["villages_zero"] >= 3
    assert register["value_total"] == register["value_linked"]
    assert _json(sample, "boundary_report.json")["villages"] == 144
    assert "DATA CONTOH" in (sample / "index.html").read_text(encoding="utf-8")
    for name in STATIC:
        assert "DATA CONTOH" in (sample / "maps" / f"{name}.svg").read_text(encoding="utf-8")
        assert (sample / "maps" / f"{name}.png").stat().st_size < 1_500_000


@pytest.mark.browser
def test_the_sample_page_in_a_browser_without_a_network(sample: Path, open_page: OpenPage) -> None:
    page = open_page(sample / "maps" / "peta.html")
    middles = gpd.read_file(sample / "data" / "desa.gpkg", layer="desa").representative_point()
    assert len(middles) == 144
    places = on_screen(page, list(zip(middles.x, middles.y, strict=True)))
    first = pixels(page)
    legend = page.locator("#panel-legend").inner_text()
    page.locator("summary", has_text="Seberapa maju desanya?").click()
    page.get_by_role("radio", name="Indeks Desa Membangun").check()
    second = pixels(page)
    changed = [colours_at(first, *place) != colours_at(second, *place) for place in places]
    assert sum(changed) > 100
    assert page.locator("#panel-legend").inner_text() != legend
    page.fill("#search-field", "baleharjo")
    page.get_by_role("option", name="Baleharjo").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Baleharjo").wait_for()


@pytest.mark.browser
def test_the_start_page_in_a_browser_without_a_network(sample: Path, open_page: OpenPage) -> None:
    page = open_page(sample / "index.html", (390, 844))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    widths = page.locator("img").evaluate_all("nodes => nodes.map(node => node.naturalWidth)")
    assert len(widths) == 1 + len(STATIC)
    assert min(widths) > 300
    page.get_by_role("link", name="Buka peta").focus()


def _mixed_table(path: Path) -> int:
    """Write counts for all 144 villages, named in every way; return their sum."""
    with shared(*FACTS).open(encoding="utf-8") as stream:
        villages = list(csv.DictReader(stream))
    with shared("facts", "varian_nama_kalurahan.csv").open(encoding="utf-8") as stream:
        spellings = {row["kode_kemendagri"]: row["varian"] for row in csv.DictReader(stream)
                     if not row["jenis_varian"].startswith("nama salah")}  # fmt: skip
    dice = random.Random(20)
    rows = []
    for number, village in enumerate(villages):
        kode, name, kapanewon = (village[key] for key in ("kode_kemendagri", "nama", "kapanewon"))
        ways = (
            (kode, "", ""),
            (village["kode_bps"], "", ""),
            (kode.replace(".", ""), name.upper(), ""),
            ("", f"KALURAHAN {name.upper()}", f"Kap. {kapanewon}"),
            (f"ID{village['kode_bps']}", village["nama_hdx_bps"], village["kapanewon_hdx_bps"]),
        )
        way = ("", spellings[kode], kapanewon) if kode in spellings else ways[number % 5]
        rows.append((*way, dice.randint(0, 150)))
    table = pd.DataFrame(rows, columns=["Kode Desa", "Kalurahan", "Kapanewon", "Jumlah Kelompok"])
    table.sample(frac=1, random_state=1).to_excel(path, index=False)
    return int(table["Jumlah Kelompok"].sum())


@pytest.mark.parametrize("region", [None, "34.03"])
@pytest.mark.real
def test_real_boundaries_with_a_mixed_table(tmp_path: Path, region: str | None) -> None:
    total = _mixed_table(tmp_path / "jumlah.xlsx")
    boundaries = "batas_desa_gunungkidul.zip" if region is None else "desa_diy.gpkg"
    out = tmp_path / "out"
    options = [] if region is None else ["--region", region]
    result = run("build", "--root", ROOT, "--boundaries", shared("data", boundaries),
                 "--groups", tmp_path / "jumlah.xlsx", "--out", out, *options)  # fmt: skip
    assert result.code == 0, result.err
    counts = _json(out, "link_report.json")[0]
    assert (counts["rows"], counts["linked"], counts["villages"]) == (144, 144, 144)
    assert counts["value_total"] == counts["value_linked"] == total
    report = _json(out, "boundary_report.json")
    assert report["villages"] == 144
    assert report["area_km2"] == pytest.approx(1475.18, rel=1e-3)
    assert report["features"] == report["villages"] + report["dropped"] + report["duplicates"]
    table = pd.read_csv(out / "data" / "desa.csv")
    assert table["jumlah_kelompok"].sum() == total
    assert "DATA CONTOH" not in (out / "index.html").read_text(encoding="utf-8")
    assert "perkiraan" not in (out / "maps" / "jumlah_kelompok.txt").read_text(encoding="utf-8")
    sheet = openpyxl.load_workbook(out / "data" / "kurang_terlayani.xlsx").worksheets[0]
    assert sheet.max_row > 10
