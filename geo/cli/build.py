"""``wksbm build``: read, link, compute and write the whole atlas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from geo.cli.options import configure, input_options
from geo.cli.steps import steps
from geo.cli.summary import print_summary
from geo.layers.build import build_atlas
from geo.layers.inputs import read_inputs
from geo.maps.spec import read_maps
from geo.outputs.write import write_outputs
from geo.text import Text


@click.command()
@input_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to write; an earlier atlas there is replaced when the new one is complete. "
    "Default: out/ in the workspace.",
)
def build(out: Path | None, **options: Any) -> None:
    """Build the atlas: maps, tables and data files from boundaries and group data.

    Without options it builds what atlas.toml names. Open index.html in the output folder
    afterwards; it needs no internet.
    """
    config = configure(**options)
    maps = read_maps(config.root / "maps")
    target = (out or config.root / "out").absolute()
    with steps(9 + len(maps), config.lang) as step:
        inputs = read_inputs(config, progress=step)
        step(Text("menghitung indikator", "computing indicators"))
        atlas = build_atlas(
            config, inputs.boundaries, inputs.groups, inputs.attributes, inputs.specs
        )
        write_outputs(atlas, inputs, maps, target, progress=step)
    print_summary(inputs, atlas.notes)
    done = Text("Selesai. Buka:", "Done. Open:").to(config.lang)
    click.echo(f"{done} {target / 'index.html'}")
