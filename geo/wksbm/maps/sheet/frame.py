"""Where the land lies on the paper: projection, map scale, and the lines of the graticule."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS, Geod, Transformer
from shapely.geometry import Polygon

from wksbm.crs import GEOGRAPHIC
from wksbm.text import Lang

_WIDEST_UTM = 8.0
PADDING, NARROW_PADDING = 5.5, 2.5
_SIMPLIFY = 0.04
_WORTHWHILE = 0.5
_STEPS = (1 / 60, 2 / 60, 5 / 60, 10 / 60, 15 / 60, 0.5, 1.0, 2.0, 5.0, 10.0)
_GRATICULE_LINES = 3.2
_LINE_POINTS = 41
_POINT_AREA = 0.01
_MIDDLE_TOLERANCE = 0.05

Geometries = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Window:
    """A rectangle on the paper, in millimetres from the lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def box(self) -> Polygon:
        """The rectangle as a shape."""
        return shapely.box(
            self.left, self.bottom, self.left + self.width, self.bottom + self.height
        )


@dataclass(frozen=True)
class MapFrame:
    """
    The window that the map is drawn in and how the ground gets there.

    Parameters
    ----------
    window
        The rectangle on the paper.
    crs, crs_name
        Projected CRS in metres and how it is named on the page.
    denominator
        Of the map scale: one millimetre on paper is `denominator` projected millimetres.
    centre
        Projected coordinates that stand in the middle of the window.
    bounds
        West, south, east and north of the land in degrees.
    """

    window: Window
    crs: CRS
    crs_name: str
    denominator: int
    centre: tuple[float, float]
    bounds: tuple[float, float, float, float]

    def to_page(self, geometries: Geometries) -> Geometries:
        """Return shapes in EPSG:4326 as shapes in millimetres on the paper."""
        return np.asarray(shapely.transform(geometries, self._page_coordinates))

    def outlines(self, geometries: Geometries, tolerance: float = _SIMPLIFY) -> Geometries:
        """
        Return areas as `to_page` does, without detail that print cannot show.

        Shared borders stay shared, and an area that simplification would harm keeps its detail.
        Where most of the detail can be shown, all of it is.

        Parameters
        ----------
        geometries
            EPSG:4326.
        tolerance
            Detail that is left out, in millimetres.
        """
        exact = self.to_page(geometries)
        if _share_finer(exact, tolerance) < _WORTHWHILE:
            return exact
        try:
            simple = shapely.coverage_simplify(exact, tolerance)
        except shapely.GEOSException:
            return exact
        lost = shapely.is_empty(simple) | ~shapely.is_valid(simple)
        lost |= shapely.area(simple) < 0.9 * shapely.area(exact)
        return np.where(lost, exact, simple)

    @property
    def mm_per_km(self) -> float:
        """Millimetres on paper per true (geodesic) kilometre, west to east through the middle."""
        longitude, latitude = self._middle
        away, latitude_away, _ = Geod(ellps="WGS84").fwd(longitude, latitude, 90, 1000)
        (start, end) = self._page_coordinates(
            np.array([[longitude, latitude], [away, latitude_away]])
        )
        return float(math.dist(start, end))

    @property
    def north(self) -> float:
        """Direction of true north in the middle of the map, degrees clockwise from up."""
        longitude, latitude = self._middle
        points = np.array([[longitude, latitude], [longitude, latitude + 0.01]])
        start, end = self._page_coordinates(points)
        return math.degrees(math.atan2(end[0] - start[0], end[1] - start[1]))

    def meridians(self) -> list[tuple[float, Any]]:
        """Return longitudes in degrees with their lines inside the window."""
        west, _, east, _ = self._seen
        step = _graticule_step(min(east - west, self._seen[3] - self._seen[1]))
        return self._lines(_multiples(west, east, step), meridian=True)

    def parallels(self) -> list[tuple[float, Any]]:
        """Return latitudes in degrees with their lines inside the window."""
        west, south, east, north = self._seen
        step = _graticule_step(min(east - west, north - south))
        return self._lines(_multiples(south, north, step), meridian=False)

    def _lines(self, degrees: list[float], *, meridian: bool) -> list[tuple[float, Any]]:
        west, south, east, north = self._seen
        box = self.window.box
        lines = []
        for degree in degrees:
            along = np.linspace(*((south, north) if meridian else (west, east)), _LINE_POINTS)
            fixed = np.full(_LINE_POINTS, degree)
            points = np.column_stack((fixed, along) if meridian else (along, fixed))
            line = shapely.LineString(self._page_coordinates(points)).intersection(box)
            if line.geom_type == "LineString" and not line.is_empty:
                lines.append((degree, line))
        return lines

    @property
    def _middle(self) -> tuple[float, float]:
        west, south, east, north = self.bounds
        return (west + east) / 2, (south + north) / 2

    @property
    def _seen(self) -> tuple[float, float, float, float]:
        """Degrees that surely cover the window."""
        back = Transformer.from_crs(self.crs, GEOGRAPHIC, always_xy=True)
        metres = self.denominator / 1000
        half_width, half_height = self.window.width * metres / 2, self.window.height * metres / 2
        x, y = self.centre
        return back.transform_bounds(
            x - half_width, y - half_height, x + half_width, y + half_height
        )

    def _page_coordinates(self, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        forward = Transformer.from_crs(GEOGRAPHIC, self.crs, always_xy=True)
        x, y = forward.transform(points[:, 0], points[:, 1])
        metres = self.denominator / 1000
        middle_x = self.window.left + self.window.width / 2
        middle_y = self.window.bottom + self.window.height / 2
        return np.column_stack(
            [
                (np.asarray(x) - self.centre[0]) / metres + middle_x,
                (np.asarray(y) - self.centre[1]) / metres + middle_y,
            ]
        )


def fit_frame(villages: gpd.GeoDataFrame, window: Window, padding: float = PADDING) -> MapFrame:
    """
    Fit the land into a window at the largest scale with two significant digits.

    Parameters
    ----------
    villages
        EPSG:4326.
    window
        Where the map goes.
    padding
        What is kept free inside it, in millimetres.

    Returns
    -------
    MapFrame
        In the UTM zone of the land, or in Lambert's azimuthal equal-area projection for land
        wider than a zone can hold.
    """
    (frame,) = fit_frames(villages, (window,), padding)
    return frame


def fit_frames(
    villages: gpd.GeoDataFrame, windows: Sequence[Window], padding: float = PADDING
) -> list[MapFrame]:
    """Fit the land into each of several windows (see `fit_frame`)."""
    bounds = tuple(map(float, villages.total_bounds))
    crs, name = _projection(bounds)
    hull = shapely.convex_hull(shapely.geometrycollections(villages.geometry.to_numpy()))
    west, south, east, north = gpd.GeoSeries([hull], crs=GEOGRAPHIC).to_crs(crs).total_bounds
    frames = []
    for window in windows:
        room = (window.width - 2 * padding, window.height - 2 * padding)
        metres_per_mm = max((east - west) / room[0], (north - south) / room[1], 1e-3)
        frames.append(
            MapFrame(
                window=window,
                crs=crs,
                crs_name=name,
                denominator=_round_up(metres_per_mm * 1000),
                centre=(float(west + east) / 2, float(south + north) / 2),
                bounds=(bounds[0], bounds[1], bounds[2], bounds[3]),
            )
        )
    return frames


def middles_and_rooms(
    shapes: Geometries,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """
    Find where in each area a circle has the most room.

    Parameters
    ----------
    shapes
        (Multi)Polygons on the page.

    Returns
    -------
    middles
        One point per area, a row of x and y.
    rooms
        Radius of the largest circle around it that stays inside the area.
    """
    middles = shapely.get_coordinates(shapely.point_on_surface(shapes))
    rooms = np.zeros(len(shapes))
    wide = shapely.area(shapes) > _POINT_AREA
    spokes = shapely.maximum_inscribed_circle(shapes[wide], _MIDDLE_TOLERANCE)
    middles[wide] = shapely.get_coordinates(shapely.get_point(spokes, 0))
    rooms[wide] = shapely.length(spokes)
    return middles, rooms


def degree_label(degrees: float, *, meridian: bool, lang: Lang) -> str:
    """Return for example ``110°30′ BT`` or ``8°00′ LS`` (id), ``110°30′ E`` (en)."""
    minutes = round(abs(degrees) * 60)
    sides = {
        "id": (("BB", "BT") if meridian else ("LS", "LU")),
        "en": (("W", "E") if meridian else ("S", "N")),
    }[lang]
    side = "" if minutes == 0 else f" {sides[int(degrees > 0)]}"
    return f"{minutes // 60}°{minutes % 60:02d}′{side}"


def _share_finer(shapes: Geometries, tolerance: float) -> float:
    """Return the share of the lines between vertices that are shorter than the tolerance."""
    points, shape_of = shapely.get_coordinates(shapes, return_index=True)
    if len(points) < 2:
        return 0.0
    lengths = np.hypot(*np.diff(points, axis=0).T)[np.diff(shape_of) == 0]
    return float((lengths < tolerance).mean()) if len(lengths) else 0.0


def _projection(bounds: tuple[float, ...]) -> tuple[CRS, str]:
    west, south, east, north = bounds
    if east - west <= _WIDEST_UTM:
        zone = min(int((west + east + 360) // 12) + 1, 60)
        code = (32600 if south + north >= 0 else 32700) + zone
        crs = CRS.from_epsg(code)
        return crs, f"{crs.name} (EPSG:{code})"
    latitude, longitude = round((south + north) / 2, 1), round((west + east) / 2, 1)
    crs = CRS.from_proj4(f"+proj=laea +lat_0={latitude} +lon_0={longitude} +datum=WGS84 +units=m")
    return crs, f"Lambert azimuthal equal-area ({latitude}, {longitude})"


def _round_up(denominator: float) -> int:
    unit = int(10 ** max(math.floor(math.log10(denominator)) - 1, 0))
    return int(math.ceil(round(denominator / unit, 6)) * unit)


def _graticule_step(extent: float) -> float:
    wanted = extent / _GRATICULE_LINES
    return max((step for step in _STEPS if step <= wanted), default=_STEPS[0])


def _multiples(low: float, high: float, step: float) -> list[float]:
    first, last = math.ceil(low / step), math.floor(high / step)
    return [number * step for number in range(first, last + 1)]
