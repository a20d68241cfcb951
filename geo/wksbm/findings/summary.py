"""The findings in words: what the statistics say, how sure it is, and how it was found out."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

import geopandas as gpd

from wksbm.config import Labels
from wksbm.findings.category_words import (
    local_finding,
    p_value,
    scan_finding,
    shortage_finding,
    target_words,
)
from wksbm.layers.analysis import PER, Analysis
from wksbm.layers.model import Finding, Priority, ScanArea
from wksbm.layers.places import where
from wksbm.layers.spec import MeasureKind
from wksbm.stats.rates import common_rate
from wksbm.text import LANGUAGES, Text, amount, exact, figure, fill, join_texts, several

_NAMED = 3
_TOP = 10
_MOST_AREAS = 5
_FAR_APART = 1.25
_MANY_HIDDEN = 0.05
_FIRM = 0.05


def find_summary(
    villages: gpd.GeoDataFrame,
    analysis: Analysis,
    areas: Collection[ScanArea],
    priorities: Collection[Priority],
    layers: Mapping[MeasureKind, str],
    labels: Labels,
) -> tuple[Finding, ...]:
    """
    State all findings from their numbers.

    Parameters
    ----------
    villages
        The village table.
    analysis, areas, priorities
        The statistics.
    layers
        Id of the layer that shows a kind of measure, for those that were built.
    labels
        What villages and sub-districts are called.

    Returns
    -------
    tuple of Finding
        Coverage and method always; the others where at least one village can be judged.
    """
    findings = [_coverage(villages, analysis, labels)]
    if len(analysis.judged):
        findings += [
            _rates(analysis, labels, layers.get("rate")),
            _clusters(villages, analysis, labels, layers.get("local_moran")),
            Finding(
                "areas",
                Text("Daerah yang berbeda", "Areas that differ"),
                _areas(analysis, areas, labels),
                layers.get("scan"),
            ),
            _missing(villages, analysis, labels, layers.get("shortage")),
            _priority(villages, analysis, priorities, layers.get("priority"), labels),
        ]
    return (*findings, _method(analysis, labels))


def _coverage(villages: gpd.GeoDataFrame, analysis: Analysis, labels: Labels) -> Finding:
    status = villages["status_data"].value_counts()
    reported = len(villages) - int(status.get("not_reported", 0))
    sentences = [
        fill(
            Text("{reported} dari {all} melapor.", "{reported} of {all} reported."),
            reported=figure(reported),
            all=amount(len(villages), labels.desa),
        )
    ]
    none = int(status.get("zero", 0))
    if none:
        sentences.append(
            fill(
                Text("{none} melapor tidak ada kelompok.", "{none} reported no group."),
                none=amount(none, labels.desa),
            )
        )
    silent = int(status.get("not_reported", 0))
    if silent:
        sentences.append(
            fill(
                Text(
                    "{silent} tidak melapor atau datanya belum ditempatkan, dan tidak ikut "
                    "dihitung: tidak melapor bukan berarti tidak ada.",
                    "{silent} without a report, or with rows not placed yet, left out of every "
                    "calculation: no report does not mean no group.",
                ),
                silent=amount(silent, labels.desa),
            )
        )
    hidden = int(status.get("suppressed", 0))
    if hidden:
        sentences.append(
            fill(
                Text(
                    "{hidden} melapor dengan jumlah kecil yang disamarkan, dan tidak ikut "
                    "dihitung.",
                    "{hidden} with a small number that is suppressed, left out of every "
                    "calculation.",
                ),
                hidden=amount(hidden, labels.desa),
            )
        )
        if hidden > _MANY_HIDDEN * reported:
            sentences.append(
                Text(
                    "Karena yang disamarkan justru yang berkelompok sedikit, angka bersama, gugus "
                    "dan daerah di bawah ini dapat menyesatkan.",
                    "Since those suppressed are just the ones with few groups, the common rate, "
                    "clusters and areas below may mislead.",
                )
            )
    unknown = reported - hidden - len(analysis.judged)
    if unknown:
        sentences.append(
            fill(
                Text(
                    "Penduduk {unknown} tidak diketahui; angka per penduduknya tidak dapat "
                    "dihitung.",
                    "The residents of {unknown} are not known; figures per resident cannot be "
                    "computed there.",
                ),
                unknown=amount(unknown, labels.desa),
            )
        )
    return Finding("coverage", Text("Kelengkapan", "Coverage"), tuple(sentences))


def _rates(analysis: Analysis, labels: Labels, layer: str | None) -> Finding:
    count, population = (
        series[analysis.judged] for series in (analysis.count, analysis.population)
    )
    low, high = (count / population * PER).quantile([0.25, 0.75])
    common = common_rate(count, population, per=PER)
    sentences = [
        fill(
            Text(
                "Di {judged} yang dapat dinilai tercatat {common} kelompok per 1.000 penduduk; "
                "mediannya {median}, dan separuhnya berada di antara {low} dan {high}.",
                "In the {judged} that can be judged {common} groups per 1,000 residents are on "
                "record; their median is {median}, and half of them lie between {low} and {high}.",
            ),
            judged=amount(len(analysis.judged), labels.desa),
            common=figure(common, decimals=1),
            median=figure(analysis.median_rate, decimals=1),
            low=figure(float(low), decimals=1),
            high=figure(float(high), decimals=1),
        )
    ]
    spread = analysis.dispersion
    if spread.p <= analysis.config.significance:
        sentences.append(
            fill(
                Text(
                    "Keragaman antar-{desa} {times} kali keragaman yang dapat terjadi karena "
                    "kebetulan saja; sebabnya tidak dapat dibaca dari angka ini.",
                    "The variation between {desa} is {times} times as large as chance alone would "
                    "make it; these figures do not tell why.",
                ),
                desa=several(labels.desa),
                times=figure(spread.ratio, decimals=1 if spread.ratio < 10 else 0),
            )
        )
    elif not math.isnan(spread.p):
        sentences.append(
            fill(
                Text(
                    "Keragaman antar-{desa} tidak tampak lebih besar daripada yang dapat terjadi "
                    "karena kebetulan.",
                    "The variation between {desa} does not seem to be larger than chance may make "
                    "it.",
                ),
                desa=several(labels.desa),
            )
        )
    if max(common, analysis.median_rate) > _FAR_APART * min(common, analysis.median_rate):
        sentences.append(
            fill(
                Text(
                    "Angka bersama dan median berjauhan, maka ukurannya berbeda: kelas kekurangan "
                    "membandingkan dengan angka bersama, jumlah yang kurang dengan median.",
                    "The common rate and the median are far apart, so the yardsticks differ: the "
                    "kinds of shortage compare with the common rate, the numbers missing with the "
                    "median.",
                )
            )
        )
    return Finding("rates", Text("Angka per penduduk", "Per resident"), tuple(sentences), layer)


def _clusters(
    villages: gpd.GeoDataFrame, analysis: Analysis, labels: Labels, layer: str | None
) -> Finding:
    result = analysis.moran
    sentences = []
    if result.p == result.p:
        near = result.statistic > result.expected
        significant = result.p <= analysis.config.significance
        statement = {
            (True, True): Text(
                "{desa} dengan angka serupa cenderung berdekatan",
                "{desa} with similar figures tend to lie near each other",
            ),
            (True, False): Text(
                "{desa} dengan angka berlawanan cenderung bersebelahan",
                "{desa} with opposite figures tend to lie side by side",
            ),
        }.get(
            (significant, near),
            Text(
                "Tidak terlihat bahwa {desa} dengan angka serupa berdekatan",
                "There is no sign that {desa} with similar figures lie near each other",
            ),
        )
        sentences.append(
            fill(
                Text("{statement} (I Moran = {i}; {p}).", "{statement} (Moran's I = {i}; {p})."),
                statement=_capital(fill(statement, desa=several(labels.desa))),
                i=figure(result.statistic, decimals=2),
                p=p_value(result.p),
            )
        )
    sentences.append(_stop(local_finding(analysis, "local_moran", labels)))
    clusters = analysis.local.table["cluster"]
    for kind, statement in (
        ("hh", Text("Banyak di antara yang banyak: {where}.", "Many among many: {where}.")),
        ("ll", Text("Sedikit di antara yang sedikit: {where}.", "Few among few: {where}.")),
    ):
        found = clusters.index[clusters == kind]
        if len(found):
            sentences.append(fill(statement, where=where(villages, found, labels)))
    if not analysis.local.reachable:
        sentences.append(
            Text(
                "Banyaknya permutasi tidak cukup untuk koreksi; tidak adanya gugus belum berarti "
                "apa-apa.",
                "There were too few permutations for the correction; finding no cluster says "
                "nothing.",
            )
        )
    return Finding("clusters", Text("Gugus", "Clusters"), tuple(sentences), layer)


def _areas(analysis: Analysis, areas: Collection[ScanArea], labels: Labels) -> tuple[Text, ...]:
    sentences = [_stop(scan_finding(analysis, areas)), *(area.sentence for area in areas)][
        : _MOST_AREAS + 1
    ]
    if len(areas) > _MOST_AREAS:
        rest = amount(len(areas) - _MOST_AREAS, Text("daerah lain", "further area"))
        sentences.append(
            fill(Text("{rest} tampak pada petanya.", "{rest}: see the map."), rest=rest)
        )
    if areas:
        sentences.append(
            fill(
                Text(
                    "Daerah dicari dengan lingkaran, jadi tidak setiap {desa} di dalamnya berbeda, "
                    "dan daerah yang sangat kuat dapat menimbulkan lawannya di sekitarnya.",
                    "Areas are looked for with circles, so not every {desa} inside differs, and a "
                    "very strong area may create an apparent opposite around it.",
                ),
                desa=labels.desa,
            )
        )
    return tuple(sentences)


def _missing(
    villages: gpd.GeoDataFrame, analysis: Analysis, labels: Labels, layer: str | None
) -> Finding:
    missing = analysis.missing("median").reindex(analysis.judged)
    short = missing[missing > 0]
    sentences = [_stop(shortage_finding(analysis, labels))]
    kinds = analysis.shortage["shortage"]
    for kind, statement in (
        ("none", Text("Melapor tidak ada: {where}.", "Reported none: {where}.")),
        ("fewer", Text("Jelas lebih sedikit: {where}.", "Clearly fewer: {where}.")),
    ):
        found = kinds.index[kinds == kind]
        if len(found):
            sentences.append(fill(statement, where=where(villages, found, labels)))
    if len(short):
        sentences.append(
            fill(
                Text(
                    "{short} berada di bawah median; untuk mencapainya diperlukan {total} "
                    "seluruhnya.",
                    "{short} below the median would need {total} in all to reach it.",
                ),
                short=amount(len(short), labels.desa),
                total=amount(int(short.sum()), Text("kelompok", "group")),
            )
        )
    behind = analysis.missing("target") if "target" in analysis.wanted else missing * math.nan
    behind = behind.reindex(analysis.judged)
    if behind.notna().any():
        sentences.append(
            fill(
                Text(
                    "{short} belum mencapai sasaran ({target}); untuk itu diperlukan {total} "
                    "seluruhnya.",
                    "To reach the target ({target}), {short} would need {total} in all.",
                ),
                target=target_words(analysis.config),
                short=amount(int(behind.gt(0).sum()), labels.desa),
                total=amount(int(behind.sum()), Text("kelompok", "group")),
            )
        )
        unknown = int(behind.isna().sum())
        if unknown:
            sentences.append(
                fill(
                    Text(
                        "Sasaran {unknown} tidak diketahui.",
                        "The target of {unknown} is not known.",
                    ),
                    unknown=amount(unknown, labels.desa),
                )
            )
    return Finding("missing", Text("Kekurangan", "Shortfall"), tuple(sentences), layer)


def _priority(
    villages: gpd.GeoDataFrame,
    analysis: Analysis,
    priorities: Collection[Priority],
    layer: str | None,
    labels: Labels,
) -> Finding:
    heading = Text("Prioritas", "Priority")
    missing = analysis.missing("median")
    if not missing.gt(0).any() or analysis.priority["shortfall"].max() < _FIRM:
        nobody = fill(
            Text(
                "Tidak ada {desa} yang kekurangannya melebihi kebetulan, jadi tidak ada yang perlu "
                "didahulukan.",
                "No {desa} lacks more groups than chance explains, so no {desa} comes first.",
            ),
            desa=labels.desa,
        )
        return Finding("priority", heading, (nobody,), layer)
    top = list(priorities)[:_TOP]
    short = [entry for entry in top if missing[entry.kode] > 0][:_NAMED]
    names = [_ranked(villages, entry) for entry in short]
    firm = sum(entry.worst <= _TOP for entry in top)
    sentences = [
        fill(
            Text(
                "Menurut perhitungan ini yang didahulukan: {names}.",
                "By this calculation these come first: {names}.",
            ),
            names=join_texts(names),
        ),
    ]
    if len(priorities) > len(top):
        sentences.append(
            fill(
                Text(
                    "Dari {top} teratas, {firm} tetap di antara {top} teratas bila salah satu "
                    "pilihan (cara menghaluskan, pembanding, skala atau bobot) diubah; peringkat "
                    "yang lain bergantung pada pilihan itu.",
                    "Of the first {top}, {firm} would stay among the first {top} if one choice "
                    "(smoothing, standard, scale or weight) were changed; the rank of the others "
                    "depends on it.",
                ),
                top=figure(len(top)),
                firm=figure(firm),
            )
        )
    return Finding("priority", heading, tuple(sentences), layer)


def _ranked(villages: gpd.GeoDataFrame, entry: Priority) -> Text:
    village = villages.loc[entry.kode]
    ends = "–".join(dict.fromkeys((str(entry.best), str(entry.worst))))
    return fill(
        Text("{desa} di {kecamatan} (peringkat {ends})", "{desa} in {kecamatan} (rank {ends})"),
        desa=str(village["desa"]),
        kecamatan=str(village["kecamatan"]),
        ends=ends,
    )


def _method(analysis: Analysis, labels: Labels) -> Finding:
    links = (
        analysis.neighbours.among(analysis.judged) if len(analysis.judged) else analysis.neighbours
    )
    mean = float(links.cardinalities.mean()) if len(links.index) else float("nan")
    rule = {
        "contiguity": Text(
            "berbatasan, dengan celah hingga {reach} m", "share a border, with gaps up to {reach} m"
        ),
        "nearest": Text("termasuk {reach} terdekat", "are among the {reach} nearest"),
        "distance": Text("berjarak hingga {reach} m", "lie within {reach} m"),
    }[links.rule]
    sentences = [
        fill(
            Text(
                "Tetangga adalah {desa} yang {rule}: {pairs}, rata-rata {mean} tetangga.",
                "Neighbours are those that {rule}: {pairs}, {mean} neighbours on average.",
            ),
            desa=labels.desa,
            rule=fill(rule, reach=exact(links.reach)),
            pairs=amount(links.pairs, Text("pasangan", "pair")),
            mean=figure(mean, decimals=1),
        )
    ]
    if links.islands:
        sentences.append(
            fill(
                Text(
                    "{islands} tidak mempunyai tetangga dan tidak dapat diuji.",
                    "{islands} without any neighbour cannot be tested.",
                ),
                islands=amount(len(links.islands), labels.desa),
            )
        )
    sentences += _tests(analysis)
    return Finding("method", Text("Cara menghitung", "How it was computed"), tuple(sentences))


def _tests(analysis: Analysis) -> list[Text]:
    """Say how what was tested was tested; nothing of what could not be."""
    sentences = []
    if analysis.local.table["p"].notna().any():
        sentences.append(
            fill(
                Text(
                    "Gugus diuji dengan {draws} permutasi, dua sisi, dengan koreksi "
                    "Benjamini-Hochberg pada taraf {level}%.",
                    "Clusters are tested with {draws} permutations, two-sided, with the "
                    "Benjamini-Hochberg correction at {level}%.",
                ),
                draws=figure(analysis.local.permutations),
                level=exact(analysis.config.significance * 100),
            )
        )
    if analysis.scan.best is not None:
        sentences.append(
            fill(
                Text(
                    "Daerah diuji dengan {replicas} simulasi acak{how}.",
                    "Areas are tested with {replicas} random maps{how}.",
                ),
                replicas=figure(analysis.scan.replicas),
                how=Text(
                    " yang sama beragamnya dengan data ini", " that vary as much as these data do"
                )
                if analysis.dispersion.p <= analysis.config.significance
                else "",
            )
        )
    if sentences:
        sentences.append(
            fill(
                Text("Benih bilangan acak: {seed}.", "Random seed: {seed}."),
                seed=str(analysis.config.seed),
            )
        )
    return sentences


def _stop(text: Text) -> Text:
    return fill(Text("{text}.", "{text}."), text=text)


def _capital(text: Text) -> Text:
    return Text(*(text.to(lang)[:1].upper() + text.to(lang)[1:] for lang in LANGUAGES))
