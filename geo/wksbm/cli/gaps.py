"""``wksbm gaps``: the under-served villages, in the terminal."""

from __future__ import annotations

from typing import Any

import click
from rich import box
from rich.table import Table
from rich.text import Text as Cell

from wksbm.atlas.open_atlas import compute_atlas
from wksbm.cli.console import console
from wksbm.cli.options import configure, input_options, target_option
from wksbm.cli.steps import steps
from wksbm.layers.model import Atlas
from wksbm.outputs.tables import SAMPLE_BANNER
from wksbm.text import Text, number


@click.command()
@input_options
@target_option
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=None,
    metavar="N",
    help="Show only the N most under-served. Default: all.",
)
@click.option(
    "--order",
    type=click.Choice(("shortfall", "priority")),
    default="shortfall",
    show_default=True,
    help="Rank by the groups missing to the median, or by shortfall, need and neighbours together.",
)
def gaps(top: int | None, order: str, **options: Any) -> None:
    """List the under-served villages, ranked, with reasons.

    A village is under-served when it reported no group or has fewer per resident than the median
    village. Villages that did not report are listed last, without a rank. In order of priority
    every village that can be judged is listed, with the range of ranks that it takes when one
    choice of the calculation is changed.
    """
    config = configure(**options)
    lang = config.lang
    with steps(6, lang) as step:
        _, atlas = compute_atlas(config, with_people=False, progress=step)
    screen = console()
    if atlas.sample:
        screen.print(Cell(SAMPLE_BANNER.to(lang), style="bold yellow"))
    screen.print((_by_priority if order == "priority" else _by_shortfall)(atlas, top))


def _by_shortfall(atlas: Atlas, top: int | None) -> Table:
    lang = atlas.config.lang
    table = _table(atlas)
    table.add_column(Text("Kurang", "Missing").to(lang), justify="right")
    table.add_column(Text("Alasan", "Reason").to(lang))
    for gap in atlas.gaps[:top]:
        figures = (number(gap.missing, lang), gap.sentence.to(lang))
        _add(table, atlas, str(gap.rank) if gap.rank else "–", gap.kode, figures)
    return table


def _by_priority(atlas: Atlas, top: int | None) -> Table:
    lang = atlas.config.lang
    table = _table(atlas)
    table.add_column(Text("Rentang", "Range").to(lang), no_wrap=True)
    table.add_column(Text("Alasan", "Reasons").to(lang))
    for entry in atlas.priorities[:top]:
        reasons = " ".join(reason.to(lang) for reason in entry.reasons)
        figures = (f"{entry.best}–{entry.worst}", reasons)
        _add(table, atlas, str(entry.rank), entry.kode, figures)
    return table


def _table(atlas: Atlas) -> Table:
    labels, lang = atlas.config.labels, atlas.config.lang
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("No.", justify="right")
    for words in (Text("Kode", "Code"), labels.desa, labels.kecamatan):
        table.add_column(words.to(lang).capitalize(), no_wrap=words.id == "Kode")
    return table


def _add(table: Table, atlas: Atlas, rank: str, kode: str, figures: tuple[str, str]) -> None:
    village = atlas.villages.loc[kode]
    cells = (rank, kode, str(village["desa"]), str(village["kecamatan"]), *figures)
    table.add_row(*(Cell(text) for text in cells))
