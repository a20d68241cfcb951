"""Every pattern that meets a user's text takes a time that grows with its length alone."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "geo" / "wksbm"
WAYS = ("sub", "search", "match", "fullmatch", "findall", "finditer", "split")
PUMPS = ("(", "1", " ", "a", "1.", "a ", "1 ", "_", "-", ",", "\n", "<", "[", "a_", "0,", "rp ")
PUMPS += ("no ", "1/", "°", "'", '"', "dan ", "1. ", ":", "lat")
OWN_TEXT = ("assets.py", "svg.py")
"""Modules whose patterns meet the atlas's own style sheets and pictures only."""
LENGTH = 20_000
SECONDS = 0.15


@dataclass(frozen=True)
class Use:
    """A constant pattern of the package, and one way in which it is used."""

    place: str
    source: str
    flags: int
    way: str

    def seconds(self, text: str) -> float:
        """Return the processor time of the pattern on a text."""
        pattern = re.compile(self.source, self.flags)
        found = getattr(pattern, self.way)
        started = time.process_time()
        result = found("", text) if self.way == "sub" else found(text)
        if self.way == "finditer":
            list(result)
        return time.process_time() - started


def _is_pattern(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in ("compile", *WAYS)
        and bool(node.args)
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    )


def _flags(call: ast.Call) -> int:
    named = (part.attr for part in ast.walk(call) if isinstance(part, ast.Attribute))
    return sum({int(getattr(re, name)) for name in named if name.isupper()})


def _ways(tree: ast.Module, name: str) -> Iterator[str]:
    """Yield how a pattern is used: ``PATTERN.sub(text)``, or ``cells.str.fullmatch(PATTERN)``."""
    for part in ast.walk(tree):
        if isinstance(part, ast.Attribute) and part.attr in WAYS:
            if isinstance(part.value, ast.Name) and part.value.id == name:
                yield part.attr
        elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            given = [argument.id for argument in part.args if isinstance(argument, ast.Name)]
            if name in given and part.func.attr in WAYS:
                yield part.func.attr


def _uses() -> Iterator[Use]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name in OWN_TEXT:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            id(node.value): node.targets[0].id
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for node in filter(_is_pattern, ast.walk(tree)):
            assert isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            ways = {node.func.attr}
            if "compile" in ways:
                ways = set(_ways(tree, names.get(id(node), "")))
            place = f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}"
            source = node.args[0]
            assert isinstance(source, ast.Constant)
            for way in sorted(ways or {"sub"}):
                yield Use(place, str(source.value), _flags(node), way)


USES = list(_uses())


def test_the_patterns_are_found() -> None:
    assert len(USES) > 100


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.place}-{use.way}")
def test_a_pattern_is_linear(use: Use) -> None:
    """A quadratic pattern takes some 10,000 steps for each of 20,000 signs: over 0.15 s."""
    for pump in PUMPS:
        for end in ("", "!"):
            text = pump * (LENGTH // len(pump)) + end
            assert use.seconds(text) < SECONDS or _is_linear(use, text), f"{pump!r}"


def _is_linear(use: Use, text: str) -> bool:
    """Measure again, the best of three: other work on the machine makes a single one longer."""
    whole, quarter = (
        min(use.seconds(part) for _ in range(3)) for part in (text, text[: LENGTH // 4])
    )
    return whole < SECONDS or whole < 8 * quarter


def test_a_quadratic_pattern_would_be_seen() -> None:
    quadratic, text = Use("", r"\([^)]*\)", 0, "sub"), "(" * LENGTH
    assert quadratic.seconds(text) > SECONDS
    assert not _is_linear(quadratic, text)
