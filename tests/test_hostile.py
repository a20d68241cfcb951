"""Files made to stop a program end it with an ordinary error; so do devices, pipes and the rest."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import psutil
import pytest
from wksbm.errors import InputError
from wksbm.limits import limits, raised
from wksbm.reading import CHANNEL, check_file, current_budget, more_time, reading
from wksbm.tables.headings import role_of
from wksbm.tables.numbers import read_numbers
from wksbm.tables.read import read_table
from wksbm.tables.terms import read_terms

from tests.board import codes
from tests.cli.workspace import make_workspace, run
from tests.hostile import ATTACKS, DEVICES

SECONDS = 15
MEGABYTES = 500
SHARES = {
    "1 million columns": 0.01,
    "cells in column XFD": 0.05,
    "300 by 300 crossing spikes": 0.4,
    "15,000 data sets in a zip": 0.035,
    "a Parquet of 160 million rows": 0.007,
    "an endless view in a GeoPackage": 1.0,
    "repeated rows in an ODS": 0.3,
}
"""The share of its full size at which an attack still goes beyond a limit, where that is not 1."""
RIGHT = frozenset(
    {"a cell of 100,000 digits", "cells of 100,000 open brackets", "cells in column XFD"}
)
"""What is read after all, and gives right figures."""
WATCHED = frozenset({"an endless view in a GeoPackage"})
"""What only the watching process can end."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("ruang"))


@pytest.mark.parametrize("name", [name for name in ATTACKS if name not in WATCHED])
def test_a_hostile_file_is_read_or_refused(name: str, workspace: Path, tmp_path: Path) -> None:
    attack = ATTACKS[name]
    path = attack.write(tmp_path, SHARES.get(name, 1.0))
    before, started = psutil.Process().memory_info().rss, time.process_time()
    result = run("check", "--root", workspace, attack.option, path)
    assert time.process_time() - started < SECONDS
    assert psutil.Process().memory_info().rss - before < MEGABYTES * 1_000_000
    assert result.code == (0 if name in RIGHT else 1), result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("name", DEVICES)
@pytest.mark.skipif(os.name != "posix", reason="devices and pipes of POSIX")
def test_what_is_no_regular_file_is_not_opened(name: str, workspace: Path, tmp_path: Path) -> None:
    attack = DEVICES[name]
    path = attack.write(tmp_path, 1)
    result = run("check", "--root", workspace, attack.option, path)
    assert result.code == 1
    assert "bukan berkas biasa" in result.err
    assert run("info", path).code == 1


def test_what_takes_too_long_is_ended_from_outside(workspace: Path, tmp_path: Path) -> None:
    path = ATTACKS["an endless view in a GeoPackage"].write(tmp_path, 1)
    before = set(Path(os.environ.get("TMPDIR", "/tmp")).glob("wksbm-*/reading.json"))
    command = [sys.executable, "-m", "wksbm.cli", "check", "--root", str(workspace)]
    command += ["--boundaries", str(path), "--limit", "seconds=1", "--lang", "en"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "batas.gpkg: beyond a limit: seconds of processor time" in done.stderr
    assert "--limit seconds=NUMBER" in done.stderr
    assert set(Path(os.environ.get("TMPDIR", "/tmp")).glob("wksbm-*/reading.json")) <= before


def test_what_takes_too_much_memory_is_ended_from_outside(tmp_path: Path) -> None:
    path = ATTACKS["repeated rows in an ODS"].write(tmp_path, 0.05)
    command = [sys.executable, "-m", "wksbm.cli", "info", str(path), "--lang", "en"]
    done = subprocess.run(
        [*command, "--limit", "memory_mb=5"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "kelompok.ods: beyond a limit: MB of memory" in done.stderr


def test_the_child_says_what_the_command_says(workspace: Path) -> None:
    command = [sys.executable, "-m", "wksbm.cli", "check", "--root", str(workspace)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "jumlah.csv" in done.stderr
    wrong = subprocess.run([*command, "--nichts"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2


def test_work_whose_cost_is_known_has_more_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel, file = tmp_path / "reading.json", tmp_path / "a.csv"
    monkeypatch.setenv(CHANNEL, str(channel))
    more_time(100)
    assert not channel.exists()
    with reading(file):
        before = current_budget(channel)
        more_time(100)
        assert current_budget(channel) == replace(before, seconds=before.seconds + 100)
    assert current_budget(channel).file == ""


@pytest.mark.parametrize(
    ("name", "most"), [("rows", 5), ("columns", 2), ("cells", 20), ("cell", 12), ("heading", 3)]
)
def test_each_limit_of_a_table_is_checked_and_can_be_raised(
    name: str, most: int, tmp_path: Path
) -> None:
    path = tmp_path / "jumlah.csv"
    rows = [f"34.03.01.20{number:02d},{number}," + "x" * 13 for number in range(1, 10)]
    path.write_text("kode,jumlah_kelompok,catatan\n" + "\n".join(rows), encoding="utf-8")
    assert len(read_table(path).cells) == 9
    with raised(**{name: most}), pytest.raises(InputError, match=f"--limit {name}=") as stopped:
        read_table(path)
    assert stopped.value.problems[0].file == "jumlah.csv"
    with raised(**{name: most}), raised(**{name: 1_000}):
        assert len(read_table(path).cells) == 9


def test_limits_of_the_command_line_end_with_it(workspace: Path) -> None:
    before = limits()
    table = workspace / "layers" / "tables" / "jumlah.csv"
    assert run("info", table, "--limit", "rows=3").code == 1
    assert limits() == before
    assert run("info", table).code == 0
    assert run("info", table, "--limit", "rows=viele").code == 2
    assert run("info", table, "--limit", "nichts=3").code == 2


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "besar.csv"
    with path.open("wb") as file:
        file.truncate(3_000_000)
    assert check_file(path) == 3_000_000
    with raised(file_mb=2), pytest.raises(InputError, match="beyond a limit: size of a file"):
        read_table(path)


@pytest.mark.parametrize("error", [RecursionError, MemoryError])
def test_what_python_gives_up_on_is_an_ordinary_error(
    error: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(InputError) as stopped, reading(tmp_path / "a.csv"):
        raise error
    assert stopped.value.problems[0].file == "a.csv"


def test_a_heading_of_brackets_costs_its_length() -> None:
    started = time.process_time()
    assert role_of("(" * 1_999) == ""
    assert role_of("(" * 200_000) == ""
    cells = pd.Series(["(" * 100_000, "1" * 100_000, "dari iuran warga"])
    assert read_terms("sumber_dana", cells).values.iloc[2] == "iuran"
    assert time.process_time() - started < 2


PASSWORDS = "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon,,:/usr/sbin:/bin/false\n"


def test_what_is_no_table_is_not_quoted(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "sandi.csv"
    path.write_text(PASSWORDS * 3, encoding="utf-8")
    for arguments in (
        ("check", "--root", workspace, "--groups", path),
        ("check", "--root", workspace, "--attributes", path),
        ("check", "--root", workspace, "--corrections", path),
        ("info", path),
    ):
        result = run(*arguments)
        assert "root" not in (result.out + result.err).replace("--root", "")
        assert "/bin/" not in result.out + result.err


def test_codes_of_pictures_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "jumlah.csv"
    path.write_text(
        f"kode,jumlah_kelompok,:x: [bold]a[/bold]\n{codes()[0]},1,2\n", encoding="utf-8"
    )
    result = run("info", path)
    assert ":x: [bold]a[/bold]" in result.out


def test_files_outside_the_workspace_are_said(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "ruang")
    settings = root / "atlas.toml"
    (root / "layers" / "tables" / "jumlah.csv").rename(tmp_path / "jumlah.csv")
    text = settings.read_text(encoding="utf-8").replace("layers/tables/jumlah.csv", "../jumlah.csv")
    settings.write_text(text, encoding="utf-8")
    result = run("check", "--root", root)
    assert result.code == 0, result.err
    assert "groups = ../jumlah.csv" in result.err
    assert "penduduk.csv." not in result.err.partition("di luar folder kerja")[2].partition("\n")[0]


@pytest.mark.parametrize("figure", ["1" + "0" * 16, "-1e300", "1e-300", "9" * 308])
def test_a_figure_beyond_all_numbers_is_refused(figure: str) -> None:
    for numeric in (None, pd.Series([True, True], index=[2, 3])):
        found = read_numbers(pd.Series([figure, "7"], index=[2, 3]), numeric)
        assert np.isnan(found.values[2])
        assert found.values[3] == 7
        assert 2 in found.refused
