"""Filter, list, profile, comparison and histogram of the interactive page, with the network off."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from wksbm.layers.model import Atlas
from wksbm.maps.page.write import write_interactive
from wksbm.text import Text

from tests import board
from tests.conftest import DESKTOP, PHONE, OpenPage
from tests.maps.canvas import click_village, fills
from tests.maps.page.boxes import frame, inside, overlap
from tests.maps.page.page_spec import SPEC
from tests.maps.page.states import FILLS, KEYS, attributes, state

pytestmark = pytest.mark.browser

FULL = replace(SPEC, layers=(*SPEC.layers, "gugus_moran"))


def page_of(atlas: Atlas, tmp_path: Path) -> Path:
    return write_interactive(atlas, FULL, tmp_path)


@pytest.fixture
def peta(tmp_path: Path, open_page: OpenPage) -> Page:
    return open_page(page_of(board.analysed(tmp_path), tmp_path))


def names(page: Page) -> list[str]:
    found: list[str] = page.locator(".entry .go").all_inner_texts()
    return found


def counts(page: Page) -> list[int]:
    texts = page.locator(".class-count").all_text_contents()
    return [int(re.findall(r"\d+", text)[0]) for text in texts]


def test_a_subdistrict_filters_map_legend_list_and_figures(peta: Page) -> None:
    peta.click(".tab-gaps")
    peta.evaluate("map_atlas.setView(map_atlas.getCenter(), 10, {animate: false})")
    peta.select_option("#filter-subdistrict", label="Tengah")
    chip = peta.locator(".filter-chip:visible")
    expect(chip).to_contain_text("3 kalurahan ditampilkan dari 9")
    expect(chip).to_contain_text("0 kurang terlayani (kurang 0 kelompok), 0 tanpa angka")
    expect(peta.locator("#live")).to_contain_text("3 kalurahan ditampilkan dari 9")
    assert counts(peta) == [0, 2, 1, 0, 0, 0]
    expect(peta.locator("#panel-gaps")).to_contain_text("tidak ada kalurahan", ignore_case=True)
    expect(peta.locator("table.silent")).to_have_count(0)
    assert peta.evaluate("map_atlas.getZoom()") > 11
    peta.evaluate("globalThis.dispatchEvent(new Event('beforeprint'))")
    printed = peta.locator("#print-title").text_content() or ""
    assert printed.endswith("– Kapanewon Tengah (3 kalurahan ditampilkan dari 9)")
    peta.evaluate("globalThis.dispatchEvent(new Event('afterprint'))")
    peta.locator(".whole").click()
    lit = [shown == FILLS[key] for shown, key in zip(fills(peta), KEYS, strict=True)]
    assert lit == [False] * 3 + [True] * 3 + [False] * 3
    chip.get_by_role("button", name="Hapus saringan").press("Enter")
    expect(chip).to_be_hidden()
    expect(peta.locator("#map_atlas")).to_be_focused()
    expect(peta.locator("#filter-subdistrict")).to_have_value("")
    assert fills(peta) == [FILLS[key] for key in KEYS]
    assert counts(peta) == [2, 2, 2, 1, 1, 1]


def test_the_search_says_what_lies_outside_the_filter(peta: Page) -> None:
    peta.fill("#search-field", "beji")
    found = peta.locator("#search-list [role=option]").first
    expect(found).not_to_contain_text("saringan")
    peta.select_option("#filter-subdistrict", label="Tengah")
    peta.fill("#search-field", "beji")
    expect(found).to_contain_text("di luar saringan")
    found.click()
    expect(peta.locator("#panel-village h2")).to_have_text("Beji")


def test_the_report_filters_and_says_how_many_stay(peta: Page) -> None:
    options = peta.locator("#filter-status option").all_text_contents()
    assert options[1:] == ["melapor tidak ada kelompok", "melapor, ada kelompok", "tidak melapor"]
    peta.select_option("#filter-status", "zero")
    expect(peta.locator(".filter-chip:visible")).to_contain_text(
        "1 kurang terlayani (kurang 35 kelompok)"
    )
    peta.click(".tab-gaps")
    assert names(peta) == ["Utara"]
    peta.click("[data-lang=en]")
    expect(peta.locator(".filter-chip:visible")).to_contain_text("1 of 9 villages shown")
    expect(peta.locator("#filter-status")).to_have_value("zero")
    expect(peta.locator("#filter-status option:checked")).to_have_text("reported no group")


def test_a_class_that_is_pointed_out_filters_the_list(peta: Page) -> None:
    peta.click(".tab-gaps")
    peta.click(".class-row[data-key=c0]")
    assert names(peta) == ["Beji"]
    expect(peta.locator(".list-summary")).to_contain_text("2 kalurahan ditampilkan dari 9")
    assert counts(peta) == [2, 2, 2, 1, 1, 1]
    peta.check("input[value=jumlah_kelompok]")
    assert names(peta) == ["Utara", "Beji"]
    expect(peta.locator(".filter-chip:visible")).to_be_hidden()


def test_the_list_is_sorted_by_every_column(peta: Page) -> None:
    peta.click(".tab-gaps")
    peta.check("input[value=priority]")
    headings = peta.locator("#panel-gaps th[scope=col]")
    assert [text.strip(" ▲") for text in headings.all_inner_texts()] == [
        "No.", "Kalurahan", "Kapanewon", "Kurang", "Per 1.000", "Prioritas",
    ]  # fmt: skip
    assert attributes(peta, "#panel-gaps th[scope=col]", "aria-sort") == ["none"] * 5 + [
        "ascending"
    ]
    first = names(peta)
    assert first == list(board.NAMES[:8])
    wanted = {
        "name": ["Baleharjo", "Utara"],
        "subdistrict": ["Selatan", "Tengah"],
        "missing": ["Kepek", "Utara"],
        "rate": ["Utara", "Beji"],
        "rank": ["Utara", "Beji"],
        "priority": ["Utara", "Beji"],
    }
    for key, (low, high) in wanted.items():
        button = peta.locator(f"[data-sort={key}]")
        button.press("Enter")
        expect(button).to_be_focused()
        heading = peta.locator(f"th:has([data-sort={key}])")
        expect(heading).to_have_attribute("aria-sort", "ascending")
        assert names(peta)[0] == low, key
        button.press("Enter")
        expect(heading).to_have_attribute("aria-sort", "descending")
        assert names(peta)[0] == high, key


@pytest.mark.parametrize(("lang", "separator"), [("id", ";"), ("en", ",")])
def test_the_rows_shown_are_saved_for_a_spreadsheet(
    tmp_path: Path, open_page: OpenPage, lang: str, separator: str
) -> None:
    hostile = board.HOSTILE_NAMES
    page = open_page(page_of(board.analysed(tmp_path, hostile), tmp_path), accept_downloads=True)
    page.click(f"[data-lang={lang}]")
    page.click(".tab-gaps")
    page.check("input[value=priority]")
    with page.expect_download() as waiting:
        page.locator(".list-tools button").nth(1).click()
    assert waiting.value.suggested_filename.endswith(".csv")
    waiting.value.save_as(tmp_path / "daftar.csv")
    text = (tmp_path / "daftar.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    lines = text[1:].split("\r\n")
    assert len(lines) == 1 + 9 + 1
    head = lines[0].split(separator)
    assert head[3] == ("Kalurahan" if lang == "id" else "Village")
    assert lines[1].split(separator)[:4] == ["1", board.codes()[0], "3403010001", hostile[0]]
    assert separator.join(("3403010007", "'" + hostile[6])) in text
    assert not re.search(rf"(^|{separator})[=+@]", text[1:], re.MULTILINE)
    assert lines[2].split(separator)[5:8] == ["25", "10", "2"]


def test_the_list_is_printed_by_itself(peta: Page, tmp_path: Path) -> None:
    peta.evaluate("globalThis.print = () => {}")
    peta.click(".tab-gaps")
    peta.get_by_role("button", name="Cetak daftar").click()
    peta.pdf(path=tmp_path / "daftar.pdf", prefer_css_page_size=True)
    (sheet,) = PdfReader(tmp_path / "daftar.pdf").pages
    text = sheet.extract_text()
    assert sheet.mediabox.height > sheet.mediabox.width
    for words in ("Kurang terlayani", "Utara", "Tidak melapor (1)"):
        assert words in text
    for words in ("Unduh CSV", "Urut menurut", "60 – 70"):
        assert words not in text
    peta.evaluate("dispatchEvent(new Event('afterprint'))")
    assert peta.evaluate("document.body.classList.contains('print-gaps')") is False


def test_every_printed_page_of_the_list_has_its_headings(peta: Page, tmp_path: Path) -> None:
    peta.evaluate("globalThis.print = () => {}")
    peta.click(".tab-gaps")
    peta.get_by_role("button", name="Cetak daftar").click()
    peta.evaluate(
        """() => {
          const table = document.querySelector("#panel-gaps table");
          const [entry] = table.querySelectorAll(".entry");
          for (let n = 0; n < 60; n += 1) { table.append(entry.cloneNode(true)); }
        }"""
    )
    peta.pdf(path=tmp_path / "daftar.pdf", prefer_css_page_size=True)
    first, second, *_ = PdfReader(tmp_path / "daftar.pdf").pages
    for sheet in (first, second):
        assert "Kapanewon" in sheet.extract_text()
        assert "Kurang" in sheet.extract_text().replace("Kurang terlayani", "")


def test_a_subdistrict_from_the_search_is_filtered_and_back_undoes_it(peta: Page) -> None:
    click_village(peta, 1)
    peta.fill("#search-field", "tengah")
    peta.press("#search-field", "Enter")
    chip = peta.locator(".filter-chip:visible")
    expect(chip).to_contain_text("3 kalurahan ditampilkan dari 9")
    expect(peta.locator("#filter-subdistrict")).to_have_value("1")
    expect(peta.locator("#panel-village h2")).not_to_have_text("Beji")
    peta.wait_for_url("**area=34.03.02*")
    peta.go_back()
    expect(chip).to_have_count(0)
    expect(peta.locator("#panel-village h2")).to_have_text("Beji")


def test_both_villages_of_a_comparison_are_on_the_map(peta: Page) -> None:
    peta.set_viewport_size({"width": 1366, "height": 768})
    click_village(peta, 0)
    peta.click("#compare")
    peta.fill("#search-field", board.codes()[8])
    peta.press("#search-field", "Enter")
    expect(peta.locator(".comparison")).to_be_visible()
    for x, y in ((0.5, 0.5), (2.5, 2.5)):
        place = [board.NORTH - y * board.SIDE, board.WEST + x * board.SIDE]
        assert peta.evaluate("(place) => map_atlas.getBounds().contains(place)", place)


def test_the_filter_is_reached_from_the_list_on_the_phone(
    tmp_path: Path, open_page: OpenPage
) -> None:
    path = page_of(board.analysed(tmp_path), tmp_path)
    page = open_page(path, PHONE, has_touch=True, is_mobile=True)
    page.tap(".tab-gaps")
    page.get_by_role("button", name="Saring").tap()
    expect(page.locator("#filter-subdistrict")).to_be_focused()
    page.select_option("#filter-subdistrict", label="Lor")
    chip = page.locator(".filter-chip.on-map")
    expect(chip).to_contain_text("3 kalurahan ditampilkan dari 9")
    page.tap(".tab-gaps")
    assert not overlap(frame(page, ".filter-chip.on-map"), frame(page, "#panel-gaps"))
    chip.get_by_role("button").tap()
    expect(chip).to_be_hidden()


def test_the_profile_says_where_the_village_stands(peta: Page) -> None:
    click_village(peta, 1)
    row = peta.locator(".figures tr").first
    expect(row.locator("small")).to_have_text(
        "peringkat 7 dari 8; median wilayah 35,0, kapanewon 10,0"
    )
    expect(row.locator("svg.standing")).to_have_attribute("aria-hidden", "true")
    assert peta.locator(".figures svg.standing").count() == 2
    panel = peta.locator("#panel-village")
    for words in (
        "Laporan: melapor, ada kelompok.",
        "Jumlah kekurangan: peringkat 2 dari 2",
        "Prioritas 2 dari 8",
        "Kelompok menurut waktu berdiri",
        "2000-an",
    ):
        expect(panel).to_contain_text(words)
    click_village(peta, 8)
    expect(panel).to_contain_text("Laporan: tidak melapor.")
    assert peta.locator(".figures svg.standing").count() == 0


def test_the_interval_is_told_where_there_is_one(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = board.analysed(tmp_path)
    ends = {
        "kelompok_per_1000_bawah": np.array([0.0, 4.8, *[1.0] * 6, np.nan]),
        "kelompok_per_1000_atas": np.array([3.7, 18.4, *[2.0] * 6, np.nan]),
    }
    path = page_of(replace(atlas, villages=atlas.villages.assign(**ends)), tmp_path)
    page = open_page(path)
    click_village(page, 1)
    report = page.locator(".report")
    expect(report).to_contain_text("95%: 4,8–18,4 kelompok per 1.000 penduduk")
    page.click("[data-lang=en]")
    expect(report).to_contain_text("95% confidence interval: 4.8–18.4 groups per 1,000")
    click_village(page, 8)
    expect(report).not_to_contain_text("95%")


def test_neighbours_lead_on_and_escape_leads_back(peta: Page) -> None:
    click_village(peta, 0)
    links = peta.locator(".neighbours button")
    told = {text.split("\n")[0]: text.split("\n")[-1] for text in links.all_inner_texts()}
    assert told["Beji"] == "10,0"
    assert told["Tengah"] == "30,0"
    links.filter(has_text="Tengah").press("Enter")
    title = peta.locator("#panel-village h2")
    expect(title).to_have_text("Tengah")
    expect(title).to_be_focused()
    peta.keyboard.press("Escape")
    expect(title).to_have_text("Utara")


def test_the_profile_leads_to_its_row_whatever_was_left_out(peta: Page) -> None:
    peta.select_option("#filter-subdistrict", label="Kidul")
    click_village(peta, 4)
    peta.get_by_role("button", name="Lihat barisnya di daftar").click()
    assert state(peta)["order"] == "priority"
    row = peta.locator(".go[data-village='4']")
    expect(row).to_be_focused()
    expect(peta.locator(".entry.current .go")).to_have_text("Ngoro-oro")
    expect(peta.locator(".filter-chip:visible")).to_be_hidden()


def test_two_villages_are_compared_and_the_comparison_ends_by_keyboard(peta: Page) -> None:
    click_village(peta, 1)
    peta.locator("#compare").press("Enter")
    expect(peta.locator(".compare-how")).to_be_visible()
    peta.keyboard.press("Escape")
    expect(peta.locator(".compare-how")).to_have_count(0)
    expect(peta.locator("#compare")).to_be_focused()
    peta.keyboard.press("Enter")
    peta.fill("#search-field", "ngoro")
    peta.press("#search-field", "Enter")
    expect(peta.locator("#panel-village h2")).to_have_text("Beji")
    table = peta.locator(".comparison")
    heads = table.locator("th[scope=col]").all_inner_texts()
    assert [head.split("\n")[0] for head in heads] == ["Beji", "Ngoro-oro", "Selisih"]
    assert table.locator("tbody tr").first.locator("td").all_inner_texts() == [
        "10,0", "40,0", "−30,0",
    ]  # fmt: skip
    peta.wait_for_url("**/*with=*")
    peta.reload()
    expect(table.locator("th[scope=col]").nth(1)).to_contain_text("Ngoro-oro")
    clusters = table.locator("tbody tr").last.locator("td").all_inner_texts()
    assert clusters == ["sedikit, dikelilingi sedikit", "tidak bermakna", "–"]
    peta.click("[data-lang=en]")
    expect(table.locator("th[scope=col]").last).to_have_text("Difference")
    peta.locator("#compare").focus()
    peta.keyboard.press("Escape")
    expect(table).to_have_count(0)
    click_village(peta, 2)
    expect(peta.locator("#panel-village h2")).to_have_text("Kepek")


def test_the_histogram_shows_every_village_in_the_colour_of_its_class(peta: Page) -> None:
    picture = peta.locator(".histogram")
    expect(picture).to_have_attribute(
        "aria-label", "Sebaran 8 kalurahan: dari 0,0 sampai 70,0, median 35,0"
    )
    keys = attributes(peta, ".histogram rect", "data-key")
    assert set(keys) == set(KEYS)
    assert keys[-2:] == ["zero", "not_reported"]
    low = peta.locator(".histogram rect[data-key=c0]").first
    expect(low).to_have_attribute("fill", board.BLUES[0])
    low.hover()
    assert state(peta)["lit"] == "c0"
    expect(peta.locator(".histogram rect[data-key=c3]").first).to_have_class("faded")
    peta.locator(".class-row[data-key=c3]").focus()
    assert state(peta)["lit"] == "c3"
    peta.click("[data-lang=en]")
    expect(picture).to_have_attribute("aria-label", re.compile("^Distribution of 8 villages"))
    peta.check("input[value=gugus_moran]")
    expect(picture).to_have_count(0)


def test_a_question_opens_for_the_layer_that_is_shown(tmp_path: Path, open_page: OpenPage) -> None:
    first, second, clusters = board.analysed(tmp_path).layers
    apart = replace(clusters, spec=replace(clusters.spec, question=Text("Lain?", "Else?")))
    atlas = replace(board.analysed(tmp_path), layers=(first, second, apart))
    page = open_page(page_of(atlas, tmp_path))
    questions = page.locator(".question")
    assert [one.get_attribute("open") for one in questions.all()] == ["", None]
    expect(page.locator("input[value=gugus_moran]")).to_be_hidden()
    page.locator(".question summary").nth(1).press("Enter")
    page.check("input[value=gugus_moran]")
    about = page.locator(".choice-about:visible")
    for words in ("Penjelasan satu kalimat.", "Sumber: Papan catur 2026", "2026", "Moran lokal"):
        expect(about).to_contain_text(words)


@pytest.mark.parametrize("size", [(683, 384), (844, 390), (320, 640)])
def test_small_screens_have_room_for_map_and_panels(
    tmp_path: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_page(page_of(board.analysed(tmp_path, sample=True), tmp_path), size)
    for tab in ("legend", "gaps", "layers", "findings", "village"):
        if state(page)["panel"] != tab:
            page.click(f".tab-{tab}")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        panel = frame(page, f"#panel-{tab}")
        assert inside(panel, {"left": 0, "top": 0, "right": size[0], "bottom": size[1]})
        for one in page.locator(".tab").all():
            assert one.evaluate("(part) => part.scrollWidth <= part.offsetWidth"), tab
        area = frame(page, "#map-area")
        if size[0] > size[1]:
            assert area["right"] - area["left"] >= 300
            assert area["bottom"] - area["top"] >= 180
            assert not overlap(panel, area)
            assert not overlap(panel, frame(page, ".leaflet-top.leaflet-right"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_hostile_names_stay_text_everywhere(
    tmp_path: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    hostile = board.HOSTILE_NAMES
    page = open_page(page_of(board.analysed(tmp_path, hostile), tmp_path), size)
    elements = page.evaluate("document.querySelectorAll('script, img, iframe').length")
    click_village(page, 4)
    page.locator("#compare").click()
    click_village(page, 5)
    heads = page.locator(".comparison th[scope=col] > bdi").all_text_contents()
    assert heads == [hostile[4], hostile[5]]
    linked = page.locator(".neighbours bdi").all_text_contents()
    assert {hostile[1], hostile[3], hostile[5], hostile[7]} <= set(linked)
    page.click(".tab-gaps")
    page.check("input[value=priority]", force=True)
    for key in ("name", "subdistrict"):
        page.locator(f"[data-sort={key}]").click()
    assert sorted(names(page)) == sorted(re.sub(r"\s+", " ", name) for name in hostile[:8])
    assert page.evaluate("document.querySelectorAll('script, img, iframe').length") == elements


def test_statements_without_data_say_their_reason_once(tmp_path: Path, open_page: OpenPage) -> None:
    atlas = board.analysed(tmp_path)
    told = replace(
        atlas.statements[0],
        verdict="no_data",
        sentence=Text("Tidak dapat dihitung.", "It cannot be."),
    )
    many = (
        atlas.statements[0],
        told,
        replace(told, claim=Text("Anggota warga setempat.", "Members live there.")),
    )
    page = open_page(page_of(replace(atlas, statements=many), tmp_path))
    page.click(".tab-findings")
    panel = page.locator("#panel-findings")
    expect(panel.locator(".statement")).to_have_count(2)
    expect(panel.get_by_text("Tidak dapat dihitung.")).to_have_count(1)
    assert panel.locator(".statement").last.locator("blockquote").all_inner_texts() == [
        "Kegiatan dibiayai iuran anggota.",
        "Anggota warga setempat.",
    ]
    expect(panel).to_contain_text("seluruh selang kepercayaan 95% di atas separuh")
