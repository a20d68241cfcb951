"""`[raster]` and `population_raster` of atlas.toml."""

from __future__ import annotations

from pathlib import Path

import pytest
from wksbm.config import AtlasConfig, RasterConfig, read_config
from wksbm.errors import ContentError

HEAD = """
title = { id = "Atlas", en = "Atlas" }
boundaries = "boundaries/papan.gpkg"
reference_year = 2026
"""
ROOT = Path(__file__).resolve().parents[1]


def _read(folder: Path, text: str) -> AtlasConfig:
    (folder / "atlas.toml").write_text(f"{HEAD}\n{text}\n", encoding="utf-8")
    return read_config(folder)


def test_without_a_section_the_defaults_hold(tmp_path: Path) -> None:
    config = _read(tmp_path, "")
    assert config.raster == RasterConfig()
    assert config.population_raster is None
    assert _read(tmp_path, 'population_raster = ""').population_raster is None


def test_the_projects_own_settings_are_the_defaults_but_for_the_bandwidth() -> None:
    config = read_config(ROOT)
    assert config.raster == RasterConfig(bandwidth_m=1000)
    assert config.population_raster == ROOT / "layers/rasters/penduduk_contoh.tif"
    assert config.population_raster.is_file()


def test_every_setting_arrives(tmp_path: Path) -> None:
    config = _read(
        tmp_path,
        """
population_raster = "orang.tif"
[raster]
cell_m = 50
bandwidth_m = 750
by_members = true
reach_m = 2000
fewest_people = 0
people_per_km2 = 50
proposals = 3
candidates = "calon.csv"
""",
    )
    assert config.population_raster == tmp_path / "orang.tif"
    assert config.raster == RasterConfig(
        cell_m=50,
        bandwidth_m=750,
        by_members=True,
        reach_m=2000,
        fewest_people=0,
        people_per_km2=50,
        proposals=3,
        candidates=tmp_path / "calon.csv",
    )


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("cell_m = 0", "cell_m"),
        ("cell_m = 9", "cell_m"),
        ("bandwidth_m = 0", "bandwidth_m"),
        ("bandwidth_m = inf", "bandwidth_m"),
        ('bandwidth_m = "otomatis"', "bandwidth_m"),
        ("by_members = 1", "by_members"),
        ("reach_m = -1", "reach_m"),
        ("reach_m = nan", "reach_m"),
        ("fewest_people = -1", "fewest_people"),
        ("people_per_km2 = -1", "people_per_km2"),
        ("proposals = 101", "proposals"),
        ("proposals = 2.5", "proposals"),
        ("candidates = 3", "candidates"),
        ("kernel = 1", "kernel"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, line: str, field: str) -> None:
    with pytest.raises(ContentError) as caught:
        _read(tmp_path, f"[raster]\n{line}")
    assert {problem.column for problem in caught.value.problems} == {f"raster.{field}"}
