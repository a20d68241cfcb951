"""The look of printed maps: type, colours, paper sizes, and the measuring of text.

Lengths are millimetres on paper unless a name says otherwise; type sizes are points.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Literal

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import text_to_path

from wksbm.maps.symbols import INK, MM_PER_POINT

SVG_SALT = "wksbm-atlas"
STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": SVG_SALT,
    "pdf.fonttype": 42,
    "text.hinting": "none",
    "text.parse_math": False,
    "hatch.linewidth": 0.5,
    "path.simplify": False,
}

_FONT_PACKAGE = "font-source-sans-pro"
_FONT_FILES = {
    400: "font_source_sans_pro/files/SourceSansPro-Regular.ttf",
    600: "font_source_sans_pro/files/SourceSansPro-Semibold.ttf",
    700: "font_source_sans_pro/files/SourceSansPro-Bold.ttf",
}
FONT_FAMILY = ("Source Sans Pro", "Source Sans 3", "Arial", "Liberation Sans", "sans-serif")
_LONGEST_LINE = 400
_ELLIPSIS = "…"
_GLUE = "\N{NO-BREAK SPACE}"
_NUMBER_AND_NOUN = re.compile(r"(?<=\d) (?=[^\W\d])")

Weight = Literal[400, 600, 700]


@dataclass(frozen=True)
class TextStyle:
    """
    How a piece of text is set.

    Parameters
    ----------
    size
        Points.
    weight
        400 regular, 600 semibold, 700 bold.
    colour
        As ``#rrggbb``.
    leading
        Distance of lines as a multiple of the size.
    """

    size: float
    weight: Weight = 400
    colour: str = INK
    leading: float = 1.2

    @property
    def line_height(self) -> float:
        """Height of one line in millimetres."""
        return self.size * self.leading * MM_PER_POINT

    def times(self, factor: float) -> TextStyle:
        """Return the style with its size multiplied."""
        return replace(self, size=self.size * factor)

    def font(self) -> FontProperties:
        """Return the font, by file: what the system has installed makes no difference."""
        return FontProperties(
            family=list(FONT_FAMILY),
            weight=self.weight,
            size=self.size,
            fname=str(font_file(self.weight)),
        )


@dataclass(frozen=True)
class Page:
    """
    A sheet of paper.

    Parameters
    ----------
    name
        The size at which the numeric scale holds; empty where nobody knows, as on a screen.
    width, height, margin
        Of the paper.
    column
        Width of the text beside the map.
    scale
        Of the type, against that of an A4 sheet.
    least
        Smallest type in points.
    brief
        True where the caption, not the picture, tells sources and method at length.
    """

    name: str
    width: float
    height: float
    margin: float
    column: float = 64.0
    scale: float = 1.0
    least: float = 6.5
    brief: bool = False

    @property
    def landscape(self) -> bool:
        """True when the sheet is wider than high."""
        return self.width > self.height

    @property
    def narrow(self) -> bool:
        """True when there is room for one column only."""
        return self.width < 2 * self.column

    def size(self, points: float, factor: float = 1.0) -> float:
        """Return the type size for what is set in so many points on an A4 sheet."""
        return max(points * factor * self.scale, self.least)


PAGE_SIZES = {
    "a4-landscape": Page("A4", 297.0, 210.0, 11.0),
    "a4-portrait": Page("A4", 210.0, 297.0, 11.0),
    "a3-landscape": Page("A3", 420.0, 297.0, 14.0, column=88.0, scale=1.35),
    "a3-portrait": Page("A3", 297.0, 420.0, 14.0, column=88.0, scale=1.35),
    "report": Page("", 160.0, 226.0, 0.5, column=62.0, scale=0.88),
    "column": Page("85 mm", 85.0, 140.0, 2.5, column=80.0, scale=0.84, least=6.0, brief=True),
    "slide": Page("", 338.67, 190.5, 9.0, column=88.0, scale=1.3, least=9.0, brief=True),
}


@cache
def font_file(weight: Weight) -> Path:
    """Return the file of the map font, from the installed package that carries it."""
    return Path(str(distribution(_FONT_PACKAGE).locate_file(_FONT_FILES[weight])))


def drawable(text: str) -> str:
    """
    Return `text` as it can be set in the map font.

    Control, format (bidirectional) and unassigned characters are dropped, white space becomes a
    plain space, and a character that the font lacks becomes a question mark.
    """
    known = _characters()
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if char.isspace():
            kept.append(" ")
        elif unicodedata.category(char)[0] != "C":
            kept.append(char if ord(char) in known else "?")
    return " ".join("".join(kept).split())


@cache
def text_width(text: str, style: TextStyle) -> float:
    """Return the width of a line of text in millimetres."""
    width, _, _ = text_to_path.get_text_width_height_descent(text, style.font(), ismath=False)
    return float(width) * MM_PER_POINT


def wrap(text: str, style: TextStyle, width: float, *, max_lines: int) -> list[str]:
    """
    Break a text into lines.

    Parameters
    ----------
    text
        Any text; see `drawable`.
    style
        How it is set.
    width
        Widest line in millimetres; a longer word is cut with an ellipsis.
    max_lines
        What does not fit into so many lines is cut with an ellipsis. A number stays with the
        word that follows it.

    Returns
    -------
    list of str
    """
    lines: list[str] = []
    line = ""
    glued = _NUMBER_AND_NOUN.sub(_GLUE, drawable(text))
    for word in glued.split(" "):
        longer = f"{line} {word}" if line else word
        if not line or text_width(longer, style) <= width:
            line = longer
        else:
            lines.append(line)
            line = word
            if len(lines) > max_lines:
                break
    lines.append(line)
    if len(lines) > max_lines:
        lines = [*lines[: max_lines - 1], f"{lines[max_lines - 1]} {_ELLIPSIS}"]
    return [_shorten(line, style, width).replace(_GLUE, " ") for line in lines]


def _shorten(line: str, style: TextStyle, width: float) -> str:
    if len(line) <= _LONGEST_LINE and text_width(line, style) <= width:
        return line
    kept = line.removesuffix(_ELLIPSIS)[:_LONGEST_LINE]
    fitting = bisect_right(
        range(1, len(kept) + 1), width, key=lambda end: text_width(kept[:end] + _ELLIPSIS, style)
    )
    return kept[:fitting].rstrip() + _ELLIPSIS


@cache
def _characters() -> frozenset[int]:
    return frozenset(FT2Font(str(font_file(400))).get_charmap())
