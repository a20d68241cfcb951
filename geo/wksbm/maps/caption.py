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
from wksbm.text import LANGUAGES, Text, amount, both, figure, fill, join_texts, several

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
_WITH_DETAIL = Text("{name} ({detail})", "{name} ({detail})")
_LIST = Text("{heading}: {list}", "{heading}: {list}")
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
    return _sentences(_statement(atlas, layer), _states(layer, atlas.config.labels))


def statement(atlas: Atlas, layer: Layer) -> Text:
    """State the finding without the villages that have no value."""
    found = _statement(atlas, layer)
    return Text(found.id.rstrip(". "), found.en.rstrip(". "))


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
    return _sentences(
        spec.title,
        finding(atlas, layer),
        dates(atlas, layer),
        sources(atlas, layer),
        method_line(layer, crs),
        *atlas.notes,
        *warnings(atlas),
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
    labels = atlas.config.labels
    opening = fill(
        Text("{kind} {villages} di {area}: {title}", "{kind} {villages} in {area}: {title}"),
        kind=kind or _KINDS[layer.spec.symbology],
        villages=amount(len(layer.values), labels.desa),
        area=_area(atlas),
        title=spec.title,
    )
    return _sentences(
        opening,
        _legend(layer, labels),
        *_outlined(scan_areas_of(atlas, layer)),
        *more,
        _villages(atlas, layer),
        _kecamatan(atlas, layer),
        *warnings(atlas),
    )


def scan_areas_of(atlas: Atlas, layer: Layer) -> tuple[ScanArea, ...]:
    """Return the areas that a map of this layer outlines; none unless it shows the scan."""
    return atlas.scan_areas if layer.spec.measure.kind == "scan" else ()


def sources(atlas: Atlas, layer: Layer) -> Text:
    """Name what the map was made from: the indicator's source, then its inputs with their dates."""
    used = dict.fromkeys(map(_source, layer.sources or atlas.sources))
    return fill(
        Text("Sumber: {source}. Data: {inputs}", "Source: {source}. Data: {inputs}"),
        source=_plain(layer.spec.source),
        inputs=join_texts(used, by="; "),
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
    return fill(
        Text("Data per {dates}{without}", "Data as of {dates}{without}"),
        dates=join_texts(map(both, known)),
        without=without if undated else "",
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


def _plain(text: Text) -> Text:
    return Text(plain(text.id), plain(text.en))


def _statement(atlas: Atlas, layer: Layer) -> Text:
    labels = atlas.config.labels
    if layer.finding is not None:
        return layer.finding
    if layer.spec.symbology == "categories":
        return _numbers(layer, [entry for entry in layer.classes if not entry.hatch], labels)
    if layer.values.notna().any():
        kinds = {"count": _total, "shortfall": _shortfall, "priority": _score}
        return kinds.get(layer.spec.measure.kind, _middle)(atlas, layer)
    return Text(
        f"Belum ada {labels.desa.id} dengan data untuk indikator ini",
        f"No {labels.desa.en} has data for this indicator yet",
    )


def _total(atlas: Atlas, layer: Layer) -> Text:
    return fill(
        Text(
            "{total} {unit} tercatat di {having}; terbanyak {most}",
            "{total} {unit} recorded in {having}; most {most}",
        ),
        total=_value(layer, float(layer.values.sum())),
        unit=_plain(layer.spec.unit),
        having=amount(int(layer.values.gt(0).sum()), atlas.config.labels.desa),
        most=_extreme(atlas, layer, highest=True),
    )


def _shortfall(atlas: Atlas, layer: Layer) -> Text:
    labels = atlas.config.labels
    short = layer.values[layer.values > 0]
    standard = {
        "median": Text("median wilayah ini", "the median of this area"),
        "kecamatan": Text(
            f"median {labels.kecamatan.id}nya sendiri",
            f"their own {labels.kecamatan.en}'s median",
        ),
        "target": Text("sasaran yang ditetapkan", "the target that was set"),
    }[layer.spec.measure.against]
    if short.empty:
        nobody = Text("Tidak ada {desa} yang di bawah {standard}", "No {desa} is below {standard}")
        return fill(nobody, desa=labels.desa, standard=standard)
    return fill(
        Text(
            "{below} dari {known} {desa} di bawah {standard}: seluruhnya kurang {total} {unit}; "
            "terbanyak {most}",
            "{below} of {known} {desa} are below {standard}: {total} {unit} missing in all; most "
            "{most}",
        ),
        below=figure(len(short)),
        known=figure(int(layer.values.notna().sum())),
        desa=several(labels.desa),
        standard=standard,
        total=_value(layer, float(short.sum())),
        unit=_plain(layer.spec.unit),
        most=_extreme(atlas, layer, highest=True),
    )


def _score(atlas: Atlas, layer: Layer) -> Text:
    """State the highest score; no unit follows a score."""
    return fill(
        Text(
            "Skor tertinggi {most}; nilai tengah (median) {desa} {median}",
            "Highest score {most}; median of the {desa} {median}",
        ),
        most=_extreme(atlas, layer, highest=True),
        desa=several(atlas.config.labels.desa),
        median=_value(layer, float(layer.values.median())),
    )


def _middle(atlas: Atlas, layer: Layer) -> Text:
    median = _value(layer, round(float(layer.values.dropna().median()), layer.spec.decimals))
    unit = _plain(layer.spec.unit)
    ends = Text("terendah {least}, tertinggi {most}", "lowest {least}, highest {most}")
    if layer.spec.measure.kind == "rate":
        ends = Text("tertinggi {most}", "highest {most}")
    return fill(
        Text(
            "Nilai tengah (median) {desa}: {amount}; {ends}",
            "Median of the {desa}: {amount}; {ends}",
        ),
        desa=several(atlas.config.labels.desa),
        amount=Text(f"{median.id} {unit.id}".rstrip(), f"{median.en} {unit.en}".rstrip()),
        ends=fill(
            ends,
            least=_extreme(atlas, layer, highest=False),
            most=_extreme(atlas, layer, highest=True),
        ),
    )


def _extreme(atlas: Atlas, layer: Layer, *, highest: bool) -> Text:
    known = layer.values.dropna()
    limit = known.max() if highest else known.min()
    at_limit = known.index[known == limit]
    where: Text | str = _place(atlas, str(at_limit[0]))
    if len(at_limit) > 1:
        where = amount(len(at_limit), atlas.config.labels.desa)
    return fill(_WITH_DETAIL, name=_value(layer, float(limit)), detail=where)


def _states(layer: Layer, labels: Labels) -> Text:
    """Say how many villages are in neither a numeric class nor a category; empty when none is."""
    categories = layer.spec.symbology == "categories"
    special = [
        entry for entry in layer.classes if (entry.hatch if categories else entry.lower is None)
    ]
    return _numbers(layer, special, labels)


def _numbers(layer: Layer, entries: Sequence[LegendClass], labels: Labels) -> Text:
    """Say how many villages are in each of these classes, leaving out the empty ones."""
    filled = [entry for entry in entries if entry.count]
    if layer.measured is not None:
        pair = Text("{label}: {count}", "{label}: {count}")
        measured = join_texts(
            (
                fill(pair, label=_plain(entry.label), count=_count(layer, entry.count, labels))
                for entry in filled
            ),
            by="; ",
        )
        return Text(*(words[:1].upper() + words[1:] for words in measured))
    pair = Text("{count} {label}", "{count} {label}")
    numbers = [_count(layer, entry.count, labels) for entry in filled[:1]]
    numbers += [figure(entry.count) for entry in filled[1:]]
    return join_texts(
        (
            fill(pair, count=count, label=_plain(entry.label))
            for count, entry in zip(numbers, filled, strict=True)
        ),
        by=", ",
    )


def _count(layer: Layer, count: int, labels: Labels) -> Text:
    """Say a count of a class with what is counted: villages, km², people."""
    if layer.measured is None:
        return amount(count, labels.desa)
    return fill(Text("{n} {what}", "{n} {what}"), n=figure(count), what=layer.measured)


def _legend(layer: Layer, labels: Labels) -> Text:
    symbology, measured = layer.spec.symbology, layer.measured is not None
    entries: Sequence[LegendClass] = layer.classes
    if symbology == "symbols":
        entries = [entry for entry in entries if entry.lower is None]
    heading = Text("Kelas", "Classes")
    if not measured and symbology != "choropleth":
        heading = {
            "symbols": Text("Tanpa lingkaran", "Without a circle"),
            "categories": Text("Kategori", "Categories"),
        }[symbology]
    unit = _plain(layer.spec.unit)
    if unit.id and (measured or symbology == "choropleth"):
        heading = fill(_WITH_DETAIL, name=heading, detail=unit)
    classes = (
        fill(_WITH_DETAIL, name=_plain(entry.label), detail=_count(layer, entry.count, labels))
        for entry in entries
    )
    return fill(_LIST, heading=heading, list=join_texts(classes, by="; "))


def _outlined(areas: Sequence[ScanArea]) -> tuple[Text, ...]:
    """Say what the outlines mean, then each area's sentence, which begins with its number."""
    if not areas:
        return ()
    key = Text(
        "Daerah bergaris utuh: lebih banyak; bergaris putus-putus: lebih sedikit",
        "Areas with a solid outline: more; with a dashed outline: fewer",
    )
    return (key, *(area.sentence for area in areas))


def _villages(atlas: Atlas, layer: Layer) -> Text:
    """Name the highest and lowest villages of the numeric classes."""
    keys = {entry.key for entry in layer.classes if entry.lower is not None}
    known = layer.values[layer.class_keys.isin(keys)]
    if len(known) < 2 * _NAMED_EXTREMES:
        return both("")
    ordered = known.sort_values(kind="stable").index

    def named(codes: pd.Index[str]) -> Text:
        return join_texts(
            fill(
                _WITH_DETAIL,
                name=_value(layer, float(known[kode])),
                detail=_place(atlas, str(kode)),
            )
            for kode in codes
        )

    return fill(
        Text("Tertinggi: {highest}; terendah: {lowest}", "Highest: {highest}; lowest: {lowest}"),
        highest=named(ordered[::-1][:_NAMED_EXTREMES]),
        lowest=named(ordered[:_NAMED_EXTREMES]),
    )


def _kecamatan(atlas: Atlas, layer: Layer) -> Text:
    known = layer.values.dropna()
    medians = known.groupby(atlas.villages["kode_kecamatan"].reindex(known.index)).median()
    if len(medians) < 2 or medians.max() == medians.min():
        return both("")
    names = atlas.kecamatan["kecamatan"]
    return fill(
        Text(
            "Nilai tengah (median) per {label} tertinggi di {high} ({most}), terendah di {low} "
            "({least})",
            "The median by {label} is highest in {high} ({most}) and lowest in {low} ({least})",
        ),
        label=atlas.config.labels.kecamatan,
        high=_name(str(names[medians.idxmax()])),
        most=_value(layer, float(medians.max())),
        low=_name(str(names[medians.idxmin()])),
        least=_value(layer, float(medians.min())),
    )


def _area(atlas: Atlas) -> Text:
    names = [_name(str(name)) for name in atlas.villages["kabupaten"].unique() if str(name)]
    if 1 <= len(names) <= _NAMED_KABUPATEN:
        return join_texts(map(both, names))
    return _plain(atlas.config.title)


def _place(atlas: Atlas, kode: str) -> str:
    village = atlas.villages.loc[kode]
    return f"{_name(str(village['desa']))}, {_name(str(village['kecamatan']))}"


def _name(name: str) -> str:
    name = plain(name)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _source(source: Source) -> Text:
    title = plain(source.title)
    details = ", ".join(filter(None, (plain(source.publisher), plain(source.date))))
    if details:
        return both(f"{title} ({details})")
    return Text(f"berkas {title}", f"file {title}") if _FILE_NAME.search(title) else both(title)


def _value(layer: Layer, value: float) -> Text:
    return figure(value, decimals=layer.spec.decimals)


def _sentences(*texts: Text) -> Text:
    """Join texts as sentences, each with its full stop."""
    return Text(
        *(
            " ".join(f"{words.rstrip('. ')}." for words in map(plain, variants) if words)
            for variants in zip(*texts, strict=True)
        )
    )
