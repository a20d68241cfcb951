"""The chapters for every reader: front, summary, the study's profile, sub-districts, maps."""

from __future__ import annotations

from collections.abc import Sequence

from wksbm.findings.districts import District, common_rate, districts, whole
from wksbm.layers.model import Atlas
from wksbm.layers.village_table import GROUP_COUNT, POPULATION
from wksbm.maps.caption import plain
from wksbm.outputs.report.manuscript import Column, Manuscript
from wksbm.outputs.report.pictures import Picture
from wksbm.outputs.tables import SAMPLE_BANNER
from wksbm.text import LANGUAGES, Text, figure, fill, join_words, number, plural

VERDICTS = {
    "agrees": Text("sesuai", "agrees"),
    "differs": Text("berbeda", "differs"),
    "unclear": Text("belum jelas", "unclear"),
    "no_data": Text("tidak ada data", "no data"),
    "only_shown": Text("hanya ditampilkan", "only shown"),
}
_CAPTION_ROOM = 26.0
_ADMINISTRATIVE = ("coverage", "method")
_NAMED_KABUPATEN = 3


def write_front(script: Manuscript, atlas: Atlas, *, figures: bool) -> None:
    """Write the title page and the lists at the front."""
    script.paragraph(
        Text(
            "Laporan kelompok kesejahteraan warga (WKSBM)",
            "Report on villagers' welfare groups (WKSBM)",
        ),
        "Title",
    )
    script.paragraph(_area(atlas), "Subtitle")
    script.paragraph(_dates(atlas), "Subtitle")
    write_warnings(script, atlas)
    script.paragraph(
        Text(
            "WKSBM (Wahana Kesejahteraan Sosial Berbasis Masyarakat) adalah kelompok milik warga "
            "sendiri: arisan, rukun kematian, kelompok simpan pinjam, gotong royong dan jejaring "
            "yang mendukungnya. Laporan ini menunjukkan di mana kelompok itu terkumpul dan di mana "
            "masih kurang. Semua angka dihitung dari data yang disebut dalam bab Sumber.",
            "WKSBM (community-based social welfare) are villagers' own groups: rotating savings "
            "clubs, burial funds, savings circles, mutual-help associations and the networks that "
            "support them. This report shows where they cluster and where they are missing. Every "
            "figure is computed from the data named in the chapter Sources.",
        )
    )
    script.page_break()
    script.contents(Text("Daftar isi", "Contents"), "headings")
    if figures:
        script.contents(Text("Daftar gambar", "Figures"), "figures")


def write_warnings(script: Manuscript, atlas: Atlas) -> None:
    """Say what the data are not, where they are made up or only an approximation."""
    if atlas.sample:
        script.paragraph(SAMPLE_BANNER, "Peringatan")
    if atlas.approximate:
        script.paragraph(
            Text(
                "Batas wilayah pada peta adalah perkiraan (sel Voronoi titik desa), bukan batas "
                "resmi.",
                "The boundaries on the maps are approximate (Voronoi cells of village points), not "
                "official.",
            ),
            "Peringatan",
        )


def write_summary(script: Manuscript, atlas: Atlas) -> None:
    """Write the key figures and the summary of all findings."""
    script.heading(Text("Ringkasan", "Summary"), 1)
    status = atlas.villages["status_data"].value_counts()
    desa = atlas.config.labels.desa
    many = Text(desa.id, plural(desa.en))
    silent = int(status.get("not_reported", 0))
    figures = [
        (
            Text("Kelompok tercatat", "Groups on record"),
            _whole(atlas.villages[GROUP_COUNT].sum(min_count=1)),
        ),
        (Text(f"{desa.id} dalam atlas", f"{many.en} in the atlas"), _whole(len(atlas.villages))),
        (
            Text(f"{desa.id} yang melapor", f"{many.en} that reported"),
            _whole(len(atlas.villages) - silent),
        ),
        (
            Text("di antaranya melapor tidak ada kelompok", "of these, reported no group"),
            _whole(int(status.get("zero", 0))),
        ),
        (Text(f"{desa.id} tanpa data", f"{many.en} without data"), _whole(silent)),
        (
            Text("Penduduk (jiwa)", "Residents"),
            _whole(float(atlas.villages[POPULATION].sum(min_count=1))),
        ),
        (
            Text(
                f"Penduduk di {desa.id} yang kelompok dan penduduknya diketahui",
                f"Residents of {many.en} whose groups and residents are known",
            ),
            _whole(whole(atlas, "").residents),
        ),
        (
            Text(
                f"Kelompok per 1.000 penduduk di seluruh {desa.id} itu",
                f"Groups per 1,000 residents of these {many.en} together",
            ),
            figure(common_rate(atlas), decimals=1),
        ),
        (
            Text(f"{desa.id} yang kurang terlayani", f"under-served {many.en}"),
            _whole(sum(bool(gap.rank) for gap in atlas.gaps)),
        ),
    ]
    columns = (
        Column(Text("Angka pokok", "Key figures"), 0.72),
        Column(Text("Banyaknya", "Number"), 0.28, numeric=True),
    )
    script.table(columns, [(_capital(words), value) for words, value in figures])
    findings = [entry for entry in atlas.summary if entry.id != "method"]
    if findings:
        script.heading(Text("Temuan", "Findings"), 2)
    for entry in findings:
        script.lead(entry.heading, joined(entry.sentences))
    for note in atlas.notes:
        script.paragraph(note, "Catatan")


def write_study(script: Manuscript, atlas: Atlas) -> None:
    """Write the study's statements with what the data say of each."""
    if not atlas.statements:
        return
    script.heading(Text("Profil penelitian, dihitung ulang", "The study's profile, recomputed"), 1)
    script.paragraph(
        Text(
            "Pernyataan penelitian tentang WKSBM di Gunungkidul disandingkan dengan data atlas "
            "ini. Sebuah bagian dinilai sesuai bila seluruh selang kepercayaan 95% berada di atas "
            "separuh, berbeda bila seluruhnya di bawahnya.",
            "What the study of WKSBM in Gunungkidul stated, beside the data of this atlas. A share "
            "agrees when its whole 95 % confidence interval lies above one half, and differs when "
            "all of it lies below.",
        )
    )
    columns = (
        Column(Text("Pernyataan penelitian", "The study's statement"), 0.27),
        Column(Text("Menurut data atlas ini", "According to this atlas"), 0.57),
        Column(Text("Kesimpulan", "Result"), 0.16),
    )
    rows = [
        (
            entry.claim,
            Text(*(f"{entry.sentence.to(lang)}\n{entry.caveat.to(lang)}" for lang in LANGUAGES)),
            VERDICTS[entry.verdict],
        )
        for entry in atlas.statements
    ]
    script.table(columns, rows)


def write_districts(script: Manuscript, atlas: Atlas) -> None:
    """Write one line of figures for each sub-district."""
    labels = atlas.config.labels
    label = labels.kecamatan
    script.heading(Text(f"Rekapitulasi per {label.id}", f"Figures by {label.en}"), 1)
    columns = (
        Column(_capital(label), 0.225),
        Column(_capital(Text(labels.desa.id, plural(labels.desa.en))), 0.12, numeric=True),
        Column(Text("Melapor", "Reported"), 0.115, numeric=True),
        Column(Text("Kelompok", "Groups"), 0.115, numeric=True),
        Column(Text("Penduduk", "Residents"), 0.125, numeric=True),
        Column(Text("Per 1.000", "Per 1,000"), 0.1, numeric=True),
        Column(Text("Di bawah median", "Below median"), 0.1, numeric=True),
        Column(Text("Kurang", "Missing"), 0.1, numeric=True),
    )
    everything = Text("Seluruhnya", "Total").to(atlas.config.lang)
    entries = (*districts(atlas), whole(atlas, everything))
    script.table(columns, [_district_row(entry) for entry in entries])
    script.paragraph(
        Text(
            f"Kelompok: yang tercatat di {labels.desa.id} yang melapor. Penduduk: jumlah penduduk "
            f"{labels.desa.id} yang jumlah kelompok dan penduduknya diketahui; angka per 1.000 "
            f"dihitung darinya. Kurang: banyaknya kelompok agar setiap {labels.desa.id} mencapai "
            "median. Tanda – berarti tidak diketahui.",
            f"Groups: on record in the {plural(labels.desa.en)} that reported. Residents: of those "
            "whose groups and residents are known; the figure per 1,000 is computed from them. "
            f"Missing: groups that every {labels.desa.en} would need to reach the median. A dash "
            "means unknown.",
        ),
        "Catatan",
    )


def write_maps(script: Manuscript, pictures: Sequence[Picture]) -> None:
    """Put in the maps, one on each page, each with its caption."""
    if not pictures:
        return
    script.heading(Text("Peta", "Maps"), 1)
    heading = 16.0
    for picture in pictures:
        room = script.text_height - _CAPTION_ROOM - heading
        script.figure(
            picture.png, picture.spec.title, picture.note, picture.alternative, height=room
        )
        heading = 0.0


def joined(sentences: Sequence[Text]) -> Text:
    """Return sentences as one paragraph."""
    return Text(*(" ".join(entry.to(lang) for entry in sentences) for lang in LANGUAGES))


def _district_row(entry: District) -> tuple[Text | str, ...]:
    return (
        entry.name,
        _whole(len(entry.villages)),
        _whole(entry.reported),
        _whole(entry.groups),
        _whole(entry.residents),
        figure(entry.rate, decimals=1),
        _whole(entry.below if entry.compared else float("nan")),
        _whole(entry.missing if entry.compared else float("nan")),
    )


def _area(atlas: Atlas) -> Text:
    names = [str(name) for name in dict.fromkeys(atlas.villages["kabupaten"]) if str(name).strip()]
    if not names:
        return atlas.config.title
    if len(names) > _NAMED_KABUPATEN:
        return Text(f"{len(names)} kabupaten/kota", f"{len(names)} regencies and cities")
    words = Text(*(join_words(names, lang) for lang in LANGUAGES))
    if any(name.casefold().startswith(("kabupaten", "kota")) for name in names):
        return words
    return fill(Text("Kabupaten {names}", "{names}"), names=words)


def _dates(atlas: Atlas) -> Text:
    known = sorted({plain(source.date) for source in atlas.sources} - {""})
    if not known:
        return Text("Tanggal data tidak disebut", "The date of the data is not stated")
    words = Text(*(join_words(known, lang) for lang in LANGUAGES))
    return fill(Text("Data per {dates}", "Data as of {dates}"), dates=words)


def _whole(value: float) -> Text:
    return Text(*(number(float(value), lang) for lang in LANGUAGES))


def _capital(words: Text) -> Text:
    return Text(*(text[:1].upper() + text[1:] for text in words))
