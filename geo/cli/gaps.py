"""``wksbm gaps``: the under-served villages, in the terminal."""

from __future__ import annotations

from typing import Any

import click
from rich import box
from rich.table import Table
from rich.text import Text as Cell

from geo.cli.console import console
from geo.cli.options import configure, input_options
from geo.cli.steps import steps
from geo.layers.build import build_atlas
from geo.layers.inputs import read_inputs
from geo.outputs.tables import SAMPLE_BANNER
from geo.text import Text, number


@click.command()
@input_options
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=None,
    metavar="N",
    help="Show only the N most under-served. Default: all.",
)
def gaps(top: int | None, **options: Any) -> None:
    """List the under-served villages, ranked, with reasons.

    A village is under-served when it reported no group or has fewer per resident than the median
    village. Villages that did not report are listed last, without a rank.
    """
    config = configure(**options)
    lang = config.lang
    with steps(6, lang) as step:
        inputs = read_inputs(config, progress=step)
        step(Text("menghitung indikator", "computing indicators"))
        atlas = build_atlas(
            config, inputs.boundaries, inputs.groups, inputs.attributes, inputs.specs
        )
    screen = console()
    if atlas.sample:
        screen.print(Cell(SAMPLE_BANNER.to(lang), style="bold yellow"))
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("No.", justify="right")
    for words in (Text("Kode", "Code"), config.labels.desa, config.labels.kecamatan):
        table.add_column(words.to(lang).capitalize(), no_wrap=words.id == "Kode")
    table.add_column(Text("Kurang", "Missing").to(lang), justify="right")
    table.add_column(Text("Alasan", "Reason").to(lang))
    for gap in atlas.gaps[:top]:
        village = atlas.villages.loc[gap.kode]
        rank = str(gap.rank) if gap.rank else "–"
        cells = (rank, gap.kode, str(village["desa"]), str(village["kecamatan"]))
        figures = (number(gap.missing, lang), gap.sentence.to(lang))
        table.add_row(*(Cell(text) for text in (*cells, *figures)))
    screen.print(table)
