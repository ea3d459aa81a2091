"""What every browser test of the console does: sign in, and ask axe."""

import json
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page, expect

from tests.web.in_memory import PASSWORD

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
CHINESE, ENGLISH = "lin@example.com", "kim@example.com"
"""A manager who reads Chinese and an agent who reads English."""

FINDINGS = """async () => {
  const looks = new Map(), seen = new Map();
  const look = (one) => {
    if (!one) return "";
    if (!looks.has(one)) {
      const {color, fill, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, position} = getComputedStyle(one);
      looks.set(one, [look(one.parentElement), color, fill, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, position].join());
    }
    return looks.get(one);
  };
  const again = [...document.querySelectorAll("body *:not(:has(*))")].filter((one) => {
    seen.set(look(one), (seen.get(look(one)) ?? 0) + 1);
    return seen.get(look(one)) > 3;
  });
  const reads = await axe.run({exclude: again}, {resultTypes: ["violations"], runOnly: ["color-contrast"]});
  const rest = await axe.run(document, {resultTypes: ["violations"], rules: {"color-contrast": {enabled: false}}});
  return [...reads.violations, ...rest.violations];
}"""
"""Axe's findings. Measuring contrast is nearly all of its time, so of what looks the same on the same ground (a table's cells) three are measured."""


def sign_in(page: Page, console: str, who: str = ENGLISH) -> None:
    """Sign in through the form and arrive at the front page."""
    page.goto(f"{console}/sign-in")
    page.locator("#email").fill(who)
    page.locator("#password").fill(PASSWORD)
    page.locator("main button").click()
    expect(page.locator("h1")).to_have_text("Today" if who == ENGLISH else "今日")


def slow(page: Page, *, latency: float, speed: float = -1) -> None:
    """Let every answer come `latency` milliseconds later and no faster than `speed` bytes a second, nothing from the cache."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    given = {"offline": False, "latency": latency, "downloadThroughput": speed, "uploadThroughput": -1}
    line.send("Network.emulateNetworkConditions", given)


def serious(page: Page) -> list[str]:
    """Ask axe for findings that keep people out."""
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(FINDINGS)
    return [
        f"{one['id']}: {json.dumps([node['target'] for node in one['nodes'][:3]])}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]
