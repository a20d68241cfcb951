"""The kinds of printed map: one file each, named in the closed list of `wksbm.maps.spec`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from wksbm.layers.model import Atlas
from wksbm.maps.sheet.kinds.base import PrintedMap
from wksbm.maps.sheet.kinds.coverage import CoverageMap
from wksbm.maps.sheet.kinds.indicator import IndicatorMap
from wksbm.maps.sheet.kinds.numbered import NumberedMap
from wksbm.maps.sheet.kinds.points import PointsMap
from wksbm.maps.sheet.kinds.reach import ReachMap
from wksbm.maps.sheet.kinds.small_multiples import SmallMapsByKind, SmallMapsByYear
from wksbm.maps.sheet.kinds.surface import SurfaceMap
from wksbm.maps.sheet.kinds.with_circles import WithCirclesMap
from wksbm.maps.spec import Drawing, MapSpec

KINDS: Mapping[Drawing, type[PrintedMap]] = MappingProxyType(
    {
        "layer": IndicatorMap,
        "with-symbols": WithCirclesMap,
        "points": PointsMap,
        "panels-kind": SmallMapsByKind,
        "panels-year": SmallMapsByYear,
        "worst": NumberedMap,
        "coverage": CoverageMap,
        "density": SurfaceMap,
        "ratio": SurfaceMap,
        "reach": ReachMap,
    }
)


def can_show(atlas: Atlas, spec: MapSpec) -> bool:
    """
    Whether there is anything to show.

    A map of groups needs some with a place and, where it goes by year, a year; a surface must have
    been computed.
    """
    return KINDS[spec.drawing].can_show(atlas, spec)


def printed_map(atlas: Atlas, spec: MapSpec) -> PrintedMap:
    """
    Find out what a map shows.

    Parameters
    ----------
    atlas
        The built atlas.
    spec
        The map.

    Returns
    -------
    PrintedMap
        Of the kind that the map names. Where the layer of the circles was left out, only the
        fills are shown.

    Raises
    ------
    KeyError
        If the layer was not built.
    InputError
        If its layers cannot be shown that way.
    """
    return KINDS[spec.drawing].of(atlas, spec)
