"""Our scripts' unit tests, run by node's own test runner."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="node is not installed (CI installs it)")
def test_scripts() -> None:
    tests = sorted(str(path) for path in FOLDER.glob("*.test.*js"))
    assert tests
    finished = subprocess.run(
        [NODE, "--test", *tests], capture_output=True, text=True, check=False, cwd=FOLDER.parents[1]
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "# fail 0" in finished.stdout or "fail 0" in finished.stdout
