"""The house keeps its shape: imports go downward only, big libraries stay in their rooms."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ENGINE = ROOT / "geo" / "wksbm"
FLOORS = (
    {"cli"},
    {"outputs"},
    {"maps"},
    {"layers"},
    {"tables", "stats", "raster"},
    {"boundaries"},
    {"crs", "codes", "names", "config"},
    {"toml", "csvfile"},
    {"errors"},
    {"text"},
)
ROOMS = {
    "folium": {"maps.interactive"},
    "branca": {"maps.interactive"},
    "matplotlib": {
        f"maps.{name}"
        for name in ("static", "land", "legend", "furniture", "theme", "shapes", "book")
    },
    "rasterio": {"raster"},
    "docx": {"outputs.report"},
    "exactextract": {"raster"},
    "rich": {"cli"},
    "click": {"cli"},
}
MODULES = sorted(ENGINE.rglob("*.py"))


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ENGINE).with_suffix("").parts).removesuffix(".__init__")


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _floor(part: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if part in floor)


@pytest.mark.parametrize("path", MODULES, ids=_module)
def test_imports_go_downward_only(path: Path) -> None:
    module = _module(path)
    part = module.split(".")[0]
    if part in ("__init__", ""):
        assert not any(name.startswith("wksbm.") for name in _imports(path))
        return
    for name in _imports(path):
        if not name.startswith("wksbm."):
            continue
        target = name.split(".")[1]
        if target in ("__version__", part):
            continue
        assert _floor(target) > _floor(part), f"wksbm.{module} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=_module)
def test_big_libraries_stay_in_their_rooms(path: Path) -> None:
    module = _module(path)
    for name in _imports(path):
        rooms = ROOMS.get(name.split(".")[0])
        if rooms is not None:
            assert any(module == room or module.startswith(f"{room}.") for room in rooms), (
                f"wksbm.{module} imports {name}"
            )


@pytest.mark.parametrize("path", MODULES, ids=_module)
def test_no_module_is_longer_than_600_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 600


def test_every_part_has_its_floor() -> None:
    parts = {path.relative_to(ENGINE).parts[0].removesuffix(".py") for path in MODULES}
    assert parts - {"__init__"} <= set().union(*FLOORS)


def test_the_engine_is_the_only_package_of_its_source_root() -> None:
    assert {path.name for path in (ROOT / "geo").iterdir() if path.is_dir()} == {"wksbm"}
