"""Damaged files: a mutant is used or refused, soon; never a traceback, never a lost row."""

from __future__ import annotations

import time
import warnings
from pathlib import Path

import pytest

from tests.cli.workspace import make_workspace, run
from tests.layers.tables import boundaries
from tests.mutants import SEEDS, mutant, seed_bytes, use

MUTANTS = 12
SECONDS = 5


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return seed_bytes(tmp_path_factory.mktemp("asli"))


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_is_used(name: str, seeds: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(seeds[name])
    assert use(path, boundaries()) == "used"


@pytest.mark.parametrize("name", SEEDS)
def test_mutants_are_used_or_refused(name: str, seeds: dict[str, bytes], tmp_path: Path) -> None:
    layer, path = boundaries(), tmp_path / name
    for number in range(MUTANTS):
        path.write_bytes(mutant(seeds, name, 0, number))
        started = time.process_time()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            assert use(path, layer) in ("used", "refused")
        assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("name", [name for name, (how, _) in SEEDS.items() if how[:2] == "--"])
def test_a_mutant_on_the_command_line(name: str, seeds: dict[str, bytes], tmp_path: Path) -> None:
    option = SEEDS[name][0]
    workspace = make_workspace(tmp_path / "ruang")
    path = tmp_path / name
    path.write_bytes(mutant(seeds, name, 1, 0))
    command = ["info", path] if option == "--population" else ["check", option, path]
    at = [] if option == "--population" else ["--root", workspace]
    result = run(*command, *at)
    assert result.code in (0, 1), result.err
    assert "Traceback" not in result.err


def test_a_mutant_is_told_by_its_numbers(seeds: dict[str, bytes]) -> None:
    one = [mutant(seeds, "jumlah.xlsx", 3, number) for number in range(6)]
    assert one == [mutant(seeds, "jumlah.xlsx", 3, number) for number in range(6)]
    assert len(set(one)) == 6
