"""Decide to which village a row belongs, from what it says: code, names, place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wksbm.codes import Code, is_higher_level, is_lossy, known_digits, parse_code, why_not_code
from wksbm.names import KECAMATAN_PREFIXES, is_blank, name_key, starts_as
from wksbm.tables.code_systems import ColumnSystem, in_system, is_doubtful
from wksbm.tables.gazetteer import THRESHOLD, Candidate, Gazetteer
from wksbm.tables.model import Status
from wksbm.text import Text


@dataclass(frozen=True)
class Key:
    """What a row says about its village; rows that say the same are decided once."""

    kode: str
    kode_bps: str
    kode_kecamatan: str
    desa: str
    kecamatan: str
    kabupaten: str


@dataclass(frozen=True)
class Placement:
    """
    A decision.

    Parameters
    ----------
    status, reason, candidates, conflict
        See `wksbm.tables.model.LinkItem`; the reason is None for a plain link.
    kode, method
        Village and way it was found, when linked.
    review
        True when it is linked but a person should look.
    open
        True when the point of the row may still decide.
    foreign
        True when the row is of no village of the map, so that no code can be given to it.
    within
        Kecamatan that the row states, in which a point must lie; None when it states none.
    other_system
        True when it is linked by desa and kecamatan because the layer has no codes of the
        system in which the row's code is.
    """

    status: Status
    kode: str = ""
    method: str = ""
    reason: Text | None = None
    candidates: tuple[Candidate, ...] = ()
    conflict: bool = False
    review: bool = False
    open: bool = False
    foreign: bool = False
    within: tuple[str, ...] | None = None
    other_system: bool = False


def place(key: Key, gazetteer: Gazetteer, system: ColumnSystem = "unknown") -> Placement:
    """
    Decide by code and names alone.

    Parameters
    ----------
    key
        What the row says.
    gazetteer
        The villages.
    system
        What the bare codes of the column `kode` are (see `system_of_column`); those of
        `kode_bps` are BPS codes.
    """
    texts = [text for text in (key.kode, key.kode_bps) if not is_blank(text)]
    for text in texts:
        if is_higher_level(text):
            return Placement("rejected", reason=why_not_code(text), foreign=True)
    codes = _codes(key, system, gazetteer)
    unreadable = next((text for text in texts if parse_code(text) is None), "")
    usable = [
        code for code in codes if gazetteer.by_code(code) or not _no_crosswalk(code, gazetteer)
    ]
    if usable:
        return _by_code(usable, key, gazetteer, system)
    is_here = not codes or gazetteer.shares_kabupaten(codes[0])
    if not (is_here or gazetteer.names_kabupaten(key.kabupaten)):
        reason = _without_crosswalk(codes[0], kabupaten=True)
        return Placement("unmatched", reason=reason, foreign=True)
    placement = _by_names(key, gazetteer)
    if codes and placement.status == "linked" and placement.method == "name":
        return replace(placement, other_system=True)
    if codes:
        return _noted(placement, _without_crosswalk(codes[0]))
    return _despite(unreadable, placement, gazetteer) if unreadable else placement


def _codes(key: Key, system: ColumnSystem, gazetteer: Gazetteer) -> list[Code]:
    """Read the codes of a row, in the system of their columns."""
    columns: tuple[tuple[str, ColumnSystem], ...] = ((key.kode, system), (key.kode_bps, "bps"))
    return [
        in_system(code, of_column, gazetteer)
        for text, of_column in columns
        if not is_blank(text) and (code := parse_code(text)) is not None
    ]


def settle_by_point(
    placement: Placement, where: tuple[tuple[str, ...], bool], key: Key, gazetteer: Gazetteer
) -> Placement:
    """
    Take the place of a row into account.

    Parameters
    ----------
    placement
        The decision by code and names.
    where
        Villages where the point lies (none: outside, several: on a border), and whether it lies
        a little outside.
    key, gazetteer
        As for `place`.
    """
    kodes, near = where
    if not kodes or (
        placement.status == "linked" and placement.kode in kodes and not placement.open
    ):
        return placement
    if placement.status == "linked" and placement.kode not in kodes:
        return _point_conflict(placement, kodes, gazetteer)
    if not placement.open:
        return placement
    if placement.within == ():
        fitting = [kode for kode in kodes if gazetteer.agrees(key.desa, kode)]
        return _by_point(fitting[0], near, key, gazetteer) if len(fitting) == 1 else placement
    wanted = {placement.kode} - {""} or {
        str(entry["kode"]) for entry in placement.candidates if entry["score"] >= 100
    }
    fitting = [
        kode
        for kode in kodes
        if (not wanted or kode in wanted)
        and (placement.within is None or gazetteer.kode_kecamatan[kode] in placement.within)
    ]
    if not fitting:
        return _point_conflict(placement, kodes, gazetteer)
    if len(fitting) > 1:
        return replace(
            placement,
            status="ambiguous",
            kode="",
            method="",
            review=False,
            reason=Text("titik tepat di batas beberapa desa", "the point lies on a border"),
            candidates=tuple(gazetteer.candidate(kode) for kode in fitting),
        )
    return _by_point(fitting[0], near, key, gazetteer)


def _by_point(kode: str, near: bool, key: Key, gazetteer: Gazetteer) -> Placement:
    reasons = []
    if near:
        reasons.append(
            Text("titik sedikit di luar batas desa", "the point lies a little outside the village")
        )
    if not is_blank(key.desa) and not gazetteer.agrees(key.desa, kode):
        reasons.append(
            Text(
                f"nama '{key.desa}' tidak dikenal; ditautkan menurut titiknya",
                f"the name '{key.desa}' is not known; linked by its point",
            )
        )
    reason = _joined(reasons)
    candidates = (gazetteer.candidate(kode),) if reason else ()
    return Placement("linked", kode, "point", reason, candidates, review=reason is not None)


def _point_conflict(placement: Placement, kodes: Sequence[str], gazetteer: Gazetteer) -> Placement:
    there = " / ".join(gazetteer.describe(kode) for kode in kodes)
    stated_place = gazetteer.describe(placement.kode) if placement.kode else ""
    reason = Text(
        f"titik jatuh di {there}, padahal baris menyebut {stated_place or 'tempat lain'}",
        f"the point lies in {there}, but the row says {stated_place or 'otherwise'}",
    )
    stated = (placement.kode,) if placement.kode else ()
    candidates = tuple(gazetteer.candidate(kode) for kode in dict.fromkeys((*stated, *kodes)))
    return Placement("ambiguous", reason=reason, candidates=candidates, conflict=True)


def _by_code(codes: list[Code], key: Key, gazetteer: Gazetteer, system: ColumnSystem) -> Placement:
    found = [kodes for code in codes if (kodes := gazetteer.by_code(code))]
    if not gazetteer.by_code(codes[0]):
        return _outside(codes[0], key, gazetteer)
    kodes = tuple(dict.fromkeys(kode for group in found for kode in group))
    candidates = tuple(gazetteer.candidate(kode) for kode in kodes)
    if len(found) > 1 and not set(found[0]) & set(found[1]):
        return _conflict(
            Text("kedua kode menunjuk desa berbeda", "the two codes disagree"), candidates
        )
    if len(found) > 1:
        kodes = tuple(kode for kode in found[0] if kode in found[1])
    if len(kodes) > 1:
        kodes = tuple(kode for kode in kodes if not _contradictions(key, kode, gazetteer))
    if len(kodes) != 1 or (len(candidates) > 1 and is_blank(key.desa)):
        reason = Text("kode cocok sebagai Kemendagri maupun BPS", "the code fits both systems")
        return Placement("ambiguous", reason=reason, candidates=candidates)
    kode = kodes[0]
    against = _contradictions(key, kode, gazetteer)
    if against:
        named = gazetteer.by_name(key.desa) if not is_blank(key.desa) else ()
        others = (gazetteer.candidate(other) for other in named if other != kode)
        what = _joined(against) or Text("", "")
        reason = Text(
            f"kode menunjuk {gazetteer.describe(kode)}, tetapi {what.id}",
            f"the code means {gazetteer.describe(kode)}, but {what.en}",
        )
        return _conflict(reason, (gazetteer.candidate(kode), *others))
    if is_blank(key.desa) and is_doubtful(codes[0], system, gazetteer):
        reason = Text(
            f"kolom ini memuat kode BPS dan Kemendagri, dan {codes[0].digits} dapat berarti "
            "keduanya; isi nama desanya, atau beri judul kode_bps pada kolom kode BPS",
            f"this column holds BPS and Kemendagri codes, and {codes[0].digits} can be either; "
            "give the name of the village, or call a column of BPS codes kode_bps",
        )
        return Placement("ambiguous", reason=reason, candidates=candidates)
    return Placement("linked", kode, "code")


def _contradictions(key: Key, kode: str, gazetteer: Gazetteer) -> list[Text]:
    """List what in a row speaks against a village."""
    against = []
    if not is_blank(key.desa) and not gazetteer.agrees(key.desa, kode):
        against.append(Text(f"desanya tertulis '{key.desa}'", f"its desa reads '{key.desa}'"))
    if not is_blank(key.kecamatan) and gazetteer.has_kecamatan(kode):
        groups = gazetteer.similar_kecamatan(key.kecamatan)
        if gazetteer.kode_kecamatan[kode] not in groups:
            against.append(
                Text(
                    f"kecamatannya tertulis '{key.kecamatan}'",
                    f"its kecamatan reads '{key.kecamatan}'",
                )
            )
    if not is_blank(key.kabupaten) and not gazetteer.is_own_kabupaten(key.kabupaten):
        against.append(
            Text(
                f"kabupatennya tertulis '{key.kabupaten}'",
                f"its kabupaten reads '{key.kabupaten}'",
            )
        )
    return against


def _outside(code: Code, key: Key, gazetteer: Gazetteer) -> Placement:
    foreign = gazetteer.is_elsewhere(code) or not gazetteer.shares_kabupaten(code)
    if not foreign:
        reason = Text(
            f"kode {code.digits} tidak ada dalam batas wilayah",
            f"the code {code.digits} is not in the boundary layer",
        )
    else:
        reason = Text(
            f"kode {code.digits} adalah desa di luar wilayah peta",
            f"the code {code.digits} is of a village outside the mapped area",
        )
    similar = () if is_blank(key.desa) else gazetteer.similar(key.desa)
    return Placement("unmatched", reason=reason, candidates=similar, foreign=foreign)


def _by_names(key: Key, gazetteer: Gazetteer) -> Placement:
    if not is_blank(key.kabupaten) and not gazetteer.is_own_kabupaten(key.kabupaten):
        reason = Text(
            f"kabupaten '{key.kabupaten}' di luar wilayah peta",
            f"the kabupaten '{key.kabupaten}' is outside the mapped area",
        )
        return Placement("unmatched", reason=reason, foreign=True)
    desa = key.desa
    if starts_as(desa, KECAMATAN_PREFIXES):
        reason = Text(
            f"'{desa}' adalah baris kecamatan, bukan desa",
            f"'{desa}' is a row of a kecamatan, not of a village",
        )
        return Placement("rejected", reason=reason, foreign=True)
    kecamatan = next(
        (text for text in (key.kecamatan, key.kode_kecamatan) if not is_blank(text)), ""
    ) or gazetteer.stated_kecamatan(desa)
    within = gazetteer.kecamatan(kecamatan) if kecamatan else None
    if is_blank(desa) or not name_key(desa):
        reason = Text("kode dan nama desa kosong", "neither code nor name of a village")
        return Placement(
            "unmatched", reason=reason, open=not kecamatan or bool(within), within=within
        )
    if within is None:
        return _anywhere(desa, gazetteer)
    if not within:
        return _unknown_kecamatan(desa, kecamatan, gazetteer)
    return _inside(desa, kecamatan, within, gazetteer)


def _inside(desa: str, kecamatan: str, within: tuple[str, ...], gazetteer: Gazetteer) -> Placement:
    """Find a village within the kecamatan that its row states."""
    stuck = tuple(
        kode for kode in gazetteer.split_kecamatan(desa) if gazetteer.kode_kecamatan[kode] in within
    )
    for kodes, method in (
        (gazetteer.by_name(desa, within), "name"),
        (gazetteer.by_weak_name(desa, within), "name"),
        (stuck, "name"),
        (gazetteer.by_other_names(desa, within), "alias"),
        (gazetteer.by_alias(desa, within), "alias"),
    ):
        if len(kodes) == 1:
            return Placement("linked", kodes[0], method, within=within)
        if kodes:
            return _several(desa, kodes, gazetteer, within)
    elsewhere = (
        gazetteer.by_name(desa)
        or gazetteer.by_weak_name(desa)
        or gazetteer.by_other_names(desa)
        or gazetteer.split_kecamatan(desa)
        or gazetteer.by_alias(desa)
    )
    similar = gazetteer.similar(desa, within)
    if elsewhere:
        there = " / ".join(gazetteer.describe(kode) for kode in elsewhere)
        reason = Text(
            f"tidak ada desa '{desa}' di {kecamatan}; yang ada: {there}",
            f"there is no desa '{desa}' in {kecamatan}; there is: {there}",
        )
        known = tuple(gazetteer.candidate(kode) for kode in elsewhere)
        return _conflict(reason, known + similar)
    match = gazetteer.clear_match(desa, within)
    if match:
        reason = Text(
            f"'{desa}' mirip dengan {gazetteer.describe(match)}; mohon dicek",
            f"'{desa}' resembles {gazetteer.describe(match)}; please check",
        )
        return Placement(
            "linked", match, "fuzzy", reason, similar, review=True, open=True, within=within
        )
    return _not_found(desa, similar, gazetteer, within)


def _anywhere(desa: str, gazetteer: Gazetteer) -> Placement:
    """Find a village whose row states no kecamatan."""
    stuck = gazetteer.split_kecamatan(desa)
    exact = gazetteer.by_name(desa)
    for kodes, method in (
        (exact, "unique_name"),
        (stuck, "name"),
        (gazetteer.by_weak_name(desa), "unique_name"),
        (gazetteer.by_other_names(desa), "alias"),
        (gazetteer.by_alias(desa), "alias"),
    ):
        if len(kodes) == 1:
            plain = bool(exact) or method != "unique_name"
            return (
                Placement("linked", kodes[0], method)
                if plain
                else _review(desa, kodes[0], gazetteer)
            )
        if kodes:
            return _several(desa, kodes, gazetteer, None)
    return _not_found(desa, gazetteer.similar(desa), gazetteer, None)


def _unknown_kecamatan(desa: str, kecamatan: str, gazetteer: Gazetteer) -> Placement:
    """Find a village whose kecamatan is not known as written; only its exact name will do."""
    within = gazetteer.similar_kecamatan(kecamatan)
    kodes = gazetteer.by_name(desa, within)
    if len(kodes) == 1:
        reason = Text(
            f"kecamatan '{kecamatan}' dibaca sebagai {gazetteer.describe(kodes[0])}; mohon dicek",
            f"the kecamatan '{kecamatan}' was read as {gazetteer.describe(kodes[0])}; please check",
        )
        named = (gazetteer.candidate(kodes[0]),)
        return Placement("linked", kodes[0], "name", reason, named, review=True, within=within)
    reason = Text(
        f"kecamatan '{kecamatan}' tidak dikenal atau di luar wilayah peta",
        f"the kecamatan '{kecamatan}' is unknown or outside the mapped area",
    )
    known = tuple(gazetteer.candidate(kode) for kode in gazetteer.by_name(desa))
    similar = known or gazetteer.similar(desa)
    return Placement("unmatched", reason=reason, candidates=similar, open=True, within=())


def _review(desa: str, kode: str, gazetteer: Gazetteer) -> Placement:
    reason = Text(
        f"'{desa}' dibaca sebagai {gazetteer.describe(kode)}; mohon dicek",
        f"'{desa}' was read as {gazetteer.describe(kode)}; please check",
    )
    candidates = (gazetteer.candidate(kode),)
    return Placement("linked", kode, "unique_name", reason, candidates, review=True)


def _several(
    desa: str, kodes: Sequence[str], gazetteer: Gazetteer, within: tuple[str, ...] | None
) -> Placement:
    reason = Text(
        f"ada {len(kodes)} desa bernama '{desa}'; isi kecamatan atau kodenya",
        f"{len(kodes)} villages are called '{desa}'; give the kecamatan or the code",
    )
    candidates = tuple(gazetteer.candidate(kode) for kode in kodes)
    return Placement("ambiguous", reason=reason, candidates=candidates, open=True, within=within)


def _not_found(
    desa: str,
    similar: tuple[Candidate, ...],
    gazetteer: Gazetteer,
    within: tuple[str, ...] | None,
) -> Placement:
    if gazetteer.is_kecamatan_name(desa):
        reason = Text(
            f"'{desa}' adalah nama kecamatan; tidak ada desa bernama itu",
            f"'{desa}' is the name of a kecamatan; no village has it",
        )
        return Placement("unmatched", reason=reason, candidates=similar, open=True, within=within)
    plausible = bool(similar) and similar[0]["score"] >= THRESHOLD
    reason = Text(
        f"tidak ada desa bernama '{desa}'" + ("; ada yang mirip" if plausible else ""),
        f"there is no desa called '{desa}'" + ("; some are similar" if plausible else ""),
    )
    status: Status = "ambiguous" if plausible else "unmatched"
    return Placement(status, reason=reason, candidates=similar, open=True, within=within)


def _conflict(reason: Text, candidates: tuple[Candidate, ...]) -> Placement:
    return Placement("ambiguous", reason=reason, candidates=candidates, conflict=True)


def _no_crosswalk(code: Code, gazetteer: Gazetteer) -> bool:
    """
    Tell whether a code cannot be judged: the layer knows no code of its system there.

    Its first digits say whether it is of this kabupaten only where codes of its system are known.
    """
    if code.likely_system == "unknown" or gazetteer.knows(code):
        return False
    return gazetteer.shares_kabupaten(code) or not gazetteer.has_system(code)


def _without_crosswalk(code: Code, *, kabupaten: bool = False) -> Text:
    own, other = ("BPS", "Kemendagri") if code.likely_system == "bps" else ("Kemendagri", "BPS")
    needed = (
        Text("desa, kecamatan dan kabupatennya", "desa, kecamatan and kabupaten")
        if kabupaten
        else Text("desa dan kecamatannya", "desa and kecamatan")
    )
    return Text(
        f"kode {own} {code.digits} tidak dapat dicocokkan: lapisan batas hanya memuat kode "
        f"{other}; isi {needed.id}, atau sebutkan tabel padanan (kode_bps,kode) sebagai crosswalk "
        "dalam atlas.toml",
        f"the {own} code {code.digits} cannot be resolved: the boundary layer has {other} codes "
        f"only; give {needed.en}, or name a crosswalk (kode_bps,kode) in atlas.toml",
    )


def _despite(text: str, placement: Placement, gazetteer: Gazetteer) -> Placement:
    """Judge a row whose code cannot be read by its names, unless they contradict what is left."""
    why = why_not_code(text)
    left = known_digits(text).rstrip("0")
    if placement.status == "linked" and is_lossy(text):
        fits = any(digits.startswith(left) for digits in gazetteer.digits_of(placement.kode))
        if not fits or placement.method == "fuzzy":
            named = (gazetteer.candidate(placement.kode),)
            return Placement("ambiguous", reason=why, candidates=named, conflict=not fits)
    if placement.status == "unmatched" and is_lossy(text):
        return replace(placement, status="rejected", reason=why, open=False)
    return _noted(placement, why)


def _noted(placement: Placement, why: Text) -> Placement:
    linked = placement.status == "linked"
    by_name = Text("ditautkan menurut namanya", "linked by its name")
    reason = _joined([why, placement.reason or by_name])
    return replace(placement, reason=reason, review=placement.review or linked)


def _joined(reasons: list[Text]) -> Text | None:
    if not reasons:
        return None
    return Text("; ".join(text.id for text in reasons), "; ".join(text.en for text in reasons))
