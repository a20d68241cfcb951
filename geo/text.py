"""Words and numbers for people, in Bahasa Indonesia and English.

A `Text` holds one message in both languages and is rendered as late as possible, so that code
never branches on the language. Numbers follow the CLDR rules of each language (1.234,5 in
Indonesian, 1,234.5 in English).
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from babel.numbers import format_decimal

Lang = Literal["id", "en"]
LANGUAGES: tuple[Lang, ...] = ("id", "en")


class Text(NamedTuple):
    """One message in Bahasa Indonesia (`id`) and English (`en`)."""

    id: str
    en: str

    def to(self, lang: Lang) -> str:
        """Return the message in `lang`."""
        return self.id if lang == "id" else self.en


def both(text: str) -> Text:
    """Wrap a proper name or figure that reads the same in both languages."""
    return Text(text, text)


def number(value: float, lang: Lang, *, decimals: int = 0) -> str:
    """
    Format a number with thousands separators and a fixed number of decimals.

    Parameters
    ----------
    value
        The number; NaN gives an en dash.
    lang
        Language whose separators are used.
    decimals
        Digits after the decimal sign.

    Returns
    -------
    str
        For example ``1.234,5`` (id) or ``1,234.5`` (en).
    """
    if math.isnan(value):
        return "–"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=lang))


def join_words(words: list[str], lang: Lang) -> str:
    """Join a list as prose: ``a, b dan c`` (id) or ``a, b and c`` (en)."""
    if len(words) < 2:
        return "".join(words)
    conjunction = "dan" if lang == "id" else "and"
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"
