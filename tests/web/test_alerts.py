"""The alerts' pages: what they say, and what can be done there."""

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from aftersales.records.alert import Alert
from aftersales.records.workspace import Role
from aftersales.web.addresses import encode_home
from tests.web.in_memory import NOW, Answer, Browser, House
from tests.web.seller import house

JACKET = "return_rate:JKT-21"


@pytest.fixture
def seller() -> House:
    """A seller with alerts of every kind."""
    return house()


@pytest.fixture
def browser(seller: House) -> Browser:
    """An agent of that seller."""
    return Browser(seller).sign_in("kim@example.com")


def one(browser: Browser, alert: str = JACKET) -> Answer:
    """Open an alert's page."""
    return browser.get(f"/alerts/one?{urlencode({'id': alert})}")


def kept(seller: House, alert: str = JACKET) -> Alert:
    """The alert as it is kept."""
    found = seller.shelf.alert("w", alert)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "path", ["/alerts?state=snoozed", "/alerts?state=closed", "/alerts?state=%22", "/alerts/rules"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_answers_in_both_languages(browser: Browser, path: str, language: str) -> None:
    """One heading, nothing left untranslated."""
    browser.get(f"/language/{language}")
    page = browser.get(path).page
    assert len(page.find_all("h1")) == 1
    assert "%(" not in page.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_alert_has_a_page_in_both_languages(browser: Browser, seller: House, language: str) -> None:
    """Medians, growth, new words, put off, closed: each says its figure."""
    browser.get(f"/language/{language}")
    for alert in seller.shelf.alerts("w"):
        answer = one(browser, alert.id)
        assert answer.status == 200
        assert "%(" not in answer.page.text
        assert answer.page.select_one(".value") is not None


def test_confirmed_ones_come_first_and_the_others_have_their_tabs(browser: Browser) -> None:
    """Five are confirmed, one is watched; one is put off, two are over."""
    page = browser.get("/alerts").page
    assert [group.text.split()[0] for group in page.select("h2.group")] == ["Confirmed", "Watching"]
    assert [line.text.split() for line in page.select(".tabs a")] == [
        ["Still", "open", "6"],
        ["Put", "off", "1"],
        ["Closed", "2"],
    ]
    assert page.select("a[data-open]")[0].text == "Storm shell jacket"
    closed = browser.get("/alerts?state=closed").page.text
    assert "closed by manager@example.com" in closed or "closed by Manager" in closed
    assert "the figure was back" in closed


def test_an_alert_says_what_would_end_it_and_opens_its_rows(browser: Browser) -> None:
    """Exactly so many fewer; the figure's own records; the dossiers; what the customer wrote there."""
    page = one(browser).page
    assert "17 fewer of these 183 in 90 days would end it." in " ".join(page.text.split())
    rows = "/figures/return_rate.units.by_order?period=2025-12-10..2026-03-09&sku=JKT-21"
    assert page.find("a", {"href": rows}) is not None
    assert page.select(".evidence a")[0].text == "order:shop/900"
    assert "Guten Tag, die Jacke" in page.select(".said")[0].text
    assert browser.get(rows).status == 200


def test_words_of_customers_stand_beside_their_translation(browser: Browser) -> None:
    """A reader gets the words in their own language, or is told in which language they are and that nobody has translated them."""
    said = one(browser).page.select(".quotes li")[0]
    assert "German · no translation" in said.text
    action = f"/dossiers/{encode_home('order:shop/900')}/correct"
    browser.get(f"/cases/{encode_home('order:shop/900')}/1")
    browser.submit(action, entity="message:shop/m188-customer", words="The jacket is far too small.")
    said = one(browser).page.select(".quotes li")[0]
    assert "The jacket is far too small." in said.text
    assert "no translation" not in said.text


def test_words_of_customers_are_quoted_and_never_markup(browser: Browser, seller: House) -> None:
    """A term full of markup is shown as it was written."""
    hostile = kept(seller, "new_words:0a")
    finding = hostile.finding.having(term="<script>alert(1)</script>")
    seller.shelf.save_alert(hostile.having(finding=finding))
    for answer in (one(browser, "new_words:0a"), browser.get("/alerts")):
        assert "<script>alert" not in answer.text
        assert "<script>alert(1)" in answer.page.text


def test_somebody_takes_charge_puts_it_off_takes_it_up_and_closes_it(browser: Browser, seller: House) -> None:
    """Each form leads back to the alert and says what happened."""
    one(browser)
    browser.submit("/alerts/owner", owner="kim@example.com")
    assert kept(seller).owner == "kim@example.com"
    one(browser)
    answer = browser.submit("/alerts/snooze", days="7")
    assert answer.status == 303
    assert kept(seller).snoozed_until == NOW + timedelta(days=7)
    assert "The alert is put off." in browser.get(answer.headers["location"]).page.text
    browser.submit("/alerts/wake")
    assert kept(seller).snoozed_until is None
    one(browser)
    browser.submit("/alerts/close")
    assert kept(seller).closed_by == "kim@example.com"
    one(browser)
    browser.submit("/alerts/reopen")
    assert kept(seller).is_open


@pytest.mark.parametrize(
    ("action", "fields", "status"),
    [
        ("/alerts/owner", {"owner": "stranger@example.com"}, 400),
        ("/alerts/snooze", {"days": "365"}, 400),
        ("/alerts/snooze", {"days": "ten"}, 400),
        ("/alerts/close", {"alert": "nothing"}, 404),
        ("/alerts/close", {"alert": "return_rate:BAG-01"}, 400),
        ("/alerts/close", {"token": "forged"}, 403),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    browser: Browser, seller: House, action: str, fields: Mapping[str, str], status: int
) -> None:
    """Other people's addresses, endless snoozes, alerts that are over or unknown, forged forms."""
    before = kept(seller)
    one(browser)
    assert browser.submit(action, **fields).status == status
    assert kept(seller) == before


def test_other_workspaces_see_nothing(seller: House) -> None:
    """Neither in the list nor by its id."""
    stranger = Browser(seller).sign_in("stranger@example.com")
    assert "Storm shell" not in stranger.get("/alerts").text
    assert "Nothing stands out." in stranger.get("/alerts").text
    assert one(stranger).status == 404


def test_translators_look_but_do_not_touch(seller: House) -> None:
    """No forms for them, and none is accepted."""
    translator = Browser(seller).sign_in(f"{Role.TRANSLATOR}@example.com")
    assert one(translator).page.select("main form") == []


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


def test_only_managers_change_rules(browser: Browser) -> None:
    """Others read them."""
    page = browser.get("/alerts/rules").page
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


def test_a_colleagues_figure_is_not_told_to_everybody(seller: House, browser: Browser) -> None:
    """An alert about a person is for analysts, for that person, and for whom it was given to."""
    about = kept(seller).finding.having(filters={"agent": "lin@example.com"}, subject="lin@example.com")
    alert = kept(seller).having(id="own_9:lin", finding=about, revision=0, owner=None)
    seller.shelf.save_alert(alert)
    address = urlencode({"id": alert.id})
    assert one(browser, alert.id).status == 404
    assert address not in browser.get("/alerts").text
    assert address in Browser(seller).sign_in("lin@example.com").get("/alerts").text
    token = str(browser.get("/alerts/rules").page.find("input", {"name": "token"})["value"])  # type: ignore[index]
    assert browser.send("POST", "/alerts/close", {"token": token, "alert": alert.id}).status == 404
    seller.shelf.save_alert(kept(seller, alert.id).having(owner="kim@example.com"))
    assert one(browser, alert.id).status == 200


@pytest.mark.parametrize(
    ("agent", "owner"), [("Kim@Example.com", None), ("lin@example.com", "Kim@Example.com")]
)
def test_an_address_means_a_person_whatever_its_capitals(
    seller: House, browser: Browser, agent: str, owner: str | None
) -> None:
    """Who is mailed an alert may open it: the letter, too, goes by addresses in small letters."""
    about = kept(seller).finding.having(filters={"agent": agent}, subject=agent)
    seller.shelf.save_alert(kept(seller).having(id="own_9:x", finding=about, revision=0, owner=owner))
    assert one(browser, "own_9:x").status == 200
