"""A page with a layer of two indicators."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wksbm.layers.model import Atlas
from wksbm.layers.spec import Measure
from wksbm.text import Text

from tests import board
from tests.layers.pairs import figures, made


def two(tmp_path: Path) -> Atlas:
    """Return the board with a map of two indicators: every combination of levels once."""
    atlas = board.atlas(tmp_path)
    x = figures("a", [1.0, 2.0, 3.0] * 3)
    y = figures("b", [1.0] * 3 + [2.0] * 3 + [3.0] * 3)
    layer = made(x, y)
    index = atlas.villages.index
    measure = replace(layer.spec.measure, kind="bivariate")
    assert isinstance(measure, Measure)
    spec = replace(layer.spec, id="bivariat", title=Text("Dua", "Two"), measure=measure)
    layer = replace(
        layer,
        spec=spec,
        values=layer.values.set_axis(index),
        states=layer.states.set_axis(index),
        class_keys=layer.class_keys.set_axis(index),
    )
    return replace(atlas, layers=(*atlas.layers, layer))
