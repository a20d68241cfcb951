"""Make `index.html`: the maps with a picture each, the findings, the files to take away."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from PIL import Image

from wksbm.layers.model import Atlas, Gap
from wksbm.layers.village_table import GROUP_COUNT
from wksbm.maps.spec import FILLING, MapSpec
from wksbm.outputs.changes import CHANGES, Changes, changes_section
from wksbm.outputs.elements import add, add_ranking, add_section, anchor, map_anchor
from wksbm.outputs.start_findings import (
    PRIORITIES,
    STUDY,
    SUMMARY,
    priority_section,
    study_section,
    summary_section,
)
from wksbm.outputs.tables import SAMPLE_BANNER
from wksbm.text import Lang, Text, number, plural

_THUMBNAIL_WIDTH = 520
_WORST = 10
_STYLE = """
:root{--ink:#1d2a35;--soft:#55636f;--line:#d8dfe5;--accent:#1b5e86;--paper:#fff;--ground:#f3f5f7}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);
font:16px/1.55 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif}
header,main,footer{max-width:70rem;margin:0 auto;padding:1.25rem}
header{padding-top:2.5rem;padding-bottom:0}
main{padding-top:0}
h1{font-size:clamp(1.6rem,4vw,2.3rem);line-height:1.2;margin:0 0 .4rem}
h2{font-size:1.25rem;margin:2rem 0 .8rem}
h3{font-size:1.05rem;margin:.2rem 0}
p{margin:.3rem 0}
a{color:var(--accent)}
a:focus-visible,.scroll:focus-visible{outline:3px solid #e08a00;outline-offset:2px}
.lead{color:var(--soft);font-size:1.05rem}
.sample{background:#fdf0d5;border-left:6px solid #b45309;color:#5c2d00;padding:.7rem 1rem;
margin:1rem 0;font-weight:600}
.figures{display:flex;flex-wrap:wrap;gap:.8rem;padding:0;margin:1.2rem 0;list-style:none}
.figures li{background:var(--paper);border:1px solid var(--line);border-radius:8px;
padding:.7rem 1rem;flex:1 1 9rem}
.notes{margin:0;padding:.6rem 1rem .6rem 2rem;border-left:6px solid var(--accent);
background:var(--paper)}
.figures b{display:block;font-size:1.6rem;line-height:1.2}
.maps{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:1rem}
.maps article{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:1rem}
.maps img{width:100%;height:auto;border:1px solid var(--line)}
.main{grid-column:1/-1;display:grid;grid-template-columns:minmax(0,22rem) 1fr;gap:.5rem 1.5rem}
.main img{grid-row:1/span 4}
@media(max-width:40rem){.main{display:block}}
.button{display:inline-block;background:var(--accent);color:#fff;text-decoration:none;
padding:.75rem 1.3rem;border-radius:6px;font-weight:600;margin:.5rem 0;min-height:44px}
.formats a:not(.button){display:inline-block;padding:.65rem .8rem .65rem 0;min-height:44px}
.scroll{overflow-x:auto;background:var(--paper);border:1px solid var(--line);border-radius:8px}
table{border-collapse:collapse;width:100%;font-size:.95rem}
th,td{text-align:left;padding:.5rem .8rem;border-bottom:1px solid var(--line)}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
li{margin:.25rem 0}
.contents ul{display:flex;flex-wrap:wrap;gap:0 1.2rem;list-style:none;padding:0;margin:1rem 0 0}
.contents a{display:inline-block;padding:.6rem 0;min-height:44px}
.findings{columns:3 17rem;column-gap:1rem}
.findings article{background:var(--paper);border:1px solid var(--line);border-radius:8px;
padding:.8rem 1rem;margin-bottom:1rem;break-inside:avoid}
.hint+.scroll{margin-top:.8rem}
.profile{list-style:none;padding:0;margin:.8rem 0;background:var(--paper);
border:1px solid var(--line);border-radius:8px}
.profile li{display:grid;grid-template-columns:minmax(0,20rem) 1fr;gap:0 1.5rem;margin:0;
padding:.8rem 1rem;border-bottom:1px solid var(--line)}
.profile li:last-child{border-bottom:0}
.profile h3{grid-row:1/span 3;font-size:1rem;margin:.3rem 0}
.profile .caveat,.hint{color:var(--soft);font-size:.95rem}
.verdict{display:inline-block;border:1px solid currentColor;border-radius:4px;padding:0 .5rem;
margin-right:.5rem;font-size:.9rem;font-weight:600}
.agrees{color:#17633a}.differs{color:#8f2d12}.unclear,.no_data{color:var(--soft)}
footer{color:var(--soft);font-size:.9rem}
@media(max-width:40rem){thead{position:absolute;clip-path:inset(50%)}
tr{display:grid;grid-template-columns:2.2rem 1fr auto;gap:0 .6rem;padding:.6rem .8rem;
border-bottom:1px solid var(--line)}
td{padding:0;border:0}td:nth-child(2){font-weight:600}td:nth-child(3){grid-column:2;grid-row:2}
td:nth-child(4){grid-column:3;grid-row:1;font-weight:600}td:nth-child(5){grid-column:2/-1}
.priorities td:nth-child(2){grid-column:3;grid-row:1;font-weight:400;color:var(--soft)}
.priorities td:nth-child(2)::before{content:attr(data-label) " "}
.priorities td:nth-child(3){grid-column:2;grid-row:1;font-weight:600}
.priorities td:nth-child(4){grid-column:2/-1;grid-row:2;font-weight:400}
.profile li{display:block}}
@page{size:A4;margin:16mm 14mm}
@media print{html{font-size:10.5pt}body{background:#fff;font-size:1rem}
header,main,footer{max-width:none;padding:0}
.contents,.formats{display:none}h2,h3{break-after:avoid}
.maps article,.findings article,.profile li,.figures li,.notes,.sample,tr,img{break-inside:avoid}
.profile li{display:block}.maps{grid-template-columns:1fr 1fr}.findings{columns:2}
.scroll{overflow:visible}thead{display:table-header-group}
.button{border:1px solid;color:inherit;background:none}}
"""
_MAPS = Text("Peta", "Maps")
_GAPS = Text("Wilayah yang paling kurang terlayani", "The most under-served areas")
_DOWNLOAD_FILES = Text("Unduhan", "Downloads")
_DOWNLOADS = (
    ("data/desa.xlsx", Text("Tabel semua wilayah (Excel)", "Table of all areas (Excel)")),
    (
        "data/kurang_terlayani.xlsx",
        Text("Wilayah kurang terlayani (Excel)", "Under-served (Excel)"),
    ),
    (
        "data/perlu_diperiksa.xlsx",
        Text("Baris yang perlu diperiksa (Excel)", "Rows to check (Excel)"),
    ),
    (
        "data/perubahan.xlsx",
        Text("Perubahan sejak hasil sebelumnya (Excel)", "Changes since the last output (Excel)"),
    ),
    ("data/prioritas.xlsx", Text("Urutan prioritas (Excel)", "Order of priority (Excel)")),
    ("data/desa.csv", Text("Tabel semua wilayah (CSV)", "Table of all areas (CSV)")),
    ("data/kurang_terlayani.csv", Text("Wilayah kurang terlayani (CSV)", "Under-served (CSV)")),
    ("data/prioritas.csv", Text("Urutan prioritas (CSV)", "Order of priority (CSV)")),
    ("data/desa.qgz", Text("Proyek QGIS: semua peta", "QGIS project: all maps")),
    ("data/desa.gpkg", Text("Data peta untuk QGIS (GeoPackage)", "Map data for QGIS (GeoPackage)")),
    ("data/desa.parquet", Text("Data peta (GeoParquet)", "Map data (GeoParquet)")),
    ("data/boundary_report.json", Text("Laporan batas wilayah", "Boundary report")),
    ("data/link_report.json", Text("Laporan penautan data", "Linking report")),
    ("data/statistics_report.json", Text("Laporan statistik", "Statistics report")),
    ("manifest.json", Text("Daftar masukan dan keluaran", "List of inputs and outputs")),
)


def write_start_page(
    atlas: Atlas,
    maps: Sequence[MapSpec],
    files: Mapping[str, Sequence[Path]],
    folder: Path,
    changes: Changes | None = None,
) -> None:
    """
    Write `index.html`; it is complete in itself and loads nothing.

    Parameters
    ----------
    atlas
        The built atlas.
    maps
        The maps that were made, in the order of the page.
    files
        Files of each map by its id.
    folder
        The output folder; data files must be in it already to be listed.
    changes
        What has changed since the output that is replaced, or None.
    """
    lang = atlas.config.lang
    page = Element("html", lang=lang)
    head = SubElement(page, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy})
    add(head, "title", atlas.config.title.to(lang))
    add(head, "style", _STYLE)
    body = SubElement(page, "body")
    _header(body, atlas, changes, lang)
    main = SubElement(body, "main")
    anchors = {
        spec.layers[0]: spec
        for spec in reversed(maps)
        if spec.kind == "static" and (spec.drawing in FILLING or spec.drawing == "reach")
    }
    summary_section(main, atlas, anchors, lang)
    _map_section(main, maps, files, lang)
    study_section(main, atlas, anchors, lang)
    _gap_section(main, atlas, lang)
    priority_section(main, atlas, lang)
    changes_section(main, changes, atlas, lang)
    _download_section(main, folder, lang)
    _source_section(main, atlas, lang)
    add(SubElement(body, "footer"), "p", f"WKSBM Atlas · {atlas.config.title.to(lang)}")
    text = "<!DOCTYPE html>\n" + tostring(page, encoding="unicode", method="html") + "\n"
    (folder / "index.html").write_bytes(text.encode("utf-8"))


def _header(body: Element, atlas: Atlas, changes: Changes | None, lang: Lang) -> None:
    header = SubElement(body, "header")
    add(header, "h1", atlas.config.title.to(lang))
    lead = Text(
        "Di mana kelompok kesejahteraan warga terkumpul, dan di mana masih kurang.",
        "Where villagers' own welfare groups cluster, and where they are missing.",
    )
    add(header, "p", lead.to(lang), {"class": "lead"})
    if atlas.sample:
        add(header, "p", SAMPLE_BANNER.to(lang), {"class": "sample", "role": "note"})
    status = atlas.villages["status_data"].value_counts()
    label = atlas.config.labels.desa
    figures = SubElement(header, "ul", {"class": "figures"})
    for value, words in (
        (float(atlas.villages[GROUP_COUNT].sum()), Text("kelompok tercatat", "groups recorded")),
        (float(len(atlas.villages)), Text(label.id, plural(label.en))),
        (float(status.get("zero", 0)), Text("melapor tidak ada kelompok", "reported no group")),
        (float(status.get("not_reported", 0)), _without_figure(atlas)),
    ):
        item = SubElement(figures, "li")
        add(item, "b", number(value, lang))
        add(item, "span", words.to(lang))
    if atlas.notes:
        notes = SubElement(header, "ul", {"class": "notes"})
        for note in atlas.notes:
            add(notes, "li", note.to(lang))
    _contents(header, atlas, changes, lang)


def _contents(header: Element, atlas: Atlas, changes: Changes | None, lang: Lang) -> None:
    """Link to the parts of a page that findings have made long."""
    if not (atlas.summary or atlas.statements or atlas.priorities):
        return
    words = Text("Isi halaman", "On this page")
    listing = SubElement(
        SubElement(header, "nav", {"class": "contents", "aria-label": words.to(lang)}), "ul"
    )
    for heading, shown in (
        (SUMMARY, bool(atlas.summary)),
        (_MAPS, True),
        (STUDY, bool(atlas.statements)),
        (_GAPS, True),
        (PRIORITIES, bool(atlas.priorities)),
        (CHANGES, changes is not None and not changes.villages.empty),
        (_DOWNLOAD_FILES, True),
    ):
        if shown:
            target = {"href": f"#{anchor(heading)}"}
            add(SubElement(listing, "li"), "a", heading.to(lang), target)


def _without_figure(atlas: Atlas) -> Text:
    if any(gap.reason == "to_check" for gap in atlas.gaps):
        return Text("tidak melapor atau perlu diperiksa", "did not report, or must be checked")
    return Text("tidak melapor", "did not report")


def _map_section(
    main: Element, maps: Sequence[MapSpec], files: Mapping[str, Sequence[Path]], lang: Lang
) -> None:
    section = add_section(main, _MAPS, lang)
    grid = SubElement(section, "div", {"class": "maps"})
    for spec in maps:
        interactive = spec.kind == "interactive"
        article = SubElement(grid, "article", {"id": map_anchor(spec)})
        if interactive:
            article.set("class", "main")
        picture = _picture(spec, maps, files)
        if picture is not None:
            SubElement(article, "img", src=_thumbnail(picture), alt=spec.title.to(lang))
        add(article, "h3", spec.title.to(lang))
        add(article, "p", spec.description.to(lang))
        links = SubElement(article, "p", {"class": "formats"})
        for path in files[spec.id]:
            words = Text("Buka peta", "Open the map") if interactive else _format_name(path)
            attributes = {"href": f"maps/{path.name}"} | (
                {"class": "button"} if interactive else {}
            )
            link = add(links, "a", words.to(lang), attributes)
            link.tail = " "


def _picture(
    spec: MapSpec, maps: Sequence[MapSpec], files: Mapping[str, Sequence[Path]]
) -> Path | None:
    """Return a map's own picture, or for a page that of the map of its first layer."""
    shown = [spec, *(other for other in maps if other.layers == spec.layers[:1])]
    pictures = (path for other in shown for path in files[other.id] if path.suffix == ".png")
    return next(pictures, None)


def _gap_section(main: Element, atlas: Atlas, lang: Lang) -> None:
    ranked = [gap for gap in atlas.gaps if gap.rank]
    section = add_section(main, _GAPS, lang)
    if not ranked:
        add(section, "p", Text("Tidak ada.", "None.").to(lang))
        return
    labels = atlas.config.labels
    columns = (
        (Text("No.", "No."), "n"),
        (labels.desa, ""),
        (labels.kecamatan, ""),
        (Text("kurang", "missing"), "n"),
        (Text("alasan", "reason"), ""),
    )
    rows = [_gap_row(gap, atlas, lang) for gap in ranked[:_WORST]]
    add_ranking(section, _GAPS, columns, rows, lang)


def _gap_row(gap: Gap, atlas: Atlas, lang: Lang) -> tuple[str, ...]:
    village = atlas.villages.loc[gap.kode]
    return (
        str(gap.rank),
        str(village["desa"]),
        str(village["kecamatan"]),
        number(gap.missing, lang),
        gap.sentence.to(lang),
    )


def _download_section(main: Element, folder: Path, lang: Lang) -> None:
    section = add_section(main, _DOWNLOAD_FILES, lang)
    listing = SubElement(section, "ul")
    for name, words in _DOWNLOADS:
        if name == "manifest.json" or (folder / name).is_file():
            add(SubElement(listing, "li"), "a", words.to(lang), {"href": name})


def _source_section(main: Element, atlas: Atlas, lang: Lang) -> None:
    section = add_section(main, Text("Sumber dan catatan", "Sources and notes"), lang)
    listing = SubElement(section, "ul")
    for source in atlas.sources:
        details = [part for part in (source.publisher, source.date, source.licence) if part]
        add(listing, "li", ", ".join([source.title, *details]))
    if atlas.approximate:
        note = Text(
            "Batas wilayah adalah perkiraan (sel Voronoi), bukan batas resmi.",
            "The boundaries are approximate (Voronoi cells), not official.",
        )
        add(listing, "li", note.to(lang))
    for remark in atlas.remarks:
        add(listing, "li", remark.to(lang))


def _format_name(path: Path) -> Text:
    if path.suffix == ".txt":
        return Text("Keterangan", "Caption")
    return Text(path.suffix[1:].upper(), path.suffix[1:].upper())


def _thumbnail(picture: Path) -> str:
    with Image.open(picture) as image:
        height = round(image.height * _THUMBNAIL_WIDTH / image.width)
        small = image.convert("RGB").resize(
            (_THUMBNAIL_WIDTH, height), Image.Resampling.LANCZOS, reducing_gap=3.0
        )
    stream = io.BytesIO()
    small.quantize(128).save(stream, format="PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
