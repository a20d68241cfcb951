"""What the statistics found, for people (`prioritas.xlsx`) and for machines."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from wksbm.layers.analysis import Analysis
from wksbm.layers.categories import CATEGORIES
from wksbm.layers.model import Atlas
from wksbm.outputs.manifest import write_json
from wksbm.outputs.tables import SAMPLE_BANNER, STATE_LABELS
from wksbm.outputs.worksheets import Worksheet, write_csv, write_xlsx
from wksbm.text import Lang, Text

_REASONS = 4


def write_statistics(atlas: Atlas, folder: Path) -> None:
    """Write `prioritas.csv|xlsx` and `statistics_report.json`; nothing without statistics."""
    if atlas.analysis is None:
        return
    lang = atlas.config.lang
    table = priority_frame(atlas, atlas.analysis, lang)
    write_csv(table, folder / "prioritas.csv")
    decimals = {"kelompok_diharapkan": 1, "peluang_sesedikit": 3, "skor": 1}
    decimals |= dict.fromkeys(("bagian_kekurangan", "bagian_kebutuhan", "bagian_tetangga"), 2)
    worksheet = Worksheet(
        Text("Prioritas", "Priority").to(lang),
        table,
        headings={column: words.to(lang) for column, words in _headings(atlas).items()},
        decimals=decimals,
        banner=SAMPLE_BANNER.to(lang) if atlas.sample else "",
    )
    guide = Worksheet(
        Text("Keterangan kolom", "About the columns").to(lang),
        _guide(atlas, lang),
        headings={},
        decimals={},
    )
    apart = Worksheet(
        Text("Belum dapat dinilai", "Cannot be judged yet").to(lang),
        _not_judged(atlas, atlas.analysis, lang),
        headings={column: words.to(lang) for column, words in _headings(atlas).items()},
        decimals={},
    )
    write_xlsx([worksheet, apart, guide], folder / "prioritas.xlsx")
    write_json(statistics_report(atlas, atlas.analysis), folder / "statistics_report.json")


def priority_frame(atlas: Atlas, analysis: Analysis, lang: Lang) -> pd.DataFrame:
    """
    Return every village that can be judged, in order of priority.

    Returns
    -------
    DataFrame
        peringkat, peringkat_tertinggi and peringkat_terendah (its range if one choice is changed),
        kode, desa, kecamatan, skor (0 to 100) and its parts (0 to 1), the numbers of groups
        recorded, expected and missing by each standard, the probability of so few, the kind of
        shortage and the reasons in words.
    """
    villages = atlas.villages
    kinds = {category.key: category.label for category in CATEGORIES["shortage"]}
    missing = {standard: analysis.missing(standard) for standard in analysis.wanted}
    rows = []
    for entry in atlas.priorities:
        village, parts = villages.loc[entry.kode], analysis.priority.loc[entry.kode]
        shortage = analysis.shortage.loc[entry.kode]
        reasons = [reason.to(lang) for reason in entry.reasons]
        rows.append(
            {
                "peringkat": entry.rank,
                "peringkat_tertinggi": entry.best,
                "peringkat_terendah": entry.worst,
                "kode": entry.kode,
                "desa": village["desa"],
                "kecamatan": village["kecamatan"],
                "skor": round(entry.score, 3),
                "bagian_kekurangan": parts["shortfall"],
                "bagian_kebutuhan": parts["need"],
                "bagian_tetangga": parts["isolation"],
                "kelompok_tercatat": analysis.count[entry.kode],
                "kelompok_diharapkan": shortage["expected"],
                "peluang_sesedikit": shortage["chance"],
                "kelas": kinds[str(shortage["shortage"])].to(lang),
                **{f"kekurangan_{_STANDARDS[name]}": missing[name][entry.kode] for name in missing},
                **{
                    f"alasan_{place + 1}": reasons[place] if place < len(reasons) else ""
                    for place in range(_REASONS)
                },
            }
        )
    return pd.DataFrame(rows, columns=[*_headings(atlas)])


def _not_judged(atlas: Atlas, analysis: Analysis, lang: Lang) -> pd.DataFrame:
    """Return the villages that are in no rank, with the reason."""
    rest = atlas.villages.loc[atlas.villages.index.difference(analysis.judged)]
    unknown = Text("jumlah penduduk tidak diketahui", "the number of residents is not known")
    reasons = [
        (STATE_LABELS[state] if state in ("not_reported", "suppressed") else unknown).to(lang)
        for state in rest["status_data"]
    ]
    return pd.DataFrame(
        {
            "kode": rest.index,
            "desa": rest["desa"].to_numpy(),
            "kecamatan": rest["kecamatan"].to_numpy(),
            "alasan_1": reasons,
        }
    )


def _guide(atlas: Atlas, lang: Lang) -> pd.DataFrame:
    """Say what the columns of the order of priority mean that do not explain themselves."""
    smoothed = Text(
        "0 sampai 1: bagian kelompok yang kurang dari median, dihitung dengan angka yang "
        "dihaluskan (Bayes empiris); karena itu kurang dari 1 juga bila tidak ada kelompok",
        "0 to 1: the share of groups missing to the median, from smoothed rates (empirical "
        "Bayes), therefore below 1 also where there is no group",
    )
    choices = Text(
        "bila satu pilihan diubah: cara menghaluskan, pembanding, skala kekurangan atau satu bobot",
        "if one choice is changed: smoothing, standard, scale of the shortfall or one weight",
    )
    weights = next(
        (layer.method for layer in atlas.layers if layer.spec.measure.kind == "priority"),
        Text("rata-rata berbobot ketiga bagian", "weighted mean of the three parts"),
    )
    meanings = {
        "peringkat": Text("1 didahulukan", "1 comes first"),
        "peringkat_tertinggi": choices,
        "peringkat_terendah": choices,
        "skor": weights,
        "bagian_kekurangan": smoothed,
        "bagian_kebutuhan": Text(
            "0 sampai 1: bagian wilayah yang kebutuhannya lebih kecil",
            "0 to 1: the share of areas that are less needy",
        ),
        "bagian_tetangga": Text(
            "0 sampai 1: rata-rata bagian kekurangan para tetangga",
            "0 to 1: the neighbours' mean share missing",
        ),
        "kelompok_diharapkan": Text(
            "kelompok yang akan ada bila angka per penduduk di mana-mana sama",
            "groups if the rate per resident were the same everywhere",
        ),
        "peluang_sesedikit": Text(
            "peluang tercatat sesedikit itu atau kurang bila angka di mana-mana sama; 0,000 "
            "berarti kurang dari 0,0005",
            "probability of so few or fewer if the rate were the same everywhere; 0.000 means "
            "below 0.0005",
        ),
    }
    headings = _headings(atlas)
    return pd.DataFrame(
        [
            {
                Text("judul", "heading").to(lang): headings[column].to(lang),
                Text("arti", "meaning").to(lang): meaning.to(lang),
            }
            for column, meaning in meanings.items()
        ]
    )


def statistics_report(atlas: Atlas, analysis: Analysis) -> dict[str, Any]:
    """
    Return the statistics as plain values, for other programs.

    Returns
    -------
    dict
        settings, neighbours, judged and not judged villages, moran, local_moran, getis_ord, scan,
        shortage, dispersion, account and profile; a figure that is undefined is None.
    """
    links = analysis.neighbours
    return {
        "settings": asdict(analysis.config),
        "villages": len(analysis.count),
        "judged": len(analysis.judged),
        "not_judged": [str(kode) for kode in analysis.count.index.difference(analysis.judged)],
        "neighbours": {
            "rule": links.rule,
            "reach": links.reach,
            "pairs": links.pairs,
            "mean": _plain(float(links.cardinalities.mean()) if len(links.index) else math.nan),
            "islands": list(links.islands),
            "exact_pairs": links.exact_pairs,
            "exact_islands": links.exact_islands,
        },
        "median_per_1000": _plain(analysis.median_rate),
        "dispersion": {name: _plain(value) for name, value in asdict(analysis.dispersion).items()},
        "moran": {name: _plain(value) for name, value in asdict(analysis.moran).items()},
        "local_moran": _local(analysis.local.table["cluster"], analysis.local.permutations)
        | {"before_correction": analysis.local.uncorrected, "reachable": analysis.local.reachable},
        "getis_ord": _local(analysis.hot.table["cluster"], analysis.hot.permutations)
        | {"before_correction": analysis.hot.uncorrected, "reachable": analysis.hot.reachable},
        "scan": {
            "replicas": analysis.scan.replicas,
            "windows": analysis.scan.windows,
            "best_p": _plain(analysis.scan.best.p) if analysis.scan.best else None,
            "areas": [
                {
                    "number": area.number,
                    "kind": area.kind,
                    "recorded": _plain(area.recorded),
                    "expected": _plain(area.expected),
                    "ratio": _plain(area.ratio),
                    "p": _plain(area.p),
                    "villages": list(area.villages),
                }
                for area in atlas.scan_areas
            ],
        },
        "shortage": _counts(analysis.shortage["shortage"]),
        "account": [
            {
                "id": finding.id,
                "heading": finding.heading._asdict(),
                "sentences": [sentence._asdict() for sentence in finding.sentences],
                "layer": finding.layer,
            }
            for finding in atlas.summary
        ],
        "profile": [
            {
                "id": statement.id,
                "claim": statement.claim._asdict(),
                "figure": _plain(statement.figure),
                "unit": statement.unit._asdict(),
                "sentence": statement.sentence._asdict(),
                "verdict": statement.verdict,
                "caveat": statement.caveat._asdict(),
                "layer": statement.layer,
            }
            for statement in atlas.statements
        ],
    }


_STANDARDS = {"median": "median", "kecamatan": "kecamatan", "target": "sasaran"}


def _headings(atlas: Atlas) -> Mapping[str, Text]:
    labels = atlas.config.labels
    desa, kecamatan = (
        Text(label.id.capitalize(), label.en.capitalize())
        for label in (labels.desa, labels.kecamatan)
    )
    missing = {
        "median": Text("Kekurangan hingga median (kelompok)", "Missing to the median (groups)"),
        "kecamatan": Text(
            f"Kekurangan hingga median {labels.kecamatan.id} (kelompok)",
            f"Missing to the {labels.kecamatan.en} median (groups)",
        ),
        "target": Text("Kekurangan hingga sasaran (kelompok)", "Missing to the target (groups)"),
    }
    wanted = atlas.analysis.wanted if atlas.analysis else {}
    return {
        "peringkat": Text("Peringkat", "Rank"),
        "peringkat_tertinggi": Text(
            "Peringkat tertinggi bila satu pilihan diubah", "Highest rank if one choice is changed"
        ),
        "peringkat_terendah": Text(
            "Peringkat terendah bila satu pilihan diubah", "Lowest rank if one choice is changed"
        ),
        "kode": Text("Kode Kemendagri", "Kemendagri code"),
        "desa": desa,
        "kecamatan": kecamatan,
        "skor": Text("Skor (0 sampai 100)", "Score (0 to 100)"),
        "bagian_kekurangan": Text("Bagian kekurangan (0–1)", "Part: shortfall (0–1)"),
        "bagian_kebutuhan": Text("Bagian kebutuhan (0–1)", "Part: need (0–1)"),
        "bagian_tetangga": Text("Bagian tetangga (0–1)", "Part: neighbours (0–1)"),
        "kelompok_tercatat": Text("Kelompok tercatat", "Groups recorded"),
        "kelompok_diharapkan": Text("Kelompok diharapkan", "Groups expected"),
        "peluang_sesedikit": Text("Peluang sesedikit ini", "Probability of so few"),
        "kelas": Text("Kelas kekurangan", "Kind of shortage"),
        **{f"kekurangan_{_STANDARDS[name]}": missing[name] for name in wanted},
        **{
            f"alasan_{place}": Text(f"Alasan {place}", f"Reason {place}")
            for place in range(1, _REASONS + 1)
        },
    }


def _local(clusters: pd.Series[str], permutations: int) -> dict[str, Any]:
    return {
        "permutations": permutations,
        "clusters": _counts(clusters),
        "villages": {
            str(name): [str(kode) for kode in clusters.index[clusters == name]]
            for name in sorted(set(clusters) - {"ns", "left_out"})
        },
    }


def _counts(keys: pd.Series[str]) -> dict[str, int]:
    return {str(key): int(count) for key, count in keys.value_counts().sort_index().items()}


def _plain(value: float) -> float | int | None:
    """Return a number as JSON can hold it: whole as int, undefined or infinite as None."""
    if isinstance(value, int):
        return value
    return round(float(value), 12) if math.isfinite(value) else None
