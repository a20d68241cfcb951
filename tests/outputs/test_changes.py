"""What has changed in the villages since the output that a build replaces."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree.ElementTree import Element

import openpyxl
import pandas as pd
import pytest
from wksbm.layers.model import Atlas
from wksbm.outputs.changes import (
    changes_section,
    find_changes,
    read_previous,
    write_changes,
)

from tests.board import COUNTS, atlas, codes

A, B, C, D, *_, LAST = codes()


def earlier(out: Path, counts: list[float | None], region: str = "34.03", *, sample: bool) -> Path:
    """Write the part of an earlier output that is compared."""
    (out / "data").mkdir(parents=True)
    figures = pd.array(counts, dtype="Float64").to_numpy(float, na_value=float("nan"))
    states = ["not_reported" if count is None else "value" for count in counts]
    pd.DataFrame({"kode": codes(), "jumlah_kelompok": figures, "status_data": states}).to_parquet(
        out / "data" / "desa.parquet"
    )
    manifest = {"configuration": {"region": region}, "inputs": [{"sample": sample}]}
    (out / "manifest.json").write_text(json.dumps(manifest))
    return out


@pytest.fixture
def built(tmp_path: Path) -> Atlas:
    return atlas(tmp_path / "root")


def board_counts() -> list[float | None]:
    return [None if pd.isna(count) else float(count) for count in COUNTS]


def test_the_largest_changes_come_first(built: Atlas, tmp_path: Path) -> None:
    counts = board_counts()
    counts[1] = (counts[1] or 0) + 3
    counts[2] = (counts[2] or 0) - 20
    counts[3] = None
    counts[8] = 7
    out = earlier(tmp_path / "out", counts, built.config.region, sample=built.sample)
    changes = find_changes(read_previous(out), built)
    assert changes is not None
    found = changes.villages
    assert changes.compared == 9
    assert dict(found["kind"]) == {D: "gained", C: "changed", LAST: "lost", B: "changed"}
    assert found.index.tolist() == [D, C, LAST, B]
    assert changes.sentence.id == (
        "Dibandingkan dengan hasil sebelumnya, dari 9 wilayah: 2 angkanya berubah, "
        "1 sekarang tanpa laporan, 1 sekarang melapor."
    )
    write_changes(changes, built, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "perubahan.xlsx").worksheets[0]
    assert C in [cell.value for row in sheet.iter_rows() for cell in row]
    main = Element("main")
    changes_section(main, changes, built, "id")
    assert len(list(main.iter("tr"))) == 5


def test_nothing_changed_writes_nothing(built: Atlas, tmp_path: Path) -> None:
    out = earlier(tmp_path / "out", board_counts(), built.config.region, sample=built.sample)
    changes = find_changes(read_previous(out), built)
    assert changes is not None
    assert changes.villages.empty
    assert "tidak ada dari 9 wilayah" in changes.sentence.id
    write_changes(changes, built, tmp_path)
    assert not (tmp_path / "perubahan.xlsx").exists()
    main = Element("main")
    changes_section(main, changes, built, "id")
    assert len(main) == 0


def test_what_cannot_be_compared_is_not(built: Atlas, tmp_path: Path) -> None:
    assert find_changes(read_previous(tmp_path / "nowhere"), built) is None
    counts = board_counts()
    other = earlier(tmp_path / "a", counts, "34.02", sample=built.sample)
    assert find_changes(read_previous(other), built) is None
    sample = earlier(tmp_path / "b", counts, built.config.region, sample=not built.sample)
    assert find_changes(read_previous(sample), built) is None
    (sample / "manifest.json").write_text("{")
    assert read_previous(sample) is None
