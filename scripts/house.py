"""
Print the rooms of the engine, the arrows between them, and their lines.

    python scripts/house.py [PACKAGE]

PACKAGE is the folder of a package, of this commit or of another one; without it, that of this
checkout. `tests/test_architecture.py` holds the house to the same rules.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "geo" / "wksbm"
FRONT = "__init__"
FLOORS = (
    (FRONT,),
    ("cli",),
    ("outputs",),
    ("maps.book",),
    ("maps.sheet", "maps.page"),
    ("maps",),
    ("atlas",),
    ("findings",),
    ("layers",),
    ("tables", "stats", "raster"),
    ("boundaries",),
    ("crs", "codes", "names", "config"),
    ("toml", "csvfile"),
    ("reading",),
    ("limits",),
    ("errors",),
    ("personal",),
    ("text",),
)
"""Rooms from the top down; whoever is on a floor imports from the floors below it."""
LIBRARIES = {
    "folium": ("maps.page",),
    "branca": ("maps.page",),
    "matplotlib": ("maps.sheet", "maps.book"),
    "rasterio": ("raster",),
    "exactextract": ("raster",),
    "docx": ("outputs.report",),
    "click": ("cli",),
    "rich": ("cli",),
}
"""Big libraries, and the only rooms (or parts of one) that import them."""
FROM_THE_FRONT = "__version__"
"""The one name that rooms take from the package's front door."""
MOST_LINES = 600
_FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
_SUFFIXES = (".py", ".js", ".css", ".html")


@dataclass(frozen=True)
class Import:
    """One name that a module takes, as dotted paths; `target` starts with its package."""

    module: str
    target: str


def modules(package: Path) -> list[Path]:
    """Return the Python files of a package, sorted."""
    return sorted(package.rglob("*.py"))


def module_name(package: Path, path: Path) -> str:
    """Return for example ``maps.sheet.write``; ``__init__`` for the package itself."""
    name = ".".join(path.relative_to(package).with_suffix("").parts)
    return name.removesuffix(f".{FRONT}")


def room_of(package: Path, name: str) -> str:
    """Return the room that a dotted name inside a package belongs to, ``maps.sheet`` first."""
    parts = name.split(".")
    inner = ".".join(parts[:2])
    return inner if inner in _FLOOR_OF and package.joinpath(*parts[:2]).is_dir() else parts[0]


def imports(package: Path, path: Path) -> Iterator[Import]:
    """Yield what a module imports, and what it takes from the front of its own package."""
    module = module_name(package, path)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (Import(module, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from (Import(module, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == package.name:
            yield Import(module, f"{package.name}.{node.attr}")


def arrow(package: Path, found: Import) -> tuple[str, str] | None:
    """Return from which room to which an import leads; None within one and to other packages."""
    root, _, inside = found.target.partition(".")
    if root != package.name or inside in ("", FROM_THE_FRONT):
        return None
    first = package / inside.split(".")[0]
    is_module = first.is_dir() or first.with_suffix(".py").is_file()
    here = room_of(package, found.module)
    there = room_of(package, inside) if is_module else FRONT
    return None if here == there else (here, there)


def goes_down(here: str, there: str) -> bool:
    """Return True where both rooms have a floor and the second one lies below the first."""
    return here in _FLOOR_OF and there in _FLOOR_OF and _FLOOR_OF[there] > _FLOOR_OF[here]


def is_at_home(found: Import) -> bool:
    """Return False where a module imports a big library outside its rooms."""
    rooms = LIBRARIES.get(found.target.split(".")[0])
    return rooms is None or any(f"{found.module}.".startswith(f"{room}.") for room in rooms)


def lines(path: Path) -> int:
    """Return the number of lines of a text file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def report(package: Path) -> str:
    """Return rooms, arrows and lines as text."""
    files, sizes, arrows = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    astray: set[str] = set()
    for path in sorted(package.rglob("*")):
        if path.suffix in _SUFFIXES:
            room = room_of(package, ".".join(path.relative_to(package).with_suffix("").parts))
            files[room] += 1
            sizes[room] += lines(path)
    for path in modules(package):
        for found in imports(package, path):
            edge = arrow(package, found)
            arrows.update([edge] if edge else [])
            if not is_at_home(found):
                astray.add(f"  {found.module} imports {found.target.split('.')[0]}")
    ordered = sorted(files, key=lambda room: (_FLOOR_OF.get(room, len(FLOORS)), room))
    upward = [edge for edge in arrows if not goes_down(*edge)]
    told = [f"{'room':<14}{'files':>6}{'lines':>8}"]
    told += [f"{room:<14}{files[room]:>6}{sizes[room]:>8}" for room in ordered]
    told += [f"{'all':<14}{files.total():>6}{sizes.total():>8}", "", "arrows (names imported)"]
    told += [
        f"  {room} -> "
        + ", ".join(
            f"{there} {arrows[here, there]}" for here, there in sorted(arrows) if here == room
        )
        for room in ordered
        if any(here == room for here, _ in arrows)
    ]
    told += ["", f"upward arrows: {len(upward)}"]
    told += [f"  {here} -> {there} {arrows[here, there]}" for here, there in sorted(upward)]
    told += [f"libraries outside their rooms: {len(astray)}", *sorted(astray)]
    return "\n".join(told)


if __name__ == "__main__":
    print(report(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else PACKAGE))
