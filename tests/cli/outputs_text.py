"""Everything that can be read in a command's outputs: packed, compressed and described too."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pypdf
from PIL import Image

from tests.maps.payloads import block_of, unpack

_ZIPS = (".xlsx", ".docx", ".odt", ".zip", ".qgz")
_PICTURES = (".png", ".jpg", ".jpeg", ".tif")


def texts_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what each file of a folder holds, and what it is called."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            yield name, name
            yield from texts_of(name, path.read_bytes())


def texts_of(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the texts of one file: its bytes, its members, its page data, its pages."""
    suffix = Path(name).suffix.lower()
    yield name, data.decode("utf-8", "ignore") + "\n" + data.decode("utf-16-le", "ignore")
    if suffix in _ZIPS:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield f"{name}!{member}", member
                yield from texts_of(f"{name}!{member}", archive.read(member))
    elif suffix == ".pdf":
        reader = pypdf.PdfReader(io.BytesIO(data))
        yield f"{name}!metadata", f"{reader.metadata} {reader.outline}"
        for number, page in enumerate(reader.pages, 1):
            yield f"{name}!{number}", page.extract_text()
    elif suffix in _PICTURES:
        try:
            with Image.open(io.BytesIO(data)) as picture:
                yield f"{name}!metadata", str({**picture.info, **picture.getexif()})
        except OSError:
            return
    elif suffix == ".parquet":
        table = pq.read_table(io.BytesIO(data))
        yield f"{name}!table", f"{table.to_pydict()} {table.schema.metadata}"
    elif suffix == ".html" and 'id="atlas-data"' in (page_text := data.decode("utf-8")):
        values, shapes, parts = unpack(block_of(page_text))
        yield f"{name}!data", f"{values} {shapes!r} {parts}"
