"""The group of all subcommands."""

from __future__ import annotations

import click

import wksbm
from wksbm.cli.atlas import atlas
from wksbm.cli.build import build
from wksbm.cli.check import check
from wksbm.cli.fetch_boundaries import fetch
from wksbm.cli.gaps import gaps
from wksbm.cli.info import info
from wksbm.cli.options import limit_option
from wksbm.cli.report import report


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Contoh / example:  wksbm build --groups kelompok.xlsx --out hasil",
)
@click.version_option(wksbm.__version__, prog_name="wksbm")
def cli() -> None:
    """Atlas kelompok kesejahteraan warga (WKSBM): peta dan tabel dari batas desa dan data kelompok.

    Atlas of villagers' own welfare groups: maps and tables from village boundaries and group data.
    """


for command in (build, report, atlas, check, gaps, info, fetch):
    cli.add_command(limit_option(command))
