from playwright.sync_api import Page

from tests.browser import chromium

CHINESE = "<h1>售后数据周报</h1>"


def test_page_shows_what_it_is_given(page: Page) -> None:
    """Chromium runs headless and renders text."""
    page.set_content(CHINESE)
    assert page.get_by_role("heading").inner_text() == "售后数据周报"


def test_chinese_has_a_font() -> None:
    """A machine that renders Chinese as boxes cannot judge a Chinese page: a CJK font is installed."""
    assert chromium.has_chinese_font(), "install one: apt-get install fonts-noto-cjk"
