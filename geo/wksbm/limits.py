"""What a file may cost: every limit of the atlas, in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, replace

from wksbm.errors import Problem
from wksbm.text import Text, fill


def _limit(default: int, id: str, en: str) -> int:  # noqa: A002
    meaning: int = field(default=default, metadata={"meaning": Text(id, en)})
    return meaning


@dataclass(frozen=True)
class Limits:
    """The most that one file may hold or cost; each can be raised with ``--limit NAME=NUMBER``."""

    file_mb: int = _limit(1_000, "ukuran satu berkas, MB", "size of a file, MB")
    text_kb: int = _limit(
        4_000, "ukuran berkas TOML atau CSV milik atlas, KB", "size of the atlas's TOML or CSV, KB"
    )
    unpacked_mb: int = _limit(
        4_096, "isi zip atau kolom Parquet setelah dibuka, MB", "a zip or Parquet unpacked, MB"
    )
    workbook_mb: int = _limit(1_500, "buku kerja setelah dibuka, MB", "a workbook unpacked, MB")
    members: int = _limit(20_000, "berkas di dalam satu zip", "files in a zip")
    datasets: int = _limit(
        500,
        "kumpulan data batas dalam satu zip atau folder",
        "boundary data sets in a zip or folder",
    )
    features: int = _limit(1_000_000, "bidang dalam satu lapisan", "features in a layer")
    crossings: int = _limit(
        5_000,
        "perpotongan garis dalam bentuk yang harus diperbaiki",
        "crossings of lines in shapes that must be repaired",
    )
    arc_uses: int = _limit(
        1_000, "pemakaian satu garis TopoJSON oleh bidang", "uses of one arc of a TopoJSON"
    )
    rows: int = _limit(2_000_000, "baris dalam satu lembar", "rows of a sheet")
    columns: int = _limit(1_000, "kolom yang berisi dalam satu lembar", "filled columns of a sheet")
    cells: int = _limit(100_000_000, "sel yang berisi dalam satu lembar", "filled cells of a sheet")
    repeated: int = _limit(
        1_000_000,
        "sel ODS yang ditulis sekali dan diulang",
        "cells of an ODS that are written once and repeated",
    )
    cell: int = _limit(131_072, "huruf dalam satu sel", "characters of a cell")
    heading: int = _limit(2_000, "huruf dalam satu judul kolom", "characters of a heading")
    seconds: int = _limit(
        8,
        "detik prosesor untuk satu berkas, ditambah 2 detik untuk tiap MB",
        "seconds of processor time for a file, and 2 seconds more for each MB of it",
    )
    memory_mb: int = _limit(
        800,
        "MB memori untuk satu berkas, ditambah 60 MB untuk tiap MB",
        "MB of memory for a file, and 60 MB more for each MB of it",
    )

    @property
    def file_bytes(self) -> int:
        """The size of a file, in bytes."""
        return self.file_mb * 1_000_000

    def processor_seconds(self, size: int) -> float:
        """Return the processor time that a file of `size` bytes may take."""
        return self.seconds + 2 * size / 1e6

    def memory_bytes(self, size: int) -> int:
        """Return the memory that reading a file of `size` bytes may add."""
        return self.memory_mb * 1_000_000 + 60 * size


MEANINGS: Mapping[str, Text] = {one.name: one.metadata["meaning"] for one in fields(Limits)}
"""What each limit is of."""

_ACTIVE: ContextVar[Limits] = ContextVar("wksbm_limits", default=Limits())  # noqa: B039


def limits() -> Limits:
    """Return the limits that hold here."""
    return _ACTIVE.get()


@contextmanager
def raised(**changes: int) -> Iterator[Limits]:
    """
    Let other limits hold within the block.

    Examples
    --------
    >>> with raised(rows=5):
    ...     limits().rows
    5
    """
    token = _ACTIVE.set(replace(limits(), **changes))
    try:
        yield limits()
    finally:
        _ACTIVE.reset(token)


def exceeded(
    name: str,
    file: str,
    *,
    found: int | str | None = None,
    row: int | None = None,
    most: float | None = None,
    cure: Text | None = None,
) -> Problem:
    """
    Return the problem of a file that goes beyond a limit.

    Parameters
    ----------
    name
        The limit, a field of `Limits`.
    file
        The file.
    found
        How much it holds, where that is known.
    row
        Where it was met.
    most
        What holds for this file, where that depends on its size; None for the limit itself.
    cure
        What a person can do; None tells to look at the file and names the option.
    """
    allowed = getattr(limits(), name) if most is None else most
    usual = Text(
        "Pastikan ini berkas yang benar; bila ya, naikkan batasnya dengan --limit {name}=ANGKA",
        "Make sure that this is the right file; if so, raise the limit with --limit {name}=NUMBER",
    )
    return Problem(
        fill(
            Text("melampaui batas: {meaning}", "beyond a limit: {meaning}"), meaning=MEANINGS[name]
        ),
        file=file,
        row=row,
        found=None if found is None else _grouped(found),
        expected=fill(Text("paling banyak {most}", "at most {most}"), most=_grouped(allowed)),
        cure=fill(cure or usual, name=name),
    )


def _grouped(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:_.0f}".replace("_", " ")
