"""The styles inside the GeoPackage, one per indicator: the legend's classes, colours and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from wksbm.layers.dictionary import ColumnNote
from wksbm.layers.model import Atlas, Layer
from wksbm.maps.symbols import PAPER
from wksbm.outputs.gis import sld
from wksbm.outputs.gis.circles import circles_of
from wksbm.outputs.gis.kinds import group_kinds
from wksbm.outputs.gis.renderers import (
    area_renderer,
    group_renderer,
    kecamatan_renderer,
    names,
    village_names,
    village_renderer,
)
from wksbm.outputs.gis.tables import Table, TableName, class_columns
from wksbm.outputs.tables import village_headings

QGIS_VERSION = "3.22.16"
_KECAMATAN_NAME, _AREA_NUMBER = 8.5, 9.0


@dataclass(frozen=True)
class Style:
    """
    One way to draw one table.

    Parameters
    ----------
    table
        Of the GeoPackage.
    id
        Id of the indicator, or the name of the table.
    name, description
        Words for people in the language of the atlas.
    parts
        Children of QGIS's elements ``qgis`` (a style) and ``maplayer`` (in a project).
    sld
        The style as SLD 1.1.
    default
        True for the style that a table is opened with.
    """

    table: TableName
    id: str
    name: str
    description: str
    parts: tuple[Element, ...]
    sld: str
    default: bool

    @property
    def qml(self) -> str:
        """The style as QGIS keeps it."""
        root = Element(
            "qgis", version=QGIS_VERSION, labelsEnabled=str(int(is_labelled(self.parts))),
            styleCategories="Symbology|Labeling|Fields|MapTips",
        )  # fmt: skip
        root.extend(deepcopy(part) for part in self.parts)
        head = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        return head + tostring(root, encoding="unicode") + "\n"


def is_labelled(parts: Sequence[Element]) -> bool:
    """Return True when a style writes names."""
    return any(part.tag == "labeling" for part in parts)


def package_styles(
    atlas: Atlas, tables: Sequence[Table], dictionary: Mapping[str, ColumnNote]
) -> tuple[Style, ...]:
    """
    Return every style of the package; each table has one default.

    Parameters
    ----------
    atlas
        The built atlas; its first layer is the default of table desa.
    tables
        What `package_tables` returned.
    dictionary
        What the columns of the user's tables mean.
    """
    lang, columns = atlas.config.lang, class_columns(atlas)
    held = {table.name: table for table in tables}
    about = _fields(held["desa"], village_headings(atlas, dictionary))
    found = [
        Style(
            "desa",
            layer.id,
            title,
            _description(layer, atlas),
            (
                village_renderer(layer, columns[layer.id], lang),
                village_names(circles_of(layer)),
                *about,
            ),
            sld.village_sld(layer, columns[layer.id], lang),
            default=place == 0,
        )
        for place, (layer, title) in enumerate(zip(atlas.layers, layer_titles(atlas), strict=True))
    ]
    others = {
        "kecamatan": (
            (kecamatan_renderer(), names("kecamatan", size=_KECAMATAN_NAME, bold=True, priority=9)),
            sld.kecamatan_sld(),
        ),
        "kelompok": (
            (group_renderer(group_kinds(atlas), lang), _shown_by("nama_kelompok")),
            sld.group_sld(group_kinds(atlas), lang),
        ),
        "daerah": (
            (
                area_renderer(lang),
                names("nomor", size=_AREA_NUMBER, bold=True, priority=10, disc=PAPER, overlap=True),
            ),
            sld.area_sld(lang),
        ),
    }
    for name, (parts, text) in others.items():
        if name in held:
            table = held[name]
            words = table.title.to(lang), table.description.to(lang)
            found.append(Style(table.name, name, *words, parts, text, default=True))
    return tuple(found)


def layer_titles(atlas: Atlas) -> list[str]:
    """Return what the indicators are called, in order; with their id where two share a title."""
    titles = [layer.spec.title.to(atlas.config.lang) for layer in atlas.layers]
    return [
        title if titles.count(title) == 1 else f"{title} ({layer.id})"
        for title, layer in zip(titles, atlas.layers, strict=True)
    ]


def _description(layer: Layer, atlas: Atlas) -> str:
    lang, unit = atlas.config.lang, layer.spec.unit.to(atlas.config.lang)
    parts = (f"{layer.id}", unit, layer.method.to(lang))
    return "; ".join(part for part in parts if part)


def _fields(table: Table, headings: Mapping[str, str]) -> list[Element]:
    """Return the headings of the columns and the column that names a village."""
    aliases = Element("aliases")
    columns = [str(column) for column in table.frame.columns if column != "geometry"]
    for place, column in enumerate(columns, start=1):
        alias = headings.get(column, "")
        if alias and alias != column:
            SubElement(aliases, "alias", field=column, index=str(place), name=alias)
    return [aliases, _shown_by("desa")]


def _shown_by(column: str) -> Element:
    made = Element("previewExpression")
    made.text = f'"{column}"'
    return made
