"""Answers about tables that are remembered in the TOML files beside them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wksbm.errors import InputError, Problem
from wksbm.tables.reading.answers import FIXED, KEYS
from wksbm.text import Text


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


def read_remembered(path: Path) -> Remembered:
    """
    Read the ``[reading]`` of a table's sidecar and of those beside it.

    Parameters
    ----------
    path
        The table.

    Raises
    ------
    InputError
        If the table's own sidecar holds an answer that is not understood.
    """
    beside = path.with_suffix(".toml")
    own, signature = _answers(beside) if beside.is_file() else ({}, "")
    elsewhere: dict[str, Mapping[str, str]] = {}
    unclear: set[str] = set()
    if not own:
        for other in sorted(path.parent.glob("*.toml")):
            try:
                answers, found = _answers(other)
            except InputError:
                continue
            kept = {key: text for key, text in answers.items() if key not in ("lembar", "tahun")}
            if kept and elsewhere.setdefault(found, kept) != kept:
                unclear.add(found)
    return Remembered(own, signature, {k: v for k, v in elsewhere.items() if k not in unclear})


def _answers(path: Path) -> tuple[dict[str, str], str]:
    found = _load(path).get("reading", {})
    if not isinstance(found, dict):
        raise InputError(_wrong(path.name, "reading", found, Text("[reading]", "[reading]")))
    answers = {str(key): value for key, value in found.items() if key != "headings"}
    problems = [
        _wrong(path.name, f"reading.{key}", value, Text(", ".join(KEYS), ", ".join(KEYS)))
        for key, value in answers.items()
        if key not in KEYS
        or not isinstance(value, str)
        or (key in FIXED and value not in FIXED[key])
    ]
    if problems:
        raise InputError(problems)
    return answers, str(found.get("headings", ""))


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
