from datetime import UTC, datetime, timedelta

import httpx
import pytest

from aftersales.deliveries.polling import Fetched
from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.amazon.client import fetch
from aftersales.platforms.amazon.parser import parse
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.workspace import Connection
from tests.platforms.amazon.building import order_body, sample
from tests.platforms.amazon.fake_amazon import CREDENTIALS, DONE, FakeAmazon

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
CONNECTION = Connection(
    workspace="demo", id="amazon-main", platform="amazon", store="amazon-main", name="A", address="A1"
)


def _fetch(amazon: FakeAmazon, cursor: str | None, now: datetime = NOW) -> Fetched:
    with amazon.http as http:
        return fetch(CONNECTION, CREDENTIALS, cursor, now, http)


def _run(amazon: FakeAmazon, cursor: str | None = None, now: datetime = NOW) -> tuple[list[RawDelivery], str]:
    """Fetch as the synchroniser does, until there is no more."""
    found: list[RawDelivery] = []
    for _ in range(40):
        page = _fetch(amazon, cursor, now)
        found += page.deliveries
        cursor = page.cursor
        if not page.more:
            return found, cursor
    raise AssertionError("a run must end")


def test_a_run_reads_orders_money_and_asks_for_reports() -> None:
    """One run pages through orders, then money, then asks for each report once, and ends."""
    amazon = FakeAmazon()
    amazon.pages = [{"orders": [order_body()["order"]]}, {"orders": []}]
    found, _ = _run(amazon)
    assert [delivery.name for delivery in found] == ["orders2026", "finances2024"]
    assert amazon.paths().count("/orders/2026-01-01/orders") == 2
    assert amazon.paths().count("/reports/2021-06-30/reports") == 4
    assert parse(found[0]).observations


def test_windows_overlap_and_keep_away_from_now() -> None:
    """The next window begins before the end of the last one, and ends two minutes before now, as Amazon demands."""
    amazon = FakeAmazon()
    _, cursor = _run(amazon)
    later = NOW + timedelta(minutes=5)
    amazon.requests.clear()
    _run(amazon, cursor, later)
    query = next(request.url.params for request in amazon.requests if request.url.path.endswith("/orders"))
    assert datetime.fromisoformat(query["lastUpdatedAfter"]) < NOW - timedelta(minutes=2)
    assert datetime.fromisoformat(query["lastUpdatedBefore"]) == later - timedelta(minutes=2)
    assert "createdAfter" not in query


def test_a_report_is_collected_when_amazon_has_made_it() -> None:
    """Asked for in one run, collected in a later one, unpacked, with the charset of its download, and without our token."""
    amazon = FakeAmazon()
    _, cursor = _run(amazon)
    waiting, cursor = _run(amazon, cursor, NOW + timedelta(minutes=5))
    assert waiting == []
    amazon.report, amazon.file = DONE, sample("report_seller_feedback.tsv")
    found, _ = _run(amazon, cursor, NOW + timedelta(minutes=10))
    feedback = next(delivery for delivery in found if delivery.name == "GET_SELLER_FEEDBACK_DATA")
    (first, *_) = parse(feedback).observations
    assert "Arrivée" in first.record.model_dump_json()
    assert feedback.headers["marketplace"] == "ATVPDKIKX0DER"


@pytest.mark.parametrize("status", ["CANCELLED", "FATAL"])
def test_a_report_without_data_ends_its_turn(status: str) -> None:
    """CANCELLED means that there was nothing; after FATAL the same span is asked for again. Neither is an error of ours."""
    amazon = FakeAmazon()
    _, cursor = _run(amazon)
    amazon.report = {"processingStatus": status}
    amazon.requests.clear()
    found, _ = _run(amazon, cursor, NOW + timedelta(minutes=5))
    assert found == []
    asked_again = amazon.paths().count("/reports/2021-06-30/reports")
    assert asked_again == (0 if status == "CANCELLED" else 4)


def test_a_report_that_amazon_has_forgotten_is_asked_for_again() -> None:
    """Reports are kept for 90 days; a poll that slept longer goes on instead of failing for ever."""
    amazon = FakeAmazon()
    _, cursor = _run(amazon)
    amazon.forgets_reports = True
    _, cursor = _run(amazon, cursor, NOW + timedelta(minutes=5))
    amazon.forgets_reports = False
    amazon.requests.clear()
    _run(amazon, cursor, NOW + timedelta(minutes=10))
    assert amazon.paths().count("/reports/2021-06-30/reports") == 0
    assert any(path.startswith("/reports/2021-06-30/reports/") for path in amazon.paths())


def test_a_page_token_that_has_aged_begins_the_window_anew() -> None:
    """Tokens live for a day; beginning again repeats deliveries and loses none."""
    amazon = FakeAmazon()
    amazon.pages = [{"orders": [order_body()["order"]]}] * 2
    first = _fetch(amazon, None)
    amazon.fail = lambda request: httpx.Response(400) if request.url.params.get("paginationToken") else None
    again = _fetch(amazon, first.cursor)
    assert (again.deliveries, again.more) == ((), True)
    amazon.fail = lambda _request: None
    found, _ = _run(amazon, again.cursor)
    assert [delivery.name for delivery in found].count("orders2026") == 2


def test_too_many_calls_are_put_off_by_the_time_that_amazon_names() -> None:
    """429 is a matter of waiting; what was fetched before is already on its way."""
    amazon = FakeAmazon()
    amazon.fail = lambda request: (
        httpx.Response(429, headers={"retry-after": "180"}) if "orders" in request.url.path else None
    )
    with pytest.raises(UnavailableError) as error:
        _fetch(amazon, None)
    assert error.value.detail == "180"


def test_a_withdrawn_permission_is_the_sellers_matter() -> None:
    """Neither a refused refresh token nor a 403 is helped by asking again."""
    with FakeAmazon().http as http, pytest.raises(RejectedError) as error:
        fetch(CONNECTION, {**CREDENTIALS, "refresh_token": "old"}, None, NOW, http)
    assert error.value.reason == "authorisation_expired"


def test_a_network_that_is_down_is_unavailable() -> None:
    """A broken line is not a broken connection."""

    def down(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("down")

    amazon = FakeAmazon()
    amazon.fail = down
    with pytest.raises(UnavailableError):
        _fetch(amazon, None)


def test_marketplaces_must_be_named() -> None:
    """Without them nobody knows what to ask for."""
    with FakeAmazon().http as http, pytest.raises(RejectedError):
        fetch(CONNECTION, {**CREDENTIALS, "marketplaces": ""}, None, NOW, http)


def test_a_page_is_cut_into_groups_of_orders() -> None:
    """A hundred orders in one delivery would be too much for one call of the ingesting function; each keeps its bytes."""
    amazon = FakeAmazon()
    amazon.pages = [{"orders": [order_body(orderId=f"111-{at}")["order"] for at in range(25)]}]
    found = _fetch(amazon, None).deliveries
    keys = [one.record.model_dump()["key"] for delivery in found for one in parse(delivery).observations]
    assert (len(found), keys) == (3, [f"111-{at}" for at in range(25)])
