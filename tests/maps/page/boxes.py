"""Where parts of the page lie."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.maps.canvas import (
    Box,
)


def frame(page: Page, selector: str) -> Box:
    """Return left, top, right and bottom of an element in the window."""
    return frame_of(page.locator(selector).first)


def frame_of(part: Locator) -> Box:
    found = part.bounding_box()
    assert found
    return {
        "left": found["x"],
        "top": found["y"],
        "right": found["x"] + found["width"],
        "bottom": found["y"] + found["height"],
    }


def overlap(one: Box, other: Box) -> bool:
    return (
        one["left"] < other["right"] - 1
        and other["left"] < one["right"] - 1
        and one["top"] < other["bottom"] - 1
        and other["top"] < one["bottom"] - 1
    )


def inside(one: Box, other: Box) -> bool:
    return (
        one["left"] >= other["left"]
        and one["top"] >= other["top"]
        and one["right"] <= other["right"]
        and one["bottom"] <= other["bottom"]
    )
