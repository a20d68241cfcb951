"""Where the commands print: people read a terminal, files and pipes get whole lines."""

from __future__ import annotations

from rich.console import Console

_WIDTH_IN_A_FILE = 160


def console(*, stderr: bool = False) -> Console:
    """Return a console as wide as the terminal, or wide enough that a file has whole lines."""
    terminal = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if terminal.is_terminal:
        return terminal
    return Console(
        stderr=stderr, highlight=False, markup=False, emoji=False, width=_WIDTH_IN_A_FILE
    )
