"""WooCommerce's REST API: orders, the refunds of an order, product reviews; numbered pages with totals in the headers."""

import re
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from infra.local.seller.answering.exchange import Answer, Request, page, refused, told
from infra.local.seller.formats.woocommerce import order_body, refund_body, review_body
from infra.local.seller.markets import WOO
from infra.local.seller.shapes import World

KEY, SECRET = "ck_demo", "cs_demo"
BASE = "/wp-json/wc/v3"
_REFUNDS = re.compile(rf"{BASE}/orders/(\d+)/refunds")
_LARGEST_PAGE = 100
_KEPT = frozenset({"approved", "hold"})


def answer(request: Request, world: World) -> Answer | None:
    """Answer a request below the API's address; None for any other path."""
    if not request.path.startswith(BASE):
        return None
    expected = "Basic " + b64encode(f"{KEY}:{SECRET}".encode()).decode()
    if request.headers.get("authorization") != expected:
        return refused(401, "woocommerce_rest_cannot_view")
    if request.path == f"{BASE}/orders":
        since = request.moment("modified_after")
        return _page(request, [body for body in _orders(world) if since is None or _modified(body) > since])
    if match := _REFUNDS.fullmatch(request.path):
        return _page(request, _refunds(world, match[1]))
    if request.path == f"{BASE}/products/reviews":
        return _page(request, _wanted(request, _reviews(world)))
    return refused(404, "rest_no_route")


def _page(request: Request, bodies: Sequence[dict[str, Any]]) -> Answer:
    size = min(request.whole("per_page", 10), _LARGEST_PAGE)
    shown, _ = page(bodies, request.whole("page", 1), size)
    pages = -(-len(bodies) // size)
    return told(list(shown), headers={"x-wp-total": str(len(bodies)), "x-wp-totalpages": str(pages)})


def _modified(body: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(body["date_modified_gmt"]).replace(tzinfo=UTC)


def _wanted(request: Request, bodies: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return reviews of a status (`all` leaves out spam and trash) written after a moment of the shop's own time."""
    status, after = request.query.get("status", "approved"), request.query.get("after", "")
    wanted = _KEPT if status == "all" else {status}
    return [body for body in bodies if body["status"] in wanted and body["date_created"] > after]


@lru_cache(maxsize=1)
def _orders(world: World) -> list[dict[str, Any]]:
    bodies = [order_body(order, world.end) for order in world.orders if order.market.store == WOO]
    return sorted(bodies, key=lambda body: (body["date_modified_gmt"], body["id"]))


def _refunds(world: World, order_id: str) -> list[dict[str, Any]]:
    return [
        refund_body(order, refund)
        for order in world.orders
        if order.market.store == WOO and order.id == order_id
        for refund in order.refunds
    ]


@lru_cache(maxsize=1)
def _reviews(world: World) -> list[dict[str, Any]]:
    bodies = [review_body(review, review.states[-1]) for review in world.reviews if review.states]
    return sorted(bodies, key=lambda body: (body["date_created_gmt"], body["id"]), reverse=True)
