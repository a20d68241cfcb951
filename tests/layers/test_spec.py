"""Indicators and maps are data: every TOML of the project is right, every mistake is told."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from wksbm.errors import ContentError
from wksbm.layers.spec import (
    ANALYSIS_KINDS,
    BIVARIATE,
    CATEGORY_KINDS,
    DIVERGING_PALETTES,
    MeasureKind,
    read_layer,
    read_layers,
)
from wksbm.maps.spec import read_map, read_maps

ROOT = Path(__file__).resolve().parents[2]

GOOD = """
title = { id = "Judul", en = "Title" }
question = { id = "Apa?", en = "What?" }
explanation = { id = "Ini.", en = "This." }
unit = { id = "kelompok", en = "groups" }
source = { id = "Register", en = "Register" }
symbology = "choropleth"
order = 5

[measure]
kind = "rate"
column = "jumlah_kelompok"
denominator = "penduduk"
per = 1000

[classes]
scheme = "quantiles"
k = 4
palette = "Blues"
"""


def _write(folder: Path, text: str, name: str = "contoh.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_projects_own_indicators() -> None:
    specs = read_layers(ROOT / "layers")
    assert {spec.id for spec in specs} >= {
        "jumlah_kelompok",
        "kelompok_per_1000",
        "kelompok_per_km2",
        "pct_lebih_10_tahun",
        "pct_iuran",
        "pct_domisili",
        "idm_2024",
        "kekurangan_kelompok",
    }
    for spec in specs:
        for text in (spec.title, spec.question, spec.explanation, spec.source):
            assert text.id.strip()
            assert text.en.strip()
        assert bool(spec.unit.id) == bool(spec.unit.en) == (spec.symbology != "categories")
        assert spec.measure.kind != "count" or spec.symbology == "symbols"
        assert (spec.symbology == "categories") == (
            spec.measure.kind in (*CATEGORY_KINDS, BIVARIATE)
        )


def test_every_statistic_has_an_indicator_about_groups_and_residents() -> None:
    specs = read_layers(ROOT / "layers")
    kinds = {spec.measure.kind for spec in specs}
    assert kinds == set(get_args(MeasureKind))
    for spec in specs:
        if spec.measure.kind in ANALYSIS_KINDS:
            assert spec.measure.column == "jumlah_kelompok"
            assert spec.measure.denominator == "penduduk"
    against = {spec.measure.against for spec in specs if spec.measure.kind == "shortfall"}
    assert against == {"median", "kecamatan", "target"}


def test_the_projects_own_maps_name_existing_indicators() -> None:
    known = {spec.id for spec in read_layers(ROOT / "layers")}
    maps = read_maps(ROOT / "maps")
    assert [spec.kind for spec in maps].count("interactive") == 1
    assert [spec.kind for spec in maps].count("static") == 16
    for spec in maps:
        assert set(spec.layers) <= known


def test_good_indicator(tmp_path: Path) -> None:
    spec = read_layer(_write(tmp_path, GOOD))
    assert spec.id == "contoh"
    assert spec.measure.per == 1000
    assert (spec.scheme, spec.k, spec.palette, spec.decimals) == ("quantiles", 4, "Blues", 1)


def test_a_statistic_needs_no_column(tmp_path: Path) -> None:
    lines = ('column = "jumlah_kelompok"\n', 'denominator = "penduduk"\n', "per = 1000\n")
    text = GOOD.replace('kind = "rate"', 'kind = "scan"').replace("choropleth", "categories")
    for line in lines:
        text = text.replace(line, "")
    spec = read_layer(_write(tmp_path, text))
    assert (spec.measure.kind, spec.symbology) == ("scan", "categories")
    assert spec.measure.column == "jumlah_kelompok"


@pytest.mark.parametrize("palette", DIVERGING_PALETTES)
def test_a_palette_round_a_middle_needs_fixed_breaks(tmp_path: Path, palette: str) -> None:
    fixed = GOOD.replace('"quantiles"', '"breaks"\nbreaks = [0.5, 0.8, 1.25, 2]')
    spec = read_layer(_write(tmp_path, fixed.replace("Blues", palette)))
    assert spec.palette == palette
    assert spec.breaks == (0.5, 0.8, 1.25, 2)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('title = { id = "Judul", en = "Title" }', 'title = "Judul"', "title"),
        ('kind = "rate"', 'kind = "mean"', "measure.kind"),
        ('kind = "rate"', 'kind = "local_moran"', "symbology"),
        ('symbology = "choropleth"', 'symbology = "categories"', "symbology"),
        ('palette = "Blues"', 'palette = "PuOr"', "classes.palette"),
        ("per = 1000", 'per = 1000\nagainst = "nasional"', "measure.against"),
        ("per = 1000", 'per = 1000\nsmoothing = "lokal"', "measure.smoothing"),
        ('denominator = "penduduk"', "", "measure.denominator"),
        ("k = 4", "k = 40", "classes.k"),
        ('palette = "Blues"', 'palette = "jet"', "classes.palette"),
        ('scheme = "quantiles"', 'scheme = "breaks"', "classes.breaks"),
        ("order = 5", "order = 5\ncolour = 3", "colour"),
        ('kind = "rate"', 'kind = "count"', "symbology"),
        ('symbology = "choropleth"', "", "symbology"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    path = _write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(ContentError) as caught:
        read_layer(path)
    assert named in {problem.column for problem in caught.value.problems}
    assert all(problem.file.endswith("contoh.toml") for problem in caught.value.problems)


def _measure(kind: str, **fields: object) -> str:
    """Return the text of an indicator of this kind that is right but for its name."""
    category = kind in (*CATEGORY_KINDS, BIVARIATE)
    symbology = "categories" if category else "symbols" if kind == "count" else "choropleth"
    lines = [f"{name} = {value!r}" for name, value in fields.items()]
    if kind == "share":
        lines.append("equals = ['ya']")
    if kind == BIVARIATE:
        lines += ['x = "satu"', 'y = "dua"']
        lines += [f'{name} = {{ id = "Kata", en = "Word" }}' for name in ("x_name", "y_name")]
    head, _, tail = GOOD.partition("[measure]")
    measure = "\n".join(["[measure]", f'kind = "{kind}"', *lines, ""])
    classes = tail[tail.index("[classes]") :]
    return head.replace('"choropleth"', f'"{symbology}"') + measure + classes


FREE_KINDS = ("count", "rate", "share", "value", "shortfall")
OWN_COLUMNS = [
    *((kind, "column") for kind in FREE_KINDS),
    *((kind, "denominator") for kind in ("rate", "shortfall")),
    *((kind, name) for kind in (*ANALYSIS_KINDS, BIVARIATE) for name in ("groups", "residents")),
]


def test_every_kind_is_among_the_pairs_of_kind_and_column() -> None:
    assert {kind for kind, _ in OWN_COLUMNS} == set(get_args(MeasureKind))


@pytest.mark.parametrize(("kind", "field"), OWN_COLUMNS)
def test_an_indicator_never_bears_the_name_of_a_column_that_it_changes(
    tmp_path: Path, kind: str, field: str
) -> None:
    """Only a layer that shows a column as it is may be called like it."""
    if kind in FREE_KINDS:
        fields = {"column": "jumlah_posyandu"}
        if kind in ("rate", "shortfall"):
            fields["denominator"] = "luas_km2"
        text, name = _measure(kind, **fields), fields[field]
    else:
        text = _measure(kind)
        name = {"groups": "jumlah_kelompok", "residents": "penduduk"}[field]
    assert read_layer(_write(tmp_path, text, "nama_lain.toml")).measure.kind == kind
    path = _write(tmp_path, text, f"{name}.toml")
    if kind in ("count", "value"):
        assert read_layer(path).id == name
        return
    with pytest.raises(ContentError) as caught:
        read_layer(path)
    (problem,) = caught.value.problems
    assert problem.file is not None
    assert problem.file.endswith(f"{name}.toml")
    assert problem.found == name


@pytest.mark.parametrize(
    ("kind", "field", "line"),
    [
        (kind, field, line)
        for field, line, kinds in (
            ("denominator", "'penduduk'", ("rate", "shortfall")),
            ("per", 1000, ("rate", "shortfall", "smoothed")),
            ("equals", ["ya"], ("share",)),
            ("includes", ["ya"], ("share",)),
            ("older_than_years", 10, ("share",)),
            ("against", "'median'", ("shortfall",)),
            ("smoothing", "'global'", ("smoothed",)),
        )
        for kind in get_args(MeasureKind)
        if kind not in kinds
    ],
)
def test_a_field_that_a_kind_does_not_use_is_refused(
    tmp_path: Path, kind: str, field: str, line: object
) -> None:
    """A count with a denominator would else silently be a rate."""
    needed = {"column": "jumlah_posyandu"} if kind in FREE_KINDS else {}
    if kind in ("rate", "shortfall"):
        needed["denominator"] = "luas_km2"
    text = _measure(kind, **needed).replace("[measure]\n", f"[measure]\n{field} = {line}\n")
    with pytest.raises(ContentError) as caught:
        read_layer(_write(tmp_path, text))
    assert [problem.column for problem in caught.value.problems] == [f"measure.{field}"]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("k = 4", "k = 1").replace('"Blues"', '"jet"').replace("order = 5", "x = 1")
    with pytest.raises(ContentError) as caught:
        read_layer(_write(tmp_path, text))
    assert {"classes.k", "classes.palette", "x"} <= {p.column for p in caught.value.problems}


def test_broken_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"contoh\.toml"):
        read_layer(_write(tmp_path, "title = {"))


def test_a_static_map_shows_exactly_one_indicator(tmp_path: Path) -> None:
    text = (
        'title = { id = "a", en = "a" }\ndescription = { id = "b", en = "b" }\n'
        'kind = "static"\nlayers = ["a", "b"]\n'
    )
    with pytest.raises(ContentError, match="layers"):
        read_map(_write(tmp_path, text), ("a", "b"))


def test_every_mistake_of_every_map_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "layers").mkdir()
    (tmp_path / "layers" / "ada.toml").touch()
    maps = tmp_path / "maps"
    maps.mkdir()
    head = 'title = { id = "a", en = "a" }\ndescription = { id = "b", en = "b" }\n'
    (maps / "baik.toml").write_text(f'{head}kind = "static"\nlayers = ["ada"]\n')
    (maps / "keliru.toml").write_text(f'{head}kind = "interactive"\nlayers = ["ada", "adda"]\n')
    (maps / "kosong.toml").write_text('title = { id = "", en = " " }\n')
    with pytest.raises(ContentError) as caught:
        read_maps(maps)
    found = {(item.file, item.column, item.found) for item in caught.value.problems}
    assert found == {
        ("maps/keliru.toml", "layers", "adda"),
        ("maps/kosong.toml", "title", "{'id': '', 'en': ' '}"),
        ("maps/kosong.toml", "description", None),
        ("maps/kosong.toml", "kind", None),
        ("maps/kosong.toml", "layers", None),
    }
    assert len(caught.value.problems) == len(found)
    (maps / "keliru.toml").unlink()
    (maps / "kosong.toml").unlink()
    assert [spec.layers for spec in read_maps(maps)] == [("ada",)]


def test_a_map_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    text = (
        'title = { id = "a", en = "a" }\ndescription = { id = "b", en = "b" }\n'
        'kind = "static"\nlayers = ["a"]\n'
    )
    for name in ("CON.x", "con", "lpt1", "a b", "é", "x" * 80):
        with pytest.raises(ContentError, match=name[:20]):
            read_map(_write(tmp_path, text, f"{name}.toml"), ("a",))
