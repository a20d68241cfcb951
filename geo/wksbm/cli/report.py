"""``wksbm report``: the report for an office, as a Word document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wksbm.atlas.open_atlas import compute_atlas
from wksbm.cli.options import (
    configure,
    input_options,
    jobs_option,
    population_option,
    target_option,
)
from wksbm.cli.steps import steps
from wksbm.cli.summary import print_summary
from wksbm.errors import InputError, Problem
from wksbm.maps.spec import MapSpec, read_maps
from wksbm.outputs.report.template import read_template, shipped_template
from wksbm.outputs.report.write import FORMATS, Format, save_template, write_report
from wksbm.text import Text

_PATH = click.Path(path_type=Path)


@click.command()
@input_options
@population_option
@target_option
@jobs_option
@click.option(
    "--out",
    type=_PATH,
    metavar="FOLDER",
    help="Where to write; an earlier report there is replaced when the new one is complete. "
    "Default: laporan/ in the workspace.",
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    help="What to make; may be repeated. odt and pdf need LibreOffice. Default: docx, and the "
    "others where LibreOffice is installed.",
)
@click.option(
    "--template",
    type=_PATH,
    metavar="FILE",
    help="A .docx whose styles, header, footer and paper the report takes.",
)
@click.option(
    "--save-template",
    "copy",
    type=_PATH,
    metavar="FILE",
    help="Write a copy of the template that comes with the atlas, to be changed in Word or "
    "LibreOffice, and stop.",
)
@click.option(
    "--map",
    "chosen",
    multiple=True,
    metavar="ID",
    help="Show only this map of maps/; may be repeated. Default: all static maps.",
)
def report(
    out: Path | None,
    formats: tuple[Format, ...],
    template: Path | None,
    copy: Path | None,
    chosen: tuple[str, ...],
    jobs: int | None,
    **options: Any,
) -> None:
    """Write the report: findings, the study's profile, maps, under-served villages, sources.

    A Word document in the language of --lang, made from a template that an office can restyle;
    also as ODT and PDF where LibreOffice is installed. The pictures lie beside it, with a list of
    their captions and alternative texts (gambar.csv).
    """
    if copy is not None:
        _save(copy)
        return
    config = configure(**options)
    look = read_template(template)
    maps = chosen_maps(read_maps(config.root / "maps"), chosen)
    target = (out or config.root / "laporan").absolute()
    notices: list[Text] = []
    with steps(14 + len(maps), config.lang) as step:
        inputs, atlas = compute_atlas(config, progress=step, detail=step.detail)
        written = write_report(
            atlas,
            inputs,
            maps,
            target,
            formats=formats,
            template=look,
            jobs=jobs,
            progress=step,
            notice=notices.append,
        )
    print_summary(inputs, (*notices, *atlas.notes, *atlas.remarks))
    for path in written:
        click.echo(str(path))
    if not formats and len(written) < len(FORMATS):
        words = Text(
            "LibreOffice tidak ditemukan: hanya DOCX yang dibuat.",
            "LibreOffice was not found: only the DOCX was made.",
        )
        click.echo(words.to(config.lang), err=True)


def chosen_maps(maps: tuple[MapSpec, ...], chosen: tuple[str, ...]) -> tuple[MapSpec, ...]:
    """
    Return the static maps, or those of them that were named.

    Raises
    ------
    InputError
        With every name that is no static map's.
    """
    static = {spec.id: spec for spec in maps if spec.kind == "static"}
    wrong = [name for name in chosen if name not in static]
    if wrong:
        known = ", ".join(static)
        raise InputError(
            Problem(
                Text("tidak ada peta statis bernama ini", "there is no static map of this name"),
                file="--map",
                found=name,
                expected=Text(known, known),
            )
            for name in wrong
        )
    return tuple(static.values()) if not chosen else tuple(static[name] for name in chosen)


def _save(path: Path) -> None:
    save_template(shipped_template(), path)
    click.echo(str(path))
