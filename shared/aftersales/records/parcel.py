"""Parcels: a normalised status over every carrier's and aggregator's words."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from aftersales.records.record import Entity, Instant, Record


class ParcelStatus(StrEnum):
    """Where a parcel is; UNKNOWN stands for words that no table knows yet."""

    REGISTERED = "registered"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    AWAITING_PICKUP = "awaiting_pickup"
    DELIVERED = "delivered"
    FAILED_ATTEMPT = "failed_attempt"
    EXCEPTION = "exception"
    STALLED = "stalled"
    RETURNING = "returning"
    RETURNED = "returned"
    LOST = "lost"
    DAMAGED = "damaged"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


TROUBLE = frozenset(
    {
        ParcelStatus.FAILED_ATTEMPT,
        ParcelStatus.EXCEPTION,
        ParcelStatus.STALLED,
        ParcelStatus.RETURNING,
        ParcelStatus.RETURNED,
        ParcelStatus.LOST,
        ParcelStatus.DAMAGED,
    }
)
"""States in which a person should look at the parcel."""


class Checkpoint(Record):
    """One scan; `at` is absent where the carrier gave a local time without a zone."""

    at: Instant | None = None
    status: ParcelStatus
    code: str
    text: str = ""
    place: str = ""


class Parcel(Entity):
    """A parcel's newest known state; `key` is the tracking number, `order` the store's order id where it is told.

    `held_by` says that something held it up which no carrier answers for; once told, it holds for the whole journey.
    """

    kind: Literal["parcel"] = "parcel"
    order: str | None = None
    carrier: str | None = None
    status: ParcelStatus
    code: str = ""
    leg: Literal["outbound", "return"] = "outbound"
    market: str | None = None
    updated_at: Instant
    shipped_at: Instant | None = None
    delivered_at: Instant | None = None
    expected_at: Instant | None = None
    checkpoints: tuple[Checkpoint, ...] = ()
    held_by: Literal["weather", "customs"] | None = None

    @property
    def home(self) -> str:
        """Parcels live under their tracking number: carriers know nothing else."""
        return f"parcel:{self.key}"

    @property
    def aliases(self) -> Iterable[str]:
        """A parcel knows no other homes; orders announce their parcels."""
        return ()
