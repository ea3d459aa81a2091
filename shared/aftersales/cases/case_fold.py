"""Folds the events of a dossier into its cases: opening, joining, answering, resolving, reopening."""

from dataclasses import dataclass, field
from datetime import timedelta

from aftersales.cases.dossier import Dossier
from aftersales.cases.events import Event, Kind, events
from aftersales.cases.routing import is_high_value, judge, priority_of, queue_of, reading_of
from aftersales.records.action import Action, Verb
from aftersales.records.after_sales import PrivacyRequest, Return, Review
from aftersales.records.case import Case, CaseState, Cycle, Trigger
from aftersales.records.message import Message
from aftersales.records.parcel import Parcel
from aftersales.records.record import Entity, Instant
from aftersales.records.understanding import Understanding
from aftersales.records.workspace import Settings

COMPLAINT_SIGNALS = frozenset({"complaint", "review_threat", "legal", "safety"})
THANKS = "thanks"
_CARRIED = (
    "opened_at",
    "updated_at",
    "follow_up_of",
    "waiting_since",
    "first_asked_at",
    "first_answer_at",
    "resolved_at",
    "owner",
)
"""Fields of a finished case that the draft holds under the same name."""


@dataclass(slots=True)
class _Draft:
    """A case while it is being folded. `unanswered` maps entities that wait for us to their own deadline, if they have one."""

    number: int
    opened_at: Instant
    updated_at: Instant
    follow_up_of: int | None = None
    cycles: list[Cycle] = field(default_factory=list)
    records: list[Entity] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    open_things: dict[str, Instant | None] = field(default_factory=dict)
    has_conversation: bool = False
    waiting_since: Instant | None = None
    first_asked_at: Instant | None = None
    first_answer_at: Instant | None = None
    owner: str | None = None
    resolved_at: Instant | None = None


def fold_cases(dossier: Dossier, seen: int, settings: Settings) -> tuple[Case, ...]:
    """Return the dossier's cases, oldest first."""
    drafts: list[_Draft] = []
    for event in events(dossier, settings):
        _apply(event, drafts, dossier, settings)
    return tuple(_finish(draft, dossier, seen, settings) for draft in drafts)


def _apply(event: Event, drafts: list[_Draft], dossier: Dossier, settings: Settings) -> None:
    if event.kind is Kind.TRIGGER:
        _trigger(event, drafts, dossier, settings)
    elif drafts:
        draft = drafts[-1]
        draft.updated_at = max(draft.updated_at, event.at)
        if event.kind is Kind.ANSWER:
            _answer(draft, event)
        elif event.kind is Kind.SETTLED:
            _settle(draft, event)
        elif isinstance(event.record, Action):
            _act(draft, event.record)


def _trigger(event: Event, drafts: list[_Draft], dossier: Dossier, settings: Settings) -> None:
    draft = drafts[-1] if drafts else None
    if draft is not None and draft.resolved_at is not None:
        if _only_thanks(event, dossier):
            draft.updated_at = max(draft.updated_at, event.at)
            return
        if event.at - draft.resolved_at <= timedelta(days=settings.reopen_days):
            draft.resolved_at = None
            draft.cycles.append(Cycle(opened_at=event.at))
        else:
            draft = None
    if draft is None:
        before = drafts[-1].number if drafts else None
        draft = _Draft(len(drafts) + 1, event.at, event.at, before, [Cycle(opened_at=event.at)])
        drafts.append(draft)
    _join(draft, event, settings)


def _join(draft: _Draft, event: Event, settings: Settings) -> None:
    draft.updated_at = max(draft.updated_at, event.at)
    if event.record is not None:
        draft.records.append(event.record)
    if event.trigger is not None and event.trigger not in draft.triggers:
        draft.triggers.append(event.trigger)
    if event.trigger is Trigger.MESSAGE:
        draft.has_conversation = True
        draft.first_asked_at = draft.first_asked_at or event.at
        # A second message does not restart the clock: the first one is what has been waiting.
        draft.waiting_since = draft.waiting_since or event.at
        draft.open_things.setdefault(
            "conversation", draft.waiting_since + timedelta(hours=settings.first_answer_hours)
        )
    else:
        draft.open_things[event.entity] = event.due_at


def _only_thanks(event: Event, dossier: Dossier) -> bool:
    """A bare thank-you does not reopen a case."""
    reading = reading_of(event.record, dossier) if event.record else None
    return reading is not None and THANKS in reading.signals


def _answer(draft: _Draft, event: Event) -> None:
    draft.open_things.pop("conversation", None)
    draft.waiting_since = None
    if draft.first_asked_at is not None and draft.first_answer_at is None:
        draft.first_answer_at = event.at


def _settle(draft: _Draft, event: Event) -> None:
    draft.open_things.pop(event.entity, None)
    if not draft.open_things and not draft.has_conversation:
        _resolve(draft, event.at)


def _resolve(draft: _Draft, at: Instant) -> None:
    if draft.resolved_at is None:
        draft.resolved_at = at
        draft.cycles[-1] = draft.cycles[-1].having(resolved_at=at)
        draft.open_things.clear()
        draft.waiting_since = None


def _act(draft: _Draft, action: Action) -> None:
    draft.actions.append(action)
    if action.verb is Verb.ASSIGNED:
        draft.owner = action.owner
    elif action.verb is Verb.RESOLVED:
        _resolve(draft, action.at)
    elif action.verb is Verb.REOPENED and draft.resolved_at is not None:
        draft.resolved_at = None
        draft.cycles.append(Cycle(opened_at=action.at))
        draft.open_things["reopened"] = None


def _state(draft: _Draft) -> CaseState:
    if draft.resolved_at is not None:
        return CaseState.RESOLVED
    return CaseState.WAITING if draft.open_things else CaseState.ANSWERED


def _finish(draft: _Draft, dossier: Dossier, seen: int, settings: Settings) -> Case:
    judgement = judge(draft.records, draft.actions, dossier)
    readings = [reading for record in draft.records if (reading := reading_of(record, dossier))]
    urgent = any(reading.urgency == "high" for reading in readings)
    triggers = set(draft.triggers)
    complains = any(COMPLAINT_SIGNALS & set(reading.signals) for reading in readings)
    queue = queue_of(judgement.cause, triggers, complains=complains)
    return Case.model_validate(
        {
            "workspace": dossier.workspace,
            "home": dossier.home,
            "number": draft.number,
            "seen": seen,
            "state": _state(draft),
            "triggers": tuple(draft.triggers),
            "queue": queue,
            "priority": priority_of(
                queue, triggers, urgent=urgent, high_value=is_high_value(dossier, settings)
            ),
            "cause": judgement.cause,
            "cause_source": judgement.source,
            "cause_confidence": judgement.confidence,
            "urgency": "high" if urgent else "normal",
            "cycles": tuple(draft.cycles),
            "due_at": min((due for due in draft.open_things.values() if due is not None), default=None),
            **{name: getattr(draft, name) for name in _CARRIED},
            **_described(draft, dossier, readings),
        }
    )


def _described(draft: _Draft, dossier: Dossier, readings: list[Understanding]) -> dict[str, object]:
    """What the inbox shows of the people, goods and words of a case."""
    order = dossier.order
    first = draft.records[0]
    source = next(
        fact for fact in dossier.facts if fact.record.store == first.store and fact.record.key == first.key
    )
    messages = [record for record in draft.records if isinstance(record, Message)]
    reviews = [record for record in draft.records if isinstance(record, Review)]
    named = next((message.customer_name for message in messages if message.customer_name), None)
    return {
        "platform": next((fact.platform for fact in dossier.facts if fact.record == order), source.platform),
        "store": order.store if order else first.store,
        "market": order.market if order else getattr(first, "market", None),
        "language": next((reading.language for reading in readings if reading.language), None),
        "sentiment": readings[0].sentiment if readings else None,
        "signals": tuple(sorted({signal for reading in readings for signal in reading.signals})),
        "order": order.key if order else getattr(first, "order", None),
        "order_number": order.number
        if order
        else next((m.order_number for m in messages if m.order_number), None),
        "order_total": order.total if order else None,
        "customer": _customer(draft.records, dossier),
        "customer_name": order.customer.name if order and order.customer and order.customer.name else named,
        "skus": _skus(draft.records, dossier),
        "stars": min((review.stars for review in reviews if review.stars is not None), default=None),
        "title": next((title for record in draft.records if (title := _title(record, dossier))), ""),
        "excerpt": next((text for record in draft.records if (text := _text(record))), "")[:160],
    }


def _customer(records: list[Entity], dossier: Dossier) -> str | None:
    if dossier.order and dossier.order.customer:
        return dossier.order.customer.key
    keys = (
        record.customer
        for record in records
        if isinstance(record, Message | Review | PrivacyRequest) and record.customer
    )
    return next(keys, None)


def _skus(records: list[Entity], dossier: Dossier) -> tuple[str, ...]:
    """The goods that the case itself names, else all goods of the order."""
    named = {
        line.sku for record in records if isinstance(record, Return) for line in record.lines if line.sku
    }
    named |= {record.sku for record in records if isinstance(record, Review) and record.sku}
    if not named and dossier.order:
        named = {line.sku for line in dossier.order.lines if line.sku}
    return tuple(sorted(named))


def _title(record: Entity, dossier: Dossier) -> str:
    """What a record is called: a subject, a review's title, a tracking number, the goods that come back."""
    if isinstance(record, Message):
        return record.subject
    if isinstance(record, Review) and record.title:
        return record.title
    if isinstance(record, Parcel):
        return record.key
    skus = {line.sku for line in record.lines} if isinstance(record, Return) else set()
    lines = dossier.order.lines if dossier.order else ()
    return ", ".join(line.title for line in lines if line.title and line.sku in skus)


def _text(record: Entity) -> str:
    if isinstance(record, Message | Review):
        return record.text
    if isinstance(record, Return):
        return next((line.comment for line in record.lines if line.comment), "")
    return ""
