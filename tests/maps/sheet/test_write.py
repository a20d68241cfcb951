"""Static maps: the three formats show the layer's own classes, say so in words, and repeat."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree.ElementTree import Element

import matplotlib as mpl
import numpy as np
import pandas as pd
import pypdf
import pytest
import shapely
from defusedxml.ElementTree import parse
from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from numpy.typing import NDArray
from PIL import Image
from wksbm.layers.model import LegendClass
from wksbm.maps.sheet import theme
from wksbm.maps.sheet.furniture import Sheet
from wksbm.maps.sheet.write import compose, write_static
from wksbm.text import Text

from tests import board
from tests.maps.scanned import SCAN, scanned
from tests.maps.sheet.written import ALL_LAYERS, LAYERS, real_atlas, spec

ROOT = Path(__file__).resolve().parents[3]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both layers of the board, drawn once; `contoh` is the same marked as sample data."""
    folder = tmp_path_factory.mktemp("static")
    atlas = board.atlas(folder)
    for layer in LAYERS:
        write_static(atlas, spec(layer), folder)
    write_static(board.atlas(folder, sample=True), spec(LAYERS[0], name="contoh"), folder)
    return folder


def groups(path: Path) -> dict[str, Element]:
    root = parse(path).getroot()
    return {group.get("id", ""): group for group in root.iter(f"{SVG}g")}


def texts(path: Path) -> list[str]:
    return [text.text or "" for text in parse(path).getroot().iter(f"{SVG}text")]


def fills(group: Element) -> list[str]:
    """Return the fills of the shapes of a group; matplotlib draws a lone shape by a `<use>`."""
    found = (re.search(r"fill: (#\w{6})", style) for style in styles(group))
    return [fill[1] for fill in found if fill]


def styles(group: Element) -> list[str]:
    return [shape.get("style", "") for shape in group.iter() if shape.tag != f"{SVG}text"]


def test_writes_four_files_in_order(tmp_path: Path) -> None:
    paths = write_static(board.atlas(tmp_path), spec(LAYERS[0], name="peta"), tmp_path)
    assert [path.name for path in paths] == ["peta.png", "peta.svg", "peta.pdf", "peta.txt"]
    assert all(path.parent == tmp_path and path.stat().st_size for path in paths)


def test_unknown_layer_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_static(board.atlas(tmp_path), spec("lain"), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("page", "size"), [("a4-landscape", (297, 210)), ("a4-portrait", (210, 297))]
)
def test_png_is_a4_at_300_dpi_with_its_words(
    tmp_path: Path, page: str, size: tuple[int, int]
) -> None:
    path, *_ = write_static(board.atlas(tmp_path), spec(LAYERS[0], page), tmp_path)
    with Image.open(path) as image:
        assert image.size == pytest.approx([side / 25.4 * 300 for side in size], abs=1)
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert image.text["Title"] == "Judul peta"
        assert "9 kalurahan" in image.text["Description"]
        both = {
            f"{name}{other}"
            for name in ("Title", "Description", "Caption")
            for other in ("", "-en")
        }
        assert set(image.text) == both
        assert "9 villages" in image.text["Description-en"]
        assert image.text["Caption"].startswith("Judul peta.")
        assert image.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_png_keeps_the_very_colours_of_the_classes(outputs: Path, tmp_path: Path) -> None:
    with Image.open(outputs / "kelompok_per_1000.png") as image:
        counted = image.convert("RGB").getcolors(1 << 24)
    shown = {f"#{red:02x}{green:02x}{blue:02x}" for _, (red, green, blue) in counted}
    classes = board.atlas(tmp_path).layer("kelompok_per_1000").classes
    assert {entry.colour for entry in classes} | {"#ffffff"} <= shown


def test_svg_is_an_image_with_title_and_description(outputs: Path) -> None:
    root = parse(outputs / "kelompok_per_1000.svg").getroot()
    assert root.tag == f"{SVG}svg" and root.get("role") == "img" and root.get("lang") == "id"
    named = {element.get("id"): element.text for element in root if element.get("id")}
    first, second = (root.get("aria-labelledby") or "").split()
    assert named[first] == "Judul peta" and "Kelas" in (named[second] or "")
    assert len(root.findall(f"{SVG}title")) == 1


def test_svg_colours_are_those_of_the_classes(outputs: Path, tmp_path: Path) -> None:
    drawn = groups(outputs / "kelompok_per_1000.svg")
    for entry in board.atlas(tmp_path).layer("kelompok_per_1000").classes:
        assert fills(drawn[f"class-{entry.key}"]) == [entry.colour] * entry.count
        assert entry.colour in fills(drawn[f"legend-{entry.key}"])


@pytest.mark.parametrize("layer", LAYERS)
def test_no_data_is_hatched_on_the_map_and_in_the_legend(outputs: Path, layer: str) -> None:
    drawn = groups(outputs / f"{layer}.svg")
    hatched = {name for name, group in drawn.items() if "url(#" in str(styles(group))}
    hatched.remove("figure_1")
    assert hatched == {"class-not_reported-hatch", "legend-not_reported-hatch"}


def test_every_hatched_class_has_its_own_hatch_on_map_and_legend(tmp_path: Path) -> None:
    keys = ("not_reported", "to_check", "undefined", "suppressed", "kelak")
    colours = ("#bdbdbd", "#d9c8a9", "#eeeeee", "#101010", "#777777")
    atlas = board.atlas(tmp_path)
    layer = atlas.layer("kelompok_per_1000")
    entries = [
        LegendClass(key, Text(key, key), colour, 1, hatch=True)
        for key, colour in zip(keys, colours, strict=True)
    ]
    class_keys = layer.class_keys.copy()
    class_keys.iloc[:5] = keys
    classes = (*(entry for entry in layer.classes if entry.key != "not_reported"), *entries)
    layer = dataclasses.replace(layer, classes=classes, class_keys=class_keys)
    sheet, _ = compose(dataclasses.replace(atlas, layers=(layer,)), spec(layer.id))
    on_map = {item.get_gid(): item.get_hatch() for item in sheet.parts["hatch"]}
    assert set(on_map) == {f"class-{key}-hatch" for key in keys}
    in_legend = {
        item.get_gid(): item.get_hatch()
        for item in sheet.parts["legend"]
        if str(item.get_gid()).endswith("-hatch")
    }
    drawn = [on_map[f"class-{key}-hatch"] for key in keys]
    assert drawn == [in_legend[f"legend-{key}-hatch"] for key in keys]
    assert [hatch[0] for hatch in drawn[:4]] == ["/", "\\", ".", "x"]
    assert len(set(drawn)) == 5


def test_circles_let_what_lies_below_shine_through(outputs: Path) -> None:
    drawn = groups(outputs / "jumlah_kelompok.svg")
    circles = [style for style in styles(drawn["circles"]) if "fill:" in style]
    assert len(circles) == 7
    for shape in circles:
        assert "stroke: #ffffff" in shape
        assert 0.5 < float(re.findall(r"fill-opacity: ([\d.]+)", shape)[0]) < 1


def test_circles_have_areas_proportional_to_values(tmp_path: Path) -> None:
    sheet, _ = compose(board.atlas(tmp_path), spec("jumlah_kelompok"))
    (circles,) = sheet.parts["circles"]
    widths = np.array([path.get_extents().width for path in circles.get_paths()])
    assert widths**2 / widths[0] ** 2 == pytest.approx(np.array([70, 60, 50, 40, 30, 20, 10]) / 70)


def test_reported_zero_is_a_cross_and_not_reported_is_not(tmp_path: Path) -> None:
    atlas = board.atlas(tmp_path)
    for layer in LAYERS:
        sheet, frame = compose(atlas, spec(layer))
        (crosses,) = sheet.parts["zero"]
        (point,) = crosses.get_xydata()
        (cell,) = frame.to_page(atlas.villages.geometry.to_numpy()[:1])
        west, south, east, north = cell.bounds
        assert west < point[0] < east and south < point[1] < north


def test_sample_data_say_so_in_every_format(outputs: Path) -> None:
    assert "DATA CONTOH" in texts(outputs / "contoh.svg")
    assert "DATA CONTOH" not in texts(outputs / "kelompok_per_1000.svg")
    for name, expected in (("contoh", True), ("kelompok_per_1000", False)):
        page = pypdf.PdfReader(outputs / f"{name}.pdf").pages[0].extract_text()
        assert ("DATA CONTOH" in page) is expected
        words = (outputs / f"{name}.txt").read_text(encoding="utf-8").casefold()
        assert ("data contoh" in words) is expected
        assert ("sample data" in words) is expected


def test_pdf_embeds_its_fonts_and_has_no_date(outputs: Path) -> None:
    reader = pypdf.PdfReader(outputs / "kelompok_per_1000.pdf")
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert fonts
    for font in fonts.values():
        font = font.get_object()
        if font["/Subtype"] == "/Type0":
            font = font["/DescendantFonts"][0].get_object()
        assert font["/FontDescriptor"].get_object()["/FontFile2"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Judul peta"
    assert "Papan catur 2026" in str(reader.metadata.subject)
    assert not {"/CreationDate", "/ModDate"} & set(reader.metadata)


def test_svg_carries_the_font_of_its_texts_and_nothing_from_outside(outputs: Path) -> None:
    source = (outputs / "kelompok_per_1000.svg").read_text(encoding="utf-8")
    faces = re.findall(r"url\(data:font/woff;base64,([\w+/=]+)\)", source)
    assert len(faces) == 3
    assert all(base64.b64decode(face)[:4] == b"wOFF" for face in faces)
    references = re.findall(r"""(?:href|src)\s*=\s*["']([^"']*)|url\(([^)]*)\)""", source)
    assert all((one or other).startswith(("#", "data:font/woff")) for one, other in references)


@pytest.mark.parametrize("layer", LAYERS)
def test_hostile_names_stay_text(tmp_path: Path, layer: str) -> None:
    hostile = ("$x^2$", "\\frac{1}{2} & _a_", "]]><script>alert(1)</script>")
    atlas = board.atlas(tmp_path, board.HOSTILE_NAMES)
    outlines = atlas.kecamatan.assign(kecamatan=list(hostile))
    villages = atlas.villages.assign(kecamatan=np.repeat(hostile, 3))
    atlas = dataclasses.replace(atlas, kecamatan=outlines, villages=villages)
    _, svg, pdf, words = write_static(atlas, spec(layer), tmp_path)
    root = parse(svg).getroot()
    assert {element.tag for element in root.iter()} & {f"{SVG}script", f"{SVG}img"} == set()
    shown = texts(svg)
    assert all(shown.count(name) == 2 for name in hostile)
    if layer == "kelompok_per_1000":
        assert set(board.HOSTILE_NAMES[:7]) <= set(shown)
        assert "Beji \N{WORLD MAP}" in shown
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in svg.read_text(encoding="utf-8")
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in words.read_text(encoding="utf-8")
    assert "$x^2$" in pypdf.PdfReader(pdf).pages[0].extract_text()


def test_halos_lie_behind_the_names(outputs: Path) -> None:
    drawn = groups(outputs / "kelompok_per_1000.svg")
    halos = [group for name, group in drawn.items() if name.startswith("halo-")]
    names = {group.findtext(f"{SVG}text") for group in halos}
    assert names == {*board.KECAMATAN, "Pojok"}
    for group in halos:
        outline, name = group.iter(f"{SVG}text")
        assert outline.text == name.text
        assert outline.get("aria-hidden") == "true" and "stroke-width" in outline.get("style", "")
        assert "stroke-width" not in name.get("style", "")


@pytest.mark.parametrize("name", ["title", "description"])
def test_words_follow_the_language(tmp_path: Path, name: str) -> None:
    atlas = board.atlas(tmp_path)
    english = dataclasses.replace(atlas, config=dataclasses.replace(atlas.config, lang="en"))
    _, svg, _, words = write_static(english, spec("kelompok_per_1000"), tmp_path)
    described = spec("kelompok_per_1000")
    assert getattr(described, name).en in texts(svg)
    assert getattr(described, name).id not in texts(svg)
    both = words.read_text(encoding="utf-8")
    assert both.index("[id]") < both.index("Judul peta") < both.index("[en]")
    assert both.index("[en]") < both.index("Title of the map")


PROGRAM = """
import sys
from pathlib import Path
from wksbm.maps.sheet.write import write_static
from tests.maps.scanned import scanned
from tests.maps.sheet.written import ALL_LAYERS, spec
folder = Path(sys.argv[1])
for layer in ALL_LAYERS:
    write_static(scanned(folder, sample=True), spec(layer), folder)
"""


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.stem in ALL_LAYERS
    }


def test_same_bytes_in_another_process_zone_locale_and_style(tmp_path: Path) -> None:
    here, there = tmp_path / "sini", tmp_path / "sana"
    here.mkdir()
    there.mkdir()
    for layer in ALL_LAYERS:
        write_static(scanned(here, sample=True), spec(layer), here)
    (there / "matplotlibrc").write_text("font.family: serif\nsvg.fonttype: path\nlines.color: r\n")
    environment = os.environ | {
        "PYTHONHASHSEED": "4711",
        "PYTHONPATH": str(ROOT),
        "TZ": "Asia/Jayapura",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "1",
    }
    command = [sys.executable, "-c", PROGRAM, str(there)]
    subprocess.run(command, cwd=there, env=environment, check=True)
    assert digests(here) == digests(there)
    assert len(digests(here)) == 16


@pytest.mark.parametrize("layer", LAYERS)
def test_sheets_of_figures_do_not_change_with_the_statistics(tmp_path: Path, layer: str) -> None:
    alone, analysed = tmp_path / "tanpa", tmp_path / "dengan"
    for folder, atlas in ((alone, board.atlas(tmp_path)), (analysed, scanned(tmp_path))):
        folder.mkdir()
        write_static(atlas, spec(layer), folder)
    assert digests(alone) == digests(analysed)
    assert len(digests(alone)) == 4


def test_categories_and_areas_are_in_the_svg(tmp_path: Path) -> None:
    atlas = scanned(tmp_path)
    _, svg, pdf, words = write_static(atlas, spec(SCAN), tmp_path)
    drawn = groups(svg)
    for entry in atlas.layer(SCAN).classes:
        shown = fills(drawn[f"class-{entry.key}"]) if entry.count else []
        assert shown == [entry.colour] * entry.count
        assert entry.colour in fills(drawn[f"legend-{entry.key}"])
    hatched = {name for name, group in drawn.items() if "url(#" in str(styles(group))}
    assert hatched - {"figure_1"} == {
        f"{place}-{key}-hatch"
        for place in ("class", "legend")
        for key in ("undefined", "not_reported")
    }
    dashed = {name for name in drawn if "stroke-dasharray" in str(styles(drawn[name]))}
    assert {"area-2-0"} == {name for name in dashed if name.startswith("area-")}
    assert {"Daerah bergaris", "Daerah 1.", "Daerah 2."} <= set(texts(svg))
    assert "Daerah 2." in pypdf.PdfReader(pdf).pages[0].extract_text()
    assert "dashed outline: fewer. Area 1. Area 2." in words.read_text(encoding="utf-8")


def test_leaves_the_settings_of_matplotlib_alone(tmp_path: Path) -> None:
    with mpl.rc_context({"font.size": 33, "text.parse_math": True}):
        before = dict(mpl.rcParams)
        write_static(board.atlas(tmp_path), spec(LAYERS[0]), tmp_path)
        assert dict(mpl.rcParams) == before


def test_leaves_the_atlas_alone(tmp_path: Path) -> None:
    atlas, untouched = board.atlas(tmp_path), board.atlas(tmp_path)
    write_static(atlas, spec("jumlah_kelompok"), tmp_path)
    pd.testing.assert_frame_equal(atlas.villages, untouched.villages)
    pd.testing.assert_series_equal(
        atlas.layer("jumlah_kelompok").values, untouched.layer("jumlah_kelompok").values
    )


@pytest.mark.real
@pytest.mark.parametrize(
    ("layer", "page"), [(LAYERS[0], "a4-landscape"), (LAYERS[1], "a4-portrait")]
)
def test_real_villages_are_all_drawn_and_files_stay_small(
    tmp_path: Path, layer: str, page: str
) -> None:
    atlas = real_atlas(tmp_path)
    png, svg, pdf, _ = write_static(atlas, spec(layer, page), tmp_path)
    drawn = groups(svg)
    for entry in atlas.layer(layer).classes:
        if entry.count:
            assert len(fills(drawn[f"class-{entry.key}"])) == entry.count
    sheet, _ = compose(atlas, spec(layer, page))
    assert [name.get_text() for name in sheet.parts["names"]] == list(atlas.kecamatan["kecamatan"])
    named = {name.get_text() for name in sheet.parts["village-names"]}
    assert len(named) >= {LAYERS[0]: 135, LAYERS[1]: 85}[layer]
    assert all(name.get_fontsize() >= 5.5 for name in sheet.parts["village-names"])
    assert png.stat().st_size <= 1_500_000
    assert svg.stat().st_size <= 1_000_000
    assert pdf.stat().st_size <= 1_000_000


def discs_of(sheet: Sheet) -> NDArray[np.object_]:
    (circles,) = sheet.parts["circles"]
    boxes = [path.get_extents() for path in circles.get_paths()]
    middles = [((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) for box in boxes]
    return shapely.buffer(shapely.points(middles), [box.width / 2 for box in boxes])


@pytest.mark.real
def test_real_circles_hardly_hide_each_other_or_a_name(tmp_path: Path) -> None:
    atlas = real_atlas(tmp_path)
    sheet, frame = compose(atlas, spec("jumlah_kelompok"))
    discs = discs_of(sheet)
    land = shapely.area(frame.to_page(atlas.villages.geometry.to_numpy())).sum()
    assert 0.05 * land < shapely.area(discs).sum() <= 0.15 * land
    assert shapely.area(shapely.union_all(discs)) > 0.97 * shapely.area(discs).sum()
    sheet.figure.set_dpi(300)
    renderer = FigureCanvasAgg(sheet.figure).get_renderer()
    for name in (*sheet.parts["names"], *sheet.parts["village-names"]):
        with style.context(theme.STYLE, after_reset=True):
            found = name.get_window_extent(renderer).transformed(sheet.mm.inverted())
        middle = (found.y0 + found.y1) / 2
        line = shapely.LineString([(found.x0, middle), (found.x1, middle)])
        assert not shapely.intersects(discs, line).any(), name.get_text()
