"""Read the data dictionary: what the columns of the workspace's tables mean."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from geo.errors import ContentError, Problem
from geo.text import Text

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
    ContentError
        If the file is not there or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ContentError(
            Problem(
                Text("kamus data tidak dapat dibaca", "the data dictionary cannot be read"),
                file=path.name,
                found=str(error),
            )
        ) from error
    missing = [column for column in _COLUMNS if rows and column not in rows[0]]
    if missing:
        raise ContentError(
            Problem(
                Text("kolom kamus data tidak ada", "a column of the data dictionary is missing"),
                file=path.name,
                column=column,
            )
            for column in missing
        )
    notes: dict[str, ColumnNote] = {}
    for row in rows:
        note = ColumnNote(*((row[column] or "").strip() for column in _COLUMNS[1:]))
        notes.setdefault((row["kolom"] or "").strip(), note)
    return notes
