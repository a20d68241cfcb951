"""Read the data block of an interactive page as `unpack.js` does."""

from __future__ import annotations

import base64
import json
import re
import zlib
from pathlib import Path
from typing import Any

_BLOCK = re.compile(r'<script type="application/octet-stream" id="atlas-data">(.*?)</script>')


def block_of(page: str) -> str:
    """Return the packed text of the data block."""
    (block,) = _BLOCK.findall(page)
    return str(block)


def unpack(block: str) -> tuple[dict[str, Any], bytes, list[str]]:
    """Return the values of a data block, its lists put back, the bytes of its shapes, its texts."""
    plain = zlib.decompress(base64.b64decode(block, validate=True), -zlib.MAX_WBITS)
    parts = []
    while plain:
        length = int.from_bytes(plain[:4], "big")
        parts.append(plain[4 : 4 + length])
        plain = plain[4 + length :]
    values, shapes, *texts = parts
    return _unfold(json.loads(values)), shapes, [text.decode("utf-8") for text in texts]


def data_of(page: str) -> dict[str, Any]:
    """Return the values that a page shows."""
    return unpack(block_of(page))[0]


def data_in(path: Path) -> dict[str, Any]:
    """Return the values that the page in a file shows."""
    return data_of(path.read_bytes().decode("utf-8"))


def classes_of(layer: dict[str, Any]) -> list[str]:
    """Return the key of each village's class."""
    uppers = [entry["upper"] for entry in layer["classes"]]
    places = [
        next(n for n, upper in enumerate(uppers) if upper is not None and value <= upper)
        if named is None
        else named
        for value, named in zip(layer["values"], layer["apart"], strict=True)
    ]
    return [layer["classes"][place]["key"] for place in places]


def _unfold(value: Any) -> Any:
    if isinstance(value, list):
        return [_unfold(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    if "$" not in value:
        return {key: _unfold(entry) for key, entry in value.items()}
    decimals, lowest, text = value["$"]
    codes = [ord(sign) - 35 - (ord(sign) > ord("\\")) for sign in text]
    return [(code - 1 + lowest) / 10**decimals if code else None for code in codes]
