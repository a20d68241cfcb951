"""Answers that stand beside tables: in a table's own TOML file, or in last month's."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wksbm.errors import InputError, Problem
from wksbm.reading import check_text
from wksbm.tables.reading.answers import FIXED, KEYS
from wksbm.text import Text, both


@dataclass(frozen=True)
class Remembered:
    """
    Answers about tables that stand beside them.

    Parameters
    ----------
    own
        Answers in the table's own sidecar; empty when there are none.
    own_signature
        Headings for which they were given (see `heading_signature`).
    elsewhere
        Signature -> answers of other tables in the same folder: last month's file. Where two of
        them differ, neither is used; sheets and years are never taken over.
    """

    own: Mapping[str, str] = field(default_factory=dict)
    own_signature: str = ""
    elsewhere: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_remembered(path: Path, beside: Mapping[str, Any]) -> Remembered:
    """
    Read the answers of a table's sidecar and of those of other tables in its folder.

    Parameters
    ----------
    path
        The table.
    beside
        The ``[reading]`` of its sidecar; empty when there is none.

    Raises
    ------
    InputError
        If the table's own sidecar holds an answer that is not understood.
    """
    own, signature = _answers(beside, path.with_suffix(".toml").name)
    elsewhere: dict[str, Mapping[str, str]] = {}
    unclear: set[str] = set()
    if not own:
        for other in sorted(path.parent.glob("*.toml")):
            try:
                answers, found = _answers(_reading_of(other), other.name)
            except InputError:
                continue
            kept = {key: text for key, text in answers.items() if key not in ("lembar", "tahun")}
            if kept and elsewhere.setdefault(found, kept) != kept:
                unclear.add(found)
    return Remembered(own, signature, {k: v for k, v in elsewhere.items() if k not in unclear})


def _reading_of(path: Path) -> Mapping[str, Any]:
    """Return the ``[reading]`` of another table's sidecar; what cannot be read holds none."""
    try:
        check_text(path)
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("reading", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError, InputError):
        return {}
    return found if isinstance(found, dict) else {}


def _answers(found: Mapping[str, Any], file: str) -> tuple[dict[str, str], str]:
    answers = {str(key): value for key, value in found.items() if key != "headings"}
    problems = [
        Problem(
            Text("isian salah", "wrong field"),
            file=file,
            column=f"reading.{key}",
            found=str(value),
            expected=both(", ".join(FIXED.get(key, tuple(KEYS)))),
        )
        for key, value in answers.items()
        if key not in KEYS
        or not isinstance(value, str)
        or (key in FIXED and value not in FIXED[key])
    ]
    if problems:
        raise InputError(problems)
    return answers, str(found.get("headings", ""))
