"""What every kind of printed map can do; a kind overrides what differs and names itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from shapely.geometry.base import BaseGeometry

from wksbm.errors import InputError, Problem
from wksbm.layers.model import Atlas, Layer
from wksbm.maps.sheet.frame import NARROW_PADDING, PADDING, MapFrame, Window, fit_frame
from wksbm.maps.sheet.furniture import Block, Sheet, draw_ground
from wksbm.maps.sheet.legend import Legend, layer_legend
from wksbm.maps.sheet.locator import draw_locator
from wksbm.maps.sheet.map_body import Land, PlacedName, VillageNames
from wksbm.maps.sheet.theme import Page
from wksbm.maps.spec import MapSpec
from wksbm.maps.symbols import CircleScale
from wksbm.text import Text

Blocks = tuple[tuple[Block, float], ...]
"""Blocks below each other, each with the gap below it."""
Shapes = Sequence[BaseGeometry]
LIST_GAP, LEGEND_GAP = 2.0, 3.0
_LEGEND_SIZE, _LIST_SIZE = 9.2, 7.268


@dataclass(frozen=True)
class Column:
    """
    Where legend and lists go.

    Parameters
    ----------
    page
        The paper.
    width
        In millimetres.
    factor
        Of the type.
    """

    page: Page
    width: float
    factor: float

    @property
    def size(self) -> float:
        """Type size of the legend in points."""
        return self.page.size(_LEGEND_SIZE, self.factor)

    @property
    def list_size(self) -> float:
        """Type size of lists in points."""
        return self.page.size(_LIST_SIZE, self.factor)


@dataclass(frozen=True)
class Corner:
    """
    How lists go into free corners of the map.

    Parameters
    ----------
    width
        Of a list, in millimetres on A4.
    cut
        True where lists are shortened so that they have room there.
    """

    width: float
    cut: bool = False


@dataclass(frozen=True)
class Placement:
    """
    Where things go on a laid-out page.

    Parameters
    ----------
    frame
        The map, or the first of its small maps.
    window
        The map, or all small maps.
    circles
        Scale of the circles that the legend shows; None without circles.
    corners
        Corners of the map that hold a list.
    """

    frame: MapFrame
    window: Window
    circles: CircleScale | None
    corners: tuple[Window, ...] = ()


@dataclass(frozen=True)
class PrintedMap(ABC):
    """
    A printed map: villages in the classes of a layer, and what a kind adds.

    Parameters
    ----------
    atlas
        What is shown.
    layer
        What the villages are filled with; its finding is that of the map.
    """

    atlas: Atlas
    layer: Layer

    sort: ClassVar[Text | None] = None
    """What sort of map it is, for those who do not see it; None by its layer."""
    corner: ClassVar[Corner | None] = None
    """How its lists go into corners of the map; None where they stay beside it."""
    villages_named: ClassVar[bool] = True
    """False where names of villages would hide what is shown."""

    @classmethod
    @abstractmethod
    def of(cls, atlas: Atlas, spec: MapSpec) -> PrintedMap:
        """Make the map; InputError if its layers cannot be shown that way, KeyError without."""

    @classmethod
    def can_show(cls, atlas: Atlas, spec: MapSpec) -> bool:
        """Whether there is anything to show."""
        return True

    @property
    def indicators(self) -> tuple[Layer, ...]:
        """Indicators of the atlas that it shows; those made for it alone are none."""
        return ()

    @property
    def circles(self) -> Layer | None:
        """The layer of the circles; None without circles."""
        return None

    @property
    def sentences(self) -> tuple[Text, ...]:
        """What the alternative text says besides legend and extremes."""
        return ()

    @property
    def listable(self) -> int:
        """How many things its lists could hold."""
        return 0

    def fit_frame(self, page: Page, window: Window) -> MapFrame:
        """Fit the land into a window."""
        return fit_frame(self.atlas.villages, window, NARROW_PADDING if page.narrow else PADDING)

    def circle_scale(self, frame: MapFrame) -> CircleScale | None:
        """Choose the scale of the circles; None without circles."""
        return None

    def legend_blocks(self, column: Column, circles: CircleScale | None) -> Blocks:
        """Return what explains the map, each block with the gap below it."""
        return ((self.legend(self.layer, column, circles), LEGEND_GAP),)

    def side_blocks(self, column: Column, circles: CircleScale | None) -> Blocks:
        """Return what of the legend stands below the scale bar of a narrow page."""
        return ()

    def lists(self, column: Column, shown: int) -> tuple[Block, ...]:
        """Return its lists, each of at most `shown` lines."""
        return ()

    def draw(self, sheet: Sheet, placed: Placement) -> None:
        """Draw the window, every village in the colour of its class, and what lies above."""
        draw_ground(sheet, placed.frame, self.atlas.config.lang)
        land = Land(sheet, placed.frame, self.atlas, self.layer)
        crosses = land.draw_villages()
        land.draw_districts()
        marks = [*crosses, *self.draw_above(land, placed.circles)]
        taken = [*land.draw_district_names(marks), *marks]
        names = land.names(beside_circles=placed.circles is not None)
        if self.villages_named:
            land.draw_names(names, self.place_names(land, names, taken))
        draw_locator(sheet, placed.frame, self.atlas, list(placed.corners))

    def draw_above(self, land: Land, circles: CircleScale | None) -> Shapes:
        """Draw what lies above the villages; return what names must not cover."""
        return ()

    def place_names(self, land: Land, names: VillageNames, taken: Shapes) -> list[PlacedName]:
        """Find places for the villages' names off what is taken; draw what needs room first."""
        return names.place(taken)

    def legend(self, layer: Layer, column: Column, circles: CircleScale | None = None) -> Legend:
        """Return the legend of a layer."""
        config = self.atlas.config
        return layer_legend(layer, column.width, column.size, config.labels, config.lang, circles)


def unfit(spec: MapSpec, layer: Layer, wanted: Text) -> InputError:
    """Say that a map cannot be made from its layer."""
    return InputError(
        Problem(
            Text(
                f"peta '{spec.drawing}' tidak dapat dibuat dari indikator itu",
                f"a map of kind '{spec.drawing}' cannot be made from that indicator",
            ),
            file=spec.file,
            column="layers",
            found=f"{layer.id} ({layer.spec.symbology})",
            expected=wanted,
            cure=Text(
                "Ganti layers atau drawing dalam berkas peta itu",
                "Change layers or drawing in the map's file",
            ),
        )
    )
