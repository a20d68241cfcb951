"""`wksbm build` on the chess board: the contract of its output, and its exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest

from tests.board import codes, villages
from tests.cli.workspace import counts_table, make_workspace, run

CONTRACT = {
    "index.html",
    "manifest.json",
    "maps/peta.html",
    *(
        f"maps/{name}.{suffix}"
        for name in (
            "kelompok_per_1000",
            "jumlah_kelompok",
            "kekurangan_kelompok",
            "kelas_kekurangan",
            "gugus",
            "bivariat",
            "kepadatan_dan_jumlah",
            "pelaporan",
            "daerah",
            "prioritas",
        )
        for suffix in ("png", "svg", "pdf", "txt")
    ),
    *(f"data/desa.{suffix}" for suffix in ("gpkg", "qgz", "parquet", "csv", "xlsx")),
    "data/kurang_terlayani.xlsx",
    "data/kurang_terlayani.csv",
    "data/prioritas.xlsx",
    "data/prioritas.csv",
    "data/statistics_report.json",
    "data/boundary_report.json",
    "data/link_report.json",
    "data/perlu_diperiksa.xlsx",
}
LINK_KEYS = {
    "table",
    "rows",
    "linked",
    "ambiguous",
    "unmatched",
    "rejected",
    "conflicts",
    "by",
    "value_total",
    "value_linked",
    "villages",
    "villages_reported",
    "villages_zero",
    "villages_no_data",
    "items",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("ruang") / "a b é")


@pytest.fixture(scope="module")
def built(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hasil") / "out"
    result = run("build", "--root", workspace, "--out", out)
    assert result.code == 0, result.err
    assert str(out / "index.html") in result.out
    return out


def _files(out: Path) -> set[str]:
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def _links(out: Path) -> dict[str, dict]:
    reports = json.loads((out / "data" / "link_report.json").read_text(encoding="utf-8"))
    return {report["table"]: report for report in reports}


def test_every_promised_file_is_there_and_no_other(built: Path) -> None:
    assert _files(built) == CONTRACT


def test_link_report_accounts_for_every_row_and_value(built: Path) -> None:
    for report in _links(built).values():
        assert set(report) >= LINK_KEYS
        outcomes = ("linked", "ambiguous", "unmatched", "rejected")
        assert report["rows"] == sum(report[key] for key in outcomes) == 9
        assert sum(report["by"].values()) == report["linked"]
    counts = _links(built)["jumlah.csv"]
    assert counts["value_total"] == counts["value_linked"] == 280
    assert counts["villages"] == 9
    assert counts["villages_reported"] == 8
    assert counts["villages_zero"] == 1
    assert counts["villages_no_data"] == 1


def test_boundary_report(built: Path) -> None:
    report = json.loads((built / "data" / "boundary_report.json").read_text(encoding="utf-8"))
    assert report["features"] == report["villages"] + report["duplicates"] + report["dropped"]
    assert report["villages"] == 9
    assert report["crs"] == "EPSG:4326"
    assert report["area_km2"] == pytest.approx(43.9, abs=0.2)


def test_tables_agree_with_each_other(built: Path) -> None:
    table = pd.read_csv(built / "data" / "desa.csv")
    package = gpd.read_file(built / "data" / "desa.gpkg", layer="desa")
    book = openpyxl.load_workbook(built / "data" / "desa.xlsx").worksheets[0]
    assert table["kode"].tolist() == package["kode"].tolist() == codes()
    pd.testing.assert_series_equal(
        table["kelompok_per_1000"], package["kelompok_per_1000"], check_exact=False
    )
    assert book.max_row == 10


def test_manifest_hashes_are_those_of_the_files(built: Path) -> None:
    import hashlib

    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    listed = {entry["path"]: entry["sha256"] for entry in manifest["outputs"]}
    assert set(listed) == CONTRACT - {"manifest.json"}
    for path, digest in listed.items():
        assert hashlib.sha256((built / path).read_bytes()).hexdigest() == digest
    assert [entry["title"] for entry in manifest["inputs"]][1:] == ["jumlah.csv", "penduduk.csv"]
    assert all(len(entry["sha256"]) == 64 for entry in manifest["inputs"])


def test_the_users_own_tables_carry_no_sample_mark(built: Path) -> None:
    for path in built.rglob("*"):
        if path.suffix in (".html", ".svg", ".txt"):
            assert "DATA CONTOH" not in path.read_text(encoding="utf-8")


def test_another_environment_gives_the_same_bytes(
    workspace: Path, built: Path, tmp_path: Path
) -> None:
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    command = [sys.executable, "-m", "wksbm.cli", "build", "--root", str(workspace)]
    finished = subprocess.run(
        [*command, "--out", str(tmp_path / "lain" / "日本 #1")],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr.decode()
    other = tmp_path / "lain" / "日本 #1"
    assert _files(other) == CONTRACT
    for name in sorted(CONTRACT):
        assert (other / name).read_bytes() == (built / name).read_bytes(), name


def test_a_wrong_table_stops_the_build_and_keeps_the_old_output(
    workspace: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "manifest.json").write_text("{}")
    bad = tmp_path / "kosong.csv"
    bad.write_text("")
    result = run("build", "--root", workspace, "--groups", bad, "--out", out)
    assert result.code == 1
    assert "kosong.csv" in result.err
    assert "Traceback" not in result.err
    assert _files(out) == {"manifest.json"}


def test_every_wrong_input_is_told_at_once(workspace: Path, tmp_path: Path) -> None:
    for name in ("satu.csv", "dua.csv"):
        (tmp_path / name).write_text("")
    result = run(
        "check",
        "--root",
        workspace,
        "--groups",
        tmp_path / "satu.csv",
        "--attributes",
        tmp_path / "dua.csv",
        "--lang",
        "en",
    )
    assert result.code == 1
    assert "satu.csv" in result.err
    assert "dua.csv" in result.err


def test_rows_that_cannot_be_placed_are_kept_for_review(tmp_path: Path) -> None:
    table = pd.concat(
        [
            counts_table().head(8),
            pd.DataFrame({"kode": ["", "99.99.99.9999"], "desa": ["Beji", "Antah"],
                          "jumlah_kelompok": [5, 7]}),
        ]
    )  # fmt: skip
    path = tmp_path / "jumlah.csv"
    table.to_csv(path, index=False)
    out = tmp_path / "out"
    root = make_workspace(tmp_path / "ruang", ("peta",))
    result = run("build", "--root", root, "--groups", path, "--out", out)
    assert result.code == 0, result.err
    report = _links(out)["jumlah.csv"]
    assert (report["rows"], report["linked"], report["ambiguous"], report["unmatched"]) == (
        10,
        8,
        1,
        1,
    )
    assert report["value_total"] == 292
    assert report["value_linked"] == 280
    unplaced = [item for item in report["items"] if item["status"] != "linked"]
    assert sum(item["value"] for item in unplaced) == 12
    to_mend, _, left, *_ = openpyxl.load_workbook(out / "data" / "perlu_diperiksa.xlsx").worksheets
    assert [row[1].value for row in to_mend.iter_rows(min_row=2)] == [10]
    assert any(11 in row for row in left.iter_rows(min_row=2, values_only=True))


def test_a_schema_that_is_not_known_is_named_on_the_command_line(
    workspace: Path, tmp_path: Path
) -> None:
    layer = villages().reset_index()[["kode", "desa", "kecamatan", "geometry"]].to_crs(32749)
    layer = layer.rename(columns={"kode": "K1", "desa": "K2", "kecamatan": "K3"})
    layer.set_crs(4326, allow_override=True).to_file(tmp_path / "asing.gpkg", layer="wilayah")
    options = ("--root", workspace, "--boundaries", tmp_path / "asing.gpkg")
    assert run("check", *options).code == 1
    told = ("--columns", "kode=K1, desa=K2,kecamatan=K3", "--crs", "EPSG:32749")
    result = run("check", *options, *told, "--layer", "wilayah", "--out", tmp_path / "out")
    assert result.code == 0, result.err
    report = json.loads((tmp_path / "out" / "data" / "boundary_report.json").read_text())
    assert report["villages"] == 9
    assert report["schema"] == "columns"
    assert report["crs_source"] == "option"


def test_usage_errors_exit_with_2(workspace: Path) -> None:
    assert run("check", "--root", workspace, "--columns", "kode").code == 2
    assert run("build", "--lang", "fr").code == 2
    assert run("bild").code == 2
    assert run("gaps", "--root", workspace, "--top", "0").code == 2


def test_a_folder_without_settings_is_told(tmp_path: Path) -> None:
    result = run("build", "--root", tmp_path)
    assert result.code == 1
    assert "atlas.toml" in result.err


def test_gaps_in_the_terminal_in_both_languages(workspace: Path) -> None:
    indonesian = run("gaps", "--root", workspace)
    assert indonesian.code == 0, indonesian.err
    assert "34.03.01.2001" in indonesian.out
    assert "Melapor tidak ada kelompok" in indonesian.out
    english = run("gaps", "--root", workspace, "--top", "1", "--lang", "en")
    assert "Reported no group" in english.out
    assert "34.03.01.2002" not in english.out


def test_gaps_in_order_of_priority_and_with_a_target(workspace: Path) -> None:
    result = run("gaps", "--root", workspace, "--order", "priority", "--lang", "en")
    assert result.code == 0, result.err
    # 8 of 9 villages reported; the first reported no group
    assert [codes()[8] in result.out, codes()[7] in result.out] == [False, True]
    assert result.out.index(codes()[0]) < result.out.index(codes()[1])
    first = run("gaps", "--root", workspace, "--order", "priority", "--top", "1")
    assert codes()[0] in first.out
    assert codes()[1] not in first.out
    with_target = run("gaps", "--root", workspace, "--target-per-1000", "5")
    assert with_target.code == 0, with_target.err
    for wrong in ("0", "-1", "lima", "inf"):
        assert run("gaps", "--root", workspace, "--target-per-1000", wrong).code == 2, wrong


def test_a_target_that_is_no_number_is_refused(workspace: Path) -> None:
    assert run("gaps", "--root", workspace, "--target-per-1000", "nan").code == 2


def test_the_settings_of_the_statistics_are_in_the_manifest(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    report = json.loads((built / "data" / "statistics_report.json").read_text(encoding="utf-8"))
    assert manifest["configuration"]["analysis"] == report["settings"]
    assert report["villages"] == 9
    assert report["not_judged"] == [codes()[8]]


def test_a_wrong_setting_of_the_statistics_stops_the_build(workspace: Path, tmp_path: Path) -> None:
    root = tmp_path / "ruang"
    shutil.copytree(workspace, root)
    with (root / "atlas.toml").open("a", encoding="utf-8") as stream:
        stream.write('[analysis]\nseed = "x"\nreplicas = 5\n')
    result = run("build", "--root", root, "--out", tmp_path / "out")
    assert result.code == 1
    assert "analysis.seed" in result.err
    assert "analysis.replicas" in result.err
    assert "Traceback" not in result.err
    assert not (tmp_path / "out").exists()


def test_check_writes_only_reports(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "periksa"
    result = run("check", "--root", workspace, "--out", out)
    assert result.code == 0, result.err
    assert _files(out) == {
        "data/boundary_report.json",
        "data/link_report.json",
        "data/perlu_diperiksa.xlsx",
        "manifest.json",
    }
    assert run("check", "--root", workspace, "--out", out).code == 0


@pytest.mark.parametrize("command", ["build", "check", "gaps", "info"])
def test_every_command_has_help(command: str) -> None:
    result = run(command, "--help")
    assert result.code == 0
    assert len(result.out.split()) > 25


def test_villages_missing_from_the_boundary_file_are_named(workspace: Path, tmp_path: Path) -> None:
    settings = (
        (workspace / "atlas.toml")
        .read_text()
        .replace("reference_year", 'crosswalk = "bps.csv"\nreference_year')
    )
    root = tmp_path / "ruang"
    shutil.copytree(workspace, root)
    (root / "atlas.toml").write_text(settings)
    pairs = [f"340301000{number},{kode}" for number, kode in enumerate(codes(), start=1)]
    (root / "bps.csv").write_text("\n".join(["kode_bps,kode", *pairs]) + "\n")
    layer = villages().reset_index()[["kode", "desa", "kecamatan", "geometry"]]
    layer.iloc[:8].to_file(tmp_path / "kurang.gpkg")
    result = run("check", "--root", root, "--boundaries", tmp_path / "kurang.gpkg")
    assert result.code == 0, result.err
    assert "1 dari 9 desa" in result.err
    assert codes()[8] in result.err
