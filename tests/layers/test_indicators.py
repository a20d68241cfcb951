"""Shares of groups with one of several terms in a cell."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from wksbm.atlas.build import build_atlas
from wksbm.errors import ContentError
from wksbm.layers.indicators import condition
from wksbm.layers.spec import Measure, read_layer, read_layers

from tests.board import atlas, codes
from tests.layers.tables import attributes, boundaries, register

ROOT = Path(__file__).resolve().parents[2]
SPECS = {spec.id: spec for spec in read_layers(ROOT / "layers")}
A, B, C, *_ = codes()
GIVEN = (ROOT / "layers" / "pct_gotong_royong.toml").read_text(encoding="utf-8")
INCLUDES = 'includes = ["gotong royong"]'


@pytest.mark.parametrize(
    ("cell", "holds"),
    [
        ("gotong royong", 1),
        ("arisan; gotong royong", 1),
        ("arisan;Gotong Royong ;kematian", 1),
        ("arisan; layat", 0),
        ("arisan", 0),
        ("gotong royong membangun rumah", 0),
        ("", math.nan),
        (" ; ", math.nan),
        (None, math.nan),
        (np.nan, math.nan),
    ],
)
def test_any_term_of_a_cell_counts(cell: object, holds: float) -> None:
    measure = Measure("share", "kegiatan", includes=("gotong royong", "sambatan"))
    cells = pd.Series(["sambatan", cell, "arisan"], index=[7, 3, 5], dtype=object)
    found = condition(measure, cells, reference_year=2026)
    assert found.index.tolist() == [7, 3, 5]
    assert found.tolist() == pytest.approx([1, holds, 0], nan_ok=True)


def test_no_group_gives_no_condition() -> None:
    measure = Measure("share", "kegiatan", includes=("arisan",))
    assert condition(measure, pd.Series([], dtype="str"), reference_year=2026).empty


def test_the_layers_of_activities_and_needs(tmp_path: Path) -> None:
    groups = register(
        [
            {"kode": A, "kegiatan": "arisan; gotong royong", "kebutuhan": "dana; keterampilan"},
            {"kode": A, "kegiatan": "arisan", "kebutuhan": "dana"},
            {"kode": A, "kegiatan": "", "kebutuhan": "tidak ada"},
            {"kode": A, "kegiatan": "gotong royong", "kebutuhan": ""},
            {"kode": B, "kegiatan": "", "kebutuhan": ""},
        ]
    )
    specs = [spec for spec in SPECS.values() if spec.measure.includes]
    population = attributes(penduduk=[1000.0] * 9)
    built = build_atlas(atlas(tmp_path).config, boundaries(), groups, [population], specs)

    def layer(name: str) -> tuple[float, list[str]]:
        found = built.layer(name)
        return found.values[A], found.states[[A, B, C]].tolist()

    rest = ["undefined", "not_reported"]
    assert layer("pct_gotong_royong") == (pytest.approx(200 / 3), ["value", *rest])
    assert layer("pct_butuh_dana") == (pytest.approx(200 / 3), ["value", *rest])
    assert layer("pct_butuh_keterampilan") == (pytest.approx(100 / 3), ["value", *rest])
    assert layer("pct_butuh_manajemen") == (0, ["zero", *rest])


@pytest.mark.parametrize(
    "conditions",
    [
        "",
        f'{INCLUDES}\nequals = ["arisan"]',
        f"{INCLUDES}\nolder_than_years = 10",
        f'{INCLUDES}\nequals = ["arisan"]\nolder_than_years = 10',
    ],
)
def test_a_share_has_exactly_one_condition(tmp_path: Path, conditions: str) -> None:
    path = tmp_path / "contoh.toml"
    path.write_text(GIVEN.replace(INCLUDES, conditions), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_layer(path)
    assert [problem.column for problem in caught.value.problems] == ["measure"]
    assert "includes" in caught.value.problems[0].render("id")


def test_terms_are_compared_without_case(tmp_path: Path) -> None:
    path = tmp_path / "contoh.toml"
    path.write_text(GIVEN.replace('gotong royong"]', 'Gotong Royong"]'), encoding="utf-8")
    assert read_layer(path).measure.includes == ("gotong royong",)
