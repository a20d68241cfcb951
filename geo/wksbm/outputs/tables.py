"""The village table and the list of under-served villages, for people and for machines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from wksbm.layers.dictionary import ColumnNote
from wksbm.layers.figures import FIGURES, SPREAD_FIGURES, own_figures, spread_figures
from wksbm.layers.model import Atlas, Layer
from wksbm.layers.village_table import GROUP_COUNT, POPULATION
from wksbm.outputs.legend_worksheets import legend_worksheets
from wksbm.outputs.worksheets import Worksheet, write_csv, write_xlsx
from wksbm.text import LANGUAGES, Lang, Text, both

SAMPLE_BANNER = Text(
    "DATA CONTOH: data rekaan untuk mencoba program, bukan keadaan sebenarnya",
    "SAMPLE DATA (DATA CONTOH): made up to try the program, not the real situation",
)
STATE_LABELS = {
    "value": Text("melapor", "reported"),
    "zero": Text("melapor tidak ada kelompok", "reported no group"),
    "not_reported": Text("tidak melapor", "not reported"),
    "suppressed": Text("disamarkan", "suppressed"),
}
_LONGEST_HEADING = 90
_IDENTITY = [
    "kode",
    "kode_bps",
    "desa",
    "kecamatan",
    "kode_kecamatan",
    "kabupaten",
    "provinsi",
    "luas_km2",
    POPULATION,
    "status_data",
]
_REASONS = {
    "none": Text("melapor tidak ada kelompok", "reported no group"),
    "below_median": Text("di bawah median", "below the median"),
    "unknown": Text("tidak dapat dihitung", "cannot be computed"),
    "to_check": Text("data perlu diperiksa", "rows to be checked"),
    "not_reported": Text("tidak melapor", "not reported"),
}


def village_frame(atlas: Atlas) -> pd.DataFrame:
    """
    Return the village table without shapes.

    Returns
    -------
    DataFrame
        One row per village in the order of the codes: identity, area (km²), residents, status
        of the count, further attributes and every indicator; NaN where there is no value.
    """
    table = pd.DataFrame(atlas.villages.drop(columns="geometry")).reset_index()
    rest = [column for column in table.columns if column not in _IDENTITY]
    return table[_IDENTITY + rest]


def gap_frame(atlas: Atlas, lang: Lang) -> pd.DataFrame:
    """
    Return the ranked under-served villages, then those that did not report (no rank).

    Returns
    -------
    DataFrame
        peringkat (Int64, NA for the unranked), kode, desa, kecamatan, penduduk,
        jumlah_kelompok, kelompok_per_1000, kekurangan_kelompok, alasan, penjelasan.
    """
    villages = atlas.villages
    rows = []
    for gap in atlas.gaps:
        village = villages.loc[gap.kode]
        count, population = float(village[GROUP_COUNT]), float(village[POPULATION])
        rows.append(
            {
                "peringkat": gap.rank or pd.NA,
                "kode": gap.kode,
                "desa": village["desa"],
                "kecamatan": village["kecamatan"],
                POPULATION: population,
                GROUP_COUNT: count,
                "kelompok_per_1000": count / population * 1000 if population > 0 else float("nan"),
                "kekurangan_kelompok": gap.missing,
                "alasan": _REASONS[gap.reason].to(lang),
                "penjelasan": gap.sentence.to(lang),
            }
        )
    columns = [
        "peringkat",
        "kode",
        "desa",
        "kecamatan",
        POPULATION,
        GROUP_COUNT,
        "kelompok_per_1000",
        "kekurangan_kelompok",
        "alasan",
        "penjelasan",
    ]
    return pd.DataFrame(rows, columns=columns).astype({"peringkat": "Int64"})


def write_village_tables(atlas: Atlas, dictionary: Mapping[str, ColumnNote], folder: Path) -> None:
    """Write `desa.csv` and `desa.xlsx` (with a worksheet that explains the columns)."""
    lang = atlas.config.lang
    table = village_frame(atlas)
    write_csv(table, folder / "desa.csv")
    to_check = {gap.kode for gap in atlas.gaps if gap.reason == "to_check"}
    status = table["status_data"].map(lambda state: STATE_LABELS[state].to(lang))
    shown = table.assign(
        status_data=status.mask(table["kode"].isin(to_check), _REASONS["to_check"].to(lang)),
        **{
            layer.id: [layer.classes_by_key[key].label.to(lang) for key in table[layer.id]]
            for layer in atlas.layers
            if layer.spec.symbology == "categories"
        },
    )
    explained = column_guide(atlas, dictionary, table)
    decimals = (
        {figure.column: figure.decimals for figure in (*FIGURES, *SPREAD_FIGURES)}
        | {layer.id: layer.spec.decimals for layer in atlas.layers}
        | {"luas_km2": 2, POPULATION: 0}
    )
    banner = SAMPLE_BANNER.to(lang) if atlas.sample else ""
    write_xlsx(
        [
            Worksheet(
                atlas.config.labels.desa.to(lang),
                shown,
                headings=village_headings(atlas, dictionary),
                decimals=decimals,
                banner=banner,
            ),
            Worksheet(
                Text("Keterangan kolom", "About the columns").to(lang),
                explained,
                headings={},
                decimals={},
            ),
            *legend_worksheets(atlas, banner),
        ],
        folder / "desa.xlsx",
    )


def write_gap_tables(atlas: Atlas, folder: Path) -> None:
    """Write `kurang_terlayani.csv` and `kurang_terlayani.xlsx`."""
    lang = atlas.config.lang
    table = gap_frame(atlas, lang)
    write_csv(table, folder / "kurang_terlayani.csv")
    headings = _headings(atlas) | {
        "peringkat": Text("Peringkat", "Rank").to(lang),
        "alasan": Text("Alasan", "Reason").to(lang),
        "penjelasan": Text("Penjelasan", "Explanation").to(lang),
    }
    worksheet = Worksheet(
        Text("Kurang terlayani", "Under-served").to(lang),
        table,
        headings=headings,
        decimals={POPULATION: 0, GROUP_COUNT: 0, "kelompok_per_1000": 1, "kekurangan_kelompok": 0},
        banner=SAMPLE_BANNER.to(lang) if atlas.sample else "",
    )
    write_xlsx([worksheet], folder / "kurang_terlayani.xlsx")


def column_guide(
    atlas: Atlas, dictionary: Mapping[str, ColumnNote], table: pd.DataFrame
) -> pd.DataFrame:
    """Return what each column of the village table is called, means, its unit and source."""
    lang = atlas.config.lang
    layers = {layer.id: layer for layer in atlas.layers}
    headings = village_headings(atlas, dictionary)
    notes = _column_notes(atlas, dictionary)
    rows = []
    for column in table.columns:
        note = _note(str(column), layers.get(str(column)), notes, atlas)
        rows.append(
            {
                Text("kolom", "column").to(lang): column,
                Text("judul", "heading").to(lang): headings.get(str(column), str(column)),
                Text("arti", "meaning").to(lang): note.meaning.to(lang),
                Text("satuan", "unit").to(lang): note.unit.to(lang),
                Text("sumber", "source").to(lang): note.source.to(lang),
            }
        )
    return pd.DataFrame(rows)


def _note(
    column: str, layer: Layer | None, notes: Mapping[str, ColumnNote], atlas: Atlas
) -> ColumnNote:
    if layer is not None:
        spec = layer.spec
        meaning = Text(
            *(f"{spec.title.to(lang)}. {spec.explanation.to(lang)}" for lang in LANGUAGES)
        )
        if spec.symbology == "categories":
            meaning = _with_keys(meaning, {entry.key: entry.label for entry in layer.classes})
        return ColumnNote(meaning, spec.unit, spec.source)
    meaning = _heading(atlas, column)
    boundaries = Text("dihitung dari batas wilayah", "computed from the boundaries")
    groups = Text("data kelompok", "group data")
    own = {
        "luas_km2": ColumnNote(meaning, both("km²"), boundaries),
        GROUP_COUNT: ColumnNote(meaning, Text("kelompok", "groups"), groups),
        "status_data": ColumnNote(_with_keys(meaning, STATE_LABELS), both(""), groups),
    }
    return own.get(column) or notes.get(column, ColumnNote(meaning, both(""), both("")))


def _with_keys(meaning: Text, labels: Mapping[str, Text]) -> Text:
    """Say as well by which keys the CSV names the categories."""
    sentences = (
        "; ".join(f"{key} = {label.to(lang)}" for key, label in labels.items())
        for lang in LANGUAGES
    )
    start = (meaning.to(lang).rstrip(".") for lang in LANGUAGES)
    return Text(*(f"{first}. CSV: {keys}." for first, keys in zip(start, sentences, strict=True)))


def _column_notes(atlas: Atlas, dictionary: Mapping[str, ColumnNote]) -> Mapping[str, ColumnNote]:
    """Add the figures of the statistics to the dictionary, whose own words win."""
    statistics = Text("statistik atlas ini", "this atlas's statistics")
    people = Text("raster penduduk dan letak kelompok", "population raster and places of groups")
    figures = {
        figure.column: ColumnNote(figure.meaning, figure.unit, source)
        for chosen, source in (
            (own_figures(atlas.villages, atlas.analysis), statistics),
            (spread_figures(atlas.spread), people),
        )
        for figure in chosen
    }
    return figures | dict(dictionary)


def _headings(atlas: Atlas) -> dict[str, str]:
    layers = {layer.id: layer.spec.title.to(atlas.config.lang) for layer in atlas.layers}
    names = [*_IDENTITY, GROUP_COUNT, "kelompok_per_1000", "kekurangan_kelompok"]
    return {name: _heading(atlas, name).to(atlas.config.lang) for name in names} | layers


def village_headings(atlas: Atlas, dictionary: Mapping[str, ColumnNote]) -> dict[str, str]:
    """Return what the columns of the village table are called on the worksheet."""
    meanings = {
        column: note.meaning.to(atlas.config.lang)
        for column, note in _column_notes(atlas, dictionary).items()
    }
    noted = {
        column: meaning[:1].upper() + meaning[1:]
        for column, meaning in meanings.items()
        if 0 < len(meaning) <= _LONGEST_HEADING
    }
    return noted | _headings(atlas)


def _heading(atlas: Atlas, column: str) -> Text:
    labels = atlas.config.labels
    words = {
        "kode": Text("Kode Kemendagri", "Kemendagri code"),
        "kode_bps": Text("Kode BPS", "BPS code"),
        "desa": labels.desa,
        "kecamatan": labels.kecamatan,
        "kode_kecamatan": Text(f"Kode {labels.kecamatan.id}", f"{labels.kecamatan.en} code"),
        "kabupaten": Text("Kabupaten", "Kabupaten"),
        "provinsi": Text("Provinsi", "Province"),
        "luas_km2": Text("Luas (km²)", "Area (km²)"),
        POPULATION: Text("Penduduk (jiwa)", "Residents"),
        "status_data": Text("Status laporan", "Reporting status"),
        GROUP_COUNT: Text("Jumlah kelompok", "Number of groups"),
        "kelompok_per_1000": Text("Kelompok per 1.000 penduduk", "Groups per 1,000 residents"),
        "kekurangan_kelompok": Text("Kekurangan kelompok", "Groups missing"),
    }
    text = words.get(column, both(column))
    return Text(*(text.to(lang)[:1].upper() + text.to(lang)[1:] for lang in LANGUAGES))
