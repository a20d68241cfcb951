"""The house keeps its shape: imports go downward only, big libraries stay in their rooms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts import house

ROOT = Path(__file__).resolve().parents[1]
MODULES = house.modules(house.PACKAGE)


def _name(path: Path) -> str:
    return house.module_name(house.PACKAGE, path)


def _package(folder: Path, **sources: str) -> Path:
    """Write a package with one module for each keyword, ``__`` standing for a folder."""
    package = folder / "wksbm"
    for name, source in {"__init__": "", **sources}.items():
        path = package / f"{name if name == '__init__' else name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return package


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_go_downward_only(path: Path) -> None:
    for found in house.imports(house.PACKAGE, path):
        arrow = house.arrow(house.PACKAGE, found)
        assert arrow is None or house.goes_down(*arrow), f"{found.module} imports {found.target}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_big_libraries_stay_in_their_rooms(path: Path) -> None:
    for found in house.imports(house.PACKAGE, path):
        assert house.is_at_home(found), f"{found.module} imports {found.target}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_module_is_longer_than_600_lines(path: Path) -> None:
    assert house.MOST_LINES == 600
    assert house.lines(path) <= house.MOST_LINES


def test_every_room_has_its_floor() -> None:
    rooms = {house.room_of(house.PACKAGE, _name(path)) for path in MODULES}
    assert rooms == {room for floor in house.FLOORS for room in floor}


def test_the_engine_is_the_only_package_of_its_source_root() -> None:
    assert {path.name for path in (ROOT / "geo").iterdir() if path.is_dir()} == {"wksbm"}


@pytest.mark.parametrize(
    ("module", "source", "arrow"),
    [
        ("text", "from wksbm.errors import Problem", ("text", "errors")),
        ("maps__sheet__write", "from wksbm.maps.page import pack", ("maps.sheet", "maps.page")),
        ("maps__spec", "from wksbm.maps.sheet.theme import wrap", ("maps", "maps.sheet")),
        ("stats__rates", "import wksbm.raster.grid", ("stats", "raster")),
        ("layers__model", "def f():\n    from wksbm.atlas import build", ("layers", "atlas")),
        ("layers__model", "import wksbm\nwksbm.open_atlas", ("layers", "__init__")),
        ("layers__model", "from wksbm import open_atlas", ("layers", "__init__")),
    ],
)
def test_an_arrow_upward_or_sideways_is_seen(
    tmp_path: Path, module: str, source: str, arrow: tuple[str, str]
) -> None:
    others = ("errors", "raster__grid", "maps__page__pack", "maps__sheet__theme", "atlas__build")
    package = _package(tmp_path, **dict.fromkeys(others, ""), **{module: source})
    path = package / f"{module.replace('__', '/')}.py"
    arrows = {house.arrow(package, found) for found in house.imports(package, path)}
    assert arrows - {None} == {arrow}
    assert not house.goes_down(*arrow)
    assert f"upward arrows: 1\n  {arrow[0]} -> {arrow[1]} 1" in house.report(package)


def test_the_version_is_for_every_room(tmp_path: Path) -> None:
    package = _package(
        tmp_path, text="import wksbm\nfrom wksbm import __version__\nwksbm.__version__"
    )
    assert "upward arrows: 0" in house.report(package)


def test_a_library_outside_its_rooms_is_seen(tmp_path: Path) -> None:
    package = _package(
        tmp_path, maps__spec="import matplotlib.style", raster__cog="import rasterio"
    )
    assert "outside their rooms: 1\n  maps.spec imports matplotlib" in house.report(package)


def test_lines_are_counted_by_room(tmp_path: Path) -> None:
    package = _package(
        tmp_path, text="a = 1\nb = 2\n", maps__spec="c = 3\n", maps__page__pack="d = 4\n"
    )
    (package / "maps" / "page" / "web").mkdir()
    (package / "maps" / "page" / "web" / "app.js").write_text("one\ntwo\nthree\n", encoding="utf-8")
    told = [line.split() for line in house.report(package).splitlines()]
    counted = [line for line in told if line and line[0] in ("maps.page", "maps", "text", "all")]
    assert counted == [
        ["maps.page", "2", "4"],
        ["maps", "1", "1"],
        ["text", "1", "2"],
        ["all", "5", "7"],
    ]


def test_no_test_module_takes_from_another() -> None:
    """What two test modules need stands in a module of its own, also for a process of their own."""
    taken = re.compile(r"^(?:from|import) tests\.[a-z_.]*\btest_\w+", re.MULTILINE)
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    assert len(texts) > 100
    assert [path.name for path, text in texts.items() if taken.search(text)] == []
    assert taken.search("from tests.maps.test_a import b")
