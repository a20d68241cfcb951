"""What every format shares: a book of worksheets that are read one at a time, safe zips."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from wksbm.errors import InputError, Problem
from wksbm.limits import limits
from wksbm.tables.grid import Cell, Grid
from wksbm.text import Text

LAST_COLUMN = 16_384
_MOST_RATIO = 400
_SMALL_BYTES = 50_000_000


@dataclass(frozen=True)
class Worksheet:
    """
    One worksheet of a workbook, or the whole of a text table.

    Parameters
    ----------
    title
        Its name; "" for a text table.
    hidden
        True when the file hides it; None when its format cannot tell.
    read
        Reads its cells; raises `InputError`.
    """

    title: str
    hidden: bool | None
    read: Callable[[], Grid]


@dataclass(frozen=True)
class Book:
    """
    What a file holds.

    Parameters
    ----------
    sheets
        Its worksheets in the file's order.
    notes
        How the file was read, and what its format cannot tell.
    """

    sheets: tuple[Worksheet, ...]
    notes: tuple[Problem, ...] = ()


def open_zip(data: bytes, file: str) -> zipfile.ZipFile:
    """
    Open a workbook's zip.

    Raises
    ------
    InputError
        If it is damaged or would unpack to more than a table can need.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError(damaged(file, error)) from error
    bloated = unpacked > _SMALL_BYTES and unpacked > _MOST_RATIO * len(data)
    if bloated or unpacked > limits().workbook_mb * 1_000_000:
        raise InputError(
            Problem(
                Text(
                    "berkas ini mengembang tidak wajar saat dibuka (bom zip)",
                    "the file unpacks to an unreasonable size (zip bomb)",
                ),
                file=file,
                found=f"{len(data)} -> {unpacked} B",
                cure=Text(
                    "Salin tabelnya ke berkas baru lalu simpan",
                    "Copy the table into a new file and save that",
                ),
            )
        )
    return archive


def damaged(file: str, error: Exception) -> Problem:
    """Return the problem of a workbook that cannot be read."""
    if "Forbidden" in type(error).__name__ or "Forbidden" in type(error.__cause__).__name__:
        return Problem(
            Text("berkas berisi entitas XML, yang dapat merusak", "the file holds XML entities"),
            file=file,
            cure=Text(
                "Salin tabelnya ke berkas baru lalu simpan",
                "Copy the table into a new file and save that",
            ),
        )
    return Problem(
        Text("berkas rusak atau tidak lengkap", "the file is damaged or incomplete"),
        file=file,
        found=f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}",
        cure=Text("Buka dan simpan ulang di Excel", "Open it and save it again in Excel"),
    )


def plain_number(value: float) -> str:
    """Write a number of a spreadsheet as a text with a decimal point, to 15 digits."""
    return str(value) if isinstance(value, int) else format(value, ".15g")


def cell_text(value: object) -> Cell:
    """Write the value of a spreadsheet's cell as a text; say whether it is a number."""
    if isinstance(value, bool):
        return str(value).upper(), False
    if isinstance(value, int | float):
        return plain_number(value), True
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat(), False
    return str(value), False
