"""Layers of categories: order, counts, no-data; and what a diverging palette puts in its middle."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from palettable.colorbrewer import get_map
from wksbm.layers.categories import CATEGORIES
from wksbm.layers.classes import classify_layer
from wksbm.layers.model import Layer
from wksbm.layers.spec import CATEGORY_KINDS, DIVERGING_PALETTES, LayerSpec, Measure
from wksbm.text import Text

from tests.board import spec
from tests.layers.boards import CASES, board, built, case

LAYERS = {
    "local_moran": ("gugus_moran", ["hh", "ll", "hl", "lh", "ns"]),
    "getis_ord": ("gugus_gi", ["hot", "cold", "ns"]),
    "scan": ("gugus_pindai", ["more", "fewer", "ns"]),
    "shortage": ("kelas_kekurangan", ["none", "fewer", "small", "expected", "more"]),
}
NO_DATA = ["undefined", "suppressed", "not_reported"]
BREAKS = (0.5, 0.8, 1.25, 2.0)


def _layers(name: str) -> list[tuple[Layer, list[str]]]:
    atlas = case(name)
    built_layers = {layer.id: layer for layer in atlas.layers}
    return [(built_layers[layer], keys) for layer, keys in LAYERS.values() if layer in built_layers]


def test_every_kind_has_its_categories() -> None:
    assert set(CATEGORIES) == set(CATEGORY_KINDS) == set(LAYERS)
    for kind, (_, keys) in LAYERS.items():
        entries = CATEGORIES[kind]
        assert [entry.key for entry in entries] == keys
        assert len({entry.colour for entry in entries}) == len(keys)
        for lang in ("id", "en"):
            assert len({entry.label.to(lang) for entry in entries}) == len(keys)


@pytest.mark.parametrize("name", CASES)
def test_categories_keep_their_order_and_count_every_village_once(name: str) -> None:
    size = len(case(name).villages)
    layers = _layers(name)
    assert len(layers) == 4 or name == "no population"
    for layer, keys in layers:
        found = [entry.key for entry in layer.classes]
        assert found[: len(keys)] == keys
        assert found[len(keys) :] == [key for key in NO_DATA if key in found]
        assert found[-1] == "not_reported"
        assert sum(entry.count for entry in layer.classes) == size
        counts = layer.class_keys.value_counts()
        assert {entry.key: entry.count for entry in layer.classes if entry.count} == dict(counts)
        assert [entry.hatch for entry in layer.classes] == [key in NO_DATA for key in found]
        assert layer.values.isna().all()


@pytest.mark.parametrize("name", CASES)
def test_a_village_has_a_category_or_the_reason_why_not(name: str) -> None:
    atlas = case(name)
    status = atlas.villages["status_data"]
    for layer, keys in _layers(name):
        in_category = layer.class_keys.isin(keys)
        assert set(layer.states[in_category]) <= {"value", "zero"}
        assert (layer.states[in_category] == status[in_category]).all()
        assert (layer.states[~in_category] == layer.class_keys[~in_category]).all()
        assert (layer.class_keys.eq("not_reported") == status.eq("not_reported")).all()
        assert (layer.class_keys.eq("suppressed") == status.eq("suppressed")).all()
        assert layer.id in atlas.villages.columns
        assert (atlas.villages[layer.id] == layer.class_keys).all()


@pytest.mark.parametrize("name", CASES)
def test_the_scan_layer_is_the_areas(name: str) -> None:
    atlas = case(name)
    layer = atlas.layer("gugus_pindai")
    for kind in ("more", "fewer"):
        members = {kode for area in atlas.scan_areas if area.kind == kind for kode in area.villages}
        assert set(layer.class_keys.index[layer.class_keys == kind]) == members


def test_islands_cannot_be_tested_but_can_be_short() -> None:
    atlas = case("islands")
    first, second = atlas.villages.index[:2]
    for layer in ("gugus_moran", "gugus_gi"):
        assert atlas.layer(layer).class_keys[[first, second]].tolist() == ["undefined"] * 2
    assert atlas.layer("kelas_kekurangan").class_keys[first] in ("fewer", "small")


def test_the_kinds_of_shortage_by_the_definition_of_poisson() -> None:
    # 100 groups in 5 villages of 1,000: 20 expected each. P(X <= 6) = 0.00026: fewer;
    # P(X <= 14) = 0.105: below 0.8 x 20 but chance; 18 and 22 as expected; 40: P(X >= 40) < 0.0001
    layer = built(board(1, 5), [6, 14, 18, 22, 40]).layer("kelas_kekurangan")
    assert layer.class_keys.tolist() == ["fewer", "small", "expected", "expected", "more"]
    # 0 of 7.5 expected is "none", whatever its probability
    layer = built(board(1, 2), [0, 15]).layer("kelas_kekurangan")
    assert layer.class_keys.iloc[0] == "none"


def test_clearly_fewer_is_meant_after_the_correction() -> None:
    # 12 expected; two-sided p of 4: 0.0152, the 8th or 9th smallest of 25: q < 0.05;
    # of 5: 0.0407, the 11th: q = 0.09, though P(X <= 5) is 0.02
    keys = case("ramp").layer("kelas_kekurangan").class_keys.tolist()
    assert keys[:13] == ["none", *["fewer"] * 4, *["small"] * 5, *["expected"] * 3]


def test_a_village_that_reported_none_is_told_so_without_population() -> None:
    layer = built(board(1, 3), [0, 5, 5], [None, 1000, 1000]).layer("kelas_kekurangan")
    assert layer.class_keys.iloc[0] == "none"
    layer = built(board(1, 3), [5, 5, 5], [0, 1000, 1000]).layer("kelas_kekurangan")
    assert layer.class_keys.iloc[0] == "undefined"


def _ratio(palette: str = "PuOr", breaks: tuple[float, ...] = BREAKS) -> LayerSpec:
    made = spec(
        "rasio", Text("Rasio", "Ratio"), scheme="breaks", breaks=breaks, palette=palette, decimals=2
    )
    return replace(made, measure=Measure("ratio", "jumlah_kelompok", "penduduk"), zero_class=False)


def _classed(values: list[float], made: LayerSpec) -> Layer:
    index = pd.Index([f"34.03.01.2{place:03d}" for place in range(len(values))])
    return classify_layer(made, pd.Series(values, index=index), pd.Series("value", index=index))


@pytest.mark.parametrize("palette", DIVERGING_PALETTES)
@pytest.mark.parametrize(
    "values",
    [
        [0.3, 0.6, 1.0, 1.5, 2.4],
        [0.9, 1.0, 1.1],
        [1.0],
        [1.0, 1.0],
        [0.6, 1.0, 1.2],
        [1.0, 1.6],
        [0.2, 1.0],
        [1.0, 3.0],
        [0.5, 0.8, 1.0, 1.25, 2.0],
        [0.81, 1.25],
    ],
)
def test_one_has_the_neutral_colour_whatever_else_there_is(
    palette: str, values: list[float]
) -> None:
    middle = get_map(palette, "diverging", 5).hex_colors[2].lower()
    layer = _classed(values, _ratio(palette))
    for kode, value in layer.values.items():
        assert (layer.class_of(str(kode)).colour == middle) == (0.8 < value <= 1.25), value
    colours = [entry.colour for entry in layer.classes]
    assert len(set(colours)) == len(colours)


def test_the_sides_of_a_diverging_palette_never_change_places() -> None:
    shades = [shade.lower() for shade in get_map("PuOr", "diverging", 5).hex_colors]
    for values in ([0.3, 0.4], [0.6, 0.7], [1.0], [1.4, 1.9], [2.2, 5.0]):
        layer = _classed(values, _ratio())
        numeric = [entry for entry in layer.classes if entry.lower is not None]
        assert len(numeric) == 1
        place = sum(min(values) > limit for limit in BREAKS)
        assert numeric[0].colour == shades[place]


def test_a_class_that_holds_one_by_its_bounds_is_not_coloured_as_more() -> None:
    layer = _classed([0.3, 1.5, 1.6], _ratio())
    middle = get_map("PuOr", "diverging", 5).hex_colors[2].lower()
    holding = [
        entry
        for entry in layer.classes
        if entry.lower is not None and entry.lower < 1 <= entry.upper
    ]
    assert all(entry.colour == middle for entry in holding)


@pytest.mark.parametrize("palette", ["PuOr", "Blues"])
def test_more_breaks_than_the_palette_has_shades(palette: str) -> None:
    breaks = tuple(round(0.1 * place, 1) for place in range(1, 13))
    layer = _classed([0.05 + 0.1 * place for place in range(13)], _ratio(palette, breaks))
    assert {entry.key for entry in layer.classes} >= set(layer.class_keys)
