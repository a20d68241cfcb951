"""Zip packages (DOCX, ODT) that have the same bytes whenever they are written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_TIME = (1980, 1, 1, 0, 0, 0)
_FIRST = ("mimetype", "[Content_Types].xml", "_rels/.rels")


def pack(parts: Mapping[str, bytes]) -> bytes:
    """
    Zip parts in a fixed order with a fixed time.

    Parameters
    ----------
    parts
        Content by name. ``mimetype`` is stored as it is and comes first, as OpenDocument wants.

    Returns
    -------
    bytes
    """
    order = [*(name for name in _FIRST if name in parts), *sorted(set(parts) - set(_FIRST))]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in order:
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, parts[name])
    return buffer.getvalue()


def unpack(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {
            entry.filename: archive.read(entry)
            for entry in archive.infolist()
            if not entry.is_dir()
        }
