"""Talks to the Selling Partner API: polls orders, money and reports, and sends review solicitations.

Credentials: `client_id`, `client_secret`, `refresh_token`, `marketplaces` (ids with commas), and for other hosts than Amazon's
`base_url` and `token_url`. The token is asked for once per call; it lives for an hour.
"""

import json
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx

from aftersales.deliveries.answers import must_be_good
from aftersales.deliveries.polling import Fetched, polled, slices
from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.amazon.course import Download, Found, start, step
from aftersales.platforms.amazon.marketplaces import marketplace
from aftersales.platforms.amazon.nameless import without_persons
from aftersales.platforms.amazon.pieces import ORDERS_PER_PIECE, pieces
from aftersales.platforms.amazon.reports import REPORTS
from aftersales.platforms.amazon.solicitations import ACTION, Solicited, is_allowed, path
from aftersales.platforms.amazon.wire import document
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.workspace import Connection

TOKEN_URL = "https://api.amazon.com/auth/o2/token"  # noqa: S105 an address, no token
HOSTS = {
    **dict.fromkeys(("US", "CA", "MX", "BR"), "https://sellingpartnerapi-na.amazon.com"),
    **dict.fromkeys(("JP", "AU", "SG"), "https://sellingpartnerapi-fe.amazon.com"),
}
EUROPE = "https://sellingpartnerapi-eu.amazon.com"
LARGEST_REPORT = 256 * 1024 * 1024
"""Bytes after unpacking; a larger file is asked for in shorter spans by hand."""


def fetch(
    connection: Connection,
    credentials: Mapping[str, str],
    cursor: str | None,
    now: datetime,
    http: httpx.Client,
) -> Fetched:
    """Take the next step of a poll: a page of changed orders, a page of money, or one report."""
    places = tuple(place.strip() for place in credentials.get("marketplaces", "").split(",") if place.strip())
    if not places:
        raise RejectedError("marketplaces_missing")
    taken = step(start(cursor, now), Session(credentials, places[0], now, http), places, now)
    deliveries = tuple(delivery for found in taken.found for delivery in _deliveries(found, connection, now))
    return Fetched(deliveries, taken.position.model_dump_json(exclude_none=True), taken.more)


def solicit(
    order: str, channel: str, *, credentials: Mapping[str, str], now: datetime, http: httpx.Client
) -> Solicited:
    """Ask Amazon to ask for a review: only if the order's actions allow it at this moment; no text and no choice of buyers is ours.

    `channel` is the order's marketplace by id or name. An empty list of actions is Amazon's answer, not an error.
    """
    place = marketplace(channel)
    if place is None:
        raise RejectedError("unknown_marketplace", channel[:40])
    session = Session(credentials, place.id, now, http)
    query = {"marketplaceIds": place.id}
    if not is_allowed(document(session.get(path(order), query))):
        return Solicited.NOT_ALLOWED
    session.post(f"{path(order)}/solicitations/{ACTION}", {}, query)
    return Solicited.SENT


class Session:
    """Plays `Calls` with a token of its own, which it asks for on first use."""

    def __init__(self, credentials: Mapping[str, str], place: str, now: datetime, http: httpx.Client) -> None:
        """Talk to the region of marketplace `place`."""
        known = marketplace(place)
        self._base = credentials.get("base_url") or HOSTS.get(known.country if known else "", EUROPE)
        self._credentials = credentials
        self._now = now
        self._http = http
        self._token = ""

    def get(self, path: str, query: Mapping[str, str]) -> bytes:
        """Return the body of a good answer."""
        return self._call("GET", path, query, None)

    def post(self, path: str, content: Mapping[str, Any], query: Mapping[str, str] | None = None) -> bytes:
        """Send JSON and return the body of a good answer."""
        return self._call("POST", path, query or {}, json.dumps(content).encode())

    def download(self, url: str, *, zipped: bool) -> Download:
        """Fetch a document from its presigned address: it refuses calls that carry a token."""
        answer = self._send(self._http.build_request("GET", url))
        body = _unzipped(answer.content) if zipped else answer.content
        return Download(body, answer.headers.get("content-type", ""))

    def _call(self, method: str, path: str, query: Mapping[str, str], content: bytes | None) -> bytes:
        headers = {"x-amz-access-token": self._access_token(), "content-type": "application/json"}
        url = f"{self._base.rstrip('/')}{path}"
        request = self._http.build_request(
            method, url, params=dict(query) or None, headers=headers, content=content
        )
        return self._send(request).content

    def _access_token(self) -> str:
        if not self._token:
            form = {
                "grant_type": "refresh_token",
                **{
                    name: self._credentials.get(name, "")
                    for name in ("client_id", "client_secret", "refresh_token")
                },
            }
            url = self._credentials.get("token_url") or TOKEN_URL
            try:
                answer = document(self._send(self._http.build_request("POST", url, data=form)).content)
            except RejectedError as error:
                # Amazon answers 400 invalid_grant when the seller has withdrawn the permission.
                raise RejectedError("authorisation_expired", error.reason) from error
            self._token = str(answer.get("access_token") or "")
        return self._token

    def _send(self, request: httpx.Request) -> httpx.Response:
        try:
            answer = self._http.send(request)
        except httpx.HTTPError as error:
            raise UnavailableError("platform_unreachable") from error
        must_be_good(answer.status_code, answer.headers.get("retry-after"), self._now)
        return answer


def _deliveries(found: Found, connection: Connection, now: datetime) -> list[RawDelivery]:
    if found.name == "orders2026":
        orders = [without_persons(order) for order in slices(found.body)]
        groups = (orders[at : at + ORDERS_PER_PIECE] for at in range(0, len(orders), ORDERS_PER_PIECE))
        bodies = (b'{"orders":[' + b",".join(group) + b"]}" for group in groups)
        return [polled(connection, found.name, body, now) for body in bodies]
    if found.name not in REPORTS:
        return [polled(connection, found.name, found.body, now)]
    try:
        parts = list(pieces(found.name, found.body, found.headers))
    except RejectedError:
        # Delivered whole, it will be rejected, and kept with its reason, where it is parsed.
        return [polled(connection, found.name, found.body, now, found.headers)]
    return [polled(connection, found.name, body, now, headers) for body, headers, _ in parts]


def _unzipped(body: bytes) -> bytes:
    unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        plain = unzip.decompress(body, LARGEST_REPORT)
    except zlib.error as error:
        raise RejectedError("report_is_not_zipped") from error
    if unzip.unconsumed_tail:
        raise RejectedError("report_is_too_large")
    return plain
