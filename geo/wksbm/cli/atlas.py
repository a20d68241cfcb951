"""``wksbm atlas``: the atlas as one PDF, a page for each sub-district."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wksbm.atlas.open_atlas import compute_atlas
from wksbm.cli.options import configure, input_options, population_option, target_option
from wksbm.cli.report import chosen_maps
from wksbm.cli.steps import steps
from wksbm.cli.summary import print_summary
from wksbm.maps.spec import read_maps
from wksbm.outputs.book import write_book
from wksbm.text import Text


@click.command()
@input_options
@population_option
@target_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to write; an earlier atlas there is replaced when the new one is complete. "
    "Default: buku/ in the workspace.",
)
@click.option(
    "--map",
    "chosen",
    metavar="ID",
    help="Which map of maps/ to draw; it must colour areas. Default: the first one that does.",
)
def atlas(out: Path | None, chosen: str | None, **options: Any) -> None:
    """Make the atlas as one PDF: overview, a page for each sub-district, index of villages.

    Each page has the sub-district's map with its neighbours in grey, what is on record there in
    sentences, and a table of its villages. Bookmarks, contents and index lead to the pages.
    """
    config = configure(**options)
    maps = chosen_maps(read_maps(config.root / "maps"), (chosen,) if chosen else ())
    target = (out or config.root / "buku").absolute()
    notices: list[Text] = []
    with steps(35, config.lang) as step:
        inputs, built = compute_atlas(config, progress=step, detail=step.detail)
        written = write_book(built, inputs, maps, target, progress=step, notice=notices.append)
    print_summary(inputs, (*notices, *built.notes, *built.remarks))
    click.echo(str(written))
