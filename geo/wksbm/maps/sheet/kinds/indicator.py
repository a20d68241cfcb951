"""An indicator as it is classed: fills, circles, outlined areas, or two indicators at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from wksbm.layers.model import Atlas, Layer, ScanArea
from wksbm.maps import caption as words
from wksbm.maps.sheet.bivariate_legend import SquareLegend, counts_note
from wksbm.maps.sheet.circles import circle_scale
from wksbm.maps.sheet.frame import MapFrame
from wksbm.maps.sheet.furniture import Block
from wksbm.maps.sheet.kinds.base import LEGEND_GAP, Blocks, Column, PrintedMap, Shapes
from wksbm.maps.sheet.map_body import Land, PlacedName, VillageNames
from wksbm.maps.sheet.scan_areas import bands, draw_numbers, draw_scan_areas, scan_area_legend
from wksbm.maps.spec import MapSpec
from wksbm.maps.symbols import CircleScale

_SQUARE_GAP = 1.6


@dataclass(frozen=True)
class IndicatorMap(PrintedMap):
    """
    One indicator.

    Parameters
    ----------
    areas
        What is outlined.
    """

    areas: tuple[ScanArea, ...] = field(default=(), kw_only=True)

    @classmethod
    def of(cls, atlas: Atlas, spec: MapSpec) -> PrintedMap:
        """Take the indicator as it is."""
        layer = atlas.layer(spec.layers[0])
        return cls(atlas, layer, areas=words.scan_areas_of(atlas, layer))

    @property
    def indicators(self) -> tuple[Layer, ...]:
        """The indicator, and that of the circles."""
        return (self.layer, *((self.circles,) if self.circles else ()))

    @property
    def circles(self) -> Layer | None:
        """The indicator itself where its values are drawn as circles."""
        return self.layer if self.layer.spec.symbology == "symbols" else None

    @property
    def listable(self) -> int:
        """Areas that are described."""
        return len(self.areas)

    def circle_scale(self, frame: MapFrame) -> CircleScale | None:
        """Choose circles in the colour of the layer."""
        return circle_scale(self.circles, frame, self.atlas)

    def legend_blocks(self, column: Column, circles: CircleScale | None) -> Blocks:
        """Explain two indicators at once as a square."""
        if not self.layer.axes:
            return super().legend_blocks(column, circles)
        config, width, size = self.atlas.config, column.width, column.size
        hatched = tuple(entry for entry in self.layer.classes if entry.hatch)
        rest = self.legend(replace(self.layer, classes=hatched), column)
        return (
            (SquareLegend(self.layer, width, size, config.lang), _SQUARE_GAP),
            (counts_note(width, size, config.labels.desa, config.lang), _SQUARE_GAP),
            (replace(rest, head=(), head_gap=0.0), LEGEND_GAP),
        )

    def lists(self, column: Column, shown: int) -> tuple[Block, ...]:
        """Describe the outlined areas."""
        if not self.areas:
            return ()
        lang = self.atlas.config.lang
        return (scan_area_legend(self.areas, shown, column.width, column.list_size, lang),)

    def draw_above(self, land: Land, circles: CircleScale | None) -> Shapes:
        """Draw the circles."""
        if circles is None or self.circles is None:
            return ()
        return land.draw_circles(self.circles, circles)

    def place_names(self, land: Land, names: VillageNames, taken: Shapes) -> list[PlacedName]:
        """Outline and number the areas first."""
        if not self.areas:
            return super().place_names(land, names, taken)
        edges = draw_scan_areas(land.sheet, land.frame, self.areas)
        lines = bands(edges)
        wanted = [label.box for label, _ in names.place([*taken, *lines])]
        discs = draw_numbers(land.sheet, land.frame, self.areas, edges, taken, spare=wanted)
        return names.place([*taken, *discs, *lines])
