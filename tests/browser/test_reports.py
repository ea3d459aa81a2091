"""Reports in a real browser: at a desk, on a phone, in the dark, on paper; and the pages that hand them out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from aftersales.mail.report_page import page as page_of
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.period import named
from aftersales.records.report import ReportKind
from aftersales.reports.editing import edit
from aftersales.reports.shape import Order
from tests.browser.visiting import CHINESE, serious, sign_in
from tests.web.serve import serving

REPORTS = [
    (ReportKind.WEEKLY, "", "2026-W46", "zh"),
    (ReportKind.SUPPLIER, "JKT-ARCTIC-M", "2026-10", "en"),
]
"""Between them every part of a page: cards, trend, products, quotes, tables, records."""


@pytest.fixture
def console() -> Iterator[str]:
    """A fresh console on loopback."""
    with serving() as address:
        yield address


@pytest.mark.enable_socket
@pytest.mark.parametrize(("kind", "subject", "label", "language"), REPORTS)
def test_a_report_reads_on_every_width_and_on_paper(
    page: Page, quarter: Evaluator, tmp_path: Path, kind: ReportKind, subject: str, label: str, language: str
) -> None:
    """Nothing is cut, refused or unreadable: on a phone in the dark, at a desk by day; on A4 a few pages, not one or fifty."""
    period = named(label, "Asia/Shanghai")
    report = edit(quarter, Order(kind=kind, subject=subject), period)
    file = tmp_path / "report.html"
    file.write_text(
        page_of(report, language, console="https://console.example", link="https://console.example/r/t"),
        "utf-8",
    )
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    for width, dark in ((360, True), (1440, False)):
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert serious(page) == []
    assert [text for text in refused if "Content Security Policy" in text and "axe" not in text] == []
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert 2 <= pages <= 12


@pytest.mark.enable_socket
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_the_pages_of_reports_keep_nobody_out(page: Page, console: str, width: int, scheme: str) -> None:
    """Subscribing and making a token by mouse; axe finds nothing serious, nothing is wider than the screen."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, console, CHINESE)
    page.goto(f"{console}/reports")
    page.locator("summary", has_text="订阅").click()
    page.locator("select[name=hour]").select_option("7")
    page.get_by_role("button", name="订阅", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已订阅")
    assert serious(page) == []
    page.goto(f"{console}/settings/tokens")
    page.locator("input[name=name]").fill("Power BI")
    page.get_by_role("button", name="生成令牌").click()
    expect(page.locator("code.token")).to_contain_text("hwas.")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
