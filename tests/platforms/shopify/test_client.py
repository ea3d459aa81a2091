"""Polling Shopify."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from aftersales.platforms.shopify.client import OVERLAP, fetch
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.workspace import Connection

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
CONNECTION = Connection(
    workspace="demo",
    id="shop",
    platform="shopify",
    store="shop",
    name="Aurora",
    address="aurora-living.myshopify.com",
)
CREDENTIALS = {"access_token": "shpat_1"}
FIRST = b'{"orders":[{"id":1,"updated_at":"2026-11-20T00:00:00Z","total_price":"1.50"},{"id":2,"updated_at":"2026-11-21T00:00:00Z"}]}'
SECOND = b'{"orders":[{"id":3,"updated_at":"2026-11-21T12:00:00+02:00"}]}'


def _http(answer: Callable[[httpx.Request], httpx.Response]) -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(answer))


def _shop(request: httpx.Request) -> httpx.Response:
    if "page_info" in request.url.params:
        return httpx.Response(200, content=SECOND)
    link = f'<https://{CONNECTION.address}/admin/api/2026-07/orders.json?limit=250&page_info=abc>; rel="next"'
    return httpx.Response(200, content=FIRST, headers={"link": link})


def test_pages_are_followed_and_the_cursor_steps_back() -> None:
    """Pages follow Shopify's own pointer; after the last one the cursor overlaps the newest order seen."""
    with _http(_shop) as http:
        first = fetch(CONNECTION, CREDENTIALS, None, NOW, http)
        second = fetch(CONNECTION, CREDENTIALS, first.cursor, NOW, http)
    assert (first.more, second.more) == (True, False)
    assert [json.loads(one.body)["id"] for one in first.deliveries + second.deliveries] == [1, 2, 3]
    since = datetime.fromisoformat(json.loads(second.cursor)["since"])
    assert since == datetime(2026, 11, 21, 10, 0, tzinfo=UTC) - OVERLAP


def test_deliveries_keep_the_bytes() -> None:
    """Each order is a delivery of its own, with the very bytes of the page."""
    with _http(_shop) as http:
        delivery = fetch(CONNECTION, CREDENTIALS, None, NOW, http).deliveries[0]
    assert delivery.body == b'{"id":1,"updated_at":"2026-11-20T00:00:00Z","total_price":"1.50"}'
    assert (delivery.name, delivery.channel, delivery.store) == ("orders", "poll", "shop")


def test_request_names_version_state_and_order() -> None:
    """Without status=any closed and cancelled orders are missing, and the order of rows decides where a run may stop."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=b'{"orders":[]}')

    with _http(answer) as http:
        done = fetch(CONNECTION, CREDENTIALS, '{"since":"2026-11-01T00:00:00+00:00"}', NOW, http)
    [request] = seen
    assert request.url.path == "/admin/api/2026-07/orders.json"
    assert dict(request.url.params) == {
        "limit": "250",
        "status": "any",
        "order": "updated_at asc",
        "updated_at_min": "2026-11-01T00:00:00+00:00",
    }
    assert request.headers["x-shopify-access-token"] == "shpat_1"
    assert json.loads(done.cursor)["since"] == "2026-11-01T00:00:00+00:00"


def test_aged_pointer_begins_the_run_again() -> None:
    """A page pointer dies after a while; the run begins again and nothing is skipped."""
    with _http(lambda _: httpx.Response(400)) as http:
        again = fetch(
            CONNECTION, CREDENTIALS, '{"since":"2026-11-01T00:00:00+00:00","pointer":"old"}', NOW, http
        )
    assert (again.deliveries, again.more) == ((), True)
    assert json.loads(again.cursor) == {"since": "2026-11-01T00:00:00+00:00"}


def test_cursor_never_goes_back_behind_an_empty_run() -> None:
    """The overlap is taken once: runs that find the same newest order keep the cursor where it is."""
    with _http(lambda _: httpx.Response(200, content=SECOND)) as http:
        first = fetch(CONNECTION, CREDENTIALS, None, NOW, http)
        second = fetch(CONNECTION, CREDENTIALS, first.cursor, NOW + timedelta(minutes=5), http)
    assert first.cursor == second.cursor


def test_throttle_says_how_long_to_wait() -> None:
    """Shopify's Retry-After has a fraction."""
    with (
        _http(lambda _: httpx.Response(429, headers={"retry-after": "2.0"})) as http,
        pytest.raises(UnavailableError) as caught,
    ):
        fetch(CONNECTION, CREDENTIALS, None, NOW, http)
    assert caught.value.detail == "2"


def test_withdrawn_token_is_for_the_seller() -> None:
    """A 401 is not retried."""
    with (
        _http(lambda _: httpx.Response(401)) as http,
        pytest.raises(RejectedError, match="authorisation_expired"),
    ):
        fetch(CONNECTION, CREDENTIALS, None, NOW, http)


def test_broken_line_is_unavailable() -> None:
    """A connection that fails may work later."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    with _http(fail) as http, pytest.raises(UnavailableError, match="platform_unreachable"):
        fetch(CONNECTION, CREDENTIALS, None, NOW, http)


def test_ill_order_travels_alone() -> None:
    """An order without a time of change is delivered all the same: it is rejected, and kept, where it is parsed."""
    page = b'{"orders":[{"id":1,"updated_at":"whenever"},{"id":2,"updated_at":"2026-11-21T00:00:00Z"}]}'
    with _http(lambda _: httpx.Response(200, content=page)) as http:
        fetched = fetch(CONNECTION, CREDENTIALS, None, NOW, http)
    assert len(fetched.deliveries) == 2
