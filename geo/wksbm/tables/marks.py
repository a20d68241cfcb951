"""Superscripts in cells: footnote marks are taken out of the text before they become digits."""

from __future__ import annotations

import re
from collections.abc import Iterable

_UNIT = re.compile(r"(?<![a-z])(?:k|h|da|d|c|m)?m\s?$", re.IGNORECASE)
_EXPONENTS = ("2", "3")


def take_marks(runs: Iterable[tuple[str, bool]]) -> tuple[str, str]:
    """
    Take the superscript runs out of a cell's text.

    Parameters
    ----------
    runs
        Parts of the text, and whether each is superscript.

    Returns
    -------
    tuple
        The text without marks, and the marks. The exponent of a unit of length is no mark.

    Examples
    --------
    >>> take_marks([("12", False), ("1)", True)])
    ('12', '1)')
    >>> take_marks([("Luas (km", False), ("2", True), (")", False)])
    ('Luas (km2)', '')
    """
    text, marks = "", ""
    for run, raised in runs:
        if raised and not (run.strip() in _EXPONENTS and _UNIT.search(text)):
            marks += run
        else:
            text += run
    return text, marks.strip()
