"""The rules of docs/masukan.md about boundaries hold for each of their examples."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely
from shapely.geometry import box
from wksbm.boundaries.read import read_boundaries
from wksbm.errors import InputError

from tests.board import villages
from tests.boundaries.cases import BOUNDARIES, BoundaryCase
from tests.rules import assert_told, name_of


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("case", BOUNDARIES, ids=name_of)
def test_boundaries(case: BoundaryCase, tmp_path: Path) -> None:
    path = case.make(tmp_path)
    before = _contents(tmp_path)
    if case.outcome == "refused":
        with pytest.raises(InputError) as caught:
            read_boundaries(path, **case.options)
        assert_told(case, caught.value.problems)
    else:
        read = read_boundaries(path, **case.options)
        report = read.report
        assert_told(case, report.problems)
        assert bool(report.problems) is (case.outcome == "reported")
        assert len(read.villages) == report.villages == case.villages
        assert report.features == report.villages + report.duplicates + report.dropped
        assert report.area_km2 == pytest.approx(case.area, abs=0.02)
        assert report.overlap_km2 == pytest.approx(case.overlap, abs=0.0005)
        assert report.gap_km2 == pytest.approx(case.gap, abs=0.0001)
        assert read.villages.geometry.is_valid.all()
        assert not read.villages.geometry.has_z.any()
        assert not shapely.has_m(read.villages.geometry.to_numpy()).any()
        west, south, east, north = villages().total_bounds
        frame = box(west, south, east, north).buffer(1e-5)
        assert shapely.within(read.villages.geometry.to_numpy(), frame).all()
    assert _contents(tmp_path) == before
