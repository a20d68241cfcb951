"""The command line: ``wksbm build | check | gaps | info | fetch-boundaries``."""

from __future__ import annotations

import logging
import os
import signal
import sys
from types import FrameType

INTERRUPTED = 130
_INTERRUPTS = (signal.SIGINT, signal.SIGTERM)
_READS_NOTHING = frozenset({"--help", "--version"})


def start() -> None:
    """
    Run the command line in a child process whose reading is watched, and exit as it does.

    What reads no file runs here. Interrupts are looked after before anything is imported.
    """
    arguments = sys.argv[1:]
    if not arguments or _READS_NOTHING & set(arguments):
        main(arguments)
    interrupts: list[int] = []
    for number in _INTERRUPTS:
        signal.signal(number, lambda number, _: interrupts.append(number))
    from wksbm.cli.guard import run_watched

    sys.exit(run_watched(arguments, interrupts))


def main(arguments: list[str] | None = None) -> None:
    """
    Run a command and exit: 0 done, 1 wrong input, 2 wrong usage, 130 interrupted.

    The commands are imported here, where an interrupt is already looked after.

    Parameters
    ----------
    arguments
        As on the command line; None takes them from there.
    """
    for number in _INTERRUPTS:
        signal.signal(number, _interrupt_once)
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPTS)
        logging.getLogger("matplotlib").setLevel(logging.ERROR)
        from wksbm.cli.guard import follow_parent
        from wksbm.cli.run import run

        follow_parent()
        code = run(arguments)
    except KeyboardInterrupt:
        print("Dibatalkan. / Interrupted.", file=sys.stderr, flush=True)
        # Everything is cleared up by now. An interrupt inside a C extension's import would make
        # the interpreter end as if nobody had caught it (-2), so it is left at once.
        os._exit(INTERRUPTED)
    sys.exit(code)


def _interrupt_once(_number: int, _frame: FrameType | None) -> None:
    """Interrupt; a second one would break into the clearing up after the first."""
    for number in _INTERRUPTS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
