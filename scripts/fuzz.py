"""
Read damaged files without end, and tell which of them do harm.

    python scripts/fuzz.py [--seed N] [--minutes M] [--only NAME] [--first NUMBER] [--keep FOLDER]

Each input is a mutant of a seed of `tests/mutants.py`, read in another process. A finding is what
ends in anything but a use or an ordinary refusal, takes more than SECONDS of processor time or
adds more than MEGABYTES of memory. It is told by name, seed and number, which always give the same
bytes; `--keep` writes them down. Exits 1 where there are findings.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SECONDS = 10.0
MEGABYTES = 1_000
_POLL = 0.05
_WALL = 300.0
_LOADING = 900.0


def _work(ends: Connection, folder: str) -> None:
    """Read the mutants that are asked for, and say what became of each."""
    from tests.layers.tables import boundaries
    from tests.mutants import SEEDS, mutant, seed_bytes, use

    warnings.simplefilter("ignore")
    place = Path(folder)
    (place / "asli").mkdir(exist_ok=True)
    seeds, layer = seed_bytes(place / "asli"), boundaries()
    for name in SEEDS:
        alone = place / name.replace(".", "_")
        alone.mkdir(exist_ok=True)
        (alone / name).write_bytes(seeds[name])
        use(alone / name, layer)
    ends.send("ready")
    while True:
        name, seed, number = ends.recv()
        path = place / name.replace(".", "_") / name
        path.write_bytes(mutant(seeds, name, seed, number))
        try:
            ends.send(use(path, layer))
        except Exception:
            ends.send(traceback.format_exc(limit=-6))


class _Reader:
    """A process that reads, begun anew when an input has done it harm."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: BaseProcess | None = None

    def read(self, name: str, seed: int, number: int) -> str:
        """Return ``used``, ``refused``, or what went wrong."""
        if self._process is None:
            self._begin()
        assert self._process is not None
        watched = psutil.Process(self._process.pid)
        processor, memory = self._cost(watched)
        started = time.monotonic()
        self._ends.send((name, seed, number))
        while not self._ends.poll(_POLL):
            if not self._process.is_alive():
                return self._stop(f"ended by itself: {self._process.exitcode}")
            if time.monotonic() - started > _WALL:
                return self._stop(f"no answer within {_WALL:g} s")
            now = self._cost(watched)
            if now[0] - processor > SECONDS:
                return self._stop(f"more than {SECONDS:g} s")
            if now[1] - memory > MEGABYTES * 1e6:
                return self._stop(f"more than {MEGABYTES} MB")
        try:
            return str(self._ends.recv())
        except EOFError:
            self._process.join()
            return self._stop(f"ended by itself: {self._process.exitcode}")

    def _begin(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ends, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, str(self._folder)), daemon=True)
        self._process.start()
        theirs.close()
        if not self._ends.poll(_LOADING):
            raise TimeoutError("the reading process does not start")
        assert self._ends.recv() == "ready"

    @staticmethod
    def _cost(watched: psutil.Process) -> tuple[float, int]:
        try:
            times = watched.cpu_times()
            return times.user + times.system, watched.memory_info().rss
        except psutil.Error:
            return 0.0, 0

    def _stop(self, why: str) -> str:
        assert self._process is not None
        self._process.kill()
        self._process.join()
        self._process = None
        return why


def main() -> int:
    """Read for the time that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    from tests.mutants import SEEDS, mutant, seed_bytes

    names = [name for name in SEEDS if asked.only in name]
    outcomes: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        reader = _Reader(Path(folder))
        kept = Path(folder) / "kept"
        kept.mkdir()
        seeds = seed_bytes(kept)
        inputs = ((number, name) for number in itertools.count(asked.first) for name in names)
        for number, name in inputs:
            if time.monotonic() - started > 60 * asked.minutes:
                break
            outcome = reader.read(name, asked.seed, number)
            outcomes[outcome if outcome in ("used", "refused") else "findings"] += 1
            if outcome in ("used", "refused"):
                continue
            last = outcome.strip().splitlines()[-1]
            findings[f"{name}: {last}"] += 1
            if findings[f"{name}: {last}"] == 1:
                print(f"{name} --seed {asked.seed} --first {number}\n{outcome}", flush=True)
                if asked.keep:
                    asked.keep.mkdir(parents=True, exist_ok=True)
                    made = mutant(seeds, name, asked.seed, number)
                    (asked.keep / f"{asked.seed}-{number}-{name}").write_bytes(made)
    print(f"{sum(outcomes.values())} inputs: {dict(outcomes)}")
    for finding, times in findings.most_common():
        print(f"{times:6d}  {finding}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
