"""Linked tables for the chess board, made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from wksbm.boundaries.model import Boundaries, BoundaryReport, Source
from wksbm.tables.model import Kind, LinkedTable, RawTable

from tests.board import codes, villages


def boundaries() -> Boundaries:
    """Return the chess board as a boundary layer."""
    report = BoundaryReport(9, 9, 0, 0, 0, 0.0, 0.0, 43.8, "EPSG:4326", "file", "plain")
    return Boundaries(villages(), Source("papan.gpkg", approximate=True), report)


def linked(kind: Kind, data: pd.DataFrame, *, sample: bool = False) -> LinkedTable:
    """Return a table whose rows were all linked by code."""
    index = pd.RangeIndex(2, 2 + len(data), name="row")
    data = data.set_axis(index)
    raw = RawTable("tabel.csv", data.astype(str), {}, Source("tabel.csv", sample=sample))
    rows = pd.DataFrame(
        {"status": "linked", "kode": data["kode"], "method": "code", "value": 1.0}, index=index
    )
    return LinkedTable(raw, kind, rows, data, ())


def counts(values: Sequence[float | None]) -> LinkedTable:
    """Return a counts table: one figure per village of the board, in its order."""
    figures = pd.array([float("nan") if value is None else value for value in values], dtype=float)
    return linked("counts", pd.DataFrame({"kode": codes(), "jumlah_kelompok": figures}))


def attributes(**columns: Sequence[float]) -> LinkedTable:
    """Return an attribute table with a figure for every village of the board."""
    return linked("attributes", pd.DataFrame({"kode": codes(), **columns}, dtype=object))


def register(groups: Sequence[Mapping[str, Any]]) -> LinkedTable:
    """Return a register; every field that is not given is blank."""
    blank = {
        "nama_kelompok": "Sido Rukun",
        "jenis": "arisan",
        "padukuhan": "",
        "tahun_berdiri": pd.NA,
        "jumlah_anggota": float("nan"),
        "kriteria_anggota": "",
        "sumber_dana": "",
        "pembentukan": "",
        "status": "",
        "lon": float("nan"),
        "lat": float("nan"),
        "nil": False,
        "dissolved": False,
    }
    table = pd.DataFrame([blank | dict(group) for group in groups])
    return linked("register", table.astype({"tahun_berdiri": "Int64", "lon": float, "lat": float}))
