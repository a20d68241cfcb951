"""What a map says in words: finding, caption and alternative text, all from its own numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import pandas as pd

from wksbm.boundaries.model import Source
from wksbm.config import Labels
from wksbm.layers.model import Atlas, Layer, LegendClass, ScanArea
from wksbm.maps.spec import MapSpec
from wksbm.text import LANGUAGES, Lang, Text, counted, join_words, number, plural

NOT_DRAWN = Text(
    "{n} kelompok tanpa titik di wilayah peta tidak tergambar",
    "{n} groups without a point in the mapped area are not drawn",
)

SAMPLE = Text("Data contoh", "Sample data")
APPROXIMATE = Text("Batas perkiraan", "Approximate boundaries")
_SAMPLE_SENTENCE = Text(
    "Data contoh (rekaan), bukan data sebenarnya", "Sample data (made up), not real data"
)
_APPROXIMATE_SENTENCE = Text(
    "Batas wilayah hanya perkiraan", "The boundaries are only an approximation"
)
_FILE = Text("berkas", "file")
_FILE_NAME = re.compile(r"\.[A-Za-z]\w{0,7}$")
_KINDS = {
    "choropleth": Text("Peta koroplet", "Choropleth map of"),
    "symbols": Text("Peta lingkaran berskala", "Proportional-symbol map of"),
    "categories": Text("Peta kategori", "Map of categories of"),
}
_LONGEST_NAME = 60
_NAMED_EXTREMES = 3
_NAMED_KABUPATEN = 3


def finding(atlas: Atlas, layer: Layer) -> Text:
    """
    State the main finding of an indicator: its own, or else one made from its values.

    Parameters
    ----------
    atlas
        The atlas that the layer belongs to; gives the names of the villages.
    layer
        The indicator. Villages without a value are told apart by their state and count in no
        figure.

    Returns
    -------
    Text
        For example "Nilai tengah (median) kalurahan: 9,8 kelompok per 1.000 penduduk; ...",
        with the numbers of villages that have no such value.
    """
    return Text(*(_finding(atlas, layer, lang) for lang in LANGUAGES))


def statement(atlas: Atlas, layer: Layer) -> Text:
    """State the finding without the villages that have no value."""
    return Text(*(_statement(atlas, layer, lang).rstrip(". ") for lang in LANGUAGES))


def caption(atlas: Atlas, spec: MapSpec, layer: Layer, crs: str) -> Text:
    """
    Write the text that stands below the picture in a document.

    Parameters
    ----------
    atlas, spec, layer
        What the map shows.
    crs
        Projection of the map, as shown.

    Returns
    -------
    Text
        Title, finding, dates, sources, method, the atlas's notes and, when they apply, the
        warnings about example data and approximate boundaries.
    """
    result = finding(atlas, layer)
    dated, source, method = dates(atlas, layer), sources(atlas, layer), method_line(layer, crs)
    return Text(
        *(
            _sentences(
                spec.title.to(lang),
                result.to(lang),
                dated.to(lang),
                source.to(lang),
                method.to(lang),
                *(note.to(lang) for note in atlas.notes),
                *(warning.to(lang) for warning in warnings(atlas)),
            )
            for lang in LANGUAGES
        )
    )


def alt_text(
    atlas: Atlas,
    spec: MapSpec,
    layer: Layer,
    *,
    kind: Text | None = None,
    more: Sequence[Text] = (),
) -> Text:
    """
    Describe the picture to someone who does not see it.

    Parameters
    ----------
    atlas, spec, layer
        What the map shows.
    kind
        What sort of map it is, with its preposition in English; None by the layer.
    more
        Sentences about what else is on it.

    Returns
    -------
    Text
        Kind of map, area, classes with their numbers of villages (or the range of the circles),
        the outlined areas, highest and lowest villages, and the sub-districts with the highest
        and lowest median; the latter two only where there are figures.
    """
    return Text(*(_alt_text(atlas, spec, layer, kind, more, lang) for lang in LANGUAGES))


def scan_areas_of(atlas: Atlas, layer: Layer) -> tuple[ScanArea, ...]:
    """Return the areas that a map of this layer outlines; none unless it shows the scan."""
    return atlas.areas if layer.spec.measure.kind == "scan" else ()


def sources(atlas: Atlas, layer: Layer) -> Text:
    """Name what the map was made from: the indicator's source, then its inputs with their dates."""
    used = layer.sources or atlas.sources
    inputs = Text(
        *("; ".join(dict.fromkeys(_source(source, lang) for source in used)) for lang in LANGUAGES)
    )
    return Text(
        f"Sumber: {plain(layer.spec.source.id)}. Data: {inputs.id}",
        f"Source: {plain(layer.spec.source.en)}. Data: {inputs.en}",
    )


def dates(atlas: Atlas, layer: Layer) -> Text:
    """Say as of when the inputs are, by their own dates, and how many of them bear none."""
    used = dict.fromkeys(layer.sources or atlas.sources)
    known = sorted({plain(source.date) for source in used} - {""})
    undated = sum(not plain(source.date) for source in used)
    if not known:
        return Text("Tanggal data tidak disebut", "The date of the data is not stated")
    without = Text(
        f" ({undated} masukan tanpa tanggal)", f" (date unknown for {undated} of the inputs)"
    )
    return Text(
        *(
            f"{lead} {join_words(known, lang)}{without.to(lang) if undated else ''}"
            for lang, lead in zip(LANGUAGES, ("Data per", "Data as of"), strict=True)
        )
    )


def method_line(layer: Layer, crs: str) -> Text:
    """Say how the values were classed, how many villages have one, and the projection."""
    return Text(
        f"Metode: {plain(layer.method.id)}. Proyeksi: {crs.replace('UTM zone', 'UTM zona')}",
        f"Method: {plain(layer.method.en)}. Projection: {crs}",
    )


def short_source(layer: Layer) -> Text:
    """Name the kind of data and the method where a picture has no room for more."""
    source, method = layer.spec.source, layer.method
    return Text(
        f"Sumber: {plain(source.id)}. Metode: {plain(method.id)}",
        f"Source: {plain(source.en)}. Method: {plain(method.en)}",
    )


def warnings(atlas: Atlas) -> tuple[Text, ...]:
    """Return the sentences that must go with every picture of this atlas."""
    return (
        *((_SAMPLE_SENTENCE,) if atlas.sample else ()),
        *((_APPROXIMATE_SENTENCE,) if atlas.approximate else ()),
    )


def caption_file(spec: MapSpec, caption_text: Text, alternative: Text) -> str:
    """Return the content of the map's text file: what is said in id, then in en."""
    headings = {
        "id": ("Judul", "Keterangan gambar", "Teks alternatif"),
        "en": ("Title", "Caption", "Alternative text"),
    }
    parts = []
    for lang in LANGUAGES:
        texts = (plain(spec.title.to(lang)), caption_text.to(lang), alternative.to(lang))
        lines = [f"{heading}: {text}" for heading, text in zip(headings[lang], texts, strict=True)]
        parts.append("\n".join([f"[{lang}]", *lines]))
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """Drop control, format and unassigned characters and make every white space a plain space."""
    kept = (
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    return " ".join("".join(kept).split())


def _finding(atlas: Atlas, layer: Layer, lang: Lang) -> str:
    said = _states(layer, atlas.config.labels, lang)
    return _sentences(_statement(atlas, layer, lang), said)


def _statement(atlas: Atlas, layer: Layer, lang: Lang) -> str:
    labels = atlas.config.labels
    if layer.finding is not None:
        return layer.finding.to(lang)
    if layer.spec.symbology == "categories":
        return _categories(layer, labels, lang)
    if layer.values.notna().any():
        kinds = {"count": _total, "shortfall": _shortfall, "priority": _score}
        return kinds.get(layer.spec.measure.kind, _middle)(atlas, layer, lang)
    return {
        "id": f"Belum ada {labels.desa.id} dengan data untuk indikator ini",
        "en": f"No {labels.desa.en} has data for this indicator yet",
    }[lang]


def _categories(layer: Layer, labels: Labels, lang: Lang) -> str:
    return _numbers(layer, [entry for entry in layer.classes if not entry.hatch], labels, lang)


def _total(atlas: Atlas, layer: Layer, lang: Lang) -> str:
    total = _value(layer, float(layer.values.sum()), lang)
    having = counted(int(layer.values.gt(0).sum()), atlas.config.labels.desa, lang)
    unit = plain(layer.spec.unit.to(lang))
    most = _extreme(atlas, layer, lang, highest=True)
    return {
        "id": f"{total} {unit} tercatat di {having}; terbanyak {most}",
        "en": f"{total} {unit} recorded in {having}; most {most}",
    }[lang]


def _shortfall(atlas: Atlas, layer: Layer, lang: Lang) -> str:
    labels = atlas.config.labels
    short = layer.values[layer.values > 0]
    known = number(int(layer.values.notna().sum()), lang)
    unit = plain(layer.spec.unit.to(lang))
    standard = {
        "median": Text("median wilayah ini", "the median of this area"),
        "kecamatan": Text(
            f"median {labels.kecamatan.id}nya sendiri",
            f"their own {labels.kecamatan.en}'s median",
        ),
        "target": Text("sasaran yang ditetapkan", "the target that was set"),
    }[layer.spec.measure.against].to(lang)
    if short.empty:
        return {
            "id": f"Tidak ada {labels.desa.id} yang di bawah {standard}",
            "en": f"No {labels.desa.en} is below {standard}",
        }[lang]
    total = _value(layer, float(short.sum()), lang)
    most = _extreme(atlas, layer, lang, highest=True)
    below = number(len(short), lang)
    return {
        "id": f"{below} dari {known} {labels.desa.id} di bawah {standard}: "
        f"seluruhnya kurang {total} {unit}; terbanyak {most}",
        "en": f"{below} of {known} {plural(labels.desa.en)} are below {standard}: "
        f"{total} {unit} missing in all; most {most}",
    }[lang]


def _score(atlas: Atlas, layer: Layer, lang: Lang) -> str:
    """State the highest score; no unit follows a score."""
    labels = atlas.config.labels
    median = _value(layer, float(layer.values.median()), lang)
    most = _extreme(atlas, layer, lang, highest=True)
    return {
        "id": f"Skor tertinggi {most}; nilai tengah (median) {labels.desa.id} {median}",
        "en": f"Highest score {most}; median of the {plural(labels.desa.en)} {median}",
    }[lang]


def _middle(atlas: Atlas, layer: Layer, lang: Lang) -> str:
    labels = atlas.config.labels
    known = layer.values.dropna()
    median = round(float(known.median()), layer.spec.decimals)
    amount = f"{_value(layer, median, lang)} {plain(layer.spec.unit.to(lang))}".rstrip()
    most = _extreme(atlas, layer, lang, highest=True)
    if layer.spec.measure.kind == "rate":
        return {
            "id": f"Nilai tengah (median) {labels.desa.id}: {amount}; tertinggi {most}",
            "en": f"Median of the {plural(labels.desa.en)}: {amount}; highest {most}",
        }[lang]
    least = _extreme(atlas, layer, lang, highest=False)
    return {
        "id": f"Nilai tengah (median) {labels.desa.id}: {amount}; "
        f"terendah {least}, tertinggi {most}",
        "en": f"Median of the {plural(labels.desa.en)}: {amount}; lowest {least}, highest {most}",
    }[lang]


def _extreme(atlas: Atlas, layer: Layer, lang: Lang, *, highest: bool) -> str:
    known = layer.values.dropna()
    limit = known.max() if highest else known.min()
    at_limit = known.index[known == limit]
    value = _value(layer, float(limit), lang)
    if len(at_limit) > 1:
        return f"{value} ({counted(len(at_limit), atlas.config.labels.desa, lang)})"
    return f"{value} ({_place(atlas, str(at_limit[0]))})"


def _states(layer: Layer, labels: Labels, lang: Lang) -> str:
    """Say how many villages are in neither a numeric class nor a category; empty when none is."""
    categories = layer.spec.symbology == "categories"
    special = [
        entry for entry in layer.classes if (entry.hatch if categories else entry.lower is None)
    ]
    return _numbers(layer, special, labels, lang)


def _numbers(layer: Layer, entries: Sequence[LegendClass], labels: Labels, lang: Lang) -> str:
    """Say how many villages are in each of these classes, leaving out the empty ones."""
    filled = [entry for entry in entries if entry.count]
    if layer.measured is not None:
        measured = "; ".join(
            f"{plain(entry.label.to(lang))}: {_count(layer, entry.count, labels, lang)}"
            for entry in filled
        )
        return measured[:1].upper() + measured[1:]
    numbers = [
        _count(layer, entry.count, labels, lang) if place == 0 else number(entry.count, lang)
        for place, entry in enumerate(filled)
    ]
    return ", ".join(
        f"{figure} {plain(entry.label.to(lang))}"
        for figure, entry in zip(numbers, filled, strict=True)
    )


def _count(layer: Layer, count: int, labels: Labels, lang: Lang) -> str:
    """Say a count of a class with what is counted: villages, km², people."""
    if layer.measured is None:
        return counted(count, labels.desa, lang)
    return f"{number(count, lang)} {layer.measured.to(lang)}"


def _alt_text(
    atlas: Atlas,
    spec: MapSpec,
    layer: Layer,
    sort: Text | None,
    more: Sequence[Text],
    lang: Lang,
) -> str:
    labels = atlas.config.labels
    kind = (sort or _KINDS[layer.spec.symbology]).to(lang)
    villages = counted(len(layer.values), labels.desa, lang)
    preposition = {"id": "di", "en": "in"}[lang]
    opening = f"{kind} {villages} {preposition} {_area(atlas, lang)}: {spec.title.to(lang)}"
    return _sentences(
        opening,
        _legend(layer, labels, lang),
        *_outlined(scan_areas_of(atlas, layer), lang),
        *(sentence.to(lang) for sentence in more),
        _villages(atlas, layer, lang),
        _kecamatan(atlas, layer, lang),
        *(warning.to(lang) for warning in warnings(atlas)),
    )


def _legend(layer: Layer, labels: Labels, lang: Lang) -> str:
    unit = plain(layer.spec.unit.to(lang))
    entries: Sequence[LegendClass] = layer.classes
    if layer.spec.symbology == "symbols":
        entries = [entry for entry in entries if entry.lower is None]
    shown = [
        f"{plain(entry.label.to(lang))} ({_count(layer, entry.count, labels, lang)})"
        for entry in entries
    ]
    heading = {
        "choropleth": Text("Kelas", "Classes"),
        "symbols": Text("Tanpa lingkaran", "Without a circle"),
        "categories": Text("Kategori", "Categories"),
    }[layer.spec.symbology].to(lang)
    if layer.measured is not None:
        heading = Text("Kelas", "Classes").to(lang)
    if unit and (layer.spec.symbology == "choropleth" or layer.measured is not None):
        heading = f"{heading} ({unit})"
    return f"{heading}: {'; '.join(shown)}"


def _outlined(areas: Sequence[ScanArea], lang: Lang) -> tuple[str, ...]:
    """Say what the outlines mean, then each area's sentence, which begins with its number."""
    if not areas:
        return ()
    key = {
        "id": "Daerah bergaris utuh: lebih banyak; bergaris putus-putus: lebih sedikit",
        "en": "Areas with a solid outline: more; with a dashed outline: fewer",
    }[lang]
    return (key, *(area.sentence.to(lang) for area in areas))


def _villages(atlas: Atlas, layer: Layer, lang: Lang) -> str:
    """Name the highest and lowest villages of the numeric classes."""
    keys = {entry.key for entry in layer.classes if entry.lower is not None}
    known = layer.values[layer.class_keys.isin(keys)]
    if len(known) < 2 * _NAMED_EXTREMES:
        return ""
    ordered = known.sort_values(kind="stable").index

    def named(codes: pd.Index[str]) -> str:
        words = [
            f"{_value(layer, float(known[kode]), lang)} ({_place(atlas, str(kode))})"
            for kode in codes
        ]
        return join_words(words, lang)

    highest, lowest = named(ordered[::-1][:_NAMED_EXTREMES]), named(ordered[:_NAMED_EXTREMES])
    return {
        "id": f"Tertinggi: {highest}; terendah: {lowest}",
        "en": f"Highest: {highest}; lowest: {lowest}",
    }[lang]


def _kecamatan(atlas: Atlas, layer: Layer, lang: Lang) -> str:
    known = layer.values.dropna()
    medians = known.groupby(atlas.villages["kode_kecamatan"].reindex(known.index)).median()
    if len(medians) < 2 or medians.max() == medians.min():
        return ""
    label = atlas.config.labels.kecamatan.to(lang)
    names = atlas.kecamatan["kecamatan"]
    high, low = (_name(str(names[kode])) for kode in (medians.idxmax(), medians.idxmin()))
    most, least = (_value(layer, float(value), lang) for value in (medians.max(), medians.min()))
    return {
        "id": f"Nilai tengah (median) per {label} tertinggi di {high} ({most}), "
        f"terendah di {low} ({least})",
        "en": f"The median by {label} is highest in {high} ({most}) and lowest in {low} ({least})",
    }[lang]


def _area(atlas: Atlas, lang: Lang) -> str:
    names = [_name(str(name)) for name in atlas.villages["kabupaten"].unique() if str(name)]
    if 1 <= len(names) <= _NAMED_KABUPATEN:
        return join_words(names, lang)
    return plain(atlas.config.title.to(lang))


def _place(atlas: Atlas, kode: str) -> str:
    village = atlas.villages.loc[kode]
    return f"{_name(str(village['desa']))}, {_name(str(village['kecamatan']))}"


def _name(name: str) -> str:
    name = plain(name)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _source(source: Source, lang: Lang) -> str:
    title = plain(source.title)
    details = ", ".join(filter(None, (plain(source.publisher), plain(source.date))))
    if details:
        return f"{title} ({details})"
    return f"{_FILE.to(lang)} {title}" if _FILE_NAME.search(title) else title


def _value(layer: Layer, value: float, lang: Lang) -> str:
    return number(value, lang, decimals=layer.spec.decimals)


def _sentences(*texts: str) -> str:
    """Join texts as sentences, each with its full stop."""
    return " ".join(f"{text.rstrip('. ')}." for text in map(plain, texts) if text)
