"""Build a sample once for all the workers that run tests side by side."""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

Made = TypeVar("Made")
ROOM = "WKSBM_TEST_ROOM"
"""The variable in which tests/conftest.py names a folder that all workers share."""


def once(name: str, make: Callable[[Path], Made]) -> Made:
    """
    Return what `make(folder)` returned to the first worker that asked for `name`.

    Each worker has a copy of its own; files in the folder are shared, and only to be read.
    """
    folder = Path(os.environ.get(ROOM) or tempfile.mkdtemp()) / name
    made = folder / "made.pickle"
    with FileLock(folder.with_suffix(".lock")):
        if not made.exists():
            folder.mkdir(exist_ok=True)
            result = make(folder)
            made.write_bytes(pickle.dumps(result))
            return result
        copied: Made = pickle.loads(made.read_bytes())
        return copied
