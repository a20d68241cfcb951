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
from wksbm.text import LANGUAGES, Text, amount, both, figure, fill, join_texts, several

REGION = "34.03"
"""Where the study was made; its statements are about no other kabupaten."""
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
        ``unclear`` when the counts that are suppressed could carry it across 50. Empty when a
        village lies outside `REGION`.

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
    digits = villages.index.str.replace(".", "", regex=False)
    if not digits.str.startswith(REGION.replace(".", "")).all():
        return ()
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
    value = yes / answers * 100
    return Statement(
        question.id, question.claim, value, _PER_CENT, sentence, verdict, caveat, question.layer
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
    sentence = fill(
        Text(
            "Tercatat rata-rata {average} kelompok per {desa} (median {middle}) pada {known} dari "
            "{all}; {few} dari {known} mencapai {target} kelompok.",
            "On record are {average} groups per {desa} on average (median {middle}), in {known} of "
            "{all}; {few} of {known} reach {target} groups.",
        ),
        average=figure(mean, decimals=1),
        desa=desa,
        middle=figure(median, decimals=1),
        known=figure(len(counts)),
        all=amount(len(villages), desa),
        few=figure(int(counts.ge(AVERAGE).sum())),
        target=figure(AVERAGE),
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
    return fill(
        Text(
            "{holds}: {yes} dari {answers} {known} ({share}%); {answer} diketahui pada {count} "
            "dari {recorded} kelompok tercatat.",
            "{holds}: {yes} of {answers} {known} ({share}%); {answer} is known for {count} of "
            "{recorded} recorded {groups}.",
        ),
        holds=question.holds,
        yes=figure(yes),
        answers=amount(answers, _GROUP),
        known=question.known,
        share=figure(yes / answers * 100, decimals=1),
        answer=question.answer,
        count=figure(answers),
        recorded=figure(recorded),
        groups="group" if recorded == 1 else "groups",
    )


def _judged(verdict: Verdict, low: float, high: float) -> Text:
    judgement = {
        "agrees": Text("tampaknya lebih dari separuh", "it seems to be more than half"),
        "differs": Text("tampaknya kurang dari separuh", "it seems to be less than half"),
        "unclear": Text(
            "belum jelas apakah lebih dari separuh", "it is not clear whether it is more than half"
        ),
    }[verdict]
    return fill(
        Text(
            "Selang kepercayaan 95%: {low}–{high}%; {judgement}.",
            "The 95% confidence interval is {low}–{high}%; {judgement}.",
        ),
        low=figure(low * 100, decimals=1),
        high=figure(high * 100, decimals=1),
        judgement=judgement,
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

    def places(rate: float) -> Text:
        value, found = figure(rate, decimals=1), shares.index[shares == rate]
        if len(found) > _MOST_NAMES:
            count = amount(len(found), labels.kecamatan)
            return fill(Text("{count} ({share}%)", "{count} ({share}%)"), count=count, share=value)
        named = Text(
            "{name} ({share}% dari {answers})",
            "{name} ({share}% of {answers})",
        )
        return join_texts(
            fill(
                named,
                name=str(names[code]),
                share=value,
                answers=amount(int(answers[code]), _GROUP),
            )
            for code in found
        )

    return fill(
        Text(
            "Di antara {kecamatan} dengan sedikitnya {fewest} jawaban, paling banyak diminta di "
            "{most}, paling sedikit di {least}.",
            "Among {kecamatan} with at least {fewest} answers it is asked for most in {most} and "
            "least in {least}.",
        ),
        kecamatan=several(labels.kecamatan),
        fewest=str(FEWEST_ANSWERS),
        most=places(float(shares.max())),
        least=places(float(shares.min())),
    )


def _unknown(yes: int, answers: int, recorded: int) -> Text:
    """Say how far the blank cells could move a share."""
    if answers == recorded:
        return both("")
    return fill(
        Text(
            "Isian kosong tidak dihitung sebagai “tidak”: bergantung pada isinya, bagian dari "
            "semua kelompok tercatat dapat terletak antara {low}% dan {high}%.",
            "A blank is not counted as “no”: depending on what belongs there, the share of all "
            "recorded groups may lie anywhere from {low}% to {high}%.",
        ),
        low=figure(yes / recorded * 100, decimals=1),
        high=figure((yes + recorded - answers) / recorded * 100, decimals=1),
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
    sentences = []
    if silent:
        silence = Text("{count} tidak melapor.", "{count} did not report.")
        sentences.append(fill(silence, count=amount(silent, labels.desa)))
    if hidden:
        sentences.append(
            fill(
                Text(
                    "{count} dengan sedikit kelompok disamarkan dan tidak ikut dihitung.",
                    "{count} with few groups {are} suppressed and left out.",
                ),
                count=amount(hidden, labels.desa),
                are="is" if hidden == 1 else "are",
            )
        )
    if unplaced:
        sentences.append(
            fill(
                Text(
                    "{count} belum ditempatkan dan tidak ikut dihitung.",
                    "{count} {are} not placed yet and left out.",
                ),
                count=amount(int(unplaced), _GROUP),
                are="is" if unplaced == 1 else "are",
            )
        )
    if groups is not None and groups.raw.source.sample:
        sentences.append(
            Text(
                "DATA CONTOH: datanya rekaan dan tidak menguji temuan penelitian.",
                "SAMPLE DATA (DATA CONTOH): it is invented and does not test the study.",
            )
        )
    return _joined(*sentences)


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
    return fill(
        Text(
            "{answer} tidak diketahui untuk satu pun dari {all} tercatat",
            "{answer} is known for none of {all} on record",
        ),
        answer=question.answer,
        all=amount(recorded, _GROUP),
    )


def _joined(*texts: Text) -> Text:
    """Return sentences as one text; empty ones leave no gap."""
    return Text(*(" ".join(text.to(lang) for text in texts if text.id) for lang in LANGUAGES))
