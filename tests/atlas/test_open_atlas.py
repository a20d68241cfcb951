"""A workspace is opened in one line; the command line's atlas is the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from wksbm.atlas.open_atlas import compute_atlas, open_atlas
from wksbm.config import read_config
from wksbm.errors import InputError
from wksbm.text import Text

from tests.board import COUNTS, codes
from tests.cli.workspace import make_workspace


def test_a_workspace_is_opened_from_any_folder_in_it(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "ruang")
    atlas = open_atlas(root / "layers")
    assert list(atlas.villages.index) == codes()
    counts = atlas.villages["jumlah_kelompok"]
    assert counts.sum() == sum(count for count in COUNTS if count == count and count is not None)
    assert atlas.layer("kelompok_per_1000").values.notna().sum() == counts.notna().sum()


def test_each_step_is_reported_before_the_figures(tmp_path: Path) -> None:
    steps: list[Text] = []
    compute_atlas(read_config(make_workspace(tmp_path / "ruang")), progress=steps.append)
    english = [step.en for step in steps]
    assert english[:4] == [
        "reading boundaries",
        "linking jumlah.csv",
        "linking penduduk.csv",
        "computing indicators",
    ]


def test_without_people_no_density_is_computed(tmp_path: Path) -> None:
    config = read_config(make_workspace(tmp_path / "ruang"))
    assert compute_atlas(config, with_people=False)[1].spread is None
    assert compute_atlas(config)[1].spread is not None


def test_what_is_wrong_in_several_inputs_is_raised_at_once(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "ruang")
    for name in ("jumlah.csv", "penduduk.csv"):
        (root / "layers" / "tables" / name).unlink()
    with pytest.raises(InputError) as caught:
        open_atlas(root)
    files = " ".join(str(problem.file) for problem in caught.value.problems)
    assert "jumlah.csv" in files and "penduduk.csv" in files
