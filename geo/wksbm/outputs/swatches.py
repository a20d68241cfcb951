"""How each entry of a legend is filled where no page or sheet is drawn: GIS styles, workbooks."""

from __future__ import annotations

from dataclasses import dataclass

from wksbm.layers.model import Layer, LegendClass
from wksbm.maps.symbols import PALE_LAND, edge_on, hatch_ink_on, hatch_of, is_marked


@dataclass(frozen=True)
class Swatch:
    r"""
    The fill of one entry of a legend.

    Parameters
    ----------
    entry
        The entry itself, with key, label and count.
    fill
        Colour as ``#rrggbb``: that of the entry, or pale land below circles.
    edge
        Colour of the line between two villages of this fill.
    hatch
        One of ``/``, ``\``, ``x``, ``.`` and ``-`` as on the sheet; empty when not hatched.
    hatch_ink
        Colour of the hatch.
    marked
        True where villages bear a cross: they reported none.
    """

    entry: LegendClass
    fill: str
    edge: str
    hatch: str
    hatch_ink: str
    marked: bool


def swatches(layer: Layer) -> tuple[Swatch, ...]:
    """Return the fills of a layer's legend, one per entry and in its order."""
    on_circles = layer.spec.symbology == "symbols"
    return tuple(
        Swatch(
            entry,
            fill := PALE_LAND if on_circles and not entry.hatch else entry.colour,
            edge_on(fill),
            (hatch_of(entry) or "")[:1],
            hatch_ink_on(fill),
            is_marked(layer, entry),
        )
        for entry in layer.classes
    )
