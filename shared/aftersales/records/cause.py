"""The one tree of causes, two levels, for messages, returns, reviews, claims and parcels alike."""

import re
from enum import StrEnum

_OWN = re.compile(r"(?P<branch>[a-z_]+)\.own_[a-z0-9_]{1,40}")


class Cause(StrEnum):
    """A leaf `branch.leaf`, or a branch alone where nothing finer is known; the tree's version is CAUSES_VERSION.

    Sellers grow leaves of their own, `branch.own_<slug>`: values of this type that are not among its members. Which of them
    exist is said by the workspace's settings (see `taxonomy`), so a fact can be read without them. Compare those with `==`.
    """

    QUALITY = "quality"
    QUALITY_DEFECTIVE = "quality.defective"
    QUALITY_MATERIAL = "quality.material"
    QUALITY_PILLING = "quality.pilling"
    QUALITY_BATTERY = "quality.battery"
    QUALITY_BROKE_EARLY = "quality.broke_early"
    SIZE_FIT = "size_fit"
    SIZE_TOO_SMALL = "size_fit.too_small"
    SIZE_TOO_LARGE = "size_fit.too_large"
    NOT_AS_DESCRIBED = "not_as_described"
    NOT_AS_DESCRIBED_COLOUR = "not_as_described.colour"
    NOT_AS_DESCRIBED_INCOMPATIBLE = "not_as_described.incompatible"
    DAMAGED_IN_TRANSIT = "damaged_in_transit"
    LOST_OR_LATE = "lost_or_late"
    LOST_OR_LATE_LOST = "lost_or_late.lost"
    LOST_OR_LATE_LATE = "lost_or_late.late"
    LOST_OR_LATE_CUSTOMS = "lost_or_late.customs"
    LOST_OR_LATE_UNDELIVERABLE = "lost_or_late.undeliverable"
    WRONG_ITEM = "wrong_item"
    MISSING_PARTS = "missing_parts"
    USAGE_QUESTION = "usage_question"
    ORDER_STATUS = "order_status"
    REFUND_OR_RETURN_WISH = "refund_or_return_wish"
    CHANGED_MIND = "refund_or_return_wish.changed_mind"
    BETTER_PRICE = "refund_or_return_wish.better_price"
    COMPLAINT = "complaint"
    COMPLAINT_FRAUD = "complaint.fraud"
    STOCK_OUT = "other.stock_out"
    OTHER = "other"

    @classmethod
    def _missing_(cls, value: object) -> "Cause | None":
        found = _OWN.fullmatch(value) if isinstance(value, str) else None
        if found is None or found["branch"] not in cls._value2member_map_:
            return None
        own = str.__new__(cls, found.string)
        own._name_ = own._value_ = found.string
        return own

    @property
    def is_own(self) -> bool:
        """Whether a seller has added this leaf."""
        return ".own_" in self.value

    @property
    def branch(self) -> "Cause":
        """The first level of this cause."""
        return Cause(self.value.split(".", 1)[0])


CAUSES_VERSION = 1
