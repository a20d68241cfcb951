"""Read the data dictionary: what the columns of the workspace's tables mean."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wksbm.csvfile import read_rows
from wksbm.text import Text

_COLUMNS = ("arti", "satuan", "sumber")


@dataclass(frozen=True)
class ColumnNote:
    """What one column means, its unit (may be empty) and its source, in the dictionary's words."""

    meaning: Text
    unit: Text
    source: Text


def read_dictionary(path: Path) -> dict[str, ColumnNote]:
    """
    Read a data dictionary.

    Parameters
    ----------
    path
        CSV in UTF-8 with the columns kolom, arti, satuan and sumber, and if wanted arti_en,
        satuan_en and sumber_en; where English is missing the Indonesian stands for both. Where a
        column occurs in several tables, its first entry counts.

    Returns
    -------
    dict
        Column name -> note.

    Raises
    ------
    InputError
        If the file is not there or lacks a column.
    """
    notes: dict[str, ColumnNote] = {}
    for _, row in read_rows(path, ("kolom", *_COLUMNS)):
        cells = {column: cell.strip() for column, cell in row.items()}
        texts = (
            Text(cells[column], cells.get(f"{column}_en") or cells[column]) for column in _COLUMNS
        )
        notes.setdefault(cells["kolom"], ColumnNote(*texts))
    return notes
