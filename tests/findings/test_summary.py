"""The findings in words: right numbers, right grammar, and nothing that was not computed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from wksbm.findings.summary import find_summary
from wksbm.layers.model import Atlas
from wksbm.layers.spec import LayerSpec, Measure
from wksbm.text import LANGUAGES, Text, both

from tests.board import spec
from tests.layers.boards import CASES, RAMP, SPECS, board, built, case, sentences, told

NUMBER = re.compile(r"(?<!\w)-?\d+(?:[.,]\d+)*|(?<=-)\d+(?:[.,]\d+)*")
GROUPED = {
    "id": re.compile(r"-?\d{1,3}(\.\d{3})*(,\d+)?"),
    "en": re.compile(r"-?\d{1,3}(,\d{3})*(\.\d+)?"),
}
NAMES_WITH_DIGITS = re.compile(
    r"\w*_\w*|\d\d\.\d\d\.\d\d\.\d{4}|Desa Membangun 2024|Development Index 2024|2026\.?$"
)
NOT_A_WORD = re.compile(r"\b(nan|NaN|None(?! is)|null|inf|NaT)\b|[{}∞]|(^|\s)–(\s|[.,;)]|$)")
CAUSE = re.compile(
    r"\b(menyebabkan|disebabkan|akibat|terbukti|membuktikan|caused?|causes|because|prove[sdn]?)\b"
)
ORDER = ["coverage", "rates", "clusters", "areas", "missing", "priority", "method"]


def _values(text: str, lang: str) -> list[float]:
    bare = NAMES_WITH_DIGITS.sub("", text)
    thousands, decimal = (".", ",") if lang == "id" else (",", ".")
    found = []
    for token in NUMBER.findall(bare):
        assert GROUPED[lang].fullmatch(token), (lang, token, text)
        found.append(float(token.replace(thousands, "").replace(decimal, ".")))
    return sorted(found)


def _paragraph(atlas: Atlas, finding: str) -> tuple[Text, ...]:
    return next((part.sentences for part in atlas.summary if part.id == finding), ())


@pytest.mark.parametrize("name", CASES)
def test_both_languages_tell_the_same_numbers_each_in_its_own_way(name: str) -> None:
    for place, text in sentences(case(name)):
        assert _values(text.id, "id") == _values(text.en, "en"), place


@pytest.mark.parametrize("name", CASES)
def test_no_sentence_holds_a_figure_that_is_none(name: str) -> None:
    for place, text in sentences(case(name)):
        for lang in LANGUAGES:
            words = text.to(lang)
            assert not NOT_A_WORD.search(words), (place, words)
            assert words == words.strip()
            assert "  " not in words
            assert not CAUSE.search(words), (place, words)


def test_an_area_that_holds_every_group_has_no_infinite_rate() -> None:
    areas = case("one has all").scan_areas
    assert areas[0].recorded == 200
    assert math.isinf(areas[0].ratio)
    for lang in LANGUAGES:
        assert "∞" not in areas[0].sentence.to(lang)
        assert "200" in areas[0].sentence.to(lang)


@pytest.mark.parametrize("name", CASES)
def test_full_stops(name: str) -> None:
    atlas = case(name)
    for layer in atlas.layers:
        for text in (layer.method, layer.finding):
            assert text is None or not any(text.to(lang).endswith(".") for lang in LANGUAGES)
    for finding in atlas.summary:
        assert finding.sentences
        for text in finding.sentences:
            for lang in LANGUAGES:
                assert text.to(lang).endswith(".")
                assert not text.to(lang).endswith("..")
                assert text.to(lang)[0].isupper() or text.to(lang)[0].isdigit()


@pytest.mark.parametrize("name", CASES)
def test_the_account_has_its_parts_in_order_and_names_layers_that_exist(name: str) -> None:
    atlas = case(name)
    ids = [finding.id for finding in atlas.summary]
    judged = atlas.analysis is not None and len(atlas.analysis.judged)
    assert ids == (ORDER if judged else ["coverage", "method"])
    known = {layer.id for layer in atlas.layers}
    assert {finding.layer for finding in atlas.summary} - {None} <= known
    for finding in atlas.summary:
        for lang in LANGUAGES:
            assert 1 <= len(finding.heading.to(lang).split()) <= 4


@pytest.mark.parametrize("name", CASES)
def test_english_nouns_agree_with_their_number(name: str) -> None:
    ones = re.compile(r"(?<![\d.,])1 (villages|groups|residents|sub-districts)\b")
    many = re.compile(r"(?<![\d.,])(?:0|[2-9]|[\d,]*\d{2}) (village|group|resident)\b")
    for place, text in sentences(case(name)):
        assert not ones.search(text.en), (place, text.en)
        assert not many.search(text.en), (place, text.en)


@pytest.mark.parametrize(
    ("make", "finding", "wrong"),
    [
        (lambda: case("two villages"), "missing", r"\b1 (seem|have)\b"),
        (lambda: case("two villages"), "missing", r"\b1 village below the median lack\b"),
        (lambda: case("two villages"), "method", r"\b1 pairs\b"),
        (lambda: case("ramp"), "priority", r", 1 stay\b"),
        (lambda: case("suppressed"), "coverage", r"\b1 village did not report, or their\b"),
        (lambda: built(board(1, 2), [5, 1], target_per_1000=2), "missing", r"\b1 village fall\b"),
    ],
    ids=["seem", "lack", "pairs", "stay", "their", "fall"],
)
def test_english_verbs_agree_with_one(make: Callable[[], Atlas], finding: str, wrong: str) -> None:
    text = told(make(), finding, "en")
    assert text
    assert not re.search(wrong, text), text


def test_the_account_of_a_board_that_can_be_counted_by_hand() -> None:
    # 0 to 24 groups, 1,000 residents each: mean and median 12, quartiles 6 and 18; dispersion
    # sum((c - 12)^2) / 12 / 24 = 1300 / 288 = 4.5; 72 pairs (40 sides and 32 corners), 144 / 25
    atlas = case("ramp")
    assert _values(told(atlas, "coverage"), "id") == [1, 25, 25]
    rates = told(atlas, "rates", "en")
    assert _values(rates, "en") == sorted([25.0, 12.0, 1000.0, 12.0, 6.0, 18.0, 4.5])
    missing = told(atlas, "missing", "en")
    # 12 villages lack 12, 11, ... 1 groups: 78
    assert "12 villages" in missing
    assert "78 groups" in missing
    method = told(atlas, "method", "en")
    assert "72 pairs, 5.8 neighbours on average" in method
    assert "seed: 2026" in method
    assert "99 random maps" in method


@pytest.mark.parametrize("name", CASES)
def test_coverage_equals_the_status_of_the_villages(name: str) -> None:
    atlas = case(name)
    status = atlas.villages["status_data"].value_counts()
    shown, silent, hidden = (
        int(status.reindex(states).fillna(0).sum())
        for states in (["value", "zero"], ["not_reported"], ["suppressed"])
    )
    reported = shown + hidden
    words = told(atlas, "coverage")
    assert words.startswith(f"{reported} dari {len(atlas.villages)} kalurahan melapor")
    assert (f"{silent} kalurahan tidak melapor" in words) == (silent > 0)
    assert atlas.analysis is not None
    assert (f"{hidden} kalurahan melapor dengan jumlah kecil" in words) == (hidden > 0)
    unknown = shown - len(atlas.analysis.judged)
    assert (f"Penduduk {unknown} kalurahan tidak diketahui" in words) == (unknown > 0)


def test_coverage_accounts_for_suppressed_villages() -> None:
    # 25 villages: 1 silent, 4 suppressed, which did report
    words = told(case("suppressed"), "coverage")
    assert words.startswith("24 dari 25 kalurahan melapor") or "disamarkan" in words


@pytest.mark.parametrize("name", CASES)
def test_numbers_of_clusters_and_shortages_are_those_of_the_legends(name: str) -> None:
    atlas = case(name)
    if len(atlas.summary) == 2:
        return
    kinds = {entry.key: entry.count for entry in atlas.layer("kelas_kekurangan").classes}
    shortages = [kinds[key] for key in ("none", "fewer", "small")]
    for lang in LANGUAGES:
        assert _values(_paragraph(atlas, "missing")[0].to(lang), lang) == sorted(shortages)
    for layer, keys in (("gugus_moran", ("hh", "ll", "hl", "lh")), ("gugus_gi", ("hot", "cold"))):
        counts = {entry.key: entry.count for entry in atlas.layer(layer).classes}
        found = sum(counts[key] for key in keys)
        finding = atlas.layer(layer).finding
        assert finding is not None
        if "tidak dapat dihitung" in finding.id:
            assert found == counts["ns"] == 0
            continue
        column = "moran_p" if layer == "gugus_moran" else "gi_p"
        before = int(atlas.villages[column].le(0.05).sum())
        for lang in LANGUAGES:
            tested = found + counts["ns"]
            assert _values(finding.to(lang), lang) == sorted([tested, before, found])
    areas = atlas.layer("gugus_pindai").finding
    assert areas is not None
    more = sum(area.kind == "more" for area in atlas.scan_areas)
    assert atlas.analysis is not None
    if atlas.scan_areas:
        assert _values(areas.id, "id") == sorted([more, len(atlas.scan_areas) - more])
    elif atlas.analysis.scan.best is None:
        assert areas.id.startswith("Daerah tidak dapat dicari")
    else:
        assert areas.id.startswith("Tidak ada daerah")


@pytest.mark.parametrize("name", CASES)
def test_missing_groups_in_words_equal_the_table(name: str) -> None:
    atlas = case(name)
    column = atlas.villages.get("kekurangan_kelompok")
    told_of_median = [text for text in _paragraph(atlas, "missing")[1:] if "median" in text.id]
    if column is None or not column.gt(0).any():
        assert not told_of_median
        return
    short, total = int(column.gt(0).sum()), int(column.sum())
    for lang in LANGUAGES:
        assert _values(told_of_median[0].to(lang), lang) == sorted([short, total])


def test_a_target_is_told_only_when_one_is_set() -> None:
    assert "sasaran" not in told(case("ramp"), "missing")
    assert "sasaran" not in told(case("no hamlets"), "missing")
    # 10 groups wanted: 0 to 9 lack 10, 9, ... 1
    for name in ("target", "hamlets"):
        text = next(text for text in _paragraph(case(name), "missing") if "sasaran" in text.id)
        assert "10 villages" in text.en
        assert "55 groups" in text.en


@pytest.mark.parametrize("name", CASES)
def test_the_most_pressing_are_the_first_three(name: str) -> None:
    atlas = case(name)
    names = [atlas.villages.loc[entry.kode, "desa"] for entry in atlas.priorities]
    words = told(atlas, "priority")
    if not atlas.villages.get("kekurangan_kelompok", pd.Series(dtype=float)).gt(0).any():
        assert not any(name in words for name in names)
        return
    if "tidak ada yang perlu didahulukan" in words:
        assert atlas.analysis is not None
        assert atlas.analysis.priority["shortfall"].max() < 0.05
        return
    missing = atlas.villages["kekurangan_kelompok"]
    short = [
        atlas.villages.loc[entry.kode, "desa"]
        for entry in atlas.priorities[:10]
        if missing[entry.kode] > 0
    ]
    places = [words.find(name) for name in short[:3]]
    assert all(place >= 0 for place in places)
    assert places == sorted(places)
    assert not any(name in words for name in set(names) - set(short[:3]))
    if len(names) > 10:
        firm = sum(entry.worst <= 10 for entry in atlas.priorities[:10])
        assert f"Dari 10 teratas, {firm} tetap" in words
    else:
        assert "teratas" not in words


def test_one_village_is_no_cluster_and_lies_in_no_area() -> None:
    for name in ("one village", "two villages", "all none", "all alike", "only islands"):
        words = told(case(name), "clusters", "en")
        assert words.startswith("Clusters cannot be computed: too few data, equal figures, or")


def test_more_areas_than_are_told_are_counted() -> None:
    atlas = case("ramp")
    assert atlas.analysis is not None
    first = atlas.scan_areas[0]
    many = [replace(first, number=n, sentence=both(f"Daerah {n}.")) for n in range(1, 9)]
    summary = find_summary(
        atlas.villages, atlas.analysis, many, atlas.priorities, {}, atlas.config.labels
    )
    sentences = next(finding for finding in summary if finding.id == "areas").sentences
    assert [text.id for text in sentences[1:6]] == [f"Daerah {n}." for n in range(1, 6)]
    assert sentences[6].id.startswith("3 daerah lain")


@pytest.mark.parametrize("name", ["no table", "all none", "one village", "two villages"])
def test_the_method_claims_no_test_that_was_not_made(name: str) -> None:
    assert "Gugus diuji dengan" not in told(case(name), "method")


def test_the_method_claims_no_test_where_nobody_has_a_neighbour() -> None:
    assert "Gugus diuji dengan" not in told(case("only islands"), "method")


@pytest.mark.parametrize("name", ["no table", "one village", "all none"])
def test_no_area_is_not_said_where_none_could_be_looked_for(name: str) -> None:
    atlas = case(name)
    assert atlas.analysis is not None
    assert atlas.analysis.scan.best is None
    finding = atlas.layer("gugus_pindai").finding
    assert finding is None or not finding.id.startswith("Tidak ada daerah")


@pytest.mark.parametrize("name", ["all none", "all alike", "one village"])
def test_nothing_is_pressing_where_nobody_is_short(name: str) -> None:
    atlas = case(name)
    assert not atlas.villages["kekurangan_kelompok"].gt(0).any()
    assert not any(name in told(atlas, "priority") for name in atlas.villages["desa"])


def test_a_target_of_unknown_hamlets_is_no_target_reached() -> None:
    atlas = built(
        board(5, 5), RAMP, target_per_padukuhan=2.0, columns={"jumlah_padukuhan": [None] * 25}
    )
    assert "To reach the target" not in told(atlas, "missing", "en")


@pytest.mark.parametrize(
    ("settings", "finding", "figure"),
    [({"significance": 0.025}, "method", "2,5%"), ({"tolerance_m": 0.25}, "method", "0,25 m")],
)
def test_settings_are_told_as_they_were_used(
    settings: dict[str, float], finding: str, figure: str
) -> None:
    assert figure in told(built(board(5, 5), RAMP, **settings), finding)


def test_the_method_of_a_layer_tells_its_settings_as_they_were_used() -> None:
    atlas = built(board(5, 5), RAMP, largest_share=0.125)
    assert "12,5% penduduk" in atlas.layer("gugus_pindai").method.id


def _posyandu() -> LayerSpec:
    return replace(
        spec("posyandu_per_1000", Text("Posyandu", "Health posts"), order=0),
        measure=Measure("rate", "posyandu", "penduduk", 1000),
    )


def test_the_rates_of_groups_are_not_shown_by_a_layer_about_something_else() -> None:
    atlas = built(board(5, 5), RAMP, specs=(_posyandu(), *SPECS), columns={"posyandu": RAMP})
    rates = next(finding for finding in atlas.summary if finding.id == "rates")
    assert rates.layer == "kelompok_per_1000"


def test_overdispersion_is_told_only_where_it_is() -> None:
    # 3, 4, 5, 4: mean 4, sum of squares 2, dispersion 2 / 4 / 3 = 0.17
    calm = told(built(board(2, 2), [3, 4, 5, 4]), "rates", "en")
    assert "does not seem to be larger than chance" in calm
    assert "does not seem to be larger" not in told(case("ramp"), "rates", "en")
    # one village, or none with any group: no dispersion, so nothing is said of it
    for name in ("one village", "all none"):
        assert "chance" not in told(case(name), "rates", "en")


def test_too_few_permutations_for_the_correction_are_told() -> None:
    # 64 tests at 0.01 % need p below 0.0000016; 999,999 permutations reach 0.000002
    atlas = built(board(8, 8), [5.0] * 63 + [9], significance=0.0001)
    assert "too few permutations" in told(atlas, "clusters", "en")
    assert "too few permutations" not in told(case("ramp"), "clusters", "en")


def test_no_figure_is_minus_nothing() -> None:
    # I is -0.0008
    atlas = built(board(4, 4), [11, 1, 7, 6, 2, 9, 3, 4, 13, 0, 8, 14, 12, 15, 5, 10])
    assert "Moran" in told(atlas, "clusters")
    assert not re.search(r"-0[.,]0+(?!\d)", told(atlas, "clusters"))


def test_a_strong_pattern_is_not_told_as_no_sign_for_want_of_permutations() -> None:
    atlas = built(board(5, 5), RAMP, significance=0.0001)
    assert atlas.analysis is not None
    assert atlas.analysis.moran.statistic > 0.7
    words = told(atlas, "clusters", "en")
    assert "no sign" not in words or "permutations" in words.partition("Of 25")[0]


def test_no_area_for_want_of_random_maps_is_told_as_that() -> None:
    strong = built(board(5, 5), RAMP)
    strict = built(board(5, 5), RAMP, significance=0.005)
    assert strong.scan_areas
    assert not strict.scan_areas
    assert "random maps" in told(strict, "areas", "en")
