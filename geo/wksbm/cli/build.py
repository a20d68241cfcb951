"""``wksbm build``: read, link, compute and write the whole atlas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wksbm.atlas.inputs import Inputs
from wksbm.atlas.open_atlas import compute_atlas
from wksbm.cli.options import (
    basemap_option,
    configure,
    input_options,
    jobs_option,
    population_option,
    target_option,
)
from wksbm.cli.steps import steps
from wksbm.cli.summary import print_summary
from wksbm.maps.spec import read_maps
from wksbm.outputs.write import write_outputs
from wksbm.tables.learn import append_aliases, new_aliases
from wksbm.text import Text


@click.command()
@input_options
@population_option
@target_option
@basemap_option
@jobs_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to write; an earlier atlas there is replaced when the new one is complete. "
    "Default: out/ in the workspace.",
)
@click.option(
    "--learn",
    is_flag=True,
    help="With --corrections: remember the corrected spellings in the workspace's aliases.csv.",
)
def build(out: Path | None, learn: bool, jobs: int | None, **options: Any) -> None:
    """Build the atlas: maps, tables and data files from boundaries and group data.

    Without options it builds what atlas.toml names. Open index.html in the output folder
    afterwards; it needs no internet.
    """
    config = configure(**options)
    if learn and not (config.corrections and config.aliases):
        raise click.UsageError(
            Text(
                "--learn memerlukan --corrections, dan aliases dalam atlas.toml",
                "--learn needs --corrections, and aliases in atlas.toml",
            ).to(config.lang)
        )
    maps = read_maps(config.root / "maps")
    target = (out or config.root / "out").absolute()
    notices: list[Text] = []
    with steps(14 + len(maps), config.lang) as step:
        inputs, atlas = compute_atlas(config, progress=step, detail=step.detail)
        changes = write_outputs(
            atlas, inputs, maps, target, jobs=jobs, progress=step, notice=notices.append
        )
    compared = () if changes is None else (changes.sentence,)
    print_summary(inputs, (*notices, *atlas.notes, *atlas.remarks, *compared))
    if learn:
        _learn(inputs)
    done = Text("Selesai. Buka:", "Done. Open:").to(config.lang)
    click.echo(f"{done} {target / 'index.html'}")


def _learn(inputs: Inputs) -> None:
    config = inputs.config
    if config.aliases is None or config.corrections is None:
        return
    learned = new_aliases(inputs.tables, inputs.boundaries, inputs.aliases)
    if learned:
        append_aliases(config.aliases, learned, config.corrections.name)
    words = Text("ejaan baru diingat", "new spellings remembered").to(config.lang)
    click.echo(f"{len(learned)} {words}: {config.aliases}", err=True)
