"""What a case costs, and what is got back of it."""

from enum import StrEnum
from typing import Literal

from aftersales.records.money import Money
from aftersales.records.order import order_home
from aftersales.records.record import Entity, Instant


class Component(StrEnum):
    """What money is spent on; the last three are money that comes back."""

    GOODS = "goods"
    GOODWILL = "goodwill"
    RETURN_FREIGHT = "return_freight"
    RESHIP = "reship"
    DUTY = "duty"
    PLATFORM_FEE = "platform_fee"
    LABOUR = "labour"
    TOOL = "tool"
    CARRIER_CLAIM = "carrier_claim"
    REIMBURSEMENT = "reimbursement"
    RESALE = "resale"


class Cost(Entity):
    """One amount spent on, or (CARRIER_CLAIM, REIMBURSEMENT, RESALE) recovered from, the after-sales of an order; never negative.

    Labour may be told in `minutes`, which the workspace's rate turns into money; every other component has an `amount`.
    """

    kind: Literal["cost"] = "cost"
    order: str | None = None
    component: Component
    incurred_at: Instant
    amount: Money | None = None
    minutes: float | None = None
    sku: str | None = None

    @property
    def home(self) -> str:
        """Beside its order."""
        return order_home(self.store, self.order, f"cost:{self.store}/{self.key}")


class CarrierClaim(Entity):
    """Money asked of a carrier for a lost or damaged parcel, and what became of it; `parcel` is the tracking number."""

    kind: Literal["carrier_claim"] = "carrier_claim"
    order: str | None = None
    parcel: str
    carrier: str | None = None
    status: Literal["filed", "accepted", "refused"]
    filed_at: Instant
    decided_at: Instant | None = None
    claimed: Money
    recovered: Money | None = None

    @property
    def home(self) -> str:
        """Beside its order, else beside its parcel."""
        return order_home(self.store, self.order, f"parcel:{self.parcel}")
