"""Colours that everybody can tell apart, on paper too: measured, not looked at."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE
from wksbm.layers.categories import CATEGORIES
from wksbm.layers.classes import no_data_classes
from wksbm.layers.palettes import sequential_shades
from wksbm.layers.spec import PALETTES
from wksbm.maps.sheet.kinds.coverage import _REPORTED_COLOUR, _TO_CHECK_COLOUR, _ZERO_COLOUR
from wksbm.maps.sheet.kinds.points import _MARKS
from wksbm.maps.symbols import hatch_ink_on, luminance
from wksbm.text import Text

SIGHTS = ("everything", "deuteranomaly", "protanomaly", "tritanomaly", "grey")
NEIGHBOURS = {5: 8.0, 7: 5.5, 9: 4.0}
CATEGORIES_APART, CATEGORIES_IN_GREY = 12.0, 6.0
HATCH_CONTRAST = 2.0


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])


def seen(colour: str, sight: str) -> np.ndarray:
    """Return the colour as someone with this sight sees it (Machado, full severity)."""
    if sight == "everything":
        return rgb(colour)
    space = {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}
    return np.clip(cspace_convert(rgb(colour), space, "sRGB1"), 0, 1)


def apart(one: str, other: str, sight: str) -> float:
    """Return the distance of two colours in CAM02-UCS; in grey, that of their lightness."""
    if sight == "grey":
        light = [cspace_convert(rgb(colour), "sRGB1", "CAM02-UCS")[0] for colour in (one, other)]
        return float(abs(light[0] - light[1]))
    return float(deltaE(seen(one, sight), seen(other, sight), input_space="sRGB1"))


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("k", NEIGHBOURS)
@pytest.mark.parametrize("palette", PALETTES)
def test_neighbouring_classes_are_told_apart(palette: str, k: int, sight: str) -> None:
    shades = sequential_shades(palette, k)
    assert len(shades) == k
    nearest = min(apart(one, other, sight) for one, other in itertools.pairwise(shades))
    assert nearest >= NEIGHBOURS[k]


@pytest.mark.parametrize("palette", PALETTES)
def test_classes_grow_darker_in_even_steps(palette: str) -> None:
    light = [
        cspace_convert(rgb(shade), "sRGB1", "CAM02-UCS")[0]
        for shade in sequential_shades(palette, 6)
    ]
    steps = -np.diff(light)
    assert (steps > 0).all() and steps.max() - steps.min() < 1.0


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("k", [1, 2, 5, 9])
def test_no_class_looks_like_paper(palette: str, k: int) -> None:
    for shade in sequential_shades(palette, k):
        assert apart(shade, "#f5f4f0", "everything") > 9
        assert apart(shade, "#f5f4f0", "grey") > 4


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("kind", CATEGORIES)
def test_categories_are_told_apart(kind: str, sight: str) -> None:
    colours = [category.colour for category in CATEGORIES[kind]]  # type: ignore[index]
    least = CATEGORIES_IN_GREY if sight == "grey" else CATEGORIES_APART
    for one, other in itertools.combinations(colours, 2):
        assert apart(one, other, sight) >= least, (one, other)


@pytest.mark.parametrize("sight", SIGHTS)
def test_states_of_a_report_are_told_apart(sight: str) -> None:
    colours = (_REPORTED_COLOUR, _ZERO_COLOUR, _TO_CHECK_COLOUR)
    for one, other in itertools.combinations(colours, 2):
        assert apart(one, other, sight) >= (3 if sight == "grey" else CATEGORIES_APART)


def test_kinds_of_groups_differ_in_shape_and_colour() -> None:
    assert len({mark for mark, _ in _MARKS}) == len(_MARKS)
    for (_, one), (_, other) in itertools.combinations(_MARKS, 2):
        assert apart(one, other, "everything") >= 15


def test_a_hatch_tells_no_data_from_every_class_whatever_its_colour() -> None:
    counts = {"undefined": 1, "suppressed": 1, "not_reported": 1}
    for entry in no_data_classes(counts, Text("tidak melapor", "not reported")):
        assert entry.hatch
        shades = sorted(luminance(c) + 0.05 for c in (entry.colour, hatch_ink_on(entry.colour)))
        assert shades[1] / shades[0] >= HATCH_CONTRAST
