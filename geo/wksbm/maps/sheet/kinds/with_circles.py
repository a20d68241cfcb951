"""Two indicators at once: the first as fills, the second as circles above them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wksbm.layers.model import Atlas, Layer
from wksbm.maps import caption as words
from wksbm.maps.sheet.circles import circle_scale
from wksbm.maps.sheet.frame import MapFrame
from wksbm.maps.sheet.kinds.base import LEGEND_GAP, Blocks, Column, PrintedMap, unfit
from wksbm.maps.sheet.kinds.indicator import IndicatorMap
from wksbm.maps.sheet.legend import Legend
from wksbm.maps.spec import MapSpec
from wksbm.maps.symbols import CircleScale
from wksbm.text import Text, fill

_SIDE_GAP = 2.5


@dataclass(frozen=True)
class WithCirclesMap(IndicatorMap):
    """
    Circles over fills.

    Parameters
    ----------
    above
        The layer of the circles.
    """

    above: Layer

    @classmethod
    def of(cls, atlas: Atlas, spec: MapSpec) -> PrintedMap:
        """Join the findings of both; without the second layer it is a map of the first."""
        if len(spec.layers) < 2:
            return IndicatorMap.of(atlas, spec)
        fills, above = (atlas.layer(name) for name in spec.layers[:2])
        if fills.spec.symbology == "symbols":
            raise unfit(spec, fills, Text("indikator yang diwarnai", "an indicator with fills"))
        if above.spec.symbology != "symbols":
            raise unfit(spec, above, Text("indikator dengan lingkaran", "one drawn as circles"))
        finding = fill(
            Text("{first}. {second}", "{first}. {second}"),
            first=words.statement(atlas, fills),
            second=words.statement(atlas, above),
        )
        sources = tuple(dict.fromkeys((*fills.sources, *above.sources)))
        return cls(atlas, replace(fills, finding=finding, sources=sources), above)

    @property
    def circles(self) -> Layer:
        """The second indicator."""
        return self.above

    @property
    def sentences(self) -> tuple[Text, ...]:
        """Name what the circles are."""
        above = Text("Lingkaran di atasnya: {title}", "Circles above it: {title}")
        return (fill(above, title=self.above.spec.title),)

    def circle_scale(self, frame: MapFrame) -> CircleScale | None:
        """Choose white circles, which are seen on every fill."""
        return circle_scale(self.above, frame, self.atlas, over_fills=True)

    def legend_blocks(self, column: Column, circles: CircleScale | None) -> Blocks:
        """Explain the fills, and the circles where there is room."""
        fills = (self.legend(self.layer, column), LEGEND_GAP)
        if column.page.narrow:
            return (fills,)
        return (fills, (self._circles_legend(column, circles), LEGEND_GAP))

    def side_blocks(self, column: Column, circles: CircleScale | None) -> Blocks:
        """Explain the circles."""
        return ((self._circles_legend(column, circles), _SIDE_GAP),)

    def _circles_legend(self, column: Column, circles: CircleScale | None) -> Legend:
        numeric = tuple(entry for entry in self.above.classes if entry.lower is not None)
        return self.legend(replace(self.above, classes=numeric), column, circles)
