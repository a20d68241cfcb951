"""The chapters to look things up in: under-served villages, priorities, method, sources."""

from __future__ import annotations

from collections.abc import Sequence

import wksbm
from wksbm.layers.model import Atlas, Gap, Priority
from wksbm.layers.village_table import GROUP_COUNT, POPULATION
from wksbm.maps.reach import listed, reach_marks
from wksbm.maps.sheet.kinds import printed_map
from wksbm.maps.sheet.kinds.surface import SurfaceMap
from wksbm.outputs.report.chapters import joined
from wksbm.outputs.report.manuscript import Column, Manuscript
from wksbm.outputs.report.pictures import Picture
from wksbm.text import LANGUAGES, Text, amount, distance, figure, fill, number, plural

MOST_ROWS = 150
_FIRST = 20


def write_gaps(script: Manuscript, atlas: Atlas) -> None:
    """List the under-served villages with the reasons, then those that cannot be judged."""
    labels = atlas.config.labels
    many = Text(labels.desa.id, plural(labels.desa.en))
    script.heading(Text(f"{_capital(many.id)} yang kurang terlayani", f"Under-served {many.en}"), 1)
    ranked = [gap for gap in atlas.gaps if gap.rank]
    if not ranked:
        script.paragraph(
            Text(
                f"Tidak ada {labels.desa.id} yang tercatat kurang terlayani.",
                f"No {labels.desa.en} is on record as under-served.",
            )
        )
    else:
        script.paragraph(
            Text(
                f"{_capital(many.id)} yang melapor tidak ada kelompok atau berkelompok lebih "
                f"sedikit per penduduk daripada median seluruh {many.id} atlas ini, menurut "
                "banyaknya kelompok yang kurang.",
                f"{_capital(many.en)} that reported no group, or have fewer per resident than the "
                f"median of all {many.en} of this atlas, by the number of groups missing.",
            )
        )
        script.table(_gap_columns(atlas), [_gap_row(gap, atlas) for gap in ranked[:MOST_ROWS]])
        _rest(script, len(ranked) - MOST_ROWS, labels.desa, "kurang_terlayani.xlsx")
    _write_unjudged(script, atlas)


def write_priorities(script: Manuscript, atlas: Atlas) -> None:
    """List the villages that come first, each with its range of ranks and the reasons."""
    if not atlas.priorities:
        return
    labels = atlas.config.labels
    script.heading(Text("Prioritas pendampingan", "Priorities for support"), 1)
    script.paragraph(
        Text(
            "Urutan menurut kekurangan kelompok, kebutuhan, dan kekurangan di "
            f"{labels.desa.id} sekitarnya. Rentang adalah peringkat paling depan dan paling "
            "belakang bila cara menghitungnya diganti; rentang yang lebar berarti peringkatnya "
            "bergantung pada cara itu.",
            "Order by shortfall, need and the shortfall of the neighbours. The range is the first "
            "and the last rank under other reasonable ways to compute it; a wide range means that "
            "the rank depends on that choice.",
        )
    )
    columns = (
        Column(Text("No.", "No."), 0.07, numeric=True),
        Column(Text("Rentang", "Range"), 0.1, numeric=True),
        Column(_title(labels.desa), 0.24),
        Column(Text("Alasan", "Reasons"), 0.59),
    )
    rows = [_priority_row(entry, atlas) for entry in atlas.priorities[:_FIRST]]
    script.table(columns, rows)
    _rest(script, len(atlas.priorities) - _FIRST, labels.desa, "prioritas.xlsx")


def write_reach(script: Manuscript, atlas: Atlas) -> None:
    """List the populated areas beyond reach and the proposed places, marked as on the map."""
    spread = atlas.spread
    if spread is None or spread.distances is None:
        return
    found = [entry for entry in listed(reach_marks(atlas, spread)) if entry.rows]
    if not found:
        return
    lang = atlas.config.lang
    script.heading(Text("Daerah belum terjangkau dan usulan tempat", "Beyond reach, proposals"), 1)
    script.paragraph(
        fill(
            Text(
                "Daerah berpenduduk yang lebih jauh dari {reach} dari kelompok mana pun, dengan "
                "huruf seperti pada peta, dan tempat yang diusulkan untuk kelompok baru, dengan "
                "nomor; wilayah yang disebut adalah yang memuat sebagian besar penduduknya. Jarak "
                "diukur sebagai garis lurus, penduduk menurut raster.",
                "Populated areas farther than {reach} from every group, lettered as on the map, "
                "and places proposed for new groups, numbered; the village named is that with "
                "most of the people. Distances are straight lines, people are by the raster.",
            ),
            reach=distance(spread.config.reach_m),
        )
    )
    for entry in found:
        columns = (
            Column(Text("Tanda", "Mark"), 0.1),
            Column(entry.heading, 0.65),
            Column(_title(entry.figures), 0.25, numeric=True),
        )
        rows = [(mark, name, number(people, lang)) for mark, name, people in entry.rows]
        script.table(columns, rows)
        if entry.rest:
            script.paragraph(
                fill(
                    Text(
                        "{rest} ada dalam berkas data/{file} yang dibuat bersama peta interaktif.",
                        "{rest} are in the file data/{file} that is made with the interactive map.",
                    ),
                    rest=entry.rest,
                    file="titik_kosong.csv" if entry is found[0] else "usulan_lokasi.csv",
                ),
                "Catatan",
            )


def write_method(script: Manuscript, atlas: Atlas, pictures: Sequence[Picture]) -> None:
    """Say how everything was computed and what each mapped indicator means."""
    script.heading(Text("Metode", "Method"), 1)
    for entry in atlas.summary:
        if entry.id == "method":
            for sentence in entry.sentences:
                script.paragraph(sentence, "List Bullet")
    rows = _mapped(atlas, pictures)
    if not rows:
        return
    script.heading(Text("Indikator pada peta", "Indicators on the maps"), 2)
    columns = (
        Column(Text("Indikator", "Indicator"), 0.24),
        Column(Text("Arti", "Meaning"), 0.38),
        Column(Text("Cara", "How"), 0.38),
    )
    script.table(columns, rows)


def _mapped(atlas: Atlas, pictures: Sequence[Picture]) -> list[tuple[Text, Text, Text]]:
    """Return title, meaning and method of every indicator and surface on the maps, once each."""
    rows: dict[str, tuple[Text, Text, Text]] = {}
    for picture in pictures:
        shown = printed_map(atlas, picture.spec)
        if isinstance(shown, SurfaceMap):
            surface = shown.surface
            rows[surface.id] = (surface.title, surface.explanation, surface.method)
        for layer in shown.indicators:
            rows[layer.id] = (layer.spec.title, layer.spec.explanation, layer.method)
    return list(rows.values())


def write_sources(script: Manuscript, atlas: Atlas) -> None:
    """Name every input with its publisher, date and licence."""
    script.heading(Text("Sumber", "Sources"), 1)
    for source in atlas.sources:
        details = [
            part for part in (source.publisher, source.date, source.licence, source.url) if part
        ]
        script.paragraph(". ".join([source.title, *details]), "List Bullet")
    if atlas.remarks:
        script.heading(Text("Catatan", "Remarks"), 2)
    for remark in atlas.remarks:
        script.paragraph(remark, "List Bullet")
    script.paragraph(
        Text(
            f"Laporan ini dibuat dengan WKSBM Atlas versi {wksbm.__version__}; angka yang sama ada "
            "pada peta interaktif dan tabelnya.",
            f"This report was made with WKSBM Atlas version {wksbm.__version__}; the interactive "
            "map and its tables hold the same figures.",
        ),
        "Catatan",
    )


def _gap_columns(atlas: Atlas) -> tuple[Column, ...]:
    labels = atlas.config.labels
    return (
        Column(Text("No.", "No."), 0.065, numeric=True),
        Column(_title(labels.desa), 0.2),
        Column(Text("Penduduk", "Residents"), 0.12, numeric=True),
        Column(Text("Kelompok", "Groups"), 0.125, numeric=True),
        Column(Text("Kurang", "Missing"), 0.1, numeric=True),
        Column(Text("Alasan", "Reason"), 0.39),
    )


def _gap_row(gap: Gap, atlas: Atlas) -> tuple[Text | str, ...]:
    village = atlas.villages.loc[gap.kode]
    return (
        figure(gap.rank),
        f"{village['desa']}\n{village['kecamatan']}",
        figure(float(village[POPULATION])),
        figure(float(village[GROUP_COUNT])),
        figure(gap.missing),
        gap.sentence,
    )


def _write_unjudged(script: Manuscript, atlas: Atlas) -> None:
    apart = [gap for gap in atlas.gaps if not gap.rank]
    if not apart:
        return
    labels = atlas.config.labels
    script.heading(Text("Belum dapat dinilai", "Cannot be judged yet"), 2)
    script.paragraph(
        Text(
            "Tidak melapor bukan berarti tidak ada kelompok. Data berikut perlu dilengkapi dahulu.",
            "No report does not mean no group. These data must be completed first.",
        )
    )
    columns = (
        Column(_title(labels.desa), 0.24),
        Column(_title(labels.kecamatan), 0.24),
        Column(Text("Sebab", "Reason"), 0.52),
    )
    villages = atlas.villages
    rows = [
        (str(villages["desa"][gap.kode]), str(villages["kecamatan"][gap.kode]), gap.sentence)
        for gap in apart[:MOST_ROWS]
    ]
    script.table(columns, rows)
    _rest(script, len(apart) - MOST_ROWS, labels.desa, "kurang_terlayani.xlsx")


def _priority_row(entry: Priority, atlas: Atlas) -> tuple[Text | str, ...]:
    village = atlas.villages.loc[entry.kode]
    ends = sorted({entry.best, entry.worst})
    return (
        figure(entry.rank),
        Text(*("–".join(number(rank, lang) for rank in ends) for lang in LANGUAGES)),
        f"{village['desa']}\n{village['kecamatan']}",
        joined(entry.reasons),
    )


def _rest(script: Manuscript, count: int, noun: Text, file: str) -> None:
    """Say that the list goes on, and where."""
    if count > 0:
        sentence = Text(
            "{rest} lain ada dalam berkas data/{file} yang dibuat bersama peta interaktif.",
            "{rest} more are in the file data/{file} that is made with the interactive map.",
        )
        script.paragraph(fill(sentence, rest=amount(count, noun), file=file), "Catatan")


def _title(words: Text) -> Text:
    return Text(_capital(words.id), _capital(words.en))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
