"""The only road of the tests to ../shared, open to tests that are marked `real`."""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / ".." / "shared"
VILLAGES = ("data", "batas_desa_gunungkidul.zip")
FIELD = FOLDER / "field"
FACTS = ("facts", "kalurahan_gunungkidul.csv")

is_real: ContextVar[bool] = ContextVar("is_real", default=False)


def shared(*parts: str) -> Path:
    """
    Return a path in ../shared.

    Raises
    ------
    PermissionError
        Outside a test that is marked `real`: such a test would fail wherever ../shared is not.
    """
    if not is_real.get():
        raise PermissionError("only a test marked 'real' may read ../shared")
    return FOLDER.joinpath(*parts)
