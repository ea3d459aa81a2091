"""Polling WooCommerce."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from aftersales.platforms.woocommerce.client import PAGE, fetch
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.workspace import Connection

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
CONNECTION = Connection(
    workspace="demo",
    id="woo",
    platform="woocommerce",
    store="woo",
    name="Nordlicht",
    address="https://nordlicht.example",
)
CREDENTIALS = {"consumer_key": "ck_1", "consumer_secret": "cs_1"}


class Shop:
    """A shop that answers like WooCommerce's REST API."""

    def __init__(self, orders: list[dict[str, Any]], reviews: list[dict[str, Any]] | None = None) -> None:
        self.orders = orders
        self.reviews = reviews or []
        self.requests: list[httpx.Request] = []

    def client(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        path, query = request.url.path.removeprefix("/wp-json/wc/v3/"), request.url.params
        if path == "orders":
            rows = sorted(self.orders, key=lambda order: (order["date_modified_gmt"], order["id"]))
            rows = [order for order in rows if order["date_modified_gmt"] > query["modified_after"]]
        elif path.endswith("/refunds"):
            rows = [{"id": 726, "amount": "10.00", "date_created_gmt": "2026-11-01T00:00:00"}]
        else:
            wanted = {"all": {"approved", "hold"}}.get(query["status"], {query["status"]})
            rows = [review for review in self.reviews if review["status"] in wanted]
        size, page = int(query["per_page"]), int(query.get("page", "1"))
        return httpx.Response(200, json=rows[(page - 1) * size : page * size])


def _order(key: int, modified: datetime, **changed: Any) -> dict[str, Any]:
    return {
        "id": key,
        "date_modified_gmt": modified.strftime("%Y-%m-%dT%H:%M:%S"),
        "currency": "EUR",
        **changed,
    }


def _review(**changed: Any) -> dict[str, Any]:
    return {"id": 22, "status": "approved", "rating": 2, "review": "dark", "reviewer": "Jo", **changed}


def _run(
    shop: Shop, cursor: str | None = None, now: datetime = NOW
) -> tuple[list[tuple[str, Any, dict[str, str]]], str]:
    found = []
    with shop.client() as http:
        for _ in range(50):
            page = fetch(CONNECTION, CREDENTIALS, cursor, now, http)
            found += [(one.name, json.loads(one.body), dict(one.headers)) for one in page.deliveries]
            cursor = page.cursor
            if not page.more:
                return found, cursor
    raise AssertionError("the run does not end")


def _ids(found: list[tuple[str, Any, dict[str, str]]], name: str = "orders") -> set[int]:
    return {body["id"] for kind, body, _ in found if kind == name}


def test_every_changed_order_comes() -> None:
    """A run of many pages brings every order that changed, whatever the page size."""
    orders = [
        _order(key, NOW - timedelta(days=30) + timedelta(minutes=key)) for key in range(1, 2 * PAGE + 31)
    ]
    found, cursor = _run(Shop(orders))
    assert _ids(found) == set(range(1, 2 * PAGE + 31))
    assert _ids(_run(Shop(orders), cursor)[0]) == set(range(2 * PAGE + 21, 2 * PAGE + 31))


def test_a_page_full_of_one_second_is_passed() -> None:
    """An import may change hundreds of orders in one second; the run goes on by page there and ends."""
    orders = [_order(key, NOW - timedelta(days=3)) for key in range(1, 3 * PAGE + 5)]
    orders.append(_order(9999, NOW - timedelta(days=2)))
    assert _ids(_run(Shop(orders))[0]) == {*range(1, 3 * PAGE + 5), 9999}


def test_order_that_changes_meanwhile_hides_no_other() -> None:
    """A changed order moves to the end of the list; by numbered pages another would slip through the gap."""
    shop = Shop(
        [_order(key, NOW - timedelta(days=3) + timedelta(minutes=key)) for key in range(1, PAGE + 51)]
    )
    with shop.client() as http:
        first = fetch(CONNECTION, CREDENTIALS, None, NOW, http)
        shop.orders[0] = _order(1, NOW - timedelta(minutes=1))
        second = fetch(CONNECTION, CREDENTIALS, first.cursor, NOW, http)
    seen = {json.loads(one.body)["id"] for one in first.deliveries + second.deliveries}
    assert seen == set(range(1, PAGE + 51))


def test_next_run_overlaps() -> None:
    """The next run looks again at the last minutes, so that an order written late is not missed."""
    shop = Shop([_order(1, NOW - timedelta(minutes=5))])
    _, cursor = _run(shop)
    shop.orders.append(_order(2, NOW - timedelta(minutes=8)))
    assert _ids(_run(shop, cursor)[0]) == {1, 2}


def test_refunds_come_with_their_order_and_currency() -> None:
    """An order that mentions refunds has them fetched, and the delivery says what the refund does not."""
    found, _ = _run(Shop([_order(723, NOW, refunds=[{"id": 726, "total": "-10.00"}])]))
    assert [(name, headers) for name, _, headers in found] == [
        ("orders", {}),
        ("refunds", {"order": "723", "currency": "EUR"}),
    ]


def test_only_new_and_changed_reviews_come() -> None:
    """Reviews have no time of change; the cursor knows which were seen, and what they said."""
    shop = Shop([], [_review(), _review(id=23)])
    first, cursor = _run(shop)
    assert [(body["id"], headers) for _, body, headers in first] == [(22, {}), (23, {})]
    shop.reviews = [_review(rating=5), _review(id=23), _review(id=24)]
    second, cursor = _run(shop, cursor)
    assert [(body["id"], headers) for _, body, headers in second] == [
        (22, {"review-state": "changed"}),
        (24, {}),
    ]
    assert _run(shop, cursor)[0] == []


@pytest.mark.parametrize("status", ["spam", "trash", "hold"])
def test_review_that_disappears_comes_once_more(status: str) -> None:
    """`all` leaves out spam and trash, so a review that was thrown away must be asked for by name."""
    shop = Shop([], [_review()])
    _, cursor = _run(shop)
    shop.reviews = [_review(status=status)]
    [(_, body, headers)] = _run(shop, cursor)[0]
    assert (body["status"], headers) == (status, {"review-state": "changed"})


def test_request_asks_in_utc_for_every_status() -> None:
    """Without dates_are_gmt the shop reads the time as its own, and without status=any it leaves orders out."""
    shop = Shop([])
    _run(shop, '{"since":"2026-11-01T00:00:00+00:00"}')
    request = shop.requests[0]
    assert dict(request.url.params) == {
        "modified_after": "2026-11-01T00:00:00",
        "dates_are_gmt": "true",
        "status": "any",
        "orderby": "modified",
        "order": "asc",
        "per_page": "100",
        "page": "1",
    }
    assert request.headers["authorization"].startswith("Basic ")


def test_keys_never_travel_in_the_clear() -> None:
    """Basic authorisation over plain HTTP would show the keys to everyone on the way."""
    with Shop([]).client() as http, pytest.raises(RejectedError, match="address_is_not_https"):
        fetch(CONNECTION, {**CREDENTIALS, "base_url": "http://nordlicht.example"}, None, NOW, http)


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, RejectedError), (403, RejectedError), (429, UnavailableError), (503, UnavailableError)],
)
def test_answers_are_typed(status: int, error: type[Exception]) -> None:
    """Refused keys are for the seller, a busy shop is asked again."""
    http = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(status)))
    with http, pytest.raises(error):
        fetch(CONNECTION, CREDENTIALS, None, NOW, http)
