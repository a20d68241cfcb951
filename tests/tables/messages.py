"""What the reading of a table says: its refusals and its notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from wksbm.errors import InputError
from wksbm.tables.model import RawTable
from wksbm.tables.read import read_table


def told(table: RawTable) -> str:
    return " ".join(note.render("en") for note in table.notes)


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_table(path)
    return "\n".join(problem.render("en") for problem in caught.value.problems)
