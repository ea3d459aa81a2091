"""Insight: every number says what it rests on and opens its rows; a view is an address."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import Tag

from aftersales.desk.dashboards import DASHBOARDS
from aftersales.desk.insight import known
from tests.desk.in_memory import NoFacts, no_figures
from tests.web.in_memory import Answer, Browser, House
from tests.web.seller import house

PAGES = [f"/insight/{name}" for name in DASHBOARDS]
FILTERED = "/insight/returns?period=2026-W10&market=DE&sku=JKT-21"


@pytest.fixture(scope="module")
def seller() -> House:
    """A seller with figures, for tests that change nothing."""
    return house()


@pytest.fixture
def browser(seller: House) -> Browser:
    """A manager of that seller who reads English."""
    return _in(Browser(seller), "en")


def _in(browser: Browser, language: str) -> Browser:
    browser.sign_in("lin@example.com").get(f"/language/{language}")
    return browser


def _links(answer: Answer, selector: str) -> list[str]:
    return [str(link["href"]) for link in answer.page.select(selector)]


def _asked(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_dashboard_answers_in_both_languages(seller: House, path: str, language: str) -> None:
    """One heading, its own tab marked, no text left untranslated, and charts that a browser without scripts sees."""
    page = _in(Browser(seller), language).get(path).page
    assert len(page.find_all("h1")) == 1
    assert len(page.select("nav.tabs [aria-current]")) == 1
    assert "%(" not in page.text
    assert page.select("figure.chart svg, table.heat, table.card-table")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_an_empty_workspace_is_taught(language: str, path: str) -> None:
    """Where nothing has happened yet a page says what it will show, and draws no chart of nothing."""
    empty = House(figures_of=NoFacts)
    browser = Browser(empty).sign_in("admin@example.com")
    browser.get(f"/language/{language}")
    page = browser.get(path).page
    assert page.select_one(".empty h2")
    assert page.select_one(".empty a[href='/connections']")
    assert not page.select("figure.chart")


@pytest.mark.parametrize("path", PAGES)
def test_without_the_lake_the_filters_stay(path: str) -> None:
    """The page says what happened, what is safe and what to do, with 503; a reload asks the same again."""
    away = House(figures_of=no_figures)
    answer = Browser(away).sign_in("admin@example.com").get(f"{path}?period=2026-03")
    assert answer.status == 503
    assert "cannot be read" in answer.page.text
    assert answer.page.select_one(f".empty a[href='{path}?period=2026-03']")


@pytest.mark.parametrize("path", PAGES)
def test_every_number_opens_its_rows(browser: Browser, path: str) -> None:
    """Each figure of headlines, tables and scorecards is a link to its records, asked with the page's own question."""
    answer = browser.get(f"{path}?period=2026-02")
    for cell in answer.page.select("li.figure .value, .data tbody th, table.card-table td.mark"):
        link = cell.find("a")
        if isinstance(link, Tag):
            assert str(link["href"]).startswith("/figures/")
        else:
            assert "—" in cell.text
    headlines = _links(answer, "li.figure .value a")
    assert all(_asked(link) == {"period": "2026-02"} for link in headlines)
    for address in headlines[:2]:
        assert browser.get(address).page.select("table.rows tbody tr")


def test_a_view_can_be_shared(browser: Browser) -> None:
    """Filters and period live in the address: each number, tab and step keeps them, and a chip takes one away."""
    answer = browser.get(FILTERED)
    assert [chip.text.split(":")[0] for chip in answer.page.select(".chip")] == ["Product", "Market"]
    assert _asked(_links(answer, ".chip")[0]) == {"period": "2026-W10", "market": "DE"}
    assert _asked(_links(answer, "a[rel=prev]")[0]) == {"period": "2026-W09", "market": "DE", "sku": "JKT-21"}
    assert _asked(_links(answer, "li.figure .value a")[0]) == _asked(FILTERED)
    people = next(link for link in _links(answer, "nav.tabs a") if "/people" in link)
    assert _asked(people) == {"period": "2026-W10"}, "a dashboard is not asked for what it cannot narrow by"


def test_the_form_asks_what_the_address_says(browser: Browser) -> None:
    """Without scripts the form's fields give back the same question, and days from and to replace the period."""
    form = browser.get(f"{FILTERED}&against=year").page.select_one("form.filters")
    assert form is not None
    fields = {str(one["name"]): str(one.get("value", "")) for one in form.find_all("input")}
    chosen = {str(one["name"]): one.find("option", selected=True) for one in form.find_all("select")}
    assert {name: value for name, value in fields.items() if value} == {**_asked(FILTERED), "against": "year"}
    assert not any(chosen.values())
    span = browser.get("/insight/returns?period=2026-W10&from=2026-03-01&to=2026-03-09").page
    assert span.select_one("input[name=from][value='2026-03-01']")
    assert span.select_one("input[name=to][value='2026-03-09']")


@pytest.mark.parametrize("kind", ["2026-03-09", "2026-W10", "2026-02", "2026-Q1", "2025-12-01..2026-02-28"])
def test_any_period_is_drawn(browser: Browser, kind: str) -> None:
    """Days, weeks, months, quarters and spans each have their line over time."""
    page = browser.get(f"/insight/returns?period={kind}").page
    assert page.select("figure.chart .plot .dot")


def test_causes_come_with_words_of_customers(browser: Browser) -> None:
    """A ranked cause says its share, its count, and what customers wrote, in their language and with a way to the case."""
    rows = browser.get("/insight/reviews?period=2026-W10").page.select("figure.quoted table.bars tbody tr")
    assert "Too small" in rows[0].text
    assert "36.0%" in rows[0].text
    assert "31/86" in rows[0].text
    quote = rows[1].find("blockquote")
    assert isinstance(quote, Tag)
    assert quote.p is not None
    assert (quote.p["lang"], quote.p.text) == ("de", "Die Jacke fällt viel zu klein aus.")
    assert quote.select_one("footer a[href^='/dossiers/']")


def test_bars_that_rest_on_few_are_pale(browser: Browser) -> None:
    """Where a part has too few records to be judged its bar is pale, and the caption says what that means."""
    figures = browser.get("/insight/reviews?period=2026-W10").page.select("figure.chart:has(table.bars)")
    pale = [figure for figure in figures if figure.select("rect.pale")]
    assert 0 < len(pale) < len(figures)
    assert all(("pale bars rest on few records" in figure.text) == (figure in pale) for figure in figures)


def test_nobody_with_few_cases_is_ranked(browser: Browser) -> None:
    """Below twenty a carrier or a colleague is listed by name beneath the ranking, and says so."""
    table = browser.get("/insight/people").page.select_one("table.card-table")
    assert table is not None
    unranked = table.select_one("tbody.unranked")
    assert unranked is not None
    assert "not ranked" in unranked.text
    assert "temp@example.com" in unranked.text
    assert "Kim Park" in table.text


def test_colleagues_figures_are_not_for_everybody(seller: House) -> None:
    """An agent sees neither the people's page nor another's rows, but may ask for their own."""
    agent = Browser(seller).sign_in("kim@example.com")
    assert agent.get("/insight/people").status == 403
    assert not [link for link in _links(agent.get("/insight"), "nav.tabs a") if "people" in link]
    assert agent.get("/figures/first_response?agent=lin@example.com").status == 403
    assert agent.get("/figures/first_response?agent=kim@example.com").status == 200


def test_every_metric_of_a_dashboard_is_known() -> None:
    """A dashboard names no metric that no contract explains."""
    for dashboard in DASHBOARDS.values():
        for section in dashboard.sections:
            card = section.scorecard.metrics if section.scorecard else ()
            named = [*section.headlines, *section.trends, *section.hours, *card]
            named += [one.metric for one in section.splits]
            assert known(named) == named, (dashboard.name, section.name)


def test_the_busy_hours_are_a_table(browser: Browser) -> None:
    """Seven weekdays by twenty-four hours, shaded, each cell with its number in words."""
    table = browser.get("/insight/service").page.select_one("table.heat")
    assert table is not None
    rows = table.select("tbody tr")
    assert [len(row.find_all("td")) for row in rows] == [24] * 7
    assert str(rows[0].find_all("td")[9]["title"]).startswith("Mon 09:00 · ")


def test_records_are_exported_as_the_page_asks(browser: Browser) -> None:
    """CSV and XLSX hold the same query as the page, to the end; an agent is not offered them."""
    answer = browser.get("/figures/return_rate.units.by_order?period=2026-W10&market=DE")
    exports = _links(answer, "a[download]")
    assert [_asked(link) for link in exports] == [{"period": "2026-W10", "market": "DE"}] * 2
    assert len(browser.get(exports[0]).text.splitlines()) == 131
    assert browser.get(exports[1]).headers["content-disposition"].endswith('2026-W10.xlsx"')
    agent = Browser(browser.house).sign_in("kim@example.com")
    assert not _links(agent.get("/figures/return_rate.units.by_order"), "a[download]")


def test_restated_weeks_say_what_was_and_what_is(browser: Browser) -> None:
    """A week that late knowledge changed shows old and new with the cause; mere maturing is told on the figure's own page."""
    rows = browser.get("/insight/returns").page.select("section[aria-labelledby=restated] tbody tr")
    assert [row.text for row in rows] == [
        "Return rate16–22 Feb 20266.7% 20/3008.0% 24/300something arrived late11 Mar 2026"
    ]
    own = browser.get("/figures/return_rate.units.by_order").page
    assert len(own.select("section[aria-labelledby=restated] tbody tr")) == 2
    assert not browser.get("/insight/people").page.select("section[aria-labelledby=restated]")


def test_rows_come_by_pages(browser: Browser) -> None:
    """A hundred at a time, with ways on and back that keep the question."""
    first = browser.get("/figures/return_rate.units.by_order?period=2026-W10&market=DE")
    (following,) = _links(first, "a[rel=next].button")
    assert _asked(following) == {"period": "2026-W10", "market": "DE", "offset": "100"}
    second = browser.get(following)
    assert len(second.page.select("table.rows tbody tr")) == 30
    assert _asked(_links(second, "a[rel=prev].button")[0]) == {"period": "2026-W10", "market": "DE"}


def test_a_place_in_the_rows_that_is_no_number_is_the_beginning(browser: Browser) -> None:
    """Also one with more digits than are ever read as a number."""
    for offset in ("-1", "x", "9" * 5000):
        assert (
            browser.get(f"/figures/return_rate.units.by_order?period=2026-W10&offset={offset}").status == 200
        )
