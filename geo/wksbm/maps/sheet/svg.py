"""Finish a drawn SVG: accessible title and description, halos behind names, the font itself."""

from __future__ import annotations

import base64
import copy
import io
import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring
from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from wksbm.text import Lang

_SVG = "http://www.w3.org/2000/svg"
_NAMESPACES = {
    "": _SVG,
    "xlink": "http://www.w3.org/1999/xlink",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_LAYOUT_TABLES = frozenset({"GDEF", "GPOS", "GSUB"})
HALO_PREFIX = "halo-"
_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_LONG_FRACTION = re.compile(r"-?\d+\.\d{3,}")


def finish_svg(
    drawn: str,
    *,
    title: str,
    description: str,
    lang: Lang,
    fonts: Mapping[int, Path],
    family: str,
    halo: float,
    names: Mapping[str, str],
) -> bytes:
    """
    Return a drawn map as a picture that stands alone.

    Parameters
    ----------
    drawn
        The SVG as matplotlib wrote it.
    title, description
        Text alternatives: `<title>` and `<desc>`.
    lang
        Language of all texts in it.
    fonts
        Font file by weight. Of each, the characters used are embedded, so that browsers set the
        text as it was measured; it stays text.
    family
        Name under which the fonts are embedded.
    halo
        Width in points of the white line around the texts of groups called ``halo-...``.
    names
        Text as drawn -> text as it is, for names with characters that the font lacks: an SVG
        carries them all the same, in whatever font the reader has.

    Returns
    -------
    bytes
        UTF-8, the same for the same input.
    """
    for prefix, uri in _NAMESPACES.items():
        ElementTree.register_namespace(prefix, uri)
    root = fromstring(drawn, forbid_dtd=False)
    for old in root.findall(f"{{{_SVG}}}title"):
        root.remove(old)
    root.set("role", "img")
    root.set("lang", lang)
    root.set("aria-labelledby", "atlas-title atlas-desc")
    for tag, text in (("desc", description), ("title", title)):
        element = ElementTree.Element(f"{{{_SVG}}}{tag}", {"id": f"atlas-{tag}"})
        element.text = text
        root.insert(0, element)
    for path in root.iter(f"{{{_SVG}}}path"):
        path.set("d", _compact(path.get("d", "")))
    _shorten_points(root)
    for text_element in root.iter(f"{{{_SVG}}}text"):
        text_element.text = names.get(text_element.text or "", text_element.text)
    _add_halos(root, halo)
    _add_fonts(root, fonts, family)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _shorten_points(root: ElementTree.Element) -> None:
    """Say once what thousands of points have in common, and where they are no finer than print."""
    for group in root.iter(f"{{{_SVG}}}g"):
        uses = group.findall(f"{{{_SVG}}}use")
        if len(uses) < 2 or len({use.get("style") for use in uses}) != 1:
            continue
        group.set("style", uses[0].get("style", ""))
        for use in uses:
            use.attrib.pop("style", None)
            for side in ("x", "y"):
                use.set(side, _LONG_FRACTION.sub(_rounded, use.get(side, "")))


def _compact(drawn: str) -> str:
    """
    Return a path in hundredths of a point, which is finer than print.

    Runs of straight lines are told by their steps, so that borders take a third of the space; no
    error adds up, since the steps are those between rounded places.
    """
    parts = []
    x = y = 0
    for command, numbers in _COMMAND.findall(drawn):
        figures = [round(float(figure) * 100) for figure in numbers.split()]
        if command == "M":
            parts.append(f"M{_hundredth(figures[0])} {_hundredth(figures[1])}")
        elif command == "L":
            if figures[1] == y and parts[-1].startswith("M"):
                parts.append(f"h{_hundredth(figures[0] - x)}")
                x = figures[0]
                continue
            if not parts[-1].startswith("l"):
                parts.append("l")
            steps = (_hundredth(figures[0] - x), _hundredth(figures[1] - y))
            parts[-1] += "".join(step if step[0] == "-" else f" {step}" for step in steps)
        elif figures:
            parts.append(command + " ".join(map(_hundredth, figures)))
        else:
            parts.append("z")
        if figures:
            x, y = figures[-2:]
    return "".join(parts).replace("l ", "l")


def _hundredth(value: int) -> str:
    text = f"{abs(value) / 100:.2f}".rstrip("0").rstrip(".")
    return ("-" if value < 0 else "") + (text[1:] if text.startswith("0.") else text)


def _rounded(number: re.Match[str]) -> str:
    """Keep a hundredth of a point, which is finer than print."""
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _add_halos(root: ElementTree.Element, width: float) -> None:
    """Put a white outline behind each name: a second text, since old viewers lack paint-order."""
    for group in root.iter(f"{{{_SVG}}}g"):
        if not group.get("id", "").startswith(HALO_PREFIX):
            continue
        for place, text in reversed(list(enumerate(group))):
            outline = copy.deepcopy(text)
            style = outline.get("style", "")
            outline.set(
                "style", f"{style}; stroke: #ffffff; stroke-width: {width}; stroke-linejoin: round"
            )
            outline.set("aria-hidden", "true")
            group.insert(place, outline)


def _add_fonts(root: ElementTree.Element, fonts: Mapping[int, Path], family: str) -> None:
    used: dict[int, set[str]] = {}
    for text in root.iter(f"{{{_SVG}}}text"):
        style = text.get("style", "")
        weight = next((weight for weight in fonts if f"font-weight: {weight}" in style), 400)
        used.setdefault(weight, set()).update(text.text or "")
    faces = "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{_subset(fonts[weight], used[weight])})}}"
        for weight in sorted(used)
    )
    sheet = ElementTree.Element(f"{{{_SVG}}}style")
    sheet.text = faces
    root.insert(2, sheet)


def _subset(path: Path, characters: set[str]) -> str:
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    font = TTFont(path, recalcTimestamp=False)
    for table in _LAYOUT_TABLES.intersection(font.keys()):
        del font[table]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, characters)))
    subsetter.subset(font)
    font.flavor = "woff"
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=False)
    return base64.b64encode(buffer.getvalue()).decode()
