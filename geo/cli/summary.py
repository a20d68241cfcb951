"""Tell in a few lines what the inputs were and what became of every row."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text as Cell

from geo.errors import Problem
from geo.layers.inputs import Inputs
from geo.text import Text, number

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
    Print the account of a build to stderr, leaving stdout to the result.

    Parameters
    ----------
    inputs
        Boundaries and linked tables.
    notes
        Sentences about what was left out.
    """
    lang = inputs.config.lang
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    report = inputs.boundaries.report
    area = number(report.area_km2, lang, decimals=2)
    console.print(
        Text(
            f"Batas: {report.villages} wilayah dari {report.features} fitur, {area} km², "
            f"skema {report.schema}, {report.crs}.",
            f"Boundaries: {report.villages} areas of {report.features} features, {area} km², "
            f"schema {report.schema}, {report.crs}.",
        ).to(lang)
    )
    villages = inputs.boundaries.villages.index
    reports = [table.to_json(villages, lang) for table in inputs.tables]
    if reports:
        table = Table(box=box.SIMPLE_HEAD)
        table.add_column(Text("tabel", "table").to(lang), overflow="fold")
        for _, words in _COLUMNS:
            table.add_column(words.to(lang), justify="right")
        for entry in reports:
            figures = (number(entry[key], lang) for key, _ in _COLUMNS)
            table.add_row(Cell(entry["table"]), *figures)
        console.print(table)
    problems = [*report.problems, *_table_problems(inputs)]
    for line in [*(problem.render(lang) for problem in problems[:_SHOWN])]:
        console.print(f"  • {line}")
    if len(problems) > _SHOWN:
        more = len(problems) - _SHOWN
        console.print(
            Text(
                f"  … dan {more} catatan lagi dalam laporan.",
                f"  … and {more} more notes in the reports.",
            ).to(lang)
        )
    for note in notes:
        console.print(f"  • {note.to(lang)}")


def _table_problems(inputs: Inputs) -> list[Problem]:
    return [problem for table in inputs.tables for problem in (*table.raw.notes, *table.problems)]
