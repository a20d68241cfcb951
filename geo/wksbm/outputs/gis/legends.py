"""What the legends of print layouts say: entries with their numbers of villages, km² or people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wksbm.layers.model import Atlas, Layer, LegendClass
from wksbm.maps.caption import scan_areas_of
from wksbm.outputs.gis.circles import circles_of
from wksbm.outputs.gis.kinds import group_kinds
from wksbm.outputs.gis.renderers import AREA_LABELS, ON_CIRCLES
from wksbm.text import Lang, Text, number

_OUTLINED = Text("Daerah bergaris", "Outlined areas")
_KINDS = Text("Jenis kelompok", "Kind of group")


@dataclass(frozen=True)
class Explained:
    """
    What a legend says about one layer.

    Parameters
    ----------
    layer
        Id in the project.
    heading
        Words above the entries; none where empty.
    entries
        Number of the entry among those that QGIS makes for the layer, and its words.
    """

    layer: str
    heading: str
    entries: tuple[tuple[int, str], ...]


def explain(
    name: str,
    layer: Layer,
    lang: Lang,
    *,
    classes: Iterable[LegendClass] | None = None,
    first: int = 0,
    titled: bool = True,
) -> Explained:
    """
    Explain the classes of a layer.

    Parameters
    ----------
    name
        Id in the project.
    layer
        The layer.
    lang
        Language.
    classes
        Those that are listed, all where None; circles of all sizes are one entry.
    first
        Number that QGIS gives to the first class.
    titled
        Whether the layer's title and unit stand above.
    """
    listed = layer.classes if classes is None else tuple(classes)
    entries = [
        (place, _counted(entry.label, entry.count, layer, lang))
        for place, entry in enumerate(layer.classes, start=first)
        if entry in listed
    ]
    if circles_of(layer) is not None:
        valued = sum(entry.count for entry in layer.classes if entry.lower is not None)
        rest = [entry for entry in layer.classes if entry.lower is None]
        entries = [(0, _counted(ON_CIRCLES, valued, layer, lang))]
        entries += [
            (place, _counted(entry.label, entry.count, layer, lang))
            for place, entry in enumerate(rest, start=1)
        ]
    return Explained(name, heading(layer, lang) if titled else "", tuple(entries))


def explain_circles(name: str, layer: Layer, lang: Lang) -> Explained:
    """Explain circles above villages that another layer fills."""
    valued = sum(entry.count for entry in layer.classes if entry.lower is not None)
    return Explained(name, heading(layer, lang), ((0, _counted(ON_CIRCLES, valued, layer, lang)),))


def explain_areas(atlas: Atlas, layer: Layer) -> tuple[Explained, ...]:
    """Explain the areas of the scan, where the layer is outlined with them."""
    if not scan_areas_of(atlas, layer):
        return ()
    lang = atlas.config.lang
    kinds = [
        f"{label.to(lang)} ({sum(area.kind == kind for area in atlas.scan_areas)})"
        for kind, label in AREA_LABELS.items()
    ]
    return (Explained("daerah", _OUTLINED.to(lang), tuple(enumerate(kinds))),)


def explain_groups(atlas: Atlas) -> Explained:
    """Explain the kinds of groups, each with the number of those that have a place."""
    lang, kinds = atlas.config.lang, group_kinds(atlas)
    cells = atlas.groups["jenis"].astype("string").fillna("")
    named = [kind.value for kind in kinds if kind.value is not None]
    counts = [
        int((cells == kind.value).sum() if kind.value is not None else (~cells.isin(named)).sum())
        for kind in kinds
    ]
    entries = tuple(
        (place, f"{kind.label.to(lang)} ({number(count, lang)})")
        for place, (kind, count) in enumerate(zip(kinds, counts, strict=True))
        if count
    )
    return Explained("kelompok", _KINDS.to(lang), entries)


def heading(layer: Layer, lang: Lang) -> str:
    """Return the title of a layer, with its unit where the title does not name it."""
    title, unit = layer.spec.title.to(lang), layer.spec.unit.to(lang)
    return title if not unit or unit.casefold() in title.casefold() else f"{title} ({unit})"


def _counted(label: Text, count: int, layer: Layer, lang: Lang) -> str:
    measured = f" {layer.measured.to(lang)}" if layer.measured is not None else ""
    return f"{label.to(lang)} ({number(count, lang)}{measured})"
