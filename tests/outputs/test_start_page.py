"""The start page: complete in itself, data as text, links that lead somewhere."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from geo.layers.model import Atlas
from geo.maps.spec import MapSpec
from geo.outputs.start_page import write_start_page
from geo.text import Text, both
from tests.board import HOSTILE_NAMES, atlas


class _Page(HTMLParser):
    """Gathers tags with their attributes, and the text outside style elements."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._style = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = self._style and tag != "style"

    def handle_data(self, data: str) -> None:
        self.text += "" if self._style else data


def _map(identity: str, kind: str, title: str) -> MapSpec:
    return MapSpec(
        id=identity,
        title=both(title),
        description=both("Keterangan"),
        kind=kind,
        layers=("kelompok_per_1000",),
        page="a4-landscape",
        order=1,
        file="",
    )


def _write(built: Atlas, folder: Path, title: str = "Peta") -> str:
    maps = [_map("peta", "interactive", title), _map("statis", "static", title)]
    (folder / "maps").mkdir(exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "desa.csv").write_text("kode\n")
    picture = folder / "maps" / "statis.png"
    Image.new("RGB", (1200, 800), "white").save(picture)
    files = {"peta": [folder / "maps" / "peta.html"], "statis": [picture]}
    write_start_page(built, maps, files, folder)
    return (folder / "index.html").read_text(encoding="utf-8")


def test_figures_and_gaps_are_those_of_the_atlas(tmp_path: Path) -> None:
    page = _Page(_write(atlas(tmp_path), tmp_path))
    assert "280kelompok tercatat" in page.text
    assert "1melapor tidak ada kelompok" in page.text
    assert "1tidak melapor" in page.text
    assert "Kurang 25 kelompok." in page.text
    assert dict(page.tags)["html"]["lang"] == "id"


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    hostile = " ".join(HOSTILE_NAMES)
    built = atlas(tmp_path, HOSTILE_NAMES)
    config = dataclasses.replace(built.config, title=both(hostile))
    built = dataclasses.replace(built, config=config, notes=(both(hostile),))
    page = _Page(_write(built, tmp_path, title=hostile))
    assert hostile in page.text
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "iframe", "object"})
    images = [attributes for tag, attributes in page.tags if tag == "img"]
    assert all(set(image) == {"src", "alt"} for image in images)


def test_nothing_is_loaded_and_the_policy_allows_only_its_own_style(tmp_path: Path) -> None:
    source = _write(atlas(tmp_path), tmp_path)
    page = _Page(source)
    for _, attributes in page.tags:
        assert not (attributes.get("src") or "data:").startswith(("http", "//", "file"))
    policy = next(
        attributes["content"]
        for tag, attributes in page.tags
        if tag == "meta" and attributes.get("http-equiv")
    )
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"


def test_links_are_relative_and_only_to_what_is_there(tmp_path: Path) -> None:
    page = _Page(_write(atlas(tmp_path), tmp_path))
    links = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    assert links == {"maps/peta.html", "maps/statis.png", "data/desa.csv", "manifest.json"}


@pytest.mark.parametrize("sample", [True, False])
def test_sample_is_said_only_when_it_is(tmp_path: Path, sample: bool) -> None:
    assert ("DATA CONTOH" in _write(atlas(tmp_path, sample=sample), tmp_path)) == sample


def test_same_bytes_twice_and_in_english(tmp_path: Path) -> None:
    built = atlas(tmp_path)
    assert _write(built, tmp_path) == _write(built, tmp_path)
    english = dataclasses.replace(built, config=dataclasses.replace(built.config, lang="en"))
    english = dataclasses.replace(english, notes=(Text("catatan", "a note"),))
    page = _Page(_write(english, tmp_path))
    assert "groups recorded" in page.text
    assert "a note" in page.text
