"""Where a table comes from: the TOML file beside it."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from wksbm.boundaries.model import Source
from wksbm.errors import InputError, Problem
from wksbm.text import Text

_TEXTS = ("title", "publisher", "licence", "date", "url")
_FLAGS = ("sample", "approximate")


def read_source(path: Path, data: bytes) -> Source:
    """
    Describe a table by the TOML file of the same name beside it.

    Parameters
    ----------
    path
        The table; ``kelompok.toml`` belongs to ``kelompok.csv``.
    data
        The bytes read from it, for the hash.

    Returns
    -------
    Source
        Title (else the file's name), publisher, licence, date, url, sample, approximate.

    Raises
    ------
    InputError
        If there is such a file and it is wrong.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    beside = path.with_suffix(".toml")
    if not beside.is_file():
        return Source(path.name, sha256=sha256)
    fields = _load(beside)
    problems = []
    values: dict[str, Any] = {}
    for name in _TEXTS:
        value = fields.get(name, "")
        if isinstance(value, str | int) or hasattr(value, "isoformat"):
            values[name] = str(value)
        else:
            problems.append(_wrong(beside.name, name, value, Text("teks", "text")))
    for name in _FLAGS:
        value = fields.get(name, False)
        if isinstance(value, bool):
            values[name] = value
        else:
            expected = Text("true atau false", "true or false")
            problems.append(_wrong(beside.name, name, value, expected))
    if problems:
        raise InputError(problems)
    return Source(**(values | {"title": values["title"] or path.name, "sha256": sha256}))


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(
            Problem(
                Text("keterangan sumber (TOML) tidak terbaca", "the TOML file cannot be read"),
                file=path.name,
                found=str(error),
            )
        ) from error


def _wrong(file: str, field: str, found: Any, expected: Text) -> Problem:
    return Problem(
        Text("isian salah", "wrong field"),
        file=file,
        column=field,
        found=str(found),
        expected=expected,
    )
