"""Run a command and turn what stops it into a message and an exit code."""

from __future__ import annotations

import click

from wksbm.cli.commands import cli
from wksbm.cli.console import console
from wksbm.cli.options import language_of
from wksbm.errors import AtlasError
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
        lang = language_of(arguments)
        screen = console(stderr=True)
        heading = Text("Tidak dapat dilanjutkan:", "Cannot go on:")
        screen.print(heading.to(lang), style="bold red")
        for problem in error.problems:
            screen.print(f"  • {problem.render(lang)}", soft_wrap=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return code if isinstance(code, int) else 0
