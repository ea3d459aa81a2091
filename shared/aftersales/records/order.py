"""Orders and their lines, as every platform's order is understood."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from aftersales.records.money import Money
from aftersales.records.record import Entity, Instant, Record


class OrderStatus(StrEnum):
    """How far an order has come."""

    PENDING = "pending"
    PAID = "paid"
    PART_SHIPPED = "part_shipped"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class Consent(StrEnum):
    """Whether the customer agreed to marketing mail."""

    GIVEN = "given"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Customer(Record):
    """Who bought; `key` identifies the person within the workspace (see `aftersales.customers`)."""

    key: str
    platform_id: str | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    locale: str | None = None
    consent: Consent = Consent.UNKNOWN


class OrderLine(Record):
    """One line of an order; quantities are units, `price` is the unit price including tax where the platform gives it so."""

    key: str
    sku: str | None = None
    asin: str | None = None
    product: str | None = None
    title: str | None = None
    ordered: int
    shipped: int = 0
    cancelled: int = 0
    price: Money | None = None


class Order(Entity):
    """The newest known state of an order; `market` is the ISO country the goods go to.

    `ship_by` is the promised cut-off for handing it over, `warehouse` who has to do that (a 3PL or an own place).
    """

    kind: Literal["order"] = "order"
    number: str
    placed_at: Instant
    updated_at: Instant
    status: OrderStatus
    paid: bool = False
    currency: str | None = None
    total: Money | None = None
    market: str | None = None
    channel: str
    customer: Customer | None = None
    lines: tuple[OrderLine, ...] = ()
    tracking_numbers: tuple[str, ...] = ()
    deliver_from: Instant | None = None
    deliver_until: Instant | None = None
    ship_by: Instant | None = None
    warehouse: str | None = None
    replaces: str | None = None
    is_test: bool = False

    @property
    def home(self) -> str:
        """The order's own partition."""
        return f"order:{self.store}/{self.key}"

    @property
    def aliases(self) -> Iterable[str]:
        """The number that buyers quote, and the parcels on their way."""
        yield f"number:{self.store}/{self.number}"
        yield from (f"parcel:{number}" for number in self.tracking_numbers)


def order_home(store: str, order: str | None, otherwise: str) -> str:
    """Return the home of a fact about an order, or `otherwise` where the platform names no order."""
    return f"order:{store}/{order}" if order else otherwise
