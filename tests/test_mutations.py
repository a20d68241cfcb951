"""Damaged files: a mutant is used or refused; never a traceback, never a lost row."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from wksbm.boundaries.model import Boundaries
from wksbm.boundaries.read import read_boundaries
from wksbm.errors import AtlasError
from wksbm.tables.link import link_table
from wksbm.tables.read import read_table

from tests.board import COUNTS, NAMES, codes, villages
from tests.cli.workspace import make_workspace, run
from tests.layers.tables import boundaries

MUTANTS = 60
SEEDS = range(2)
THROUGH_THE_COMMAND_LINE = 2


def _counts() -> pd.DataFrame:
    figures = [None if np.isnan(value) else int(value) for value in COUNTS]
    return pd.DataFrame(
        {"kode": codes(), "desa": NAMES, "jumlah_kelompok": pd.array(figures, dtype="Int64")}
    )


def _register() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "nama_kelompok": [f"Arisan {name}" for name in NAMES],
            "kode": codes(),
            "desa": NAMES,
            "tahun_berdiri": range(2001, 2010),
            "lon": [str(110.51 + 0.02 * (number % 3)).replace(".", ",") for number in range(9)],
            "lat": [str(-7.91 - 0.02 * (number // 3)).replace(".", ",") for number in range(9)],
        }
    )


def _layer() -> gpd.GeoDataFrame:
    return villages().reset_index()[["kode", "desa", "kecamatan", "geometry"]]


def _write_zip(path: Path) -> None:
    shapes = path.with_suffix(".shp")
    _layer().to_file(shapes)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for part in sorted(path.parent.glob(f"{path.stem}.*")):
            if part.suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
                archive.write(part, part.name)


TABLES: dict[str, Callable[[Path], None]] = {
    "jumlah.csv": lambda path: _counts().to_csv(path, index=False),
    "register.csv": lambda path: _register().to_csv(path, index=False, sep=";", encoding="cp1252"),
    "jumlah.xlsx": lambda path: _counts().to_excel(path, index=False),
    "jumlah.tsv": lambda path: _counts().to_csv(path, index=False, sep="\t", encoding="utf-16"),
}
LAYERS: dict[str, Callable[[Path], None]] = {
    "batas.zip": _write_zip,
    "batas.gpkg": lambda path: _layer().to_file(path),
    "batas.geojson": lambda path: _layer().to_file(path),
    "batas.parquet": lambda path: _layer().to_parquet(path),
}


def _mutate(data: bytes, dice: random.Random) -> bytes:
    """Flip bytes, cut the end off, swap two pieces, or repeat one."""
    changed = bytearray(data)
    kind = dice.choice(("flip", "flip", "cut", "swap", "repeat", "blank"))
    first = dice.randrange(len(changed))
    length = dice.randint(1, 24)
    if kind == "flip":
        for _ in range(dice.randint(1, 8)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    elif kind == "cut":
        del changed[first:]
    elif kind == "swap":
        second = dice.randrange(len(changed))
        piece, other = changed[first : first + length], changed[second : second + length]
        changed[first : first + length] = other
        changed[second : second + length] = piece
    elif kind == "repeat":
        changed[first:first] = changed[first : first + length] * dice.randint(1, 5)
    else:
        changed[first : first + length] = bytes(length)
    return bytes(changed)


def _link(path: Path, layer: Boundaries) -> None:
    linked = link_table(read_table(path), layer, kinds=("register", "counts"))
    report = linked.to_json(layer.villages.index, "id")
    outcomes = ("linked", "ambiguous", "unmatched", "rejected")
    assert report["rows"] == sum(report[key] for key in outcomes)
    assert sum(report["by"].values()) == report["linked"]
    lost = [item["value"] or 0 for item in report["items"] if item["status"] != "linked"]
    assert report["value_total"] == pytest.approx(report["value_linked"] + sum(lost))


def _read(path: Path, _: Boundaries) -> None:
    report = read_boundaries(path, region="34.03").report
    assert report.features == report.villages + report.duplicates + report.dropped
    assert report.villages > 0


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", [*TABLES, *LAYERS])
def test_mutants_are_used_or_refused(name: str, seed: int, tmp_path: Path) -> None:
    seed_file = tmp_path / "asli" / name
    seed_file.parent.mkdir()
    (TABLES | LAYERS)[name](seed_file)
    use, option = (_link, "--groups") if name in TABLES else (_read, "--boundaries")
    layer = boundaries()
    use(seed_file, layer)
    data = seed_file.read_bytes()
    dice = random.Random(f"{name} {seed}")
    workspace = make_workspace(tmp_path / "ruang")
    mutant = tmp_path / name
    used = refused = 0
    for number in range(MUTANTS):
        mutant.write_bytes(_mutate(data, dice))
        try:
            use(mutant, layer)
            used += 1
        except AtlasError as error:
            assert error.problems
            assert all(problem.render("id") for problem in error.problems)
            refused += 1
        if number < THROUGH_THE_COMMAND_LINE:
            result = run("check", "--root", workspace, option, mutant)
            assert result.code in (0, 1), result.err
            assert "Traceback" not in result.err
    assert used + refused == MUTANTS
    assert refused > 0
