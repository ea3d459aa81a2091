"""Settings in a real browser: a calendar set by keyboard, asked back, previewed; every page fits and keeps nobody out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import serious
from tests.web.in_memory import PASSWORD
from tests.web.serve import serving

PLACES = ("/calendars", "/targets", "/goods", "/costs")
LOOKED_INTO = {"/calendars", "/costs"}
"""Where axe looks: all kinds of fields, tables and pictures of these pages are there."""


@pytest.fixture
def console() -> Iterator[str]:
    """A fresh console on loopback."""
    with serving() as address:
        yield address


def test_a_calendar_is_set_and_a_friday_evening_foretold(page: Page, console: str) -> None:
    """A manager sets hours with two shifts and holidays, is asked whether it is meant, and sees when a message would be due.

    Then, on a phone and in Chinese, the settings fit, and axe finds nothing serious.
    """
    page.goto(f"{console}/sign-in?next=/settings/calendars")
    page.locator("#email").fill("admin@example.com")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("No calendar yet")).to_be_visible()
    page.get_by_label("In force from").fill("2026-03-02")
    page.get_by_label("Public holidays of").select_option("DE")
    monday = page.get_by_label("Mon", exact=True)
    monday.fill("nine to five")
    monday.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Mon")
    expect(page.get_by_label("Mon", exact=True)).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("09:00-12:00, 13:00-18:00")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Is this meant?")
    expect(page.locator("main")).to_contain_text("Mon 09:00–12:00, 13:00–18:00; Tue–Fri 09:00–18:00")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    expect(page.locator(".week .shift")).to_have_count(6)
    expect(page.locator(".free li").first).to_contain_text("Good Friday")
    page.get_by_label("A message of").fill("2026-04-02T19:00")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".foretold")).to_contain_text("First reply: Fri 3 Apr 2026 19:00")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{console}/language/zh?next=/settings/calendars")
    expect(page.locator("h1")).to_have_text("工作日历")
    for place in PLACES:
        page.goto(f"{console}/settings{place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, place
        assert place not in LOOKED_INTO or serious(page) == [], place
