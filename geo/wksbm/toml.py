"""Read the atlas's own TOML content with every mistake told at once."""

from __future__ import annotations

import datetime
import itertools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from wksbm.errors import ContentError, Problem
from wksbm.personal.numbers import masked_text
from wksbm.reading import check_text
from wksbm.text import Text

_ID = re.compile(r"[a-z][a-z0-9_]{0,62}")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")

_NEAR = 60


class TomlFile:
    """
    One TOML file, read field by field; wrong fields gather as problems.

    Call `finish` when all fields have been taken: it raises for every problem found, unknown
    fields included.

    Parameters
    ----------
    path
        The file.
    name
        How messages call it, e.g. ``layers/idm_2024.toml``.

    Raises
    ------
    ContentError
        If the file is not readable TOML.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self._stem = path.stem
        self._problems: list[Problem] = []
        self._known: set[str] = set()
        check_text(path)
        try:
            self._raw = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
            raise ContentError(
                Problem(
                    Text("berkas TOML tidak dapat dibaca", "the TOML file cannot be read"),
                    file=name,
                    found=str(error),
                    cure=Text(
                        "Periksa tanda kutip, kurung dan koma pada baris yang disebut (line)",
                        "Check quotes, brackets and commas in the line that is named",
                    ),
                )
            ) from error

    def id(self) -> str:
        """Take the file's name as that of what it describes."""
        if not _ID.fullmatch(self._stem) or _RESERVED.fullmatch(self._stem):
            self.wrong(
                "",
                self._stem,
                Text(
                    "nama huruf kecil a-z, 0-9, _, yang bukan nama perangkat Windows",
                    "a name of a-z, 0-9, _ that Windows does not reserve",
                ),
            )
        return self._stem

    def text(self, field: str, *, default: Text | None = None, blank: bool = False) -> Text:
        """
        Take a ``{ id = "...", en = "..." }`` field, without words only if it may be `blank`.

        Personal numbers in it are masked: these are the texts that stand on pages and maps.
        """
        value = self._take(field)
        if value is None and default is not None:
            return default
        if (
            isinstance(value, dict)
            and set(value) == {"id", "en"}
            and all(isinstance(item, str) for item in value.values())
        ):
            if not blank and not all(item.strip() for item in value.values()):
                words = Text("kata-kata dalam kedua bahasa", "words in both languages")
                self.wrong(field, value, words)
            return Text(masked_text(value["id"]), masked_text(value["en"]))
        self.wrong(field, value, Text('{ id = "…", en = "…" }', '{ id = "…", en = "…" }'))
        return Text("", "")

    def string(self, field: str, *, default: str | None = None) -> str:
        """Take a string."""
        value = self._take(field)
        if value is None and default is not None:
            return default
        if isinstance(value, str):
            return value
        self.wrong(field, value, Text("teks", "text"))
        return ""

    def words(self, field: str) -> str:
        """Take a text, or a number or date that stands for one; absent gives an empty one."""
        value = self._take(field)
        if value is None:
            return ""
        if isinstance(value, str | int | datetime.date) and not isinstance(value, bool):
            return str(value)
        self.wrong(field, value, Text("teks", "text"))
        return ""

    def table(self, field: str) -> Mapping[str, Any]:
        """Take a whole table as it stands; absent gives an empty one."""
        value = self._take(field)
        if value is None:
            return {}
        if isinstance(value, dict):
            return value
        self.wrong(field, value, Text(f"tabel [{field}]", f"a table [{field}]"))
        return {}

    def choice(self, field: str, choices: tuple[str, ...], *, default: str | None = None) -> str:
        """Take one of a closed list of strings."""
        self._known.add(field)
        value = default if self._peek(field) is None else self._peek(field)
        if value not in choices:
            listed = ", ".join(choices)
            self.wrong(field, value, Text(f"salah satu dari {listed}", f"one of {listed}"))
            return choices[0]
        return str(value)

    def strings(self, field: str, *, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Take a list of strings, which has at least one where there is no default."""
        value = self._take(field)
        if value is None and default is not None:
            return default
        enough = value or default is not None
        if isinstance(value, list) and enough and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.wrong(field, value, Text("daftar berisi teks", "a list with texts"))
        return ()

    def numbers(self, field: str) -> tuple[float, ...]:
        """Take a list of increasing numbers; absent gives an empty one."""
        value = self._take(field)
        if value is None:
            return ()
        if (
            isinstance(value, list)
            and all(type(item) in (int, float) for item in value)
            and all(low < high for low, high in itertools.pairwise(value))
        ):
            return tuple(float(item) for item in value)
        self.wrong(field, value, Text("daftar angka menaik", "a list of increasing numbers"))
        return ()

    def number(self, field: str, *, default: float) -> float:
        """Take a number."""
        value = self._take(field)
        if value is None:
            return default
        if type(value) in (int, float):
            return float(value)
        self.wrong(field, value, Text("angka", "a number"))
        return default

    def bounded(self, field: str, *, default: float, low: float, high: float) -> float:
        """Take a number between `low` and `high`."""
        value = self.number(field, default=default)
        if low <= value <= high:
            return value
        self.wrong(
            field, value, Text(f"angka {low} sampai {high}", f"a number from {low} to {high}")
        )
        return default

    def whole(self, field: str, *, default: int | None, low: int, high: int) -> int:
        """Take a whole number between `low` and `high`."""
        value = self._take(field)
        if value is None and default is not None:
            return default
        if type(value) is int and low <= value <= high:
            return value
        self.wrong(
            field,
            value,
            Text(f"bilangan bulat {low} sampai {high}", f"a whole number from {low} to {high}"),
        )
        return low

    def flag(self, field: str, *, default: bool) -> bool:
        """Take a true/false field."""
        value = self._take(field)
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        self.wrong(field, value, Text("true atau false", "true or false"))
        return default

    def skip(self, *fields: str) -> None:
        """Let fields stand that are only for people to read."""
        self._known.update(fields)

    def has(self, field: str) -> bool:
        """Tell whether a field is given."""
        return self._peek(field) is not None

    def wrong(self, field: str, found: object, expected: Text) -> None:
        """Note that a field is not as expected."""
        self._problems.append(
            Problem(
                Text("isian salah", "wrong field"),
                file=self.name,
                column=field or None,
                found=None if found is None else str(found),
                expected=expected,
            )
        )

    def finish(self) -> None:
        """Raise ContentError for everything noted and every field that nobody took."""
        for name in _leaves(self._raw):
            if not any(
                name == known
                or name.startswith(f"{known}.")
                or (known.startswith(f"{name}.") and self._peek(name) == {})
                for known in self._known
            ):
                self._unknown(name)
        if self._problems:
            raise ContentError(self._problems)

    def _unknown(self, field: str) -> None:
        nearest = process.extractOne(
            field, sorted(self._known), scorer=fuzz.ratio, score_cutoff=_NEAR
        )
        self._problems.append(
            Problem(
                Text("isian tidak dikenal", "unknown field"),
                file=self.name,
                column=field,
                expected=Text(f"{nearest[0]} (barangkali)", f"{nearest[0]} (perhaps)")
                if nearest
                else None,
                cure=Text("Betulkan namanya atau hapus", "Correct its name or remove it"),
            )
        )

    def _take(self, field: str) -> Any:
        self._known.add(field)
        return self._peek(field)

    def _peek(self, field: str) -> Any:
        value: Any = self._raw
        for part in field.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return value


def _leaves(table: dict[str, Any], prefix: str = "") -> list[str]:
    names: list[str] = []
    for key, value in table.items():
        if isinstance(value, dict) and value:
            names += _leaves(value, f"{prefix}{key}.")
        else:
            names.append(prefix + key)
    return names
