"""Find the villages in which points lie."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

NEAR_M = 50.0
"""A point this far outside of exactly one village is counted to it, and said so (metres)."""


@dataclass(frozen=True)
class Located:
    """
    Where points lie.

    Parameters
    ----------
    number
        For each point the number of a place in `places`, -1 for a point without coordinates.
    places
        The distinct findings: codes of the villages (none: outside; two or more: on a border)
        and whether the point lies up to `NEAR_M` outside.
    """

    number: npt.NDArray[np.int64]
    places: tuple[tuple[tuple[str, ...], bool], ...]


_Place = tuple[tuple[str, ...], bool]
_Groups = list[tuple[_Place, npt.NDArray[np.int64]]]


class Locator:
    """
    Places points in the villages of a boundary layer.

    Parameters
    ----------
    villages
        Index `kode`, EPSG:4326.
    """

    def __init__(self, villages: gpd.GeoDataFrame) -> None:
        self._kodes = [str(kode) for kode in villages.index]
        self._position = {kode: number for number, kode in enumerate(self._kodes)}
        self._shapes = villages.geometry.to_numpy()
        self._villages = villages
        self._metric: gpd.GeoSeries | None = None

    @property
    def utm_zone(self) -> int | None:
        """The UTM zone that holds all villages; None where they lie in several."""
        west, _, east, _ = self._villages.total_bounds
        first, last = (int((lon + 180) // 6) + 1 for lon in (west, east))
        return first if first == last else None

    def locate(self, lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64]) -> Located:
        """
        Find the villages of points.

        Parameters
        ----------
        lon, lat
            Decimal degrees, EPSG:4326; NaN for "no place".

        Returns
        -------
        Located
        """
        known = np.isfinite(lon) & np.isfinite(lat)
        number = np.full(len(lon), -1)
        if not known.any():
            return Located(number, ())
        points = shapely.points(lon[known], lat[known])
        village, point = shapely.STRtree(points).query(self._shapes, predicate="intersects")
        numbers: dict[_Place, int] = {}
        found = np.full(len(points), -1)
        for place, members in self._group(village, point, len(points)):
            found[members] = numbers.setdefault(place, len(numbers))
        missing = np.flatnonzero(found < 0)
        for place, members in self._near(points[missing]):
            found[missing[members]] = numbers.setdefault(place, len(numbers))
        number[known] = found
        return Located(number, tuple(numbers))

    def is_near(
        self,
        lon: npt.NDArray[np.float64],
        lat: npt.NDArray[np.float64],
        kodes: list[str],
        metres: float,
    ) -> npt.NDArray[np.bool_]:
        """Tell of each point whether it lies within so many metres of the village beside it."""
        points = self._project(shapely.points(lon, lat))
        shapes = self._metric_shapes()[[self._position[kode] for kode in kodes]]
        return np.asarray(shapely.dwithin(points, shapes, metres), dtype=bool)

    def _group(
        self, village: npt.NDArray[np.int64], point: npt.NDArray[np.int64], points: int
    ) -> _Groups:
        """Group points by the villages that hold them; most lie in exactly one."""
        times = np.bincount(point, minlength=points)
        single = times[point] == 1
        groups: _Groups = []
        for number in np.unique(village[single]):
            members = point[single & (village == number)]
            groups.append((((self._kodes[number],), False), members))
        pairs = pd.DataFrame({"point": point[~single], "village": village[~single]})
        for member, rows in pairs.groupby("point")["village"]:
            kodes = tuple(sorted(self._kodes[number] for number in rows))
            groups.append(((kodes, False), np.array([member])))
        return groups

    def _near(self, points: npt.NDArray[np.object_]) -> _Groups:
        """Group points outside every village by the villages within `NEAR_M`."""
        if not len(points):
            return []
        tree = shapely.STRtree(self._metric_shapes())
        point, village = tree.query(self._project(points), predicate="dwithin", distance=NEAR_M)
        near: dict[int, list[str]] = {}
        for member, number in zip(point, village, strict=True):
            near.setdefault(int(member), []).append(self._kodes[number])
        groups: dict[_Place, list[int]] = {}
        for member in range(len(points)):
            kodes = tuple(sorted(near.get(member, ())))
            groups.setdefault((kodes, bool(kodes)), []).append(member)
        return [(place, np.array(members)) for place, members in groups.items()]

    def _metric_shapes(self) -> npt.NDArray[np.object_]:
        if self._metric is None:
            geometry = self._villages.geometry
            self._metric = geometry.to_crs(geometry.estimate_utm_crs())
        return np.asarray(self._metric.to_numpy())

    def _project(self, points: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
        self._metric_shapes()
        crs = self._metric.crs if self._metric is not None else None
        return np.asarray(gpd.GeoSeries(points, crs="EPSG:4326").to_crs(crs).to_numpy())
