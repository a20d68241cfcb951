"""Find out in which coordinates a boundary file really is, and bring it to WGS 84."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from wksbm.boundaries.provinces import INDONESIA, at_home
from wksbm.crs import WGS84
from wksbm.errors import InputError, Problem
from wksbm.text import Text

_MOST = 0.9
_HALF = 0.5
_UTM = (*range(32646, 32655), *range(32746, 32755))
_TM3 = tuple(range(23830, 23846))
_WEB_MERCATOR = 3857
_WIDEST_DEGREES = 360.0
_SURELY_METRES = 1000.0
_IF_NOT = Text(
    "Jika bukan itu, sebutkan yang benar: --crs EPSG:KODE",
    "If it is another one, name it: --crs EPSG:CODE",
)
_NOTHING_FITS = Text(
    "Tidak ada sistem koordinat lazim yang cocok: periksa kode desanya dan letaknya di QGIS; jika "
    "koordinatnya dari sistem lain, sebutkan: --crs EPSG:KODE",
    "No usual coordinate system fits: check the village codes and where they lie in QGIS; if the "
    "coordinates are of another system, name it: --crs EPSG:CODE",
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


@dataclass(frozen=True)
class _Found:
    crs: CRS
    source: str
    swapped: bool


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
            if _fits(claimed, _turned(middles, swapped), provinces, share=_HALF):
                problems += [_swapped(name)] if swapped else []
                found = _Found(claimed, source, swapped)
                return _placed(shapes, provinces, found, problems, name)
    guesses = list(_guesses(middles, provinces))
    if option is not None:
        raise InputError(_not_here(middles, option, name, [crs for crs, _ in guesses]))
    if len(guesses) == 1:
        crs, swapped = guesses[0]
        problems.append(_guessed(crs, claimed, name))
        problems += [_swapped(name)] if swapped else []
        return _placed(shapes, provinces, _Found(crs, "guessed", swapped), problems, name)
    if guesses:
        raise InputError(_undecided([crs for crs, _ in guesses], name))
    raise InputError(_not_here(middles, claimed, name, []))


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
            if _fits(WGS84, _turned(middles, swapped), provinces, share=_MOST):
                yield WGS84, swapped
        return
    for swapped in (False, True):
        points = _turned(middles, swapped)
        for code in (*_UTM, *_TM3, _WEB_MERCATOR):
            crs = CRS.from_epsg(code)
            if _in_zone(crs, points) and _fits(crs, points, provinces, share=_MOST):
                yield crs, swapped


def _fits(crs: CRS, points: np.ndarray, provinces: np.ndarray, *, share: float) -> bool:
    """Tell whether at least `share` of the places lie in Indonesia and in their provinces."""
    if crs.is_geographic and np.abs(points).max(initial=0) > _WIDEST_DEGREES:
        return False
    try:
        longitudes, latitudes = _degrees(crs, points)
    except ProjError:
        return False
    if not (np.isfinite(longitudes).all() and np.isfinite(latitudes).all()):
        return False
    return bool(at_home(longitudes, latitudes, provinces).mean() >= share)


def _in_zone(crs: CRS, points: np.ndarray) -> bool:
    """Tell whether the middle of places lies in the zone for which a CRS is made."""
    zone = crs.area_of_use
    longitude = np.median(_degrees(crs, points)[0])
    return zone is None or bool(zone.west - 1 <= longitude <= zone.east + 1)


def _degrees(crs: CRS, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    transformer = Transformer.from_crs(crs, WGS84, always_xy=True)
    longitudes, latitudes = transformer.transform(points[:, 0], points[:, 1])
    return np.asarray(longitudes), np.asarray(latitudes)


def _turned(points: np.ndarray, swapped: bool) -> np.ndarray:
    return points[:, ::-1] if swapped else points


def _placed(
    shapes: np.ndarray,
    provinces: np.ndarray,
    found: _Found,
    problems: list[Problem],
    name: str,
) -> Located:
    transformer = Transformer.from_crs(found.crs, WGS84, always_xy=True)
    is_plain = found.crs.equals(WGS84, ignore_axis_order=True)

    def convert(points: np.ndarray) -> np.ndarray:
        points = _turned(points, found.swapped)
        return points if is_plain else np.column_stack(transformer.transform(*points.T))

    placed = shapely.transform(shapes, convert) if found.swapped or not is_plain else shapes
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
    middles = _middles(placed)
    away = ~at_home(middles[:, 0], middles[:, 1], provinces)
    if away.any():
        problems = [*problems, _away(int(away.sum()), middles[away][0], name)]
    return Located(np.asarray(placed), found.crs, found.source, tuple(problems))


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
    return Problem(what, file=name, cure=_IF_NOT)


def _name_it(crss: Sequence[CRS]) -> Text:
    """Name the option that states a CRS, with those that are possible."""
    labels = list(dict.fromkeys(crs_label(crs) for crs in crss))
    id_, en = (word.join(f"--crs {label}" for label in labels) for word in (" atau ", " or "))
    return Text(
        f"Sebutkan sistem koordinatnya: {id_} (atau sertakan berkas .prj)",
        f"Name the coordinate system: {en} (or keep the .prj beside the file)",
    )


def _away(count: int, first: np.ndarray, name: str) -> Problem:
    return Problem(
        Text(
            f"{count} bidang terletak jauh dari provinsi menurut kodenya",
            f"{count} features lie far from the province of their code",
        ),
        file=name,
        found=f"{first[0]:.5f}, {first[1]:.5f}",
        cure=Text("Periksa kode dan letaknya", "Check their codes and where they are"),
    )


def _undecided(crss: list[CRS], name: str) -> Problem:
    labels = ", ".join(dict.fromkeys(crs_label(crs) for crs in crss))
    return Problem(
        Text(
            f"sistem koordinat tidak dapat ditentukan: koordinatnya cocok dengan {labels}",
            f"the coordinate reference system cannot be told: the coordinates fit {labels}",
        ),
        file=name,
        cure=_name_it(crss),
    )


def _not_here(
    middles: np.ndarray, claimed: CRS | None, name: str, fitting: Sequence[CRS]
) -> Problem:
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
        cure=_name_it(fitting) if fitting else _NOTHING_FITS,
    )
