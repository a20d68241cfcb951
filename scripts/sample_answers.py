"""
What the groups of the synthetic register do and which help they ask for.

Both come from a random stream of their own for each village, so that they change nothing else in
the register.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

ANSWERS = ("kegiatan", "kebutuhan")


@dataclass(frozen=True)
class Wishes:
    """
    What the groups of a kapanewon do and ask for, as shares.

    `mutual` name mutual help among their activities, unless they exist for it; `skills`,
    `management` and `funds` are asked for by those who answer.
    """

    mutual: float = 0.70
    skills: float = 0.34
    management: float = 0.24
    funds: float = 0.40


DISTRICTS: Mapping[str, Wishes] = {
    "34.03.01": Wishes(mutual=0.56, skills=0.30, management=0.36, funds=0.30),
    "34.03.03": Wishes(mutual=0.62, skills=0.26, management=0.40, funds=0.28),
    "34.03.05": Wishes(funds=0.50),
    "34.03.06": Wishes(mutual=0.80, skills=0.28, management=0.14, funds=0.62),
    "34.03.07": Wishes(mutual=0.76, skills=0.48, funds=0.46),
    "34.03.09": Wishes(mutual=0.66, skills=0.28, management=0.42, funds=0.26),
    "34.03.10": Wishes(management=0.34, funds=0.34),
    "34.03.11": Wishes(mutual=0.78, skills=0.52),
    "34.03.14": Wishes(mutual=0.80, skills=0.46, management=0.18, funds=0.52),
    "34.03.15": Wishes(mutual=0.78, skills=0.30, management=0.15, funds=0.60),
    "34.03.16": Wishes(mutual=0.78, skills=0.55, management=0.20),
    "34.03.17": Wishes(mutual=0.74, skills=0.46, funds=0.48),
    "34.03.18": Wishes(mutual=0.82, skills=0.32, management=0.12, funds=0.64),
}
ACTIVITIES: Mapping[str, str] = {
    "rukun kematian": "kematian",
    "kelompok tani": "pertanian",
    "pengajian": "keagamaan",
    "dasawisma": "kesehatan",
    "wksbm": "sosial",
}
MUTUAL = "gotong royong"
MUTUAL_WORDS = ((MUTUAL, 12), ("kerja bakti", 2), ("sambatan", 1), ("saling membantu", 1))
OTHERS = (("arisan", 5), ("simpan pinjam", 3), ("pertemuan", 3), ("sosial", 2), ("keamanan", 1))
HELP = ("keterampilan", "manajemen", "dana")
SECOND_ACTIVITY = 0.22
OTHER_HELP = 0.05
VILLAGE_SPREAD = 0.07
BLANK_ACTIVITIES = (0.01, 0.09)
BLANK_HELP = (0.05, 0.30)


def answers(seed: str, kode: str, kinds: Sequence[str]) -> Iterator[tuple[str, str]]:
    """
    Invent the answers of a village's groups.

    Parameters
    ----------
    seed
        Of the whole register.
    kode
        The village.
    kinds
        The kind of each group.

    Yields
    ------
    tuple of str
        The cells `ANSWERS` of each group, in the order of `kinds`; terms are separated by
        ``"; "`` and a cell is blank where nobody answered.
    """
    dice = random.Random(f"{seed}:{kode}:answers")
    district = DISTRICTS.get(kode[:8], Wishes())
    mutual = dice.gauss(district.mutual, VILLAGE_SPREAD)
    shares = [
        dice.gauss(share, VILLAGE_SPREAD)
        for share in (district.skills, district.management, district.funds)
    ]
    no_activities = dice.uniform(*BLANK_ACTIVITIES)
    no_help = dice.uniform(*BLANK_HELP)
    for kind in kinds:
        activities, needs = _activities(dice, kind, mutual), _needs(dice, shares)
        yield (
            "" if dice.random() < no_activities else "; ".join(activities),
            "" if dice.random() < no_help else "; ".join(needs),
        )


def _activities(dice: random.Random, kind: str, mutual: float) -> list[str]:
    own = ACTIVITIES.get(kind, kind)
    found = [] if own == MUTUAL else [own]
    if own == MUTUAL or dice.random() < mutual:
        found.append(_word(dice, MUTUAL_WORDS))
    if dice.random() < SECOND_ACTIVITY:
        found.append(_word(dice, OTHERS))
    return list(dict.fromkeys(found))


def _needs(dice: random.Random, shares: Sequence[float]) -> list[str]:
    found = [help_ for help_, share in zip(HELP, shares, strict=True) if dice.random() < share]
    if dice.random() < OTHER_HELP:
        found.append("lainnya")
    return found or ["tidak ada"]


def _word(dice: random.Random, words: Sequence[tuple[str, int]]) -> str:
    return dice.choices([word for word, _ in words], [weight for _, weight in words])[0]
