"""What the layers of the statistics show and how they were made, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from wksbm.config import AnalysisConfig, Labels
from wksbm.layers.analysis import Analysis
from wksbm.layers.model import ScanArea
from wksbm.layers.spec import Measure, MeasureKind
from wksbm.text import Text, amount, both, exact, figure, fill


def p_value(p: float) -> Text:
    """Return ``p = 0,012`` or ``p < 0,001``, in one line."""
    sign = "<" if p < 0.001 else "="
    words = both("p\N{NO-BREAK SPACE}{sign}\N{NO-BREAK SPACE}{p}")
    return fill(words, sign=sign, p=figure(max(p, 0.001), decimals=3))


def local_finding(analysis: Analysis, kind: MeasureKind, labels: Labels) -> Text:
    """Say how many villages local Moran or Gi* found, before and after the correction."""
    result = analysis.local if kind == "local_moran" else analysis.hot
    counts = result.table["cluster"].value_counts()
    names = ("hh", "ll", "hl", "lh") if kind == "local_moran" else ("hot", "cold")
    found = int(sum(counts.get(name, 0) for name in names))
    tested = found + int(counts.get("ns", 0))
    if not tested:
        return Text(
            "Gugus tidak dapat dihitung: terlalu sedikit data, semua angkanya sama, atau "
            "tetangganya tidak membedakan",
            "Clusters cannot be computed: too few data, equal figures, or neighbours that do not "
            "tell areas apart",
        )
    sentence = Text(
        "Dari {tested} yang diuji, {before} tampak berbeda sebelum koreksi untuk banyaknya "
        "pengujian; setelah koreksi tersisa {found}",
        "Of {tested} tested, {before} looked different before the correction for the number of "
        "tests, and {found} after it",
    )
    return fill(
        sentence,
        tested=amount(tested, labels.desa),
        before=figure(result.uncorrected),
        found=amount(found, labels.desa),
    )


def shortage_finding(analysis: Analysis, labels: Labels) -> Text:
    """Say how many villages are clearly short, and how many only seem to be."""
    counts = analysis.shortage["shortage"].value_counts()
    clear = int(counts.get("fewer", 0))
    return fill(
        Text(
            "{none} melapor tidak ada kelompok; {clear} jelas lebih sedikit daripada yang "
            "diharapkan; {small} tampak sedikit tetapi dapat terjadi karena kebetulan",
            "{none} reported no group; clearly fewer than expected: {clear}; seemingly short, "
            "perhaps by chance: {small}",
        ),
        none=amount(int(counts.get("none", 0)), labels.desa),
        clear=figure(clear),
        small=figure(int(counts.get("small", 0))),
    )


def scan_finding(analysis: Analysis, areas: Collection[ScanArea]) -> Text:
    """Say how many areas the scan statistic found, or why it cannot find any."""
    more = sum(area.kind == "more" for area in areas)
    result = analysis.scan
    if result.best is None:
        return Text(
            "Daerah tidak dapat dicari: terlalu sedikit data atau semua angkanya sama",
            "Areas cannot be looked for: too few data, or all figures are equal",
        )
    if 1 / (result.replicas + 1) > analysis.config.significance:
        return fill(
            Text(
                "Dengan hanya {replicas} simulasi acak tidak ada daerah yang dapat diuji",
                "With only {replicas} random maps no area can be significant",
            ),
            replicas=figure(result.replicas),
        )
    if not areas:
        return Text(
            "Tidak ada daerah yang kelompoknya lebih banyak atau lebih sedikit daripada yang dapat "
            "terjadi karena kebetulan",
            "No area has more or fewer groups than chance may give it",
        )
    return fill(
        Text(
            "{more} berkelompok lebih banyak dan {fewer} lebih sedikit daripada yang dapat terjadi "
            "karena kebetulan",
            "{more} with more groups and {fewer} with fewer than chance may give",
        ),
        more=amount(more, Text("daerah", "area")),
        fewer=figure(len(areas) - more),
    )


def category_method(analysis: Analysis, kind: MeasureKind) -> Text:
    """Say how the categories of a layer were found."""
    local = Text(
        "{name}, {draws} permutasi, dua sisi, koreksi Benjamini-Hochberg {level}%; {tested} dari "
        "{all} wilayah dinilai",
        "{name}, {draws} permutations, two-sided, Benjamini-Hochberg correction at {level}%; "
        "{tested} of {all} areas judged",
    )
    sentences: Mapping[MeasureKind, Text] = {
        "local_moran": local,
        "getis_ord": local,
        "scan": Text(
            "statistik pindai Poisson Kulldorff, lingkaran hingga {share}% penduduk, {replicas} "
            "simulasi acak, p paling tinggi {level}%; {tested} dari {all} wilayah dinilai",
            "Kulldorff's Poisson scan statistic, circles up to {share}% of residents, {replicas} "
            "random maps, p up to {level}%; {tested} of {all} areas judged",
        ),
        "shortage": Text(
            "uji Poisson dua sisi, koreksi Benjamini-Hochberg {level}%; jelas berarti di bawah "
            "{ratio} kali harapan; {tested} dari {all} wilayah dinilai",
            "two-sided Poisson test, Benjamini-Hochberg correction at {level}%; clearly means "
            "below {ratio} times the expected number; {tested} of {all} areas judged",
        ),
    }
    config = analysis.config
    return fill(
        sentences[kind],
        name=Text("Moran lokal", "local Moran") if kind == "local_moran" else "Getis-Ord Gi*",
        draws=figure(analysis.local.permutations),
        replicas=figure(analysis.scan.replicas),
        share=exact(100 * config.largest_share),
        level=exact(100 * config.significance),
        ratio=exact(config.clear_ratio),
        tested=figure(len(analysis.judged)),
        all=figure(len(analysis.count)),
    )


def category_finding(
    analysis: Analysis, areas: Collection[ScanArea], kind: MeasureKind, labels: Labels
) -> Text:
    """Say what a layer of categories shows, without the full stop."""
    if kind == "scan":
        return scan_finding(analysis, areas)
    if kind == "shortage":
        return shortage_finding(analysis, labels)
    return local_finding(analysis, kind, labels)


def target_words(config: AnalysisConfig) -> Text:
    """Return the target that was set, e.g. ``8 kelompok per 1.000 penduduk``."""
    if config.target_per_1000 is not None:
        return fill(
            Text("{n} kelompok per 1.000 penduduk", "{n} groups per 1,000 residents"),
            n=exact(config.target_per_1000),
        )
    return fill(
        Text("{n} kelompok per padukuhan", "{n} groups per hamlet"),
        n=exact(config.target_per_padukuhan or 0),
    )


def choice_words(analysis: Analysis, measure: Measure, need_label: Text | None) -> Text | None:
    """Say which choices of atlas.toml a numeric layer rests on; None where it rests on none."""
    if measure.against == "target":
        return fill(
            Text("sasaran {target}", "target {target}"), target=target_words(analysis.config)
        )
    if measure.kind != "priority":
        return None
    weights = dict(zip(("shortfall", "need", "isolation"), analysis.config.weights, strict=True))
    if need_label is None:
        weights["need"] = 0.0
    total = sum(weights.values()) or 1.0
    words = Text(
        "bobot: kekurangan {shortfall}%, kebutuhan ({label}) {need}%, tetangga {isolation}%",
        "weights: shortfall {shortfall}%, need ({label}) {need}%, neighbours {isolation}%",
    )
    if need_label is None:
        words = Text(
            "bobot: kekurangan {shortfall}%, tetangga {isolation}%",
            "weights: shortfall {shortfall}%, neighbours {isolation}%",
        )
    parts = {name: figure(100 * weight / total) for name, weight in weights.items()}
    return fill(words, label=need_label or Text("", ""), **parts)
