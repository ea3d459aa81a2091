"""open_link: a good link leads to the file for minutes, any other to a page that says why."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from aftersales.accounts.report_links import new_link, revoke_link
from aftersales.mail.refusal_page import refusal_page
from aftersales.wiring.links import LinksApp
from functions.open_link.handler import handler
from tests.functions.events import event
from tests.reports.in_memory import InMemoryReportFiles, InMemoryReportStore
from tests.reports.store_contract import report

NOW = datetime.fromisoformat("2026-11-16T00:00:00+00:00")
SECRET = b"secret"


class Shop:
    """A report, its links, and the function over them."""

    def __init__(self) -> None:
        self.store = InMemoryReportStore()
        files = {name: f"reports/demo/{name}" for name in ("zh.html", "en.xlsx", "en.html")}
        self.store.save_report(report(files=files))
        self.app = LinksApp(
            links=self.store,
            files=InMemoryReportFiles(),
            secret=lambda: SECRET,
            refusal_page=refusal_page,
        )

    def link(self, age: timedelta = timedelta()) -> str:
        made = datetime.now(UTC) - age  # noqa: TID251 — the handler reads the real clock
        return new_link(self.store, SECRET, workspace="demo", report="2026-W46-a", link_id="l1", now=made)

    def open(self, token: str, **query: str) -> dict[str, Any]:
        request = event("open_link", "page")
        request["pathParameters"]["token"] = token
        request["queryStringParameters"] = query or None
        return handler(request, None, self.app)


def test_a_link_redirects_for_five_minutes() -> None:
    """302 to a presigned address of at most 300 seconds, never cached and never told on."""
    shop = Shop()
    answer = shop.open(shop.link(), lang="en", file="xlsx")
    assert answer["statusCode"] == 302
    assert answer["headers"]["location"].startswith("memory:reports/demo/en.xlsx?seconds=300&")
    assert (answer["headers"]["cache-control"], answer["headers"]["referrer-policy"]) == (
        "no-store",
        "no-referrer",
    )


def test_a_link_without_a_language_follows_the_browser() -> None:
    """The event's browser asks for Chinese."""
    shop = Shop()
    assert "reports/demo/zh.html" in shop.open(shop.link())["headers"]["location"]


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("changed", 403, "This link is not valid"),
        ("expired", 410, "This link has expired"),
        ("revoked", 410, "This link was revoked"),
        ("foreign", 404, "No such report"),
    ],
)
def test_any_other_link_gets_a_page(kind: str, status: int, words: str) -> None:
    """The right status, the reason in both languages, a policy without inline code, and no address."""
    shop = Shop()
    token = shop.link(timedelta(days=8) if kind == "expired" else timedelta())
    if kind == "changed":
        token = f"x{token}"
    if kind == "revoked":
        revoke_link(shop.store, workspace="demo", link_id="l1", now=NOW)
    if kind == "foreign":
        token = new_link(
            shop.store,
            SECRET,
            workspace="other",
            report="2026-W46-a",
            link_id="l2",
            now=datetime.now(UTC),  # noqa: TID251 — the handler reads the real clock
        )
    answer = shop.open(token)
    assert (answer["statusCode"], "location" in answer["headers"]) == (status, False)
    assert words in answer["body"]
    assert "链接" in answer["body"]
    assert "unsafe" not in answer["headers"]["content-security-policy"]
