"""The same classes, colours, words and no-data rule on page, sheet, GIS and workbook."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import geopandas as gpd
import openpyxl
import pytest
from matplotlib.colors import to_hex
from wksbm.layers.model import Atlas
from wksbm.maps.page.payload import page_payload
from wksbm.maps.sheet.write import compose
from wksbm.maps.spec import MapSpec
from wksbm.maps.symbols import PALE_LAND
from wksbm.outputs.gis.circles import circles_of
from wksbm.outputs.gis.kinds import COLOURS, REST, group_kinds
from wksbm.outputs.gis.package import write_gis
from wksbm.outputs.tables import write_village_tables
from wksbm.text import both

from tests.outputs.gis import (
    OGC,
    ROOT,
    SE,
    Drawn,
    colour,
    of_qml,
    of_sld,
    properties,
    sample_atlas,
    styles,
)

_EXCEL = {"lightUp": "/", "lightDown": "\\", "lightTrellis": "x", "gray125": ".",
          "lightHorizontal": "-"}  # fmt: skip
ATLASES = {"sample": 0, "suppressed": 30}


@pytest.fixture(scope="module", params=ATLASES, ids=str)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    atlas = sample_atlas(ATLASES[request.param])
    folder = tmp_path_factory.mktemp(request.param)
    write_gis(atlas, folder)
    write_village_tables(atlas, {}, folder)
    return atlas, folder


def _spec(*layers: str) -> MapSpec:
    return MapSpec("peta", both("Peta"), both("."), "interactive", layers, "a4-landscape", 1, "p")


def _on_page(atlas: Atlas) -> dict[str, dict[str, Drawn]]:
    """Return what the page's data say; its script hatches and crosses by these flags alone."""
    payload = page_payload(atlas, _spec(*(layer.id for layer in atlas.layers)))
    hatches = {"not_reported": "/", "suppressed": "x", "undefined": "."}
    return {
        layer["id"]: {
            entry["key"]: Drawn(
                label["id"] if isinstance(label := entry["label"], dict) else label,
                PALE_LAND
                if layer["symbology"] == "symbols" and not entry["hatch"]
                else entry["colour"],
                hatches[entry["key"]] if entry["hatch"] else "",
                entry["marked"],
            )
            for entry in layer["classes"]
        }
        for layer in payload["layers"]
    }


def test_the_atlases_have_every_kind_of_class() -> None:
    keys = {
        entry.key
        for minimum in ATLASES.values()
        for layer in sample_atlas(minimum).layers
        for entry in layer.classes
    }
    assert {"c0", "zero", "hh", "c22", "not_reported", "suppressed", "undefined"} <= keys


def test_sld_has_the_classes_of_the_page(built: tuple[Atlas, Path]) -> None:
    atlas, folder = built
    written = styles(folder / "desa.gpkg")
    for layer_id, expected in _on_page(atlas).items():
        row = written["desa", atlas.layer(layer_id).spec.title.id]
        assert list(of_sld(row["styleSLD"]).items()) == list(expected.items()), layer_id


def test_qml_has_the_classes_of_the_page(built: tuple[Atlas, Path]) -> None:
    atlas, folder = built
    written = styles(folder / "desa.gpkg")
    for layer_id, expected in _on_page(atlas).items():
        layer = atlas.layer(layer_id)
        found = of_qml(written["desa", layer.spec.title.id]["styleQML"])
        assert list(found) == list(expected)
        for key, drawn in found.items():
            if layer.spec.symbology == "symbols" and layer.classes_by_key[key].lower is not None:
                assert drawn[1:] == expected[key][1:]
            else:
                assert drawn == expected[key], (layer_id, key)


def test_the_sheet_has_the_colours_words_and_hatches_of_the_styles(
    built: tuple[Atlas, Path],
) -> None:
    atlas, folder = built
    written = styles(folder / "desa.gpkg")
    for layer in atlas.layers[::2] if atlas.config.minimum_groups else atlas.layers[1::2]:
        if layer.axes:  # its legend on the sheet is a square
            continue
        sheet, _ = compose(atlas, _spec(layer.id))
        parts = {item.get_gid(): item for item in sheet.parts["legend"] if item.get_gid()}
        texts = " ".join(
            item.get_text() for item in sheet.parts["legend"] if hasattr(item, "get_text")
        )
        for key, drawn in of_sld(written["desa", layer.spec.title.id]["styleSLD"]).items():
            if f"legend-{key}" not in parts:
                assert layer.spec.symbology == "symbols"
                continue
            assert to_hex(parts[f"legend-{key}"].get_facecolor()) == drawn.fill
            hatch = parts.get(f"legend-{key}-hatch")
            assert (hatch.get_hatch()[0] if hatch else "") == drawn.hatch
            assert drawn.label in texts


def test_the_workbook_has_the_classes_of_the_page(built: tuple[Atlas, Path]) -> None:
    atlas, folder = built
    sheet = openpyxl.load_workbook(folder / "desa.xlsx")["Legenda"]
    rows = [list(row) for row in sheet.iter_rows(min_row=2 + atlas.sample)]
    expected = [
        (layer_id, key, drawn.label, drawn.fill, drawn.hatch,
         atlas.layer(layer_id).classes_by_key[key].count)
        for layer_id, classes in _on_page(atlas).items()
        for key, drawn in classes.items()
    ]  # fmt: skip
    found = [
        (row[5].value, row[6].value, row[2].value, *_ground(row[2]), row[3].value) for row in rows
    ]
    assert found == expected
    assert [row[4].value for row in rows] == [entry[3] for entry in expected]


def _ground(cell: Any) -> tuple[str, str]:
    pattern = cell.fill.patternType
    plain = pattern == "solid"
    ground = cell.fill.fgColor if plain else cell.fill.bgColor
    return f"#{ground.rgb[2:].lower()}", "" if plain else _EXCEL[pattern]


def test_every_village_has_its_class_in_gis_and_workbook(built: tuple[Atlas, Path]) -> None:
    atlas, folder = built
    table = gpd.read_file(folder / "desa.gpkg", layer="desa").set_index("kode")
    sheet = openpyxl.load_workbook(folder / "desa.xlsx")["Kelas"]
    cells = [list(row) for row in sheet.iter_rows(min_row=2 + atlas.sample)]
    assert [row[0].value for row in cells] == atlas.villages.index.tolist()
    written = styles(folder / "desa.gpkg")
    for place, layer in enumerate(atlas.layers, start=3):
        row = written["desa", layer.spec.title.id]
        renderer = fromstring(row["styleQML"]).find("renderer-v2")
        assert renderer is not None
        keys = table[renderer.get("attr", "")]
        assert keys.tolist() == layer.class_keys.reindex(keys.index).tolist()
        looks = of_sld(row["styleSLD"])
        shown = [(cell[place].value, *_ground(cell[place])) for cell in cells]
        assert shown == [looks[key][:3] for key in keys]


def test_each_table_has_one_default_style(built: tuple[Atlas, Path]) -> None:
    atlas, folder = built
    rows = styles(folder / "desa.gpkg")
    defaults = [(table, name) for (table, name), row in rows.items() if row["useAsDefault"]]
    assert defaults[0] == ("desa", atlas.layers[0].spec.title.id)
    assert [table for table, _ in defaults] == ["desa", "kecamatan", "kelompok", "daerah"]
    assert len(rows) == len(atlas.layers) + 3


def test_circles_have_areas_in_proportion_to_the_values(built: tuple[Atlas, Path]) -> None:
    atlas, folder = built
    layer = atlas.layer("jumlah_kelompok")
    circles = circles_of(layer)
    assert circles is not None
    assert circles.size(circles.largest) == pytest.approx(circles.diameter)
    assert circles.size(100) == pytest.approx(2 * circles.size(25))
    page = page_payload(atlas, _spec(layer.id))["layers"][0]["circles"]
    assert (circles.colour, circles.largest, list(circles.examples)) == (
        page["colour"], page["largest"], page["examples"],
    )  # fmt: skip
    qml = fromstring(styles(folder / "desa.gpkg")["desa", layer.spec.title.id]["styleQML"])
    marker = qml.find("renderer-v2/symbols/symbol/layer[@class='CentroidFill']/symbol/layer")
    assert marker is not None and colour(properties(marker)["color"]) == circles.colour
    size = marker.find(".//Option[@name='expression']")
    assert size is not None
    assert size.get("value") == (
        f'{circles.diameter:.3f} * sqrt(coalesce("jumlah_kelompok", 0) / {circles.largest!r})'
    )


def test_groups_have_the_colours_of_the_page() -> None:
    script = (ROOT / "geo/wksbm/maps/page/web/kinds.js").read_text(encoding="utf-8")
    block = script.split("const COLOURS = [", 1)[1].split("];", 1)[0]
    assert re.findall(r'\["(#[0-9a-f]{6})"', block) == [*COLOURS, REST]
    kinds = group_kinds(sample_atlas())
    assert [kind.colour for kind in kinds[:-1]] == list(COLOURS)
    counts = sample_atlas().groups["jenis"].value_counts()
    assert [counts[kind.value] for kind in kinds[:-1]] == counts.tolist()[:8]
    assert kinds[-1].value is None and kinds[-1].colour == REST


def test_the_sld_of_groups_has_a_rule_for_each_kind_and_one_for_all_others(
    built: tuple[Atlas, Path],
) -> None:
    atlas, folder = built
    row = styles(folder / "desa.gpkg")["kelompok", "Kelompok WKSBM"]
    rules = list(fromstring(row["styleSLD"].encode()).iter(f"{SE}Rule"))
    kinds = group_kinds(atlas)
    fills = [rule.findtext(f".//{SE}Fill/{SE}SvgParameter") for rule in rules]
    assert fills == [kind.colour for kind in kinds]
    chosen = [
        [item.findtext(f"{OGC}Literal") for item in rule.iter(f"{OGC}PropertyIsEqualTo")]
        for rule in rules
    ]
    named = [kind.value for kind in kinds[:-1]]
    assert chosen == [*([name] for name in named), []]
    others = [
        item.findtext(f"{OGC}Literal") for item in rules[-1].iter(f"{OGC}PropertyIsNotEqualTo")
    ]
    assert others == named
    assert rules[-1].find(f"{OGC}Filter/{OGC}Or/{OGC}PropertyIsNull") is not None


def test_areas_are_dashed_where_there_are_fewer_groups(built: tuple[Atlas, Path]) -> None:
    _, folder = built
    row = styles(folder / "desa.gpkg")["daerah", "Daerah statistik pindai"]
    dashes = [
        [item.text for item in rule.iter(f"{SE}SvgParameter")
         if item.get("name") == "stroke-dasharray"]
        for rule in fromstring(row["styleSLD"].encode()).iter(f"{SE}Rule")
    ]  # fmt: skip
    assert [bool(pattern) for pattern in dashes] == [False, True]
    symbols = fromstring(row["styleQML"]).findall("renderer-v2/symbols/symbol")
    dashed = [
        any(properties(layer).get("use_custom_dash") == "1" for layer in symbol.findall("layer"))
        for symbol in symbols
    ]
    assert dashed == [False, True]
