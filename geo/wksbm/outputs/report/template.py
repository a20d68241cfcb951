"""Open the template that gives a report its look, and say what is wrong with it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import accumulate
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.styles import BabelFish
from lxml.etree import XMLSyntaxError, _Element

from wksbm.errors import InputError, Problem
from wksbm.outputs.report.active_content import without_active_content
from wksbm.outputs.report.package import pack, unpack
from wksbm.text import Text

MARKER = "[[LAPORAN]]"
STYLES = (
    "Normal",
    "Title",
    "Subtitle",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "Caption",
    "List Bullet",
    "toc 1",
    "toc 2",
    "table of figures",
    "Judul Daftar",
    "Peringatan",
    "Gambar",
    "Isi Tabel",
    "Angka Tabel",
    "Catatan",
    "Tabel Atlas",
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TABLE_STYLE = "Tabel Atlas"
_MOST_BYTES = 200 << 20
_LEAST_MM = 80.0
_EMU_PER_MM = 36_000
_CURE = Text(
    "Ubah salinan templat bawaan: wksbm report --save-template BERKAS.docx",
    "Change a copy of the template that comes with it: wksbm report --save-template FILE.docx",
)


def shipped_template() -> bytes:
    """Return the template that comes with the atlas."""
    return (files("wksbm.outputs.report") / "template.docx").read_bytes()


@dataclass(frozen=True)
class Template:
    """
    What gives a report its look.

    Parameters
    ----------
    content
        A DOCX without anything that fetches, runs or opens something.
    dropped
        What was taken out of the user's template, and how often.
    """

    content: bytes
    dropped: tuple[Text, ...] = ()

    def open(self) -> DocumentType:
        """Return the document, whose styles are named as Word names them."""
        document = Document(io.BytesIO(self.content))
        _name_styles_alike(document)
        return document


def read_template(path: Path | None) -> Template:
    """
    Read a template.

    Parameters
    ----------
    path
        A ``.docx`` (or ``.dotx``, ``.docm``, ``.dotm``) of the user's, or None for the one that
        comes with the atlas.

    Returns
    -------
    Template
        What stands before the marker ``[[LAPORAN]]`` and after it is kept; without a marker the
        report comes last. External relations, macros, embedded objects and fields that fetch
        something are dropped.

    Raises
    ------
    InputError
        If it is no Word document, lacks styles, or leaves no room for text.
    """
    if path is None:
        return Template(shipped_template())
    name = path.name
    template = _read(path, name)
    document = template.open()
    known = {(style.name, style.type) for style in document.styles}
    missing = [style for style in STYLES if (style, _type_of(style)) not in known]
    if missing:
        raise InputError(
            Problem(
                Text("templat tidak memuat gaya", "the template lacks styles"),
                file=name,
                expected=Text(", ".join(missing), ", ".join(missing)),
                cure=_CURE,
            )
        )
    section = document.sections[-1]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    if width < _LEAST_MM * _EMU_PER_MM:
        raise InputError(
            Problem(
                Text("kolom teks templat terlalu sempit", "the template's text is too narrow"),
                file=name,
                found=f"{width / _EMU_PER_MM:.0f} mm",
                expected=Text(f"sedikitnya {_LEAST_MM:.0f} mm", f"at least {_LEAST_MM:.0f} mm"),
                cure=_CURE,
            )
        )
    return template


def _type_of(style: str) -> WD_STYLE_TYPE:
    """Return what a style must be for: a style of that name for runs is none for paragraphs."""
    return WD_STYLE_TYPE.TABLE if style == _TABLE_STYLE else WD_STYLE_TYPE.PARAGRAPH


def _name_styles_alike(document: DocumentType) -> None:
    """Spell the names of styles as Word does: LibreOffice saves ``Heading 1`` for ``heading 1``."""
    wanted = {name.casefold(): name for name in STYLES}
    for style in document.styles:
        name = wanted.get(str(style.name).casefold())
        if name is not None:
            style.name = BabelFish.ui2internal(name)


def cut_at_marker(document: DocumentType) -> list[_Element]:
    """Take the marker and all that follows it out of the document; return what followed."""
    body = document.element.body
    for child in list(body):
        if child.tag == qn("w:p") and MARKER in "".join(child.itertext()):
            after = [other for other in child.itersiblings() if other.tag != qn("w:sectPr")]
            for element in (child, *after):
                body.remove(element)
            return after
    return []


def fill_places(document: DocumentType, places: Mapping[str, str]) -> None:
    """
    Write texts in the places that a template keeps for them.

    Parameters
    ----------
    document
        With ``[[JUDUL]]`` or the like in a paragraph of the body, a header or a footer.
    places
        Text by the name of its place.
    """
    parts = [document.element.body]
    for section in document.sections:
        for part in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        ):
            if not part.is_linked_to_previous:
                parts.append(part._element)
    wanted = re.compile("|".join(re.escape(f"[[{name}]]") for name in places))
    for part in parts:
        for element in part.iter(qn("w:p")):
            _fill(element, wanted, places)


def _fill(paragraph: _Element, wanted: re.Pattern[str], places: Mapping[str, str]) -> None:
    """Fill the places of one paragraph, which Word may have parted into several runs."""
    nodes = [
        node
        for node in paragraph.iter(qn("w:t"))
        if next(node.iterancestors(qn("w:p"))) is paragraph
    ]
    lengths = [len(node.text or "") for node in nodes]
    begins = [0, *accumulate(lengths)]
    whole = "".join(node.text or "" for node in nodes)
    for found in reversed(list(wanted.finditer(whole))):
        filling = places[found[0].strip("[]")]
        for node, begin, length in zip(nodes, begins, lengths, strict=False):
            first, last = max(found.start() - begin, 0), min(found.end() - begin, length)
            if first < last:
                text = node.text or ""
                node.text = text[:first] + filling + text[last:]
                node.set(_SPACE, "preserve")
                filling = ""


def _read(path: Path, name: str) -> Template:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            Problem(
                Text("templat tidak dapat dibaca", "the template cannot be read"),
                file=name,
                found=error.strerror,
            )
        ) from error
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > _MOST_BYTES:
            raise ValueError(f"{size >> 20} MB")
        parts = unpack(content)
        dropped = without_active_content(parts)
        template = Template(pack(parts), dropped)
        document = Document(io.BytesIO(template.content))
        _ = list(document.styles), document.sections[-1]
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        KeyError,
        ValueError,
        IndexError,
        XMLSyntaxError,
        AttributeError,
    ) as error:
        raise InputError(
            Problem(
                Text("templat bukan dokumen Word", "the template is no Word document"),
                file=name,
                found=str(error) if isinstance(error, ValueError) else type(error).__name__,
                expected=Text("berkas .docx", "a .docx file"),
                cure=_CURE,
            )
        ) from error
    return template
