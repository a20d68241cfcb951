"""The words of the interactive page in both languages; ``{...}`` is filled in by the browser."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from wksbm.config import Labels
from wksbm.text import LANGUAGES, Lang, Text, plural

_WORDS = Path(__file__).with_name("words.toml")
_LABEL = re.compile(r"\{(desas?|kecamatan)\}", re.IGNORECASE)


def both_languages(text: Text) -> str | dict[str, str]:
    """Return a text in both languages as the page keeps it, once when they read the same."""
    return text.id if text.id == text.en else {"id": text.id, "en": text.en}


def page_words(labels: Labels) -> Mapping[str, Text]:
    """
    Return every word of the page that does not come from the data.

    Parameters
    ----------
    labels
        What villages and sub-districts are called.

    Returns
    -------
    mapping of str to Text
        The key is what the scripts ask for.

    Raises
    ------
    TypeError
        If an entry of words.toml has not just the two languages.
    """
    words = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    return {key: _with_labels(Text(**entry), labels) for key, entry in words.items()}


def _with_labels(text: Text, labels: Labels) -> Text:
    """Put in what villages and sub-districts are called; other places stay for the browser."""

    def called(lang: Lang) -> str:
        desa, kecamatan = labels.desa.to(lang), labels.kecamatan.to(lang)
        several = desa if lang == "id" else plural(desa)
        names = {"desa": desa, "desas": several, "kecamatan": kecamatan}
        names |= {key.capitalize(): name.capitalize() for key, name in names.items()}
        return _LABEL.sub(lambda found: names[found[1]], text.to(lang))

    return Text(*(called(lang) for lang in LANGUAGES))
