"""The legends of the maps in the workbook: every class, its colour and its villages."""

from __future__ import annotations

import pandas as pd

from wksbm.layers.model import Atlas, Layer
from wksbm.maps.symbols import ink_on
from wksbm.outputs.swatches import Swatch, swatches
from wksbm.outputs.worksheets import CellFill, Worksheet
from wksbm.text import Text

LEGEND = Text("Legenda", "Legend")
CLASSES = Text("Kelas", "Classes")


def legend_worksheets(atlas: Atlas, banner: str) -> tuple[Worksheet, Worksheet]:
    """
    Return two worksheets in the colours and hatches of the maps.

    Parameters
    ----------
    atlas
        The built atlas.
    banner
        A line above the headings; empty for none.

    Returns
    -------
    tuple of Worksheet
        The legend, a row per class of each indicator with its colour and number of villages; and
        the class of each village in each indicator, without a class left blank.
    """
    return _legend(atlas, banner), _classes(atlas, banner)


def _legend(atlas: Atlas, banner: str) -> Worksheet:
    lang = atlas.config.lang
    column = Text("kelas", "class").to(lang)
    rows, fills = [], []
    for layer in atlas.layers:
        for look in swatches(layer):
            fills.append(cell_fill(look))
            rows.append(
                {
                    Text("indikator", "indicator").to(lang): layer.spec.title.to(lang),
                    Text("satuan", "unit").to(lang): layer.spec.unit.to(lang),
                    column: look.entry.label.to(lang),
                    Text("jumlah", "number").to(lang): look.entry.count,
                    Text("warna", "colour").to(lang): look.fill,
                    Text("kolom", "column").to(lang): layer.id,
                    Text("kunci", "key").to(lang): look.entry.key,
                }
            )
    return Worksheet(LEGEND.to(lang), pd.DataFrame(rows), {}, {}, banner, {column: fills})


def _classes(atlas: Atlas, banner: str) -> Worksheet:
    lang, villages = atlas.config.lang, atlas.villages
    labels = atlas.config.labels
    table = pd.DataFrame(
        {
            "kode": villages.index,
            "desa": villages["desa"].to_numpy(),
            "kecamatan": villages["kecamatan"].to_numpy(),
        }
    )
    fills = {}
    for layer in atlas.layers:
        looks = _looks(layer)
        found = [looks[str(key)] for key in layer.class_keys.reindex(villages.index)]
        table[layer.id] = [look.entry.label.to(lang) for look in found]
        fills[layer.id] = [cell_fill(look) for look in found]
    headings = {layer.id: layer.spec.title.to(lang) for layer in atlas.layers} | {
        "kode": Text("Kode Kemendagri", "Kemendagri code").to(lang),
        "desa": labels.desa.to(lang).capitalize(),
        "kecamatan": labels.kecamatan.to(lang).capitalize(),
    }
    return Worksheet(CLASSES.to(lang), table, headings, {}, banner, fills)


def cell_fill(look: Swatch) -> CellFill:
    """Return the ground of a cell that is filled as the map is."""
    return CellFill(look.fill, ink_on(look.fill), look.hatch, look.hatch_ink)


def _looks(layer: Layer) -> dict[str, Swatch]:
    return {look.entry.key: look for look in swatches(layer)}
