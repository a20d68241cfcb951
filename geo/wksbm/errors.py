"""What can be wrong with an input, told so that the person who sent it can mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from wksbm.personal.numbers import masked_text
from wksbm.text import Lang, Text

_SHOWN_CHARACTERS = 80


@dataclass(frozen=True)
class Problem:
    """
    One thing wrong with one input.

    Parameters
    ----------
    what
        What is wrong, as a sentence without a full stop.
    file
        Name of the file (or option) concerned.
    row
        Row as a spreadsheet numbers it: the first line of the file is 1.
    column
        Column or attribute name.
    found
        The offending value as it stands in the file; shortened when shown.
    expected
        What would have been right.
    cure
        What the person can do.
    """

    what: Text
    file: str | None = None
    row: int | None = None
    column: str | None = None
    found: str | None = None
    expected: Text | None = None
    cure: Text | None = None

    def render(self, lang: Lang) -> str:
        """Return the problem as one line, safe for a terminal, without personal numbers."""
        is_id = lang == "id"
        place = [self.file] if self.file else []
        if self.row is not None:
            place.append(f"{'baris' if is_id else 'row'} {self.row}")
        if self.column is not None:
            place.append(f"{'kolom' if is_id else 'column'} '{self.column}'")
        sentences = [self.what.to(lang)]
        if self.found is not None:
            sentences.append(f"{'ditemukan' if is_id else 'found'}: '{_shorten(self.found)}'")
        if self.expected is not None:
            expected = self.expected.to(lang)
            sentences.append(f"{'seharusnya' if is_id else 'expected'}: {expected}")
        line = (", ".join(place) + ": " if place else "") + "; ".join(sentences) + "."
        if self.cure is not None:
            line += f" {self.cure.to(lang).rstrip('.')}."
        return _printable(masked_text(line))


class AtlasError(Exception):
    """
    Base of every error that is raised on purpose; carries all problems found.

    Parameters
    ----------
    problems
        One or more problems; all of one step are gathered before raising.
    """

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(problem.render("en") for problem in self.problems))

    def __reduce__(self) -> tuple[type[AtlasError], tuple[tuple[Problem, ...]]]:
        """Let an error pass from one process to another with its problems."""
        return type(self), (self.problems,)


class InputError(AtlasError, ValueError):
    """A file, table or option of the user's cannot be used as it is."""


class ContentError(AtlasError, ValueError):
    """The atlas's own content (boundaries/, layers/, maps/, atlas.toml) is wrong."""


class OutputError(AtlasError, OSError):
    """The output folder cannot be written."""


class Gathering:
    """
    Problems of several steps, so that a person is told all of them at once.

    Examples
    --------
    >>> gathering = Gathering()
    >>> with gathering.go_on():
    ...     raise InputError(Problem(Text("salah", "wrong"), file="a.csv"))
    >>> [problem.file for problem in gathering.problems]
    ['a.csv']
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    @contextmanager
    def go_on(self) -> Iterator[None]:
        """Keep the problems that stop the block, and go on behind it."""
        try:
            yield
        except AtlasError as error:
            self.problems += error.problems

    def finish(self, kind: type[AtlasError] = InputError) -> None:
        """Raise all problems, each once, as `kind` of error; do nothing where there are none."""
        if self.problems:
            raise kind(dict.fromkeys(self.problems))


def _shorten(text: str) -> str:
    text = str(text)
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
