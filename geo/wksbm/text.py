"""Words and numbers for people, in Bahasa Indonesia and English.

A `Text` holds one message in both languages and is rendered as late as possible, so that code
never branches on the language. Numbers follow the CLDR rules of each language (1.234,5 in
Indonesian, 1,234.5 in English).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
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
    shown = 0.0 if abs(value) < 0.5 * 10.0**-decimals else value  # no minus before a zero
    return str(format_decimal(shown, format=pattern, locale=lang))


def join_words(words: list[str], lang: Lang) -> str:
    """Join a list as prose: ``a, b dan c`` (id) or ``a, b and c`` (en)."""
    if len(words) < 2:
        return "".join(words)
    conjunction = "dan" if lang == "id" else "and"
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def join_texts(texts: Iterable[Text], *, by: str | None = None) -> Text:
    """Join a list in both languages: as prose (see `join_words`), or divided by a sign."""
    listed = tuple(texts)
    return Text(
        *(
            join_words(words, lang) if by is None else by.join(words)
            for lang in LANGUAGES
            for words in ([text.to(lang) for text in listed],)
        )
    )


def plural(noun: str) -> str:
    """Return the plural of a regular English noun or noun phrase, e.g. ``sub-districts``."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def several(noun: Text) -> Text:
    """Return a noun as it stands for several: the same in Indonesian, the plural in English."""
    return Text(noun.id, plural(noun.en))


def counted(count: int, noun: Text, lang: Lang) -> str:
    """Return a number with its noun: ``5 kalurahan`` (id), ``1 village``, ``5 villages`` (en)."""
    words = noun.to(lang) if lang == "id" or count == 1 else plural(noun.en)
    return f"{number(count, lang)} {words}"


def figure(value: float, *, decimals: int = 0) -> Text:
    """Format a number as each language writes it (see `number`)."""
    return Text(*(number(value, lang, decimals=decimals) for lang in LANGUAGES))


def exact(value: float) -> Text:
    """Format a number with as many digits, up to four, as it has."""
    return figure(value, decimals=digits_of(value))


def digits_of(value: float) -> int:
    """Return how many digits after the decimal sign a number has: four at most."""
    return next((count for count in range(4) if round(value, count) == round(value, 6)), 4)


def amount(count: int, noun: Text) -> Text:
    """Return a number with its noun in both languages (see `counted`)."""
    return Text(*(counted(count, noun, lang) for lang in LANGUAGES))


def fill(sentence: Text, **parts: Text | str) -> Text:
    """
    Put parts in the places that a sentence keeps for them.

    Parameters
    ----------
    sentence
        With places like ``{name}``; braces in the parts mean nothing.
    parts
        One for each place; a plain string reads the same in both languages.
    """
    texts = {name: part if isinstance(part, Text) else both(part) for name, part in parts.items()}
    return Text(
        *(
            sentence.to(lang).format(**{name: text.to(lang) for name, text in texts.items()})
            for lang in LANGUAGES
        )
    )


def without_brackets(text: str, opening: str = "(", closing: str = ")", by: str = "") -> str:
    """
    Put `by` in the place of everything from an opening bracket to the next closing one.

    Takes a time that grows with the length of the text alone, however many brackets stay open.

    Examples
    --------
    >>> without_brackets("Kelompok (aktif) Mawar (lama")
    'Kelompok  Mawar (lama'
    """
    last = max(text.rfind(sign) for sign in closing)
    if last < 0:
        return text
    pattern = f"[{re.escape(opening)}][^{re.escape(closing)}]*[{re.escape(closing)}]"
    return re.sub(pattern, by, text[: last + 1]) + text[last + 1 :]


def distance(metres: float) -> Text:
    """Write a distance as people say it: ``500 m``, ``1 km``, ``2,5 km``."""
    if metres < 1000:
        return fill(Text("{figure} m", "{figure} m"), figure=exact(metres))
    return fill(Text("{figure} km", "{figure} km"), figure=exact(metres / 1000))
