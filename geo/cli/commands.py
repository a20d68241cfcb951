"""The group of all subcommands."""

from __future__ import annotations

import click

import geo
from geo.cli.atlas import atlas
from geo.cli.build import build
from geo.cli.check import check
from geo.cli.fetch_boundaries import fetch
from geo.cli.gaps import gaps
from geo.cli.info import info
from geo.cli.report import report


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Contoh / example:  wksbm build --groups kelompok.xlsx --out hasil",
)
@click.version_option(geo.__version__, prog_name="wksbm")
def cli() -> None:
    """Atlas kelompok kesejahteraan warga (WKSBM): peta dan tabel dari batas desa dan data kelompok.

    Atlas of villagers' own welfare groups: maps and tables from village boundaries and group data.
    """


for command in (build, report, atlas, check, gaps, info, fetch):
    cli.add_command(command)
