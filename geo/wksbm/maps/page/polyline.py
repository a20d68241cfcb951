"""Write coordinates as short text: the encoded polyline algorithm at five decimals (about 1 m)."""

from __future__ import annotations

import numpy as np

_STEPS_PER_DEGREE = 100_000


def encode_points(longitudes_latitudes: np.ndarray) -> str:
    """
    Encode coordinates as differences from one to the next.

    Parameters
    ----------
    longitudes_latitudes
        Array of shape (n, 2), degrees.

    Returns
    -------
    str
        Characters ``?`` to ``~``; latitude before longitude, as readers of the format expect.
    """
    steps = np.rint(longitudes_latitudes * _STEPS_PER_DEGREE).astype(np.int64)
    return _encode(steps)


def _encode(steps: np.ndarray) -> str:
    changes = np.diff(steps[:, ::-1], axis=0, prepend=0).ravel()
    numbers = np.where(changes < 0, ~(changes << 1), changes << 1)
    characters: list[str] = []
    for number in numbers.tolist():
        while number >= 0x20:
            characters.append(chr((0x20 | (number & 0x1F)) + 63))
            number >>= 5
        characters.append(chr(number + 63))
    return "".join(characters)
