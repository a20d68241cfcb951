"""What is on record in each sub-district of the chess board, counted by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from wksbm.findings.districts import common_rate, district_sentences, districts

from tests.board import atlas as chess_board
from tests.layers.boards import board, built


def test_sums_of_a_sub_district_hold_only_villages_that_reported() -> None:
    # Row A: 0, 10, 20 groups; row B: none reported, 40, 50; 1,000 residents each.
    rows = districts(built(board(2, 3), [0, 10, 20, None, 40, 50]))
    first, second = rows
    assert [part.name for part in rows] == ["Baris A", "Baris B"]
    assert (first.reported, first.zero, first.groups, first.residents) == (3, 1, 30, 3000)
    assert first.rate == pytest.approx(10.0)
    assert (second.reported, second.groups, second.residents) == (2, 90, 2000)
    assert second.rate == pytest.approx(45.0)
    # The median of 0, 10, 20, 40, 50 is 20: the first two lack 20 and 10.
    assert (first.below, first.missing) == (2, 30)
    assert (second.below, second.missing) == (0, 0)


def test_the_common_rate_is_that_of_all_villages_that_can_be_judged() -> None:
    # 120 groups of 5 villages with 1,000 residents each.
    assert common_rate(built(board(2, 3), [0, 10, 20, None, 40, 50])) == pytest.approx(24.0)


def test_a_village_without_known_residents_is_in_the_groups_but_in_no_rate() -> None:
    atlas = built(board(1, 3), [10, 20, 30], [1000, None, 1000])
    (part,) = districts(atlas)
    assert (part.groups, part.residents) == (60, 2000)
    assert part.rate == pytest.approx(20.0)
    said = " ".join(text.id for text in district_sentences(atlas, part))
    assert "Tercatat 60 kelompok. Di 2 kalurahan yang penduduknya diketahui ada 20,0" in said


@pytest.mark.parametrize("minimum_groups", [0, 50])
def test_where_nothing_can_be_compared_nobody_is_said_to_be_above_the_median(
    minimum_groups: int,
) -> None:
    """The residents of the first are not known; in the other every count is suppressed."""
    residents = [1000, 1000, 1000] if minimum_groups else [None, None, None]
    atlas = built(board(1, 3), [10, 20, 30], residents, minimum_groups=minimum_groups)
    (part,) = districts(atlas)
    assert not part.compared
    assert "median" not in " ".join(text.id for text in district_sentences(atlas, part))


def test_a_suppressed_count_is_in_no_sum() -> None:
    (part,) = districts(built(board(1, 3), [2, 20, 30], minimum_groups=5))
    assert (part.reported, part.suppressed, part.groups, part.residents) == (3, 1, 50, 2000)


def test_without_any_report_nothing_is_claimed() -> None:
    built_atlas = built(board(1, 2), None)
    (part,) = districts(built_atlas)
    assert part.reported == 0
    assert math.isnan(part.groups) and math.isnan(part.rate)
    assert math.isnan(common_rate(built_atlas))
    said = " ".join(text.id for text in district_sentences(built_atlas, part))
    assert said == "0 dari 2 kalurahan melapor. Belum ada data: Desa A-a dan Desa A-b."


def test_sentences_name_what_stands_out(tmp_path: Path) -> None:
    atlas = chess_board(tmp_path)
    north, _, south = districts(atlas)
    said = " ".join(text.id for text in district_sentences(atlas, north))
    assert "3 dari 3 kalurahan melapor." in said
    assert "Tercatat 30 kelompok, yaitu 10,0 per 1.000 penduduk" in said
    assert "di seluruh wilayah atlas ini 35,0." in said
    assert "Melapor tidak ada kelompok: Utara." in said
    assert "2 kalurahan di bawah median; untuk mencapainya diperlukan 60 kelompok" in said
    english = " ".join(text.en for text in district_sentences(atlas, south))
    assert "2 of 3 villages reported. No data yet: Pojok." in english
    assert "No village is below the median." in english


def test_two_sub_districts_of_one_name_bear_their_kabupaten() -> None:
    boundaries = board(2, 1)
    villages = boundaries.villages
    villages["kecamatan"] = "Jetis"
    villages["kabupaten"] = ["Bantul", "Sleman"]
    assert [part.name for part in districts(built(boundaries, [1, 2]))] == [
        "Jetis, Bantul",
        "Jetis, Sleman",
    ]
