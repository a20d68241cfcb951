"""Colours, hatches, marks and circles: what maps, GIS styles and workbooks draw with."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass

from wksbm.layers.model import Layer, LegendClass

HATCHES = {
    "not_reported": "/////",
    "to_check": "\\\\\\\\\\",
    "suppressed": "xxxxx",
    "undefined": ".....",
}
_OTHER_HATCH = "-----"
CIRCLE_OPACITY = 0.78
MARK_SIZE = 1.5
_SHADES_LIGHT, _SHADES_DARK = 0.16, 0.55

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNREADABLE = frozenset(("Cc", "Cs", "Cn", "Co"))

MM_PER_INCH = 25.4
MM_PER_POINT = MM_PER_INCH / 72
PAPER = "#ffffff"
BACKDROP = "#f5f4f0"
INK = "#1d2327"
SOFT_INK = "#545c62"
HAIRLINE = "#c3c6c4"
GRATICULE = "#dedcd4"
FRAME = "#8d9192"
VILLAGE_EDGE = "#ffffff"
KECAMATAN_EDGE = "#43484b"
HATCH_INK = "#7a7a7a"
DARK_HATCH_INK = "#4d4d4d"
PALE_LAND = "#ebe8df"
PALE_EDGE = "#c9c4b5"
ALERT = "#a4262c"
_PALE, _DARK = 0.78, 0.2
_PALE_HATCHED = 0.4


def edge_on(colour: str) -> str:
    """Return the line colour that divides neighbouring villages of one fill."""
    return PALE_EDGE if luminance(colour) > _PALE else VILLAGE_EDGE


def ink_on(colour: str) -> str:
    """Return the text colour that reads best on a fill: ink or white."""
    return INK if luminance(colour) > _DARK else PAPER


def hatch_ink_on(colour: str) -> str:
    """Return the colour of a hatch that is seen on a fill."""
    shade = luminance(colour)
    return PAPER if shade < _DARK else HATCH_INK if shade > _PALE_HATCHED else DARK_HATCH_INK


def luminance(colour: str) -> float:
    """Return the relative luminance (0 black, 1 white) of ``#rrggbb`` after WCAG 2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True)
class CircleScale:
    """
    Circles whose area is proportional to the value.

    Parameters
    ----------
    mm2_per_unit
        Area of the circle of the value 1, in mm² on paper.
    colour
        Fill.
    largest
        Largest value of the layer, above 0.
    decimals
        Digits to which the values are known; the legend shows no finer ones.
    edge
        Colour of the line around each circle.
    """

    mm2_per_unit: float
    colour: str
    largest: float
    decimals: int
    edge: str = PAPER

    def radius(self, value: float) -> float:
        """Return the radius in millimetres of the circle of a value above 0."""
        return math.sqrt(value * self.mm2_per_unit / math.pi)

    def examples(self) -> tuple[float, ...]:
        """Return up to three round values for the legend, largest first, within the data."""
        top = round_below(self.largest)
        values = dict.fromkeys((top, round_below(top / 2.5), round_below(top / 10)))
        return tuple(value for value in values if round(value, self.decimals) == value) or (top,)


def hatch_of(entry: LegendClass) -> str | None:
    """Return the hatch of a class; None for one that is not hatched."""
    return HATCHES.get(entry.key, _OTHER_HATCH) if entry.hatch else None


def fill_of(layer: Layer, entry: LegendClass) -> str:
    """Return the colour of a class: that of pale land where circles tell the value."""
    pale = layer.spec.symbology == "symbols" and not entry.hatch
    return PALE_LAND if pale else entry.colour


def is_marked(layer: Layer, entry: LegendClass) -> bool:
    """Return True for a reported zero, which bears a cross; not where zero is the best value."""
    return entry.key == "zero" and not layer.spec.higher_is_worse


def symbol_colour(layer: Layer) -> str:
    """Return the fill of all circles: the layer's darkest class that keeps shapes readable."""
    shades = [entry.colour for entry in layer.classes if entry.lower is not None]
    fit = [shade for shade in shades if _SHADES_LIGHT <= luminance(shade) <= _SHADES_DARK]
    return (fit or shades or [INK])[-1]


def round_below(value: float) -> float:
    """Return the largest of 1, 2, 2.5, 5 times a power of ten that is not above `value` (> 0)."""
    power = 10.0 ** math.floor(math.log10(value))
    return max(step * power for step in (1.0, 2.0, 2.5, 5.0) if step * power <= value * 1.000001)


def readable(text: str) -> str:
    """
    Return `text` with all it says, whether or not the map font can set it.

    Control and unassigned characters are dropped, and those that turn the direction of the text
    around them; marks of direction stay. White space becomes a plain space.
    """
    kept = (
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace()
        or (char not in _TURNING and unicodedata.category(char) not in _UNREADABLE)
    )
    return " ".join("".join(kept).split())
