"""Rules of platforms are dated rows, and the one of the event's day applies."""

import ast
from datetime import UTC, date, datetime, timedelta

import pytest

from aftersales.outreach.invitations import plan
from aftersales.platforms.shopify.privacy import read_privacy_request
from aftersales.policies.book import Policy, applying, book, in_force, read
from aftersales.records.after_sales import PrivacyRequest
from aftersales.web.addresses import encode_home
from tests.architecture.repository import PACKAGE, tree
from tests.cases.building import SETTINGS, action, at, fact, message, order
from tests.cases.in_memory import InMemoryDossierStore
from tests.web.in_memory import Browser, House

HEAD = "name\tplatform\tmarket\tabout\tdays\tsource\taddress\tread_on\tvalid_from\tvalid_until\n"
ROWS = read(
    HEAD
    + "due\tp\t*\torder\t10\tHelp\thttps://p.example\t2026-01-05\t\t2026-03-01\n"
    + "due\tp\t*\torder\t14\tHelp\thttps://p.example\t2026-03-05\t2026-03-01\t\n"
    + "due\tp\tDE\torder\t30\tHelp\thttps://p.example/de\t2026-03-05\t2026-03-01\t\n"
)


@pytest.mark.parametrize(
    ("market", "on", "days"),
    [
        ("US", date(2020, 1, 1), 10),
        ("US", date(2026, 2, 28), 10),
        ("US", date(2026, 3, 1), 14),
        ("DE", date(2026, 2, 28), 10),
        ("DE", date(2026, 3, 1), 30),
        (None, date(2026, 3, 1), 14),
    ],
)
def test_the_rule_of_the_day_and_the_market_applies(market: str | None, on: date, days: int) -> None:
    """I13: a rule holds from its first day until the day before the next one's, and a market's own goes first."""
    assert in_force("due", "p", market, on, ROWS).days == days


def test_there_is_no_rule_where_none_is_known() -> None:
    """A rule that nobody wrote down is not guessed."""
    with pytest.raises(LookupError):
        in_force("due", "q", "US", date(2026, 3, 1), ROWS)


@pytest.mark.parametrize("policy", book(), ids=lambda policy: f"{policy.platform}-{policy.name}")
def test_each_rule_has_a_source_and_the_day_it_was_read(policy: Policy) -> None:
    """I13: whoever doubts a deadline can look it up where we did."""
    assert policy.address.startswith("https://")
    assert policy.source
    assert policy.read_on >= date(2026, 1, 1)


def test_no_two_rules_of_a_name_hold_at_once() -> None:
    """On any day there is one answer."""
    days = {day for row in book() for day in (row.valid_from, row.valid_until, row.read_on) if day}
    for day in days:
        names = [
            (row.name, row.platform, row.market) for row in book() if row.holds(row.platform, row.market, day)
        ]
        assert len(names) == len(set(names)), day


def test_deadlines_come_from_the_book() -> None:
    """I13: a privacy request is due after the days that its row says."""
    happened = datetime(2026, 3, 2, 9, tzinfo=UTC)
    body = {"shop_id": 1, "customer": {"id": 2}, "data_request": {"id": 3}}
    record = read_privacy_request("customers/data_request", body, "shop", happened).record
    assert isinstance(record, PrivacyRequest)
    [policy] = applying("shopify", "privacy_request", None, happened.date())
    assert record.due_at - happened == timedelta(days=policy.days)


@pytest.mark.parametrize("path", ["shopify/privacy.py", "amazon/solicitations.py"])
def test_no_rule_of_a_platform_is_a_number_in_code(path: str) -> None:
    """I13: modules that keep to a platform's deadline hold no span of days of their own."""
    calls = [
        ast.unparse(node.func)
        for node in ast.walk(tree(PACKAGE / "platforms" / path))
        if isinstance(node, ast.Call)
    ]
    assert calls
    assert not [call for call in calls if call.endswith("timedelta")]


def test_the_window_of_an_invitation_is_the_books() -> None:
    """I13: Amazon's window opens and closes as the rows of the day of the purchase say."""
    sale = order(deliver_from=at(50), deliver_until=at(70))
    store = InMemoryDossierStore()
    store.add([fact(one) for one in (sale, message(5), action(60, "resolved"))], SETTINGS)
    [case] = store.dossier("w", sale.home, SETTINGS).cases
    planned = plan(case.having(platform="amazon"), store.dossier("w", sale.home, SETTINGS), SETTINGS, at(61))
    assert planned is not None
    opens, closes = applying("amazon", "order", "US", sale.placed_at.date())
    assert (planned.not_before, planned.not_after) == (at(50) + opens.span, at(70) + closes.span)


def test_the_page_shows_the_rule_with_its_source() -> None:
    """I13: a case's page names the rules that apply to its order, where they stand and when they were read."""
    house = House()
    house.dossiers.add([fact(order()).having(platform="amazon"), fact(message(5))], SETTINGS)
    page = Browser(house).sign_in().get(f"/cases/{encode_home('order:shop/900')}/1").page
    shown = {str(link["href"]) for link in page.find_all("a")}
    assert {policy.address for policy in applying("amazon", "order", "US", at(0).date())} <= shown


def test_a_buyers_mail_is_under_the_rules_of_the_platform_that_he_bought_on() -> None:
    """I13: Amazon's buyers write by relay mail; the page shows until when Amazon wants them answered."""
    house = House()
    told = [fact(order()).having(platform="amazon"), fact(message(5)).having(platform="mail")]
    house.dossiers.add(told, SETTINGS)
    page = Browser(house).sign_in().get(f"/cases/{encode_home('order:shop/900')}/1").page
    assert in_force("answer_due", "amazon", "US", at(5).date()).address in {
        str(link["href"]) for link in page.find_all("a")
    }
