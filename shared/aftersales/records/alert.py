"""Alerts: a figure that passed a threshold, what it rests on, and what became of it."""

from enum import StrEnum

from aftersales.records.record import Instant, Record, WorkspaceId


class Severity(StrEnum):
    """CONFIRMED when the whole interval lies above the threshold, WATCH when only the value does."""

    CONFIRMED = "confirmed"
    WATCH = "watch"


class Alert(Record):
    """A product whose return rate is too high.

    `id` is `return_rate:<sku>:<day it was opened>`; at most one alert of a product is open. `value`, `low`, `high` and `threshold`
    are shares; `evidence` names returned order lines as `<entity> <home>`, newest first. `mailed_at` is set once, at confirmation.
    """

    workspace: WorkspaceId
    id: str
    metric: str
    sku: str
    title: str | None = None
    severity: Severity
    value: float
    low: float
    high: float
    numerator: int
    denominator: int
    threshold: float
    first_day: str
    last_day: str
    cause: str | None = None
    cause_units: int = 0
    evidence: tuple[str, ...] = ()
    opened_at: Instant
    updated_at: Instant
    mailed_at: Instant | None = None
    closed_at: Instant | None = None

    @property
    def is_open(self) -> bool:
        """Whether the product is still above the threshold."""
        return self.closed_at is None
