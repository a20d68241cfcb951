"""Why a village comes early or late in the order of priority, in words."""

from __future__ import annotations

import pandas as pd

from wksbm.config import Labels
from wksbm.layers.analysis import PER, Analysis
from wksbm.layers.model import Priority
from wksbm.text import Text, amount, digits_of, figure, fill

_WIDE = 0.15
_NARROW = 10
_GROUPS = Text("kelompok", "group")


def find_priorities(
    analysis: Analysis, labels: Labels, need_label: Text | None
) -> tuple[Priority, ...]:
    """
    List every judged village in order of priority, with reasons.

    Parameters
    ----------
    analysis
        The statistics.
    labels
        What villages are called.
    need_label
        What the attribute of need is called; None when none tells villages apart.
    """
    table = analysis.priority
    if table.empty:
        return ()
    needy = None
    if analysis.need is not None:
        needy = analysis.need.reindex(table.index).rank(ascending=False, method="min")
    table = table.assign(
        need_rank=needy,
        need_value=analysis.need,
        needs_known=0 if needy is None else needy.notna().sum(),
        need_digits=0 if analysis.need is None else analysis.need.dropna().map(digits_of).max(),
        count=analysis.count,
        residents=analysis.population,
        expected=analysis.shortage["expected"],
        chance=analysis.shortage["chance"],
        shortage=analysis.shortage["shortage"],
        missing=analysis.missing("median"),
        **_neighbours_short(analysis),
    ).sort_values("rank")
    return tuple(
        Priority(
            kode=str(kode),
            rank=int(row["rank"]),
            best=int(row["best"]),
            worst=int(row["worst"]),
            score=float(row["score"]),
            reasons=_reasons(row, len(table), labels, need_label, analysis.config.need_when),
        )
        for kode, row in table.iterrows()
    )


def _neighbours_short(analysis: Analysis) -> dict[str, pd.Series[float]]:
    """Count each judged village's judged neighbours, and how many clearly lack groups."""
    links = analysis.neighbours.among(analysis.judged)
    kinds = analysis.shortage["shortage"].reindex(links.index)
    short = kinds.isin(["none", "fewer"]).to_numpy(dtype=float)
    return {
        "around": pd.Series(links.cardinalities.astype(float), index=links.index),
        "around_short": pd.Series(links.matrix @ short, index=links.index),
    }


def _reasons(
    row: pd.Series, judged: int, labels: Labels, need_label: Text | None, need_when: str
) -> tuple[Text, ...]:
    reasons = [_shortfall(row)]
    if need_label is not None:
        reasons += _need(row, need_label, need_when, labels)
    if row["around_short"] > row["around"] / 2:
        also = row["missing"] > 0
        reasons.append(
            fill(
                Text(
                    "{short} dari {around} tetangganya {also}jelas kekurangan kelompok.",
                    "{short} of {around} neighbours clearly lack groups{also}.",
                ),
                short=figure(row["around_short"]),
                around=figure(row["around"]),
                also=Text("juga ", " as well") if also else "",
            )
        )
    if row["worst"] - row["best"] > max(_NARROW, _WIDE * judged):
        reasons.append(_range(row, labels))
    return tuple(reasons)


def _range(row: pd.Series, labels: Labels) -> Text:
    """Say how far the rank moves, and by which choice it moves farthest."""
    down = row["worst"] - row["rank"] >= row["rank"] - row["best"]
    choices = {
        "smoothing": Text(
            "bila angkanya dihaluskan dengan cara lain", "if rates are smoothed in another way"
        ),
        "scale": Text(
            "bila dihitung menurut jumlah kelompok yang kurang",
            "if counted by the number of groups missing",
        ),
        "weights": Text("bila bobotnya lain", "if the weights differ"),
        "kecamatan": Text(
            f"bila dibandingkan dengan {labels.kecamatan.id}nya sendiri",
            f"if compared with its own {labels.kecamatan.en}",
        ),
        "target": Text("bila dibandingkan dengan sasaran", "if compared with the target"),
    }
    return fill(
        Text(
            "Peringkatnya bergantung pada cara menghitung: {best} sampai {worst} ({end} {choice}).",
            "Its rank depends on how it is computed: {best} to {worst} ({end} {choice}).",
        ),
        best=figure(row["best"]),
        worst=figure(row["worst"]),
        end=figure(row["worst"] if down else row["best"]),
        choice=choices[str(row["worst_by"] if down else row["best_by"])],
    )


def _shortfall(row: pd.Series) -> Text:
    parts = {
        "count": amount(int(row["count"]), _GROUPS),
        "expected": figure(row["expected"], decimals=0 if row["expected"] >= 10 else 1),
        "missing": amount(int(row["missing"]), _GROUPS),
        "residents": amount(int(row["residents"]), Text("penduduk", "resident")),
        "rate": figure(row["count"] / row["residents"] * PER, decimals=1),
        "chance": chance(row["chance"]),
    }
    if row["shortage"] == "none" and not row["missing"] > 0:
        sentence = Text("Melapor tidak ada kelompok.", "Reported no group.")
    elif row["shortage"] == "none":
        sentence = Text(
            "Melapor tidak ada kelompok; untuk mencapai median diperlukan {missing}.",
            "Reported no group; {missing} needed to reach the median.",
        )
    elif row["shortage"] == "fewer":
        sentence = Text(
            "Jelas lebih sedikit: tercatat {count}, diharapkan {expected} (peluang sesedikit itu "
            "bila angkanya sama di mana-mana: {chance}).",
            "Clearly fewer: {count} on record, {expected} expected (probability of so few if the "
            "rate were the same everywhere: {chance}).",
        )
    elif row["shortage"] == "small":
        sentence = Text(
            "Tampak sedikit: tercatat {count}, diharapkan {expected}; dengan {residents} itu dapat "
            "terjadi karena kebetulan.",
            "Seems short: {count} on record, {expected} expected; with {residents} that may come "
            "about by chance.",
        )
    elif row["missing"] > 0:
        sentence = Text(
            "Di bawah median: {rate} kelompok per 1.000 penduduk; untuk mencapainya diperlukan "
            "{missing} lagi.",
            "Below the median: {rate} groups per 1,000 residents; {missing} more needed to reach "
            "it.",
        )
    else:
        sentence = Text(
            "Tidak kekurangan: {rate} kelompok per 1.000 penduduk.",
            "Not short: {rate} groups per 1,000 residents.",
        )
    return fill(sentence, **parts)


def chance(probability: float) -> Text:
    """Return a probability as a percentage: ``2,3%``, ``kurang dari 0,1%``."""
    if probability < 0.001:
        return fill(Text("kurang dari {p}%", "less than {p}%"), p=figure(0.1, decimals=1))
    return fill(Text("{p}%", "{p}%"), p=figure(100 * probability, decimals=1))


def _need(row: pd.Series, label: Text, when: str, labels: Labels) -> list[Text]:
    rank, known = row["need_rank"], int(row["needs_known"])
    if pd.isna(rank):
        return [
            fill(
                Text(
                    "Kebutuhannya ({label}) tidak diketahui; dihitung sebagai pertengahan.",
                    "Its need ({label}) is not known and counts as the middle.",
                ),
                label=label,
            )
        ]
    if rank > known / 3:
        return []
    end = Text("terendah", "lowest") if when == "low" else Text("tertinggi", "highest")
    place = Text(
        "{label} {end} dari {known} ({value}).", "{label}: the {end} of {known} ({value})."
    )
    if rank > 1:
        place = Text(
            "{label} {end} ke-{rank} dari {known} ({value}).",
            "{label}: number {rank} from the {end} of {known} ({value}).",
        )
    return [
        fill(
            place,
            label=label,
            end=end,
            rank=figure(rank),
            known=amount(known, labels.desa),
            value=figure(
                -row["need_value"] if when == "low" else row["need_value"],
                decimals=int(row["need_digits"]),
            ),
        )
    ]
