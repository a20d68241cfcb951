"""The command line: ``wksbm build | check | gaps | info | fetch-boundaries``."""

from __future__ import annotations

import logging
import os
import signal
import sys

INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> None:
    """
    Run a command and exit: 0 done, 1 wrong input, 2 wrong usage, 130 interrupted.

    The commands are imported here, where an interrupt is already looked after.

    Parameters
    ----------
    arguments
        As on the command line; None takes them from there.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        logging.getLogger("matplotlib").setLevel(logging.ERROR)
        from wksbm.cli.run import run

        code = run(arguments)
    except KeyboardInterrupt:
        print("Dibatalkan. / Interrupted.", file=sys.stderr, flush=True)
        # Everything is cleared up by now. An interrupt inside a C extension's import would make
        # the interpreter end as if nobody had caught it (-2), so it is left at once.
        os._exit(INTERRUPTED)
    sys.exit(code)
