"""The QGIS project names its data by a relative path and opens in QGIS as the page shows it."""

from __future__ import annotations

import json
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from xml.etree.ElementTree import Element, fromstring

import pytest
import rasterio
from PIL import Image
from wksbm.layers.surface_words import SurfaceKind
from wksbm.layers.surfaces import find_surface
from wksbm.maps.sheet.kinds import printed_map
from wksbm.maps.sheet.kinds.surface import SurfaceMap
from wksbm.maps.spec import MapSpec, read_maps
from wksbm.outputs.gis.package import write_gis
from wksbm.outputs.gis.project import write_project
from wksbm.outputs.gis.project_layers import layer_id
from wksbm.outputs.rasters import write_rasters
from wksbm.outputs.write import drawable_maps
from wksbm.text import both

from tests.board import HOSTILE_NAMES, analysed
from tests.maps.pictures import whole_atlas
from tests.outputs.gis import ROOT, of_sld, styles

PYTHON = "/usr/bin/python3"
SURROUNDINGS = {"PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}


SURFACES = {"kerapatan": "density", "kerapatan_per_1000": "ratio", "jangkauan": "reach"}


def laid_out() -> list[MapSpec]:
    """Return the printed maps that have a layout: all but series of small maps."""
    maps = drawable_maps(whole_atlas(), read_maps(ROOT / "maps"))
    return [spec for spec in maps if spec.kind == "static" and "panels" not in spec.drawing]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out, atlas = tmp_path_factory.mktemp("proyek"), whole_atlas()
    write_gis(atlas, out)
    write_rasters(atlas, out)
    write_project(atlas, drawable_maps(atlas, read_maps(ROOT / "maps")), out)
    return out


def _project(path: Path) -> Element:
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["desa.qgs"]
        text = archive.read("desa.qgs").decode("utf-8")
    return fromstring(text.split("\n", 1)[1])


def test_every_layer_is_in_the_package_beside_it(folder: Path) -> None:
    root = _project(folder / "desa.qgz")
    sources = [item.text or "" for item in root.iterfind("projectlayers/maplayer/datasource")]
    styled = [source for source in sources if source.startswith("./desa.gpkg|")]
    tables = {table for table, _ in styles(folder / "desa.gpkg")}
    assert {source.split("|layername=")[1] for source in styled} == tables
    files = {source.split("|")[0] for source in sources}
    assert files == {"./desa.gpkg", "./titik_kosong.gpkg", *(f"./{name}.tif" for name in SURFACES)}
    assert all((folder / file).is_file() for file in files)
    assert root.findtext("properties/Paths/Absolute") == "false"
    text = str(zipfile.ZipFile(folder / "desa.qgz").read("desa.qgs"))
    assert str(folder) not in text and str(ROOT) not in text


def test_all_references_to_layers_lead_somewhere(folder: Path) -> None:
    root = _project(folder / "desa.qgz")
    ids = [item.text for item in root.iterfind("projectlayers/maplayer/id")]
    assert len(set(ids)) == len(ids)
    assert all(len(name or "") > 10 for name in ids)  # QGIS gives shorter ones another name
    leaves = [item.get("id", "") for item in root.iterfind("layer-tree-group//layer-tree-layer")]
    assert sorted(leaves) == sorted(map(str, ids))
    for path in ("layerorder/layer", "visibility-presets//layer", "Layouts//layer-tree-layer"):
        named = [item.get("id") for item in root.iterfind(path)]
        assert named and set(named) <= set(ids)
    themes = {item.get("name") for item in root.iterfind("visibility-presets/visibility-preset")}
    followed = {item.get("followPresetName") for item in root.iterfind("Layouts//LayoutItem")}
    assert followed - {None} <= themes
    indicators = {layer.spec.title.id for layer in whole_atlas().layers}
    others = [spec.title.id for spec in laid_out() if spec.drawing not in ("layer", "worst")]
    assert len(others) == 6 and themes == indicators | set(others)


def test_indicators_are_grouped_by_question_and_one_is_shown(folder: Path) -> None:
    root = _project(folder / "desa.qgz")
    groups = [
        group
        for outer in root.findall("layer-tree-group/layer-tree-group")
        if outer.get("name") == "Indikator"
        for group in outer.findall("layer-tree-group")
    ]
    questions = list(dict.fromkeys(layer.spec.question.id for layer in whole_atlas().layers))
    assert [group.get("name") for group in groups] == questions
    assert all(group.get("mutually-exclusive") == "1" for group in groups)
    assert [group.get("checked") for group in groups].count("Qt::Checked") == 1
    first = groups[0].findall("layer-tree-layer")
    assert [leaf.get("checked") for leaf in first].count("Qt::Checked") == 1
    assert first[0].get("id") == layer_id(whole_atlas().layers[0].id)


def test_layouts_say_sample_and_keep_inside_their_page(folder: Path) -> None:
    layouts = _project(folder / "desa.qgz").findall("Layouts/Layout")
    assert [item.get("name") for item in layouts] == [spec.title.id for spec in laid_out()]
    for layout in layouts:
        texts = " ".join(item.get("labelText", "") for item in layout.iterfind("LayoutItem"))
        assert "DATA CONTOH" in texts and "Sumber:" in texts
        page = layout.find("PageCollection/LayoutItem")
        assert page is not None
        width, height = _numbers(page.get("size", ""))
        for item in layout.iterfind("LayoutItem"):
            left, top = _numbers(item.get("position", ""))
            across, down = _numbers(item.get("size", ""))
            assert left >= 0 and top >= 0 and left + across <= width and top + down <= height


def _numbers(text: str) -> tuple[float, float]:
    one, two, unit = text.split(",")
    assert unit == "mm"
    return float(one), float(two)


def test_words_that_look_like_expressions_stay_words(tmp_path: Path) -> None:
    board = analysed(tmp_path, HOSTILE_NAMES)
    title = "[% env('HOME') %] <b>&"
    spec = next(spec for spec in read_maps(ROOT / "maps") if spec.layers == ("jumlah_kelompok",))
    write_project(board, [replace(spec, title=both(title))], tmp_path)
    texts = [
        item.get("labelText", "") for item in _project(tmp_path / "desa.qgz").iter("LayoutItem")
    ]
    assert not any("[%" in text for text in texts)
    assert any("env('HOME')" in text for text in texts)


def test_kinds_and_titles_that_look_like_expressions_stay_words(tmp_path: Path) -> None:
    """QGIS computes what stands in [% %] when a layout's legend is drawn."""
    board = analysed(tmp_path)
    kinds = board.groups.assign(jenis="[% env('HOME') %]")
    layers = tuple(
        replace(layer, spec=replace(layer.spec, title=both(f"[% 1 + {place} %]")))
        for place, layer in enumerate(board.layers)
    )
    board = replace(board, groups=kinds, layers=layers)
    every = drawable_maps(board, read_maps(ROOT / "maps"))
    maps = [spec for spec in every if spec.layers == ("jumlah_kelompok",)]
    write_project(board, maps, tmp_path)
    project = _project(tmp_path / "desa.qgz")
    labels = [entry.get("label", "") for entry in project.iter("category")]
    labels += [
        entry.get("value", "")
        for entry in project.iter("Option")
        if entry.get("name", "").startswith("legend/")
    ]
    assert "[ % env('HOME') %]" in labels and any("[ % 1 + " in label for label in labels)
    assert not any("[%" in label for label in labels)
    values = {entry.get("value") for entry in project.iter("category")}
    assert "[% env('HOME') %]" in values


def test_maps_of_the_same_title_all_keep_their_layout(tmp_path: Path) -> None:
    board = analysed(tmp_path)
    spec = next(spec for spec in read_maps(ROOT / "maps") if spec.layers == ("jumlah_kelompok",))
    write_project(board, [spec, replace(spec, id="lain", page="a3-landscape")], tmp_path)
    names = [entry.get("name") for entry in _project(tmp_path / "desa.qgz").iter("Layout")]
    assert names == [f"{spec.title.id} ({spec.id})", f"{spec.title.id} (lain)"]


@pytest.fixture(scope="module")
def opened(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    try:
        known = subprocess.run([PYTHON, "-c", "import qgis.core"], env=SURROUNDINGS,
                               capture_output=True, check=False)  # fmt: skip
    except OSError:
        pytest.skip("there is no system Python")
    if known.returncode:
        pytest.skip("Debian's python3-qgis is not installed")
    pictures = tmp_path_factory.mktemp("gambar")
    for (table, name), row in styles(folder / "desa.gpkg").items():
        if table == "desa":
            (pictures / f"{name.replace('/', '_')}.sld").write_text(row["styleSLD"], "utf-8")
    home = tmp_path_factory.mktemp("rumah")
    ran = subprocess.run(
        [PYTHON, str(Path(__file__).with_name("open_in_qgis.py")), str(folder / "desa.qgz"),
         str(pictures)],
        env={**SURROUNDINGS, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "Warning 1" not in ran.stderr
    return json.loads(ran.stdout.splitlines()[-1]), pictures


@pytest.mark.qgis
def test_qgis_opens_every_layer(opened: tuple[dict[str, Any], Path]) -> None:
    told, _ = opened
    assert told["read"] and told["crs"] == "EPSG:32749" and "DATA CONTOH" in told["title"]
    assert told["messages"] == []
    assert all(layer["valid"] and layer["rows"] > 0 for layer in told["layers"].values())
    rows = {name: layer for name, layer in told["layers"].items() if not name.endswith("-sel")}
    assert {layer["crs"] for layer in rows.values()} == {"EPSG:4326"}
    assert all("MIT" in layer["licences"] for layer in told["layers"].values())
    seen = [name for name, layer in told["layers"].items() if layer["visible"]]
    first, last = (layer_id(whole_atlas().layers[place].id) for place in (0, -1))
    assert seen == [layer_id("kecamatan"), first]
    assert told["after_ticking_the_last"] == [layer_id("kecamatan"), last]


@pytest.mark.qgis
def test_qgis_shows_what_a_theme_says_when_it_is_chosen(
    opened: tuple[dict[str, Any], Path],
) -> None:
    told, _ = opened
    outlines, groups = layer_id("kecamatan"), layer_id("kelompok")
    for layer in whole_atlas().layers:
        areas = [layer_id("daerah")] if layer.spec.measure.kind == "scan" else []
        assert told["themes"][layer.spec.title.id] == [*areas, outlines, layer_id(layer.id)]
    for spec in laid_out():
        names = [layer.removeprefix(f"wksbm_atlas_peta-{spec.id}-") for layer in
                 told["themes"].get(spec.title.id, ())]  # fmt: skip
        expected = {
            "density": [outlines, "sel", "wilayah"],
            "ratio": [outlines, "sel", "wilayah"],
            "reach": [outlines, "usulan", "titik", "sel", "wilayah"],
            "points": [groups, outlines, "wilayah"],
            "coverage": [outlines, "wilayah"],
            "with-symbols": [outlines, "lingkaran", layer_id(spec.layers[0])],
        }
        if spec.drawing in expected:
            assert names == expected[spec.drawing], spec.id


@pytest.mark.qgis
def test_qgis_draws_the_surfaces_in_the_classes_of_the_page(
    opened: tuple[dict[str, Any], Path], folder: Path
) -> None:
    told, _ = opened
    atlas = whole_atlas()
    for name, kind in SURFACES.items():
        surface = find_surface(atlas, cast(SurfaceKind, kind))
        assert surface is not None
        layer = told["layers"][layer_id(f"peta-{name}-sel")]
        with rasterio.open(folder / f"{name}.tif") as raster:
            assert layer["rows"] == raster.width * raster.height
            assert layer["crs"] == f"EPSG:{raster.crs.to_epsg()}"
            assert layer["bounds"] == pytest.approx(raster.bounds)
        assert layer["categories"] == [
            [entry.upper, entry.label.id, entry.colour] for entry in surface.numeric
        ]
        ground = told["layers"][layer_id(f"peta-{name}-wilayah")]["categories"]
        assert [key for key, _, _ in ground] == ["known", "not_reported"]
        unknown = surface.classes[-1]
        assert ground[1][1:] == [unknown.label.id, unknown.colour]


@pytest.mark.qgis
def test_qgis_shows_the_areas_and_places_of_the_covering_model(
    opened: tuple[dict[str, Any], Path],
) -> None:
    told, _ = opened
    spread = whole_atlas().spread
    assert spread is not None and spread.spots is not None
    assert told["layers"][layer_id("peta-jangkauan-titik")]["rows"] == len(spread.spots)
    assert told["layers"][layer_id("peta-jangkauan-usulan")]["rows"] == len(spread.proposals) > 0


@pytest.mark.qgis
def test_qgis_draws_the_classes_of_the_page(
    opened: tuple[dict[str, Any], Path], folder: Path
) -> None:
    told, _ = opened
    written = styles(folder / "desa.gpkg")
    assert told["default"][0] is True
    assert told["default"][1] == told["layers"][layer_id(whole_atlas().layers[0].id)]["categories"]
    for layer in whole_atlas().layers:
        title = layer.spec.title.id
        drawn = of_sld(written["desa", title]["styleSLD"])
        in_project = told["layers"][layer_id(layer.id)]["categories"]
        read, in_style = told["styles"][title]
        assert read and in_style == in_project
        if layer.spec.symbology != "symbols":
            assert in_project == [[key, one.label, one.fill] for key, one in drawn.items()]
        read, rules = told["slds"][title.replace("/", "_")]
        assert read and [rule[0] for rule in rules][: len(drawn)] == [
            one.label for one in drawn.values()
        ]


@pytest.mark.qgis
def test_qgis_prints_the_layouts_in_the_colours_of_the_classes(
    opened: tuple[dict[str, Any], Path],
) -> None:
    told, pictures = opened
    atlas = whole_atlas()
    static = laid_out()
    assert told["layouts"] == {spec.title.id: 0 for spec in static}
    for place, spec in enumerate(static):
        with Image.open(pictures / f"{place}.png") as image:
            counted = image.convert("RGB").getcolors(1 << 24) or []
        seen = {f"#{red:02x}{green:02x}{blue:02x}": number
                for number, (red, green, blue) in counted}  # fmt: skip
        shown = printed_map(atlas, spec)
        if shown.layer.spec.symbology == "symbols":
            continue
        for entry in shown.layer.classes:
            if isinstance(shown, SurfaceMap) and entry.lower is not None and entry.count < 100:
                continue  # km² or people of so few that they may lie below a line or a name
            assert seen.get(entry.colour, 0) > 100 * min(entry.count, 1), (spec.id, entry.key)
