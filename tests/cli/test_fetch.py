"""`wksbm fetch-boundaries`, and what the next build makes of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.workspace import ROOT, run
from tests.shared import shared


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "ruang"
    root.mkdir()
    shutil.copy(ROOT / "atlas.toml", root)
    for name in ("layers", "maps"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(ROOT / "boundaries" / "gunungkidul", root / "boundaries" / "gunungkidul")
    return root


@pytest.mark.real
def test_the_next_build_uses_the_real_boundaries(workspace: Path, tmp_path: Path) -> None:
    for path in (workspace / "maps").glob("*.toml"):
        if path.stem not in ("peta", "kelompok_per_1000", "titik_jenis"):
            path.unlink()
    before = run("check", "--root", workspace)
    assert "1.475" not in before.err
    result = run(
        "fetch-boundaries", "34.03", "--root", workspace, "--source", shared("data", "sumber")
    )
    assert result.code == 0, result.err
    assert "144 desa" in result.out
    out = tmp_path / "out"
    built = run("build", "--root", workspace, "--out", out)
    assert built.code == 0, built.err
    report = json.loads((out / "data" / "boundary_report.json").read_text(encoding="utf-8"))
    assert report["villages"] == 144
    assert report["area_km2"] == pytest.approx(1475.18, rel=1e-3)
    for path in (out / "index.html", *(out / "maps").glob("*.svg"), *(out / "maps").glob("*.txt")):
        text = path.read_text(encoding="utf-8").lower()
        assert "batas perkiraan" not in text
        assert "hanya perkiraan" not in text
        assert "data contoh" in text  # the register is still the example


def test_a_source_that_is_not_there_is_told(workspace: Path, tmp_path: Path) -> None:
    result = run("fetch-boundaries", "34.03", "--root", workspace, "--source", tmp_path / "tidak")
    assert result.code == 1
    assert "wilayah_boundaries_kel_34.03.sql" in result.err
    assert not (workspace / "boundaries" / "34.03").exists()


def test_a_wrong_code_is_told(workspace: Path) -> None:
    result = run("fetch-boundaries", "Gunungkidul", "--root", workspace, "--source", workspace)
    assert result.code == 1
    assert "34.03" in result.err
