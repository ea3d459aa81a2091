"""Alerts: what a rule saw, how sure it is, what it rests on, what would end it, and what people did about it."""

from enum import StrEnum

from pydantic import Field

from aftersales.records.alert_rule import Watch
from aftersales.records.record import Instant, Record, WorkspaceId


class Severity(StrEnum):
    """CONFIRMED when the whole interval has passed the threshold (or the adjusted p is small), WATCH when only the value has."""

    CONFIRMED = "confirmed"
    WATCH = "watch"


class Finding(Record):
    """What a rule saw about one subject at one look.

    `subject` names what was judged ("LAMP", "shop / LAMP", a term); `filters` lead to its rows. `value`, `low`, `high`, `before`
    and `threshold` are in `unit` (as of the metric's contract); a median has n in `denominator` and no numerator. `p` is adjusted
    for `family` tests made together. So many units fewer (`above`: the value is too high) or more of the same `denominator` end
    the alert: `to_close`; with `to_ease` of them it would no longer be sure. Days are local, `last_day` is not included.
    `evidence` names records as "<entity> <home>", newest first. `term` and `language` are given for words of customers.
    """

    rule: str
    watch: Watch
    severity: Severity
    metric: str = ""
    subject: str
    filters: dict[str, str] = Field(default_factory=dict)
    title: str | None = None
    unit: str = "share"
    above: bool = True
    value: float
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float
    threshold: float | None = None
    before: float | None = None
    before_numerator: float | None = None
    before_denominator: float | None = None
    p: float | None = None
    family: int | None = None
    term: str | None = None
    language: str | None = None
    to_close: int | None = None
    to_ease: int | None = None
    first_day: str
    last_day: str
    cause: str | None = None
    cause_units: int = 0
    evidence: tuple[str, ...] = ()


class Alert(Record):
    """A finding that is followed up; at most one alert of a rule and subject is open.

    `severity` is the highest while it is open. `mailed_at` is set when it is told, and taken back when a snooze begins, so that it
    is told once more afterwards. `back_since` is the first look that found the figure back; an alert closes when a look on a later
    day finds the same. `closed_by` is the person who closed it: then the subject stays silent until the figure was back once.
    `revision` counts how often it was kept.
    """

    workspace: WorkspaceId
    id: str
    finding: Finding
    severity: Severity
    owner: str | None = None
    opened_at: Instant
    updated_at: Instant
    mailed_at: Instant | None = None
    snoozed_until: Instant | None = None
    snoozes: int = 0
    back_since: Instant | None = None
    closed_at: Instant | None = None
    closed_by: str | None = None
    revision: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is neither over nor closed."""
        return self.closed_at is None

    @property
    def is_muting(self) -> bool:
        """Whether a person closed it while the figure was still bad: that person's word stands until it is back."""
        return self.closed_by is not None and self.back_since is None

    def is_snoozed(self, now: Instant) -> bool:
        """Whether it is to be left alone for the time being."""
        return self.is_open and self.snoozed_until is not None and now < self.snoozed_until
