"""Pack data, scripts and styles into one short text: columns as characters, deflated, as base64."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

_SHORTEST = 32
_FIRST_CODE = 35
_BACKSLASH = 92
_MOST_CODES = 0xD800 - _FIRST_CODE - 2
_MOST_DECIMALS = 6
_SURROGATE = re.compile("[\ud800-\udfff]")


def pack(values: Mapping[str, Any], shapes: bytes, *texts: str) -> str:
    """
    Return values, shapes and texts as the one text that `unpack.js` reads.

    Parameters
    ----------
    values
        JSON-ready.
    shapes
        Of `wksbm.maps.page.topology`.
    texts
        Script and style that the page takes once the map is drawn.

    Returns
    -------
    str
        Base64 of the parts, each after its length (four bytes, the highest first): the values as
        JSON, the shapes, the texts; UTF-8, all of it deflated without a header.

    Raises
    ------
    ValueError
        If a number is not finite.
    """
    plain = json.dumps(fold(values), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", plain).encode("utf-8")
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL)
    parts = (text, shapes, *(entry.encode("utf-8") for entry in texts))
    packed = deflate.compress(b"".join(len(part).to_bytes(4, "big") + part for part in parts))
    packed += deflate.flush()
    return base64.b64encode(packed).decode("ascii")


def fold(value: Any) -> Any:
    """
    Write every long list of numbers as text.

    Returns
    -------
    object
        The same, but for lists of at least 32 numbers and None: ``{"$": [decimals, lowest,
        text]}`` has one character for each, `lowest` the first but one; the first is None. A list
        that needs more characters than there are stays a list.
    """
    if isinstance(value, Mapping):
        return {key: fold(entry) for key, entry in value.items()}
    if isinstance(value, list):
        folded = _characters(value) if len(value) >= _SHORTEST else None
        return folded or [fold(entry) for entry in value]
    return value


def _characters(values: Sequence[Any]) -> dict[str, Any] | None:
    if not all(entry is None or type(entry) in (int, float) for entry in values):
        return None
    numbers = np.array([np.nan if entry is None else entry for entry in values], dtype=float)
    known = ~np.isnan(numbers)
    if any(entry is not None and not np.isfinite(entry) for entry in values):
        return None
    decimals = max(0, _decimals(numbers[known]))
    whole = np.rint(numbers[known] * 10**decimals)
    lowest = int(whole.min()) if whole.size else 0
    if decimals > _MOST_DECIMALS or (whole.size and whole.max() - lowest >= _MOST_CODES):
        return None
    codes = np.zeros(len(numbers), dtype=np.int64)
    codes[known] = whole.astype(np.int64) - lowest + 1
    codes += _FIRST_CODE
    codes += codes >= _BACKSLASH
    return {"$": [decimals, lowest, "".join(map(chr, codes.tolist()))]}


def _decimals(numbers: np.ndarray) -> int:
    """Return how many decimals the numbers have, as they are written."""
    written = (Decimal(repr(number)).normalize() for number in np.unique(numbers).tolist())
    return max((-int(number.as_tuple().exponent) for number in written), default=0)
