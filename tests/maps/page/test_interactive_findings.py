"""The findings on the interactive page: categories, outlined areas, the account, priorities."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from wksbm.maps.page.write import write_interactive
from wksbm.text import Text

from tests import board
from tests.conftest import DESKTOP, PHONE, OpenPage
from tests.maps.canvas import click_village
from tests.maps.page.boxes import frame, inside, overlap
from tests.maps.page.found import FOUND, analysed
from tests.maps.page.page_spec import SPEC
from tests.maps.page.states import state

pytestmark = pytest.mark.browser


@pytest.fixture
def peta(tmp_path: Path, open_page: OpenPage) -> Page:
    return open_page(write_interactive(analysed(tmp_path), FOUND, tmp_path))


@pytest.fixture
def phone(tmp_path: Path, open_page: OpenPage) -> Page:
    path = write_interactive(analysed(tmp_path), FOUND, tmp_path)
    return open_page(path, PHONE, has_touch=True, is_mobile=True)


def test_without_statistics_the_page_shows_nothing_of_them(
    tmp_path: Path, open_page: OpenPage
) -> None:
    page = open_page(write_interactive(board.atlas(tmp_path), SPEC, tmp_path))
    expect(page.locator(".tab-findings")).to_have_count(0)
    page.click(".tab-gaps")
    expect(page.locator("input[name=order]")).to_have_count(0)
    click_village(page, 0)
    expect(page.locator("#panel-village")).not_to_contain_text("Prioritas")
    expect(page.locator(".area-entry, .area, .area-number, .legend-finding")).to_have_count(0)


def test_the_findings_are_told_and_lead_to_their_map(peta: Page) -> None:
    peta.check("input[value=jumlah_kelompok]")
    peta.click(".tab-findings")
    panel = peta.locator("#panel-findings")
    assert panel.locator("h2").all_inner_texts() == ["Temuan", "Profil penelitian"]
    first, second = panel.locator(".finding").all()
    expect(first.locator("h3")).to_have_text("Kekurangan")
    assert first.locator("p").all_inner_texts() == [
        "3 dari 8 kalurahan jelas kekurangan.",
        "1 kalurahan tidak melapor.",
    ]
    expect(second.locator(".see")).to_have_count(0)
    see = first.locator(".see")
    expect(see).to_have_attribute("aria-label", "Lihat di peta: Kelompok per 1.000 penduduk")
    expect(see).to_have_attribute("aria-current", "false")
    see.click()
    assert state(peta)["layer"] == "kelompok_per_1000"
    assert state(peta)["panel"] == "findings"
    expect(see).to_have_attribute("aria-current", "true")
    expect(peta.locator("#live")).to_have_text("Peta menampilkan: Kelompok per 1.000 penduduk")
    peta.click("[data-lang=en]")
    expect(first).to_contain_text("3 of 8 villages clearly lack groups.")


def test_the_chosen_indicator_is_ticked_wherever_its_question_stands(
    tmp_path: Path, open_page: OpenPage
) -> None:
    first, second, *others = analysed(tmp_path).layers
    apart = replace(second, spec=replace(second.spec, question=Text("Lain?", "Else?")))
    atlas = replace(analysed(tmp_path), layers=(first, apart, *others))
    page = open_page(write_interactive(atlas, FOUND, tmp_path))
    questions = page.locator(".question")
    assert [one.get_attribute("open") for one in questions.all()] == ["", None]
    page.locator(".question summary").nth(1).click()
    page.click("input[value=daerah]")
    ticked = page.locator("input[name=layer]:checked")
    expect(ticked).to_have_attribute("value", "daerah")
    expect(page.locator("#panel-legend h2")).to_have_text("Daerah menonjol")


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("agrees", ["sesuai"]),
        ("differs", ["berbeda"]),
        ("unclear", ["belum jelas"]),
        ("no_data", ["tidak ada data"]),
        ("only_shown", []),
    ],
)
def test_a_statement_of_the_study_has_its_verdict_in_words(
    tmp_path: Path, open_page: OpenPage, verdict: str, words: list[str]
) -> None:
    atlas = analysed(tmp_path)
    told = replace(atlas.statements[0], verdict=verdict)  # type: ignore[arg-type]
    path = write_interactive(replace(atlas, summary=(), statements=(told,)), FOUND, tmp_path)
    page = open_page(path)
    page.click(".tab-findings")
    statement = page.locator(".statement")
    expect(statement.locator("blockquote")).to_have_text("Kegiatan dibiayai iuran anggota.")
    expect(statement).to_contain_text("62,5% dari 8 kelompok dibiayai iuran.")
    expect(statement.locator("small")).to_have_text("Hanya kelompok yang tercatat.")
    assert statement.locator(".chip").all_inner_texts() == words


def test_the_list_is_ordered_by_shortfall_or_priority(peta: Page) -> None:
    peta.click(".tab-gaps")
    panel = peta.locator("#panel-gaps")
    expect(panel.locator(".entry")).to_have_count(2)
    peta.locator("input[value=shortfall]").focus()
    peta.keyboard.press("ArrowRight")
    expect(peta.locator("input[value=priority]")).to_be_checked()
    expect(peta.locator("input[value=priority]")).to_be_focused()
    expect(peta.locator("#live")).to_have_text("Urut menurut: prioritas")
    rows = panel.locator("table.by-priority .entry")
    expect(rows).to_have_count(8)
    expect(panel.locator(".wide")).to_have_count(0)
    third = rows.nth(2)
    expect(third.locator(".priority")).to_have_text("3(1–5)")
    assert third.locator("small").all_inner_texts() == [
        "cukup", "(1–5)", "Kurang kelompok.", "Tetangganya juga kurang.",
    ]  # fmt: skip
    expect(panel.locator("caption").first).to_contain_text(
        "rentang peringkat bila cara menghitungnya diubah"
    )
    expect(panel).to_contain_text("Tidak melapor (1)")
    peta.click("[data-lang=en]")
    expect(panel.locator("th[scope=col]").last).to_have_text("Priority ▲")
    third.click()
    profile = peta.locator("#panel-village")
    expect(profile).to_contain_text("Priority 3 of 8")
    expect(profile).to_contain_text("Rank 1–5 when it is computed in other ways.")
    assert profile.locator(".reasons li").all_inner_texts() == [
        "Short.", "Its neighbours are short as well.",
    ]  # fmt: skip


def test_a_long_order_of_priority_shows_its_beginning_first(
    tmp_path: Path, open_page: OpenPage
) -> None:
    atlas = analysed(tmp_path)
    many = tuple(replace(atlas.priorities[n % 8], rank=n + 1) for n in range(35))
    page = open_page(write_interactive(replace(atlas, priorities=many), FOUND, tmp_path))
    page.click(".tab-gaps")
    page.check("input[value=priority]")
    rows = page.locator("table.by-priority .entry")
    expect(rows).to_have_count(30)
    page.get_by_role("button", name="Tampilkan semua (35)").press("Enter")
    expect(rows).to_have_count(35)
    expect(rows.nth(30).locator(".go")).to_be_focused()
    expect(page.locator(".go[tabindex='0']")).to_have_count(1)
    expect(page.locator("#panel-gaps .wide")).to_have_count(0)


def test_everything_fits_a_phone_and_a_thumb(phone: Page) -> None:
    tabs = phone.locator(".tab")
    expect(tabs).to_have_count(5)
    for lang in ("en", "id"):
        phone.tap(f"[data-lang={lang}]")
        for tab in tabs.all():
            box = tab.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= PHONE[0]
            assert box["width"] >= 44
            assert box["height"] >= 44
            assert tab.evaluate("(part) => part.scrollWidth <= part.offsetWidth")
    phone.tap(".tab-layers")
    phone.tap("label:has(input[value=daerah])")
    for name in ("legend", "findings", "gaps"):
        phone.tap(f".tab-{name}")
        sheet = phone.locator(f"#panel-{name}")
        expect(sheet).to_be_visible()
        if name == "legend":
            phone.locator("summary", has_text="lebih sedikit").tap()
        if name == "gaps":
            phone.tap(".order label:has(input[value=priority])")
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        assert sheet.evaluate("(part) => part.scrollWidth <= part.clientWidth")
        small = phone.evaluate(
            "[...document.querySelectorAll('button:not(.go), summary, .order label,"
            ".entry, .silent tbody tr, select')].filter((part) => part.offsetParent"
            " && (part.offsetHeight < 44 || part.offsetWidth < 44)).map((part) => part.outerHTML)"
        )
        assert small == []


@pytest.mark.parametrize("size", [DESKTOP, (1000, 700)])
def test_the_tabs_beside_the_map_stand_above_the_findings(
    tmp_path: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_page(write_interactive(analysed(tmp_path), FOUND, tmp_path), size)
    page.click(".tab-findings")
    panel, tabs = frame(page, "#panel-findings"), frame(page, "#tabs")
    assert not overlap(panel, tabs)
    assert tabs["right"] - tabs["left"] == panel["right"] - panel["left"]
    for tab in (".tab-village", ".tab-gaps", ".tab-findings"):
        assert inside(frame(page, tab), tabs)


def test_the_findings_are_printed_by_themselves(peta: Page, tmp_path: Path) -> None:
    peta.evaluate("globalThis.print = () => {}")
    peta.click(".tab-findings")
    peta.get_by_role("button", name="Cetak temuan").click()
    peta.pdf(path=tmp_path / "temuan.pdf", prefer_css_page_size=True)
    (sheet,) = PdfReader(tmp_path / "temuan.pdf").pages
    text = sheet.extract_text()
    assert sheet.mediabox.height > sheet.mediabox.width
    for words in ("Peta interaktif", "1 kalurahan tidak melapor.", "dari data yang", "sesuai"):
        assert words in text
    assert "Lihat di peta" not in text
    peta.evaluate("globalThis.dispatchEvent(new Event('afterprint'))")
    peta.check("input[value=daerah]")
    peta.pdf(path=tmp_path / "peta.pdf", prefer_css_page_size=True)
    sheet, areas = PdfReader(tmp_path / "peta.pdf").pages
    assert "Daerah 1." in areas.extract_text()
    assert sheet.mediabox.width > sheet.mediabox.height
    text = sheet.extract_text()
    assert "lebih sedikit" in text
    assert "dari data yang" not in text
