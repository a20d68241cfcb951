"""Printed maps look as they did when somebody last looked at them, and are drawn twice alike."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.testing.compare import compare_images
from PIL import Image, ImageChops
from wksbm.layers.model import Atlas
from wksbm.maps.sheet.write import draw_picture, write_static
from wksbm.maps.spec import MapSpec

from tests.maps.pictures import BASELINES, printed_maps, small, whole_atlas
from tests.shared import VILLAGES, shared

TOLERANCE = 4.0
"""Root mean square of the differences, 0 to 255: type drawn by another FreeType is below 2."""
TWICE = ("kelompok_per_1000", "daerah", "prioritas", "titik_jenis", "jangkauan")
NAMES = sorted(path.stem for path in BASELINES.glob("*.png"))


def compared(png: bytes, name: str, folder: Path, tolerance: float = TOLERANCE) -> str | None:
    """Return what differs from the picture that was looked at; a picture of it lies in `folder`."""
    expected, actual = folder / f"{name}-expected.png", folder / f"{name}.png"
    shutil.copy(BASELINES / f"{name}.png", expected)
    small(png).save(actual)
    found: str | None = compare_images(str(expected), str(actual), tolerance)
    return found


def drawn(atlas: Atlas, name: str) -> bytes:
    (spec,) = [spec for spec in printed_maps(atlas) if spec.id == name]
    return draw_picture(atlas, spec)[0]


def test_every_printed_map_has_its_picture() -> None:
    maps = printed_maps(whole_atlas())
    assert sorted(spec.id for spec in maps) == NAMES
    assert sum((BASELINES / f"{name}.png").stat().st_size for name in NAMES) < 600_000


@pytest.mark.parametrize("name", NAMES)
def test_the_map_looks_as_it_did(name: str, tmp_path: Path) -> None:
    assert compared(drawn(whole_atlas(), name), name, tmp_path) is None


def test_another_colour_of_a_class_is_seen(tmp_path: Path) -> None:
    atlas, name = whole_atlas(), "kelompok_per_1000"
    layer = atlas.layer(name)
    first, second, *others = layer.classes
    classes = (replace(first, colour=second.colour), second, *others)
    layers = tuple(replace(own, classes=classes) if own.id == name else own for own in atlas.layers)
    assert compared(drawn(replace(atlas, layers=layers), name), name, tmp_path) is not None
    assert (tmp_path / f"{name}-failed-diff.png").is_file()


def test_a_shift_by_two_pixels_and_a_part_left_out_are_seen(tmp_path: Path) -> None:
    name = "kelompok_per_1000"
    with Image.open(BASELINES / f"{name}.png") as picture:
        looked_at = picture.convert("RGB")
    blank = looked_at.copy()
    column = round(blank.width * 0.76)
    blank.paste((255, 255, 255), (column, 60, blank.width - 10, blank.height // 2))
    for changed in (ImageChops.offset(looked_at, 2, 0), blank):
        path = tmp_path / "changed.png"
        changed.save(path)
        expected = tmp_path / "expected.png"
        looked_at.save(expected)
        assert compare_images(str(expected), str(path), TOLERANCE) is not None


@pytest.mark.real
@pytest.mark.parametrize("name", NAMES)
def test_every_class_is_seen_on_real_boundaries(name: str) -> None:
    atlas = whole_atlas(shared(*VILLAGES))
    (spec,) = [spec for spec in printed_maps(atlas) if spec.id == name]
    if spec.drawing in ("layer", "worst"):
        _every_class_is_seen(atlas, spec, draw_picture(atlas, spec)[0])


@pytest.mark.real
@pytest.mark.parametrize("name", TWICE)
def test_real_boundaries_are_drawn_twice_alike(name: str, tmp_path: Path) -> None:
    atlas = whole_atlas(shared(*VILLAGES))
    (spec,) = [spec for spec in printed_maps(atlas) if spec.id == name]
    first, again = (_files(atlas, spec, tmp_path / folder) for folder in ("1", "2"))
    assert first == again


def _files(atlas: Atlas, spec: MapSpec, folder: Path) -> list[bytes]:
    folder.mkdir(exist_ok=True)
    return [path.read_bytes() for path in write_static(atlas, spec, folder)]


def _every_class_is_seen(atlas: Atlas, spec: MapSpec, png: bytes) -> None:
    layer = atlas.layer(spec.layers[0])
    if layer.spec.symbology == "symbols":
        return
    with Image.open(io.BytesIO(png)) as picture:
        pixels = np.asarray(picture.convert("RGB")).reshape(-1, 3)
    seen = {"#{:02x}{:02x}{:02x}".format(*colour) for colour in np.unique(pixels, axis=0)}
    assert {entry.colour for entry in layer.classes} <= seen, spec.id
