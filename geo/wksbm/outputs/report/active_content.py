"""Take out of a Word template what would fetch, run or open something for whoever reads the report.

What is kept is listed, not what is dropped: relations to parts that only hold text, looks and
pictures, links to web pages and mail, and fields that count, number and refer.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from wksbm.text import Text

_PARTS = re.compile(
    "officeDocument|core-properties|extended-properties|custom-properties|styles|"
    "stylesWithEffects|settings|webSettings|fontTable|theme|themeOverride|numbering|footnotes|"
    "endnotes|comments|header|footer|image|font|glossaryDocument|chart|chartStyle|"
    "chartColorStyle|chartUserShapes|diagram(?:Data|Layout|QuickStyle|Colors|Drawing)"
)
_FIELDS = re.compile(
    "PAGE|NUMPAGES|SECTION|SECTIONPAGES|DATE|TIME|CREATEDATE|SAVEDATE|PRINTDATE|TITLE|SUBJECT|"
    "AUTHOR|KEYWORDS|COMMENTS|DOCPROPERTY|FILENAME|STYLEREF|REF|PAGEREF|NOTEREF|TOC|TC|TA|TOA|SEQ|"
    "INDEX|XE|IF|=.*|SYMBOL|EQ|NUMWORDS|NUMCHARS",
    re.IGNORECASE,
)
_WEB = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_MARK = re.compile("#")
_ADDRESSES = frozenset({"src", "href", "{urn:schemas-microsoft-com:office:office}href"})
_MACRO = Text("makro", "macros")
_OBJECT = Text("objek tertanam", "embedded objects")
_LINK = Text("tautan ke berkas lain", "links to other files")
_FIELD = Text("bidang yang mengambil isi dari luar", "fields that fetch something")
_NAMED: dict[str, Text] = {
    "attachedTemplate": Text("templat induk di luar berkas", "a template of its own elsewhere"),
    "subDocument": Text("dokumen bagian", "sub-documents"),
    "aFChunk": Text("dokumen sisipan", "inserted documents"),
    "frame": Text("bingkai halaman web", "frames of web pages"),
    "image": Text("gambar di luar berkas", "pictures elsewhere"),
    "hyperlink": _LINK,
    "customXml": Text("data XML sisipan", "attached XML data"),
    **dict.fromkeys(("oleObject", "package", "control", "activeXControlBinary"), _OBJECT),
    **dict.fromkeys(
        ("vbaProject", "wordVbaData", "keyMapCustomizations", "attachedToolbars", "extensibility"),
        _MACRO,
    ),
    **dict.fromkeys(
        ("mailMergeSource", "mailMergeHeaderSource", "recipientData"),
        Text("sumber data surat massal", "sources of mail merge"),
    ),
}
_OTHER = Text("bagian lain", "other parts")
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_DOCUMENTS = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.template\.main|"
    rb"ms-word\.(?:document\.macroEnabled|template\.macroEnabledTemplate)\.main)\+xml"
)
_TYPES = "[Content_Types].xml"
_RELATIONS = "/relationships"


def without_active_content(parts: MutableMapping[str, bytes]) -> tuple[Text, ...]:
    """
    Drop external relations, macros, embedded objects and fields that fetch, from a package.

    Parameters
    ----------
    parts
        Content of a DOCX (or DOTX, DOCM, DOTM) by name; changed, so that it is a DOCX.

    Returns
    -------
    tuple of Text
        What was dropped and how often, most often first; empty if there was nothing.

    Raises
    ------
    lxml.etree.XMLSyntaxError
        If a part is not well formed.
    """
    dropped: Counter[Text] = Counter()
    references: dict[str, set[str]] = {}
    for name in [name for name in parts if name.endswith(".rels")]:
        relations = _parsed(parts[name])
        active = [relation for relation in relations if not _is_kept(relation)]
        dropped.update(map(_meaning, active))
        references[_owner(name)] = {relation.get("Id", "") for relation in active}
        for relation in active:
            relations.remove(relation)
        if active:
            parts[name] = _written(relations)
    for name in [name for name in parts if not name.endswith(".rels")]:
        try:
            root = _parsed(parts[name])
        except etree.XMLSyntaxError:
            if name.endswith(".xml"):
                raise
            continue
        before = etree.tostring(root)
        _clean(root, references.get(name, set()), dropped)
        if etree.tostring(root) != before:
            parts[name] = _written(root)
    if _TYPES in parts:
        parts[_TYPES] = _OTHER_DOCUMENTS.sub(_DOCUMENT.encode(), parts[_TYPES])
    return tuple(
        Text(f"{words.id} ({count})", f"{words.en} ({count})")
        for words, count in dropped.most_common()
        if count
    )


def _owner(relations: str) -> str:
    """Return the part whose relations a ``.rels`` part holds; empty for the package's own."""
    folder, name = posixpath.split(relations)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _kind(relation: _Element) -> str:
    return str(relation.get("Type", "")).rstrip("/").rsplit("/", 1)[-1]


def _is_kept(relation: _Element) -> bool:
    if relation.get("TargetMode", "Internal") == "Internal":
        return bool(_PARTS.fullmatch(_kind(relation)))
    return _kind(relation) == "hyperlink" and bool(_WEB.match(relation.get("Target", "")))


def _meaning(relation: _Element) -> Text:
    return _NAMED.get(_kind(relation), _OTHER)


def _clean(root: _Element, removed: set[str], dropped: Counter[Text]) -> None:
    for element in list(root.iter(etree.Element)):
        if removed & {str(value) for key, value in element.attrib.items() if _is_reference(key)}:
            _remove_reference(element)
    for element in list(root.iter(qn("w:entryMacro"), qn("w:exitMacro"))):
        dropped[_MACRO] += 1
        _remove(element)
    for element in root.iter(etree.Element):
        for key in _ADDRESSES & set(element.attrib):
            harmless = _MARK if key == "src" else _WEB
            if not harmless.match(str(element.attrib[key])):
                dropped[_LINK] += 1
                del element.attrib[key]
    dropped[_FIELD] += sum(map(_unlink_simple, list(root.iter(qn("w:fldSimple")))))
    dropped[_FIELD] += sum(map(_unlink, list(_complex_fields(root))))


def _is_reference(key: str) -> bool:
    return (etree.QName(key).namespace or "").endswith(_RELATIONS)


def _remove_reference(element: _Element) -> None:
    """Remove what refers to a dropped relation: a link keeps its words, an object goes whole."""
    if element.tag == qn("w:hyperlink"):
        _unwrap(element)
        return
    if etree.QName(element).localname.startswith("hlink"):
        _remove(element)
        return
    whole = {qn("w:object"), qn("w:drawing"), qn("w:pict"), qn("w:mailMerge")}
    _remove(next((above for above in element.iterancestors() if above.tag in whole), element))


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: _Element) -> None:
    """Put what an element holds in its place."""
    for child in list(element):
        element.addprevious(child)
    _remove(element)


def _is_harmless(instruction: str) -> bool:
    """Tell whether a field may stay: its name is known, and a link leads to the web or a mark."""
    name, _, rest = instruction.strip().partition(" ")
    if name.upper() != "HYPERLINK":
        return bool(_FIELDS.fullmatch(name))
    target = re.match(r'"([^"]*)"|[^\s\\"]\S*', rest.strip())
    return target is None or bool(_WEB.match(target[1] or target[0]))


def _unlink_simple(element: _Element) -> bool:
    if _is_harmless(element.get(qn("w:instr"), "")):
        return False
    _unwrap(element)
    return True


@dataclass
class _Field:
    """A field of several runs; computed, when another one gives its name or its address."""

    marks: list[_Element] = field(default_factory=list)
    instruction: str = ""
    has_result: bool = False
    is_computed: bool = False


def _complex_fields(root: _Element) -> Iterator[_Field]:
    """Yield each field between begin and end, the inner ones first; also what is left open."""
    stack: list[_Field] = []
    for element in root.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:delInstrText")):
        kind = element.get(qn("w:fldCharType"))
        if kind == "begin":
            if stack and not stack[-1].has_result:
                named = re.match(r"\s*(\S+)\s", stack[-1].instruction)
                stack[-1].is_computed |= named is None or named[1].upper() == "HYPERLINK"
            stack.append(_Field())
        if not stack:
            continue
        found = stack[-1]
        found.marks.append(element)
        if kind == "separate":
            found.has_result = True
        elif kind == "end":
            yield stack.pop()
        elif kind is None and not found.has_result:
            found.instruction += element.text or ""
    yield from stack


def _unlink(found: _Field) -> bool:
    """Take a field's marks away unless it is harmless; its last result stays as text."""
    if _is_harmless(found.instruction) and not found.is_computed:
        return False
    for mark in found.marks:
        _remove(mark)
    return True


def _parsed(content: bytes) -> _Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _written(root: _Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
