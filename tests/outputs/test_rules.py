"""The rules of docs/masukan.md about outputs hold for each of their examples."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from defusedxml.ElementTree import parse
from openpyxl.utils.escape import unescape
from wksbm.errors import AtlasError
from wksbm.layers.model import Atlas, Gap
from wksbm.maps.page.write import write_interactive
from wksbm.maps.sheet.write import write_static
from wksbm.outputs.manifest import write_json
from wksbm.outputs.start_page import write_start_page
from wksbm.outputs.worksheets import Worksheet, write_csv, write_xlsx
from wksbm.text import both

from tests.board import HOSTILE_NAMES, atlas, codes
from tests.maps.page.page_spec import SPEC
from tests.maps.payloads import data_of
from tests.outputs.cases import NAMES, PAGES, TEXTS, NameCase, PolicyCase, TextCase
from tests.rules import assert_told, name_of


class _Cells(HTMLParser):
    """The texts of a page's table cells, and the tags and policy of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.policy = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "td":
            self.texts.append("")
        if dict(attrs).get("http-equiv") == "Content-Security-Policy":
            self.policy = dict(attrs)["content"] or ""

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    built = atlas(tmp_path_factory.mktemp("atlas"), HOSTILE_NAMES)
    gaps = (Gap(kode, rank, "none", 1.0, both("x")) for rank, kode in enumerate(codes(), 1))
    return replace(built, gaps=tuple(gaps))


@pytest.fixture(scope="module")
def drawn(hostile: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keluar")
    static = replace(SPEC, kind="static", id="cetak", layers=SPEC.layers[:1])
    page = write_interactive(hostile, SPEC, folder)
    pictures = write_static(hostile, static, folder)
    write_start_page(hostile, [SPEC, static], {"peta": [page], "cetak": pictures}, folder)
    write_json({"names": list(hostile.villages["desa"])}, folder / "nama.json")
    return folder


def _shown(medium: str, folder: Path) -> list[str]:
    """Return every text that a finished output shows."""
    if medium == "SVG":
        root = parse(folder / "cetak.svg").getroot()
        return ["".join(part.itertext()) for part in root.iter() if part.tag.endswith("}text")]
    if medium == "JSON":
        names: list[str] = json.loads((folder / "nama.json").read_text(encoding="utf-8"))["names"]
        return names
    start = _Cells((folder / "index.html").read_text(encoding="utf-8")).texts
    page = data_of((folder / "peta.html").read_text(encoding="utf-8"))
    return [text for text in start if text in page["villages"]["name"]]


def _in_table(medium: str, value: str | float, folder: Path) -> str | float | None:
    """Write a table with one cell, and read that cell back."""
    table = pd.DataFrame({"sel": [value], "ujung": ["x"]})
    if medium == "CSV":
        write_csv(table, folder / "tabel.csv")
        with (folder / "tabel.csv").open(encoding="utf-8", newline="") as file:
            text = list(csv.reader(file))[1][0]
        return text if isinstance(value, str) else float(text)
    write_xlsx([Worksheet("Data", table, {}, {})], folder / "tabel.xlsx")
    cell = openpyxl.load_workbook(folder / "tabel.xlsx")["Data"]["A2"]
    assert cell.data_type == ("s" if isinstance(value, str) else "n")
    return unescape(cell.value) if isinstance(value, str) else float(cell.value)


@pytest.mark.parametrize("case", TEXTS, ids=name_of)
def test_texts(case: TextCase, drawn: Path, tmp_path: Path) -> None:
    for medium in case.media:
        if medium in ("XLSX", "CSV"):
            assert _in_table(medium, case.value, tmp_path) == case.written
        else:
            assert case.written in _shown(medium, drawn)


@pytest.mark.parametrize("case", NAMES, ids=name_of)
def test_names(case: NameCase, tmp_path: Path) -> None:
    inside = tmp_path / "dalam"
    inside.mkdir()
    with pytest.raises(AtlasError) as caught:
        case.use(inside)
    assert_told(case, caught.value.problems)
    assert [path.name for path in tmp_path.iterdir()] == ["dalam"]
    assert not (inside / "lain").exists() or not list((inside / "lain").iterdir())


def test_names_of_the_data_are_no_file_names(drawn: Path) -> None:
    assert {path.name for path in drawn.iterdir()} == {
        *("peta.html", "cetak.png", "cetak.svg", "cetak.pdf", "cetak.txt"),
        *("index.html", "nama.json"),
    }


@pytest.mark.parametrize("case", PAGES, ids=name_of)
def test_pages(case: PolicyCase, drawn: Path) -> None:
    page = _Cells((drawn / case.page).read_text(encoding="utf-8"))
    rules = {
        name: sources.split()
        for name, _, sources in (part.strip().partition(" ") for part in page.policy.split(";"))
    }
    for name, start in case.allowed.items():
        if start is None:
            assert name not in rules
            assert name.removesuffix("-src") not in page.tags
        else:
            assert rules[name]
            assert all(source.startswith(start) for source in rules[name])
    assert not re.search(r"unsafe|http|\*", page.policy)
    assert not {"iframe", "object", "embed", "base", "form"} & page.tags
