"""A wheel holds the whole package and the default content, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.once import once

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ("boundaries", "layers", "maps")


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _build(folder: Path) -> Path:
    options = ["--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def held() -> dict[str, bytes]:
    """Return the files of the wheel and what they hold."""
    with zipfile.ZipFile(once("wheel", _build)) as wheel:
        return {name: wheel.read(name) for name in wheel.namelist()}


def test_it_holds_the_whole_package(held: dict[str, bytes]) -> None:
    package = ROOT / "geo" / "wksbm"
    own = {name.removeprefix("wksbm/") for name in held if name.startswith("wksbm/")}
    assert _files(package) == {name for name in own if not name.startswith("content/")}
    assert all(held[f"wksbm/{name}"] == (package / name).read_bytes() for name in _files(package))


def test_it_holds_the_default_content(held: dict[str, bytes]) -> None:
    expected = {"atlas.toml"}
    for name in CONTENT:
        expected |= {f"{name}/{path}" for path in _files(ROOT / name)}
    own = {name.removeprefix("wksbm/content/") for name in held if "wksbm/content/" in name}
    assert own == expected
    assert all(held[f"wksbm/content/{name}"] == (ROOT / name).read_bytes() for name in own)


def test_it_holds_nothing_else_at_its_top(held: dict[str, bytes]) -> None:
    tops = {name.split("/")[0] for name in held}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"wksbm"}
