"""The console in a real browser: people sign in, find a case, act on it, switch the language, and use a phone."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import CHINESE, ENGLISH, serious, sign_in, slow
from tests.web.serve import serving

PHONE = {"width": 390, "height": 844}
PLACES = (
    "/",
    "/cases",
    "/alerts",
    "/alerts?state=closed",
    "/alerts/one?id=return_rate:JKT-21",
    "/alerts/rules",
    "/reports",
    "/connections",
    "/figures/return_rate.units.by_order",
)


@pytest.fixture
def console() -> Iterator[str]:
    """A fresh console on loopback."""
    with serving() as address:
        yield address


def _open(page: Page, name: str) -> None:
    page.locator("li.line a", has_text=name).click()
    expect(page.locator("h1")).to_contain_text(name)


def test_an_agent_finds_a_case_and_resolves_it(page: Page, console: str) -> None:
    """From sign-in over a filter to a resolved case, with the words of the page telling each step."""
    sign_in(page, console)
    page.get_by_role("link", name="Cases", exact=True).click()
    page.get_by_label("Platform").select_option("amazon")
    expect(page.locator("li.line")).to_have_count(2)
    assert page.url == f"{console}/cases?platform=amazon"
    _open(page, "James")
    page.get_by_text("Note", exact=True).click()
    page.get_by_label("Note for colleagues").fill("Photo asked for.")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_role("status")).to_have_text("The note was saved.")
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("status")).to_have_text("The case is resolved.")
    page.get_by_role("link", name="Cases", exact=True).first.click()
    expect(page.locator("li.line")).to_have_count(9)


def test_a_filter_chosen_as_soon_as_it_is_seen_acts(page: Page, console: str) -> None:
    """Where scripts arrive late, a filter waits with them: no choice is lost, and going back shows what is listed."""
    sign_in(page, console)
    slow(page, latency=300)
    page.goto(f"{console}/cases", wait_until="commit")
    page.get_by_label("Platform").select_option("amazon")
    expect(page.locator("li.line")).to_have_count(2)
    page.go_back()
    expect(page.locator("li.line")).to_have_count(10)
    expect(page.get_by_label("Platform")).to_have_value("")


def test_a_filter_chosen_before_the_form_is_whole_takes_the_others_along(page: Page, console: str) -> None:
    """While the end of a page is still on its way a form may lack its last filters: a choice is sent when all are there."""
    sign_in(page, console)
    page.goto(f"{console}/cases")
    page.evaluate(
        """() => {
          window.sent = 0;
          HTMLFormElement.prototype.requestSubmit = () => { window.sent += 1; };
          Object.defineProperty(document, "readyState", { value: "loading" });
        }"""
    )
    page.get_by_label("Platform").select_option("amazon")
    assert page.evaluate("window.sent") == 0
    page.evaluate("document.dispatchEvent(new Event('DOMContentLoaded'))")
    assert page.evaluate("window.sent") == 1


def test_the_keyboard_walks_the_list(page: Page, console: str) -> None:
    """J and k move, Enter opens, u goes back, ? lists the keys."""
    sign_in(page, console)
    page.goto(f"{console}/cases")
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
    expect(page.locator("li.line a").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("田中")
    page.keyboard.press("u")
    expect(page.locator("h1")).to_have_text("Cases")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("#1001")
    page.keyboard.press("Enter")
    expect(page.locator("li.line")).to_have_count(1)


def test_a_key_pressed_before_the_page_is_whole_acts_when_it_is(page: Page, console: str) -> None:
    """While the end of a page is still on its way, a key that needs it is kept."""
    sign_in(page, console)
    slow(page, latency=20, speed=30_000)
    page.goto(f"{console}/cases", wait_until="commit")
    page.locator("h1", has_text="Cases").wait_for()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_keys_act_again_as_soon_as_a_dialog_is_closed(page: Page, console: str) -> None:
    """A key that meets the focus still inside the closed list of keys acts; inside the open one it does not."""
    sign_in(page, console)
    page.goto(f"{console}/cases")
    slash = 'new KeyboardEvent("keydown", {key: "/", bubbles: true})'
    page.keyboard.press("?")
    page.evaluate(f"document.querySelector('#keys button').dispatchEvent({slash})")
    expect(page.locator("#find")).not_to_be_focused()
    page.keyboard.press("Escape")
    page.evaluate(f"document.querySelector('#keys button').dispatchEvent({slash})")
    expect(page.locator("#find")).to_be_focused()


def test_the_language_is_switched_on_any_page(page: Page, console: str) -> None:
    """The same page comes back in the other language, and the next one too."""
    sign_in(page, console)
    page.goto(f"{console}/cases?overdue=1")
    page.get_by_role("link", name="中文").click()
    expect(page.locator("h1")).to_have_text("工单")
    assert page.url == f"{console}/cases?overdue=1"
    page.get_by_role("link", name="预警", exact=True).click()
    expect(page.locator("h1")).to_have_text("预警")


@pytest.mark.parametrize(
    ("width", "who", "scheme"),
    [(1440, CHINESE, "light"), (1440, ENGLISH, "dark"), (390, ENGLISH, "light"), (390, CHINESE, "dark")],
)
def test_every_page_fits_and_keeps_nobody_out(
    page: Page, console: str, who: str, width: int, scheme: Any
) -> None:
    """In both languages, light and dark, at desk and phone width: nothing overflows, axe finds nothing serious."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, console, who)
    case = page.locator("li.line a").first.get_attribute("href")
    for place in (*PLACES, case):
        page.goto(f"{console}{place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
        assert serious(page) == [], place


def test_alerts_are_worked_by_keyboard(page: Page, console: str) -> None:
    """With j one walks the alerts, Enter opens one, what would end it is said, it is taken and put off, u leads back."""
    sign_in(page, console)
    page.goto(f"{console}/alerts")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Storm shell jacket")
    expect(page.locator(".remedy")).to_contain_text("17 fewer of these 183 in 90 days would end it.")
    page.get_by_role("button", name="Take it").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The owner was changed.")
    page.locator("summary", has_text="Put off").press("Enter")
    page.get_by_label("Say no more of it for").select_option("7")
    page.get_by_role("button", name="Put off").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The alert is put off.")
    page.keyboard.press("u")
    expect(page.locator("h1")).to_have_text("Alerts")
    expect(page.locator(".tabs a").nth(1)).to_have_text("Put off 2")


def test_a_phone_has_its_places_below_and_large_targets(page: Page, console: str) -> None:
    """At 390 px the places are a bar at the bottom edge, and what one taps is at least 40 px high."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, console)
    bar = page.locator(".rail").bounding_box()
    assert bar is not None
    assert round(bar["y"] + bar["height"]) == PHONE["height"]
    page.goto(f"{console}/cases")
    _open(page, "Greta")
    for target in page.locator("main .button:visible, .rail a:visible").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 40, target.inner_text()


def test_pages_read_without_scripts(browser: Any, console: str) -> None:
    """With JavaScript off one signs in, filters with a button, reads a case and its evidence, and acts."""
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    sign_in(page, console)
    page.goto(f"{console}/cases")
    page.get_by_label("Overdue").check()
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("li.line")).to_have_count(2)
    page.goto(f"{console}/cases")
    _open(page, "Greta")
    expect(page.locator("mark").first).to_have_text("fällt viel zu klein aus")
    page.get_by_role("button", name="Mark as answered").click()
    expect(page.get_by_role("status")).to_have_text("Marked as answered.")
    context.close()


def test_hostile_words_run_nothing(page: Page, console: str) -> None:
    """A customer whose name is a script is shown and does nothing; dialogs would fail the test."""
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    sign_in(page, console)
    page.goto(f"{console}/cases")
    _open(page, "<script>")
    expect(page.locator("h1")).to_contain_text("<script>alert(1)</script>")
    assert page.locator("main script, main img").count() == 0
