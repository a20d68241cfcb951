"""The words for villages without a figure follow what an indicator counts."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from wksbm.atlas.build import build_atlas
from wksbm.errors import ContentError
from wksbm.layers.model import Atlas
from wksbm.layers.spec import LayerSpec, MeasureKind, read_layer
from wksbm.maps.caption import alt_text, caption
from wksbm.maps.page.layer_payload import layer_payload
from wksbm.maps.spec import MapSpec
from wksbm.outputs.swatches import swatches
from wksbm.text import LANGUAGES, Text, both

from tests.board import atlas
from tests.layers.tables import attributes, boundaries, counts

ABOUT_GROUPS = re.compile(r"kelompok|\bgroup|lapor|report|periksa|to be checked", re.IGNORECASE)
POSTS = [0.0, 0.0, *range(1, 6), float("nan"), float("nan")]
GROUPS = (0, 10, 20, 30, 40, 50, 60, 70, None)
NO_DATA = Text("tidak ada data", "no data")
NO_GROUP = Text("melapor tidak ada kelompok", "reported no group")
NOT_REPORTED = Text("tidak melapor", "not reported")

FILE = """
title = {{ id = "Pos", en = "Posts" }}
question = {{ id = "Apa?", en = "What?" }}
explanation = {{ id = "Ini.", en = "This." }}
unit = {{ id = "posyandu", en = "health posts" }}
source = {{ id = "Dinas", en = "Office" }}
symbology = "{symbology}"

[measure]
kind = "{kind}"
column = "{column}"
{more}

[classes]
zero = true
{label}
"""


def _spec(
    folder: Path,
    kind: MeasureKind,
    column: str,
    *,
    denominator: str = "",
    name: str = "contoh",
    label: str = "",
) -> LayerSpec:
    path = folder / f"{name}.toml"
    more = f'denominator = "{denominator}"' if denominator else ""
    symbology = "symbols" if kind == "count" else "choropleth"
    text = FILE.format(kind=kind, column=column, more=more, symbology=symbology, label=label)
    path.write_text(text, encoding="utf-8")
    return read_layer(path)


def _built(folder: Path, *specs: LayerSpec) -> Atlas:
    extra = attributes(penduduk=[1000.0] * 9, posyandu=POSTS, idm=[float(n) for n in range(9)])
    return build_atlas(atlas(folder).config, boundaries(), counts(GROUPS), [extra], specs)


def _labels(built: Atlas, name: str = "contoh") -> dict[str, Text]:
    return {entry.key: entry.label for entry in built.layer(name).classes if entry.lower is None}


@pytest.mark.parametrize(
    ("kind", "denominator"),
    [("count", ""), ("value", ""), ("rate", "penduduk"), ("shortfall", "penduduk")],
)
def test_a_map_of_health_posts_says_nothing_about_groups(
    tmp_path: Path, kind: MeasureKind, denominator: str
) -> None:
    """Legend, caption, alternative text, page and GIS take their words from the classes."""
    built = _built(tmp_path, _spec(tmp_path, kind, "posyandu", denominator=denominator))
    layer = built.layer("contoh")
    assert {entry.key: entry.count for entry in layer.classes}["not_reported"] == 2
    assert _labels(built)["not_reported"] == NO_DATA
    drawn = MapSpec("peta", both("Pos"), both("Pos"), "static", ("contoh",), "report", 1, "x.toml")
    page = layer_payload(built, layer)
    texts = [
        *(text.to(lang) for text in (caption(built, drawn, layer, "UTM"),) for lang in LANGUAGES),
        *(text.to(lang) for text in (alt_text(built, drawn, layer),) for lang in LANGUAGES),
        *(entry["label"][lang] for entry in page["classes"] for lang in LANGUAGES),
        *(swatch.entry.label.to(lang) for swatch in swatches(layer) for lang in LANGUAGES),
    ]
    for text in texts:
        assert not ABOUT_GROUPS.search(text), text


@pytest.mark.parametrize(
    ("kind", "column", "denominator"),
    [
        ("count", "jumlah_kelompok", ""),
        ("value", "jumlah_kelompok", ""),
        ("rate", "jumlah_kelompok", "penduduk"),
        ("shortfall", "jumlah_kelompok", "penduduk"),
        ("rate", "posyandu", "jumlah_kelompok"),
    ],
)
def test_what_is_made_of_groups_says_who_did_not_report(
    tmp_path: Path, kind: MeasureKind, column: str, denominator: str
) -> None:
    built = _built(tmp_path, _spec(tmp_path, kind, column, denominator=denominator))
    assert _labels(built)["not_reported"] == NOT_REPORTED
    assert {entry.key: entry.count for entry in built.layer("contoh").classes}["not_reported"] == 1


@pytest.mark.parametrize(
    ("kind", "column", "denominator", "label"),
    [
        ("count", "jumlah_kelompok", "", NO_GROUP),
        ("rate", "jumlah_kelompok", "luas_km2", NO_GROUP),
        ("shortfall", "jumlah_kelompok", "penduduk", Text("tidak ada (0)", "none (0)")),
        ("count", "posyandu", "", Text("tanpa posyandu", "without health posts")),
        ("rate", "posyandu", "penduduk", Text("tidak ada (0)", "none (0)")),
        ("value", "posyandu", "", Text("tidak ada (0)", "none (0)")),
    ],
)
def test_the_word_for_zero_follows_what_is_counted(
    tmp_path: Path, kind: MeasureKind, column: str, denominator: str, label: Text
) -> None:
    spec = _spec(tmp_path, kind, column, denominator=denominator)
    assert spec.zero_label == label
    assert _labels(_built(tmp_path, spec))["zero"] == label


COPIED = 'zero_label = { id = "melapor tidak ada kelompok", en = "reported no group" }'


@pytest.mark.parametrize("kind", ["count", "value"])
def test_a_label_copied_from_the_groups_is_refused(tmp_path: Path, kind: MeasureKind) -> None:
    """The file of an indicator is often a copy of that of the groups."""
    with pytest.raises(ContentError) as caught:
        _spec(tmp_path, kind, "posyandu", label=COPIED)
    assert [problem.column for problem in caught.value.problems] == ["classes.zero_label"]
    other = COPIED.replace("kelompok", "kelompok lansia")
    assert _spec(tmp_path, kind, "jumlah_kelompok_lansia", label=other).zero_class


def test_two_attributes_crossed_say_nothing_about_groups(tmp_path: Path) -> None:
    x = _spec(tmp_path, "value", "posyandu", name="pos")
    y = _spec(tmp_path, "value", "idm", name="indeks")
    g = _spec(tmp_path, "value", "jumlah_kelompok", name="banyak")
    crossed = replace(x, id="silang", symbology="categories")

    def words(first: LayerSpec, second: LayerSpec) -> dict[str, tuple[str, int]]:
        measure = replace(
            x.measure, kind="bivariate", x=first.id, y=second.id, x_name=both("x"), y_name=both("y")
        )
        built = _built(tmp_path, first, second, replace(crossed, measure=measure))
        return {e.key: (e.label.en, e.count) for e in built.layer("silang").classes if e.hatch}

    assert words(x, y) == {"not_reported": ("no data", 2)}
    # The last village reported nothing; the one before it has no figure of posts only.
    both_orders = {"undefined": ("cannot be computed", 1), "not_reported": ("not reported", 1)}
    assert words(x, g) == both_orders
    assert words(g, x) == both_orders
