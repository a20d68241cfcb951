"""What the marks of tests allow: to read ../shared, and to be skipped in CI."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from tests.shared import FOLDER, is_real

MAY_SKIP = ("real", "qgis", "optional")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test marked `real` where ../shared does not exist."""
    if item.get_closest_marker("real") and not FOLDER.is_dir():
        pytest.skip("../shared does not exist")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Open ../shared to tests marked `real` only."""
    token = is_real.set(item.get_closest_marker("real") is not None)
    try:
        return (yield)
    finally:
        is_real.reset(token)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where CI is set, a test that skips fails, but for those that a mark allows to."""
    report = yield
    allowed = any(item.get_closest_marker(name) for name in MAY_SKIP)
    if report.skipped and os.environ.get("CI") and not allowed:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} may not be skipped in CI: {report.longrepr[-1]}"
    return report
