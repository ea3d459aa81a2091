"""Amazon's own request for a review: what may be asked, and when. Amazon decides; the window only saves useless questions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from aftersales.records.order import Order

ACTION = "productReviewAndSellerFeedback"
OPENS_AFTER = timedelta(days=5)
CLOSES_AFTER = timedelta(days=30)


class Solicited(StrEnum):
    """How a solicitation ended."""

    SENT = "sent"
    NOT_ALLOWED = "not_allowed"


def window(order: Order) -> tuple[datetime, datetime] | None:
    """Return when an order may be solicited; None where Amazon named no delivery window.

    It runs from 5 days after the earliest to 30 days after the latest PROMISED delivery, whatever tracking says.
    """
    if order.deliver_from is None or order.deliver_until is None:
        return None
    return order.deliver_from + OPENS_AFTER, order.deliver_until + CLOSES_AFTER


def path(order: str) -> str:
    """Return the address of an order's actions."""
    return f"/solicitations/v1/orders/{quote(order, safe='')}"


def is_allowed(actions: Mapping[str, Any]) -> bool:
    """Whether the answer of getSolicitationActionsForOrder lists the request for a review."""
    links = actions.get("_links")
    listed = links.get("actions") if isinstance(links, dict) else None
    return isinstance(listed, list) and any(
        isinstance(action, dict) and action.get("name") == ACTION for action in listed
    )
