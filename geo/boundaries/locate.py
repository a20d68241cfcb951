"""Find out in which coordinates a boundary file really is, and bring it to WGS 84."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from geo.boundaries.provinces import INDONESIA, share_at_home
from geo.crs import WGS84
from geo.errors import InputError, Problem
from geo.text import Text

_AT_HOME = 0.9
_UTM = (*range(32646, 32655), *range(32746, 32755))
_TM3 = tuple(range(23830, 23846))
_WEB_MERCATOR = 3857
_SURELY_METRES = 1000.0
_CURE = Text(
    'Sertakan berkas .prj, atau tulis crs = "EPSG:…" di source.toml',
    'Keep the .prj beside it, or write crs = "EPSG:…" in a source.toml',
)


@dataclass(frozen=True)
class Located:
    """
    Shapes in WGS 84.

    Parameters
    ----------
    shapes
        Longitude, latitude (EPSG:4326).
    crs
        What they were in.
    source
        ``file``, ``guessed`` or ``option``.
    problems
        What was found out or mended.
    """

    shapes: np.ndarray
    crs: CRS
    source: str
    problems: tuple[Problem, ...]


def locate(
    shapes: np.ndarray,
    provinces: np.ndarray,
    *,
    stated: CRS | None,
    option: CRS | None,
    name: str,
) -> Located:
    """
    Bring shapes to longitude and latitude.

    Parameters
    ----------
    shapes
        Geometries with area, in the coordinates of the file.
    provinces
        First two digits of each one's code.
    stated
        The CRS that the file states.
    option
        The CRS that a person has named; it counts more.
    name
        How messages call the file.

    Returns
    -------
    Located

    Raises
    ------
    InputError
        If the coordinates are not in Indonesia, or nobody can tell in which CRS they are.
    """
    middles = _middles(shapes)
    problems: list[Problem] = []
    claimed = option or stated
    if option is not None and stated is not None and not _same(option, stated):
        problems.append(_overruled(option, stated, name))
    source = "option" if option is not None and (stated is None or problems) else "file"
    if claimed is not None:
        for swapped in (False, True):
            if _fits(claimed, middles[:, ::-1] if swapped else middles, provinces):
                problems += [_swapped(name)] if swapped else []
                return _placed(shapes, claimed, source, problems, swapped=swapped, name=name)
    if option is not None:
        raise InputError(_not_here(middles, option, name))
    guesses = list(_guesses(middles, provinces))
    if len(guesses) == 1:
        crs, swapped = guesses[0]
        problems.append(_guessed(crs, claimed, name))
        problems += [_swapped(name)] if swapped else []
        return _placed(shapes, crs, "guessed", problems, swapped=swapped, name=name)
    if guesses:
        raise InputError(_undecided([crs for crs, _ in guesses], name))
    raise InputError(_not_here(middles, claimed, name))


def crs_label(crs: CRS) -> str:
    """Return ``EPSG:32749``, or the name of a CRS that no authority lists."""
    authority = crs.to_authority(min_confidence=70)
    return ":".join(authority) if authority else str(crs.name)


def parse_crs(text: str, name: str) -> CRS:
    """
    Read a CRS that a person has named.

    Raises
    ------
    InputError
        If it is not one.
    """
    try:
        crs = CRS.from_user_input(text).to_2d()
    except CRSError:
        crs = None
    if crs is None or not (crs.is_geographic or crs.is_projected):
        raise InputError(
            Problem(
                Text("sistem koordinat tidak dikenal", "unknown coordinate reference system"),
                file=name,
                column="crs",
                found=text,
                expected=Text("misalnya EPSG:4326 atau EPSG:32749", "EPSG:4326 or EPSG:32749, say"),
            )
        )
    return crs


def _guesses(middles: np.ndarray, provinces: np.ndarray) -> Iterator[tuple[CRS, bool]]:
    """Yield every CRS in use in Indonesia that puts the places where their codes say."""
    if np.abs(middles).max() < _SURELY_METRES:
        for swapped in (False, True):
            if _fits(WGS84, middles[:, ::-1] if swapped else middles, provinces):
                yield WGS84, swapped
        return
    for swapped in (False, True):
        points = middles[:, ::-1] if swapped else middles
        for code in (*_UTM, *_TM3, _WEB_MERCATOR):
            crs = CRS.from_epsg(code)
            if _fits(crs, points, provinces, inside_zone=True):
                yield crs, swapped


def _fits(
    crs: CRS, points: np.ndarray, provinces: np.ndarray, *, inside_zone: bool = False
) -> bool:
    if crs.is_geographic and np.abs(points).max() > 360:
        return False
    try:
        transformer = Transformer.from_crs(crs, WGS84, always_xy=True)
        longitudes, latitudes = transformer.transform(points[:, 0], points[:, 1])
    except ProjError:
        return False
    if not (np.isfinite(longitudes).all() and np.isfinite(latitudes).all()):
        return False
    west, south, east, north = INDONESIA
    in_indonesia = (longitudes >= west) & (longitudes <= east)
    in_indonesia &= (latitudes >= south) & (latitudes <= north)
    if inside_zone and crs.area_of_use is not None and crs.to_epsg() != _WEB_MERCATOR:
        zone = crs.area_of_use
        if not (zone.west - 1 <= np.median(longitudes) <= zone.east + 1):
            return False
    is_here = in_indonesia.mean() >= _AT_HOME
    return bool(is_here and share_at_home(longitudes, latitudes, provinces) >= _AT_HOME)


def _placed(
    shapes: np.ndarray,
    crs: CRS,
    source: str,
    problems: list[Problem],
    *,
    swapped: bool,
    name: str,
) -> Located:
    transformer = Transformer.from_crs(crs, WGS84, always_xy=True)
    is_plain = crs.equals(WGS84, ignore_axis_order=True)

    def convert(points: np.ndarray) -> np.ndarray:
        points = points[:, ::-1] if swapped else points
        return points if is_plain else np.column_stack(transformer.transform(*points.T))

    placed = shapely.transform(shapes, convert) if swapped or not is_plain else shapes
    bounds = shapely.bounds(placed)
    west, south, east, north = INDONESIA
    outside = ~np.isfinite(bounds).all(axis=1)
    outside |= (bounds[:, :2] < (west, south)).any(axis=1)
    outside |= (bounds[:, 2:] > (east, north)).any(axis=1)
    if outside.any():
        first = _middles(placed[outside][:1])[0]
        raise InputError(
            Problem(
                Text(
                    f"{int(outside.sum())} bidang terletak di luar Indonesia",
                    f"{int(outside.sum())} features lie outside Indonesia",
                ),
                file=name,
                found=f"{first[0]:.5f}, {first[1]:.5f}",
                cure=Text("Perbaiki atau hapus bidang itu", "Mend or remove those features"),
            )
        )
    return Located(np.asarray(placed), crs, source, tuple(problems))


def _middles(shapes: np.ndarray) -> np.ndarray:
    bounds = shapely.bounds(shapes)
    return np.asarray((bounds[:, :2] + bounds[:, 2:]) / 2)


def _same(one: CRS, other: CRS) -> bool:
    return bool(one.equals(other, ignore_axis_order=True) or crs_label(one) == crs_label(other))


def _overruled(option: CRS, stated: CRS, name: str) -> Problem:
    return Problem(
        Text(
            f"berkas menyatakan {crs_label(stated)}; dipakai {crs_label(option)} seperti diminta",
            f"the file states {crs_label(stated)}; {crs_label(option)} is used, as asked",
        ),
        file=name,
    )


def _swapped(name: str) -> Problem:
    return Problem(
        Text(
            "lintang dan bujur (atau utara dan timur) tertukar; ditukar kembali",
            "latitude and longitude (or northing and easting) were swapped; put right",
        ),
        file=name,
    )


def _guessed(crs: CRS, claimed: CRS | None, name: str) -> Problem:
    label = crs_label(crs)
    if claimed is None:
        what = Text(
            f"sistem koordinat tidak dinyatakan; koordinatnya cocok dengan {label}, itu yang "
            "dipakai",
            f"no coordinate reference system is stated; the coordinates fit {label}, which is used",
        )
    else:
        what = Text(
            f"berkas menyatakan {crs_label(claimed)}, tetapi koordinatnya cocok dengan {label}; "
            "itu yang dipakai",
            f"the file states {crs_label(claimed)}, but the coordinates fit {label}, which is used",
        )
    return Problem(what, file=name, cure=_CURE)


def _undecided(crss: list[CRS], name: str) -> Problem:
    labels = ", ".join(dict.fromkeys(crs_label(crs) for crs in crss))
    return Problem(
        Text(
            f"sistem koordinat tidak dapat ditentukan: koordinatnya cocok dengan {labels}",
            f"the coordinate reference system cannot be told: the coordinates fit {labels}",
        ),
        file=name,
        cure=_CURE,
    )


def _not_here(middles: np.ndarray, claimed: CRS | None, name: str) -> Problem:
    x, y = np.median(middles, axis=0)
    label = crs_label(claimed) if claimed is not None else None
    return Problem(
        Text(
            "koordinatnya tidak terletak di wilayah yang disebut kodenya"
            + (f" menurut {label}" if label else ""),
            "the coordinates do not lie where the codes say"
            + (f" according to {label}" if label else ""),
        ),
        file=name,
        found=f"{x:.5f}, {y:.5f}",
        expected=Text(
            "di Indonesia, bujur 95 sampai 141 dan lintang -11 sampai 6 (atau meter UTM/TM-3)",
            "in Indonesia, longitude 95 to 141 and latitude -11 to 6 (or UTM/TM-3 metres)",
        ),
        cure=_CURE,
    )
