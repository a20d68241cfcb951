"""Run a command in a child process, and end it when a file takes more than it may.

Only the standard library, psutil and the limits are imported here, so that the parent costs a
few dozen milliseconds. Pictures and tables travel nowhere: the child is the whole command.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from wksbm.errors import Problem
from wksbm.limits import exceeded
from wksbm.reading import CHANNEL, Budget, current_budget
from wksbm.text import Text

_POLL_SECONDS = 0.1
_WALL = 10
_PASSED_ON = (signal.SIGINT, signal.SIGTERM)
_SOURCE = "import sys; sys.path[:] = {path!r}; from wksbm.cli import main; main()"


def run_watched(arguments: Sequence[str], interrupts: Sequence[int]) -> int:
    """
    Run one command in a child process.

    Parameters
    ----------
    arguments
        As on the command line.
    interrupts
        Grows by each signal that this process is sent; the child gets it too.

    Returns
    -------
    int
        The child's exit code; 1 when a file took more than it may, or broke the child down.
    """
    with tempfile.TemporaryDirectory(prefix="wksbm-") as folder:
        channel = Path(folder) / "reading.json"
        child = _start(arguments, channel)
        problem = _watch(child, channel, interrupts)
        budget = current_budget(channel)
    if problem is None and child.returncode < 0 and budget.file and not interrupts:
        problem = _crashed(budget.file, -child.returncode)
    if problem is None:
        return child.returncode if child.returncode >= 0 else 128 - child.returncode
    from wksbm.cli.run import show

    show([problem], arguments)
    return 1


def follow_parent() -> None:
    """End this process when the one that watches it has ended (killed, say)."""
    if os.environ.get(CHANNEL):
        parent = psutil.Process(os.getppid())
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: psutil.Process) -> None:
    parent.wait()
    os._exit(1)


def _start(arguments: Sequence[str], channel: Path) -> subprocess.Popen[bytes]:
    """Start the child; signals wait in it until it looks after them."""
    source = _SOURCE.format(path=[entry for entry in sys.path if entry])
    command = [sys.executable, "-P", "-c", source, *arguments]
    with _blocked():
        return subprocess.Popen(command, env={**os.environ, CHANNEL: str(channel)})  # noqa: S603


@contextmanager
def _blocked() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, _PASSED_ON)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _PASSED_ON)


def _watch(
    child: subprocess.Popen[bytes], channel: Path, interrupts: Sequence[int]
) -> Problem | None:
    """Wait for the child; end it, and say why, when what it reads takes too much."""
    process = psutil.Process(child.pid)
    budget, since, passed = Budget(), time.monotonic(), 0
    while True:
        try:
            child.wait(_POLL_SECONDS)
        except subprocess.TimeoutExpired:
            pass
        else:
            return None
        for number in interrupts[passed:]:
            passed += 1
            if os.name == "posix":
                child.send_signal(number)
        now = current_budget(channel)
        if now != budget:
            budget, since = now, time.monotonic()
        if not budget.file:
            continue
        problem = _beyond(budget, process, time.monotonic() - since)
        if problem is not None:
            _end(process)
            child.wait()
            return problem


def _beyond(budget: Budget, process: psutil.Process, elapsed: float) -> Problem | None:
    processor, memory = 0.0, 0
    for one in _family(process):
        try:
            times = one.cpu_times()
            processor += times.user + times.system
            memory += one.memory_info().rss
        except psutil.Error:
            continue
    if memory - budget.memory > budget.bytes:
        return exceeded("memory_mb", budget.file, most=budget.bytes / 1e6)
    if processor - budget.processor > budget.seconds or elapsed > _WALL * budget.seconds:
        return exceeded("seconds", budget.file, most=budget.seconds)
    return None


def _family(process: psutil.Process) -> list[psutil.Process]:
    """Return a process, and on Windows, where it may only start another one, its own."""
    if os.name == "posix":
        return [process]
    try:
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return [process]


def _end(process: psutil.Process) -> None:
    for one in _family(process):
        try:
            one.kill()
        except psutil.Error:
            continue


def _crashed(file: str, number: int) -> Problem:
    return Problem(
        Text(
            "pustaka yang membaca berkas ini terhenti mendadak",
            "the library that reads this file broke down",
        ),
        file=file,
        found=signal.Signals(number).name,
        cure=Text(
            "Berkas mungkin rusak: simpan ulang dari program asalnya",
            "The file may be damaged: save it again from the program that made it",
        ),
    )
