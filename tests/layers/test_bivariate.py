"""Two indicators in one map: levels counted by hand, colours that everybody can tell apart."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from wksbm.errors import ContentError
from wksbm.layers.bivariate import COLOURS
from wksbm.layers.spec import read_layer
from wksbm.text import Text

from tests.layers.boards import ROOT, board, built
from tests.layers.pairs import figures, made

NAN = float("nan")
# What colour-blind people see (Machado, Oliveira and Fernandes 2009), on linear light.
VISIONS = {
    "full": np.eye(3),
    "protanopia": np.array(
        [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]
    ),
    "deuteranopia": np.array(
        [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]
    ),
    "tritanopia": np.array(
        [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]
    ),
}


def test_levels_are_terciles_counted_by_hand() -> None:
    # 1 to 7: the terciles are 3 and 5, and who stands on one is below it.
    x = figures("a", [1, 2, 3, 4, 5, 6, 7])
    y = figures("b", [70, 60, 50, 40, 30, 20, 10])
    layer = made(x, y)
    assert [axis.breaks for axis in layer.axes] == [(3.0, 5.0), (30.0, 50.0)]
    assert list(layer.class_keys) == ["c02", "c02", "c01", "c11", "c10", "c20", "c20"]
    counts = {entry.key: entry.count for entry in layer.classes if not entry.hatch}
    assert {key: count for key, count in counts.items() if count} == {
        "c02": 2,
        "c01": 1,
        "c11": 1,
        "c10": 1,
        "c20": 2,
    }
    assert sorted(counts) == [f"c{column}{row}" for column in range(3) for row in range(3)]


def test_low_figures_may_mean_much() -> None:
    x, y = figures("a", [1, 2, 3, 4, 5, 6, 7]), figures("b", [1, 2, 3, 4, 5, 6, 7])
    layer = made(x, y, "low")
    # the second indicator's levels are 0 0 0 1 1 2 2, counted from above 2 2 2 1 1 0 0
    assert list(layer.class_keys) == ["c02", "c02", "c02", "c11", "c11", "c20", "c20"]
    assert layer.class_of("d0").label == Text(
        "sedikit kelompok, kebutuhan tinggi", "few groups, high need"
    )
    assert layer.class_of("d6").label == Text(
        "banyak kelompok, kebutuhan rendah", "many groups, low need"
    )
    assert "a: sedikit kelompok sampai 3,0, banyak kelompok di atas 5,0" in layer.method.id
    assert "b: kebutuhan tinggi sampai 3,0, kebutuhan rendah di atas 5,0" in layer.method.id
    assert layer.finding == Text(
        "Sedikit kelompok, kebutuhan tinggi: 3 kalurahan; "
        "banyak kelompok, kebutuhan rendah: 2 kalurahan",
        "Few groups, high need: 3 villages; many groups, low need: 2 villages",
    )


def test_breaks_are_those_printed() -> None:
    x = figures("a", [0.0, 1.04, 1.06, 9.0], decimals=1)
    layer = made(x, figures("b", [1, 2, 3, 4]))
    # terciles 1.04 and 1.06 are printed, and used, as 1.0 and 1.1
    assert layer.axes[0].breaks == (1.0, 1.1)
    assert [key[1] for key in layer.class_keys] == ["0", "1", "1", "2"]


def test_who_has_no_figure_has_no_part_in_the_terciles() -> None:
    x = figures(
        "a",
        [1, 2, 3, NAN, NAN, NAN, 900],
        ["value", "value", "value", "not_reported", "suppressed", "undefined", "value"],
    )
    y = figures("b", [1, 2, 3, 4, 5, 6, NAN])
    layer = made(x, y)
    no_figure = ["not_reported", "suppressed", "undefined", "undefined"]
    assert list(layer.class_keys) == ["c00", "c11", "c22", *no_figure]
    assert [entry.key for entry in layer.classes if entry.hatch] == [
        "undefined",
        "suppressed",
        "not_reported",
    ]
    assert sum(entry.count for entry in layer.classes) == 7


@pytest.mark.parametrize(
    ("x", "y"),
    [([1.0, 1.0, 1.0], [1.0, 2.0, 3.0]), ([1.0, 2.0, 3.0], [NAN, NAN, NAN]), ([NAN], [1.0])],
)
def test_nothing_is_told_apart_where_nothing_differs(x: list[float], y: list[float]) -> None:
    layer = made(figures("a", x), figures("b", y))
    assert set(layer.class_keys) <= {"undefined", "not_reported"}
    assert layer.finding is None
    assert "tidak dapat dibuat" in layer.method.id


def lightness_and_hue(colour: str) -> npt.NDArray[np.float64]:
    """Return the colour as each kind of vision sees it, in OKLab: (vision, 3)."""
    shares = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    light = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    cones = np.array(
        [[0.41222, 0.53633, 0.05145], [0.21190, 0.68070, 0.10740], [0.08830, 0.28172, 0.62998]]
    )
    mixed = np.array(
        [[0.21045, 0.79362, -0.00407], [1.97800, -2.42859, 0.45059], [0.02590, 0.78277, -0.80868]]
    )
    seen = [np.clip(vision @ light, 0, 1) for vision in VISIONS.values()]
    return np.array([mixed @ np.cbrt(cones @ one) for one in seen])


def test_everybody_can_tell_the_nine_colours_apart() -> None:
    colours = [colour for column in COLOURS for colour in column]
    assert len(set(colours)) == 9
    for one, other in combinations(colours, 2):
        apart = np.linalg.norm(lightness_and_hue(one) - lightness_and_hue(other), axis=1)
        assert apart.min() > 0.14, (one, other)
    darkest = min(colours, key=lambda colour: lightness_and_hue(colour)[0][0])
    assert darkest == COLOURS[0][2]
    assert max(colours, key=lambda colour: lightness_and_hue(colour)[0][0]) == COLOURS[2][0]


GOOD = (ROOT / "layers" / "bivariat.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ('x = "kelompok_per_1000"\n', "", "measure.x"),
        ('y = "idm_2024"\n', 'y = "bivariat"\n', "measure"),
        ('y_when = "low"', 'y_when = "rendah"', "measure.y_when"),
        ('symbology = "categories"', 'symbology = "choropleth"', "symbology"),
    ],
)
def test_a_wrong_description_is_told(tmp_path: Path, old: str, new: str, column: str) -> None:
    assert old in GOOD
    path = tmp_path / "bivariat.toml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_layer(path)
    assert {problem.column for problem in caught.value.problems} == {column}


def test_the_atlas_makes_it_of_its_own_layers() -> None:
    counts = [3.0, 6.0, 9.0, 12.0, 15.0, 18.0, 21.0, 24.0, None]
    need = [0.50, 0.55, 0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90]
    atlas = built(board(3, 3), counts, columns={"idm_2024": need})
    layer = atlas.layer("bivariat")
    assert list(layer.class_keys) == [*["c02"] * 3, *["c11"] * 2, *["c20"] * 3, "not_reported"]
    assert list(atlas.villages["bivariat"]) == list(layer.class_keys)
    ids = [one.id for one in atlas.layers]
    assert ids.index("prioritas") < ids.index("bivariat") < ids.index("idm_2024")
    assert layer.sources == tuple(
        dict.fromkeys((*atlas.layer("kelompok_per_1000").sources, *atlas.layer("idm_2024").sources))
    )


def test_without_need_it_is_left_out_and_that_is_said() -> None:
    atlas = built(board(3, 3), [1.0] * 9)
    assert "bivariat" not in {layer.id for layer in atlas.layers}
    remark = "Indikator 'Kelompok dan kebutuhan bersama-sama' tidak dibuat: indikator idm_2024"
    assert any(note.id.startswith(remark) for note in atlas.remarks)


def test_input_is_left_alone() -> None:
    x, y = figures("a", [1, 2, 3]), figures("b", [1, 2, 3])
    before = (x.values.copy(), y.values.copy())
    made(x, y)
    pd.testing.assert_series_equal(x.values, before[0])
    pd.testing.assert_series_equal(y.values, before[1])
