"""Killed, interrupted, or out of space: the earlier output stays whole, nothing is left lying."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path

import pytest
from wksbm.cli import main

from tests.cli.workspace import make_workspace, run

MOMENTS = 8


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("ruang"), ("peta", "kelompok_per_1000"))


def _start(workspace: Path, out: Path) -> subprocess.Popen[bytes]:
    """Start a build that Ctrl-C reaches, also where the tests run in a shell's background."""
    command = [sys.executable, "-m", "wksbm.cli", "build", "--root", str(workspace)]
    return subprocess.Popen(
        [*command, "--out", str(out)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )


def _assert_whole(out: Path) -> None:
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    listed = {entry["path"]: entry["sha256"] for entry in manifest["outputs"]}
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert found == {*listed, "manifest.json"}
    for path, digest in listed.items():
        assert hashlib.sha256((out / path).read_bytes()).hexdigest() == digest, path


def _build_quietly(workspace: Path, out: Path) -> None:
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        main(["build", "--root", str(workspace), "--out", str(out)])


def _is_of_a_build(module: str) -> bool:
    return module.startswith(("wksbm", "matplotlib", "numba", "libpysal", "palettable", "folium"))


def test_kill_9_at_many_moments(workspace: Path, tmp_path: Path) -> None:
    """The moments lie in the build alone: each process starts with everything imported."""
    out = tmp_path / "out"
    assert run("build", "--root", workspace, "--out", out).code == 0
    loaded = multiprocessing.get_context("forkserver")
    loaded.set_forkserver_preload([__name__, *filter(_is_of_a_build, sorted(sys.modules))])
    durations = []
    for _ in range(2):
        whole = loaded.Process(target=_build_quietly, args=(workspace, out))
        started = time.monotonic()
        whole.start()
        whole.join()
        assert whole.exitcode == 0
        durations.append(time.monotonic() - started)
    killed = 0
    for moment in range(MOMENTS):
        process = loaded.Process(target=_build_quietly, args=(workspace, out))
        process.start()
        process.join(min(durations) * (moment + 0.5) / MOMENTS)
        process.kill()
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        _assert_whole(out)
    assert killed >= MOMENTS // 4
    assert run("build", "--root", workspace, "--out", out).code == 0
    _assert_whole(out)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_says_130_and_clears_up(
    workspace: Path, tmp_path: Path, number: signal.Signals
) -> None:
    out = tmp_path / "out"
    process = _start(workspace, out)
    while not list(tmp_path.glob(".out-*.tmp")) and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(number)
    _, errors = process.communicate()
    assert process.returncode == 130, errors.decode()
    assert b"Traceback" not in errors
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("delay", [0.25, 0.6, 1.2])
def test_an_interrupt_while_starting_is_told_too(
    workspace: Path, tmp_path: Path, delay: float
) -> None:
    process = _start(workspace, tmp_path / "out")
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130, errors.decode()
    assert b"Traceback" not in errors
    assert b"Dibatalkan" in errors


def test_two_builds_into_one_folder(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    processes = [_start(workspace, out) for _ in range(2)]
    errors = [process.communicate()[1].decode() for process in processes]
    codes = sorted(process.returncode for process in processes)
    assert codes in ([0, 0], [0, 1]), errors
    assert all("Traceback" not in text for text in errors)
    _assert_whole(out)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.optional
@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="needs root to mount")
def test_a_full_disk_is_told_and_the_earlier_output_kept(workspace: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], check=False
    )
    if mounted.returncode != 0:
        pytest.skip("no right to mount here")
    try:
        (disk / "out").mkdir()
        (disk / "out" / "manifest.json").write_text("{}")
        result = run("build", "--root", workspace, "--out", disk / "out", "--lang", "en")
        assert result.code == 1
        assert "no space left" in result.err
        assert [path.name for path in disk.iterdir()] == ["out"]
        assert [path.name for path in (disk / "out").iterdir()] == ["manifest.json"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_memory_of_a_killed_build_does_not_lock_the_folder(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = _start(workspace, out)
    while not list(tmp_path.glob(".out-*.tmp")) and process.poll() is None:
        time.sleep(0.02)
    process.kill()
    process.communicate()
    assert run("build", "--root", workspace, "--out", out).code == 0
    _assert_whole(out)


def test_hashes_are_of_what_was_read(workspace: Path, tmp_path: Path) -> None:
    table = workspace / "layers" / "tables" / "jumlah.csv"
    before = hashlib.sha256(table.read_bytes()).hexdigest()
    out = tmp_path / "out"
    assert run("build", "--root", workspace, "--out", out).code == 0
    inputs = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    assert before in {entry["sha256"] for entry in inputs}
