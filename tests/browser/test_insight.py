"""Insight in a real browser: charts that answer, a way from a dashboard to its rows, both colour schemes and widths."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import CHINESE, serious, sign_in
from tests.web.serve import serving


@pytest.fixture
def console() -> Iterator[str]:
    """A fresh console on loopback."""
    with serving() as address:
        yield address


def test_from_a_dashboard_to_the_rows(page: Page, console: str) -> None:
    """Insight, a month, a market, a headline: its page lists the records, and a record leads to its order."""
    sign_in(page, console)
    page.get_by_role("link", name="Insight", exact=True).click()
    page.get_by_role("link", name="Returns and refunds").click()
    page.get_by_role("link", name="Month", exact=True).click()
    expect(page.locator(".period")).to_have_text("February 2026")
    page.locator("summary", has_text="Filters").click()
    page.get_by_role("combobox", name="Platform").select_option("amazon")
    expect(page.locator(".chip")).to_contain_text("Platform: Amazon")
    page.locator("li.figure .value a").first.click()
    expect(page.locator("h1")).to_have_text("Return rate")
    assert page.url.endswith("?period=2026-02&platform=amazon")
    expect(page.locator("table.rows tbody tr")).to_have_count(100)
    page.get_by_role("link", name="Next page").click()
    expect(page.locator("table.rows tbody tr")).to_have_count(30)
    page.locator(".chip").click()
    expect(page.locator(".chip")).to_have_count(0)


def test_a_chart_answers_pointer_and_keys(page: Page, console: str) -> None:
    """Hovering tells a value in words, arrow keys read the values one by one, Enter opens the rows of the one read."""
    sign_in(page, console)
    page.goto(f"{console}/insight/returns?period=2026-W10")
    figure = page.locator("figure[data-spec]").first
    figure.scroll_into_view_if_needed()
    drawn = figure.locator(".drawn")
    expect(drawn.locator("svg")).to_be_visible()
    expect(figure.locator(".plot")).to_be_hidden()
    box = drawn.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 100)
    expect(page.locator("#vg-tooltip-element")).to_contain_text("95 % interval")
    drawn.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(figure.locator("output")).to_contain_text("15 Dec · ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/figures/return_rate.units.by_order?period=2025-W51")


def test_tables_are_one_key_away(page: Page, console: str) -> None:
    """T opens the tables behind all charts, and closes them."""
    sign_in(page, console)
    page.goto(f"{console}/insight/returns")
    tables = page.locator("details.data table")
    expect(tables.first).to_be_hidden()
    page.keyboard.press("t")
    expect(tables.first).to_be_visible()
    page.keyboard.press("t")
    expect(tables.first).to_be_hidden()


@pytest.mark.parametrize(
    ("names", "language", "width", "scheme"),
    [
        (("health", "people"), "zh", 1440, "light"),
        (("returns", "platforms"), "en", 1440, "dark"),
        (("reviews", "logistics"), "en", 390, "light"),
        (("service",), "zh", 390, "dark"),
    ],
)
def test_every_dashboard_fits_and_keeps_nobody_out(
    page: Page, console: str, names: tuple[str, ...], language: str, width: int, scheme: Any
) -> None:
    """In both languages, light and dark, at desk and phone width: nothing overflows, axe finds nothing serious."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, console, CHINESE)
    page.goto(f"{console}/language/{language}")
    for name in names:
        page.goto(f"{console}/insight/{name}?period=2026-W10")
        page.locator("figure[data-spec]").first.scroll_into_view_if_needed()
        expect(page.locator(".drawn svg").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert serious(page) == [], name


def test_charts_are_there_without_scripts(browser: Any, console: str) -> None:
    """With JavaScript off the server's drawings stand, and filters apply by a button."""
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    sign_in(page, console)
    page.goto(f"{console}/insight/returns")
    expect(page.locator("figure .plot svg").first).to_be_visible()
    assert page.locator(".drawn").count() == 0
    page.locator("summary", has_text="Filters").click()
    page.get_by_role("combobox", name="Product").fill("JKT-21")
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.locator(".chip")).to_contain_text("Product: JKT-21")
    context.close()
