"""What happens after the sale: refunds, returns, replacements, claims, reviews, privacy requests."""

from enum import StrEnum
from typing import Literal

from aftersales.records.cause import Cause
from aftersales.records.money import Money
from aftersales.records.order import order_home
from aftersales.records.record import Entity, Instant, Record


class RefundStatus(StrEnum):
    """Whether the money has really moved."""

    PENDING = "pending"
    SETTLED = "settled"
    FAILED = "failed"


class RefundLine(Record):
    """Units and money of one order line within a refund."""

    line: str | None = None
    sku: str | None = None
    quantity: int
    amount: Money | None = None


class Refund(Entity):
    """Money given back; `goods` is product and tax, `shipping` freight, `total` all of it (goodwill included).

    A reversal (an appeal that was won) is a refund of its own with negative amounts. `form` is 'credit' where the customer
    got store credit instead of money. `purpose` is why it was paid, where the platform or a person says so.
    """

    kind: Literal["refund"] = "refund"
    order: str | None = None
    status: RefundStatus
    created_at: Instant
    settled_at: Instant | None = None
    total: Money
    goods: Money | None = None
    shipping: Money | None = None
    lines: tuple[RefundLine, ...] = ()
    returned: str | None = None
    reason: str = ""
    cause: Cause | None = None
    form: Literal["money", "credit"] = "money"
    purpose: Literal["goodwill", "cancellation", "stock_out", "claim"] | None = None

    @property
    def home(self) -> str:
        """Beside its order."""
        return order_home(self.store, self.order, f"refund:{self.store}/{self.key}")


class ReturnStatus(StrEnum):
    """How far a return has come."""

    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    RECEIVED = "received"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Resolution(StrEnum):
    """What the customer got for a return."""

    REFUND = "refund"
    EXCHANGE = "exchange"
    CREDIT = "credit"
    NOTHING = "nothing"
    OPEN = "open"


class ReturnLine(Record):
    """Units of one product that come back; `code` is the platform's own reason, `cause` ours by table."""

    line: str | None = None
    sku: str | None = None
    asin: str | None = None
    quantity: int
    received: int = 0
    code: str = ""
    cause: Cause | None = None
    comment: str = ""


class Return(Entity):
    """A return request and what became of it. A reception without a request (FBA) has `requested_at` = reception.

    `processed_at` is when the goods were inspected or put back on the shelf; `difference` what the customer paid on top for a
    dearer exchange (what is paid out for a cheaper one is a refund).
    """

    kind: Literal["return"] = "return"
    order: str | None = None
    status: ReturnStatus
    requested_at: Instant
    updated_at: Instant
    received_at: Instant | None = None
    lines: tuple[ReturnLine, ...]
    resolution: Resolution = Resolution.OPEN
    tracking_number: str | None = None
    processed_at: Instant | None = None
    difference: Money | None = None

    @property
    def home(self) -> str:
        """Beside its order; without one it waits in a home of its own and is never guessed to an order."""
        return order_home(self.store, self.order, f"return:{self.store}/{self.key}")


class Replacement(Entity):
    """A second parcel sent instead of a refund; `order` is the original order, `new_order` the replacement."""

    kind: Literal["replacement"] = "replacement"
    order: str | None = None
    new_order: str | None = None
    shipped_at: Instant
    sku: str | None = None
    asin: str | None = None
    quantity: int
    code: str = ""
    cause: Cause | None = None

    @property
    def home(self) -> str:
        """Beside the original order."""
        return order_home(self.store, self.order, f"replacement:{self.store}/{self.key}")


class ClaimStatus(StrEnum):
    """Who must move next in a dispute, or how it ended."""

    NEEDS_RESPONSE = "needs_response"
    UNDER_REVIEW = "under_review"
    WON = "won"
    LOST = "lost"
    ACCEPTED = "accepted"
    PREVENTED = "prevented"
    UNKNOWN = "unknown"


class Claim(Entity):
    """A chargeback, inquiry, A-to-z claim or platform dispute; `due_at` is the platform's own deadline if it gave one."""

    kind: Literal["claim"] = "claim"
    order: str | None = None
    form: Literal["chargeback", "inquiry", "a_to_z", "platform_dispute"]
    status: ClaimStatus
    opened_at: Instant
    updated_at: Instant
    amount: Money | None = None
    code: str = ""
    cause: Cause | None = None
    due_at: Instant | None = None

    @property
    def home(self) -> str:
        """Beside its order."""
        return order_home(self.store, self.order, f"claim:{self.store}/{self.key}")


class Review(Entity):
    """A product review or seller feedback; `stars` is None where the platform rates without stars.

    `verdict` is the word of a platform that rates in words (eBay); `copy_of` the key of the review that this one repeats elsewhere.
    """

    kind: Literal["review"] = "review"
    form: Literal["product", "seller_feedback"]
    order: str | None = None
    product: str | None = None
    sku: str | None = None
    asin: str | None = None
    market: str | None = None
    stars: int | None = None
    verdict: Literal["negative", "neutral", "positive"] | None = None
    copy_of: str | None = None
    title: str = ""
    text: str = ""
    author: str | None = None
    customer: str | None = None
    verified: bool = False
    visible: bool = True
    posted_at: Instant
    updated_at: Instant

    @property
    def home(self) -> str:
        """Beside its order where the platform tells it, else alone."""
        return order_home(self.store, self.order, f"review:{self.store}/{self.key}")


class PrivacyRequest(Entity):
    """A request to hand out or erase personal data, with the day by which it must be done."""

    kind: Literal["privacy_request"] = "privacy_request"
    form: Literal["export", "erase_customer", "erase_shop"]
    customer: str | None = None
    orders: tuple[str, ...] = ()
    requested_at: Instant
    due_at: Instant

    @property
    def home(self) -> str:
        """A request stands alone: it concerns a person, not one order."""
        return f"privacy:{self.store}/{self.key}"
