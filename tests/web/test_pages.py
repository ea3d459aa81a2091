"""What the pages show, and that customers' words stay words."""

from datetime import timedelta

import pytest

from aftersales.records.report import ReportLink
from aftersales.web.addresses import encode_home, home_address
from tests.desk.in_memory import no_figures
from tests.web.in_memory import NOW, Answer, Browser, House
from tests.web.seller import house
from tests.web.stories import HOSTILE

PAGES = ("/", "/cases", "/cases?state=answered", "/cases?exceptions=1", "/alerts", "/reports", "/connections")


@pytest.fixture(scope="module")
def seller() -> House:
    """A seller with cases, for tests that change nothing."""
    return house()


@pytest.fixture
def browser(seller: House) -> Browser:
    """An agent of that seller."""
    return Browser(seller).sign_in("kim@example.com")


def _case(browser: Browser, name: str) -> Answer:
    for line in browser.get("/cases").page.select("li.line a"):
        if name in line.text:
            return browser.get(str(line["href"]))
    raise AssertionError(name)


def _action(answer: Answer, verb: str) -> str:
    found = answer.page.find("form", {"action": lambda to: bool(to and to.endswith(f"/{verb}"))})
    assert found is not None, verb
    return str(found["action"])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_in_both_languages(seller: House, path: str, language: str) -> None:
    """Every page has one heading, a title, and no text left untranslated."""
    browser = Browser(seller).sign_in("kim@example.com")
    browser.get(f"/language/{language}")
    page = browser.get(path).page
    assert len(page.find_all("h1")) == 1
    assert page.title is not None
    assert "%(" not in page.text


def test_hostile_words_are_shown_as_words(browser: Browser) -> None:
    """A name, a subject, a text or a return comment full of markup appears as it was written, and as nothing else."""
    pages = [browser.get("/cases"), _case(browser, "<script>"), _case(browser, "B. Smith")]
    for answer in pages:
        assert HOSTILE in answer.page.text or "<script>alert(1)" in answer.page.text
        assert "<script>alert" not in answer.text
        assert "onerror=alert(2)>" not in answer.text.replace("onerror=alert(2)&gt;", "")
        assert answer.page.find("img") is None


def test_the_inbox_counts_by_platform_and_narrows_by_address(browser: Browser) -> None:
    """Counts link to the list they count; filters live in the address."""
    page = browser.get("/cases").page
    rows = {
        row.th.text: [int(cell.text) for cell in row.find_all("td")]
        for row in page.select("table.counts tbody tr")
        if row.th
    }
    assert rows == {"All": [10, 1, 5], "Amazon": [2, 0, 1], "Shopify": [7, 1, 3], "WooCommerce": [1, 0, 1]}
    link = page.select("table.counts tbody tr")[1].find_all("a")[1]
    assert len(browser.get(str(link["href"])).page.select("li.line")) == rows["Amazon"][0]
    assert len(browser.get("/cases?overdue=1").page.select("li.line")) == 2
    assert (
        len(browser.get("/cases?queue=nonsense&cause=nonsense&state=nonsense").page.select("li.line")) == 10
    )


def test_an_order_number_finds_its_case_in_any_state(browser: Browser) -> None:
    """The search looks an order up; an unknown one says so."""
    assert "Luca Rossi" in browser.get("/cases?q=%231006").text
    assert "No case matches" in browser.get("/cases?q=nothing").text


def test_the_case_shows_original_and_translation_side_by_side(browser: Browser) -> None:
    """Each text in its own language and direction, evidence marked, labels with confidence and source."""
    page = _case(browser, "Greta").page
    words = page.select("li.turn.customer .words")
    assert [(one["lang"], one["dir"]) for one in words[:2]] == [("de", "ltr"), ("zh", "ltr")]
    assert [mark.text for mark in page.find_all("mark")] == [
        "fällt viel zu klein aus",
        "die Naht am Ärmel ist schon nach zwei Tagen aufgegangen",
    ]
    assert "Too small 82%" in page.text
    assert "Not read yet" in page.text
    assert "US$129.00" in page.text
    assert "Third complaint about this seam" in page.text


@pytest.mark.parametrize(
    ("form", "fields", "seen"),
    [
        ("note", {"note": "Will call <b>back</b>"}, "Will call <b>back</b>"),
        ("assign", {"owner": "lin@example.com"}, "林晓"),
        ("relabel", {"cause": "quality.material"}, "Poor material"),
        ("answered", {}, "Customer's turn"),
        ("resolve", {}, "The case is resolved"),
        ("reopen", {}, "The case is open again"),
        ("waive", {}, "It waits for nobody any more"),
        ("discard", {"discard": "spam"}, "it can be brought back"),
        ("restore", {}, "The case is back"),
    ],
)
def test_each_form_of_a_case_does_what_it_says(
    browser: Browser, form: str, fields: dict[str, str], seen: str
) -> None:
    """The forms come back to the case, which shows the effect and who had it."""
    fresh = Browser(house()).sign_in("kim@example.com")
    page = _case(fresh, "Sofia")
    if form in {"reopen", "restore"}:
        before = {"reopen": ("resolve", {}), "restore": ("discard", {"discard": "test"})}[form]
        page = fresh.get(fresh.submit(_action(page, before[0]), **before[1]).headers["location"])
    answer = fresh.submit(_action(page, form), **fields)
    assert answer.status == 303
    shown = fresh.get(answer.headers["location"]).page.text
    assert seen in shown
    assert "Kim Park" in shown


def test_a_number_opens_its_rows_and_exports_them(seller: House) -> None:
    """The figure page lists records by pages; the file holds them all, and no cell is a formula."""
    browser = Browser(seller).sign_in("lin@example.com")
    page = browser.get("/figures/return_rate.units.by_order?week=2026-W10").page
    assert len(page.select("table.rows tbody tr")) == 100
    export = page.find("a", {"download": True})
    assert export is not None
    answer = browser.get(str(export["href"]))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert len(answer.text.splitlines()) == 131


def test_every_row_opens(seller: House) -> None:
    """A record with a case leads to the case, one without to its order's own page; a foreign one to nothing."""
    browser = Browser(seller).sign_in("kim@example.com")
    assert (
        browser.get(home_address("order:shop/900")).headers["location"]
        == f"/cases/{encode_home('order:shop/900')}/1"
    )
    quiet = browser.get(home_address("order:shop/850"))
    assert (quiet.status, quiet.page.h1.text if quiet.page.h1 else "") == (200, "Order #0951")
    assert browser.get(home_address("order:shop/1")).status == 404


def test_work_goes_on_without_figures() -> None:
    """When the lake is away the front page still shows who waits, and says what is missing."""
    away = house()
    away.figures_of = no_figures
    text = Browser(away).sign_in("kim@example.com").get("/").text
    assert "Sofia Marín" in text
    assert "The figures cannot be read" in text


def test_headline_figures_name_interval_count_and_basis(browser: Browser) -> None:
    """Each headline figure shows its value, change, interval, count, date basis and a link to its rows."""
    cards = browser.get("/").page.select("li.figure")
    assert len(cards) == 4
    for card in cards:
        assert card.select_one("svg.interval[aria-label*='95 % interval']")
        assert " by " in card.text
        assert card.find("a", {"href": lambda to: bool(to and to.startswith("/figures/"))})


def test_an_empty_inbox_teaches() -> None:
    """Where nothing has come yet, the page says what will come and how to try it."""
    empty = house()
    empty.dossiers = type(empty.dossiers)()
    text = Browser(empty).sign_in("kim@example.com").get("/cases").text
    assert "curl -i -X POST http://console.test/hooks/shopify-aurora" in text


def test_report_links_open_are_shared_and_revoked() -> None:
    """A manager makes a link for seven days and takes it back; an expired one is shown as such."""
    shelf = house()
    shelf.shelf.save_link(
        ReportLink(
            workspace="w",
            id="old",
            report="weekly-2026-W10",
            created_at=NOW - timedelta(days=9),
            expires_at=NOW - timedelta(days=2),
        )
    )
    browser = Browser(shelf).sign_in("lin@example.com")
    browser.get("/language/en")
    assert "Link expired" in browser.get("/reports").text
    browser.submit("/reports/weekly-2026-W10/share")
    page = browser.get("/reports").page
    assert page.find("a", {"href": lambda to: bool(to and to.startswith("/r/"))})
    revoke = page.find("form", {"action": lambda to: bool(to and to.endswith("/revoke"))})
    assert revoke is not None
    browser.submit(str(revoke["action"]))
    page = browser.get("/reports").page
    assert "Link revoked" in page.text
    assert not page.find("a", {"href": lambda to: bool(to and to.startswith("/r/"))})
