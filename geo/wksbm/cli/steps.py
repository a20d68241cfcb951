"""Show on stderr what a long command is doing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from wksbm.text import Lang, Text


class Steps:
    """To be called before each step; `detail` says how far the one in hand is."""

    def __init__(self, progress: Progress, total: int, lang: Lang) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total)
        self._lang = lang
        self._started = 0

    def __call__(self, what: Text) -> None:
        """Show that the next step has begun."""
        self._progress.update(self._task, completed=self._started, description=what.to(self._lang))
        self._started += 1

    def detail(self, what: Text) -> None:
        """Show other words for the step in hand."""
        self._progress.update(self._task, description=what.to(self._lang))


@contextmanager
def steps(total: int, lang: Lang) -> Iterator[Steps]:
    """
    Give a function to be called before each of about `total` steps.

    On a terminal a bar moves; elsewhere nothing is printed.
    """
    progress = Progress(
        SpinnerColumn(),
        BarColumn(bar_width=24),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True, markup=False, emoji=False),
        transient=True,
        disable=not Console(stderr=True).is_terminal,
    )
    with progress:
        step = Steps(progress, total, lang)
        yield step
        progress.update(progress.task_ids[0], completed=total, description="")
