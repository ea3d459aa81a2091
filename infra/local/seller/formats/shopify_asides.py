"""What Shopify tells apart from its orders: returns, disputes, requests under privacy law."""

from typing import Any

from infra.local.seller.formats.shopify_bodies import ZONE
from infra.local.seller.formats.wire import amount, local
from infra.local.seller.markets import SHOP_DOMAIN
from infra.local.seller.shapes import Claim, Order, Return

_STATUS = {
    "requested": "requested",
    "approved": "open",
    "declined": "declined",
    "cancelled": "canceled",
    "received": "closed",
}


def return_body(order: Order, back: Return, fate: str) -> dict[str, Any]:
    """Return a return as its webhook tells it: no time, no address, lines by the ids of the order's lines."""
    exchanged = fate == "received" and back.outcome == "exchange"
    lines = [
        {
            "id": back.id + 100 + place,
            "admin_graphql_api_id": f"gid://shopify/ReturnLineItem/{back.id + 100 + place}",
            "quantity": part.quantity,
            "return_reason": part.code,
            "return_reason_note": "",
            "customer_note": part.comment,
            "fulfillment_line_item": {"id": part.line.id + 900, "line_item": {"id": part.line.id}},
        }
        for place, part in enumerate(back.lines)
    ]
    swapped = [
        {"id": back.id + 300 + place, "quantity": part.quantity} for place, part in enumerate(back.lines)
    ]
    return {
        "id": back.id,
        "admin_graphql_api_id": f"gid://shopify/Return/{back.id}",
        "status": _STATUS[fate],
        "name": f"#{order.number}-R1",
        "order": {"id": int(order.id), "admin_graphql_api_id": f"gid://shopify/Order/{order.id}"},
        "total_return_line_items": len(lines),
        "return_line_items": lines,
        "exchange_line_items": swapped if exchanged else [],
    }


def dispute_body(order: Order, claim: Claim, place: int) -> dict[str, Any]:
    """Return a dispute in its state number `place`."""
    opened_at, (_, status) = claim.states[0][0], claim.states[place]
    return {
        "id": claim.id,
        "order_id": int(order.id),
        "type": "chargeback",
        "amount": amount(claim.amount, order.market.currency),
        "currency": order.market.currency,
        "reason": claim.reason,
        "network_reason_code": "4853",
        "status": status,
        "evidence_due_by": local(claim.due_at, ZONE),
        "evidence_sent_on": local(claim.states[1][0], ZONE) if place else None,
        "finalized_on": local(claim.states[2][0], ZONE) if place > 1 else None,
        "initiated_at": local(opened_at, ZONE),
    }


def privacy_body(order: Order) -> dict[str, Any]:
    """Return a request under privacy law."""
    if order.privacy is None:
        raise ValueError(order.id)
    person = {"id": order.person.id, "email": order.person.email, "phone": order.person.phone}
    body: dict[str, Any] = {"shop_id": 548380009, "shop_domain": SHOP_DOMAIN, "customer": person}
    if order.privacy.form == "customers/data_request":
        return {**body, "orders_requested": [int(order.id)], "data_request": {"id": order.privacy.id}}
    return {**body, "orders_to_redact": [int(order.id)]}
