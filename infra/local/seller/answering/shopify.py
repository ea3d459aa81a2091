"""Shopify's REST Admin API: orders by the time of their last change, paged by pointer."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from infra.local.seller.answering.exchange import Answer, Request, page, refused, told
from infra.local.seller.formats.shopify_bodies import order_body
from infra.local.seller.markets import SHOPIFY
from infra.local.seller.shapes import World

TOKEN = "demo"
PATH = "/admin/api/2026-07/orders.json"
_LARGEST_PAGE = 250


def answer(request: Request, world: World) -> Answer | None:
    """Answer a request to the orders' address; None for any other path."""
    if request.path != PATH:
        return None
    if request.headers.get("x-shopify-access-token") != TOKEN:
        return refused(401, "Invalid API key or access token")
    since, number = request.moment("updated_at_min"), 1
    if pointer := request.query.get("page_info"):
        number_text, _, since_text = pointer.partition("~")
        number, since = int(number_text), datetime.fromisoformat(since_text) if since_text else None
    size = min(request.whole("limit", 50), _LARGEST_PAGE)
    changed = [body for at, body in _orders(world) if since is None or at >= since]
    bodies, more = page(changed, number, size)
    headers = {"x-shopify-shop-api-call-limit": "1/40"}
    if more:
        pointer = quote(f"{number + 1}~{since.isoformat() if since else ''}")
        headers["link"] = f'<{request.base}{PATH}?limit={size}&page_info={pointer}>; rel="next"'
    return told({"orders": bodies}, headers=headers)


@lru_cache(maxsize=1)
def _orders(world: World) -> list[tuple[datetime, dict[str, Any]]]:
    bodies = [order_body(order, world.end) for order in world.orders if order.market.store == SHOPIFY]
    return sorted(
        ((datetime.fromisoformat(body["updated_at"]), body) for body in bodies),
        key=lambda found: (found[0], found[1]["id"]),
    )
