"""Where villages lie, in words: their names when they are few, else their sub-districts."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from wksbm.config import Labels
from wksbm.text import LANGUAGES, Text, amount, join_words

_NAMED_DISTRICTS = 4
_NAMED_VILLAGES = 6
_FEW = 2


def members(desa: pd.Series[str], labels: Labels) -> Text:
    """Name one or two villages; count more."""
    if len(desa) > _FEW:
        return amount(len(desa), labels.desa)
    return _listed([str(name) for name in desa])


def district_names(villages: pd.DataFrame) -> pd.Series[str]:
    """Return each sub-district's name by its code, with the kabupaten where two share one."""
    first = villages.drop_duplicates("kode_kecamatan").set_index("kode_kecamatan")
    names = first["kecamatan"].astype(str)
    return names.mask(names.duplicated(keep=False), names + ", " + first["kabupaten"].astype(str))


def places(villages: pd.DataFrame, codes: Iterable[str], labels: Labels) -> Text:
    """Name the sub-districts of some villages, those with most first; count them beyond four."""
    districts = villages.loc[list(codes), "kode_kecamatan"].value_counts(sort=False)
    ordered = districts.sort_values(ascending=False, kind="stable").index
    names = district_names(villages)
    shown = [str(names[code]) for code in ordered[:_NAMED_DISTRICTS]]
    rest = len(ordered) - len(shown)
    if not rest:
        return _listed(shown)
    other = amount(rest, Text(f"{labels.kecamatan.id} lain", f"other {labels.kecamatan.en}"))
    return Text(*(join_words([*shown, other.to(lang)], lang) for lang in LANGUAGES))


def where(villages: pd.DataFrame, codes: Iterable[str], labels: Labels) -> Text:
    """Name up to six villages with their sub-districts, else the sub-districts they lie in."""
    chosen = villages.loc[list(codes)]
    if len(chosen) > _NAMED_VILLAGES:
        return places(villages, chosen.index, labels)
    names = district_names(villages)
    pairs = zip(chosen["desa"], chosen["kode_kecamatan"], strict=True)
    return _listed([f"{desa} ({names[code]})" for desa, code in pairs])


def _listed(names: list[str]) -> Text:
    return Text(*(join_words(names, lang) for lang in LANGUAGES))
