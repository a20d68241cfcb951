"""Run a command and turn what stops it into a message and an exit code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from wksbm.cli.commands import cli
from wksbm.cli.console import console
from wksbm.cli.options import language_of
from wksbm.errors import AtlasError, Problem
from wksbm.text import Text


def run(arguments: list[str]) -> int:
    """
    Run one command.

    Parameters
    ----------
    arguments
        As on the command line.

    Returns
    -------
    int
        0 done, 1 an input is wrong, 2 wrong usage.

    Raises
    ------
    KeyboardInterrupt
        When the person interrupts.
    """
    try:
        code = cli.main(args=arguments, prog_name="wksbm", standalone_mode=False)
    except AtlasError as error:
        show(error.problems, arguments)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return code if isinstance(code, int) else 0


def show(problems: Iterable[Problem], arguments: Sequence[str]) -> None:
    """Print what stops a command, in the language that its command line asks for."""
    lang = language_of(arguments)
    screen = console(stderr=True)
    heading = Text("Tidak dapat dilanjutkan:", "Cannot go on:")
    screen.print(heading.to(lang), style="bold red")
    for problem in problems:
        screen.print(f"  • {problem.render(lang)}", soft_wrap=True)
