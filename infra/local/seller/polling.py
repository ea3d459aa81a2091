"""Polls the simulated platforms with the product's own clients, without a network.

The history that is imported was polled by somebody. `cursor_of` gives the cursor that this somebody would hold now, so that the
synchroniser goes on from there and does not read the last two months once more: a late first look at a review sees only how it
stands today, and would say that it had always stood so.
"""

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module

import httpx

from aftersales.deliveries.polling import Fetch, Fetched
from aftersales.platforms.registry import PLATFORMS as PACKAGES
from aftersales.records.workspace import Connection
from infra.local.seller.answering.desk import Desk, credentials
from infra.local.seller.answering.exchange import Request
from infra.local.seller.formats.wire import WORKSPACE
from infra.local.seller.markets import PLATFORMS
from infra.local.seller.shapes import World

_BASE = "https://platforms.example"


def cursor_of(world: World, store: str, now: datetime) -> str:
    """Return the cursor of a store after everything in the world was polled at `now`."""
    cursor = ""
    for fetched in poll(world, store, now):
        cursor = fetched.cursor
    return cursor


def poll(world: World, store: str, now: datetime) -> Iterator[Fetched]:
    """Yield page after page of a store, from its client's first look back until there is no more."""
    fetch: Fetch = import_module(f"{PACKAGES[PLATFORMS[store]]}.client").fetch
    connection = Connection(
        workspace=WORKSPACE, id=store, platform=PLATFORMS[store], store=store, name=store, address=_BASE
    )
    desk = Desk(world, lambda: now)
    with httpx.Client(transport=httpx.MockTransport(lambda asked: answer(desk, asked, _BASE))) as http:
        cursor: str | None = None
        more = True
        while more:
            fetched = fetch(connection, credentials(store, _BASE), cursor, now, http)
            cursor, more = fetched.cursor, fetched.more
            yield fetched


def answer(desk: Desk, asked: httpx.Request, base: str) -> httpx.Response:
    """Let a store that lies at `base` answer a client, without a socket."""
    told = desk.answer(
        Request(
            method=asked.method,
            path=asked.url.path,
            query=dict(asked.url.params),
            headers=dict(asked.headers),
            body=asked.content,
            base=base,
        )
    )
    return httpx.Response(told.status, content=told.body, headers=dict(told.headers))
