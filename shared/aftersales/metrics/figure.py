"""A figure: a value that says what it is made of, how sure it is, and, where there is none, why."""

from enum import StrEnum

from aftersales.metrics.period import Period
from aftersales.metrics.statistics import Interval
from aftersales.records.record import Instant, Record


class Reason(StrEnum):
    """Why there is no value."""

    NO_DENOMINATOR = "no_denominator"
    DENOMINATOR_NOT_GIVEN = "denominator_not_given"
    NO_SURVEYS = "no_surveys"
    NO_RATE = "no_rate"
    UNCLASSIFIED = "unclassified"
    NOT_TOLD = "not_told"
    NOT_BY_THIS_DIMENSION = "not_by_this_dimension"


class Maturity(StrEnum):
    """Why a figure may still move."""

    RUNNING = "running"
    LATE_FACTS = "late_facts"
    RETURN_WINDOW = "return_window"
    CONNECTION_BEHIND = "connection_behind"


class Unit(StrEnum):
    """What a value is counted in; SHARE is 0–1, RATE is per so many as the contract scales to."""

    SHARE = "share"
    HOURS = "hours"
    COUNT = "count"
    STARS = "stars"
    SCORE = "score"
    MONEY = "money"
    RATE = "rate"


class Figure(Record):
    """One number. `numerator` and `denominator` are sums over rows; durations have n in `denominator` and no numerator.

    `key` is the part it belongs to where a metric is split (a cause, a currency, a SKU). `tail` is a duration's 90th percentile,
    `business` its median on the business calendar (None without a calendar). `squares` is Σ value² of a mean, for its interval.
    `complete_through` is how far the slowest connection had come.
    """

    metric: str
    unit: Unit
    period: Period
    as_of: Instant
    key: str | None = None
    value: float | None = None
    numerator: float | None = None
    denominator: float = 0
    interval: Interval | None = None
    tail: float | None = None
    business: float | None = None
    squares: float | None = None
    reason: Reason | None = None
    enough: bool = False
    maturity: tuple[Maturity, ...] = ()
    complete_through: Instant | None = None

    @property
    def provisional(self) -> bool:
        """Whether later facts are expected to move the value."""
        return bool(self.maturity)


class Filters(Record):
    """Which part of the workspace a figure speaks of; empty means all of it.

    A branch as `cause` means all its leaves, with a full stop behind it what lies in none of them; `part` is one of those that a
    metric names itself (stars, kinds of refunds).
    """

    sku: str | None = None
    store: str | None = None
    market: str | None = None
    platform: str | None = None
    channel: str | None = None
    agent: str | None = None
    cause: str | None = None
    carrier: str | None = None
    part: str | None = None

    @property
    def chosen_part(self) -> str | None:
        """The part of a share that is asked for: a part by name, or a cause."""
        return self.part or self.cause

    @property
    def given(self) -> dict[str, str]:
        """The dimensions that are restricted."""
        return {name: value for name, value in self if value is not None}


class RecordRow(Record):
    """One record behind a figure: its entity, the dossier it lies in, and what it adds to numerator and denominator."""

    entity: str
    home: str
    label: str
    at: Instant
    numerator: float
    denominator: float
    sku: str | None = None
    store: str | None = None
    market: str | None = None
    platform: str | None = None
    channel: str | None = None
    agent: str | None = None
    cause: str | None = None
    carrier: str | None = None
    business: float | None = None
    key: str | None = None
