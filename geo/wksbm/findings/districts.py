"""What is on record in each sub-district, in figures and in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from wksbm.config import Labels
from wksbm.layers.analysis import PER
from wksbm.layers.model import Atlas
from wksbm.layers.places import district_names
from wksbm.layers.village_table import GROUP_COUNT, POPULATION
from wksbm.stats import rates
from wksbm.text import Text, amount, both, figure, fill, join_texts

_FIRST = 20
_NAMED = 5
_COUNTED = ("value", "zero")


@dataclass(frozen=True)
class District:
    """
    One sub-district in figures.

    Parameters
    ----------
    kode
        Code of the sub-district.
    name
        Its name, with the kabupaten where two share one.
    villages
        Codes of its villages, sorted.
    reported
        Villages whose count of groups is known or suppressed.
    zero, suppressed
        Villages that reported no group; whose small count is suppressed.
    groups
        Groups of the villages whose count is known; NaN where no village has one.
    residents
        Residents of the villages whose count and residents are known; NaN where there is none.
    rate
        Groups per 1,000 residents of those villages; NaN where there is none.
    below
        Villages on the ranked list of under-served villages.
    missing
        Groups that they lack together.
    """

    kode: str
    name: str
    villages: tuple[str, ...]
    reported: int
    zero: int
    suppressed: int
    groups: float
    residents: float
    rate: float
    below: int
    missing: float

    @property
    def compared(self) -> bool:
        """Whether any of its villages could be compared with the median."""
        return self.below > 0 or self.rate >= 0


def districts(atlas: Atlas) -> tuple[District, ...]:
    """
    Sum the villages up by sub-district.

    Parameters
    ----------
    atlas
        The built atlas.

    Returns
    -------
    tuple of District
        In the order of their codes. A village without report is in no figure but the number of
        villages; a suppressed one is in no sum.
    """
    names = district_names(atlas.villages)
    parts = atlas.villages.groupby("kode_kecamatan", sort=True)
    return tuple(_district(atlas, str(names[kode]), str(kode), part) for kode, part in parts)


def whole(atlas: Atlas, name: str) -> District:
    """Sum all villages up, as a district of that name without a code."""
    return _district(atlas, name, "", atlas.villages)


def _district(atlas: Atlas, name: str, kode: str, part: pd.DataFrame) -> District:
    status = part["status_data"]
    counted = part[status.isin(_COUNTED)]
    known = counted[counted[POPULATION] > 0]
    groups = float(counted[GROUP_COUNT].sum(min_count=1))
    residents = float(known[POPULATION].sum(min_count=1))
    gaps = [gap for gap in atlas.gaps if gap.rank and gap.kode in part.index]
    return District(
        kode=kode,
        name=name,
        villages=tuple(map(str, part.index.sort_values())),
        reported=int((status != "not_reported").sum()),
        zero=int((status == "zero").sum()),
        suppressed=int((status == "suppressed").sum()),
        groups=groups,
        residents=residents,
        rate=rates.common_rate(counted[GROUP_COUNT], counted[POPULATION], per=PER),
        below=len(gaps),
        missing=float(sum(gap.missing for gap in gaps if gap.missing > 0)),
    )


def common_rate(atlas: Atlas) -> float:
    """Return groups per 1,000 residents of all villages that have both; NaN where none has."""
    return rates.common_rate(atlas.villages[GROUP_COUNT], atlas.villages[POPULATION], per=PER)


def district_sentences(atlas: Atlas, district: District) -> tuple[Text, ...]:
    """
    Say what is on record in one sub-district.

    Parameters
    ----------
    atlas
        The built atlas.
    district
        One of its `districts`.

    Returns
    -------
    tuple of Text
        Whole sentences: reports, groups and rate, villages without groups, shortfall, priority,
        areas of the scan; only those that there is something to say of.
    """
    labels = atlas.config.labels
    return (
        *_reports(atlas, district, labels),
        *_rate(atlas, district),
        *_without(atlas, district, labels),
        *_shortfall(district, labels),
        *_first_in_line(atlas, district, labels),
        *_areas(atlas, district, labels),
    )


def _reports(atlas: Atlas, district: District, labels: Labels) -> list[Text]:
    sentences = [
        fill(
            Text("{reported} dari {all} melapor.", "{reported} of {all} reported."),
            reported=figure(district.reported),
            all=amount(len(district.villages), labels.desa),
        )
    ]
    status = atlas.villages.loc[list(district.villages), "status_data"]
    silent = status.index[status == "not_reported"]
    if len(silent):
        sentences.append(
            fill(
                Text(
                    "Belum ada data: {names}.",
                    "No data yet: {names}.",
                ),
                names=_named(atlas, silent, labels),
            )
        )
    if district.suppressed:
        sentences.append(
            fill(
                Text(
                    "{hidden} melapor dengan jumlah kecil yang disamarkan.",
                    "{hidden} with a small number that is suppressed.",
                ),
                hidden=amount(district.suppressed, labels.desa),
            )
        )
    return sentences


def _rate(atlas: Atlas, district: District) -> list[Text]:
    if not district.groups >= 0:
        return []
    groups = amount(int(district.groups), Text("kelompok", "group"))
    if not district.rate >= 0:
        return [fill(Text("Tercatat {groups}.", "{groups} on record."), groups=groups)]
    part = atlas.villages.loc[list(district.villages)]
    judged = int(rates.usable(part[GROUP_COUNT], part[POPULATION]).sum())
    if judged < part[GROUP_COUNT].notna().sum():
        return [
            fill(
                Text(
                    "Tercatat {groups}. Di {judged} yang penduduknya diketahui ada {rate} kelompok "
                    "per 1.000 penduduk; di seluruh wilayah atlas ini {common}.",
                    "{groups} on record. Where the residents are known, in {judged}, there are "
                    "{rate} groups per 1,000 residents; {common} in the whole area of this atlas.",
                ),
                groups=groups,
                judged=amount(judged, atlas.config.labels.desa),
                rate=figure(district.rate, decimals=1),
                common=figure(common_rate(atlas), decimals=1),
            )
        ]
    return [
        fill(
            Text(
                "Tercatat {groups}, yaitu {rate} per 1.000 penduduk; di seluruh wilayah atlas ini "
                "{common}.",
                "{groups} on record, {rate} per 1,000 residents; {common} in the whole area of "
                "this atlas.",
            ),
            groups=groups,
            rate=figure(district.rate, decimals=1),
            common=figure(common_rate(atlas), decimals=1),
        )
    ]


def _without(atlas: Atlas, district: District, labels: Labels) -> list[Text]:
    status = atlas.villages.loc[list(district.villages), "status_data"]
    none = status.index[status == "zero"]
    if not len(none):
        return []
    return [
        fill(
            Text("Melapor tidak ada kelompok: {names}.", "Reported no group: {names}."),
            names=_named(atlas, none, labels),
        )
    ]


def _shortfall(district: District, labels: Labels) -> list[Text]:
    if not district.compared:
        return []
    if not district.below:
        return [
            Text(
                f"Tidak ada {labels.desa.id} di bawah median.",
                f"No {labels.desa.en} is below the median.",
            )
        ]
    return [
        fill(
            Text(
                "{below} di bawah median; untuk mencapainya diperlukan {missing} seluruhnya.",
                "{below} below the median; {missing} needed in all to reach it.",
            ),
            below=amount(district.below, labels.desa),
            missing=amount(int(district.missing), Text("kelompok", "group")),
        )
    ]


def _first_in_line(atlas: Atlas, district: District, labels: Labels) -> list[Text]:
    inside = set(district.villages)
    first = [entry for entry in atlas.priorities[:_FIRST] if entry.kode in inside]
    if not first or len(atlas.priorities) <= _FIRST:
        return []
    desa = atlas.villages["desa"]
    names = [
        Text(
            f"{desa[entry.kode]} (peringkat {entry.rank})",
            f"{desa[entry.kode]} (rank {entry.rank})",
        )
        for entry in first[:_NAMED]
    ]
    rest = len(first) - len(names)
    if rest:
        names.append(amount(rest, Text(f"{labels.desa.id} lain", f"other {labels.desa.en}")))
    return [
        fill(
            Text(
                "Termasuk {top} prioritas teratas: {names}.",
                "Among the first {top} in order of priority: {names}.",
            ),
            top=figure(_FIRST),
            names=join_texts(names),
        )
    ]


def _areas(atlas: Atlas, district: District, labels: Labels) -> list[Text]:
    sentences = []
    for area in atlas.scan_areas:
        inside = len(set(area.villages) & set(district.villages))
        if inside:
            sentence = Text(
                "{inside} termasuk Daerah {number}, yang berkelompok {more} daripada yang dapat "
                "terjadi karena kebetulan.",
                "{inside} in Area {number}, which has {more} groups than chance explains.",
            )
            more = Text("lebih banyak", "more")
            fewer = Text("lebih sedikit", "fewer")
            sentences.append(
                fill(
                    sentence,
                    inside=amount(inside, labels.desa),
                    number=figure(area.number),
                    more=more if area.kind == "more" else fewer,
                )
            )
    return sentences


def _named(atlas: Atlas, codes: Iterable[str], labels: Labels) -> Text:
    """Name up to five villages; count the others."""
    names = [str(atlas.villages["desa"][kode]) for kode in codes]
    if len(names) <= _NAMED:
        return join_texts(map(both, names))
    rest = amount(len(names) - _NAMED, Text(f"{labels.desa.id} lain", f"other {labels.desa.en}"))
    return join_texts([*map(both, names[:_NAMED]), rest])
