"""Read the data dictionary: what the columns of the workspace's tables mean."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geo.csvfile import read_rows

_COLUMNS = ("kolom", "arti", "satuan", "sumber")


@dataclass(frozen=True)
class ColumnNote:
    """What one column means, its unit (may be empty) and its source, in the dictionary's words."""

    meaning: str
    unit: str
    source: str


def read_dictionary(path: Path) -> dict[str, ColumnNote]:
    """
    Read a data dictionary.

    Parameters
    ----------
    path
        CSV in UTF-8 with the columns kolom, arti, satuan and sumber; where a column occurs in
        several tables, its first entry counts.

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
    for _, row in read_rows(path, _COLUMNS):
        note = ColumnNote(*(row[column].strip() for column in _COLUMNS[1:]))
        notes.setdefault(row["kolom"].strip(), note)
    return notes
