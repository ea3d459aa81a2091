"""Closer looks and paid translations in the console: what they take is said before, and whoever only reads spends nothing."""

import pytest

from aftersales.records.workspace import Role
from aftersales.web.addresses import encode_home
from tests.web.engine import Looks, put_in
from tests.web.in_memory import Answer, Browser, House
from tests.web.seller import house

AGENT = "kim@example.com"
CASE = f"/cases/{encode_home('order:shop/900')}/1"


def _as(made: House, who: str) -> Browser:
    browser = Browser(made).sign_in(who)
    browser.get("/language/en")
    return browser


def _open(browser: Browser) -> Answer:
    return browser.get(CASE)


def _hidden(browser: Browser) -> dict[str, str]:
    """What proves that a form came from the last page, whichever form that was."""
    assert browser.last is not None
    found = {name: browser.last.page.find("input", {"name": name}) for name in ("token", "key")}
    return {name: str(one["value"]) for name, one in found.items() if one}


ASKED = "message:shop/m188-customer"
DOSSIER = f"/dossiers/{encode_home('order:shop/900')}"


def test_a_closer_look_says_what_it_costs_and_is_ordered_once_asked_for() -> None:
    """Price and what is left of the month stand beside the button; without an engine there is none."""
    made, looks = house(), Looks(left_over=4_990_000)
    put_in(made, looks)
    browser = _as(made, AGENT)
    turn = _open(browser).page.find("li", {"data-entity": ASKED})
    assert turn is not None
    assert "at most $0.0012; $4.99 of this month's budget are left" in turn.text
    answer = browser.submit(f"{DOSSIER}/closely", entity=ASKED)
    assert [fact.entity for fact in looks.ordered] == [ASKED]
    assert "looks closely" in browser.get(answer.headers["location"]).text
    alone = _as(house(), AGENT)
    assert "Look closely" not in _open(alone).text
    refused = alone.send("POST", f"{DOSSIER}/closely", {**_hidden(alone), "entity": ASKED})
    assert "No paid engine is connected here" in alone.get(refused.headers["location"]).text


def test_a_spent_budget_orders_nothing() -> None:
    """Where the month's budget does not hold a look, the page says so and offers no button; a form from before is told the same."""
    made, looks = house(), Looks(left_over=4_990_000)
    put_in(made, looks)
    browser = _as(made, AGENT)
    _open(browser)
    looks.left_over = 1_199
    answer = browser.submit(f"{DOSSIER}/closely", entity=ASKED)
    assert "Nothing was asked" in browser.get(answer.headers["location"]).text
    assert not looks.ordered
    assert "Look closely" not in _open(browser).text


@pytest.mark.parametrize("role", list(Role))
def test_who_only_reads_spends_nothing(role: Role) -> None:
    """Paid engines are asked by those who answer, translate or manage; whoever only reads is shown no button and is refused."""
    made, looks = house(), Looks()
    put_in(made, looks)
    browser = _as(made, f"{role}@example.com")
    page = _open(browser).page
    spends = role is not Role.ANALYST
    assert bool(page.select("form[data-translate]")) == spends
    assert ("Look closely" in page.text) == spends
    proof = _hidden(browser)
    statuses = {
        browser.send("POST", f"{DOSSIER}/{what}", {**proof, "entity": ASKED}).status
        for what in ("translate", "closely")
    }
    assert statuses == ({303} if spends else {403})
    assert bool(looks.ordered) == spends
    assert ("[en] GUTEN TAG" in _open(browser).text) == spends
