"""The order of priority and the areas of the scan: places, reasons and numbers."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from shapely import union_all
from wksbm.layers.model import Atlas, Priority

from tests.layers.boards import CASES, RAMP, board, built, case

LABEL = "Village Development Index 2024"


def _by_place(atlas: Atlas) -> list[Priority]:
    """Return the entries in the order of the villages."""
    return sorted(atlas.priorities, key=lambda entry: entry.kode)


def _order(atlas: Atlas) -> list[int]:
    places = {kode: place for place, kode in enumerate(atlas.villages.index)}
    return [places[entry.kode] for entry in atlas.priorities]


def _all(entry: Priority, lang: str = "id") -> str:
    return " ".join(getattr(reason, lang) for reason in entry.reasons)


@pytest.mark.parametrize("name", CASES)
def test_ranks_run_from_one_each_once_within_their_range(name: str) -> None:
    atlas = case(name)
    assert atlas.analysis is not None
    ranks = [entry.rank for entry in atlas.priorities]
    assert ranks == list(range(1, len(ranks) + 1))
    assert {entry.kode for entry in atlas.priorities} == set(atlas.analysis.judged)
    for entry in atlas.priorities:
        assert 1 <= entry.best <= entry.rank <= entry.worst <= len(ranks)
        assert 0 <= entry.score <= 100
        assert 1 <= len(entry.reasons) <= 4
        for reason in entry.reasons:
            for text in reason:
                assert text.endswith(".")
    for before, after in pairwise(atlas.priorities):
        assert before.score >= after.score - 1e-9


@pytest.mark.parametrize("name", CASES)
def test_the_ranks_stand_in_the_village_table(name: str) -> None:
    atlas = case(name)
    table = atlas.villages
    columns = ("peringkat_prioritas", "peringkat_tertinggi", "peringkat_terendah")
    for entry in atlas.priorities:
        row = table.loc[entry.kode]
        assert [row[column] for column in columns] == [entry.rank, entry.best, entry.worst]
    judged = [entry.kode for entry in atlas.priorities]
    for column in columns:
        assert table.drop(index=judged)[column].isna().all()


def test_only_villages_that_reported_and_are_shown_have_a_place() -> None:
    atlas = case("suppressed")
    assert {entry.kode for entry in atlas.priorities} == set(atlas.villages.index[5:])
    for area in atlas.scan_areas:
        assert set(area.villages) <= set(atlas.villages.index[5:])


def test_the_weight_of_shortfall_alone_orders_by_the_share_missing() -> None:
    # few groups everywhere and equal residents: the smoothed rates keep the order of the counts
    atlas = built(board(1, 5), [30, 10, 50, 20, 90], weights=(1.0, 0.0, 0.0))
    assert _order(atlas)[:2] == [1, 3]
    assert atlas.priorities[0].score > atlas.priorities[1].score > 0
    assert atlas.priorities[-1].score == 0


@pytest.mark.parametrize(("when", "first"), [("low", 0), ("high", 4)])
def test_need_alone_orders_by_need(when: str, first: int) -> None:
    idm = [0.5, 0.6, 0.7, 0.8, 0.9]
    atlas = built(
        board(1, 5),
        [10] * 5,
        weights=(0.0, 1.0, 0.0),
        need="idm_2024",
        need_when=when,
        columns={"idm_2024": idm},
    )
    order = [0, 1, 2, 3, 4]
    assert _order(atlas) == (order if first == 0 else order[::-1])
    # share of villages that are less needy, ties counting half: 4.5, 3.5, ... of 5
    assert [entry.score for entry in atlas.priorities] == pytest.approx([90, 70, 50, 30, 10])


def test_unknown_need_counts_as_the_middle_and_is_told() -> None:
    idm = [None, 0.6, 0.7, 0.8]
    atlas = built(
        board(1, 4),
        [10] * 4,
        weights=(0.0, 1.0, 0.0),
        need="idm_2024",
        columns={"idm_2024": idm},
    )
    entry = _by_place(atlas)[0]
    assert entry.score == pytest.approx(50)
    assert "tidak diketahui; dihitung sebagai pertengahan" in _all(entry)
    others = [_all(other) for other in _by_place(atlas)[1:]]
    assert not any("tidak diketahui" in words for words in others)


def test_need_is_named_as_its_layer_is_and_told_of_the_neediest_third() -> None:
    # 25 villages with 0.50, 0.51, ...; low is needy
    entries = _by_place(case("need"))
    for place, entry in enumerate(entries):
        told = [reason for reason in entry.reasons if LABEL in reason.en]
        assert len(told) == (place < 8)
        for reason in told:
            assert "25 villages" in reason.en
            assert f"({0.5 + place / 100:.2f}".rstrip("0") in reason.en
    assert "lowest" in _all(entries[0], "en")


@pytest.mark.parametrize("name", sorted(CASES.keys() - {"need", "need partly unknown"}))
def test_need_is_no_reason_where_none_is_asked_for(name: str) -> None:
    assert not any(LABEL in _all(entry, "en") for entry in case(name).priorities)


@pytest.mark.parametrize(
    "idm",
    [pytest.param([0.8] * 9, id="all alike"), pytest.param([None] * 9, id="all unknown")],
)
def test_need_that_tells_nobody_apart_is_no_reason(idm: list[float | None]) -> None:
    atlas = built(board(3, 3), range(9), need="idm_2024", columns={"idm_2024": idm})
    assert not any(LABEL in _all(entry, "en") for entry in atlas.priorities)


def test_the_rank_of_need_is_among_those_whose_need_is_known() -> None:
    atlas = built(
        board(3, 3), range(9), need="idm_2024", columns={"idm_2024": [0.5, 0.6, *[None] * 7]}
    )
    assert not any("dari 9 kalurahan menurut" in _all(entry) for entry in atlas.priorities)


def test_the_neighbours_told_can_be_counted() -> None:
    # none in the north-west; 20 elsewhere. The corner has 3 neighbours, the north-east one as well
    atlas = built(board(3, 3), [0, 0, 20, 0, 0, 20, 20, 20, 20])
    entries = _by_place(atlas)
    assert "3 dari 3 tetangganya juga" in _all(entries[0])
    assert "2 dari 3 tetangganya jelas" in _all(entries[2])
    assert "2 of 3 neighbours" in _all(entries[2], "en")
    # the south-east corner has one of 3, the middle 3 of 8: less than half
    for place in (4, 8):
        assert "tetangganya" not in _all(entries[place])


def test_a_village_alone_has_no_neighbours_to_tell_of() -> None:
    for entry in case("only islands").priorities:
        assert "tetangganya" not in _all(entry)


def test_a_silent_neighbour_is_not_counted() -> None:
    atlas = built(board(1, 3), [1, None, 9])
    assert all("tetangganya" not in _all(entry) for entry in atlas.priorities)


def test_what_the_first_reason_says_by_kind() -> None:
    atlas = case("ramp")
    entries = _by_place(atlas)
    # 12 expected; P(X <= 1) = 13 e^-12 = 0.008 %
    assert "Reported no group" in entries[0].reasons[0].en
    assert "12 groups" in entries[0].reasons[0].en
    assert "1 group on record, 12 expected" in entries[1].reasons[0].en
    assert "less than 0.1%" in entries[1].reasons[0].en
    assert "may come about by chance" in entries[9].reasons[0].en
    assert "%" not in entries[9].reasons[0].en  # one village's own probability is not the test
    assert entries[11].reasons[0].en.startswith("Below the median: 11.0 groups per 1,000")
    assert "1 group more" in entries[11].reasons[0].en
    assert entries[24].reasons[0].id == "Tidak kekurangan: 24,0 kelompok per 1.000 penduduk."


@pytest.mark.parametrize("name", CASES)
def test_the_first_reason_fits_the_kind_of_shortage(name: str) -> None:
    atlas = case(name)
    if not atlas.priorities:
        return
    kinds = atlas.layer("kelas_kekurangan").class_keys
    starts = {
        "none": ("Melapor tidak ada kelompok",),
        "fewer": ("Jelas lebih sedikit",),
        "small": ("Tampak sedikit",),
        "expected": ("Di bawah median", "Tidak kekurangan"),
        "more": ("Di bawah median", "Tidak kekurangan"),
    }
    missing = atlas.villages["kekurangan_kelompok"]
    for entry in atlas.priorities:
        told = entry.reasons[0].id
        assert told.startswith(starts[kinds[entry.kode]])
        if told.startswith("Tidak kekurangan"):
            assert missing[entry.kode] == 0


def test_far_below_the_median_is_not_told_as_a_little_below() -> None:
    # 1 per 1,000 against a median of 5: as expected by the common rate of 120 / 104,000
    atlas = built(board(1, 5), [100, 5, 5, 5, 5], [100_000, 1000, 1000, 1000, 1000])
    first = atlas.priorities[0]
    assert atlas.villages.loc[first.kode, "kekurangan_kelompok"] == 400
    assert "little" not in first.reasons[0].en


@pytest.mark.parametrize("name", ["all none", "one has all"])
def test_none_missing_is_not_told_as_missing(name: str) -> None:
    assert not any(
        re.search(r"(?<!\d)0 groups (short|more|needed)", _all(entry, "en"))
        for entry in case(name).priorities
    )


def test_a_rank_that_hangs_on_a_choice_is_told() -> None:
    atlas = case("ramp")
    for entry in atlas.priorities:
        told = "bergantung pada cara menghitung" in _all(entry)
        assert told == (entry.worst - entry.best > 10)
        if told:
            assert f"{entry.best} sampai {entry.worst}" in _all(entry)
    assert any(entry.worst - entry.best > 10 for entry in atlas.priorities)


@pytest.mark.parametrize("name", CASES)
def test_areas_hold_what_their_villages_hold_and_none_overlap(name: str) -> None:
    atlas = case(name)
    assert atlas.analysis is not None
    judged = atlas.villages.loc[atlas.analysis.judged]
    seen: set[str] = set()
    assert [area.number for area in atlas.scan_areas] == list(range(1, len(atlas.scan_areas) + 1))
    rate = judged["jumlah_kelompok"].sum() / max(judged["penduduk"].sum(), 1)
    for area in atlas.scan_areas:
        inside = atlas.villages.loc[list(area.villages)]
        assert not seen & set(area.villages)
        seen |= set(area.villages)
        assert area.recorded == inside["jumlah_kelompok"].sum()
        assert area.expected == pytest.approx(inside["penduduk"].sum() * rate)
        assert (area.recorded > area.expected) == (area.kind == "more")
        assert (area.ratio > 1) == (area.kind == "more")
        assert 0 < area.p <= 0.05
        assert area.geometry.symmetric_difference(union_all(inside.geometry.to_numpy())).area < 1e-9
        assert atlas.villages.loc[list(area.villages), "nomor_daerah"].eq(area.number).all()
        if len(inside) == 1:
            assert inside["desa"].iloc[0] in area.sentence.id
        for kecamatan in inside["kecamatan"].unique()[:3]:
            assert kecamatan in area.sentence.en
    assert atlas.villages.drop(index=list(seen))["nomor_daerah"].isna().all()


def test_an_area_planted_is_found_and_told() -> None:
    # the north-west quarter has 30 each, the others 5: 4 villages, 120 groups
    high = {0, 1, 5, 6}
    atlas = built(board(5, 5), [30 if place in high else 5 for place in range(25)])
    area = next(area for area in atlas.scan_areas if area.kind == "more")
    assert set(area.villages) == {atlas.villages.index[place] for place in high}
    assert area.recorded == 120
    # 225 groups in 25 equal villages: 36 expected in 4
    assert area.expected == pytest.approx(36)
    # 30 against 5 per village
    assert area.ratio == pytest.approx(6)
    told = area.sentence.en.replace("\N{NO-BREAK SPACE}", " ")
    assert "4 villages in Baris A and Baris B" in told
    assert "120 groups on record, more than the 36 expected (6.0 times the rate outside" in told
    assert f"p = {area.p:.3f}" in told
    assert area.p <= 0.05


def test_two_settings_that_change_nothing_of_the_order() -> None:
    first, again = (built(board(5, 5), RAMP, seed=seed) for seed in (1, 2))
    assert first.priorities == again.priorities
