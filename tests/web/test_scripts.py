"""Each script names the scripts that it needs, no more and no less; the order follows from that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from wksbm.maps.page import assets

SCRIPTS = sorted(Path(assets.__file__).with_name("web").glob("*.js"))
NEEDS = re.compile(r"^/\* needs ([^*]+) \*/$", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LATE = {"complete", "parts"}
"""What `Atlas.start` calls once the later script has brought it."""


def _code(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def _makers() -> dict[str, list[str]]:
    """Return which scripts make each function or value of `Atlas`."""
    makers: dict[str, list[str]] = {}
    for path in SCRIPTS:
        for made in set(re.findall(r"Atlas\.(\w+) = ", _code(path))):
            makers.setdefault(made, []).append(path.name)
    return makers


def _needs(path: Path) -> set[str]:
    found = NEEDS.search(path.read_text(encoding="utf-8"))
    return set(re.split(r",\s*", found[1])) if found else set()


def test_one_script_makes_each_thing() -> None:
    assert {made: names for made, names in _makers().items() if len(names) > 1} == {}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_names_what_it_needs(path: Path) -> None:
    makers = _makers()
    used = set(re.findall(r"\bAtlas\.(\w+)", _code(path)))
    if path.name == "app.js":
        used -= LATE
    needed = {makers[name][0] for name in used} - {path.name}
    assert _needs(path) - {"core.js"} == needed - {"core.js"}
    assert path.name in ("core.js", "browser.js") or _needs(path)


def test_every_script_runs_once_and_after_those_that_it_needs() -> None:
    parts = [
        assets._needed_by("begin.js"),
        assets._needed_by("app.js", after=("begin.js",)),
        assets._needed_by("complete.js", after=("begin.js", "app.js")),
    ]
    order = [name for part in parts for name in part]
    assert sorted([*order, "browser.js"]) == [path.name for path in SCRIPTS]
    place = {name: number for number, name in enumerate(order)}
    for path in SCRIPTS:
        assert all(place[name] < place[path.name] for name in _needs(path)), path.name
