"""The statements of the study of Gunungkidul, recomputed for the data at hand."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace

import pandas as pd
from scipy.stats import binomtest

from wksbm.config import Labels
from wksbm.findings.questions import QUESTIONS, Question
from wksbm.layers.indicators import condition
from wksbm.layers.model import Statement, Verdict
from wksbm.layers.places import district_names
from wksbm.layers.village_table import GROUP_COUNT
from wksbm.stats.rates import share
from wksbm.tables.model import LinkedTable
from wksbm.text import LANGUAGES, Lang, Text, both, counted, join_words, number, plural

AVERAGE = 50
"""Groups per village that the study's average lies above."""
FEWEST_ANSWERS = 30
"""Known answers that a sub-district must have to be named."""
_MOST_NAMES = 3
_SHOWN = ("value", "zero")
_GROUP = Text("kelompok", "group")
_PER_CENT = both("%")
_NOTHING_SAID = Text(
    "Tanpa data, pernyataan ini tidak dibenarkan dan tidak dibantah.",
    "Without data the statement is neither confirmed nor contradicted.",
)


def study_statements(
    villages: pd.DataFrame,
    groups: LinkedTable | None,
    *,
    reference_year: int,
    labels: Labels,
    layers: Collection[str],
) -> tuple[Statement, ...]:
    """
    Recompute the study's statements, in the order in which the study made them.

    Parameters
    ----------
    villages
        The village table: index kode; kecamatan, kode_kecamatan, kabupaten, jumlah_kelompok
        and status_data. Suppressed villages and their groups are in no figure, so that their
        counts cannot be worked out.
    groups
        The linked register or counts table, or None; dissolved groups and reports of none are
        no recorded groups. Only a register can tell a share.
    reference_year
        Year from which the age of a group is counted back, as in the layers.
    labels
        What the administrative levels are called.
    layers
        Ids of the layers that were built.

    Returns
    -------
    tuple of Statement
        Shares are per cent of the recorded groups whose cell is not blank; a blank cell is
        unknown, never "no". A share ``agrees`` when the lower end of its 95 % Wilson interval is
        above one half, ``differs`` when the upper end is below, else it is ``unclear``. The
        number is the mean of the villages whose count is known, 0 for a report of none; it is
        ``unclear`` when the counts that are suppressed could carry it across 50.

    Notes
    -----
    Wilson interval of a share p of n answers, z = 1.96:
    ``(p + z²/2n ± z sqrt(p (1 - p) / n + z²/4n²)) / (1 + z²/n)``. It treats the groups as drawn
    independently of each other.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212.
    https://doi.org/10.1080/01621459.1927.10502953
    """
    shown = villages[villages["status_data"].isin(_SHOWN)]
    register = _shown_groups(groups, shown)
    limits = _limits(villages, groups, labels)
    first, *others = (
        _share(question, register, groups, shown, limits, reference_year, labels)
        for question in QUESTIONS
    )
    statements = (first, _number(villages, shown, limits, labels), *others)
    return tuple(
        found if found.layer in layers else replace(found, layer=None) for found in statements
    )


def _shown_groups(groups: LinkedTable | None, shown: pd.DataFrame) -> pd.DataFrame | None:
    """Return the recorded groups of villages that are not suppressed; None without a register."""
    if groups is None or groups.kind != "register":
        return None
    return groups.data[groups.recorded & groups.data["kode"].isin(shown.index)]


def _share(
    question: Question,
    register: pd.DataFrame | None,
    groups: LinkedTable | None,
    shown: pd.DataFrame,
    limits: Text,
    reference_year: int,
    labels: Labels,
) -> Statement:
    measure = question.measure
    if register is None or measure.column not in register or register.empty:
        return _no_share(question, _why_not(measure.column, register, groups, labels), limits)
    holds = condition(measure, register[measure.column], reference_year=reference_year)
    answers, yes, recorded = int(holds.notna().sum()), int(holds.sum()), len(register)
    if not answers:
        return _no_share(question, _all_blank(question, recorded), limits)
    sentence = _counted_share(question, yes, answers, recorded)
    verdict: Verdict = "only_shown"
    if question.help:
        sentence = _joined(sentence, _extremes(holds, register["kode"], shown, labels))
    else:
        interval = binomtest(yes, answers).proportion_ci(confidence_level=0.95, method="wilson")
        low, high = float(interval.low), float(interval.high)
        verdict = _share_verdict(low, high, yes / recorded, (yes + recorded - answers) / recorded)
        sentence = _joined(sentence, _judged(verdict, low, high))
    caveat = _joined(question.caveat, _unknown(yes, answers, recorded), limits)
    figure = yes / answers * 100
    return Statement(
        question.id, question.claim, figure, _PER_CENT, sentence, verdict, caveat, question.layer
    )


def _number(villages: pd.DataFrame, shown: pd.DataFrame, limits: Text, labels: Labels) -> Statement:
    desa = labels.desa
    claim = Text(
        f"Rata-rata ada lebih dari {AVERAGE} kelompok per {desa.id}.",
        f"On average there are more than {AVERAGE} groups per {desa.en}.",
    )
    unit = Text(f"kelompok per {desa.id}", f"groups per {desa.en}")
    counts = shown[GROUP_COUNT].astype(float)
    if counts.empty:
        why = Text(
            f"Tidak dapat dihitung: tidak ada {desa.id} yang jumlah kelompoknya diketahui.",
            f"It cannot be computed: the number of groups is known for no {desa.en}.",
        )
        return Statement(
            "number",
            claim,
            math.nan,
            unit,
            why,
            "no_data",
            _joined(_NOTHING_SAID, limits),
            GROUP_COUNT,
        )
    mean, median = float(counts.mean()), float(counts.median())
    status = villages["status_data"].value_counts()
    verdict = _number_verdict(
        counts, int(status.get("suppressed", 0)), int(status.get("not_reported", 0))
    )
    reach = int(counts.ge(AVERAGE).sum())
    sentence = Text(
        *(_number_sentence(mean, median, reach, counts, villages, desa, to) for to in LANGUAGES)
    )
    caveat = _joined(
        Text(
            f"Yang tercatat belum tentu semua yang ada; {desa.id} yang melapor nihil dihitung 0.",
            f"What is on record need not be all there is; a {desa.en} that reports none counts "
            "as 0.",
        ),
        _pulled(mean, median),
        limits,
    )
    return Statement("number", claim, mean, unit, sentence, verdict, caveat, GROUP_COUNT)


def _share_verdict(low: float, high: float, least: float, most: float) -> Verdict:
    """Judge a share by its interval, and by what it would be if all blanks were no, or yes."""
    if low > 0.5 and least > 0.5:
        return "agrees"
    return "differs" if high < 0.5 and most < 0.5 else "unclear"


def _number_verdict(counts: pd.Series[float], suppressed: int, silent: int) -> Verdict:
    """
    Judge the mean of all villages by the least and the most that it can be.

    A suppressed count lies between 1 and the smallest count that is shown, a silent one between
    0 and the largest.
    """
    villages, total = len(counts) + suppressed + silent, float(counts.sum())
    smallest = float(counts[counts > 0].min()) if suppressed else 0.0
    if (total + suppressed) / villages > AVERAGE:
        return "agrees"
    most = total + suppressed * smallest + silent * float(counts.max())
    return "differs" if most / villages <= AVERAGE else "unclear"


def _number_sentence(
    mean: float,
    median: float,
    reach: int,
    counts: pd.Series[float],
    villages: pd.DataFrame,
    desa: Text,
    lang: Lang,
) -> str:
    average, middle = (number(value, lang, decimals=1) for value in (mean, median))
    known, of_all = number(len(counts), lang), counted(len(villages), desa, lang)
    few, target = number(reach, lang), number(AVERAGE, lang)
    return {
        "id": f"Tercatat rata-rata {average} kelompok per {desa.id} (median {middle}) pada {known} "
        f"dari {of_all}; {few} dari {known} mencapai {target} kelompok.",
        "en": f"On record are {average} groups per {desa.en} on average (median {middle}), in "
        f"{known} of {of_all}; {few} of {known} reach {target} groups.",
    }[lang]


def _pulled(mean: float, median: float) -> Text:
    """Say what a mean hides; more so when mean and median lie on two sides of the average."""
    if mean > AVERAGE >= median:
        return Text(
            f"Rata-ratanya ditarik ke atas oleh sedikit wilayah dengan banyak kelompok: mediannya "
            f"tidak melebihi {AVERAGE}.",
            f"A few areas with many groups pull the mean up: the median is not above {AVERAGE}.",
        )
    if median > AVERAGE >= mean:
        return Text(
            f"Rata-ratanya ditarik ke bawah oleh sedikit wilayah dengan sangat sedikit kelompok: "
            f"mediannya di atas {AVERAGE}.",
            f"A few areas with very few groups pull the mean down: the median is above {AVERAGE}.",
        )
    return Text(
        "Rata-rata peka terhadap sedikit wilayah dengan banyak kelompok; bandingkan dengan median.",
        "A mean is sensitive to a few areas with many groups; compare it with the median.",
    )


def _counted_share(question: Question, yes: int, answers: int, recorded: int) -> Text:
    def words(lang: Lang) -> str:
        figure = number(yes / answers * 100, lang, decimals=1)
        of_known = f"{counted(answers, _GROUP, lang)} {question.known.to(lang)}"
        head, answer = question.holds.to(lang), question.answer.to(lang)
        known, of_all = number(answers, lang), number(recorded, lang)
        return {
            "id": f"{head}: {number(yes, lang)} dari {of_known} ({figure}%); {answer} diketahui "
            f"pada {known} dari {of_all} kelompok tercatat.",
            "en": f"{head}: {number(yes, lang)} of {of_known} ({figure}%); {answer} is known for "
            f"{known} of {of_all} recorded {'group' if recorded == 1 else 'groups'}.",
        }[lang]

    return Text(*(words(lang) for lang in LANGUAGES))


def _judged(verdict: Verdict, low: float, high: float) -> Text:
    told = {
        "agrees": Text("tampaknya lebih dari separuh", "it seems to be more than half"),
        "differs": Text("tampaknya kurang dari separuh", "it seems to be less than half"),
        "unclear": Text(
            "belum jelas apakah lebih dari separuh", "it is not clear whether it is more than half"
        ),
    }[verdict]
    ends = [
        "–".join(number(end * 100, lang, decimals=1) for end in (low, high)) for lang in LANGUAGES
    ]
    return Text(
        f"Selang kepercayaan 95%: {ends[0]}%; {told.id}.",
        f"The 95% confidence interval is {ends[1]}%; {told.en}.",
    )


def _extremes(
    holds: pd.Series[float], kode: pd.Series[str], shown: pd.DataFrame, labels: Labels
) -> Text:
    """Name the sub-districts where help is asked for most and least; empty when none stands out."""
    district = kode.map(shown["kode_kecamatan"])
    answers = holds.groupby(district).count()
    enough = answers.index[answers >= FEWEST_ANSWERS]
    shares = share(holds, district, enough).round(9)
    if shares.nunique() < 2:
        return both("")
    names = district_names(shown)

    def places(rate: float, lang: Lang) -> str:
        figure = number(rate, lang, decimals=1)
        found = shares.index[shares == rate]
        if len(found) > _MOST_NAMES:
            return f"{counted(len(found), labels.kecamatan, lang)} ({figure}%)"
        of = {"id": "dari", "en": "of"}[lang]
        told = [
            f"{names[code]} ({figure}% {of} {counted(int(answers[code]), _GROUP, lang)})"
            for code in found
        ]
        return join_words(told, lang)

    most, least = float(shares.max()), float(shares.min())
    kecamatan = labels.kecamatan
    return Text(
        f"Di antara {kecamatan.id} dengan sedikitnya {FEWEST_ANSWERS} jawaban, paling banyak "
        f"diminta di {places(most, 'id')}, paling sedikit di {places(least, 'id')}.",
        f"Among {plural(kecamatan.en)} with at least {FEWEST_ANSWERS} answers it is asked for most "
        f"in {places(most, 'en')} and least in {places(least, 'en')}.",
    )


def _unknown(yes: int, answers: int, recorded: int) -> Text:
    """Say how far the blank cells could move a share."""
    if answers == recorded:
        return both("")
    ends = (yes / recorded * 100, (yes + recorded - answers) / recorded * 100)
    low, high = ([number(end, lang, decimals=1) for end in ends] for lang in LANGUAGES)
    return Text(
        f"Isian kosong tidak dihitung sebagai “tidak”: bergantung pada isinya, bagian dari semua "
        f"kelompok tercatat dapat terletak antara {low[0]}% dan {low[1]}%.",
        f"A blank is not counted as “no”: depending on what belongs there, the share of all "
        f"recorded groups may lie anywhere from {high[0]}% to {high[1]}%.",
    )


def _limits(villages: pd.DataFrame, groups: LinkedTable | None, labels: Labels) -> Text:
    """Say what is in no figure: silent and suppressed villages, rows not placed, invented data."""
    silent, hidden = (
        int(villages["status_data"].eq(state).sum()) for state in ("not_reported", "suppressed")
    )
    unplaced = sum(
        item.value or 0
        for item in (groups.items if groups is not None else ())
        if item.status != "linked"
    )
    told = []
    if silent:
        id_, en = (counted(silent, labels.desa, lang) for lang in LANGUAGES)
        told.append(Text(f"{id_} tidak melapor.", f"{en} did not report."))
    if hidden:
        id_, en = (counted(hidden, labels.desa, lang) for lang in LANGUAGES)
        told.append(
            Text(
                f"{id_} dengan sedikit kelompok disamarkan dan tidak ikut dihitung.",
                f"{en} with few groups {'is' if hidden == 1 else 'are'} suppressed and left out.",
            )
        )
    if unplaced:
        id_, en = (counted(int(unplaced), _GROUP, lang) for lang in LANGUAGES)
        told.append(
            Text(
                f"{id_} belum ditempatkan dan tidak ikut dihitung.",
                f"{en} {'is' if unplaced == 1 else 'are'} not placed yet and left out.",
            )
        )
    if groups is not None and groups.raw.source.sample:
        told.append(
            Text(
                "DATA CONTOH: datanya rekaan dan tidak menguji temuan penelitian.",
                "SAMPLE DATA (DATA CONTOH): it is invented and does not test the study.",
            )
        )
    return _joined(*told)


def _no_share(question: Question, why: Text, limits: Text) -> Statement:
    sentence = Text(f"Tidak dapat dihitung: {why.id}.", f"It cannot be computed: {why.en}.")
    return Statement(
        question.id,
        question.claim,
        math.nan,
        _PER_CENT,
        sentence,
        "no_data",
        _joined(_NOTHING_SAID, limits),
        question.layer,
    )


def _why_not(
    column: str, register: pd.DataFrame | None, groups: LinkedTable | None, labels: Labels
) -> Text:
    if groups is None:
        return Text("belum ada data kelompok", "there are no data on groups")
    if register is None:
        return Text(
            f"datanya hanya jumlah kelompok per {labels.desa.id}, bukan daftar kelompok",
            f"the data are numbers of groups per {labels.desa.en}, not a register of groups",
        )
    if column not in register:
        return Text(
            f"daftar kelompok tidak memuat kolom '{column}'",
            f"the register has no column '{column}'",
        )
    return Text("tidak ada kelompok tercatat", "no group is on record")


def _all_blank(question: Question, recorded: int) -> Text:
    of_all = [counted(recorded, _GROUP, lang) for lang in LANGUAGES]
    return Text(
        f"{question.answer.id} tidak diketahui untuk satu pun dari {of_all[0]} tercatat",
        f"{question.answer.en} is known for none of {of_all[1]} on record",
    )


def _joined(*texts: Text) -> Text:
    """Return sentences as one text; empty ones leave no gap."""
    return Text(*(" ".join(text.to(lang) for text in texts if text.id) for lang in LANGUAGES))
