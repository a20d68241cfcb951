"""Read the atlas's own small CSV files: commas, UTF-8, known columns."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from wksbm.errors import InputError, Problem
from wksbm.limits import limits
from wksbm.reading import check_text
from wksbm.text import Text, both


def read_rows(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """
    Read the rows of a CSV that has at least the given columns.

    Parameters
    ----------
    path
        The file; commas, UTF-8 with or without a byte-order mark.
    columns
        Columns that it must have; others may stand beside them.

    Returns
    -------
    list of (row, cells)
        Row number as a spreadsheet shows it, and the text of each column (``""`` where the row
        is too short). Blank rows are left out.

    Raises
    ------
    InputError
        If the file cannot be read or lacks a column.
    """
    check_text(path)
    csv.field_size_limit(limits().cell)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restval="")
            headings = list(reader.fieldnames or [])
            missing = [column for column in columns if column not in headings]
            if missing:
                raise InputError(
                    Problem(
                        Text("kolom tidak ada", "a column is missing"),
                        file=path.name,
                        row=1,
                        column=", ".join(missing),
                        found=",".join(headings) if len(missing) < len(columns) else None,
                        expected=both(",".join(columns)),
                    )
                )
            return [
                (row, {heading: cells[heading] for heading in headings})
                for row, cells in enumerate(reader, 2)
                if any(cells[heading].strip() for heading in headings)
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            Problem(
                Text("berkas CSV tidak dapat dibaca", "the CSV file cannot be read"),
                file=path.name,
                found=str(error),
                expected=Text("CSV dengan koma, UTF-8", "CSV with commas, UTF-8"),
            )
        ) from error
