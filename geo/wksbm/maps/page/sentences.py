"""Many sentences that differ only in their numbers, kept once with the numbers beside them."""

from __future__ import annotations

import re
from typing import Any

from wksbm.maps.page.words import both_languages
from wksbm.text import Text

_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_SIGNS = str.maketrans(".,", ",.")


class Sentences:
    """
    Sentences as patterns and numbers.

    A pattern has ``{0}``, ``{1}``, ... for the numbers of the Indonesian sentence. English has
    points for its commas and commas for its points; a number that only English has stays in its
    pattern.
    """

    def __init__(self) -> None:
        self._places: dict[Text, int] = {}

    @property
    def patterns(self) -> list[str | dict[str, str]]:
        """Every pattern once, in both languages, JSON-ready."""
        return [both_languages(pattern) for pattern in self._places]

    def keep(self, text: Text) -> list[Any]:
        """Return the place of a sentence's pattern, then its numbers as Indonesian writes them."""
        if "{" in text.id or "{" in text.en:
            return [self._places.setdefault(text, len(self._places))]
        numbers = _NUMBER.findall(text.id)
        english = [number.translate(_SIGNS) for number in numbers]
        unused = list(range(len(numbers)))

        def slot(found: re.Match[str]) -> str:
            places = [place for place in unused if english[place] == found[0]]
            if not places:
                return found[0]
            unused.remove(places[0])
            return f"{{{places[0]}}}"

        counter = iter(range(len(numbers)))
        indonesian = _NUMBER.sub(lambda _: f"{{{next(counter)}}}", text.id)
        pattern = Text(indonesian, _NUMBER.sub(slot, text.en))
        return [self._places.setdefault(pattern, len(self._places)), *numbers]
