"""``wksbm check``: look at the inputs only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wksbm.atlas.inputs import read_inputs
from wksbm.cli.options import configure, input_options
from wksbm.cli.steps import steps
from wksbm.cli.summary import print_summary
from wksbm.maps.spec import read_maps
from wksbm.outputs.write import write_check
from wksbm.text import Text


@click.command()
@input_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Also write the reports (data/*.json, data/perlu_diperiksa.xlsx) into this folder.",
)
def check(out: Path | None, **options: Any) -> None:
    """Check the inputs without drawing maps.

    Tells how every row of every table was linked and what was mended in the boundaries.
    """
    config = configure(**options)
    read_maps(config.root / "maps")
    with steps(5, config.lang) as step:
        inputs = read_inputs(config, progress=step)
    notices: list[Text] = []
    if out is not None:
        write_check(inputs, out.absolute(), notice=notices.append)
    print_summary(inputs, (*notices, *inputs.notes))
