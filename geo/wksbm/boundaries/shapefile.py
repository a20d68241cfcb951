"""Check the parts of a Shapefile before it is opened; mend a missing index and encoding."""

from __future__ import annotations

import codecs
import struct
from dataclasses import dataclass
from pathlib import Path

from wksbm.errors import InputError, Problem
from wksbm.text import Text

SIDECARS = (".dbf", ".shx", ".prj", ".cpg")

_HEADER = 100
_AGAIN = Text("Salin atau unduh ulang semua bagiannya", "Copy or download all its parts again")


@dataclass(frozen=True)
class ShapefileCheck:
    """
    What a Shapefile needs to be read rightly.

    Parameters
    ----------
    encoding
        Encoding of its texts.
    problems
        What was missing and mended.
    """

    encoding: str
    problems: tuple[Problem, ...]


def check_shapefile(shp: Path, name: str) -> ShapefileCheck:
    """
    Check and mend a private copy of a Shapefile.

    Parameters
    ----------
    shp
        The copy's `.shp`; the other parts lie beside it in lower case. A missing or wrong
        `.shx` is written there, a damaged `.prj` removed.
    name
        How messages call the file.

    Raises
    ------
    InputError
        If the `.dbf` is missing, a part is cut off, or the parts do not belong together.
    """
    dbf = shp.with_suffix(".dbf")
    if not dbf.exists():
        raise InputError(
            Problem(
                Text(
                    "berkas .dbf tidak ada, sehingga nama dan kode desa tidak diketahui",
                    "the .dbf is missing, and with it the names and codes of the villages",
                ),
                file=name,
                cure=Text(
                    "Sertakan .shp, .shx, .dbf dan .prj bersama-sama",
                    "Keep .shp, .shx, .dbf and .prj together",
                ),
            )
        )
    places = _records(shp, name)
    table, width = _table(dbf, name)
    problems = _check_index(shp, name, places, len(table) // width)
    prj = shp.with_suffix(".prj")
    if prj.exists() and not _is_utf8(prj.read_bytes()):
        prj.unlink()
        problems.append(
            Problem(Text("berkas .prj rusak; diabaikan", "the .prj is damaged; ignored"), file=name)
        )
    deleted = table[::width].count(b"*")
    if deleted:
        problems.append(
            Problem(
                Text(
                    f"{deleted} baris .dbf ditandai terhapus dan tidak dipakai",
                    f"{deleted} rows of the .dbf are marked as deleted and left out",
                ),
                file=name,
            )
        )
    encoding = _encoding(shp.with_suffix(".cpg"), table)
    if not table.isascii() and not shp.with_suffix(".cpg").exists():
        problems.append(
            Problem(
                Text(
                    f"berkas .cpg tidak ada; isi menunjukkan pengodean {encoding}",
                    f"the .cpg is missing; the content shows the encoding {encoding}",
                ),
                file=name,
            )
        )
    return ShapefileCheck(encoding, tuple(problems))


def _records(shp: Path, name: str) -> list[tuple[int, int]]:
    """Return offset and length in bytes of every record, by walking through the file."""
    data = shp.read_bytes()
    stated = struct.unpack(">I", data[24:28])[0] * 2
    if len(data) < stated or stated < _HEADER:
        raise InputError(
            Problem(
                Text("berkas .shp terpotong", "the .shp is cut off"),
                file=name,
                found=f"{len(data)} bytes",
                expected=Text(f"{stated} byte menurut kepalanya", f"{stated} bytes by its header"),
                cure=_AGAIN,
            )
        )
    places, place = [], _HEADER
    while place + 8 <= stated:
        length = struct.unpack(">I", data[place + 4 : place + 8])[0] * 2
        if length < 4 or place + 8 + length > stated:
            raise InputError(
                Problem(
                    Text("isi berkas .shp rusak", "the .shp is damaged"),
                    file=name,
                    found=f"byte {place}",
                    cure=_AGAIN,
                )
            )
        places.append((place, length))
        place += 8 + length
    return places


def _table(dbf: Path, name: str) -> tuple[bytes, int]:
    """Return the rows of a `.dbf` as bytes, and the length of one."""
    data = dbf.read_bytes()
    rows, start, width = struct.unpack("<IHH", data[4:12]) if len(data) >= 32 else (0, 0, 0)
    if start < 33 or width < 1 or len(data) < start + rows * width:
        raise InputError(
            Problem(
                Text("berkas .dbf terpotong atau rusak", "the .dbf is cut off or damaged"),
                file=name,
                found=f"{len(data)} bytes",
                expected=Text(f"{start + rows * width} byte", f"{start + rows * width} bytes"),
                cure=_AGAIN,
            )
        )
    return data[start : start + rows * width], width


def _check_index(shp: Path, name: str, places: list[tuple[int, int]], rows: int) -> list[Problem]:
    """Write the `.shx` anew unless it names every row's record."""
    shx = shp.with_suffix(".shx")
    is_missing = not shx.exists()
    listed = [] if is_missing else _indexed(shx.read_bytes())
    if len(listed) == rows and set(listed) <= set(places):
        return []
    if len(places) != rows:
        raise InputError(
            Problem(
                Text(
                    f"berkas .shp memuat {len(places)} bidang tetapi .dbf {rows} baris",
                    f"the .shp holds {len(places)} features but the .dbf {rows} rows",
                ),
                file=name,
                cure=_AGAIN,
            )
        )
    body = b"".join(struct.pack(">II", place // 2, length // 2) for place, length in places)
    head = shp.read_bytes()[:_HEADER]
    size = struct.pack(">I", (_HEADER + len(body)) // 2)
    shx.write_bytes(head[:24] + size + head[28:] + body)
    return [
        Problem(
            Text(
                f"berkas .shx {'tidak ada' if is_missing else 'tidak cocok'}; indeksnya disusun "
                "ulang dari .shp (berkas asli tidak diubah)",
                f"the .shx is {'missing' if is_missing else 'wrong'}; the index was rebuilt from "
                "the .shp (your files are unchanged)",
            ),
            file=name,
        )
    ]


def _indexed(shx: bytes) -> list[tuple[int, int]]:
    body = shx[_HEADER : _HEADER + (len(shx) - _HEADER) // 8 * 8]
    return [(place * 2, length * 2) for place, length in struct.iter_unpack(">II", body)]


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _encoding(cpg: Path, table: bytes) -> str:
    """
    Return UTF-8 if the rows are that, else what the `.cpg` says, else cp1252.

    A few broken sequences do not speak against UTF-8: fields are cut at a number of bytes.
    """
    text = table.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if 5 * broken <= sum(not char.isascii() for char in text):
        return "UTF-8"
    stated = cpg.read_bytes()[:40].decode("ascii", "replace").strip() if cpg.exists() else ""
    try:
        codec = codecs.lookup(f"cp{stated}" if stated.isdigit() else stated).name
        table.decode(codec)
    except (LookupError, UnicodeDecodeError, ValueError):
        return "CP1252"
    return "CP1252" if codec in ("utf-8", "ascii", "iso8859-1") else codec.upper()
