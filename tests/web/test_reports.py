"""The pages of reports: subscribe, look, make, stop; and tokens for programs."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from aftersales.accounts.api_tokens import check
from aftersales.accounts.stop_links import Stop, stop_token
from aftersales.metrics.evaluate import Evaluator
from aftersales.reports.subscriptions import usual_subscription
from tests.web.in_memory import NOW, Browser, House
from tests.web.seller import house

WISH = {"kind": "monthly", "hour": "7", "weekday": "1", "day": "5", "zone": "Europe/Berlin", "language": "en"}


@pytest.fixture
def seller(quarter: Evaluator) -> House:
    """A seller whose reports are made of the sample's quarter."""
    made = house()
    made.evaluator_of = lambda settings, _: replace(quarter, settings=settings)
    return made


def browser(seller: House, who: str = "lin@example.com") -> Browser:
    """A manager, in English."""
    found = Browser(seller).sign_in(who)
    found.get("/language/en")
    found.get("/reports")
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["/reports", "/reports?kind=weekly", "/settings/tokens"])
def test_the_pages_answer_in_both_languages(seller: House, path: str, language: str) -> None:
    """One heading, and no text left untranslated."""
    visitor = browser(seller)
    visitor.get(f"/language/{language}")
    page = visitor.get(path).page
    assert len(page.find_all("h1")) == 1
    assert "%(" not in page.text


def test_a_member_subscribes_stops_and_resumes(seller: House) -> None:
    """Own subscriptions only; a stopped one stays in the list, a resumed one begins now."""
    visitor = browser(seller)
    visitor.submit("/reports/subscriptions", **WISH)
    (kept,) = seller.subscriptions.subscriptions("w")
    assert (kept.email, kept.kind, kept.day, kept.hour, kept.zone) == (
        "lin@example.com",
        "monthly",
        5,
        7,
        "Europe/Berlin",
    )
    assert "on day 5 of the month at 7:00" in visitor.get("/reports").text
    visitor.submit(f"/reports/subscriptions/{kept.id}/stop")
    assert seller.subscriptions.subscriptions("w")[0].stopped_at == NOW
    visitor.later(timedelta(hours=1)).get("/reports")
    visitor.submit(f"/reports/subscriptions/{kept.id}/resume")
    again = seller.subscriptions.subscriptions("w")[0]
    assert (again.stopped_at, again.since) == (None, NOW + timedelta(hours=1))
    other = browser(seller, "kim@example.com")
    assert "on day 5 of the month" not in other.get("/reports").text
    token = str(other.get("/reports").page.find("input", {"name": "token"})["value"])  # type: ignore[index]
    assert other.send("POST", f"/reports/subscriptions/{kept.id}/stop", {"token": token}).status == 404


def test_nobody_replaces_a_colleagues_subscription(seller: House) -> None:
    """Whatever key a form sends: neither one that is kept nor the one that report readers have without asking."""
    settings = seller.workspaces.settings("w").having(report_readers=("lin@example.com",))
    seller.workspaces.save_settings(settings)
    usual = usual_subscription(settings, "lin@example.com", None)
    browser(seller).submit("/reports/subscriptions", **WISH)
    (kept,) = seller.subscriptions.subscriptions("w")
    for name in (kept.id, usual.id):
        browser(seller, "kim@example.com").submit("/reports/subscriptions", **WISH, key=name)
    assert seller.subscriptions.subscription("w", kept.id) == kept
    assert seller.subscriptions.subscription("w", usual.id) is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"zone": "Mars/Olympus"}, "Write it as Asia/Shanghai"),
        ({"hour": "24"}, "hour or the day"),
        ({"kind": "supplier"}, "Name the product"),
        ({"kind": "nonsense"}, "Choose a report"),
    ],
)
def test_a_wish_that_cannot_be_granted_says_why(seller: House, wrong: dict[str, str], said: str) -> None:
    """In words that say what to change; nothing is kept."""
    answer = browser(seller).submit("/reports/subscriptions", **(WISH | wrong))
    assert answer.status == 400
    assert said in answer.text
    assert list(seller.subscriptions.subscriptions("w")) == []


def test_a_report_is_looked_at_without_being_kept(seller: House) -> None:
    """The page itself, under a policy that lets nothing in; hostile filters stay words."""
    visitor = browser(seller)
    answer = visitor.get("/reports/preview?kind=weekly&period=2026-W46&market=%3Cscript%3Ealert(1)")
    assert answer.status == 200
    assert "Weekly after-sales report" in answer.text
    assert "<script>alert" not in answer.text
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert len(seller.press.files) == 0
    assert visitor.get("/reports/preview?kind=weekly&period=never").status in {400, 404}
    assert visitor.get("/reports/preview?kind=causes").status == 400


@pytest.mark.parametrize("language", ["xx", "..%2F..%2Fletters%2Falert%2Fen", "%00", "EN"])
def test_a_report_is_looked_at_in_a_language_that_it_has(seller: House, language: str) -> None:
    """A language of the address names a file of words: anything else than zh and en is the reader's own."""
    answer = browser(seller).get(f"/reports/preview?kind=weekly&period=2026-W46&language={language}")
    assert answer.status == 200
    assert "Weekly after-sales report" in answer.text


def test_a_manager_makes_a_report_now(seller: House) -> None:
    """It is stored; nobody is written to. An agent may look, but not make."""
    visitor = browser(seller)
    visitor.press("/reports/subscriptions", "/reports/make", kind="weekly", period="2026-W46")
    assert [made.kind for made in seller.press.store.reports("w")] == ["weekly"]
    assert len(seller.press.outbox) == 0
    assert (
        browser(seller, "kim@example.com")
        .get("/reports")
        .page.find("button", {"formaction": "/reports/make"})
        is None
    )


def test_suppliers_are_lines(seller: House) -> None:
    """Chinese punctuation counts as well; a line that is no supplier is refused."""
    visitor = browser(seller)
    visitor.get("/settings/goods")
    visitor.press("/settings/suppliers", suppliers="宁波纺织：JKT-1，JKT-2\n\nShenzhen Light: LMP")
    assert seller.workspaces.settings("w").suppliers == {
        "宁波纺织": ("JKT-1", "JKT-2"),
        "Shenzhen Light": ("LMP",),
    }
    visitor.get("/settings/goods")
    assert "One supplier a line" in visitor.press("/settings/suppliers", suppliers="just words").text
    too_much = "\n".join(f"Supplier {number}: {'SKU-123456, ' * 400}" for number in range(20))
    visitor.get("/settings/goods")
    assert visitor.press("/settings/suppliers", suppliers=too_much).status == 400


def test_each_mail_has_a_way_to_stop_it(seller: House) -> None:
    """Opening the link stops nothing, pressing does, without sign-in and without a form of ours; others' mails go on."""
    settings = seller.workspaces.settings("w").having(report_readers=("boss@x.example", "ann@x.example"))
    seller.workspaces.save_settings(settings)
    usual = usual_subscription(settings, "boss@x.example", None)
    link = f"/stop/{stop_token(b'link secret', Stop('w', usual.id, usual.email))}"
    stranger = Browser(seller)
    assert "boss@x.example" in stranger.get(link).text
    assert list(seller.subscriptions.subscriptions("w")) == []
    answer = stranger.send("POST", link, {"List-Unsubscribe": "One-Click"})
    assert (answer.status, "no longer mailed" in answer.text) == (200, True)
    (kept,) = seller.subscriptions.subscriptions("w")
    assert (kept.email, kept.stopped_at) == ("boss@x.example", NOW)
    assert stranger.get(f"{link}x").status == 404
    wrong = f"/stop/{stop_token(b'link secret', Stop('other', usual.id, usual.email))}"
    assert stranger.send("POST", wrong).status == 404


def test_a_token_is_shown_once_and_taken_back(seller: House) -> None:
    """Its text stands on the page that answers the form, and on no other."""
    visitor = browser(seller)
    visitor.get("/settings/tokens")
    made = visitor.press("/settings/tokens", name="Power BI", rows="1")
    shown = made.page.select_one("code.token")
    assert shown is not None
    token = check(seller.tokens, shown.text, NOW)
    assert token.scopes == ("read:figures", "read:rows")
    assert shown.text not in visitor.get("/settings/tokens").text
    visitor.submit(f"/settings/tokens/{token.id}/revoke")
    assert "Revoked" in visitor.get("/settings/tokens").text


@pytest.mark.parametrize("name", ["aftersales.pbids", "aftersales.pq", "aftersales.tds"])
def test_bi_files_hold_this_consoles_address(seller: House, name: str) -> None:
    """A manager downloads them; there are no others, and not for everyone."""
    visitor = browser(seller)
    answer = visitor.get(f"/settings/bi/{name}")
    assert f'filename="{name}"' in answer.headers["content-disposition"]
    assert "http://console.test" in answer.text
    assert visitor.get("/settings/bi/other").status == 404
    assert browser(seller, "kim@example.com").get(f"/settings/bi/{name}").status == 403
    assert Path(name).suffix in {".pbids", ".pq", ".tds"}
