"""Gives browser tests a `page`, and fails a test on whose page a script or the content policy complained."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.browser import chromium

HERE = Path(__file__).parent
PATIENCE = 30_000
"""Milliseconds until what a page should show counts as missing: a busy machine is no defect of the page."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder: it drives Chromium and talks to servers on loopback."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            item.add_marker("enable_socket")


@pytest.fixture(scope="session")
def browser(only_here: Callable[[str], None]) -> Iterator[Browser]:
    """Chromium, started once; its absence fails the test and says what to do."""
    only_here("Chromium")
    executable = chromium.find()
    if executable is None:
        pytest.fail(chromium.ADVICE)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(executable), args=list(chromium.FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page without cookies, 1280 × 800 (`set_viewport_size` makes it a phone); complaints on it fail the test."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    opened.on("console", lambda message: complaints.extend(_complaint(message)))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert not complaints, complaints


def _complaint(message: ConsoleMessage) -> list[str]:
    # A page that refuses (403, 404) is often the very thing under test; its status is asserted there.
    refused = message.text.startswith("Failed to load resource")
    return [] if message.type != "error" or refused else [message.text]
