"""A small workspace on the chess board, for running whole commands."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from wksbm.cli import main

from tests.board import COUNTS, NAMES, codes, villages

ROOT = Path(__file__).resolve().parents[2]

SETTINGS = """
title = { id = "Atlas papan catur", en = "Chess-board atlas" }
region = "34.03"
boundaries = "boundaries/papan.gpkg"
groups = "layers/tables/jumlah.csv"
attributes = ["layers/tables/penduduk.csv"]
reference_year = 2026
"""


@dataclass(frozen=True)
class Result:
    """What a command left: exit code, stdout and stderr."""

    code: int
    out: str
    err: str


def make_workspace(root: Path, maps: Collection[str] | None = None) -> Path:
    """Write the workspace into `root`, with these maps of the sample (all unless given)."""
    (root / "boundaries").mkdir(parents=True)
    (root / "layers" / "tables").mkdir(parents=True)
    for name in ("layers", "maps"):
        (root / name).mkdir(exist_ok=True)
        for path in (ROOT / name).glob("*.toml"):
            if name == "layers" or maps is None or path.stem in maps:
                shutil.copy(path, root / name)
    (root / "atlas.toml").write_text(SETTINGS, encoding="utf-8")
    villages().reset_index()[
        ["kode", "desa", "kecamatan", "kabupaten", "provinsi", "geometry"]
    ].to_file(root / "boundaries" / "papan.gpkg")
    counts_table().to_csv(root / "layers" / "tables" / "jumlah.csv", index=False)
    pd.DataFrame({"kode": codes(), "penduduk": 1000, "idm_2024": 0.8}).to_csv(
        root / "layers" / "tables" / "penduduk.csv", index=False
    )
    return root


def counts_table() -> pd.DataFrame:
    """Return the board's counts; the last village gives no figure."""
    return pd.DataFrame(
        {"kode": codes(), "desa": NAMES, "jumlah_kelompok": pd.array(COUNTS, dtype="Float64")}
    ).astype({"jumlah_kelompok": "Int64"})


def run(*arguments: str | Path) -> Result:
    """Run ``wksbm`` in this process."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Result(code, out.getvalue(), err.getvalue())
