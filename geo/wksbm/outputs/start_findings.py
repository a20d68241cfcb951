"""The findings on the start page: the summary, the study's profile, and the first priorities."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from wksbm.layers.model import Atlas, Priority, Statement
from wksbm.maps.spec import MapSpec
from wksbm.outputs.elements import add, add_ranking, add_section, map_anchor
from wksbm.text import Lang, Text, number

SUMMARY = Text("Temuan", "Findings")
STUDY = Text("Profil penelitian", "The study's profile")
PRIORITIES = Text("Prioritas", "Priorities")
_FIRST = 10
_REASONS = 2
_VERDICTS = {
    "agrees": Text("sesuai", "agrees"),
    "differs": Text("berbeda", "differs"),
    "unclear": Text("belum jelas", "unclear"),
    "no_data": Text("tidak ada data", "no data"),
}


def summary_section(main: Element, atlas: Atlas, maps: Mapping[str, MapSpec], lang: Lang) -> None:
    """
    Add the summary of all findings; nothing when there is none.

    Parameters
    ----------
    main
        Where the section goes.
    atlas
        The built atlas.
    maps
        The printed map of each layer that has one, to which a finding links.
    lang
        Language.
    """
    if not atlas.summary:
        return
    section = add_section(main, SUMMARY, lang)
    grid = SubElement(section, "div", {"class": "findings"})
    for finding in atlas.summary:
        article = SubElement(grid, "article", {"class": finding.id})
        add(article, "h3", finding.heading.to(lang))
        add(article, "p", " ".join(sentence.to(lang) for sentence in finding.sentences))
        _link(article, finding.layer, maps, lang)


def study_section(main: Element, atlas: Atlas, maps: Mapping[str, MapSpec], lang: Lang) -> None:
    """Add the study's statements with what the data say of each; nothing when there is none."""
    if not atlas.statements:
        return
    section = add_section(main, STUDY, lang)
    lead = Text(
        "Pernyataan penelitian tentang WKSBM di Gunungkidul, dihitung ulang dari data di atlas "
        "ini.",
        "What the study of WKSBM in Gunungkidul stated, recomputed from the data of this atlas.",
    )
    add(section, "p", lead.to(lang), {"class": "hint"})
    listing = SubElement(section, "ul", {"class": "profile"})
    for statement in atlas.statements:
        item = SubElement(listing, "li")
        add(item, "h3", statement.claim.to(lang))
        _add_statement(item, statement, lang)
        caveat = add(item, "p", statement.caveat.to(lang), {"class": "caveat"})
        _link(caveat, statement.layer, maps, lang)


def priority_section(main: Element, atlas: Atlas, lang: Lang) -> None:
    """Add the villages that come first; nothing when no village could be judged."""
    if not atlas.priorities:
        return
    section = add_section(main, PRIORITIES, lang)
    labels = atlas.config.labels
    lead = Text(
        f"Urutan menurut kekurangan kelompok, kebutuhan, dan kekurangan di {labels.desa.id} "
        "sekitarnya. Rentang adalah peringkat paling depan dan paling belakang bila cara "
        "menghitungnya diganti; rentang yang lebar berarti peringkatnya bergantung pada cara itu.",
        f"Order by shortfall, need and the shortfall of the neighbours of each {labels.desa.en}. "
        "The range is the first and the last rank under other reasonable ways to compute it; a "
        "wide range means that the rank depends on that choice.",
    )
    add(section, "p", lead.to(lang), {"class": "hint"})
    columns = (
        (Text("No.", "No."), "n"),
        (Text("rentang", "range"), "range"),
        (labels.desa, ""),
        (labels.kecamatan, ""),
        (Text("alasan", "reasons"), ""),
    )
    rows = [_priority_row(priority, atlas, lang) for priority in atlas.priorities[:_FIRST]]
    add_ranking(section, PRIORITIES, columns, rows, lang, kind="priorities")


def _priority_row(priority: Priority, atlas: Atlas, lang: Lang) -> tuple[str, ...]:
    village = atlas.villages.loc[priority.kode]
    ends = [number(rank, lang) for rank in sorted({priority.best, priority.worst})]
    reasons = [reason.to(lang).rstrip(". ") for reason in priority.reasons[:_REASONS]]
    return (
        number(priority.rank, lang),
        "–".join(ends),
        str(village["desa"]),
        str(village["kecamatan"]),
        " ".join(f"{reason}." for reason in reasons),
    )


def _add_statement(item: Element, statement: Statement, lang: Lang) -> None:
    """Write what the data say, after the verdict where there is one."""
    verdict = _VERDICTS.get(statement.verdict)
    if verdict is None:
        add(item, "p", statement.sentence.to(lang))
        return
    paragraph = SubElement(item, "p")
    style = {"class": f"verdict {statement.verdict}"}
    word = add(paragraph, "strong", verdict.to(lang), style)
    word.tail = f" {statement.sentence.to(lang)}"


def _link(parent: Element, layer: str | None, maps: Mapping[str, MapSpec], lang: Lang) -> None:
    """Link to the printed map of a layer, if it has one."""
    if layer is None or layer not in maps:
        return
    if parent.text:
        parent.text += " "
    spec = maps[layer]
    words = Text(f"Peta: {spec.title.id}", f"Map: {spec.title.en}")
    target = {"href": f"#{map_anchor(spec)}"}
    add(parent if parent.tag == "p" else SubElement(parent, "p"), "a", words.to(lang), target)
