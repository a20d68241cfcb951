"""Build the parts of an HTML page as elements; text is text, never markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from wksbm.maps.spec import MapSpec
from wksbm.text import Lang, Text


def add(
    parent: Element, tag: str, text: str, attributes: Mapping[str, str] | None = None
) -> Element:
    """Append an element that holds a text, and return it."""
    element = SubElement(parent, tag, dict(attributes or {}))
    element.text = text
    return element


def add_section(main: Element, heading: Text, lang: Lang) -> Element:
    """Append a section with its heading of the second level, to which the page can link."""
    section = SubElement(main, "section", {"id": anchor(heading)})
    add(section, "h2", heading.to(lang))
    return section


def add_ranking(
    section: Element,
    heading: Text,
    columns: Sequence[tuple[Text, str]],
    rows: Sequence[Sequence[str]],
    lang: Lang,
    *,
    kind: str = "",
) -> None:
    """
    Append a table that scrolls by itself where it is wider than the page.

    Parameters
    ----------
    section
        Where it goes.
    heading
        What the table is called for those who do not see it.
    columns
        Heading and class of each column; class ``n`` is for numbers.
    rows
        The cells as text.
    lang
        Language of the headings.
    kind
        Class of the table, for the look on phones, where each cell of a class other than ``n``
        and the empty one shows its column's heading.
    """
    region = {"class": "scroll", "tabindex": "0", "role": "region", "aria-label": heading.to(lang)}
    table = SubElement(SubElement(section, "div", region), "table")
    if kind:
        table.set("class", kind)
    head = SubElement(SubElement(table, "thead"), "tr")
    for words, style in columns:
        text = words.to(lang)
        add(head, "th", text[:1].upper() + text[1:], {"scope": "col", "class": style})
    body = SubElement(table, "tbody")
    for cells in rows:
        row = SubElement(body, "tr")
        for text, (words, style) in zip(cells, columns, strict=True):
            cell = add(row, "td", text, {"class": style} if style else {})
            if style not in ("", "n"):
                cell.set("data-label", words.to(lang))


def anchor(heading: Text) -> str:
    """Return the id of the section with this heading."""
    return re.sub(r"\W+", "-", heading.id.casefold())


def map_anchor(spec: MapSpec) -> str:
    """Return the id of a map's place on the page."""
    return f"peta-{spec.id}"
