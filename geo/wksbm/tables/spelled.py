"""Read Indonesian numbers in words, as letters repeat a figure: ``12 (dua belas)``."""

from __future__ import annotations

import re

_UNITS = {
    word: value
    for value, word in enumerate(
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
    )
}
_SCALES = {"puluh": 10, "ratus": 100, "ribu": 1000}
_REPEATED = re.compile(r"(?P<figure>[0-9]+)\s*\(\s*(?P<words>[a-z ]+?)\s*\)(?P<unit>.*)")


def without_words(text: str) -> str:
    """
    Take away words in brackets that say the figure before them once more.

    Parameters
    ----------
    text
        A cell in lower case.

    Returns
    -------
    str
        The cell without them; unchanged where the words say something else.

    Examples
    --------
    >>> without_words("12 (dua belas) kelompok")
    '12 kelompok'
    >>> without_words("3 (empat)")
    '3 (empat)'
    """
    found = _REPEATED.fullmatch(text)
    if not found or number_in_words(found["words"]) != int(found["figure"]):
        return text
    return found["figure"] + found["unit"]


def number_in_words(text: str) -> int | None:
    """
    Return the whole number below a million that words say; None for other words.

    Examples
    --------
    >>> number_in_words("seratus dua puluh tiga"), number_in_words("lima belas")
    (123, 15)
    """
    text = re.sub(r"\bse(?=puluh|belas|ratus|ribu)", "satu ", text)
    total = part = 0
    unit: int | None = None
    for word in text.split():
        if word in _UNITS and unit is None:
            unit = _UNITS[word]
        elif word == "belas" and unit is not None:
            unit += 10
        elif word == "ribu" and (unit is not None or part):
            total, part, unit = (part + (unit or 0)) * 1000, 0, None
        elif word in _SCALES and unit is not None:
            part, unit = part + unit * _SCALES[word], None
        else:
            return None
    return total + part + (unit or 0) if text.strip() else None
