"""Read tables of text on the chess board, as a file is read."""

from __future__ import annotations

from pathlib import Path

from wksbm.tables.link import link_table
from wksbm.tables.model import LinkedTable
from wksbm.tables.read import read_table

from tests.board import codes
from tests.tables.linking import board

UTARA, BEJI, KEPEK, TENGAH, NGORO, BALEHARJO, SELATAN, OTHER_BEJI, POJOK = codes()


def read(folder: Path, text: str, *, name: str = "tabel.csv", **answers: str) -> LinkedTable:
    """Read and link a text table of groups."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return link_file(path, **answers)


def link_file(path: Path, **answers: str) -> LinkedTable:
    """Read and link a table of groups that is there."""
    return link_table(read_table(path, answers=answers), board(), kinds=("register", "counts"))


def figures(table: LinkedTable) -> dict[str, float]:
    """Return the groups of each village that has a figure."""
    found = table.village_figures().dropna()
    return {str(kode): float(value) for kode, value in found.items()}
