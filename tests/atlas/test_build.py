"""From linked tables to indicators: states, values, findings, and an indicator without Python."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from wksbm.atlas.build import build_atlas
from wksbm.config import AtlasConfig
from wksbm.errors import ContentError
from wksbm.layers.spec import Measure, MeasureKind, read_layer, read_layers

from tests.board import atlas, codes
from tests.layers.tables import attributes, boundaries, counts, register

ROOT = Path(__file__).resolve().parents[2]
SPECS = read_layers(ROOT / "layers")
COUNTS = (0, 10, 20, 30, 40, 50, 60, 70, None)
A, B, C, *_, LAST = codes()


@pytest.fixture
def config(tmp_path: Path) -> AtlasConfig:
    return atlas(tmp_path).config


def _population(value: float = 1000.0):
    return attributes(penduduk=[value] * 9)


def test_counts_become_rates_and_a_shortfall(config: AtlasConfig) -> None:
    built = build_atlas(config, boundaries(), counts(COUNTS), [_population(2000)], SPECS)
    rate = built.layer("kelompok_per_1000").values
    assert rate.tolist()[:8] == [0, 5, 10, 15, 20, 25, 30, 35]
    # median of the eight rates: 17.5 per 1,000, so 35 groups for 2,000 residents
    missing = built.layer("kekurangan_kelompok").values
    assert missing.tolist()[:8] == [35, 25, 15, 5, 0, 0, 0, 0]
    assert np.isnan(missing[LAST])
    density = built.layer("kelompok_per_km2").values
    assert density[B] == pytest.approx(10 / 4.87)


def test_zero_and_not_reported_stay_apart_in_every_layer(config: AtlasConfig) -> None:
    built = build_atlas(config, boundaries(), counts(COUNTS), [_population()], SPECS)
    for name in ("jumlah_kelompok", "kelompok_per_1000", "kelompok_per_km2"):
        layer = built.layer(name)
        assert layer.states[A] == layer.class_keys[A] == "zero"
        assert layer.states[LAST] == layer.class_keys[LAST] == "not_reported"
        assert layer.class_of(LAST).hatch
        assert layer.class_of(A).colour != layer.class_of(LAST).colour
    assert built.villages.loc[A, "status_data"] == "zero"
    assert built.villages.loc[LAST, "status_data"] == "not_reported"


def test_every_village_is_counted_once_in_the_legend(config: AtlasConfig) -> None:
    built = build_atlas(config, boundaries(), counts(COUNTS), [_population()], SPECS)
    for layer in built.layers:
        assert sum(entry.count for entry in layer.classes) == 9
        assert any(entry.key == "not_reported" for entry in layer.classes)
        assert len({entry.colour for entry in layer.classes}) == len(layer.classes)


def test_each_value_lies_within_its_class(config: AtlasConfig) -> None:
    built = build_atlas(config, boundaries(), counts(COUNTS), [_population()], SPECS)
    layer = built.layer("kelompok_per_1000")
    for kode, value in layer.values.items():
        entry = layer.class_of(kode)
        if entry.lower is not None:
            assert entry.lower <= value <= entry.upper


def test_without_population_a_rate_is_undefined_not_zero(config: AtlasConfig) -> None:
    population = attributes(penduduk=[1000.0] * 8 + [1000.0])
    population.data.loc[3, "penduduk"] = float("nan")  # the second village
    built = build_atlas(config, boundaries(), counts(COUNTS), [population], SPECS)
    assert built.layer("kelompok_per_1000").states[B] == "undefined"
    assert built.layer("jumlah_kelompok").states[B] == "value"


def test_small_counts_are_suppressed_everywhere(config: AtlasConfig) -> None:
    config = replace(config, minimum_groups=15)
    built = build_atlas(config, boundaries(), counts(COUNTS), [_population()], SPECS)
    assert built.villages.loc[B, "status_data"] == "suppressed"
    assert built.villages.loc[A, "status_data"] == "zero"
    for layer in built.layers:
        assert layer.states[B] == "suppressed"
        assert np.isnan(layer.values[B])
    assert B not in [gap.kode for gap in built.gaps]
    assert any("1 wilayah" in note.id for note in built.notes)


def test_register_gives_counts_shares_and_points(config: AtlasConfig) -> None:
    groups = [
        {"kode": A, "tahun_berdiri": 2001, "sumber_dana": "Iuran", "lon": 110.51, "lat": -7.91},
        {"kode": A, "tahun_berdiri": 2016, "sumber_dana": "donatur"},
        {"kode": A, "tahun_berdiri": 2015, "sumber_dana": ""},
        {"kode": A, "sumber_dana": "iuran", "kriteria_anggota": "domisili"},
        {"kode": B, "nama_kelompok": "nihil", "nil": True},
    ]
    built = build_atlas(config, boundaries(), register(groups), [_population()], SPECS)
    assert built.villages.loc[A, "jumlah_kelompok"] == 4
    assert built.villages.loc[B, "jumlah_kelompok"] == 0
    assert built.villages.loc[C, "status_data"] == "not_reported"
    # 2026 - 2015 = 11 > 10 years; 2016 is exactly 10 and does not count; one year is unknown
    assert built.layer("pct_lebih_10_tahun").values[A] == pytest.approx(200 / 3)
    assert built.layer("pct_iuran").values[A] == pytest.approx(200 / 3)
    assert built.layer("pct_domisili").values[A] == 100
    assert built.layer("pct_iuran").states[B] == "undefined"
    assert built.layer("pct_iuran").states[C] == "not_reported"
    assert len(built.groups) == 1
    assert built.groups.geometry.iloc[0].coords[0] == (110.51, -7.91)
    assert list(built.unplaced["kode"]) == [A, A, A]
    assert list(built.unplaced["tahun_berdiri"].dropna()) == [2016, 2015]


def test_dissolved_groups_are_in_no_figure(config: AtlasConfig) -> None:
    groups = [
        {"kode": A, "sumber_dana": "iuran", "lon": 110.51, "lat": -7.91},
        {"kode": A, "sumber_dana": "donatur", "dissolved": True, "lon": 110.51, "lat": -7.91},
        {"kode": B, "dissolved": True},
    ]
    built = build_atlas(config, boundaries(), register(groups), [_population()], SPECS)
    assert built.villages.loc[A, "jumlah_kelompok"] == 1
    assert built.layer("pct_iuran").values[A] == 100
    assert built.villages.loc[B, "status_data"] == "zero"
    assert len(built.groups) == 1


def test_shares_are_left_out_with_a_note_when_there_is_no_register(config: AtlasConfig) -> None:
    built = build_atlas(config, boundaries(), counts(COUNTS), [_population()], SPECS)
    assert "pct_iuran" not in [layer.id for layer in built.layers]
    assert any("sumber_dana" in note.id for note in built.remarks)


def test_attributes_of_different_villages_are_joined(config: AtlasConfig) -> None:
    first = attributes(penduduk=[2000.0] + [float("nan")] * 8)
    rest = attributes(penduduk=[float("nan")] + [1000.0] * 8)
    built = build_atlas(config, boundaries(), counts(COUNTS), [first, rest], SPECS)
    assert built.villages["penduduk"].tolist() == [2000] + [1000] * 8


def test_gaps_say_why(config: AtlasConfig) -> None:
    built = build_atlas(config, boundaries(), counts(COUNTS), [_population()], SPECS)
    assert [(gap.rank, gap.reason, gap.missing) for gap in built.gaps[:4]] == [
        (1, "none", 35),
        (2, "below_median", 25),
        (3, "below_median", 15),
        (4, "below_median", 5),
    ]
    assert built.gaps[0].sentence.id == (
        "Melapor tidak ada kelompok; kurang 35 untuk mencapai median"
    )
    assert "10,0 kelompok per 1.000 penduduk, di bawah median 35,0" in built.gaps[1].sentence.id
    assert built.gaps[-1].reason == "not_reported"
    assert built.gaps[-1].rank == 0


def test_without_any_groups_nobody_has_reported(config: AtlasConfig) -> None:
    built = build_atlas(config, boundaries(), None, [_population()], SPECS)
    assert set(built.villages["status_data"]) == {"not_reported"}
    assert {gap.reason for gap in built.gaps} == {"not_reported"}


def test_sample_and_approximate_follow_the_sources(config: AtlasConfig) -> None:
    built = build_atlas(config, boundaries(), counts(COUNTS), [], SPECS)
    assert built.approximate
    assert not built.sample


def test_a_layer_names_the_inputs_it_comes_from_and_no_other(config: AtlasConfig) -> None:
    other = attributes(idm_2024=[0.5] * 9)
    population = _population()
    built = build_atlas(config, boundaries(), counts(COUNTS), [population, other], SPECS)
    place = boundaries().source
    assert built.layer("jumlah_kelompok").sources == (place, counts(COUNTS).raw.source)
    assert len(built.layer("kelompok_per_1000").sources) == 3
    assert built.layer("idm_2024").sources == (place, other.raw.source)


def test_an_indicator_is_one_toml_and_no_python(config: AtlasConfig, tmp_path: Path) -> None:
    path = tmp_path / "posyandu_per_1000.toml"
    path.write_text(
        """
title = { id = "Posyandu per 1.000 penduduk", en = "Health posts per 1,000 residents" }
question = { id = "Layanan", en = "Services" }
explanation = { id = "Posyandu dibagi penduduk.", en = "Health posts by residents." }
unit = { id = "posyandu per 1.000 penduduk", en = "posts per 1,000 residents" }
source = { id = "Dinas Kesehatan", en = "Health office" }
symbology = "choropleth"

[measure]
kind = "rate"
column = "posyandu"
denominator = "penduduk"
per = 1000

[classes]
scheme = "equal_interval"
k = 3
palette = "Greens"
""",
        encoding="utf-8",
    )
    extra = attributes(penduduk=[1000.0] * 9, posyandu=[float(n) for n in range(1, 10)])
    built = build_atlas(config, boundaries(), None, [extra], [read_layer(path)])
    assert built.layer("posyandu_per_1000").values.tolist() == list(range(1, 10))
    assert [entry.count for entry in built.layer("posyandu_per_1000").classes] == [3, 3, 3, 0]
    assert built.villages["posyandu_per_1000"].tolist() == list(range(1, 10))


def test_an_indicator_cannot_take_another_columns_name(config: AtlasConfig) -> None:
    clash = replace(SPECS[0], id="penduduk")
    with pytest.raises(ContentError, match="penduduk"):
        build_atlas(config, boundaries(), counts(COUNTS), [_population()], [clash])


@pytest.mark.parametrize("kind", get_args(MeasureKind))
@pytest.mark.parametrize(
    "name", ["kode", "desa", "luas_km2", "status_data", "geometry", "posyandu"]
)
def test_no_kind_replaces_a_column_of_the_village_table(
    config: AtlasConfig, kind: MeasureKind, name: str
) -> None:
    measure = Measure(kind, "jumlah_kelompok", x="idm_2024", y="kelompok_per_km2")
    clash = replace(SPECS[0], id=name, measure=measure)
    extra = attributes(penduduk=[1000.0] * 9, posyandu=[float(n) for n in range(9)])
    with pytest.raises(ContentError, match=name):
        build_atlas(config, boundaries(), counts(COUNTS), [extra], [clash])


@pytest.mark.parametrize("kind", ["count", "value"])
def test_a_layer_that_shows_a_column_as_it_is_may_be_called_like_it(
    config: AtlasConfig, kind: MeasureKind
) -> None:
    figures = [4.0, 0.0, 7.0, *[1.0] * 6]
    spec = replace(SPECS[0], id="posyandu", symbology="symbols", measure=Measure(kind, "posyandu"))
    extra = attributes(penduduk=[1000.0] * 9, posyandu=figures)
    built = build_atlas(config, boundaries(), counts(COUNTS), [extra], [spec])
    assert built.villages["posyandu"].tolist() == figures


def test_inputs_are_not_changed(config: AtlasConfig) -> None:
    layer, population = boundaries(), _population()
    before = layer.villages.copy()
    build_atlas(config, layer, counts(COUNTS), [population], SPECS)
    assert layer.villages.equals(before)
