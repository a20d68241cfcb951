"""Fields, bookmarks and links of a Word document: what Word numbers and counts by itself."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def add_field(parent: Paragraph, instruction: str, result: str) -> None:
    """Append a field with the result that is shown until it is computed again."""
    open_field(parent._p, instruction)
    parent.add_run(result)
    close_field(parent._p)


def open_field(parent: _Element, instruction: str) -> None:
    """Begin a field; what is appended until `close_field` is its result."""
    _mark(parent, "begin")
    run = _element("w:r")
    code = _element("w:instrText")
    code.set(_SPACE, "preserve")
    code.text = f" {instruction} "
    run.append(code)
    parent.append(run)
    _mark(parent, "separate")


def close_field(parent: _Element) -> None:
    """End the field that was opened last."""
    _mark(parent, "end")


def bookmark(paragraph: Paragraph, number: int, name: str) -> None:
    """Make the whole content of a paragraph a bookmark."""
    start, end = _element("w:bookmarkStart"), _element("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    first = next((child for child in paragraph._p if child.tag != qn("w:pPr")), None)
    if first is None:
        paragraph._p.append(start)
    else:
        first.addprevious(start)
    paragraph._p.append(end)


def add_link(paragraph: Paragraph, text: str, target: str, *, page: int | None) -> None:
    """
    Append a link to a bookmark.

    Parameters
    ----------
    paragraph
        Where it goes.
    text
        What is shown.
    target
        Name of the bookmark.
    page
        Number of its page, shown after a tab; None to show none.
    """
    link = _element("w:hyperlink")
    link.set(qn("w:anchor"), target)
    link.set(qn("w:history"), "1")
    paragraph._p.append(link)
    link.append(_run(paragraph, text))
    if page is not None:
        link.append(_run(paragraph, f"\t{page}"))


def _run(paragraph: Paragraph, text: str) -> _Element:
    run = _element("w:r")
    Run(run, paragraph).text = text
    return run


def _mark(parent: _Element, kind: str) -> None:
    run, mark = _element("w:r"), _element("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    parent.append(run)


def _element(tag: str) -> _Element:
    return OxmlElement(tag)
