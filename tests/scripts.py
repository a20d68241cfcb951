"""The project's scripts, run as a person runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run_script(script: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", str(ROOT / "scripts" / script), *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Jakarta", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
