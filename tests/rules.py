"""A case of a test that is also a line of docs/masukan.md: rule, example, what happens."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from wksbm.errors import Problem
from wksbm.text import Text, both

Outcome = Literal["used", "reported", "review", "refused"]
NOTHING = both("")
_LONGEST = 40


@dataclass(frozen=True, kw_only=True)
class Case(ABC):
    """
    One example of a rule.

    Parameters
    ----------
    rule
        The rule, for people.
    told
        Words that the product's own message must hold, in each language; empty when it must
        say nothing.
    """

    rule: Text
    told: Text = NOTHING

    @property
    @abstractmethod
    def example(self) -> Text:
        """What somebody sends."""

    @property
    @abstractmethod
    def outcome(self) -> Outcome:
        """What the test of this case asserts."""

    @property
    def result(self) -> Text:
        """As what it is used, from the values that the test asserts."""
        return NOTHING


def code(text: str) -> str:
    """Return a text as Markdown shows it literally, inside a table too."""
    if not text:
        return "*(kosong / blank)*"
    names = {"\t": "⟨TAB⟩", "\r": "⟨CR⟩", "\n": "⟨LF⟩", "\N{RIGHT-TO-LEFT OVERRIDE}": "⟨RLO⟩"}
    shown = "".join(names.get(char, char) for char in text)
    shown = "␣" * (len(shown) - len(shown.lstrip(" "))) + shown.strip(" ")
    shown += "␣" * (len(text) - len(text.rstrip(" ")) if text.strip(" ") else 0)
    count = "" if len(shown) <= _LONGEST else f" ({len(text)} huruf / *characters*)"
    shown = f"{shown[:12]}…" if count else shown
    fence = "``" if "`" in shown else "`"
    gap = " " if "`" in shown else ""
    return f"{fence}{gap}{shown}{gap}{fence}{count}".replace("|", "\\|")


def assert_told(case: Case, problems: Iterable[Problem | Text]) -> None:
    """Assert that the product says what the case promises, in both languages."""
    said = list(problems)
    assert all(case.told) or case.outcome == "used", "a case that promises no words proves nothing"
    for lang in ("id", "en"):
        words = "\n".join(
            problem.render(lang) if isinstance(problem, Problem) else problem.to(lang)
            for problem in said
        )
        assert case.told.to(lang) in words, f"{case.told.to(lang)!r} is not in {words!r}"


def name_of(case: Case) -> str:
    """Name a case in the output of pytest."""
    return f"{case.rule.en}: {case.example.en}"[:90]
