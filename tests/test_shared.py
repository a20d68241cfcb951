"""Tests that need ../shared are marked `real`; the others cannot read it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.shared import FOLDER, shared

TESTS = Path(__file__).parent
NAMES_IT = re.compile(r"(^|[/\\])shared([/\\]|$)")


def test_a_test_without_the_mark_cannot_read_it() -> None:
    with pytest.raises(PermissionError, match="real"):
        shared("data")


@pytest.mark.real
def test_a_test_with_the_mark_can() -> None:
    assert shared().is_dir() and shared("data").parent == FOLDER


def test_no_other_module_of_the_tests_names_the_folder() -> None:
    named = [
        f"{path.relative_to(TESTS)}:{node.lineno}"
        for path in TESTS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and NAMES_IT.search(node.value)
    ]
    assert {place.split(":")[0] for place in named} == {"shared.py"}, named
