"""One browser for all tests of interactive pages; a page that complains fails its test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.once import ROOM

pytest_plugins = ["tests.marks"]
os.environ.setdefault("WKSBM_JOBS", "1")  # tests run side by side already
DESKTOP = (1366, 768)
PHONE = (390, 844)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

STANDS = "body:not(:has(#map_atlas)), body[data-ready]"
"""The page is not a map, or the map has unpacked its data and stands."""

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session", autouse=True)
def _room_of_all_workers(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    """Name the folder in which `tests.once` keeps what is made once."""
    own = tmp_path_factory.getbasetemp()
    os.environ[ROOM] = str(own if worker_id == "master" else own.parent)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the browser: the one that WKSBM_CHROMIUM names, else the system's."""
    installed = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    program = os.environ.get("WKSBM_CHROMIUM") or next(filter(None, installed), None)
    with sync_playwright() as playwright:
        program = program or playwright.chromium.executable_path
        if not Path(program).is_file():
            pytest.fail(
                "There is no Chromium for the tests of interactive maps: install Debian's package "
                "'chromium', or name the program in the variable WKSBM_CHROMIUM."
            )
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """
    Return a function that opens a file without a network.

    Afterwards the test fails on any error on the console, uncaught error, dialog, or request for
    anything but the file itself.
    """
    complaints: list[str] = []
    contexts = []

    def open_file(path: Path, size: tuple[int, int] = DESKTOP, **options: object) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            offline=True,
            reduced_motion="reduce",
            **options,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        url = path.resolve().as_uri()

        def on_console(message: object) -> None:
            if message.type in ("error", "warning"):  # type: ignore[attr-defined]
                complaints.append(f"console: {message.text}")  # type: ignore[attr-defined]

        def on_request(request: object) -> None:
            if request.url.split("#")[0] != url:  # type: ignore[attr-defined]
                complaints.append(f"request: {request.url}")  # type: ignore[attr-defined]

        def on_dialog(dialog: object) -> None:
            complaints.append(f"dialog: {dialog.message}")  # type: ignore[attr-defined]
            dialog.dismiss()  # type: ignore[attr-defined]

        page.on("console", on_console)
        page.on("request", on_request)
        page.on("dialog", on_dialog)
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.goto(url)
        page.wait_for_selector(STANDS, state="attached")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert complaints == []
