"""Proportional circles in GIS: how large the largest is, and the expression for the others."""

from __future__ import annotations

import math
from dataclasses import dataclass

from wksbm.layers.model import Layer
from wksbm.maps.symbols import CircleScale, symbol_colour

_LARGEST = 10.0
_SHARED_ROOM = 110.0


@dataclass(frozen=True)
class Circles:
    """
    The circles of one layer.

    Parameters
    ----------
    column
        Of the village table that holds the value.
    colour
        Fill, ``#rrggbb``.
    largest
        Largest value, above 0.
    diameter
        Of the circle of the largest value, in millimetres on paper or screen.
    examples
        Values for the legend, as on page and sheet, largest first.
    """

    column: str
    colour: str
    largest: float
    diameter: float
    examples: tuple[float, ...]

    @property
    def expression(self) -> str:
        """The diameter of each village's circle, in QGIS's language."""
        return f'{self.diameter:.3f} * sqrt(coalesce("{self.column}", 0) / {self.largest!r})'

    def size(self, value: float) -> float:
        """Return the diameter in millimetres of the circle of a value of at least 0."""
        return self.diameter * math.sqrt(value / self.largest)


def circles_of(layer: Layer) -> Circles | None:
    """Return the circles of a layer; None when it has none or no value is above 0."""
    largest = float(layer.values.max())
    if layer.spec.symbology != "symbols" or not largest > 0:
        return None
    diameter = min(_LARGEST, _SHARED_ROOM / math.sqrt(len(layer.values)))
    scale = CircleScale(1.0, symbol_colour(layer), largest, layer.spec.decimals)
    return Circles(layer.id, scale.colour, largest, diameter, scale.examples())
