"""Polls orders, their refunds and product reviews: WooCommerce never repeats a failed webhook, and has none for the latter two.

Orders are asked for by the time of their last change, always page 1 from there on: numbered pages shift when an order changes
meanwhile. Reviews know no such time: the cursor remembers a digest of each recent one, and only new or changed ones are delivered.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

import httpx

from aftersales.deliveries.answers import must_be_good
from aftersales.deliveries.polling import Fetched, polled, slices
from aftersales.deliveries.raw import RawDelivery
from aftersales.deliveries.wild import Wild, instant, load, maybe_instant, maybe_obj, maybe_text, number, objs
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.workspace import Connection

PAGE = 100
OVERLAP = timedelta(minutes=10)
FIRST_LOOK_BACK = timedelta(days=60)
REVIEW_WINDOW = timedelta(days=90)
"""Reviews older than this are no longer watched for changes."""
MOST_REVIEW_PAGES = 5
REVIEW_STATES = ("all", "spam", "trash")
"""`all` means all that a person may still decide about; what was thrown away must be asked for by name."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Shop:
    """One shop at one moment: how to ask it, and in whose name the deliveries come."""

    connection: Connection
    credentials: Mapping[str, str]
    now: datetime
    http: httpx.Client

    def ask(self, path: str, **query: str | int) -> list[bytes]:
        """Return the elements of one page of a list."""
        base = httpx.URL(self.credentials.get("base_url") or self.connection.address)
        if base.scheme != "https" and base.host not in LOOPBACK:
            raise RejectedError("address_is_not_https")
        key, secret = (self.credentials.get(name, "") for name in ("consumer_key", "consumer_secret"))
        try:
            answer = self.http.get(
                f"{str(base).rstrip('/')}/wp-json/wc/v3/{path}",
                params=query,
                auth=httpx.BasicAuth(key, secret),
            )
        except httpx.HTTPError as error:
            raise UnavailableError("platform_unreachable") from error
        must_be_good(answer.status_code, answer.headers.get("retry-after"), self.now)
        return slices(answer.content)

    def delivery(self, name: str, body: bytes, headers: Mapping[str, str] | None = None) -> RawDelivery:
        """Wrap a body."""
        return polled(self.connection, name, body, self.now, headers)


@dataclass(slots=True)
class Position:
    """Where polling stands: orders changed since, the page where a whole page changed in one second, digests of known reviews."""

    since: datetime
    page: int = 1
    reviews: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, cursor: str | None, now: datetime) -> "Position":
        """Read a cursor; None begins some weeks back."""
        if not cursor:
            return cls(now - FIRST_LOOK_BACK)
        kept = maybe_obj(load(cursor.encode()))
        known = {key: str(digest) for key, digest in maybe_obj(kept.get("reviews")).items()}
        return cls(instant(kept.get("since"), "since"), number(kept.get("page")) or 1, known)

    def write(self) -> str:
        """Write the cursor."""
        kept = {"since": self.since.isoformat(), "page": self.page, "reviews": self.reviews}
        return json.dumps(kept, separators=(",", ":"))


def fetch(
    connection: Connection,
    credentials: Mapping[str, str],
    cursor: str | None,
    now: datetime,
    http: httpx.Client,
) -> Fetched:
    """Fetch one page of changed orders with their refunds and, after the last page, new and changed reviews.

    `credentials`: consumer_key, consumer_secret and base_url (else the connection's address).
    """
    shop, position = Shop(connection, credentials, now, http), Position.read(cursor, now)
    bodies = shop.ask(
        "orders",
        modified_after=position.since.strftime("%Y-%m-%dT%H:%M:%S"),
        dates_are_gmt="true",
        status="any",
        orderby="modified",
        order="asc",
        per_page=PAGE,
        page=position.page,
    )
    deliveries = [delivery for body in bodies for delivery in _order(shop, body)]
    newest = max((time for time in map(_modified_at, bodies) if time), default=None)
    if len(bodies) >= PAGE and newest:
        # The filter is 'later than', so step back a second: its other orders may be on the next page.
        since = newest - timedelta(seconds=1)
        stuck = since <= position.since
        position.page = position.page + 1 if stuck else 1
        position.since = max(since, position.since)
        return Fetched(tuple(deliveries), position.write(), more=True)
    if newest:
        position.since = max(position.since, newest - OVERLAP)
    position.page = 1
    deliveries.extend(_reviews(shop, position))
    return Fetched(tuple(deliveries), position.write(), more=False)


def _order(shop: Shop, body: bytes) -> Iterator[RawDelivery]:
    yield shop.delivery("orders", body)
    order = _tame(body)
    order_id, currency = maybe_text(order.get("id")), maybe_text(order.get("currency"))
    if objs(order.get("refunds")) and order_id and order_id.isdecimal() and currency:
        context = {"order": order_id, "currency": currency}
        for refund in shop.ask(f"orders/{order_id}/refunds", per_page=PAGE):
            yield shop.delivery("refunds", refund, context)


def _reviews(shop: Shop, position: Position) -> Iterator[RawDelivery]:
    known, position.reviews = position.reviews, {}
    for body in _recent_reviews(shop):
        review = _tame(body)
        key = maybe_text(review.get("id")) or ""
        digest = _digest(review)
        position.reviews[key] = digest
        if known.get(key) != digest:
            yield shop.delivery("reviews", body, {"review-state": "changed"} if key in known else None)


def _recent_reviews(shop: Shop) -> Iterator[bytes]:
    after = (shop.now - REVIEW_WINDOW).strftime("%Y-%m-%dT%H:%M:%S")
    for state in REVIEW_STATES:
        for page in range(1, MOST_REVIEW_PAGES + 1):
            bodies = shop.ask("products/reviews", status=state, after=after, per_page=PAGE, page=page)
            yield from bodies
            if len(bodies) < PAGE:
                break


def _digest(review: Wild) -> str:
    told = [maybe_text(review.get(name)) for name in ("status", "rating", "review", "reviewer")]
    return sha256(json.dumps(told).encode()).hexdigest()[:8]


def _modified_at(body: bytes) -> datetime | None:
    try:
        return maybe_instant(_tame(body).get("date_modified_gmt"))
    except RejectedError:
        return None  # the delivery itself will be rejected, and kept, where it is parsed


def _tame(body: bytes) -> Wild:
    return maybe_obj(load(body))
