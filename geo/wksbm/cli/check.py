"""``wksbm check``: look at the inputs only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from wksbm.atlas.inputs import Inputs, read_inputs
from wksbm.cli.ask import ask, remember_answers
from wksbm.cli.options import configure, input_options
from wksbm.cli.steps import steps
from wksbm.cli.summary import print_summary
from wksbm.config import AtlasConfig
from wksbm.errors import AtlasError, Problem
from wksbm.maps.spec import read_maps
from wksbm.outputs.write import write_check
from wksbm.tables.reading.question import Question, QuestionError
from wksbm.tables.reading.report import Reading
from wksbm.text import Lang, Text


@click.command()
@input_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Also write the reports (data/*.json, data/perlu_diperiksa.xlsx) into this folder.",
)
@click.option(
    "--ask",
    "asks",
    is_flag=True,
    help="Ask here what is doubtful about a table, with numbered answers.",
)
@click.option(
    "--remember",
    is_flag=True,
    help="Write the answers into the TOML file beside each table; they hold as long as its "
    "headings stay the same.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print how each table is read, and what is asked, as JSON.",
)
def check(out: Path | None, asks: bool, remember: bool, as_json: bool, **options: Any) -> None:
    """Check the inputs without drawing maps.

    Tells how every table was read, how every row of it was linked, and what was mended in the
    boundaries. What could be read in two ways is asked, with the words that answer it.
    """
    config = configure(**options)
    read_maps(config.root / "maps")
    try:
        inputs = _read(config, asks=asks)
    except AtlasError as error:
        if as_json:
            click.echo(_json(error, config.lang))
        raise
    if remember:
        remember_answers(inputs)
    notices: list[Text] = []
    if out is not None:
        write_check(inputs, out.absolute(), notice=notices.append)
    print_summary(inputs, (*inputs.remarks, *notices))
    if as_json:
        click.echo(_json(inputs, config.lang))


def _read(config: AtlasConfig, *, asks: bool) -> Inputs:
    while True:
        try:
            with steps(5, config.lang) as step:
                return read_inputs(config, progress=step)
        except QuestionError as error:
            if not asks or error.others:
                raise
            answers = ask(error.questions, config.lang)
            config = replace(config, answers=(*config.answers, *answers))


def _json(found: Inputs | AtlasError, lang: Lang) -> str:
    """Return readings, questions and problems: the same data that a page would show."""
    readings: Mapping[str, Reading] = {}
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    if isinstance(found, Inputs):
        readings = {table.raw.name: table.reading for table in found.tables if table.reading}
    else:
        problems = found.problems
        if isinstance(found, QuestionError):
            readings, questions, problems = found.readings, found.questions, found.others
    value = {
        "tables": [
            {"table": name, "reading": reading.to_json(lang)} for name, reading in readings.items()
        ],
        "questions": [question.to_json(lang) for question in questions],
        "problems": [problem.render(lang) for problem in problems],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)
