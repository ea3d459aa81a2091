"""Settings in people's hands: what a form shows, what it asks before it defines figures anew, and that nobody overwrites anybody."""

from datetime import date, timedelta

import pytest

from aftersales.records.calendar import Calendar, weekly
from aftersales.records.money import Money
from aftersales.records.target import Clock, Promise
from aftersales.records.workspace import Role, Settings
from tests.web.in_memory import NOW, Answer, Browser, House
from tests.web.seller import house

PLACES = (
    "/settings",
    "/settings/calendars",
    "/settings/targets",
    "/settings/goods",
    "/settings/costs",
    "/settings/team",
    "/settings/changes",
)
OFFICE = {
    "since": "2026-01-05",
    "zone": "Europe/Berlin",
    "country": "DE",
    "part": "BY",
    **{f"shifts{day}": "9:00-12:30, 13:30–18:00" for day in range(1, 6)},
}


@pytest.fixture
def seller() -> House:
    """A seller with orders and cases."""
    return house()


@pytest.fixture(scope="module")
def still() -> House:
    """A seller for tests that change nothing."""
    return house()


@pytest.fixture(scope="module")
def visitor(still: House) -> Browser:
    """A manager of that seller."""
    return browser(still)


def browser(seller: House, who: str = "lin@example.com") -> Browser:
    """A manager, in English."""
    found = Browser(seller).sign_in(who)
    found.get("/language/en")
    return found


def _worked(settings: Settings) -> Settings:
    office = Calendar(since=date(2026, 1, 1), zone="Asia/Shanghai", shifts=weekly("1", "09:00", "18:00"))
    return settings.having(calendars=(office,), labour_minute=Money(minor=1, currency="EUR"))


def saved(visitor: Browser, action: str, **fields: str) -> Answer:
    """Send a form and say that it is meant, where that is asked."""
    answer = visitor.press(action, **fields)
    if answer.status == 200 and "Is this meant?" in answer.text:
        answer = visitor.submit(action)
    return answer


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_answers_in_both_languages(seller: House, language: str) -> None:
    """One heading, nothing untranslated, with and without anything set."""
    visitor = browser(seller)
    visitor.get(f"/language/{language}")
    for setting_up in (True, False):
        for path in PLACES:
            page = visitor.get(path).page
            assert len(page.find_all("h1")) == 1
            assert "%(" not in page.text
        if setting_up:
            seller.workspaces.change_settings("w", _worked, member="lin@example.com", now=NOW)


def test_a_calendar_is_set_after_saying_what_it_defines_anew(seller: House) -> None:
    """Two shifts a day, Bavarian holidays; the page asks first, with what a Friday evening's message would be due then."""
    visitor = browser(seller)
    visitor.get("/settings/calendars")
    visitor.get("/settings/targets")
    saved(visitor, "/settings/targets", since="2026-01-01", hours="4", clock="business")
    visitor.get("/settings/calendars")
    asked = visitor.press("/settings/calendars", **OFFICE)
    assert "Is this meant?" in asked.text
    assert "counted anew for the days from 5 Jan 2026 on" in asked.page.text
    assert "then Mon" in asked.page.text
    assert seller.workspaces.settings("w").calendars == ()
    assert visitor.submit("/settings/calendars").headers["location"] == "/settings/calendars?done=saved"
    (calendar,) = seller.workspaces.settings("w").calendars
    assert (calendar.holidays, calendar.zone, len(calendar.shifts)) == ("DE-BY", "Europe/Berlin", 10)
    page = visitor.get("/settings/calendars").page
    assert len(page.select(".week .shift")) == 10
    assert len(page.select(".free li")) == 10
    assert "09:00–12:30, 13:30–18:00" in page.text


def test_more_hours_than_the_calendars_have_are_refused(seller: House) -> None:
    """A year of hours around the clock can be promised; as many working hours would never fall due, and the form says so."""
    office = Calendar(since=date(2026, 1, 1), zone="Asia/Shanghai", shifts=weekly("12345", "09:00", "18:00"))
    seller.workspaces.save_settings(seller.workspaces.settings("w").having(calendars=(office,)))
    visitor = browser(seller)
    visitor.get("/settings/targets")
    refused = visitor.press("/settings/targets", since="2026-01-01", hours="8760", clock="business")
    assert refused.status == 400
    assert "fewer working hours than that" in refused.page.text
    assert seller.workspaces.settings("w").targets == ()
    saved(visitor, "/settings/targets", since="2026-01-01", hours="8760", clock="marketplace")
    assert len(seller.workspaces.settings("w").targets) == 1


def test_a_message_of_friday_evening_is_due_on_monday(seller: House) -> None:
    """The preview answers for the moment, platform and channel asked, on the wall of the calendar's zone."""
    office = Calendar(since=date(2026, 1, 1), zone="Asia/Shanghai", shifts=weekly("12345", "09:00", "18:00"))
    seller.workspaces.save_settings(seller.workspaces.settings("w").having(calendars=(office,)))
    visitor = browser(seller)
    visitor.get("/settings/targets")
    saved(visitor, "/settings/targets", since="2026-01-01", hours="4", clock="business", channel="mail")
    assert [(one.hours, one.clock, one.promise) for one in seller.workspaces.settings("w").targets] == [
        (4, Clock.BUSINESS, Promise.FIRST_RESPONSE)
    ]
    text = visitor.get("/settings/calendars?said=2026-03-13T19:00&channel=mail").page.text
    assert "First reply: Mon 16 Mar 2026 13:00" in text
    assert "own limit" not in text
    on_amazon = visitor.get("/settings/targets?said=2026-03-13T19:00&platform=amazon").page.text
    assert "The platform's own limit for a reply: Sat 14 Mar 2026 19:00" in on_amazon
    assert "Later replies: Sat 14 Mar 2026 19:00" in text
    assert (
        "First reply: Sat 14 Mar 2026 19:00"
        in visitor.get("/settings/calendars?said=2026-03-13T19:00").page.text
    )


def test_a_due_hour_is_an_hour_also_when_clocks_change(seller: House) -> None:
    """24 hours are 24 hours: over the night in which clocks go forward the wall shows 25, as the case's own deadline does."""
    office = Calendar(since=date(2026, 1, 1), zone="Europe/Berlin", shifts=weekly("12345", "09:00", "18:00"))
    seller.workspaces.save_settings(seller.workspaces.settings("w").having(calendars=(office,)))
    page = browser(seller).get("/settings/calendars?said=2026-03-28T19:00&platform=amazon").page.text
    assert "First reply: Sun 29 Mar 2026 20:00" in page
    assert "The platform's own limit for a reply: Sun 29 Mar 2026 20:00" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"shifts3": "nine to five"}, "Wed"),
        ({"shifts3": "09:03-17:00"}, "steps of five minutes"),
        ({"zone": "Europe/Springfield"}, "time zone is not known"),
        ({"part": "XX"}, "public holidays of this country"),
        ({"since": "someday"}, "The day was not understood"),
        ({"closed": "24.12."}, "A closed day was not understood"),
        ({f"shifts{day}": "" for day in range(1, 8)}, "working hours on one day at least"),
    ],
)
def test_what_is_wrong_in_a_calendar_is_said_and_what_was_typed_stays(
    still: House, visitor: Browser, wrong: dict[str, str], said: str
) -> None:
    """The page comes back with the reason and the fields as they were sent; nothing is saved."""
    visitor.get("/settings/calendars")
    answer = visitor.press("/settings/calendars", **(OFFICE | wrong))
    assert answer.status == 400
    assert said in answer.page.select_one(".notice.bad").text  # type: ignore[union-attr]
    (name, text), *_ = wrong.items()
    field = answer.page.find(attrs={"name": name})
    assert field is not None
    assert text in (str(field.get("value", "")), field.text)
    assert still.workspaces.settings("w").calendars == ()


def test_a_night_shift_goes_on_into_the_next_day(seller: House) -> None:
    """22:00 to 06:00 on Sunday ends on Monday."""
    visitor = browser(seller)
    visitor.get("/settings/calendars")
    nights = {f"shifts{day}": "" for day in range(1, 7)} | {"shifts7": "22:00-06:00"}
    saved(visitor, "/settings/calendars", since="2026-02-01", zone="UTC", **nights)
    (calendar,) = seller.workspaces.settings("w").calendars
    assert [(one.weekday, one.opens, one.closes) for one in calendar.shifts] == [
        (1, "00:00", "06:00"),
        (7, "22:00", "24:00"),
    ]


def test_a_calendar_is_changed_and_deleted(seller: House) -> None:
    """A changed beginning moves the calendar and leaves none behind; deleting asks, too."""
    visitor = browser(seller)
    visitor.get("/settings/calendars")
    saved(visitor, "/settings/calendars", **OFFICE)
    visitor.get("/settings/calendars?calendar=2026-01-05")
    saved(visitor, "/settings/calendars", since="2026-02-02")
    (calendar,) = seller.workspaces.settings("w").calendars
    assert (calendar.since, calendar.holidays) == (date(2026, 2, 2), "DE-BY")
    visitor.get("/settings/calendars")
    saved(visitor, "/settings/calendars/remove")
    assert seller.workspaces.settings("w").calendars == ()


def test_who_was_faster_is_named_and_nothing_is_overwritten(seller: House) -> None:
    """Two open the same form: the second is told who changed what and when, and may apply theirs again on top."""
    seller.admit("w", "max@example.com", Role.ADMIN, name="Max Li")
    first, second = browser(seller), browser(seller, "max@example.com")
    first.get("/settings")
    second.get("/settings")
    assert saved(second, "/settings", first_answer_hours="12").status == 303
    answer = first.later(timedelta(minutes=1)).press("/settings", reporting_currency="EUR")
    assert answer.status == 409
    assert "Max Li has changed this" in answer.page.text
    assert [one.text for one in answer.page.select(".differing ins")] == ["12", "24", "EUR"]
    assert seller.workspaces.settings("w").reporting_currency == "USD"
    saved(first, "/settings")
    settings = seller.workspaces.settings("w")
    assert (settings.reporting_currency, settings.first_answer_hours) == ("EUR", 24)
    told = [(one.member, one.new) for one in seller.workspaces.setting_changes("w")]
    assert told == [
        ("lin@example.com", {"first_answer_hours": 24, "reporting_currency": "EUR"}),
        ("max@example.com", {"first_answer_hours": 12}),
    ]
    page = first.get("/settings/changes").page
    assert [one.text for one in page.select(".changes strong")] == ["林晓", "Max Li"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"zone": "Nowhere/At-All"}, "time zone is not known"),
        ({"reporting_currency": "XXA"}, "currency is not known"),
        ({"first_answer_hours": "0"}, "number above 0"),
        ({"erase_days_before_due": "30"}, "from 0 to 29"),
    ],
)
def test_what_is_wrong_in_the_plain_settings_is_said(
    still: House, visitor: Browser, wrong: dict[str, str], said: str
) -> None:
    """Nothing is saved, and the form keeps what was typed."""
    visitor.get("/settings")
    answer = visitor.press("/settings", **wrong)
    assert (answer.status, said in answer.page.text) == (400, True)
    assert all(text in answer.text for text in wrong.values())
    assert still.workspaces.setting_changes("w") == []


def test_changes_of_different_parts_do_not_meet(seller: House) -> None:
    """Somebody who changed the suppliers meanwhile is no hindrance, and keeps what they changed."""
    first, second = browser(seller), browser(seller, "admin@example.com")
    first.get("/settings")
    second.get("/settings/goods")
    second.press("/settings/suppliers", suppliers="Ningbo: JKT-1")
    assert saved(first, "/settings", first_answer_hours="8").status == 303
    settings = seller.workspaces.settings("w")
    assert (settings.first_answer_hours, settings.suppliers) == (8, {"Ningbo": ("JKT-1",)})


def test_alerts_are_told_to_members_only(seller: House) -> None:
    """A stranger's address is refused by name; reports may go to others."""
    visitor = browser(seller)
    visitor.get("/settings/team")
    answer = visitor.press("/settings/team", product_team="nobody@else.example")
    assert (answer.status, "nobody@else.example" in answer.page.text) == (400, True)
    visitor.get("/settings/team")
    visitor.press("/settings/team", product_team="Kim@Example.com", report_readers="boss@else.example")
    settings = seller.workspaces.settings("w")
    assert (settings.product_team, settings.report_readers) == (("kim@example.com",), ("boss@else.example",))


def test_an_administrator_takes_somebody_out(seller: House) -> None:
    """Their next request is a stranger's; a manager is offered no such button and may not send its form."""
    agent = browser(seller, "kim@example.com")
    manager = browser(seller)
    assert manager.get("/settings/team").page.find("form", {"action": "/settings/team/remove"}) is None
    form = {"token": str(manager.get("/settings/team").page.find("input", {"name": "token"})["value"])}  # type: ignore[index]
    assert manager.send("POST", "/settings/team/remove", form | {"email": "kim@example.com"}).status == 403
    admin = browser(seller, "admin@example.com")
    admin.get("/settings/team")
    answer = admin.submit("/settings/team/remove", email="kim@example.com")
    assert answer.headers["location"] == "/settings/team?done=removed"
    assert agent.get("/cases").headers["location"].startswith("/sign-in")
    assert "kim@example.com" not in admin.get("/settings/team").text


def test_an_agent_reads_and_changes_nothing(still: House) -> None:
    """Who may not change a setting sees it, and no button."""
    agent = browser(still, "kim@example.com")
    for path in PLACES[:5]:
        page = agent.get(path).page
        assert page.select("main button.primary") == []
        assert "Managers and administrators change this." in page.text
