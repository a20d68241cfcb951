"""Ask a person about tables: numbered answers, in plain lines that a screen reader reads."""

from __future__ import annotations

from collections.abc import Sequence

import click

from wksbm.atlas.inputs import Inputs
from wksbm.tables.read import signature_of
from wksbm.tables.reading.answers import remember
from wksbm.tables.reading.question import Question
from wksbm.text import Lang, Text


def ask(questions: Sequence[Question], lang: Lang) -> list[tuple[str, str, str]]:
    """
    Ask each question until it has an answer.

    Parameters
    ----------
    questions
        What is doubtful.
    lang
        Language of the questions.

    Returns
    -------
    list of (file name, key, value)
    """
    answers = []
    for number, question in enumerate(questions, 1):
        of = Text("dari", "of").to(lang)
        word = Text("Pertanyaan", "Question").to(lang)
        click.echo(f"{word} {number} {of} {len(questions)}. {question.table}", err=True)
        click.echo(f"{question.what.to(lang)}", err=True)
        for place, option in enumerate(question.options, 1):
            click.echo(f"  {place}. {option.describe(lang)}", err=True)
        chosen = click.prompt(
            Text("Nomor jawaban", "Number of the answer").to(lang),
            type=click.IntRange(1, len(question.options)),
            err=True,
        )
        option = question.options[chosen - 1]
        click.echo(option.answer, err=True)
        answers.append((question.table, question.key, option.value))
    return answers


def remember_answers(inputs: Inputs) -> None:
    """Write the answers that were given into the sidecars of their tables, and say so."""
    config = inputs.config
    paths = {
        path.name: path
        for path in (config.groups, *config.attributes, *config.own_attributes)
        if path is not None
    }
    for table in inputs.tables:
        if table.raw.answers and table.raw.name in paths:
            beside = remember(paths[table.raw.name], table.raw.answers, signature_of(table.raw))
            where = Text("jawaban diingat di", "answers remembered in").to(config.lang)
            click.echo(f"{where} {beside}", err=True)
