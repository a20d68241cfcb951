"""A table while its rows are being sorted out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from wksbm.errors import Problem
from wksbm.tables.headings import heading_key, role_of
from wksbm.tables.listing import listed
from wksbm.tables.numbers import is_numeric, read_numbers
from wksbm.tables.reading.answers import Answers
from wksbm.tables.reading.blocks import Block
from wksbm.tables.reading.columns import UNKNOWN_ROLES, Finder
from wksbm.tables.reading.model import Checksum, Doubt, LeftOut, Reason
from wksbm.tables.reading.vocabulary import Vocabulary
from wksbm.text import Text

_NO_MEASURE = ("ordinal", "personal", "meta", "tahun_berdiri", "lon", "lat", "kode", "kode_bps")
_SAMPLE = 5_000
_MOST_TEXT = 200


@dataclass
class Table:
    """
    Rows of a block, and what is known about them.

    Parameters
    ----------
    block
        What was cut out of the sheet; its cells change while rows are left out.
    file
        Name of the file, for messages.
    vocabulary, answers
        What the boundary layer and the person know.
    """

    block: Block
    file: str
    vocabulary: Vocabulary
    answers: Answers
    totals: dict[int, dict[str, str]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    checksums: list[Checksum] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    dash_is_zero: bool = False

    def __post_init__(self) -> None:
        self.roles = {name: role_of(name) for name in self.cells.columns}
        if "desa" not in self.roles.values():
            finder = Finder(self.file, self.cells, self.vocabulary, self.answers)
            self.roles |= {
                name: role
                for role in ("kode", "desa", "kecamatan", "nama_kelompok")
                for name in finder.by_role.get(role, [])
            }
        for name in self.block.masked:
            if self.roles.get(name) in UNKNOWN_ROLES:
                self.roles[name] = "personal"

    @property
    def cells(self) -> pd.DataFrame:
        """The rows that are left."""
        return self.block.cells

    @property
    def shown(self) -> list[str]:
        """The columns that a report of rows may quote."""
        return [name for name in self.cells.columns if self.roles.get(name) != "personal"]

    def first(self, *roles: str) -> str:
        """Return the first column of one of the roles, or ``""``."""
        for role in roles:
            for name, found in self.roles.items():
                if found == role:
                    return name
        return ""

    def columns(self, *roles: str) -> list[str]:
        """Return the columns of some roles."""
        return [name for name, role in self.roles.items() if role in roles]

    def leave_out(self, rows: Sequence[int], reason: Reason) -> None:
        """Leave rows out; their text stays in the report."""
        if not rows:
            return
        shown = self.shown
        for row, texts in zip(
            rows, self.cells.loc[list(rows), shown].itertuples(index=False), strict=True
        ):
            text = " | ".join(cell for cell in texts if cell)[:_MOST_TEXT]
            self.left_out.append(LeftOut(int(row), reason, text))
        self.block.cells = self.cells.drop(index=list(rows))
        if self.block.numeric is not None:
            self.block.numeric = self.block.numeric.drop(index=list(rows))

    def note(self, what: Text, rows: Sequence[int] = (), column: str | None = None) -> None:
        """Note what was done, and with which rows."""
        words = listed(what, list(rows)) if rows else what
        self.notes.append(Problem(words, file=self.file, column=column))

    def set_column(self, name: str, values: pd.Series[str], role: str, at: int = 0) -> None:
        """Put in a column that the layout gives: a section's name for its rows."""
        cells = self.cells.copy()
        if name in cells:
            cells[name] = values
        else:
            cells.insert(at, name, values)
            if self.block.numeric is not None:
                self.block.numeric = self.block.numeric.copy()
                self.block.numeric.insert(at, name, False)
        self.block.cells = cells
        self.block.levels[name] = (name,)
        self.roles = {column: self.roles.get(column, role) for column in cells.columns}

    def matching(self, name: str, test: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
        """Tell which rows have a cell that passes a test; each different text is tested once."""
        codes, texts = pd.factorize(self.cells[name])
        return np.array([bool(text) and test(str(text)) for text in texts], dtype=bool)[codes]

    def measures(self) -> list[str]:
        """Return the columns that hold figures."""
        return [
            name
            for name, role in self.roles.items()
            if role not in _NO_MEASURE
            and heading_key(name) not in ("rt", "rw")
            and is_numeric(self.cells[name].head(_SAMPLE))
        ]

    def figures(self, names: Sequence[str]) -> pd.DataFrame:
        """Return columns as numbers; NaN where there is none or it cannot be read."""
        return pd.DataFrame(
            {
                name: read_numbers(
                    self.cells[name],
                    None if self.block.numeric is None else self.block.numeric[name],
                ).values
                for name in names
            },
            index=self.cells.index,
        )
