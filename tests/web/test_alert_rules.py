"""The page of alert rules: what a manager may change there, and what everybody reads."""

from collections.abc import Mapping

import pytest

from tests.web.in_memory import Browser, House
from tests.web.seller import house


@pytest.fixture
def seller() -> House:
    """A seller with alerts of every kind."""
    return house()


def test_a_manager_changes_a_rule_and_goes_back_to_the_standard(seller: House) -> None:
    """Per cents become shares; the rule is the workspace's own until it is given back."""
    manager = Browser(seller).sign_in("lin@example.com")
    manager.get("/alerts/rules")
    manager.submit(
        "/alerts/rules",
        threshold="7.5",
        minimum="40",
        owner="kim@example.com",
        told="kim@example.com, lin@example.com",
    )
    (own,) = seller.workspaces.settings("w").alert_rules
    assert (own.id, own.threshold, own.minimum, own.owner) == ("return_rate", 0.075, 40, "kim@example.com")
    assert own.told == ("kim@example.com", "lin@example.com")
    manager.get("/alerts/rules")
    manager.submit("/alerts/rules", standard="1")
    assert seller.workspaces.settings("w").alert_rules == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"threshold": "much"},
        {"threshold": "inf"},
        {"threshold": "-1"},
        {"minimum": "0"},
        {"window_days": "1000"},
        {"told": "stranger@example.com"},
        {"owner": "stranger@example.com"},
        {"rule": "nothing"},
    ],
)
def test_a_rule_must_make_sense(seller: House, fields: Mapping[str, str]) -> None:
    """Numbers within limits, members only, rules that exist."""
    manager = Browser(seller).sign_in("lin@example.com")
    manager.get("/alerts/rules")
    assert manager.submit("/alerts/rules", **fields).status in {400, 404}
    assert seller.workspaces.settings("w").alert_rules == ()


def test_two_who_change_one_rule_do_not_overwrite_each_other(seller: House) -> None:
    """The second is told and sees both; a change of another rule meanwhile is no hindrance."""
    first, second = (Browser(seller).sign_in(who) for who in ("lin@example.com", "admin@example.com"))
    for one in (first, second):
        one.get("/alerts/rules")
    second.submit("/alerts/rules", threshold="7.5", minimum="40")
    answer = first.submit("/alerts/rules", threshold="9", minimum="40")
    assert (answer.status, "Admin" in answer.page.text) == (409, True)
    assert [one.threshold for one in seller.workspaces.settings("w").alert_rules] == [0.075]
    page = second.get("/alerts/rules").page
    forms = page.find_all("form", {"action": "/alerts/rules"})
    other = {str(one["name"]): str(one.get("value", "")) for one in forms[1].find_all("input")}
    first.submit("/alerts/rules")
    assert second.send("POST", "/alerts/rules", other | {"minimum": "50"}).status == 303
    assert {one.id for one in seller.workspaces.settings("w").alert_rules} > {"return_rate"}


def test_only_managers_change_rules(seller: House) -> None:
    """Others read them."""
    page = Browser(seller).sign_in("kim@example.com").get("/alerts/rules").page
    assert page.select("main form") == []
    assert "Above 5 % · 90 days · at least 20" in " ".join(page.text.split())


def test_a_manager_adds_a_rule_of_any_figure_and_deletes_it(seller: House) -> None:
    """Late answers per store and person, in hours; it stands among the rules by its figure's name."""
    manager = Browser(seller).sign_in("lin@example.com")
    manager.get("/language/en")
    manager.get("/alerts/rules")
    manager.submit(
        "/alerts/rules/add",
        metric="first_response",
        by="store",
        **{"and": "market"},
        side="above",
        threshold="12",
    )
    (own,) = seller.workspaces.settings("w").alert_rules
    assert (own.id, own.metric, own.by, own.threshold, own.above) == (
        "own_1",
        "first_response",
        ("store", "market"),
        12,
        True,
    )
    page = manager.get("/alerts/rules").page
    card = page.select_one("#own_1")
    assert card is not None
    assert "First response time · Store × Market" in " ".join(card.text.split())
    forms = [form for form in card.select("form") if form.find("button", {"name": "standard"})]
    fields = {str(one["name"]): str(one.get("value", "")) for one in forms[0].find_all("input")}
    manager.send("POST", "/alerts/rules", fields | {"standard": "1"})
    assert seller.workspaces.settings("w").alert_rules == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"metric": "nothing"},
        {"metric": "return_rate.units.by_order", "by": "agent"},
        {"metric": "first_response", "by": "nonsense"},
        {"metric": "first_response", "threshold": ""},
        {"metric": "cause_share.by_opened", "by": "cause", "and": "sku"},
    ],
)
def test_a_rule_that_cannot_be_asked_is_refused(seller: House, fields: Mapping[str, str]) -> None:
    """Unknown figures, dimensions that a figure does not have, no threshold."""
    manager = Browser(seller).sign_in("lin@example.com")
    manager.get("/alerts/rules")
    assert manager.submit("/alerts/rules/add", **{"threshold": "5", **fields}).status == 400
    assert seller.workspaces.settings("w").alert_rules == ()
