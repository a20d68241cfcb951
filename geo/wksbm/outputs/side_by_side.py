"""Draw maps side by side: some in processes of their own, on the other cores."""

from __future__ import annotations

import os
import pickle
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Generic, TypeVar

from wksbm.layers.model import Atlas
from wksbm.maps.spec import MapSpec
from wksbm.text import Text

Result = TypeVar("Result")
Task = Callable[[Atlas, MapSpec], Result]
Progress = Callable[[Text], None]

_MOST = 4
_LARGE = 3000
_FEWEST_MAPS = 4


def usable_cores(atlas: Atlas) -> int:
    """
    Return how many maps are drawn at once unless the user says.

    Returns
    -------
    int
        The cores that this process may use, at most four; one for an atlas of more than 3,000
        villages, since each process holds the atlas once more.
    """
    if len(atlas.villages) > _LARGE:
        return 1
    allowed = getattr(os, "sched_getaffinity", None)
    cores = len(allowed(0)) if allowed else os.cpu_count() or 1
    return min(cores, _MOST)


class SideBySide(Generic[Result]):
    """
    Maps that are being drawn.

    Parameters
    ----------
    task
        Draws one map; a function of a module, or a partial of one.
    atlas, maps
        What is drawn.
    begun
        The map that each process has been given, in the order of `maps`; may be empty.
    """

    def __init__(
        self,
        task: Task[Result],
        atlas: Atlas,
        maps: Sequence[MapSpec],
        begun: Sequence[Future[Result]],
    ) -> None:
        self._task = task
        self._atlas = atlas
        self._maps = maps
        self._begun = begun

    def finish(self, progress: Progress) -> list[Result]:
        """
        Draw here what no process has begun, the last map first, and wait for the others.

        Parameters
        ----------
        progress
            Told before each map that is drawn here or waited for.

        Returns
        -------
        list
            What the task returned, in the order of the maps; the same however many processes.

        Raises
        ------
        AtlasError
            What the task raised. A process that was lost is no error: its map is drawn here.
        """
        drawn: dict[int, Result] = {}
        for place in reversed(range(len(self._maps))):
            if not self._begun or self._begun[place].cancel():
                drawn[place] = self._draw(place, progress)
        for place, future in enumerate(self._begun):
            if place not in drawn:
                try:
                    result = future.result()
                except (BrokenProcessPool, OSError, EOFError):
                    drawn[place] = self._draw(place, progress)
                else:
                    progress(_drawing(self._maps[place]))
                    drawn[place] = result
        return [drawn[place] for place in range(len(self._maps))]

    def _draw(self, place: int, progress: Progress) -> Result:
        spec = self._maps[place]
        progress(_drawing(spec))
        return self._task(self._atlas, spec)


@contextmanager
def side_by_side(
    task: Task[Result], atlas: Atlas, maps: Sequence[MapSpec], jobs: int | None
) -> Iterator[SideBySide[Result]]:
    """
    Begin to draw maps in processes of their own; `finish` draws the others and waits.

    Parameters
    ----------
    task
        Draws one map; a function of a module, or a partial of one.
    atlas, maps
        What is drawn.
    jobs
        How many maps are drawn at once, this process included; None for `usable_cores`.

    Yields
    ------
    SideBySide
        When the block is left, whatever the reason, no process is left and no file of theirs.
    """
    helpers = min(jobs or usable_cores(atlas), len(maps)) - 1
    if helpers < 1 or (jobs is None and len(maps) < _FEWEST_MAPS):
        yield SideBySide(task, atlas, maps, ())
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "atlas.pickle"
        path.write_bytes(pickle.dumps(atlas, protocol=pickle.HIGHEST_PROTOCOL))
        pool = ProcessPoolExecutor(
            helpers,
            mp_context=get_context("spawn"),  # fork would copy locks of other threads
            initializer=signal.signal,
            initargs=(signal.SIGINT, signal.SIG_IGN),  # Ctrl-C is for the first process
        )
        try:
            begun = [pool.submit(_drawn, task, path, spec) for spec in maps]
            yield SideBySide(task, atlas, maps, begun)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _drawn(task: Task[Result], path: Path, spec: MapSpec) -> Result:
    return task(_atlas(path), spec)


@lru_cache(maxsize=1)
def _atlas(path: Path) -> Atlas:
    """Return the atlas that the first process has written for the others."""
    atlas: Atlas = pickle.loads(path.read_bytes())  # noqa: S301 - written by this program
    return atlas


def _drawing(spec: MapSpec) -> Text:
    return Text(f"menggambar {spec.title.id}", f"drawing {spec.title.en}")
