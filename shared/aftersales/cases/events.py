"""What happens in a dossier, as the case fold sees it: triggers, answers, settlements, acts of members."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from aftersales.cases.dossier import Dossier
from aftersales.records.action import Verb
from aftersales.records.after_sales import (
    Claim,
    ClaimStatus,
    RefundStatus,
    Resolution,
    Return,
    ReturnStatus,
    Review,
)
from aftersales.records.case import Trigger
from aftersales.records.fact import Fact
from aftersales.records.message import Author, Message
from aftersales.records.parcel import TROUBLE, Parcel, ParcelStatus
from aftersales.records.record import Entity, Instant
from aftersales.records.workspace import Settings


class Kind(StrEnum):
    """The kinds of events; the order of names here is the order of events at one instant."""

    TRIGGER = "1_trigger"
    ANSWER = "2_answer"
    AUTOMATIC = "2_automatic"
    SETTLED = "3_settled"
    ACTION = "4_action"


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `entity` ties a settlement to its trigger, `due_at` is a deadline that came with a trigger."""

    at: Instant
    kind: Kind
    entity: str
    trigger: Trigger | None = None
    record: Entity | None = None
    due_at: Instant | None = None


_RETURN_ENDED = frozenset({ReturnStatus.CLOSED, ReturnStatus.CANCELLED, ReturnStatus.DECLINED})
_CLAIM_ENDED = frozenset({ClaimStatus.WON, ClaimStatus.LOST, ClaimStatus.ACCEPTED, ClaimStatus.PREVENTED})


def events(dossier: Dossier, settings: Settings) -> list[Event]:
    """Return the dossier's events in the order in which they happened."""
    found: list[Event] = []
    for message in dossier.messages:
        found.extend(_of_message(message))
    for back in dossier.returns:
        found.extend(_of_return(back, dossier))
    for review in dossier.reviews:
        found.extend(_of_review(review, dossier.facts, settings))
    for claim in dossier.claims:
        found.extend(_of_claim(claim))
    for parcel in dossier.parcels:
        found.extend(_of_parcel(parcel, dossier.facts))
    found.extend(
        Event(request.requested_at, Kind.TRIGGER, _name(request), Trigger.PRIVACY, request, request.due_at)
        for request in dossier.privacy_requests
    )
    found.extend(Event(action.at, Kind.ACTION, _name(action), None, action) for action in dossier.actions)
    found.extend(
        Event(action.at, Kind.ANSWER, _name(action), None, action)
        for action in dossier.actions
        if action.verb is Verb.ANSWERED
    )
    return sorted(found, key=lambda event: (event.at, event.kind, event.entity))


def _name(record: Entity) -> str:
    return f"{type(record).__name__.lower()}:{record.store}/{record.key}"


def _of_message(message: Message) -> Iterator[Event]:
    if message.author is Author.CUSTOMER:
        yield Event(message.sent_at, Kind.TRIGGER, _name(message), Trigger.MESSAGE, message)
    elif message.author is Author.AGENT:
        yield Event(message.sent_at, Kind.ANSWER, _name(message), None, message)
    elif message.automation is not None:
        yield Event(message.sent_at, Kind.AUTOMATIC, _name(message), None, message)


def _of_return(back: Return, dossier: Dossier) -> Iterator[Event]:
    yield Event(back.requested_at, Kind.TRIGGER, _name(back), Trigger.RETURN, back)
    settled = _return_settled(back, dossier)
    if settled is not None:
        yield Event(max(settled, back.requested_at), Kind.SETTLED, _name(back))


def _return_settled(back: Return, dossier: Dossier) -> Instant | None:
    """A return is settled when the platform ended it, a person decided, or its money went back after the request."""
    if back.status in _RETURN_ENDED or back.resolution is not Resolution.OPEN:
        return back.updated_at
    refunds = [
        refund.settled_at or refund.created_at
        for refund in dossier.refunds
        if refund.status is RefundStatus.SETTLED and refund.created_at >= back.requested_at
    ]
    return min(refunds, default=None)


def _of_review(review: Review, facts: Iterable[Fact], settings: Settings) -> Iterator[Event]:
    """A review that ever had few stars is a case, even if it was edited before we first saw it."""
    versions = [
        fact.record
        for fact in facts
        if isinstance(fact.record, Review)
        and (fact.record.store, fact.record.key) == (review.store, review.key)
    ]
    if any(version.stars is not None and version.stars <= settings.negative_stars for version in versions):
        yield Event(review.posted_at, Kind.TRIGGER, _name(review), Trigger.REVIEW, review)
        if not review.visible or (review.stars is not None and review.stars > settings.negative_stars):
            yield Event(max(review.updated_at, review.posted_at), Kind.SETTLED, _name(review))


def _of_claim(claim: Claim) -> Iterator[Event]:
    yield Event(claim.opened_at, Kind.TRIGGER, _name(claim), Trigger.CLAIM, claim, claim.due_at)
    if claim.status in _CLAIM_ENDED:
        yield Event(max(claim.updated_at, claim.opened_at), Kind.SETTLED, _name(claim))


def _of_parcel(parcel: Parcel, facts: Iterable[Fact]) -> Iterator[Event]:
    """Trouble is dated by the first sign of it, in a scan or in a status; delivery or the end of tracking settles it."""
    states = [
        (fact.occurred_at, fact.record.status)
        for fact in facts
        if isinstance(fact.record, Parcel) and fact.record.key == parcel.key
    ]
    states += [(point.at, point.status) for point in parcel.checkpoints if point.at is not None]
    trouble = min((at for at, status in states if status in TROUBLE), default=None)
    if trouble is None:
        return
    yield Event(trouble, Kind.TRIGGER, _name(parcel), Trigger.PARCEL, parcel)
    if parcel.status is ParcelStatus.DELIVERED:
        yield Event(max(parcel.delivered_at or parcel.updated_at, trouble), Kind.SETTLED, _name(parcel))
