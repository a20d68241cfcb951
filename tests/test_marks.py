"""A test of ../shared is skipped without it; any other skip fails in CI."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.shared import FOLDER

TESTS = Path(__file__).parent
CASES = """
import pytest
from tests.shared import shared

@pytest.mark.real
def test_marked():
    assert (shared("x") / "..").is_dir()

def test_unmarked():
    shared("x")

def test_without_a_program():
    pytest.skip("no such program")

@pytest.mark.optional
def test_without_a_big_program():
    pytest.skip("no such program")
"""


def _outcomes(house: Path, **environment: str) -> dict[str, str]:
    """Run the cases in a house of their own, and return what became of each."""
    tests = house / "tests"
    tests.mkdir(parents=True)
    for name in ("__init__.py", "shared.py", "marks.py"):
        shutil.copy(TESTS / name, tests)
    (tests / "conftest.py").write_text('pytest_plugins = ["tests.marks"]')
    (tests / "test_cases.py").write_text(CASES)
    (house / "pytest.ini").write_text("[pytest]\nmarkers =\n  real: x\n  optional: x\n")
    clean = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTHONPATH")}
    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", "-p", "no:xdist"]
    ran = subprocess.run(
        [*command, "tests"],
        cwd=house,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return dict(re.findall(r"::test_(\w+) ([A-Z]+)", ran.stdout))


def test_without_the_folder_only_its_own_tests_are_skipped(tmp_path: Path) -> None:
    assert _outcomes(tmp_path / "house") == {
        "marked": "SKIPPED",
        "unmarked": "FAILED",
        "without_a_program": "SKIPPED",
        "without_a_big_program": "SKIPPED",
    }


def test_with_the_folder_its_tests_run_and_in_ci_nothing_else_may_skip(tmp_path: Path) -> None:
    (tmp_path / FOLDER.name / "x").mkdir(parents=True)
    assert _outcomes(tmp_path / "house", CI="true") == {
        "marked": "PASSED",
        "unmarked": "FAILED",
        "without_a_program": "FAILED",
        "without_a_big_program": "SKIPPED",
    }
