"""What a map says in words: finding, caption and alternative text, all from its own numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import pandas as pd

from geo.boundaries.model import Source
from geo.config import Labels
from geo.layers.model import Atlas, Layer, LegendClass
from geo.maps.spec import MapSpec
from geo.text import LANGUAGES, Lang, Text, join_words, number

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
_LONGEST_NAME = 60
_NAMED_EXTREMES = 3
_NAMED_KABUPATEN = 3


def finding(atlas: Atlas, layer: Layer) -> Text:
    """
    State the main finding of an indicator as one or two sentences.

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
        For example "Nilai tengah (median) kalurahan: 9,8 kelompok per 1.000 penduduk; ...".
    """
    return Text(*(_finding(atlas, layer, lang) for lang in LANGUAGES))


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


def alt_text(atlas: Atlas, spec: MapSpec, layer: Layer) -> Text:
    """
    Describe the picture to someone who does not see it.

    Parameters
    ----------
    atlas, spec, layer
        What the map shows.

    Returns
    -------
    Text
        Kind of map, area, classes with their numbers of villages (or the range of the circles),
        highest and lowest villages, and the sub-districts with the highest and lowest median.
    """
    return Text(*(_alt_text(atlas, spec, layer, lang) for lang in LANGUAGES))


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
        f"Metode: {plain(layer.method.id)}. Proyeksi: {crs}",
        f"Method: {plain(layer.method.en)}. Projection: {crs}",
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


def counted(count: int, label: Text, lang: Lang) -> str:
    """Return ``5 kalurahan`` (id) or ``5 villages`` (en)."""
    noun = label.to(lang)
    if lang == "en" and count != 1:
        noun += "s"
    return f"{number(count, lang)} {noun}"


def _finding(atlas: Atlas, layer: Layer, lang: Lang) -> str:
    labels = atlas.config.labels
    if layer.values.notna().any():
        first = {"count": _total, "shortfall": _shortfall}.get(layer.spec.measure.kind, _middle)
        statement = first(atlas, layer, lang)
    else:
        statement = {
            "id": f"Belum ada {labels.desa.id} dengan data untuk indikator ini",
            "en": f"No {labels.desa.en} has data for this indicator yet",
        }[lang]
    return _sentences(statement, _states(layer, labels, lang))


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
    if short.empty:
        return {
            "id": f"Tidak ada {labels.desa.id} yang di bawah median wilayah ini",
            "en": f"No {labels.desa.en} is below the median of this area",
        }[lang]
    total = _value(layer, float(short.sum()), lang)
    most = _extreme(atlas, layer, lang, highest=True)
    return {
        "id": f"{len(short)} dari {known} {labels.desa.id} di bawah median wilayah ini: "
        f"seluruhnya kurang {total} {unit}; terbanyak {most}",
        "en": f"{len(short)} of {known} {labels.desa.en}s are below the median of this area: "
        f"{total} {unit} missing in all; most {most}",
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
            "en": f"Median of the {labels.desa.en}s: {amount}; highest {most}",
        }[lang]
    least = _extreme(atlas, layer, lang, highest=False)
    return {
        "id": f"Nilai tengah (median) {labels.desa.id}: {amount}; "
        f"terendah {least}, tertinggi {most}",
        "en": f"Median of the {labels.desa.en}s: {amount}; lowest {least}, highest {most}",
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
    """Say how many villages are in each class that is not numeric; empty when there is none."""
    special = [entry for entry in layer.classes if entry.lower is None and entry.count]
    numbers = [
        counted(entry.count, labels.desa, lang) if place == 0 else number(entry.count, lang)
        for place, entry in enumerate(special)
    ]
    return ", ".join(
        f"{figure} {plain(entry.label.to(lang))}"
        for figure, entry in zip(numbers, special, strict=True)
    )


def _alt_text(atlas: Atlas, spec: MapSpec, layer: Layer, lang: Lang) -> str:
    labels = atlas.config.labels
    kind = {
        "choropleth": Text("Peta koroplet", "Choropleth map of"),
        "symbols": Text("Peta lingkaran berskala", "Proportional-symbol map of"),
    }[layer.spec.symbology].to(lang)
    villages = counted(len(layer.values), labels.desa, lang)
    preposition = {"id": "di", "en": "in"}[lang]
    opening = f"{kind} {villages} {preposition} {_area(atlas, lang)}: {spec.title.to(lang)}"
    return _sentences(
        opening,
        _legend(layer, labels, lang),
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
        f"{plain(entry.label.to(lang))} ({counted(entry.count, labels.desa, lang)})"
        for entry in entries
    ]
    heading = {
        "choropleth": Text("Kelas", "Classes"),
        "symbols": Text("Tanpa lingkaran", "Without a circle"),
    }[layer.spec.symbology].to(lang)
    if layer.spec.symbology == "choropleth" and unit:
        heading = f"{heading} ({unit})"
    return f"{heading}: {'; '.join(shown)}"


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
