"""The names that a boundary layer knows: evidence of what columns and rows are about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from wksbm.codes import is_higher_level, parse_code
from wksbm.names import KECAMATAN_PREFIXES, Aliases, is_blank, name_key, starts_as

_LEVEL = r"kapanewon|kecamatan|kemantren|kec\b\.?|kap\b\.?|kpn\b\.?"
_NAMED_DISTRICT = re.compile(rf"\b(?:{_LEVEL})\s*[:=\-]?\s*([^\W\d].*)", re.IGNORECASE)
_NAMED_VILLAGE = re.compile(
    rf"\b(?:kalurahan|kelurahan|desa|kal\.|kel\.|ds\.)\s*[:=\-]?\s*([^\W\d].*?)"
    rf"(?=\s*(?:,|\s-\s|\(|\b(?:{_LEVEL})|$))",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:(?<!\s)\s+)?(?:,|\(|\btahun\b|\bkabupaten\b|\bkab\b\.?|\b(?:19|20)[0-9]{2}\b).*$", re.I
)


@dataclass(frozen=True)
class Vocabulary:
    """
    Names of villages and sub-districts, by `name_key`.

    Parameters
    ----------
    villages
        Key of a village's name -> keys of the sub-districts in which one is called so.
    districts
        Key of a sub-district's name -> its name as the boundary layer writes it.
    """

    villages: Mapping[str, frozenset[str]] = field(default_factory=dict)
    districts: Mapping[str, str] = field(default_factory=dict)

    def is_village(self, text: str) -> bool:
        """Tell whether a cell names a village of the layer."""
        return name_key(text) in self.villages

    def is_district(self, text: str) -> bool:
        """Tell whether a cell names a sub-district of the layer."""
        return name_key(text) in self.districts

    def lies_in(self, village: str, district: str) -> bool:
        """Tell whether a village of this name lies in a sub-district of this name."""
        return name_key(district) in self.villages.get(name_key(village), frozenset())

    def share_of_villages(self, texts: Iterable[str]) -> tuple[int, float]:
        """Return how many different texts name villages, and their share of all that are filled."""
        return _share(texts, self.is_village)

    def share_of_districts(self, texts: Iterable[str]) -> tuple[int, float]:
        """Return how many different texts name sub-districts, and their share of the filled."""
        return _share(texts, self.is_district)


def vocabulary_of(villages: pd.DataFrame, aliases: Aliases | None = None) -> Vocabulary:
    """
    Gather the names of a boundary layer and the spellings on file.

    Parameters
    ----------
    villages
        Index: codes; columns desa, kecamatan, kode_kecamatan.
    aliases
        Known spellings.
    """
    found: dict[str, set[str]] = {}
    districts: dict[str, str] = {}
    of_code: dict[str, str] = {}
    by_code: dict[str, str] = {}
    columns = (villages.index, villages["desa"], villages["kecamatan"], villages["kode_kecamatan"])
    for kode, desa, kecamatan, group in zip(*columns, strict=True):
        district = name_key(str(kecamatan))
        found.setdefault(name_key(str(desa)), set()).add(district)
        if district:
            districts[district] = str(kecamatan)
        of_code[str(kode)] = district
        by_code[str(group)] = str(kecamatan)
    if aliases is not None:
        for key, kodes in aliases.desa.items():
            found.setdefault(key, set()).update(of_code[kode] for kode in kodes if kode in of_code)
        for key, kodes in aliases.kecamatan.items():
            named = [by_code[kode] for kode in kodes if kode in by_code]
            if named:
                districts.setdefault(key, named[0])
    villages_found = {key: frozenset(names) for key, names in found.items() if key and names}
    return Vocabulary(villages_found, districts)


def district_in(text: str, vocabulary: Vocabulary) -> str:
    """
    Return the sub-district that a title, a sheet's name or a section names, or ``""``.

    A word for the level ("Kapanewon Wonosari", "KEC. PATUK") is enough; without one, the whole
    text must be the name of one.
    """
    if found := _NAMED_DISTRICT.search(text):
        name = _TAIL.sub("", found.group(1)).strip(" .:-")
        return vocabulary.districts.get(name_key(name), name)
    return vocabulary.districts.get(name_key(text), "")


def village_in(text: str) -> str:
    """Return the village that a title names by its level ("Kalurahan Kepek"), or ``""``."""
    found = _NAMED_VILLAGE.search(text)
    return _TAIL.sub("", found.group(1)).strip(" .:-") if found else ""


def names_level(text: str) -> bool:
    """Tell whether a text opens as the name of a sub-district: ``Kapanewon Wonosari``."""
    return starts_as(text, KECAMATAN_PREFIXES)


def holds_codes(texts: Iterable[str]) -> bool:
    """Tell whether most filled texts are codes of villages or of what lies above them."""
    filled = [text for text in texts if not is_blank(text)]
    coded = sum(bool(parse_code(text) or is_higher_level(text)) for text in filled)
    return coded * 2 > len(filled)


def _share(texts: Iterable[str], known: Callable[[str], bool]) -> tuple[int, float]:
    filled = {text for text in texts if not is_blank(text)}
    hits = {text for text in filled if known(text)}
    return len(hits), len(hits) / len(filled) if filled else 0.0
