"""Read a file within its budget: regular files only, and watched by the process that started us.

``wksbm`` runs each command in a child process (`wksbm.cli.guard`). Here the child says which file
it is reading and what that may cost; the parent looks at its clock and memory meanwhile, and ends
it when a file takes more. So the budget holds for every library that reads, whatever it does.
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psutil

from wksbm.errors import InputError, Problem
from wksbm.limits import exceeded, limits
from wksbm.text import Text

CHANNEL = "WKSBM_WATCHED"
"""Environment variable with the file in which the child says what it reads."""


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """
    Let a block read `path`, a file or a folder, within its budget.

    Raises
    ------
    InputError
        If it is neither a regular file nor a folder (a device, a pipe), is too large, or takes
        more memory or a deeper nesting than can be had.
    """
    size = check_file(path)
    try:
        with _watched(path.name, size):
            yield
    except (MemoryError, RecursionError) as error:
        raise InputError(_too_much(path.name, error)) from error


def private_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder for copies; it goes even when this process is ended while it reads."""
    watched = os.environ.get(CHANNEL)
    place = Path(watched).parent if watched else None
    return tempfile.TemporaryDirectory(prefix="wksbm-", dir=place)


@contextmanager
def _watched(name: str, size: int) -> Iterator[None]:
    """Say what is read, and afterwards what was read before it."""
    if not os.environ.get(CHANNEL):
        yield
        return
    channel = Path(os.environ[CHANNEL])
    before = current_budget(channel)
    _report(channel, Budget.of(name, size))
    try:
        yield
    finally:
        _report(channel, before)


def more_time(seconds: float) -> None:
    """
    Let what is being read take longer, by work whose cost is known beforehand.

    Parameters
    ----------
    seconds
        Of processor time. Nothing happens where nobody watches, or nothing is read.
    """
    if os.environ.get(CHANNEL):
        channel = Path(os.environ[CHANNEL])
        budget = current_budget(channel)
        if budget.file:
            _report(channel, replace(budget, seconds=budget.seconds + seconds))


def check_file(path: Path) -> int:
    """
    Return the size in bytes of a regular file, or of the files in a folder; 0 if there is none.

    Raises
    ------
    InputError
        If it is a device, a pipe or a socket, or larger than the limit.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            sizes = (entry.stat() for entry in path.iterdir() if entry.is_file())
            return sum(one.st_size for one in sizes)
    except (OSError, ValueError):
        return 0
    if not stat.S_ISREG(status.st_mode):
        raise InputError(
            Problem(
                Text(
                    "ini bukan berkas biasa, melainkan perangkat atau pipa",
                    "this is no regular file but a device or a pipe",
                ),
                file=path.name,
                cure=Text("Sebutkan berkas yang tersimpan", "Name a file that is stored on a disk"),
            )
        )
    if status.st_size > limits().file_bytes:
        raise InputError(exceeded("file_mb", path.name, found=status.st_size // 1_000_000))
    return status.st_size


def check_text(path: Path) -> None:
    """Raise InputError for one of the atlas's own TOML or CSV files that is far too large."""
    size = check_file(path)
    if size > limits().text_kb * 1_000:
        raise InputError(exceeded("text_kb", path.name, found=size // 1_000))


@dataclass(frozen=True)
class Budget:
    """
    What is being read, and what it may cost.

    Parameters
    ----------
    file
        Its name; empty while nothing is read.
    processor, memory
        Processor seconds and bytes of memory that the process had used before.
    seconds, bytes
        How much may be added to them.
    """

    file: str = ""
    processor: float = 0.0
    memory: int = 0
    seconds: float = 0.0
    bytes: int = 0

    @classmethod
    def of(cls, file: str, size: int) -> Budget:
        """Return the budget of a file of `size` bytes that is read from now on."""
        return cls(
            file,
            time.process_time(),
            psutil.Process().memory_info().rss,
            limits().processor_seconds(size),
            limits().memory_bytes(size),
        )


def current_budget(channel: Path) -> Budget:
    """Return what the child reads now; nothing where it is just writing that down."""
    try:
        return Budget(**json.loads(channel.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Budget()


def _report(channel: Path, budget: Budget) -> None:
    channel.write_text(json.dumps(asdict(budget)), encoding="utf-8")


def _too_much(name: str, error: Exception) -> Problem:
    if isinstance(error, RecursionError):
        return Problem(
            Text("isinya bersarang terlalu dalam", "its content is nested too deeply"),
            file=name,
            cure=Text("Minta berkas lain dari pengirimnya", "Ask the sender for another file"),
        )
    return exceeded("memory_mb", name)
