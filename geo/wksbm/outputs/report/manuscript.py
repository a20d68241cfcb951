"""Write a Word document into a template: headings, tables, figures with captions, contents."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.text.paragraph import Paragraph
from lxml.etree import SubElement, _Element

from wksbm.maps.caption import plain
from wksbm.outputs.report.fields import add_field, add_link, bookmark, close_field, open_field
from wksbm.text import Lang, Text

EMU_PER_MM = 36_000
_TWIPS_PER_MM = 1440 / 25.4
_FIGURE = Text("Gambar", "Figure")
_HEADING_LEVELS = 2


@dataclass(frozen=True)
class Column:
    """
    One column of a table.

    Parameters
    ----------
    heading
        Its name.
    width
        Share of the width of the text; all columns together are 1.
    numeric
        True to set its cells at the right.
    """

    heading: Text
    width: float
    numeric: bool = False


@dataclass(frozen=True)
class _Place:
    """Something that a list at the front names, and where it stands."""

    text: str
    bookmark: str
    style: str


class Manuscript:
    """
    A document that is being written, from the front to the back.

    Parameters
    ----------
    document
        The opened template; what is written is appended to it.
    lang
        Language of the words "Gambar" and "Figure".
    pages
        Page of each bookmark, where it is known: shown in the lists at the front. None leaves the
        numbers to Word, which makes the lists again when the document is opened.
    """

    def __init__(self, document: Document, lang: Lang, *, pages: Mapping[str, int] | None) -> None:
        self.document = document
        self.lang = lang
        self.pages = pages
        self._headings: list[_Place] = []
        self._figures: list[_Place] = []
        self._lists: list[tuple[Paragraph, Literal["headings", "figures"]]] = []
        self._bookmarks = 0

    @property
    def text_width(self) -> float:
        """Width of the text in millimetres."""
        section = self.document.sections[-1]
        width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        return float(width) / EMU_PER_MM

    @property
    def text_height(self) -> float:
        """Height of the text in millimetres."""
        section = self.document.sections[-1]
        height = (
            (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
        )
        return float(height) / EMU_PER_MM

    def heading(self, text: Text, level: int) -> None:
        """Add a heading that the table of contents names."""
        paragraph = self.document.add_paragraph(self._plain(text), f"Heading {level}")
        name = self._bookmark(paragraph, "WksbmBab")
        if level <= _HEADING_LEVELS:
            self._headings.append(_Place(paragraph.text, name, f"toc {level}"))

    def paragraph(self, text: Text | str, style: str = "Normal") -> Paragraph:
        """Add a paragraph; nothing in the text is markup."""
        return self.document.add_paragraph(self._plain(text), style)

    def lead(self, head: Text, text: Text | str, style: str = "List Bullet") -> None:
        """Add a paragraph that begins with some words in bold."""
        paragraph = self.document.add_paragraph(style=style)
        paragraph.add_run(f"{self._plain(head)}: ").bold = True
        paragraph.add_run(self._plain(text))

    def page_break(self) -> None:
        """Go on at the top of a new page."""
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def contents(self, heading: Text, what: Literal["headings", "figures"]) -> None:
        """Add a list of all headings or figures, whatever comes later; filled by `finish`."""
        self.paragraph(heading, "Judul Daftar")
        self._lists.append((self.document.add_paragraph(), what))

    def figure(
        self, png: bytes, caption: Text, note: Text, alternative: Text, *, height: float
    ) -> None:
        """
        Add a picture with a numbered caption.

        Parameters
        ----------
        png
            The picture.
        caption
            Its title, which the list of figures names.
        note
            What is said below that.
        alternative
            What it shows, for those who do not see it.
        height
            Most height in millimetres; it is as wide as the text unless that is too high.
        """
        paragraph = self.document.add_paragraph(style="Gambar")
        width = Emu(round(self.text_width * EMU_PER_MM))
        picture = paragraph.add_run().add_picture(io.BytesIO(png), width=width)
        most = round(height * EMU_PER_MM)
        if picture.height > most:
            picture.width = Emu(round(picture.width * most / picture.height))
            picture.height = Emu(most)
        number = len(self._figures) + 1
        properties = picture._inline.docPr
        word = _FIGURE.to(self.lang)
        properties.set("name", f"{word} {number}")
        properties.set("descr", self._plain(alternative))
        below = self.document.add_paragraph(style="Caption")
        below.add_run(f"{word} ").bold = True
        add_field(below, "SEQ Gambar \\* ARABIC", str(number))
        below.add_run(f". {self._plain(caption)}")
        below.paragraph_format.keep_with_next = True
        name = self._bookmark(below, "WksbmGambar")
        self._figures.append(_Place(below.text, name, "table of figures"))
        self.paragraph(note, "Catatan")

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Text | str]]) -> None:
        """Add a table whose head is repeated on every page and whose rows are not broken."""
        table = _table_frame([column.width for column in columns], self.text_width, self._style_id)
        self._row(table, [column.heading for column in columns], columns, head=True)
        for row in rows:
            self._row(table, row, columns, head=False)
        last = self.document.add_paragraph("", "Catatan")
        last._p.addprevious(table)

    def finish(self) -> None:
        """Fill the lists at the front."""
        for paragraph, what in self._lists:
            places = self._headings if what == "headings" else self._figures
            code = f'TOC \\o "1-{_HEADING_LEVELS}" \\h \\z \\u'
            self._fill(
                paragraph, places, code if what == "headings" else 'TOC \\h \\z \\c "Gambar"'
            )

    def _fill(self, anchor: Paragraph, places: Sequence[_Place], code: str) -> None:
        for number, place in enumerate(places):
            line = anchor.insert_paragraph_before(style=place.style)
            if number == 0:
                open_field(line._p, code)
            add_link(line, place.text, place.bookmark, page=self._page(place))
            if number == len(places) - 1:
                close_field(line._p)
        anchor._p.getparent().remove(anchor._p)

    def _page(self, place: _Place) -> int | None:
        return None if self.pages is None else self.pages.get(place.bookmark, 0)

    def _bookmark(self, paragraph: Paragraph, kind: str) -> str:
        self._bookmarks += 1
        name = f"{kind}{self._bookmarks}"
        bookmark(paragraph, self._bookmarks, name)
        return name

    def _row(
        self, table: _Element, cells: Sequence[Text | str], columns: Sequence[Column], *, head: bool
    ) -> None:
        row = SubElement(table, qn("w:tr"))
        properties = SubElement(row, qn("w:trPr"))
        SubElement(properties, qn("w:cantSplit"))
        if head:
            SubElement(properties, qn("w:tblHeader"))
        for text, column in zip(cells, columns, strict=True):
            cell = SubElement(row, qn("w:tc"))
            width = SubElement(SubElement(cell, qn("w:tcPr")), qn("w:tcW"))
            width.set(qn("w:w"), str(round(column.width * self.text_width * _TWIPS_PER_MM)))
            width.set(qn("w:type"), "dxa")
            style = "Angka Tabel" if column.numeric else "Isi Tabel"
            for line in self._lines(text):
                paragraph = Paragraph(SubElement(cell, qn("w:p")), self.document)
                paragraph.style = self.document.styles[style]
                paragraph.add_run(line)

    def _lines(self, text: Text | str) -> list[str]:
        whole = text if isinstance(text, str) else text.to(self.lang)
        return [plain(line) for line in whole.split("\n")]

    def _plain(self, text: Text | str) -> str:
        return plain(text if isinstance(text, str) else text.to(self.lang))

    @property
    def _style_id(self) -> str:
        return str(self.document.styles["Tabel Atlas"].style_id)


def _table_frame(widths: Sequence[float], text_width: float, style: str) -> _Element:
    table: _Element = OxmlElement("w:tbl")
    properties = SubElement(table, qn("w:tblPr"))
    values: tuple[tuple[str, dict[str, Any]], ...] = (
        ("w:tblStyle", {"val": style}),
        ("w:tblW", {"w": str(round(text_width * _TWIPS_PER_MM)), "type": "dxa"}),
        ("w:tblLayout", {"type": "fixed"}),
        ("w:tblLook", {"val": "0420", "firstRow": "1", "noVBand": "1", "noHBand": "0"}),
    )
    for tag, attributes in values:
        element = SubElement(properties, qn(tag))
        for name, value in attributes.items():
            element.set(qn(f"w:{name}"), value)
    grid = SubElement(table, qn("w:tblGrid"))
    for share in widths:
        column = SubElement(grid, qn("w:gridCol"))
        column.set(qn("w:w"), str(round(share * text_width * _TWIPS_PER_MM)))
    return table
