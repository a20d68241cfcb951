"""The study's statements, recomputed on registers that can be counted by hand."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from wksbm.atlas.build import build_atlas
from wksbm.config import Labels
from wksbm.findings.study import study_statements
from wksbm.layers.model import Statement
from wksbm.layers.spec import read_layers
from wksbm.layers.village_table import village_table
from wksbm.tables.model import LinkedTable, LinkItem
from wksbm.text import Text, both

from tests.board import atlas, codes
from tests.layers.tables import attributes, boundaries, counts, register

ROOT = Path(__file__).resolve().parents[2]
SPECS = {spec.id: spec for spec in read_layers(ROOT / "layers")}
LABELS = Labels(Text("kalurahan", "village"), Text("kapanewon", "sub-district"))
IDS = (
    *("age", "number", "residence", "dues", "mutual_help"),
    *("help_skills", "help_management", "help_funding"),
)
LAYERS = {
    "age": "pct_lebih_10_tahun",
    "number": "jumlah_kelompok",
    "residence": "pct_domisili",
    "dues": "pct_iuran",
    "mutual_help": "pct_gotong_royong",
    "help_skills": "pct_butuh_keterampilan",
    "help_management": "pct_butuh_manajemen",
    "help_funding": "pct_butuh_dana",
}
SHARES = [name for name in IDS if name != "number"]
A, B, C, D, E, F, G, *_ = codes()
FULL = {
    "tahun_berdiri": 2001,
    "kriteria_anggota": "domisili",
    "sumber_dana": "iuran",
    "kegiatan": "arisan; gotong royong",
    "kebutuhan": "keterampilan; manajemen; dana",
}


def _table(groups: LinkedTable | None, minimum: int = 0) -> pd.DataFrame:
    return village_table(boundaries(), groups, [], minimum_groups=minimum)[0]


def _profile(
    groups: LinkedTable | None,
    *,
    minimum: int = 0,
    layers: Sequence[str] = tuple(LAYERS.values()),
    villages: pd.DataFrame | None = None,
) -> dict[str, Statement]:
    table = _table(groups, minimum) if villages is None else villages
    found = study_statements(table, groups, reference_year=2026, labels=LABELS, layers=layers)
    assert [statement.id for statement in found] == list(IDS)
    return {statement.id: statement for statement in found}


def _groups(*cells: object, column: str, kode: str = A) -> LinkedTable:
    return register([{"kode": kode, column: cell} for cell in cells])


# ----------------------------------------------------------------- the shares


def test_older_than_ten_years_is_counted_as_in_the_layer() -> None:
    # 2026 - 2016 is exactly ten years; the fourth year is unknown
    table = _groups(2001, 2016, 2015, pd.NA, column="tahun_berdiri")
    age = _profile(table)["age"]
    assert age.figure == pytest.approx(200 / 3)
    assert age.unit == both("%")
    assert age.verdict == "unclear"
    assert "2 dari 3 kelompok yang tahun berdirinya diketahui (66,7%)" in age.sentence.id
    assert "diketahui pada 3 dari 4 kelompok tercatat" in age.sentence.id
    assert "2 of 3 groups with a known year of founding (66.7%)" in age.sentence.en
    assert "for 3 of 4 recorded groups" in age.sentence.en


@pytest.mark.parametrize(
    ("name", "column", "cells"),
    [
        ("residence", "kriteria_anggota", ("domisili", "Domisili", "pemuda", "")),
        ("dues", "sumber_dana", ("iuran", "iuran", "donatur", "")),
        ("mutual_help", "kegiatan", ("arisan; gotong royong", "gotong royong", "arisan", "")),
        ("help_skills", "kebutuhan", ("dana; keterampilan", "keterampilan", "tidak ada", "")),
        ("help_management", "kebutuhan", ("manajemen", "lainnya; manajemen", "dana", "")),
        ("help_funding", "kebutuhan", ("dana", "keterampilan; dana", "manajemen", "")),
    ],
)
def test_a_blank_is_unknown_and_not_a_no(name: str, column: str, cells: tuple[str, ...]) -> None:
    found = _profile(_groups(*cells, column=column))[name]
    assert found.figure == pytest.approx(200 / 3)
    assert ": 2 dari 3 kelompok yang" in found.sentence.id
    assert "pada 3 dari 4 kelompok tercatat" in found.sentence.id
    # of all four, the blank one yes or no
    assert "antara 50,0% dan 75,0%" in found.caveat.id
    assert "from 50.0% to 75.0%" in found.caveat.en
    whole = _profile(_groups(*cells[:3], column=column))[name]
    assert whole.figure == found.figure
    assert "50,0%" not in whole.caveat.id


def test_each_share_is_what_its_layer_maps(tmp_path: Path) -> None:
    groups = [
        FULL | {"kode": A},
        FULL | {"kode": A, "tahun_berdiri": 2020, "kriteria_anggota": "agama", "kegiatan": ""},
        {"kode": A, "sumber_dana": "donatur", "kegiatan": "arisan", "kebutuhan": "manajemen"},
    ]
    table = register(groups)
    found = _profile(table)
    specs = [SPECS[LAYERS[name]] for name in SHARES]
    population = attributes(penduduk=[1000.0] * 9)
    built = build_atlas(atlas(tmp_path).config, boundaries(), table, [population], specs)
    for name in SHARES:
        assert found[name].figure == pytest.approx(built.layer(LAYERS[name]).values[A]), name
    figures = {round(found[name].figure, 6) for name in SHARES}
    assert len(figures) > 2


# Wilson, z = 1.96, ten answers: 8 of 10 gives 0.4902 to 0.9433; 9 of 10, 0.5958 to 0.9821
@pytest.mark.parametrize(
    ("yes", "verdict", "words", "interval"),
    [
        (9, "agrees", "tampaknya lebih dari separuh", "59,6–98,2%"),
        (8, "unclear", "belum jelas", "49,0–94,3%"),
        (5, "unclear", "belum jelas", "23,7–76,3%"),
        (2, "unclear", "belum jelas", "5,7–51,0%"),
        (1, "differs", "tampaknya kurang dari separuh", "1,8–40,4%"),
    ],
)
def test_the_verdict_follows_the_wilson_interval(
    yes: int, verdict: str, words: str, interval: str
) -> None:
    cells = ["iuran"] * yes + ["donatur"] * (10 - yes)
    dues = _profile(_groups(*cells, column="sumber_dana"))["dues"]
    assert dues.verdict == verdict
    assert words in dues.sentence.id
    assert interval in dues.sentence.id


def test_help_is_only_shown() -> None:
    found = _profile(register([FULL | {"kode": A}] * 40))
    for name in ("help_skills", "help_management", "help_funding"):
        assert found[name].verdict == "only_shown"
        assert "95%" not in found[name].sentence.id
    assert found["mutual_help"].verdict == "agrees"


def test_dissolved_groups_and_reports_of_none_are_no_groups() -> None:
    groups = [
        {"kode": A, "sumber_dana": "iuran"},
        {"kode": A, "sumber_dana": "donatur", "dissolved": True},
        {"kode": B, "nama_kelompok": "nihil", "nil": True},
    ]
    found = _profile(register(groups))
    assert found["dues"].figure == 100
    assert "1 of 1 group with a known source of funds" in found["dues"].sentence.en
    assert "1 of 1 recorded group." in found["dues"].sentence.en
    assert found["number"].figure == 0.5


# ------------------------------------------------------------ where help is asked for


def _asking(kode: str, answers: int, yes: int) -> list[dict[str, object]]:
    cells = ["dana"] * yes + ["tidak ada"] * (answers - yes)
    return [{"kode": kode, "kebutuhan": cell} for cell in cells]


def test_the_districts_that_ask_most_and_least_have_thirty_answers() -> None:
    silent = [{"kode": G, "kebutuhan": ""}] * 50
    groups = _asking(A, 20, 15) + _asking(B, 10, 5) + _asking(D, 30, 10) + _asking(G, 29, 29)
    found = _profile(register(groups + silent))["help_funding"]
    assert "paling banyak diminta di Lor (66,7% dari 30 kelompok)" in found.sentence.id
    assert "paling sedikit di Tengah (33,3% dari 30 kelompok)" in found.sentence.id
    assert "most in Lor (66.7% of 30 groups) and least in Tengah" in found.sentence.en
    assert "Kidul" not in found.sentence.id


@pytest.mark.parametrize(
    "groups",
    [
        _asking(A, 40, 10),
        _asking(A, 40, 10) + _asking(D, 29, 29),
        _asking(A, 30, 10) + _asking(D, 60, 20) + _asking(G, 90, 30),
    ],
    ids=["one", "one-with-thirty", "all-alike"],
)
def test_no_district_is_named_where_none_stands_out(groups: list[dict[str, object]]) -> None:
    sentence = _profile(register(groups))["help_funding"].sentence
    assert not re.search("Lor|Tengah|Kidul", sentence.id + sentence.en)


def test_districts_that_tie_are_all_named() -> None:
    groups = _asking(A, 30, 15) + _asking(D, 60, 30) + _asking(G, 30, 3)
    sentence = _profile(register(groups))["help_funding"].sentence
    assert "di Lor (50,0% dari 30 kelompok) dan Tengah (50,0% dari 60 kelompok)" in sentence.id
    assert "in Lor (50.0% of 30 groups) and Tengah (50.0% of 60 groups)" in sentence.en


def test_districts_of_one_name_are_told_apart() -> None:
    table = register(_asking(A, 30, 20) + _asking(D, 30, 10))
    villages = _table(table)
    villages["kecamatan"] = "Kota"
    villages.loc[[D, E, F], "kabupaten"] = "Bantul"
    sentence = _profile(table, villages=villages)["help_funding"].sentence
    assert "di Kota, Gunungkidul (66,7%" in sentence.id
    assert "di Kota, Bantul (33,3%" in sentence.id


# ----------------------------------------------------------------- the number


def test_a_counts_table_gives_the_number_only() -> None:
    found = _profile(counts((0, 10, 20, 30, 40, 50, 60, 70, None)))
    number = found["number"]
    assert (number.figure, number.verdict) == (35, "differs")
    assert number.unit == Text("kelompok per kalurahan", "groups per village")
    assert "rata-rata 35,0 kelompok per kalurahan (median 35,0)" in number.sentence.id
    assert "8 dari 9 kalurahan; 3 dari 8 mencapai 50" in number.sentence.id
    assert "8 of 9 villages; 3 of 8 reach 50 groups" in number.sentence.en
    assert "1 kalurahan tidak melapor" in number.caveat.id
    assert "1 village did not report" in number.caveat.en
    for name in SHARES:
        assert math.isnan(found[name].figure)
        assert found[name].verdict == "no_data"
        assert "bukan daftar kelompok" in found[name].sentence.id


@pytest.mark.parametrize(
    ("values", "verdict", "caveat"),
    [
        ((51,) * 9, "agrees", "bandingkan dengan median"),
        ((50,) * 9, "differs", "bandingkan dengan median"),
        ((400, 10, 10, 10, 10, 10, 10, 10, 10), "agrees", "ditarik ke atas"),
        ((60, 60, 60, 60, 60, 0, 0, 0, 0), "differs", "ditarik ke bawah"),
    ],
)
def test_the_mean_is_held_against_fifty_and_the_median(
    values: tuple[int, ...], verdict: str, caveat: str
) -> None:
    found = _profile(counts(values))["number"]
    assert found.figure == pytest.approx(sum(values) / 9)
    assert found.verdict == verdict
    assert caveat in found.caveat.id


def test_a_village_without_a_report_is_not_a_zero() -> None:
    found = _profile(counts((60, *[None] * 8)))["number"]
    assert (found.figure, found.verdict) == (60, "unclear")  # eight may have none at all
    most = _profile(counts((*[60] * 8, None)))["number"]
    assert (most.figure, most.verdict) == (60, "agrees")  # 53.3 at least
    assert "1 dari 9 kalurahan" in found.sentence.id


# ----------------------------------------------------------------- suppression


@pytest.mark.parametrize("hidden", [2, 3, 4])
def test_what_is_suppressed_cannot_be_worked_out(hidden: int) -> None:
    shown = [FULL | {"kode": B}] * 3 + [{"kode": B}] * 3
    groups = [{"kode": A, "sumber_dana": "donatur", "kebutuhan": "dana"}] * hidden
    found = _profile(register(groups + shown), minimum=5)
    alone = _profile(register([{"kode": A}, *shown]), minimum=5)
    assert found == alone
    assert found["dues"].figure == 100
    assert "3 dari 6 kelompok tercatat" in found["dues"].sentence.id
    assert found["number"].figure == 6
    for statement in found.values():
        assert "1 kalurahan dengan sedikit kelompok disamarkan" in statement.caveat.id


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((60, 20, *[None] * 7), "unclear"),  # 30.5 to 60 with the hidden one
        ((500, 20, *[None] * 7), "agrees"),  # 55.7 at least, with nothing in the silent ones
        ((100, 20, *[None] * 7), "unclear"),  # 11.2 at least
        ((0, 0, 50, 20, *[None] * 5), "differs"),  # 25 at most
        ((0, 20, *[None] * 7), "unclear"),  # nothing tells how large the hidden one may be
    ],
)
def test_hidden_counts_may_leave_the_number_open(
    values: tuple[int | None, ...], verdict: str
) -> None:
    assert _profile(counts(values), minimum=50)["number"].verdict == verdict


# ----------------------------------------------------------------- nothing to tell


def test_no_groups_at_all() -> None:
    for statement in _profile(None).values():
        assert math.isnan(statement.figure)
        assert statement.verdict == "no_data"
        assert statement.sentence.id.startswith("Tidak dapat dihitung: ")


def test_every_village_reports_none() -> None:
    table = register([{"kode": kode, "nama_kelompok": "nihil", "nil": True} for kode in codes()])
    found = _profile(table)
    assert (found["number"].figure, found["number"].verdict) == (0, "differs")
    for name in ("age", "residence", "dues"):
        assert math.isnan(found[name].figure)
        assert "tidak ada kelompok tercatat" in found[name].sentence.id


def test_everything_unknown() -> None:
    found = _profile(register([{"kode": A, "kegiatan": "", "kebutuhan": ""}] * 3))
    assert found["number"].figure == 3
    for name in SHARES:
        assert math.isnan(found[name].figure)
        assert found[name].verdict == "no_data"
        assert "untuk satu pun dari 3 kelompok tercatat" in found[name].sentence.id


def test_a_register_without_a_column_says_which() -> None:
    found = _profile(register([{"kode": A, "sumber_dana": "iuran"}]))
    assert "'kegiatan'" in found["mutual_help"].sentence.id
    assert "'kebutuhan'" in found["help_funding"].sentence.en
    assert found["dues"].figure == 100


# ----------------------------------------------------------------- what goes with it


def test_a_layer_is_named_only_where_it_was_built() -> None:
    table = register([FULL | {"kode": A}])
    assert {name: found.layer for name, found in _profile(table).items()} == LAYERS
    few = _profile(table, layers=["pct_iuran"])
    assert {name for name, found in few.items() if found.layer} == {"dues"}


def test_invented_data_say_so_everywhere() -> None:
    table = register([FULL | {"kode": A}])
    source = replace(table.raw.source, sample=True)
    sample = replace(table, raw=replace(table.raw, source=source))
    for found in _profile(sample).values():
        assert "DATA CONTOH" in found.caveat.id
        assert "DATA CONTOH" in found.caveat.en
    assert "DATA CONTOH" not in _profile(table)["age"].caveat.id


def test_groups_that_are_not_placed_are_told() -> None:
    items = (
        LinkItem(9, "ambiguous", both("x"), 1.0),
        LinkItem(10, "unmatched", both("x"), 1.0),
        LinkItem(11, "rejected", both("x"), None),
        LinkItem(2, "linked", both("x"), 1.0),
    )
    found = _profile(replace(register([FULL | {"kode": A}]), items=items))["number"]
    assert "2 kelompok belum ditempatkan" in found.caveat.id
    assert "2 groups are not placed yet" in found.caveat.en


@pytest.mark.parametrize(
    "table",
    [
        None,
        counts((0, 10, 20, 30, 40, 50, 60, 70, None)),
        register([FULL | {"kode": kode} for kode in (A, A, D)]),
        register(_asking(A, 30, 20) + _asking(D, 30, 10)),
    ],
    ids=["none", "counts", "register", "needs"],
)
def test_every_text_is_whole_sentences_in_both_languages(table: LinkedTable | None) -> None:
    for found in _profile(table).values():
        for text in (found.claim, found.sentence, found.caveat):
            for words in text:
                assert re.match(r"[A-Z].*[.]$", words), words
                assert "  " not in words
                assert "nan" not in words.split()
        assert found.unit.id
        assert found.claim.id != found.claim.en


def test_the_input_is_left_as_it_was() -> None:
    table = register(_asking(A, 30, 20) + _asking(D, 30, 10))
    villages = _table(table)
    before, data = villages.copy(), table.data.copy()
    _profile(table, villages=villages)
    pd.testing.assert_frame_equal(villages, before)
    pd.testing.assert_frame_equal(table.data, data)
