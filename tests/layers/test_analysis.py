"""The statistics of an atlas: who takes part, figures counted by hand, and nothing that leaks."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from wksbm.atlas.build import build_atlas
from wksbm.config import AnalysisConfig
from wksbm.errors import ContentError, InputError
from wksbm.layers.analysis import Analysis
from wksbm.layers.figures import FIGURES
from wksbm.layers.model import Atlas
from wksbm.layers.spec import Measure
from wksbm.text import Text

from tests.board import spec
from tests.layers.boards import (
    CASES,
    RAMP,
    SPECS,
    board,
    built,
    case,
    sentences,
    settings,
    table,
)
from tests.layers.tables import register

FIGURE_NAMES = [figure.column for figure in FIGURES]


def _analysis(atlas: Atlas) -> Analysis:
    assert atlas.analysis is not None
    return atlas.analysis


@pytest.mark.parametrize("name", CASES)
def test_the_judged_are_those_that_reported_and_have_residents(name: str) -> None:
    atlas = case(name)
    table = atlas.villages
    known = table["jumlah_kelompok"].notna() & table["penduduk"].gt(0)
    assert list(_analysis(atlas).judged) == list(table.index[known])
    unjudged = table[~known]
    for column in set(FIGURE_NAMES) - {"jumlah_tetangga"}:
        assert unjudged[column].isna().all(), column
    for column in ("kelompok_per_1000_atas", "kelompok_per_1000_eb", "harapan_kelompok"):
        assert table.loc[known, column].notna().all(), column


@pytest.mark.parametrize("name", CASES)
def test_every_figure_of_the_table_is_a_number_in_its_range(name: str) -> None:
    table = case(name).villages[FIGURE_NAMES]
    assert set(table.dtypes.astype(str)) == {"float64"}
    assert not np.isinf(table.to_numpy()).any()
    for column in ("peluang_sesedikit", "q_kekurangan", "moran_p", "moran_q", "gi_p", "gi_q"):
        assert table[column].dropna().between(0, 1).all()
    for p, q in (("moran_p", "moran_q"), ("gi_p", "gi_q")):
        assert (table[q].dropna() >= table[p].dropna() - 1e-12).all()
    low, middle, high = (
        table[column].dropna()
        for column in (
            "kelompok_per_1000_bawah",
            "kelompok_per_1000_eb",
            "kelompok_per_1000_atas",
        )
    )
    assert (low <= high).all()
    assert (middle >= 0).all()


def test_rates_of_the_ramp_by_hand() -> None:
    atlas = case("ramp")
    analysis = _analysis(atlas)
    assert analysis.median_rate == 12
    assert analysis.ratio.tolist() == pytest.approx([value / 12 for value in RAMP])
    assert atlas.villages["harapan_kelompok"].tolist() == pytest.approx([12.0] * 25)
    # by definition: sum of e^-12 12^k / k! up to 3
    chance = sum(math.exp(-12) * 12**k / math.factorial(k) for k in range(4))
    assert atlas.villages["peluang_sesedikit"].iloc[3] == pytest.approx(chance)
    # none recorded: the mean lies with 95 % under the m with e^-m = 0.025
    assert atlas.villages["kelompok_per_1000_bawah"].iloc[0] == 0
    assert atlas.villages["kelompok_per_1000_atas"].iloc[0] == pytest.approx(-math.log(0.025))
    # spread 52, chance 12: A = 40 (per 1,000); the weight of the own rate is 40 / 52
    assert atlas.villages["kelompok_per_1000_eb"].iloc[0] == pytest.approx(12 - 12 * 40 / 52)
    assert analysis.dispersion.ratio == pytest.approx(1300 / 12 / 24)


def test_the_median_of_the_own_sub_district_by_hand() -> None:
    # rows are sub-districts: 0 to 4 with median 2, 5 to 9 with median 7
    atlas = case("ramp")
    wanted = _analysis(atlas).wanted["kecamatan"]
    assert wanted.tolist()[:10] == pytest.approx([2.0] * 5 + [7.0] * 5)
    missing = atlas.layer("kekurangan_kecamatan").values
    assert missing.tolist()[:10] == [2, 1, 0, 0, 0, 2, 1, 0, 0, 0]


def test_a_target_per_1000_residents() -> None:
    people = [1000, 2000, 500, None, 0]
    atlas = built(board(1, 5), [5, 5, 5, 5, 5], people, target_per_1000=10.0)
    assert _analysis(atlas).wanted["target"].tolist()[:3] == [10, 20, 5]
    layer = atlas.layer("kekurangan_sasaran")
    assert layer.values.tolist()[:3] == [5, 15, 0]
    assert layer.states.tolist()[3:] == ["undefined"] * 2


def test_a_target_per_hamlet() -> None:
    hamlets = [3, 10, None, 4]
    atlas = built(
        board(1, 4),
        [5, 5, 5, None],
        target_per_padukuhan=2.0,
        columns={"jumlah_padukuhan": hamlets},
    )
    layer = atlas.layer("kekurangan_sasaran")
    assert layer.values.tolist()[:2] == [1, 15]
    assert layer.states.tolist() == ["value", "value", "undefined", "not_reported"]
    assert not any("jumlah_padukuhan" in note.id for note in atlas.remarks)


def test_the_target_per_1000_residents_comes_first() -> None:
    atlas = built(
        board(1, 4),
        [5, 6, 7, 8],
        target_per_1000=9.0,
        target_per_padukuhan=100.0,
        columns={"jumlah_padukuhan": [1] * 4},
    )
    assert _analysis(atlas).wanted["target"].tolist() == [9] * 4


def test_without_the_column_of_hamlets_there_is_no_target_and_it_is_told() -> None:
    atlas = case("no hamlets")
    assert "target" not in _analysis(atlas).wanted
    assert "kekurangan_sasaran" not in [layer.id for layer in atlas.layers]
    assert any("jumlah_padukuhan" in note.id for note in atlas.remarks)
    assert not any("jumlah_padukuhan" in note.id for note in case("target").remarks)


def test_without_a_target_nothing_is_said_of_one() -> None:
    atlas = case("ramp")
    assert "kekurangan_sasaran" not in [layer.id for layer in atlas.layers]
    assert not any("sasaran" in note.id.casefold() for note in atlas.remarks)


def test_low_or_high_values_are_needy() -> None:
    columns = {"idm_2024": [0.5, None, 0.9]}
    low = built(board(1, 3), [1, 2, 3], need="idm_2024", columns=columns)
    high = built(board(1, 3), [1, 2, 3], need="idm_2024", need_when="high", columns=columns)
    need = _analysis(low).need
    assert need is not None
    assert need.iloc[0] > need.iloc[2]
    assert math.isnan(need.iloc[1])
    turned = _analysis(high).need
    assert turned is not None
    assert turned.iloc[0] < turned.iloc[2]


def test_a_column_of_need_that_is_not_there_is_told_and_does_not_count() -> None:
    absent, without = case("need absent"), case("ramp")
    assert any("'idm_2024'" in note.id for note in absent.remarks)
    ranks = [[entry.kode for entry in atlas.priorities] for atlas in (absent, without)]
    assert ranks[0] == ranks[1]


@pytest.mark.parametrize(
    "asked", [{"need": "desa"}, {"target_per_padukuhan": 1.0, "padukuhan_column": "desa"}]
)
def test_a_column_of_text_is_refused_or_told(asked: dict[str, object]) -> None:
    try:
        atlas = built(board(2, 2), [1, 2, 3, 4], **asked)
    except (InputError, ContentError) as error:
        assert "desa" in str(error)
    else:
        assert any("'desa'" in note.id for note in atlas.remarks)


def test_too_many_groups_are_refused_in_words() -> None:
    with pytest.raises((InputError, ContentError)):
        built(board(2, 2), [3e9, 2, 3, 4])


def test_neighbours_as_asked_for() -> None:
    # sides of 2.2 km: 2.5 km reach the four sides, 3.5 km the corners too
    for asked, pairs in (
        ({}, 72),
        ({"neighbours": "distance", "distance_km": 2.5}, 40),
        ({"neighbours": "distance", "distance_km": 3.5}, 72),
        ({"neighbours": "distance", "distance_km": 0.5}, 0),
    ):
        assert _analysis(built(board(5, 5), RAMP, **asked)).neighbours.pairs == pairs
    links = _analysis(built(board(5, 5), RAMP, neighbours="nearest", nearest=3)).neighbours
    assert set(links.cardinalities) == {3}
    few = _analysis(case("nearest, few")).neighbours
    assert few.cardinalities.tolist() == [1, 1]


def test_islands_are_named_and_have_no_p() -> None:
    atlas = case("islands")
    alone = list(atlas.villages.index[:2])
    assert set(_analysis(atlas).neighbours.islands) >= set(alone)
    assert atlas.villages.loc[alone, ["moran_p", "gi_p"]].isna().all(axis=None)
    assert atlas.villages.loc[alone, "jumlah_tetangga"].tolist() == [0, 0]


def test_who_did_not_report_changes_no_figure_of_the_others() -> None:
    counts = [*RAMP[:12], None, *RAMP[13:]]
    crowded = [1000.0] * 12 + [9e6] + [1000.0] * 12
    one, two = built(board(5, 5), counts), built(board(5, 5), counts, crowded)
    columns = [*FIGURE_NAMES, "kekurangan_kelompok", "gugus_moran", "gugus_pindai", "prioritas"]
    pd.testing.assert_frame_equal(one.villages[columns], two.villages[columns])
    assert one.priorities == two.priorities
    assert one.summary == two.summary


def test_the_same_input_gives_the_same_atlas_and_the_seed_only_moves_p() -> None:
    one, two, other = (built(board(5, 5), RAMP, seed=seed) for seed in (5, 5, 6))
    assert_geodataframe_equal(one.villages, two.villages)
    assert one.summary == two.summary
    for column in ("moran_lokal", "gi_z"):
        pd.testing.assert_series_equal(one.villages[column], other.villages[column])
    assert one.villages["moran_p"].tolist() != other.villages["moran_p"].tolist()


def _same(one: Atlas, two: Atlas) -> None:
    assert_geodataframe_equal(one.villages, two.villages)
    assert list(sentences(one)) == list(sentences(two))
    assert one.priorities == two.priorities
    assert one.gaps == two.gaps
    assert [area.villages for area in one.scan_areas] == [area.villages for area in two.scan_areas]
    assert [layer.classes for layer in one.layers] == [layer.classes for layer in two.layers]
    assert_geodataframe_equal(one.groups.reset_index(drop=True), two.groups.reset_index(drop=True))


def test_a_suppressed_count_leaves_no_trace() -> None:
    # whatever the hidden counts are (1 to 4), everything that is shown stays the same
    one = built(board(5, 5), [1, 1, *RAMP[2:]], minimum_groups=5)
    two = built(board(5, 5), [4, 2, 3, 4, 1, *RAMP[5:]], minimum_groups=5)
    assert one.villages["status_data"].eq("suppressed").sum() == 5
    _same(one, two)


def _registered(first: int, second: int) -> Atlas:
    place = board(2, 2)
    codes = list(place.villages.index)
    blanks = {"lon": 110.51, "lat": -7.91, "tahun_berdiri": 2000, "sumber_dana": "iuran"}
    numbers = (first, second, 9, 12)
    groups = [
        {"kode": kode, **blanks}
        for kode, number in zip(codes, numbers, strict=True)
        for _ in range(number)
    ]
    people = table("attributes", place, {"penduduk": [1000] * 4})
    config = settings(minimum_groups=5)
    return build_atlas(config, place, register(groups), [people], SPECS)


def test_a_suppressed_village_of_a_register_leaves_no_trace() -> None:
    one = _registered(1, 2)
    assert one.villages["status_data"].tolist()[:2] == ["suppressed"] * 2
    _same(one, _registered(4, 3))


def test_an_indicator_that_bears_a_figures_name_is_refused() -> None:
    clash = replace(
        spec("gi_z", Text("Tabrakan", "Clash")), measure=Measure("value", "jumlah_kelompok")
    )
    with pytest.raises(ContentError, match="gi_z"):
        built(board(2, 2), [1, 2, 3, 4], specs=(clash,))


def test_an_attribute_that_bears_a_figures_name_keeps_its_figures() -> None:
    atlas = built(board(2, 2), [1, 2, 3, 4], columns={"gi_z": [7, 8, 9, None]})
    assert atlas.villages["gi_z"].tolist()[:3] == [7, 8, 9]
    assert math.isnan(atlas.villages["gi_z"].iloc[3])


@pytest.mark.parametrize("seed", range(16))
def test_whatever_the_data_the_atlas_is_whole(seed: int) -> None:
    draw = np.random.default_rng(seed)
    rows, columns = int(draw.integers(2, 6)), int(draw.integers(5, 9))
    size = rows * columns
    counts = draw.poisson(draw.choice([0.2, 3, 30]), size).astype(float)
    counts[draw.random(size) < 0.1] = 0
    counts[draw.random(size) < 0.05] = 250_000
    counts[draw.random(size) < draw.choice([0, 0.2, 0.9])] = np.nan
    people = draw.choice([1.0, 40, 900, 5000, 2e6], size)
    people[draw.random(size) < 0.1] = np.nan
    people[draw.random(size) < 0.1] = 0
    need = np.where(draw.random(size) < 0.3, np.nan, draw.random(size))
    config = AnalysisConfig(
        neighbours=draw.choice(["contiguity", "nearest", "distance"]),  # type: ignore[arg-type]
        need_when=draw.choice(["low", "high"]),  # type: ignore[arg-type]
        need="idm_2024",
        target_per_1000=draw.choice([None, 2.0]),
        target_per_padukuhan=3.0,
    )
    atlas = built(
        board(rows, columns, apart=tuple(draw.choice(size, 2))),
        counts.tolist(),
        people.tolist(),
        minimum_groups=int(draw.choice([0, 3])),
        columns={"idm_2024": need.tolist(), "jumlah_padukuhan": draw.integers(0, 9, size).tolist()},
        **{name: value for name, value in vars(config).items() if name != "replicas"},
    )
    ranks = [entry.rank for entry in atlas.priorities]
    assert ranks == list(range(1, len(_analysis(atlas).judged) + 1))
    assert all(entry.best <= entry.rank <= entry.worst for entry in atlas.priorities)
    for layer in atlas.layers:
        assert sum(entry.count for entry in layer.classes) == size
        assert {entry.key for entry in layer.classes} >= set(layer.class_keys)
    for place, text in sentences(atlas):
        for words in text:
            assert "{" not in words, (place, words)
            assert not re.search(r"\b(nan|None(?! is)|inf)\b", words), (place, words)
    assert not np.isinf(atlas.villages.select_dtypes("number").to_numpy(dtype=float)).any()
    members = [kode for area in atlas.scan_areas for kode in area.villages]
    assert len(members) == len(set(members))
    assert set(members) <= set(_analysis(atlas).judged)
