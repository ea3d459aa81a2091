"""A case: one customer problem, folded from the facts of a dossier."""

from enum import StrEnum
from typing import Literal

from aftersales.records.cause import Cause
from aftersales.records.money import Money
from aftersales.records.record import Instant, Record, WorkspaceId


class CaseState(StrEnum):
    """Whose turn it is: WAITING for us, ANSWERED (the customer's turn), or RESOLVED."""

    WAITING = "waiting"
    ANSWERED = "answered"
    RESOLVED = "resolved"


class Trigger(StrEnum):
    """What opened or joined a case."""

    MESSAGE = "message"
    RETURN = "return"
    REVIEW = "review"
    CLAIM = "claim"
    PARCEL = "parcel"
    PRIVACY = "privacy"


class Queue(StrEnum):
    """The work queue of a case, chosen by rule."""

    LOGISTICS = "logistics"
    RETURNS = "returns"
    QUALITY = "quality"
    COMPLAINTS = "complaints"
    QUESTIONS = "questions"
    PRIVACY = "privacy"
    REVIEW_NEEDED = "review_needed"


class Cycle(Record):
    """One opening and, if it came to that, its resolution."""

    opened_at: Instant
    resolved_at: Instant | None = None


class Case(Record):
    """A case as the inbox and the figures see it.

    `home` is the dossier's root, `number` counts the cases of a dossier from 1; `seen` is how many facts were folded, so that a
    fold over more facts supersedes one over fewer. `due_at` is the earliest open deadline. Times are UTC.
    """

    workspace: WorkspaceId
    home: str
    number: int
    seen: int
    state: CaseState
    triggers: tuple[Trigger, ...]
    queue: Queue
    priority: Literal[1, 2, 3, 4]
    cause: Cause | None = None
    cause_source: Literal["person", "platform", "engine"] | None = None
    cause_confidence: float | None = None
    sentiment: str | None = None
    urgency: Literal["high", "normal", "low"]
    platform: str
    store: str
    market: str | None = None
    language: str | None = None
    signals: tuple[str, ...] = ()
    order: str | None = None
    order_number: str | None = None
    order_total: Money | None = None
    customer: str | None = None
    customer_name: str | None = None
    skus: tuple[str, ...] = ()
    stars: int | None = None
    title: str
    excerpt: str = ""
    owner: str | None = None
    opened_at: Instant
    updated_at: Instant
    cycles: tuple[Cycle, ...]
    follow_up_of: int | None = None
    waiting_since: Instant | None = None
    due_at: Instant | None = None
    first_asked_at: Instant | None = None
    first_answer_at: Instant | None = None
    resolved_at: Instant | None = None

    @property
    def id(self) -> str:
        """Unique within the workspace: the dossier's home and the case's number."""
        return f"{self.home}#{self.number}"

    def is_overdue(self, now: Instant) -> bool:
        """Whether a customer waits past the deadline."""
        return self.state is CaseState.WAITING and self.due_at is not None and self.due_at < now
