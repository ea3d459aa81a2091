"""Polls orders of the REST Admin API: their shape is that of the webhooks, so one parser serves both.

A page is asked for by `updated_at`; within one run the next page by Shopify's own pointer, which neither skips nor repeats while
orders change. Between runs the cursor steps back by an overlap: facts that are known already are known already.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import httpx

from aftersales.deliveries.answers import must_be_good
from aftersales.deliveries.polling import Fetched, polled, slices
from aftersales.deliveries.wild import instant, load, maybe_instant, maybe_text, obj
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.workspace import Connection

API_VERSION = "2026-07"
PAGE = 250
OVERLAP = timedelta(minutes=10)
FIRST_LOOK_BACK = timedelta(days=60)
"""How far the first poll reaches: Shopify shows older orders only to apps with the scope read_all_orders."""
NEXT = re.compile(r'<([^>]+)>;\s*rel="?next"?')


def fetch(
    connection: Connection,
    credentials: Mapping[str, str],
    cursor: str | None,
    now: datetime,
    http: httpx.Client,
) -> Fetched:
    """Fetch one page of changed orders. `credentials`: base_url (optional) and access_token."""
    since, pointer, newest = _position(cursor, now)
    answer = _ask(connection, credentials, since, pointer, http)
    if pointer and answer.status_code == httpx.codes.BAD_REQUEST:
        # A pointer ages; beginning the run again repeats deliveries and loses none.
        return Fetched((), _cursor(since, None, None), more=True)
    must_be_good(answer.status_code, answer.headers.get("retry-after"), now)
    bodies = slices(answer.content)
    times = [time for time in (_updated_at(body) for body in bodies) if time]
    newest = max([*times, *([newest] if newest else [])], default=None)
    pointer = _pointer(answer.headers.get("link", ""))
    deliveries = tuple(polled(connection, "orders", body, now) for body in bodies)
    if pointer:
        return Fetched(deliveries, _cursor(since, pointer, newest), more=True)
    done = max(since, newest - OVERLAP) if newest else since
    return Fetched(deliveries, _cursor(done, None, None), more=False)


def _ask(
    connection: Connection,
    credentials: Mapping[str, str],
    since: datetime,
    pointer: str | None,
    http: httpx.Client,
) -> httpx.Response:
    """Ask for the page that a pointer names, or for the first of what has changed since."""
    base = credentials.get("base_url") or f"https://{connection.address}"
    changed = {"status": "any", "order": "updated_at asc", "updated_at_min": since.isoformat()}
    query = {"page_info": pointer} if pointer else changed
    try:
        return http.get(
            f"{base.rstrip('/')}/admin/api/{API_VERSION}/orders.json",
            params={"limit": str(PAGE), **query},
            headers={"x-shopify-access-token": credentials.get("access_token", "")},
        )
    except httpx.HTTPError as error:
        raise UnavailableError("platform_unreachable") from error


def _position(cursor: str | None, now: datetime) -> tuple[datetime, str | None, datetime | None]:
    if not cursor:
        return now - FIRST_LOOK_BACK, None, None
    kept = obj(load(cursor.encode()), "cursor")
    return (
        instant(kept.get("since"), "since"),
        maybe_text(kept.get("pointer")),
        maybe_instant(kept.get("newest")),
    )


def _cursor(since: datetime, pointer: str | None, newest: datetime | None) -> str:
    kept = {"since": since.isoformat(), "pointer": pointer, "newest": newest.isoformat() if newest else None}
    return json.dumps({name: value for name, value in kept.items() if value})


def _updated_at(body: bytes) -> datetime | None:
    try:
        return maybe_instant(obj(load(body), "order").get("updated_at"))
    except RejectedError:
        return None  # the delivery itself will be rejected, and kept, where it is parsed


def _pointer(link: str) -> str | None:
    found = NEXT.search(link)
    return httpx.URL(found.group(1)).params.get("page_info") if found else None
