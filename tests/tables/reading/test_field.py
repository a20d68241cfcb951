"""The tables of the layouts that offices really use, case by case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from wksbm.boundaries.read import read_boundaries
from wksbm.errors import AtlasError
from wksbm.names import read_aliases
from wksbm.tables.link import link_table
from wksbm.tables.read import read_table
from wksbm.tables.reading.question import QuestionError

from tests.shared import FIELD

ROOT = Path(__file__).resolve().parents[3]
TABLES = FIELD / "tables"
GUNUNGKIDUL = ROOT / "boundaries" / "gunungkidul"
CASES: list[dict[str, Any]] = (
    json.loads((TABLES / "expected.json").read_text(encoding="utf-8")) if TABLES.is_dir() else []
)
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not TABLES.is_dir(), reason="the field inputs are not here"),
]


@pytest.fixture(scope="module")
def surroundings() -> Any:
    boundaries = read_boundaries(GUNUNGKIDUL, region="34.03")
    return boundaries, read_aliases(GUNUNGKIDUL / "aliases.csv")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_every_figure_is_right_or_asked(case: dict[str, Any], surroundings: Any) -> None:
    boundaries, aliases = surroundings
    try:
        table = link_table(
            read_table(TABLES / case["file"]),
            boundaries,
            kinds=("register", "counts"),
            aliases=aliases,
        )
    except AtlasError as error:
        assert case["asking_is_right_too"]
        assert isinstance(error, QuestionError)
        return
    figures = table.village_figures().dropna()
    expected = case["expected"]
    if "__sum__" in expected:
        assert (figures.sum(), len(figures)) == (expected["__sum__"], expected["__villages__"])
        return
    found = {kode: figures.get(kode) for kode in expected}
    assert found == expected
