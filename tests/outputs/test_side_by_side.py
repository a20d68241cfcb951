"""Maps drawn in several processes: the same files, errors that come through, nothing left."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from wksbm.errors import InputError, Problem
from wksbm.layers.model import Atlas
from wksbm.maps.sheet.write import write_static
from wksbm.maps.spec import MapSpec
from wksbm.outputs.side_by_side import side_by_side, usable_cores
from wksbm.text import Text, both

from tests import board
from tests.maps.sheet.checked import spec

HERE = os.getpid()
NAMES = ("satu", "dua", "tiga", "empat", "lima")
MAPS = [replace(spec(), id=name, title=both(name)) for name in NAMES]


def where(atlas: Atlas, one: MapSpec) -> tuple[str, int, int]:
    return one.id, os.getpid(), len(atlas.villages)


def lost(_atlas: Atlas, one: MapSpec, first: int) -> str:
    if os.getpid() != first:
        os._exit(1)
    return one.id


def wrong(_atlas: Atlas, one: MapSpec, first: int) -> str:
    if os.getpid() == first:
        return one.id
    raise InputError([Problem(both("salah"), file=one.id), Problem(both("salah lagi"))])


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder of temporary files; nothing is left there, nor any process."""
    folder = tmp_path / "sementara"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.usefixtures("own_folder")
def test_results_come_in_the_order_of_the_maps(tmp_path: Path, jobs: int) -> None:
    told: list[Text] = []
    with side_by_side(where, board.atlas(tmp_path), MAPS, jobs) as drawing:
        found = drawing.finish(told.append)
    assert [name for name, _, _ in found] == list(NAMES)
    assert {villages for _, _, villages in found} == {9}
    assert sorted(text.id for text in told) == sorted(f"menggambar {name}" for name in NAMES)
    processes = {process for _, process, _ in found}
    assert (processes == {HERE}) == (jobs == 1)
    assert len(processes) <= jobs


@pytest.mark.usefixtures("own_folder")
def test_the_files_are_the_same_however_many_draw(tmp_path: Path) -> None:
    atlas, written = board.analysed(tmp_path), []
    for jobs in (1, 2):
        folder = tmp_path / str(jobs)
        folder.mkdir()
        task = partial(write_static, folder=folder)
        with side_by_side(task, atlas, MAPS[:3], jobs) as drawing:
            paths = drawing.finish(lambda _: None)
        written.append([(path.name, path.read_bytes()) for own in paths for path in own])
    assert written[0] == written[1] and len(written[0]) == 12


@pytest.mark.usefixtures("own_folder")
def test_the_map_of_a_lost_process_is_drawn_here(tmp_path: Path) -> None:
    with side_by_side(partial(lost, first=HERE), board.atlas(tmp_path), MAPS, 2) as drawing:
        assert drawing.finish(lambda _: None) == list(NAMES)


@pytest.mark.usefixtures("own_folder")
def test_an_error_comes_through_with_all_its_problems(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError) as caught,
        side_by_side(partial(wrong, first=HERE), board.atlas(tmp_path), MAPS, 2) as drawing,
    ):
        drawing.finish(lambda _: None)
    first, second = caught.value.problems
    assert first.file in NAMES and second.what == both("salah lagi")


@pytest.mark.usefixtures("own_folder")
def test_nothing_is_left_when_the_first_process_stops(tmp_path: Path) -> None:
    with (
        pytest.raises(KeyboardInterrupt),
        side_by_side(where, board.atlas(tmp_path), MAPS, 3),
    ):
        raise KeyboardInterrupt


def test_an_atlas_of_many_villages_is_drawn_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas = board.atlas(tmp_path)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    assert usable_cores(atlas) == 4
    many = atlas.villages.iloc[[0] * 3001]
    assert usable_cores(replace(atlas, villages=many)) == 1
    with side_by_side(where, atlas, MAPS[:3], None) as drawing:
        assert {process for _, process, _ in drawing.finish(lambda _: None)} == {HERE}
