"""Amazon's own request for a review. Amazon decides; the window of `policies` only saves useless questions."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import quote

ACTION = "productReviewAndSellerFeedback"


class Solicited(StrEnum):
    """How a solicitation ended."""

    SENT = "sent"
    NOT_ALLOWED = "not_allowed"


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
