"""Why customers complain, and the words that each platform has for it."""

from collections.abc import Mapping
from types import MappingProxyType

from infra.local.seller.catalogue import APPAREL, DEVICES, Product
from infra.local.seller.chance import Dice
from infra.local.seller.markets import AMAZON

_ANY = {
    "refund_or_return_wish.changed_mind": 0.4,
    "quality.material": 0.16,
    "not_as_described.colour": 0.16,
    "wrong_item": 0.08,
    "damaged_in_transit": 0.12,
    "missing_parts": 0.08,
}
_APPAREL = {
    "size_fit.too_small": 0.3,
    "size_fit.too_large": 0.22,
    "refund_or_return_wish.changed_mind": 0.2,
    "quality.material": 0.12,
    "not_as_described.colour": 0.1,
    "wrong_item": 0.06,
}
_DEVICES = {
    "quality.defective": 0.4,
    "not_as_described.incompatible": 0.2,
    "missing_parts": 0.12,
    "refund_or_return_wish.changed_mind": 0.2,
    "wrong_item": 0.08,
}

SHOPIFY_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "size_fit.too_small": "size_too_small",
        "size_fit.too_large": "size_too_large",
        "refund_or_return_wish.changed_mind": "unwanted",
        "not_as_described.colour": "color",
        "not_as_described.incompatible": "not_as_described",
        "wrong_item": "wrong_item",
        "quality.defective": "defective",
        "quality.battery": "defective",
        "quality.pilling": "defective",
        "quality.material": "defective",
        "damaged_in_transit": "other",
        "missing_parts": "other",
    }
)
AMAZON_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "size_fit.too_small": "APPAREL_TOO_SMALL",
        "size_fit.too_large": "APPAREL_TOO_LARGE",
        "refund_or_return_wish.changed_mind": "UNWANTED_ITEM",
        "not_as_described.colour": "NOT_AS_DESCRIBED",
        "not_as_described.incompatible": "NOT_COMPATIBLE",
        "wrong_item": "SWITCHEROO",
        "quality.defective": "DEFECTIVE",
        "quality.battery": "DEFECTIVE",
        "quality.pilling": "QUALITY_UNACCEPTABLE",
        "quality.material": "QUALITY_UNACCEPTABLE",
        "damaged_in_transit": "DAMAGED_BY_CARRIER",
        "missing_parts": "MISSING_PARTS",
    }
)
TOLD: Mapping[str, str] = MappingProxyType(
    {
        "size_too_small": "size_fit.too_small",
        "size_too_large": "size_fit.too_large",
        "unwanted": "refund_or_return_wish.changed_mind",
        "color": "not_as_described.colour",
        "not_as_described": "not_as_described",
        "wrong_item": "wrong_item",
        "defective": "quality.defective",
        "other": "other",
        "APPAREL_TOO_SMALL": "size_fit.too_small",
        "APPAREL_TOO_LARGE": "size_fit.too_large",
        "UNWANTED_ITEM": "refund_or_return_wish.changed_mind",
        "NOT_AS_DESCRIBED": "not_as_described",
        "NOT_COMPATIBLE": "not_as_described.incompatible",
        "SWITCHEROO": "wrong_item",
        "DEFECTIVE": "quality.defective",
        "QUALITY_UNACCEPTABLE": "quality",
        "DAMAGED_BY_CARRIER": "damaged_in_transit",
        "MISSING_PARTS": "missing_parts",
    }
)
"""The cause that a reason code tells. Less than the customer knew: a worn battery and a dead one are both DEFECTIVE."""

QUEUES: Mapping[str, str] = MappingProxyType(
    {
        "size_fit": "returns",
        "refund_or_return_wish": "returns",
        "not_as_described": "returns",
        "wrong_item": "returns",
        "missing_parts": "quality",
        "quality": "quality",
        "damaged_in_transit": "quality",
        "lost_or_late": "logistics",
        "order_status": "logistics",
        "usage_question": "questions",
        "complaint": "again",
    }
)
"""Branch → the set of answers that the shop's people choose from."""


def cause_of(dice: Dice, product: Product) -> str:
    """Draw why a customer is unhappy with a product; a planted problem explains most of it."""
    if product.problem and dice.happens(0.85):
        return product.problem.cause
    if product.category in APPAREL:
        return dice.weighted(_APPAREL)
    return dice.weighted(_DEVICES if product.category in DEVICES else _ANY)


def code_of(store: str, cause: str, *, by_seller: bool = False) -> str:
    """Return the platform's reason code; seller-fulfilled returns on Amazon write it with a prefix."""
    if store != AMAZON:
        return SHOPIFY_REASONS[cause]
    return f"CR-{AMAZON_REASONS[cause]}" if by_seller else AMAZON_REASONS[cause]


def branch(cause: str) -> str:
    """Return the first level of a cause."""
    return cause.split(".", 1)[0]
