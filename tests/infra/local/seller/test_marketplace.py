from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.amazon.client import fetch as fetch_amazon
from aftersales.platforms.amazon.client import solicit
from aftersales.platforms.amazon.solicitations import Solicited
from aftersales.platforms.shopify.client import fetch as fetch_shopify
from aftersales.platforms.woocommerce.client import fetch as fetch_woo
from aftersales.records.after_sales import Review
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Fact
from aftersales.records.workspace import Connection
from infra.local.seller.marketplace import Marketplace
from infra.local.seller.markets import AMAZON, PLATFORMS, SHOPIFY, WOO
from infra.local.seller.polling import cursor_of
from infra.local.seller.reading import facts_of
from infra.local.seller.shapes import World

pytestmark = pytest.mark.enable_socket
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
FETCH = {SHOPIFY: fetch_shopify, WOO: fetch_woo, AMAZON: fetch_amazon}


@pytest.fixture(scope="module")
def marketplace(world: World) -> Iterator[Marketplace]:
    """Return a running server over the shared world."""
    with Marketplace(world, lambda: NOW) as running:
        yield running


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    """Return a client that ignores proxies of the machine."""
    with httpx.Client(trust_env=False, timeout=60) as client:
        yield client


def _poll(
    store: str, marketplace: Marketplace, http: httpx.Client, cursor: str | None = None
) -> list[RawDelivery]:
    """Poll until there is no more, as the synchroniser does."""
    connection = Connection(
        workspace="demo",
        id=store,
        platform=PLATFORMS[store],
        store=store,
        name=store,
        address=marketplace.url,
    )
    found: list[RawDelivery] = []
    for _ in range(60):
        fetched = FETCH[store](connection, marketplace.credentials(store), cursor, NOW, http)
        found += fetched.deliveries
        cursor = fetched.cursor
        if not fetched.more:
            return found
    raise AssertionError(store)


@pytest.mark.parametrize("store", [SHOPIFY, AMAZON])
def test_polling_finds_what_was_delivered(
    store: str, marketplace: Marketplace, http: httpx.Client, world: World, facts: dict[str, Fact]
) -> None:
    """The real client reads the last weeks, and not one fact is new: poll and push tell the same."""
    polled = facts_of(_poll(store, marketplace, http))
    assert polled.keys() <= facts.keys()
    since = NOW - timedelta(days=14)
    recent = {
        f"order:{store}/{order.id}"
        for order in world.orders
        if order.market.store == store and order.placed_at > since
    }
    assert recent <= {fact.entity for fact in polled.values()}


def test_polling_a_shop_finds_its_orders_refunds_and_reviews(
    marketplace: Marketplace, http: httpx.Client, facts: dict[str, Fact]
) -> None:
    """The same for WooCommerce, but for reviews: whoever polls them first late sees them as they are now."""
    polled = facts_of(_poll(WOO, marketplace, http))
    new = {fact.id: fact for fact in polled.values() if fact.id not in facts}
    assert all(isinstance(fact.record, Review) for fact in new.values())
    assert {fact.type for fact in polled.values()} == {"order", "refund", "review"}
    assert {fact.entity for fact in new.values()} <= {fact.entity for fact in facts.values()}


def test_amazon_is_asked_for_reviews_once_and_inside_the_window(
    marketplace: Marketplace, http: httpx.Client, world: World
) -> None:
    """Actions are listed while the window is open and nobody asked before; what was sent is recorded."""
    sold = [order for order in world.orders if order.market.store == AMAZON and order.shipped_at]
    order = next(one for one in sold if timedelta(days=16) < NOW - one.placed_at < timedelta(days=30))
    young = next(one for one in sold if NOW - one.placed_at < timedelta(days=5))
    place = order.market.marketplace.id if order.market.marketplace else ""

    def ask(id_: str, channel: str) -> Solicited:
        credentials = marketplace.credentials(AMAZON)
        return solicit(id_, channel, credentials=credentials, now=NOW, http=http)

    assert ask(order.id, place) is Solicited.SENT
    assert ask(order.id, place) is Solicited.NOT_ALLOWED
    assert (
        ask(young.id, young.market.marketplace.id if young.market.marketplace else "")
        is Solicited.NOT_ALLOWED
    )
    assert [(one.order, one.status) for one in marketplace.recorded] == [(order.id, 201)]


@pytest.mark.parametrize("store", [SHOPIFY, WOO, AMAZON])
def test_a_synchroniser_goes_on_where_the_history_ended(
    store: str, marketplace: Marketplace, http: httpx.Client, world: World, facts: dict[str, Fact]
) -> None:
    """With the cursor of the history a poll brings hardly anything, and nothing that was not known."""
    found = _poll(store, marketplace, http, cursor_of(world, store, NOW))
    assert len(found) < 40
    filled = [one for one in found if b'"orders": []' not in one.body]
    assert facts_of(filled).keys() <= facts.keys()


def test_strangers_are_turned_away(marketplace: Marketplace, http: httpx.Client) -> None:
    """Without the account's credentials nothing is shown, and unknown paths are unknown."""
    connection = Connection(
        workspace="demo", id=WOO, platform="woocommerce", store=WOO, name=WOO, address=marketplace.url
    )
    with pytest.raises(RejectedError):
        fetch_woo(connection, {"base_url": marketplace.url, "consumer_key": "x"}, None, NOW, http)
    assert http.get(f"{marketplace.url}/admin/api/2026-07/orders.json").status_code == 401
    assert http.get(f"{marketplace.url}/orders/2026-01-01/orders").status_code == 403
    assert http.get(f"{marketplace.url}/nowhere").status_code == 404
