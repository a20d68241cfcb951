"""The villages of a boundary layer, found by code, name, kecamatan or spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
from rapidfuzz import fuzz, process

from wksbm.codes import Code, is_higher_level, resolve_code
from wksbm.names import Aliases, is_blank, kabupaten_key, name_key, other_names, weak_key

THRESHOLD = 80.0
"""Similarity (0-100, `rapidfuzz.fuzz.ratio` of name keys) from which two names may be one."""
CLEARANCE = 10.0
"""Lead over the runner-up that a fuzzy match needs."""
_PLAUSIBLE = 60.0
_CANDIDATES = 5
_LEVEL = re.compile("^(?:kecamatan|kapanewon|kemantren|kec|kap|kpn)")

Candidate = Mapping[str, Any]


class Gazetteer:
    """
    Looks villages up; every method returns codes of the layer, sorted.

    Parameters
    ----------
    villages
        The boundary layer (see `wksbm.boundaries.model.Boundaries`).
    crosswalk
        BPS code -> code of the layer; the layer's own `kode_bps` is known besides.
    aliases
        Known spellings.
    """

    def __init__(
        self, villages: gpd.GeoDataFrame, crosswalk: Mapping[str, str], aliases: Aliases
    ) -> None:
        self.kodes = tuple(str(kode) for kode in villages.index)
        self._known = frozenset(self.kodes)
        self._desa = dict(zip(self.kodes, villages["desa"].astype(str), strict=True))
        self._kecamatan = dict(zip(self.kodes, villages["kecamatan"].astype(str), strict=True))
        self.kode_kecamatan = dict(
            zip(self.kodes, villages["kode_kecamatan"].astype(str), strict=True)
        )
        self._keys = {kode: name_key(name) for kode, name in self._desa.items()}
        self._weak_keys = {kode: weak_key(name) for kode, name in self._desa.items()}
        self._by_key = _inverse(self._keys)
        self._by_weak_key = _inverse(self._weak_keys)
        kecamatan_keys = {
            self.kode_kecamatan[kode]: name_key(name) for kode, name in self._kecamatan.items()
        }
        self._kecamatan_by_key = _inverse(kecamatan_keys)
        self._kecamatan_by_weak_key = _inverse(
            {self.kode_kecamatan[kode]: weak_key(name) for kode, name in self._kecamatan.items()}
        )
        self._in_kecamatan = _inverse(self.kode_kecamatan)
        digits = [kode.replace(".", "") for kode in self.kodes if "." in kode]
        self._statuses = _groups((kode[:4], kode[6]) for kode in digits)
        self._kabupaten = {kabupaten_key(name) for name in villages["kabupaten"].astype(str)} - {""}
        own = zip(villages["kode_bps"].astype(str), self.kodes, strict=True)
        self._crosswalk = {bps: kode for bps, kode in own if bps} | {
            bps: kode for bps, kode in crosswalk.items() if kode in self._known
        }
        self._kecamatan_by_code = _inverse(
            {kode: kode.replace(".", "") for kode in self._in_kecamatan}
        ) | _groups((bps[:7], self.kode_kecamatan[kode]) for bps, kode in self._crosswalk.items())
        self._aliases = aliases
        self._bps_kabupaten = {bps[:4] for bps in self._crosswalk}
        self._kemendagri_kabupaten = {
            kode.replace(".", "")[:4] for kode in self.kodes if "." in kode
        } | {
            kode.replace(".", "")[:4]
            for bps, kode in crosswalk.items()
            if kode in self._known and "." in kode
        }

    def __contains__(self, kode: str) -> bool:
        return kode in self._known

    def by_code(self, code: Code) -> tuple[str, ...]:
        """Return the villages a code can mean."""
        return resolve_code(code, self._known, self._crosswalk)

    def by_name(self, name: str, within: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return the villages of exactly this normalised name, in some kecamatan or anywhere."""
        return self._narrow(self._by_key.get(name_key(name), ()), within)

    def by_weak_name(self, name: str, within: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return the villages of this name when doubled letters do not count."""
        return self._narrow(self._by_weak_key.get(weak_key(name), ()), within)

    def by_other_names(self, name: str, within: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return the villages that the further names in the cell mean (brackets, slash)."""
        found = {kode for other in other_names(name) for kode in self.by_name(other, within)}
        return tuple(sorted(found))

    def by_alias(self, name: str, within: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return the villages for which this spelling is on file."""
        names = (name, *other_names(name))
        found = {kode for text in names for kode in self._aliases.desa.get(name_key(text), ())}
        return self._narrow(sorted(found & self._known), within)

    def stated_kecamatan(self, name: str) -> str:
        """Return the name in brackets when it is a kecamatan's: ``Beji (Patuk)``."""
        return next(
            (other for other in other_names(name) if self._kecamatan_of(name_key(other))), ""
        )

    def split_kecamatan(self, name: str) -> tuple[str, ...]:
        """Return the villages of a cell that names desa and kecamatan: ``Kepek Kec. Saptosari``."""
        key = name_key(name)
        found: set[str] = set()
        for end in range(2, len(key) - 1):
            rest = key[end:]
            groups = {*self._kecamatan_of(rest), *self._kecamatan_of(_LEVEL.sub("", rest))}
            kodes = self._by_key.get(key[:end], ()) if groups else ()
            found |= {kode for kode in kodes if self.kode_kecamatan[kode] in groups}
        return tuple(sorted(found))

    def kecamatan(self, text: str) -> tuple[str, ...]:
        """
        Return the codes of the kecamatan that a cell names.

        A code is understood too; doubled letters do not count, and spellings on file are known.
        """
        if is_blank(text):
            return ()
        if is_higher_level(text):
            digits = "".join(char for char in text if char.isdigit())
            return self._kecamatan_by_code.get(digits, ())
        exact = self._kecamatan_of(name_key(text))
        return exact or self._kecamatan_by_weak_key.get(weak_key(text), ())

    def similar_kecamatan(self, text: str) -> tuple[str, ...]:
        """
        Return the code of the kecamatan whose name is similar and clear of the others.

        Only good for a village whose own name stands in it exactly.
        """
        if self.kecamatan(text):
            return self.kecamatan(text)
        similar = _clear_winner(name_key(text), self._kecamatan_by_key)
        return self._kecamatan_by_key[similar] if similar else ()

    def is_kecamatan_name(self, name: str) -> bool:
        """Tell whether a name is that of a kecamatan."""
        return name_key(name) in self._kecamatan_by_key

    def is_own_kabupaten(self, text: str) -> bool:
        """Tell whether a cell names a kabupaten of the layer (or the layer names none)."""
        key = kabupaten_key(text)
        if not self._kabupaten or key in self._kabupaten:
            return True
        return any(fuzz.ratio(key, own) >= 90 for own in self._kabupaten)

    def agrees(self, name: str, kode: str) -> bool:
        """
        Tell whether a name can be a spelling of one village's name.

        It can when it is the same, on file, or more similar to it than to any other village's.
        """
        if kode in self.by_name(name) or kode in self.by_alias(name):
            return True
        if kode in self.by_other_names(name) or kode in self.split_kecamatan(name):
            return True
        if self.by_name(name):
            return False
        if kode in self.by_weak_name(name):
            return True
        score = round(fuzz.ratio(name_key(name), self._keys[kode]), 1)
        return score >= THRESHOLD and score >= self.similar(name)[0]["score"]

    def similar(self, name: str, within: Iterable[str] | None = None) -> tuple[Candidate, ...]:
        """Return the villages of the most similar names with their scores, best first."""
        kodes = self._in(within)
        found = process.extract(
            name_key(name),
            {kode: self._keys[kode] for kode in kodes},
            scorer=fuzz.ratio,
            limit=_CANDIDATES,
            score_cutoff=_PLAUSIBLE,
        )
        best = sorted(((round(score, 1), kode) for _, score, kode in found), key=_best_first)
        return tuple(self.candidate(kode, score) for score, kode in best)

    def clear_match(self, name: str, within: Iterable[str]) -> str:
        """Return the village whose name is similar and clear of the others, or ``""``."""
        best = self.similar(name, within)
        if not best or best[0]["score"] < THRESHOLD:
            return ""
        if len(best) > 1 and best[0]["score"] - best[1]["score"] < CLEARANCE:
            return ""
        return str(best[0]["kode"])

    def digits_of(self, kode: str) -> tuple[str, ...]:
        """Return the ten digits of a village's codes, Kemendagri and BPS."""
        bps = (digits for digits, known in self._crosswalk.items() if known == kode)
        return (kode.replace(".", ""), *bps)

    def candidate(self, kode: str, score: float = 100.0) -> Candidate:
        """Describe one village as a candidate."""
        return {
            "kode": kode,
            "desa": self._desa[kode],
            "kecamatan": self._kecamatan[kode],
            "score": score,
        }

    def describe(self, kode: str) -> str:
        """Name a village for a message: ``Kepek, Saptosari (34.03.15.2004)``."""
        return f"{', '.join(filter(None, (self._desa[kode], self._kecamatan[kode])))} ({kode})"

    def has_kecamatan(self, kode: str) -> bool:
        """Tell whether the layer names the kecamatan of a village."""
        return bool(self._kecamatan[kode])

    def names_kabupaten(self, text: str) -> bool:
        """Tell whether a cell names a kabupaten that the layer names too."""
        return bool(self._kabupaten) and not is_blank(text) and self.is_own_kabupaten(text)

    def shares_kabupaten(self, code: Code) -> bool:
        """Tell whether a code begins like one of the layer's, so that it may be a typing error."""
        prefixes = {kode.replace(".", "")[:4] for kode in self.kodes}
        if code.likely_system == "bps":
            prefixes |= self._bps_kabupaten
        return code.digits[:4] in prefixes

    def has_system(self, code: Code) -> bool:
        """
        Tell whether any code of the system of a code is known.

        Without one, not even its kabupaten can be told: outside Java the two systems number
        kabupaten differently, in Papua provinces too.
        """
        bps = code.likely_system == "bps"
        return bool(self._bps_kabupaten if bps else self._kemendagri_kabupaten)

    def knows(self, code: Code) -> bool:
        """
        Tell whether codes of this system are known for the kabupaten of a code.

        A layer that has only codes of one system, without a crosswalk for that kabupaten, cannot
        say anything about a code of the other.
        """
        known = self._bps_kabupaten if code.likely_system == "bps" else self._kemendagri_kabupaten
        return code.digits[:4] in known

    def has_all_bps(self, code: Code) -> bool:
        """Tell whether the BPS code of every village in the kabupaten of a code is known."""
        there = {kode for kode in self.kodes if kode.replace(".", "")[:4] == code.digits[:4]}
        return there <= set(self._crosswalk.values())

    def can_be_kemendagri(self, code: Code) -> bool:
        """
        Tell whether ten bare digits can be a Kemendagri code, also of a village not in the layer.

        The seventh digit is 1 for a kelurahan and 2 for a desa; it is none that the villages of
        the layer in that kabupaten never have.
        """
        known = self._statuses.get(code.digits[:4], ("1", "2"))
        return code.digits[6] in known

    def is_elsewhere(self, code: Code) -> bool:
        """Tell whether a code is of another kecamatan than the only one of the layer."""
        own, *others = (kode.replace(".", "") for kode in self._in_kecamatan)
        kemendagri = code.likely_system == "kemendagri"
        return not others and kemendagri and not code.digits.startswith(own)

    def _kecamatan_of(self, key: str) -> tuple[str, ...]:
        found = {*self._kecamatan_by_key.get(key, ()), *self._aliases.kecamatan.get(key, ())}
        return tuple(sorted(found & set(self._in_kecamatan)))

    def _in(self, within: Iterable[str] | None) -> tuple[str, ...]:
        if within is None:
            return self.kodes
        return tuple(kode for group in within for kode in self._in_kecamatan.get(group, ()))

    def _narrow(self, kodes: Iterable[str], within: Iterable[str] | None) -> tuple[str, ...]:
        if within is None:
            return tuple(kodes)
        wanted = set(within)
        return tuple(kode for kode in kodes if self.kode_kecamatan[kode] in wanted)


def _clear_winner(key: str, names: Mapping[str, Any]) -> str:
    found = process.extract(key, list(names), scorer=fuzz.ratio, limit=2, score_cutoff=_PLAUSIBLE)
    if not found or found[0][1] < THRESHOLD:
        return ""
    if len(found) > 1 and found[0][1] - found[1][1] < CLEARANCE:
        return ""
    return str(found[0][0])


def _inverse(names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for kode in sorted(names):
        found.setdefault(names[kode], []).append(kode)
    return {name: tuple(kodes) for name, kodes in found.items() if name}


def _groups(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for name, kode in pairs:
        found.setdefault(name, set()).add(kode)
    return {name: tuple(sorted(kodes)) for name, kodes in found.items()}


def _best_first(entry: tuple[float, str]) -> tuple[float, str]:
    return -entry[0], entry[1]
