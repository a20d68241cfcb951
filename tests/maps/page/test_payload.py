"""The data of the interactive page, and how it gets into the page."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shapely.geometry import Point
from wksbm.maps.page.assemble import Later, assemble
from wksbm.maps.page.assets import later_script, later_style, scripts, styles
from wksbm.maps.page.layer_payload import rounded
from wksbm.maps.page.payload import page_payload
from wksbm.maps.page.polyline import encode_points
from wksbm.maps.page.write import write_interactive
from wksbm.text import Text, number

from tests import board
from tests.maps.page.page_spec import SPEC
from tests.maps.payloads import block_of, classes_of, data_of, unpack


def decode(text: str) -> list[tuple[float, float]]:
    """Read an encoded polyline, written from the description of the format."""
    numbers, value, shift = [], 0, 0
    for character in text:
        part = ord(character) - 63
        value |= (part & 31) << shift
        shift += 5
        if part < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value, shift = 0, 0
    places = np.array(numbers).reshape(-1, 2).cumsum(axis=0) / 1e5
    return [(float(longitude), float(latitude)) for latitude, longitude in places]


class Outline(HTMLParser):
    """The elements of a page with their attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag
        if tag in self.texts:
            self.texts[tag].append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in self.texts:
            self.texts[self._inside][-1] += data


def written(tmp_path: Path, **changes: Any) -> str:
    atlas = board.atlas(tmp_path, **changes)
    return write_interactive(atlas, SPEC, tmp_path).read_bytes().decode("utf-8")


def test_the_example_in_the_description_of_the_format() -> None:
    points = np.array([[-120.2, 38.5], [-120.95, 40.7], [-126.453, 43.252]])
    assert encode_points(points) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"


def test_villages_and_indicators_are_columns_of_one_length(tmp_path: Path) -> None:
    data = page_payload(board.atlas(tmp_path), SPEC)
    assert data["villages"]["kode"] == board.codes()
    assert data["villages"]["bps"] == [f"340301000{place}" for place in range(1, 10)]
    assert data["villages"]["name"] == list(board.NAMES)
    assert data["villages"]["subdistrict"] == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert data["subdistricts"]["name"] == list(board.KECAMATAN)
    first, second = data["layers"]
    assert [first["id"], second["id"]] == list(SPEC.layers)
    assert first["values"] == [0, 10, 20, 30, 40, 50, 60, 70, None]
    keys = [entry["key"] for entry in first["classes"]]
    assert classes_of(first) == [
        "zero", "c0", "c0", "c1", "c1", "c2", "c2", "c3", "not_reported",
    ]  # fmt: skip
    told = [None if place is None else keys[place] for place in first["apart"]]
    assert told == ["zero", *[None] * 7, "not_reported"]
    assert sum(entry["count"] for entry in first["classes"]) == 9


def test_only_counts_are_drawn_as_circles(tmp_path: Path) -> None:
    rate, count = page_payload(board.atlas(tmp_path), SPEC)["layers"]
    assert rate["circles"] is None
    assert count["circles"]["largest"] == 70
    assert max(count["circles"]["examples"]) <= 70
    assert count["circles"]["colour"] in board.BLUES


def test_groups_stand_village_by_village(tmp_path: Path) -> None:
    atlas = board.atlas(tmp_path)
    shuffled = atlas.groups.iloc[[8, 1, 0, 2, 3, 4, 5, 6, 7, 1]]
    groups = page_payload(replace(atlas, groups=shuffled), SPEC)["groups"]
    assert groups["per_village"] == [1, 2, 1, 1, 1, 1, 1, 1, 1]
    names = [groups["names"][place] for place in groups["name"]]
    assert names[:3] == ["Arisan Utara", "Arisan Beji", "Arisan Beji"]
    years = [None if year is None else groups["first_year"] + year for year in groups["year"]]
    assert years[:4] == [2001, 2005, 2005, None]
    longitude, latitude = decode(groups["point"])[0]
    centre = atlas.villages.geometry.iloc[0].centroid
    assert Point(longitude, latitude).distance(centre) < 1e-5


def test_an_atlas_without_group_points(tmp_path: Path) -> None:
    atlas = board.atlas(tmp_path)
    data = page_payload(replace(atlas, groups=atlas.groups.iloc[:0]), SPEC)
    assert data["groups"]["per_village"] == [0] * 9
    assert data["groups"]["year"] == []


def test_an_unknown_shortfall_is_no_number(tmp_path: Path) -> None:
    gaps = page_payload(board.atlas(tmp_path), SPEC)["gaps"]
    assert [(gap["village"], gap["rank"], gap["missing"]) for gap in gaps] == [
        (0, 1, 35),
        (1, 2, 25),
        (8, 0, None),
    ]


def test_only_a_village_whose_rate_is_known_can_be_judged(tmp_path: Path) -> None:
    atlas = board.atlas(tmp_path)
    told = atlas.villages.copy()
    told.loc[board.codes()[3], "penduduk"] = np.nan
    told.loc[board.codes()[4], "penduduk"] = 0
    told.loc[board.codes()[5], "status_data"] = "suppressed"
    judged = page_payload(replace(atlas, villages=told), SPEC)["villages"]["judged"]
    assert judged == [True, True, True, False, False, False, True, True, False]


def test_a_village_without_a_bps_code(tmp_path: Path) -> None:
    atlas = board.atlas(tmp_path)
    told = atlas.villages.assign(kode_bps=["3403010001", None, np.nan, *["3403010004"] * 6])
    assert page_payload(replace(atlas, villages=told), SPEC)["villages"]["bps"][:3] == [
        "3403010001", "", "",
    ]  # fmt: skip


def test_sources_have_their_date_and_notes_are_there(tmp_path: Path) -> None:
    note = Text("17 baris belum ditempatkan.", "17 rows are not placed yet.")
    data = page_payload(replace(board.atlas(tmp_path), notes=(note,)), SPEC)
    assert data["sources"] == [["papan_catur.csv", "Dinas Contoh", "2026", "CC0"]]
    assert data["notes"] == [{"id": note.id, "en": note.en}]


@pytest.mark.parametrize("value", [0.5, 1.5, 2.5, 0.05, 0.25, 1234.565, 1e-9, 99.95, 12.0])
@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_values_are_rounded_as_the_tables_round_them(value: float, decimals: int) -> None:
    shown = number(value, "en", decimals=decimals).replace(",", "")
    assert rounded(value, decimals) == float(shown)


def test_hostile_names_arrive_as_they_are_and_stand_nowhere_else(tmp_path: Path) -> None:
    page = written(tmp_path, names=board.HOSTILE_NAMES)
    data = data_of(page)
    assert data["villages"]["name"] == list(board.HOSTILE_NAMES)
    quiet = written(tmp_path)
    assert page.replace(block_of(page), "") == quiet.replace(block_of(quiet), "")


def test_hostile_words_of_maps_and_indicators_stay_text(tmp_path: Path) -> None:
    atlas = board.atlas(tmp_path)
    for hostile in board.HOSTILE_NAMES:
        title = Text(hostile, hostile)
        layers = tuple(
            replace(layer, spec=replace(layer.spec, title=title, unit=title, source=title))
            for layer in atlas.layers
        )
        config = replace(atlas.config, title=title)
        told = replace(atlas, layers=layers, config=config, notes=(title,))
        path = write_interactive(told, replace(SPEC, title=title), tmp_path)
        page = path.read_bytes().decode("utf-8")
        assert data_of(page)["layers"][0]["title"] == hostile
        assert f"<title>{html.escape(hostile)} · {html.escape(hostile)}</title>" in page


def test_a_part_of_the_page_is_not_read_again() -> None:
    page = assemble(
        "<!--slot:styles-->|@slot:title@|<!--slot:data-->",
        lang="id",
        title="<!--slot:data-->@slot:lang@",
        styles=["@slot:title@"],
        scripts=[],
        data=r"\1 @slot:lang@",
        later=Later("", ""),
    )
    assert page.startswith("<style>@slot:title@</style>|&lt;!--slot:data--&gt;@slot:lang@|")
    assert r"\1 @slot:lang@</script>" in page


def test_a_class_that_the_shown_value_does_not_tell_is_named(tmp_path: Path) -> None:
    atlas = board.atlas(tmp_path)
    layer = atlas.layer("kelompok_per_1000")
    values = layer.values.copy()
    values.iloc[2] = 20.04
    keys = layer.class_keys.copy()
    keys.iloc[2] = "c1"
    told = replace(layer, values=values, class_keys=keys)
    first = page_payload(replace(atlas, layers=(told, atlas.layer("jumlah_kelompok"))), SPEC)
    assert first["layers"][0]["values"][2] == 20
    assert classes_of(first["layers"][0])[2] == "c1"


def test_the_same_atlas_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path) == written(tmp_path)


def test_line_ends_are_unix(tmp_path: Path) -> None:
    assert "\r" not in written(tmp_path)


def test_nothing_is_loaded_from_elsewhere(tmp_path: Path) -> None:
    outline = Outline(written(tmp_path))
    for tag, attributes in outline.elements:
        assert tag not in ("link", "iframe", "img", "object", "embed", "base")
        assert "src" not in attributes
        assert (attributes.get("href") or "#").startswith(("#", "../data/"))
        assert not any(name.startswith("on") or name == "style" for name in attributes)
    for style in outline.texts["style"]:
        assert "url(" not in style
        assert "@import" not in style
    for script in outline.texts["script"]:
        assert "sourceMappingURL" not in script


def test_the_policy_allows_these_scripts_and_styles_and_nothing_else(tmp_path: Path) -> None:
    page = written(tmp_path)
    outline = Outline(page)
    (policy,) = [
        attributes["content"] or ""
        for tag, attributes in outline.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy
    running = [text for text in outline.texts["script"] if text != block_of(page)]
    script, style = unpack(block_of(page))[2]
    assert rules["script-src"].split() == [_source(text) for text in (*running, script)]
    assert rules["style-src"].split() == [
        _source(text) for text in (*outline.texts["style"], style)
    ]


def test_without_scripts_the_page_says_so_in_both_languages(tmp_path: Path) -> None:
    (message,) = re.findall(r"<noscript>(.*?)</noscript>", written(tmp_path), flags=re.DOTALL)
    assert "Peta ini memerlukan JavaScript." in message
    assert "This map needs JavaScript." in message


def test_leaflet_keeps_its_notice() -> None:
    assert any("Leaflet 1.9" in script[:200] for script in scripts())
    assert ".leaflet-pane" in styles()[0]


def test_our_scripts_are_lean_and_no_text_in_them_spans_lines() -> None:
    ours = later_script("@ours@").split("@ours@\n")[1]
    for text in (scripts()[-1], ours, *styles()[1:], later_style()):
        assert "/*" not in text
        assert not re.search(r"^\s", text, flags=re.MULTILINE)
        assert all(line.count("`") % 2 == 0 for line in text.splitlines())


def test_every_word_that_the_scripts_ask_for_exists(tmp_path: Path) -> None:
    web = Path(__file__).resolve().parents[3] / "geo" / "wksbm" / "maps" / "page" / "web"
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(web.glob("*.js")))
    markup = (web / "page.html").read_text(encoding="utf-8")
    asked = set(re.findall(r'word\("(\w+)"', code))
    asked |= set(re.findall(r'(?:heading|small)\("(\w+)"', code))
    asked |= set(re.findall(r'data-(?:word|label)="(\w+)"', markup))
    words = page_payload(board.atlas(tmp_path), SPEC)["words"]
    assert asked <= set(words["id"])
    assert set(words["id"]) == set(words["en"])
    unused = {key for key in words["id"] if f'"{key}"' not in code + markup}
    assert unused == set()


def _source(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"
