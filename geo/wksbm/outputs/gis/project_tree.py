"""Order, groups and themes of the project's layers: what is ticked, and what a map shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement

from wksbm.layers.model import Atlas
from wksbm.outputs.gis.project_layers import ProjectLayer, layer_id
from wksbm.outputs.gis.project_maps import ProjectMap
from wksbm.text import Text

_INDICATORS = Text("Indikator", "Indicators")
_MAPS = Text("Peta lain", "Other maps")
_ON_TOP = ("daerah", "kelompok", "kecamatan")


def from_the_top(
    atlas: Atlas, layers: Sequence[ProjectLayer], maps: Sequence[ProjectMap]
) -> list[ProjectLayer]:
    """Return all layers: areas, groups, outlines; those of other maps; the indicators."""
    ids = [layer.id for layer in atlas.layers]
    indicators = [layer for layer in layers if layer.id in ids]
    return [*_on_top(layers), *(layer for entry in maps for layer in entry.own), *indicators]


def layer_tree(
    atlas: Atlas,
    layers: Sequence[ProjectLayer],
    maps: Sequence[ProjectMap],
    names: Sequence[str],
) -> Element:
    """
    Return the tree: one map and one indicator are shown at a time.

    Parameters
    ----------
    atlas
        The built atlas.
    layers
        The styled tables of the package.
    maps, names
        The maps; those with layers of their own are groups, at first not shown.
    """
    lang = atlas.config.lang
    root = Element("layer-tree-group")
    for layer in _on_top(layers):
        root.append(_leaf(layer, shown=layer.id == "kecamatan"))
    others = [(entry, name) for entry, name in zip(maps, names, strict=True) if entry.own]
    if others:
        group = _group(root, _MAPS.to(lang), chosen=-1, shown=False)
        for entry, name in others:
            one = _group(group, name, shown=False)
            one.extend(_leaf(layer, shown=True) for layer in entry.own)
    drawn = {layer.id: layer for layer in layers}
    indicators = _group(root, _INDICATORS.to(lang), chosen=0)
    questions = dict.fromkeys(layer.spec.question for layer in atlas.layers)
    for place, question in enumerate(questions):
        group = _group(indicators, question.to(lang), chosen=0, shown=place == 0)
        asked = (each.id for each in atlas.layers if each.spec.question == question)
        for number, name in enumerate(asked):
            group.append(_leaf(drawn[name], shown=place == number == 0))
    return root


def themes(
    atlas: Atlas,
    layers: Sequence[ProjectLayer],
    maps: Sequence[ProjectMap],
    names: Sequence[str],
    followed: Sequence[str],
) -> Element:
    """
    Return a theme per indicator, with the outlines and, for the scan, its areas; and one per map.

    Parameters
    ----------
    atlas, layers, maps, names
        As for `layer_tree`.
    followed
        Names of the themes that the maps follow; an indicator's where a map has no own layers.
    """
    lang = atlas.config.lang
    made = Element("visibility-presets")
    everything = from_the_top(atlas, layers, maps)
    titles = {layer.id: layer.name for layer in layers}
    for indicator in atlas.layers:
        outlined = {"daerah"} if indicator.spec.measure.kind == "scan" else set()
        groups = (_INDICATORS.to(lang), indicator.spec.question.to(lang))
        shown = {"kecamatan", indicator.id} | outlined
        _theme(made, titles[indicator.id], everything, shown, [groups])
    questions = {layer.id: layer.spec.question.to(lang) for layer in atlas.layers}
    for entry, name, theme in zip(maps, names, followed, strict=True):
        if entry.own:
            asked = [
                (_INDICATORS.to(lang), questions[each]) for each in entry.shown if each in questions
            ]
            _theme(made, theme, everything, entry.shown, [(_MAPS.to(lang), name), *asked])
    return made


def _theme(
    parent: Element,
    name: str,
    layers: Sequence[ProjectLayer],
    shown: Iterable[str],
    groups: Iterable[tuple[str, str]],
) -> None:
    """Add a theme that shows some layers; `groups` and the group around each are ticked."""
    theme = SubElement(
        parent, "visibility-preset",
        {"name": name, "has-expanded-info": "0", "has-checked-group-info": "1"},
    )  # fmt: skip
    wanted = set(shown)
    for layer in layers:
        if layer.id in wanted:
            SubElement(
                theme, "layer", id=layer_id(layer.id), visible="1", style="default", expanded="0"
            )
    ticked = SubElement(theme, "checked-group-nodes")
    for outer, inner in groups:
        for path in (outer, f"{outer}/{inner}"):
            SubElement(ticked, "checked-group-node", id=path)


def _on_top(layers: Sequence[ProjectLayer]) -> list[ProjectLayer]:
    return [layer for name in _ON_TOP for layer in layers if layer.id == name]


def _group(parent: Element, name: str, *, chosen: int | None = None, shown: bool = True) -> Element:
    """Add a group; where one is `chosen` (-1 for none), ticking one member unticks the others."""
    made = SubElement(
        parent, "layer-tree-group",
        {"name": name, "checked": _checked(shown), "expanded": "1" if shown else "0"},
    )  # fmt: skip
    if chosen is not None:
        made.set("mutually-exclusive", "1")
        made.set("mutually-exclusive-child", str(chosen))
    return made


def _leaf(layer: ProjectLayer, *, shown: bool) -> Element:
    made = Element(
        "layer-tree-layer", id=layer_id(layer.id), name=layer.name, source=layer.source,
        providerKey=layer.provider, checked=_checked(shown), expanded="1" if shown else "0",
    )  # fmt: skip
    if layer.counted:
        properties = SubElement(made, "customproperties")
        options = SubElement(properties, "Option", type="Map")
        SubElement(options, "Option", name="showFeatureCount", type="QString", value="1")
        SubElement(properties, "property", key="showFeatureCount", value="1")
    return made


def _checked(shown: bool) -> str:
    return "Qt::Checked" if shown else "Qt::Unchecked"
