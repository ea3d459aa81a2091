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
