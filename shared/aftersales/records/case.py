"""A case: one customer problem, folded from the facts of a dossier."""

from enum import StrEnum
from typing import Literal

from aftersales.records.action import Discard
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
    """One opening and, if it came to that, its resolution.

    `agent` is who gets the credit: the person who resolved it, else (a settlement, a long silence) who answered last in it.
    `is_automatic` is set where no person resolved it.
    """

    opened_at: Instant
    resolved_at: Instant | None = None
    agent: str | None = None
    is_automatic: bool = False


class Outcome(StrEnum):
    """How a contact ended: by a person's reply, by the end of the case without one, or because it needed none."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    WAIVED = "waived"


class Contact(Record):
    """A run of customer messages without an agent's reply in between; it waits since the first of them.

    `cycle` counts from 1; `priority` is that of the case when the run began; `agent` is who replied, where that is known.
    `auto_answered_at` is the first reply by one of our machines.
    """

    cycle: int
    channel: str
    priority: Literal[1, 2, 3, 4]
    asked_at: Instant
    last_asked_at: Instant
    messages: int = 1
    auto_answered_at: Instant | None = None
    ended_at: Instant | None = None
    outcome: Outcome | None = None
    agent: str | None = None


class Said(Record):
    """One reply by a person, in a conversation or marked as given elsewhere (then `channel` is None)."""

    at: Instant
    cycle: int
    agent: str | None = None
    channel: str | None = None


class Turn(Record):
    """From `at` on the case was in `state`."""

    at: Instant
    state: CaseState


class Assignment(Record):
    """From `at` on the case was `agent`'s, or nobody's."""

    at: Instant
    cycle: int
    agent: str | None = None


class Label(Record):
    """A person's judgement of the cause, or, without `cause`, that the one before it does not hold."""

    at: Instant
    member: str
    cause: Cause | None = None


class Case(Record):
    """A case as the inbox and the figures see it.

    `home` is the dossier's root, `number` counts the cases of a dossier from 1; `seen` is how many facts were folded, so that a
    fold over more facts supersedes one over fewer. `due_at` is the earliest open deadline. Times are UTC.
    `first_answer_at` is the reply to the first question, if it came before the case was closed; `handed_off_at` is when a bot last
    passed the customer on before it. `engine_cause` is what an engine made of it, whatever a person said. A case with `discard` is
    in no figure. `draft` is how far an answer has come that somebody still has to finish. `homes` are all partitions
    that its dossier was folded from.
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
    draft: Literal["draft", "in_review", "approved", "refused"] | None = None
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
    handed_off_at: Instant | None = None
    contacts: tuple[Contact, ...] = ()
    replies: tuple[Said, ...] = ()
    turns: tuple[Turn, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    labels: tuple[Label, ...] = ()
    engine_cause: Cause | None = None
    discard: Discard | None = None
    homes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Unique within the workspace: the dossier's home and the case's number."""
        return f"{self.home}#{self.number}"

    def is_overdue(self, now: Instant) -> bool:
        """Whether a customer waits past the deadline."""
        return self.state is CaseState.WAITING and self.due_at is not None and self.due_at < now
