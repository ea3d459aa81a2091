"""The shapes of the simulated world. All times are aware UTC; all amounts are minor units of the order's currency."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from infra.local.seller.catalogue import Product
from infra.local.seller.markets import Market
from infra.local.seller.people import Person

Fate = Literal["requested", "approved", "declined", "cancelled", "received"]
PrivacyForm = Literal["customers/data_request", "customers/redact"]
Author = Literal["customer", "agent", "receipt", "absence"]
Outcome = Literal["refund", "exchange"]


@dataclass(frozen=True, slots=True)
class Line:
    """Units of one product within an order; `shipped` is what really left the house."""

    id: int
    product: Product
    quantity: int
    price: int
    shipped: int


@dataclass(frozen=True, slots=True)
class Scan:
    """One carrier event: 17TRACK's status and sub-status, words of the carrier, place."""

    at: datetime
    status: str
    sub_status: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel and all its scans, oldest first."""

    number: str
    shipped_at: datetime
    scans: tuple[Scan, ...]
    delivered_at: datetime | None
    promised_at: datetime


@dataclass(frozen=True, slots=True)
class Returned:
    """Units of one line that come back: the platform's reason code, our cause, the customer's words."""

    line: Line
    quantity: int
    code: str
    cause: str
    comment: str


@dataclass(frozen=True, slots=True)
class Return:
    """A return: `steps` are (moment, fate); a fulfilment centre tells only the reception."""

    id: int
    lines: tuple[Returned, ...]
    requested_at: datetime
    steps: tuple[tuple[datetime, Fate], ...]
    outcome: Outcome | None
    resolved_at: datetime | None
    tracking: str
    by_amazon: bool = False

    @property
    def fate(self) -> Fate:
        """Return how far the return has come."""
        return self.steps[-1][1]

    @property
    def counts(self) -> bool:
        """Return whether it is counted as requested: declined ones are, cancelled ones are not."""
        return self.fate != "cancelled"


@dataclass(frozen=True, slots=True)
class RefundedLine:
    """Units and money of one line within a refund."""

    line: Line
    quantity: int
    amount: int


@dataclass(frozen=True, slots=True)
class Refund:
    """Money given back; without lines it is goodwill. `settled` is False while a payment hangs."""

    id: int
    at: datetime
    amount: int
    lines: tuple[RefundedLine, ...]
    returned: int | None
    reason: str
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """A dispute with the bank: reason code, states by time, deadline for evidence."""

    id: int
    reason: str
    amount: int
    states: tuple[tuple[datetime, str], ...]
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Words:
    """One message of a conversation; `sentences` are in the writer's language and make up the text.

    A receipt is the shop's machine, an absence note the customer's: neither is an answer.
    """

    at: datetime
    author: Author
    subject: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """One exchange of mails; `named` says whether the order number occurs in it."""

    id: str
    store: str
    market: Market
    person: Person
    language: str
    cause: str
    named: bool
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A review at one moment: stars, words, and whether it can be seen."""

    at: datetime
    stars: int
    sentences: tuple[str, ...]
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Review:
    """A product review in the WooCommerce store with all its states, oldest first."""

    id: int
    product: Product
    person: Person
    verified: bool
    cause: str
    states: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """Seller feedback on Amazon; the report names neutral and negative ones only."""

    at: datetime
    rating: int
    comment: str


@dataclass(frozen=True, slots=True)
class Privacy:
    """A customer's request under privacy law, as Shopify passes it on."""

    id: int
    at: datetime
    form: PrivacyForm


@dataclass(slots=True)
class Order:
    """An order with everything that happened to it until the world's end."""

    index: int
    market: Market
    id: str
    number: str
    placed_at: datetime
    person: Person
    lines: tuple[Line, ...]
    by_amazon: bool = False
    is_test: bool = False
    replaces: str | None = None
    replacement_code: str = ""
    cancelled_at: datetime | None = None
    shipped_at: datetime | None = None
    parcel: Parcel | None = None
    returns: list[Return] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    conversation: Conversation | None = None
    feedback: Feedback | None = None
    privacy: Privacy | None = None

    @property
    def total(self) -> int:
        """Return what the customer paid, tax included; shipping is free and replacements cost nothing."""
        return 0 if self.replaces else sum(line.price * line.quantity for line in self.lines)

    @property
    def paid(self) -> bool:
        """Return whether it was paid: cancellations here happen before the money is taken."""
        return self.cancelled_at is None

    @property
    def counted(self) -> bool:
        """Return whether the order belongs to rates at all."""
        return not (self.is_test or self.replaces or self.cancelled_at)


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Half a year of the demo seller: `start` and `end` bound what has happened (`end` excluded). Each world equals only itself."""

    seed: int
    start: datetime
    end: datetime
    orders: tuple[Order, ...]
    reviews: tuple[Review, ...]
