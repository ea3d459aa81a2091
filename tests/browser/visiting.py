"""What every browser test of the console does: sign in, and ask axe."""

import json
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page, expect

from tests.web.in_memory import PASSWORD

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
CHINESE, ENGLISH = "lin@example.com", "kim@example.com"
"""A manager who reads Chinese and an agent who reads English."""


def sign_in(page: Page, console: str, who: str = ENGLISH) -> None:
    """Sign in through the form and arrive at the front page."""
    page.goto(f"{console}/sign-in")
    page.locator("#email").fill(who)
    page.locator("#password").fill(PASSWORD)
    page.locator("main button").click()
    expect(page.locator("h1")).to_have_text("Today" if who == ENGLISH else "今日")


def serious(page: Page) -> list[str]:
    """Ask axe for findings that keep people out."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {json.dumps([node['target'] for node in one['nodes'][:3]])}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
