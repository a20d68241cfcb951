"""Printed maps as small pictures, to be compared with those that somebody has looked at."""

from __future__ import annotations

import functools
import io
from dataclasses import replace
from pathlib import Path

from PIL import Image
from wksbm.atlas.build import build_atlas
from wksbm.atlas.inputs import read_inputs
from wksbm.config import read_config
from wksbm.layers.model import Atlas
from wksbm.maps.spec import MapSpec, read_maps
from wksbm.outputs.write import drawable_maps

from tests.once import once

ROOT = Path(__file__).resolve().parents[2]
BASELINES = Path(__file__).with_name("baselines")
SMALLER = 7
_COLOURS = 48


@functools.cache
def whole_atlas(boundaries: Path | None = None) -> Atlas:
    """Return the atlas as the project builds it, by default on the boundaries of the sample."""
    name = "atlas" if boundaries is None else "atlas_real"
    return once(name, lambda _: _build(boundaries))


def _build(boundaries: Path | None) -> Atlas:
    config = read_config(ROOT)
    if boundaries is not None:
        config = replace(config, boundaries=boundaries)
    inputs = read_inputs(config, progress=lambda _: None)
    return build_atlas(
        config,
        inputs.boundaries,
        inputs.groups,
        inputs.attributes,
        inputs.specs,
        people=inputs.people,
    )


def printed_maps(atlas: Atlas) -> tuple[MapSpec, ...]:
    """Return the project's printed maps."""
    maps = drawable_maps(atlas, read_maps(ROOT / "maps"))
    return tuple(spec for spec in maps if spec.kind == "static")


def small(png: bytes) -> Image.Image:
    """Return a picture of 300 dpi at a seventh of its size, in few colours."""
    with Image.open(io.BytesIO(png)) as picture:
        reduced = picture.convert("RGB").reduce(SMALLER)
    return reduced.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
