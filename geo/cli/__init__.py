"""The command line: ``wksbm build | check | gaps | info``."""

from __future__ import annotations

import signal
import sys

import click
from rich.console import Console

import geo
from geo.cli.build import build
from geo.cli.check import check
from geo.cli.fetch_boundaries import fetch
from geo.cli.gaps import gaps
from geo.cli.info import info
from geo.cli.options import language_of
from geo.errors import AtlasError
from geo.text import Text

_INTERRUPTED = 130


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Contoh / example:  wksbm build --groups kelompok.xlsx --out hasil",
)
@click.version_option(geo.__version__, prog_name="wksbm")
def cli() -> None:
    """Atlas kelompok kesejahteraan warga (WKSBM): peta dan tabel dari batas desa dan data kelompok.

    Atlas of villagers' own welfare groups: maps and tables from village boundaries and group data.
    """


for command in (build, check, gaps, info, fetch):
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """
    Run a command and exit: 0 done, 1 wrong input, 2 wrong usage, 130 interrupted.

    Parameters
    ----------
    arguments
        As on the command line; None takes them from there.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        cli.main(args=arguments, prog_name="wksbm", standalone_mode=False)
    except AtlasError as error:
        lang = language_of(arguments)
        console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
        heading = Text("Tidak dapat dilanjutkan:", "Cannot go on:")
        console.print(heading.to(lang), style="bold red")
        for problem in error.problems:
            console.print(f"  • {problem.render(lang)}")
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(_INTERRUPTED)
