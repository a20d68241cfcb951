"""Footnote marks in cells: raised figures, asterisks, ``1)``, and the flags of yearbooks.

Marks are never digits: ``12¹`` is 12, and so are ``12*``, ``12 1)``, ``12 *)`` and ``12r``. Where
a mark cannot be told from a digit (``121)``) it stays, and what reads the cell refuses it.
"""

from __future__ import annotations

import re
import unicodedata

_RAISED = ("<super>", "<sub>", "<circle>")
_SQUARED = re.compile(r"(?i)(?<=m)²")
_STARS = r"[*†‡§]+\)?"
_SMALL = r"(?<=\s)(?:[0-9]{1,2}|[a-z])\)"
_END = re.compile(rf"(?i)\s*(?:{_STARS}|{_SMALL})$")
_START = re.compile(r"^[*†‡§]+\)?\s*")
_FLAG = re.compile(r"(?i)(?<=[0-9])\s?(?:r|e|xx?)$")
_GAP = "\x00"


def without_marks(text: str) -> str:
    """
    Return a name or a code without the footnote marks at its ends.

    Parameters
    ----------
    text
        As written.

    Examples
    --------
    >>> without_marks("Kepek¹⁾"), without_marks("Kepek 2)"), without_marks("Kepek *)")
    ('Kepek', 'Kepek', 'Kepek')
    """
    bare = _without_raised(text)
    return _trim(text if bare is None else bare)


def figure_without_marks(text: str) -> str | None:
    """
    Return a figure without its footnote marks and the flags r, e, x and xx of yearbooks.

    Parameters
    ----------
    text
        As written; ``km²`` keeps its square.

    Returns
    -------
    str or None
        None where a raised figure stands between digits, so that nobody can tell what it is.

    Examples
    --------
    >>> figure_without_marks("12¹"), figure_without_marks("1.250r"), figure_without_marks("1²3")
    ('12', '1.250', None)
    """
    bare = _without_raised(_SQUARED.sub("2", text))
    return None if bare is None else _FLAG.sub("", _trim(bare))


def _without_raised(text: str) -> str | None:
    if text.isascii():
        return text
    kept = "".join(_GAP if _is_raised(char) else char for char in text)
    if re.search(rf"[0-9][{_GAP}]+[0-9]", kept):
        return None
    return re.sub(rf"[,\s]*{_GAP}(?:[,\s]*{_GAP})*", "", kept)


def _is_raised(char: str) -> bool:
    return unicodedata.decomposition(char).startswith(_RAISED)


def _trim(text: str) -> str:
    text = _START.sub("", text.strip())
    while (shorter := _END.sub("", text)) != text and shorter:
        text = shorter
    return text
