"""What is on the page at a moment, and which colours its classes have."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests import board

ZERO, GREY_HATCH, PALE_LAND = "#fff7bc", "hatch #bdbdbd", "#ebe8df"


KEYS = ("zero", "c0", "c0", "c1", "c1", "c2", "c2", "c3", "not_reported")


FILLS = dict(zip(("c0", "c1", "c2", "c3"), board.BLUES, strict=True)) | {
    "zero": ZERO,
    "not_reported": GREY_HATCH,
}


def state(page: Page) -> dict[str, Any]:
    values: dict[str, Any] = page.evaluate("Atlas.state()")
    return values


def attributes(page: Page, selector: str, name: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        selector, "(parts, name) => parts.map((part) => part.getAttribute(name))", name
    )
    return found
