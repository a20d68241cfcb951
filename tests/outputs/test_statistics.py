"""The files of the statistics: complete, valid, the same each time, and silent about the hidden."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from wksbm.atlas.build import build_atlas
from wksbm.layers.dictionary import ColumnNote
from wksbm.layers.figures import FIGURES
from wksbm.layers.model import Atlas
from wksbm.outputs.gis.package import write_gis
from wksbm.outputs.manifest import write_manifest
from wksbm.outputs.statistics import statistics_report, write_statistics
from wksbm.outputs.tables import (
    column_guide,
    gap_frame,
    village_frame,
    write_gap_tables,
    write_village_tables,
)
from wksbm.text import LANGUAGES, both

from tests.board import HOSTILE_NAMES, atlas
from tests.layers.boards import CASES, RAMP, SPECS, board, built, case, settings, table
from tests.layers.tables import register

FILES = ("prioritas.csv", "prioritas.xlsx", "statistics_report.json")
KEYS = {
    "settings",
    "villages",
    "judged",
    "not_judged",
    "neighbours",
    "median_per_1000",
    "dispersion",
    "moran",
    "local_moran",
    "getis_ord",
    "scan",
    "shortage",
    "account",
    "profile",
}


def _not_json(word: str) -> None:
    raise AssertionError(f"{word} is no JSON")


def _report(folder: Path) -> dict:
    text = (folder / "statistics_report.json").read_text(encoding="utf-8")
    return json.loads(text, parse_constant=_not_json)


def _priorities(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "prioritas.csv", dtype={"kode": str}, keep_default_na=False)


def _write_all(built_atlas: Atlas, folder: Path) -> Path:
    folder.mkdir()
    write_statistics(built_atlas, folder)
    write_village_tables(built_atlas, {}, folder)
    write_gap_tables(built_atlas, folder)
    write_gis(built_atlas, folder)
    return folder


@pytest.mark.parametrize("name", CASES)
def test_the_files_of_every_case(name: str, tmp_path: Path) -> None:
    made = case(name)
    write_statistics(made, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(FILES)
    report = _report(tmp_path)
    assert set(report) == KEYS
    known = set(made.villages.index)
    assert report["villages"] == len(known)
    assert report["judged"] + len(report["not_judged"]) == report["villages"]
    assert set(report["not_judged"]) | set(report["neighbours"]["islands"]) <= known
    for kind in ("local_moran", "getis_ord"):
        assert sum(report[kind]["clusters"].values()) == len(known)
        for cluster, codes in report[kind]["villages"].items():
            assert set(codes) <= known
            assert len(codes) == report[kind]["clusters"][cluster]
    assert sum(report["shortage"].values()) == len(known)
    for area in report["scan"]["areas"]:
        assert set(area["villages"]) <= known - set(report["not_judged"])
    ranking = _priorities(tmp_path)
    assert ranking["peringkat"].tolist() == list(range(1, report["judged"] + 1))
    assert set(ranking["kode"]) == known - set(report["not_judged"])
    assert (ranking["peringkat_tertinggi"] <= ranking["peringkat"]).all()
    assert (ranking["peringkat"] <= ranking["peringkat_terendah"]).all()


def test_without_statistics_nothing_is_written(tmp_path: Path) -> None:
    write_statistics(atlas(tmp_path), tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_report_says_what_can_be_counted(tmp_path: Path) -> None:
    write_statistics(case("ramp"), tmp_path)
    report = _report(tmp_path)
    assert report["settings"]["seed"] == 2026
    assert report["settings"]["weights"] == [0.6, 0.2, 0.2]
    assert report["neighbours"]["pairs"] == report["neighbours"]["exact_pairs"] == 72
    assert report["neighbours"]["mean"] == pytest.approx(5.76)
    assert report["median_per_1000"] == 12
    assert report["dispersion"]["ratio"] == pytest.approx(1300 / 288)
    assert report["moran"]["villages"] == 25
    assert report["scan"]["replicas"] == 99
    assert [finding["id"] for finding in report["account"]] == [
        finding.id for finding in case("ramp").summary
    ]


def test_what_is_undefined_is_null(tmp_path: Path) -> None:
    write_statistics(case("no table"), tmp_path)
    report = _report(tmp_path)
    assert report["judged"] == 0
    assert report["median_per_1000"] is None
    assert report["dispersion"]["ratio"] is None
    assert report["moran"]["p"] is None
    assert report["scan"]["best_p"] is None
    assert _priorities(tmp_path).empty
    assert "peringkat" in _priorities(tmp_path).columns


def test_an_infinite_ratio_is_null(tmp_path: Path) -> None:
    write_statistics(case("one has all"), tmp_path)
    first = _report(tmp_path)["scan"]["areas"][0]
    assert first["recorded"] == 200
    assert first["ratio"] is None


def test_the_list_holds_figures_parts_and_reasons(tmp_path: Path) -> None:
    made = case("need")
    write_statistics(made, tmp_path)
    ranking = _priorities(tmp_path).set_index("kode")
    for entry in made.priorities:
        row = ranking.loc[entry.kode]
        assert row["skor"] == pytest.approx(entry.score, abs=1e-3)
        parts = [row[f"bagian_{part}"] for part in ("kekurangan", "kebutuhan", "tetangga")]
        assert all(0 <= part <= 1 for part in parts)
        # weights 0.6, 0.2, 0.2
        score = 100 * (0.6 * parts[0] + 0.2 * parts[1] + 0.2 * parts[2])
        assert row["skor"] == pytest.approx(score, abs=1e-2)
        told = [row[f"alasan_{place}"] for place in range(1, 5) if row[f"alasan_{place}"]]
        assert told == [reason.id for reason in entry.reasons]
        village = made.villages.loc[entry.kode]
        assert row["kelompok_tercatat"] == village["jumlah_kelompok"]
        assert row["kekurangan_median"] == village["kekurangan_kelompok"]
        assert row["kekurangan_kecamatan"] == village["kekurangan_kecamatan"]


def test_a_column_for_the_target_only_when_one_is_set(tmp_path: Path) -> None:
    for name, there in (("ramp", False), ("target", True), ("no hamlets", False)):
        write_statistics(case(name), tmp_path)
        assert ("kekurangan_sasaran" in _priorities(tmp_path)) == there
    write_statistics(case("target"), tmp_path)
    # 10 per 1,000 residents
    ranking = _priorities(tmp_path)
    wanted = (10 - ranking["kelompok_tercatat"]).clip(lower=0)
    assert ranking["kekurangan_sasaran"].tolist() == wanted.tolist()


@pytest.mark.parametrize(("lang", "heading"), [("id", "Peringkat"), ("en", "Rank")])
def test_the_workbook_speaks_one_language(lang: str, heading: str, tmp_path: Path) -> None:
    made = case("target")
    made = replace(made, config=replace(made.config, lang=lang))  # type: ignore[arg-type]
    write_statistics(made, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "prioritas.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == heading
    assert all(isinstance(name, str) and "_" not in name for name in rows[0])
    assert len(set(rows[0])) == len(rows[0])
    assert len(rows) == 26


@pytest.mark.parametrize("sample", [True, False])
def test_the_workbook_says_sample_only_when_it_is(sample: bool, tmp_path: Path) -> None:
    write_statistics(replace(case("ramp"), sample=sample), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "prioritas.xlsx").worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert any("DATA CONTOH" in text for text in cells) == sample


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    place = board(3, 3)
    place = replace(place, villages=place.villages.assign(desa=list(HOSTILE_NAMES)))
    made = built(place, range(9))
    write_statistics(made, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "prioritas.xlsx").worksheets[0]
    cells = [row[4] for row in sheet.iter_rows(min_row=2)]
    assert {cell.value for cell in cells} == set(HOSTILE_NAMES)
    assert all(cell.data_type == "s" for cell in cells)
    assert not (tmp_path / "prioritas.csv").read_text(encoding="utf-8").count(",=cmd")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_of_the_village_table_is_explained(name: str, lang: str) -> None:
    made = case(name)
    made = replace(made, config=replace(made.config, lang=lang))  # type: ignore[arg-type]
    frame = village_frame(made)
    guide = column_guide(made, {}, frame)
    assert guide.iloc[:, 0].tolist() == list(frame.columns)
    assert not frame.columns.duplicated().any()
    assert guide["arti" if lang == "id" else "meaning"].str.strip().ne("").all()
    assert {figure.column for figure in FIGURES} <= set(frame.columns)


def test_a_figure_is_explained_as_what_it_is() -> None:
    guide = column_guide(case("ramp"), {}, village_frame(case("ramp"))).set_index("kolom")
    for figure in FIGURES:
        assert guide.loc[figure.column, "arti"] == figure.meaning.id
        assert guide.loc[figure.column, "satuan"] == figure.unit.id
        assert figure.meaning.id != figure.meaning.en


def test_an_attribute_that_bears_a_figures_name_is_not_explained_as_one() -> None:
    made = built(board(2, 2), [1, 2, 3, 4], columns={"jumlah_tetangga": [40, 50, 60, 70]})
    guide = column_guide(made, {}, village_frame(made)).set_index("kolom")
    assert guide.loc["jumlah_tetangga", "sumber"] != "statistik atlas ini"


def test_categories_are_words_for_people_and_keys_for_machines(tmp_path: Path) -> None:
    made = case("ramp")
    write_village_tables(made, {}, tmp_path)
    machine = pd.read_csv(tmp_path / "desa.csv")
    keys = set(made.layer("kelas_kekurangan").classes_by_key)
    assert set(machine["kelas_kekurangan"]) <= keys
    rows = [
        [cell.value for cell in row]
        for row in openpyxl.load_workbook(tmp_path / "desa.xlsx").worksheets[0].iter_rows()
    ]
    place = rows[0].index("Kelas kekurangan")
    labels = {entry.label.id for entry in made.layer("kelas_kekurangan").classes}
    assert {row[place] for row in rows[1:]} <= labels
    assert not {row[place] for row in rows[1:]} & keys


def test_the_dictionary_wins_over_a_figures_own_words() -> None:
    made = case("ramp")
    notes = {"gi_z": ColumnNote(both("arti sendiri"), both(""), both("kamus"))}
    guide = column_guide(made, notes, village_frame(made)).set_index("kolom")
    assert guide.loc["gi_z", "arti"] == "arti sendiri"


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    first = _write_all(built(board(4, 4), RAMP[:16]), tmp_path / "a")
    second = _write_all(built(board(4, 4), RAMP[:16]), tmp_path / "b")
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(path.name for path in second.iterdir())
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def _hidden(numbers: tuple[int, int]) -> Atlas:
    place = board(3, 3)
    codes = list(place.villages.index)
    about = {"lon": 110.51, "lat": -7.91, "tahun_berdiri": 2000, "sumber_dana": "iuran"}
    groups = [
        {"kode": kode, **about}
        for kode, number in zip(codes, (*numbers, 5, 6, 7, 8, 9, 10, 11), strict=True)
        for _ in range(number)
    ]
    people = table("attributes", place, {"penduduk": [1000] * 9})
    return build_atlas(settings(minimum_groups=5), place, register(groups), [people], SPECS)


def test_a_suppressed_count_is_in_no_file(tmp_path: Path) -> None:
    # the files do not change with the hidden numbers, so that nothing of them can be read there
    first = _write_all(_hidden((1, 4)), tmp_path / "a")
    second = _write_all(_hidden((3, 2)), tmp_path / "b")
    for path in sorted(first.iterdir()):
        assert path.read_bytes() == (second / path.name).read_bytes(), path.name
    codes = board(3, 3).villages.index[:2]
    for name in ("prioritas.csv", "kurang_terlayani.csv"):
        text = (first / name).read_text(encoding="utf-8")
        assert not any(kode in text for kode in codes)
    assert set(codes) <= set(_report(first)["not_judged"])


def test_the_list_of_gaps_is_what_it_was() -> None:
    # median of 0 to 24 is 12: those below in order, 12 short to 1 short
    table_of_gaps = gap_frame(case("ramp"), "id")
    assert table_of_gaps["peringkat"].tolist() == list(range(1, 13))
    assert table_of_gaps["kekurangan_kelompok"].tolist() == list(range(12, 0, -1))
    assert table_of_gaps.columns.tolist() == [
        "peringkat",
        "kode",
        "desa",
        "kecamatan",
        "penduduk",
        "jumlah_kelompok",
        "kelompok_per_1000",
        "kekurangan_kelompok",
        "alasan",
        "penjelasan",
    ]


def test_the_manifest_holds_the_choices_of_the_statistics(tmp_path: Path) -> None:
    made = case("target")
    write_manifest(made.config, made.sources, tmp_path, readings={})
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    told = manifest["configuration"]["analysis"]
    assert told == json.loads(json.dumps(statistics_report(made, made.analysis)["settings"]))
    assert told["seed"] == 2026
    assert told["replicas"] == 99
    assert told["target_per_1000"] == 10
    assert told["target_per_padukuhan"] is None
    assert told["weights"] == [0.6, 0.2, 0.2]
