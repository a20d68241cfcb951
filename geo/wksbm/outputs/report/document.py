"""Put the report together as a Word document."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from wksbm.atlas.inputs import Inputs
from wksbm.layers.model import Atlas
from wksbm.maps.caption import SAMPLE, plain
from wksbm.outputs.report.annexes import (
    write_gaps,
    write_method,
    write_priorities,
    write_reach,
    write_sources,
)
from wksbm.outputs.report.chapters import (
    write_districts,
    write_front,
    write_maps,
    write_study,
    write_summary,
)
from wksbm.outputs.report.manuscript import Manuscript
from wksbm.outputs.report.package import pack, unpack
from wksbm.outputs.report.pictures import Picture
from wksbm.outputs.report.quality import write_quality
from wksbm.outputs.report.template import Template, cut_at_marker, fill_places

_LANGUAGE = {"id": "id-ID", "en": "en-GB"}
_CREATOR = "WKSBM Atlas"
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
_AFTER_UPDATE_FIELDS = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids")


def make_document(
    atlas: Atlas,
    inputs: Inputs,
    pictures: Sequence[Picture],
    template: Template,
    *,
    pages: Mapping[str, int] | None = None,
) -> bytes:
    """
    Write the report as DOCX.

    Parameters
    ----------
    atlas, inputs
        What is reported.
    pictures
        The maps.
    template
        What gives the report its look.
    pages
        Page of each bookmark, for the copy that LibreOffice turns into ODT and PDF; None leaves
        them to Word (see `Manuscript`).

    Returns
    -------
    bytes
        The same for the same input; it bears no time and nobody's name.
    """
    document = template.open()
    lang = atlas.config.lang
    title = plain(atlas.config.title.to(lang))
    warning = SAMPLE.to(lang).upper() if atlas.sample else ""
    fill_places(document, {"JUDUL": title, "PERINGATAN": warning})
    after = cut_at_marker(document)
    script = Manuscript(document, lang, pages=pages)
    write_front(script, atlas, figures=bool(pictures))
    write_summary(script, atlas)
    write_study(script, atlas)
    write_districts(script, atlas)
    write_maps(script, pictures)
    write_gaps(script, atlas)
    write_priorities(script, atlas)
    write_reach(script, atlas)
    write_method(script, atlas, pictures)
    write_quality(script, atlas, inputs.published)
    write_sources(script, atlas)
    script.finish()
    end = document.element.body.sectPr
    for element in after:
        end.addprevious(element)
    _describe(document, title, _LANGUAGE[lang])
    if pages is None:
        _renew_fields(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return pack(unpack(buffer.getvalue()))


def _describe(document: Document, title: str, language: str) -> None:
    """Set title and language; take out who and when."""
    properties = document.core_properties
    properties.title, properties.language = title, language
    properties.author = properties.last_modified_by = _CREATOR
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = _MADE
    properties.revision = 1
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)


def _renew_fields(document: Document) -> None:
    """Ask Word to compute contents and numbers when it opens the document."""
    settings = document.settings.element
    for element in settings.findall(qn("w:updateFields")):
        settings.remove(element)
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    later = {qn(f"w:{name}") for name in _AFTER_UPDATE_FIELDS}
    following = next((child for child in settings if child.tag in later), None)
    if following is None:
        settings.append(update)
    else:
        following.addprevious(update)
