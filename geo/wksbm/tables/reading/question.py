"""Questions about a table, with what each answer would give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wksbm.errors import InputError, Problem
from wksbm.tables.reading.report import Reading
from wksbm.text import LANGUAGES, Lang, Text


@dataclass(frozen=True)
class Option:
    """
    What an answer to a question would give.

    Parameters
    ----------
    value, label
        See `Choice`.
    total
        Sum over all villages; None where the answer cannot be used.
    villages
        Number of villages with a figure.
    example
        A village and its figure, for example ``Kepek, Wonosari: 7``.
    answer
        The words that give this answer on the command line.
    """

    value: str
    label: Text
    total: float | None
    villages: int
    example: str
    answer: str

    def describe(self, lang: Lang) -> str:
        """Return what the answer means and what it would give."""
        label = self.label.to(lang)
        if self.total is None:
            return label
        words = Text(
            f"total {self.total:g} di {self.villages} desa",
            f"total {self.total:g} in {self.villages} villages",
        ).to(lang)
        such = Text("misalnya", "for example").to(lang)
        return f"{label} ({words}{f'; {such} {self.example}' if self.example else ''})"


@dataclass(frozen=True)
class Question:
    """A doubt that changes figures, with what each answer would give."""

    table: str
    key: str
    what: Text
    options: tuple[Option, ...]

    def problem(self) -> Problem:
        """Return the question as a problem of one line."""
        options = ["; ".join(entry.describe(lang) for entry in self.options) for lang in LANGUAGES]
        return Problem(
            Text(f"{self.what.id} Pilihan: {options[0]}", f"{self.what.en} Choices: {options[1]}"),
            file=self.table,
            cure=Text(
                "Jawab dengan " + " atau ".join(entry.answer for entry in self.options),
                "Answer with " + " or ".join(entry.answer for entry in self.options),
            ),
        )

    def to_json(self, lang: Lang) -> dict[str, Any]:
        """Return the question for `wksbm check --json`."""
        return {
            "table": self.table,
            "key": self.key,
            "question": self.what.to(lang),
            "options": [
                {
                    "value": entry.value,
                    "label": entry.label.to(lang),
                    "total": entry.total,
                    "villages": entry.villages,
                    "example": entry.example,
                    "answer": entry.answer,
                }
                for entry in self.options
            ],
        }


class QuestionError(InputError):
    """
    A table can be read in several ways that give different figures.

    Parameters
    ----------
    questions
        All questions, about one table or several.
    readings
        Table -> how it was read, or how it would be without an answer.
    others
        What else is wrong with the inputs.
    """

    def __init__(
        self,
        questions: Sequence[Question],
        readings: Mapping[str, Reading],
        others: Sequence[Problem] = (),
    ) -> None:
        self.questions = tuple(questions)
        self.readings = dict(readings)
        self.others = tuple(others)
        super().__init__([*(question.problem() for question in questions), *others])

    def __reduce__(self) -> Any:
        """Let the error pass from one process to another with its questions."""
        return type(self), (self.questions, self.readings, self.others)
