"""Questions about tables on the command line: told, printed, asked by number, remembered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from wksbm.cli.commands import cli

from tests.cli.workspace import make_workspace, run

TEXT = "kode,Arisan,Jumlah\n34.03.01.2002,3,40\n34.03.01.2003,2,20\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("ruang") / "ruang")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "ragu.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_doubtful_table_is_asked_about_and_nothing_is_written(
    workspace: Path, table: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = run("build", "--root", workspace, "--groups", table, "--out", out)
    assert result.code == 1
    assert "--read ragu.csv:hitung=Arisan" in result.err
    assert not out.exists()


def test_an_answer_on_the_command_line(workspace: Path, table: Path) -> None:
    answer = ["--read", "ragu.csv:hitung=Arisan"]
    result = run("check", "--root", workspace, "--groups", table, *answer)
    assert result.code == 0, result.err
    assert "Cara membaca ragu.csv" in result.err


def test_an_answer_about_another_file_is_told(workspace: Path, table: Path) -> None:
    answer = ["--read", "lain.csv:hitung=Arisan"]
    result = run("check", "--root", workspace, "--groups", table, *answer)
    assert result.code == 1
    assert "lain.csv" in result.err


@pytest.mark.parametrize("answered", [False, True])
def test_the_reading_as_json(workspace: Path, table: Path, answered: bool) -> None:
    answer = ["--read", "ragu.csv:hitung=Jumlah"] if answered else []
    result = run("check", "--root", workspace, "--groups", table, "--json", *answer)
    assert result.code == (0 if answered else 1)
    found = json.loads(result.out)
    assert found["tables"][0]["table"] == "ragu.csv"
    assert found["tables"][0]["reading"]["form"] == "counts"
    keys = [question["key"] for question in found["questions"]]
    assert keys == ([] if answered else ["hitung"])


def test_asked_by_number_and_remembered(workspace: Path, table: Path) -> None:
    words = ["check", "--root", str(workspace), "--groups", str(table), "--ask", "--remember"]
    result = CliRunner().invoke(cli, words, input="2\n")
    assert result.exit_code == 0, result.output
    assert 'hitung = "Arisan"' in table.with_suffix(".toml").read_text(encoding="utf-8")
    assert run("check", "--root", workspace, "--groups", table).code == 0


def test_without_remember_nothing_is_written_beside_the_table(workspace: Path, table: Path) -> None:
    words = ["check", "--root", str(workspace), "--groups", str(table), "--ask"]
    assert CliRunner().invoke(cli, words, input="1\n").exit_code == 0
    assert [path.name for path in table.parent.glob("ragu*")] == ["ragu.csv"]
