"""Show on stderr what a long command is doing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from geo.text import Lang, Text


@contextmanager
def steps(total: int, lang: Lang) -> Iterator[Callable[[Text], None]]:
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
        console=Console(stderr=True),
        transient=True,
        disable=not Console(stderr=True).is_terminal,
    )
    with progress:
        task = progress.add_task("", total=total)
        started = 0

        def step(what: Text) -> None:
            nonlocal started
            progress.update(task, completed=started, description=what.to(lang))
            started += 1

        yield step
        progress.update(task, completed=total, description="")
