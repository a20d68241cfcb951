"""Tell in a few lines what the inputs were and what became of every row."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text as Cell

from wksbm.atlas.inputs import Inputs
from wksbm.cli.console import console
from wksbm.errors import Problem
from wksbm.personal.numbers import masked_text
from wksbm.text import Text, number

_COLUMNS = (
    ("rows", Text("baris", "rows")),
    ("linked", Text("tertaut", "linked")),
    ("ambiguous", Text("meragukan", "ambiguous")),
    ("unmatched", Text("tak ditemukan", "unmatched")),
    ("rejected", Text("ditolak", "rejected")),
    ("conflicts", Text("bertentangan", "conflicts")),
)
_SHOWN = 12


def print_summary(inputs: Inputs, notes: Sequence[Text]) -> None:
    """
    Print the summary of a build to stderr, leaving stdout to the result.

    Parameters
    ----------
    inputs
        Boundaries and linked tables.
    notes
        Sentences about what was left out.
    """
    lang = inputs.config.lang
    screen = console(stderr=True)
    report = inputs.boundaries.report
    area = number(report.area_km2, lang, decimals=2)
    villages, features = number(report.villages, lang), number(report.features, lang)
    screen.print(
        Text(
            f"Batas: {villages} wilayah dari {features} fitur, {area} km², "
            f"skema {report.schema}, {report.crs}.",
            f"Boundaries: {villages} areas of {features} features, {area} km², "
            f"schema {report.schema}, {report.crs}.",
        ).to(lang),
        soft_wrap=True,
    )
    index = inputs.boundaries.villages.index
    reports = [table.to_json(index, lang) for table in inputs.tables]
    if reports:
        table = Table(box=box.SIMPLE_HEAD)
        table.add_column(Text("tabel", "table").to(lang), overflow="fold")
        for _, words in _COLUMNS:
            table.add_column(words.to(lang), justify="right")
        for entry in reports:
            figures = (number(entry[key], lang) for key, _ in _COLUMNS)
            table.add_row(Cell(entry["table"]), *figures)
        screen.print(table)
    problems = [*report.problems, *_table_problems(inputs)]
    for line in [*(problem.render(lang) for problem in problems[:_SHOWN])]:
        screen.print(f"  • {line}", soft_wrap=True)
    if len(problems) > _SHOWN:
        more = len(problems) - _SHOWN
        screen.print(
            Text(
                f"  … dan {more} catatan lagi dalam laporan.",
                f"  … and {more} more notes in the reports.",
            ).to(lang)
        )
    for note in notes:
        screen.print(f"  • {masked_text(note.to(lang))}", soft_wrap=True)


def _table_problems(inputs: Inputs) -> list[Problem]:
    return [problem for table in inputs.tables for problem in (*table.raw.notes, *table.problems)]
