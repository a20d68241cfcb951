"""What several workers need is made by the first of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.once import ROOM, once


def test_the_second_asks_and_gets_a_copy_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ROOM, str(tmp_path))
    made = []

    def make(folder: Path) -> list[str]:
        made.append(folder)
        (folder / "a").write_text("b")
        return ["c"]

    first, second, other = once("x", make), once("x", make), once("y", make)
    assert first == second == other == ["c"] and first is not second
    assert made == [tmp_path / "x", tmp_path / "y"]
    assert (tmp_path / "x" / "a").read_text() == "b"


def test_what_fails_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ROOM, str(tmp_path))

    def fail(folder: Path) -> None:
        raise ValueError(folder.name)

    for _ in range(2):
        with pytest.raises(ValueError, match="x"):
            once("x", fail)
