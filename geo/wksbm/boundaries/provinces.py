"""Roughly where each province lies, to tell apart the zones that coordinates may be in."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

INDONESIA = (94.0, -12.0, 142.0, 7.0)

_PAPUA = (128.5, -9.6, 141.2, 1.5)

PROVINCES = MappingProxyType(
    {
        "11": (94.5, 1.5, 98.6, 6.5),
        "12": (96.5, -1.2, 100.8, 4.8),
        "13": (98.2, -3.7, 102.2, 1.2),
        "14": (99.8, -1.5, 104.5, 3.2),
        "15": (100.8, -3.1, 105.0, -0.5),
        "16": (101.8, -5.2, 106.5, -1.4),
        "17": (100.8, -5.8, 104.2, -2.0),
        "18": (103.2, -6.4, 106.5, -3.5),
        "19": (104.7, -3.8, 109.3, -1.0),
        "21": (102.9, -1.6, 109.5, 5.2),
        "31": (106.1, -6.7, 107.2, -4.8),
        "32": (106.1, -8.1, 109.1, -5.7),
        "33": (108.3, -8.5, 112.0, -5.4),
        "34": (109.7, -8.5, 111.1, -7.3),
        "35": (110.6, -9.1, 117.0, -4.8),
        "36": (104.9, -7.3, 107.1, -5.6),
        "51": (114.2, -9.1, 115.9, -7.9),
        "52": (115.5, -9.4, 119.6, -7.9),
        "53": (118.6, -11.3, 125.5, -7.6),
        "61": (108.0, -3.4, 114.5, 2.4),
        "62": (110.4, -3.9, 116.1, 1.1),
        "63": (114.0, -5.5, 117.8, -1.0),
        "64": (113.5, -2.8, 119.5, 2.9),
        "65": (114.2, 0.8, 118.4, 4.7),
        "71": (122.9, 0.0, 127.5, 5.9),
        "72": (118.9, -4.0, 124.7, 1.7),
        "73": (116.6, -8.2, 122.3, -1.6),
        "74": (120.5, -6.6, 125.1, -2.5),
        "75": (120.9, 0.0, 123.8, 1.3),
        "76": (116.6, -3.9, 120.1, -0.6),
        "81": (124.9, -8.8, 135.5, -2.2),
        "82": (123.9, -2.8, 130.1, 3.0),
    }
    | dict.fromkeys(("91", "92", "93", "94", "95", "96", "97"), _PAPUA)
)


def at_home(longitudes: np.ndarray, latitudes: np.ndarray, provinces: np.ndarray) -> np.ndarray:
    """
    Tell which places lie where their province is.

    Parameters
    ----------
    longitudes, latitudes
        Degrees (WGS 84).
    provinces
        The first two digits of each place's code; an unknown one stands for all Indonesia.

    Returns
    -------
    numpy.ndarray
        True for places in the box of their province.
    """
    boxes = np.array([PROVINCES.get(province, INDONESIA) for province in provinces])
    west, south, east, north = boxes.reshape(-1, 4).T
    inside = (west <= longitudes) & (longitudes <= east)
    inside &= (south <= latitudes) & (latitudes <= north)
    return np.asarray(inside)
