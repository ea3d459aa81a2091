"""Folds the events of a dossier into its cases: opening, joining, answering, resolving, reopening."""

from dataclasses import dataclass, field
from datetime import timedelta

from aftersales.cases.contacts import Diary
from aftersales.cases.deadlines import answer_by
from aftersales.cases.describing import described, open_answer
from aftersales.cases.dossier import Dossier
from aftersales.cases.events import Event, Kind, events
from aftersales.cases.routing import (
    Priority,
    is_high_value,
    judge,
    likeliest,
    priority_of,
    queue_of,
    reading_of,
)
from aftersales.records.action import Action, Discard, Verb
from aftersales.records.case import Case, CaseState, Cycle, Label, Outcome, Queue, Trigger
from aftersales.records.message import Message
from aftersales.records.record import Entity, Instant
from aftersales.records.understanding import Understanding
from aftersales.records.workspace import Settings

COMPLAINT_SIGNALS = frozenset({"complaint", "review_threat", "legal", "safety"})
THANKS = "thanks"
CONVERSATION = "conversation"
"""The open thing that has its deadline from what was promised."""
SYSTEM = "system"
_CARRIED = (
    "opened_at",
    "updated_at",
    "follow_up_of",
    "waiting_since",
    "first_asked_at",
    "first_answer_at",
    "resolved_at",
    "handed_off_at",
    "discard",
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
    handed_off_at: Instant | None = None
    discard: Discard | None = None
    diary: Diary = field(default_factory=Diary)


def fold_cases(dossier: Dossier, seen: int, settings: Settings) -> tuple[Case, ...]:
    """Return the dossier's cases, oldest first."""
    drafts: list[_Draft] = []
    for event in events(dossier, settings):
        _apply(event, drafts, dossier, settings)
    return tuple(_finish(draft, dossier, seen, settings) for draft in drafts)


def _apply(event: Event, drafts: list[_Draft], dossier: Dossier, settings: Settings) -> None:
    if event.kind is Kind.TRIGGER:
        _trigger(event, drafts, dossier, settings)
    elif not drafts:
        return
    elif event.kind is Kind.AUTOMATIC:
        drafts[-1].diary.auto_answer(event.at)
    else:
        draft = drafts[-1]
        draft.updated_at = max(draft.updated_at, event.at)
        if event.kind is Kind.ANSWER:
            _answer(draft, event)
        elif event.kind is Kind.SETTLED:
            _settle(draft, event)
        elif isinstance(event.record, Action):
            _act(draft, event.record)
    drafts[-1].diary.turn(event.at, _state(drafts[-1]))


def _trigger(event: Event, drafts: list[_Draft], dossier: Dossier, settings: Settings) -> None:
    draft = drafts[-1] if drafts else None
    if draft is not None and draft.waiting_since is None and _only_thanks(event, dossier):
        draft.updated_at = max(draft.updated_at, event.at)
        return
    if draft is not None and draft.discard is Discard.MERGED:
        # What was merged goes on elsewhere; whatever comes in here is a customer whom nobody would hear.
        draft = None
    elif draft is not None and draft.resolved_at is not None:
        if event.at - draft.resolved_at <= timedelta(days=settings.reopen_days):
            draft.resolved_at = None
            draft.cycles.append(Cycle(opened_at=event.at))
        else:
            draft = None
    if draft is None:
        before = drafts[-1].number if drafts else None
        draft = _Draft(len(drafts) + 1, event.at, event.at, before, [Cycle(opened_at=event.at)])
        drafts.append(draft)
    _join(draft, event, dossier, settings)


def _join(draft: _Draft, event: Event, dossier: Dossier, settings: Settings) -> None:
    draft.updated_at = max(draft.updated_at, event.at)
    if event.record is not None:
        draft.records.append(event.record)
    if event.trigger is not None and event.trigger not in draft.triggers:
        draft.triggers.append(event.trigger)
    if event.trigger is Trigger.MESSAGE:
        draft.has_conversation = True
        draft.first_asked_at = draft.first_asked_at or event.at
        draft.diary.ask(
            event.at,
            cycle=len(draft.cycles),
            channel=event.record.channel if isinstance(event.record, Message) else "",
            priority=_priority(draft, dossier, settings),
        )
        # A second message does not restart the clock: the first one is what has been waiting.
        draft.waiting_since = draft.waiting_since or event.at
        draft.open_things.setdefault(CONVERSATION, None)
    else:
        draft.open_things[event.entity] = event.due_at


def _only_thanks(event: Event, dossier: Dossier) -> bool:
    """A bare thank-you asks for nothing: it neither reopens a case nor waits for an answer."""
    reading = reading_of(event.record, dossier) if event.record else None
    return reading is not None and THANKS in reading.signals


def _answer(draft: _Draft, event: Event) -> None:
    record = event.record
    draft.open_things.pop(CONVERSATION, None)
    draft.waiting_since = None
    draft.diary.reply(
        event.at,
        cycle=len(draft.cycles),
        agent=record.member if isinstance(record, Message | Action) else None,
        channel=record.channel if isinstance(record, Message) else None,
    )
    # Only a reply to the very first question is a first response; a case that was closed before has none.
    draft.first_answer_at = draft.diary.first_answered_at


def _settle(draft: _Draft, event: Event) -> None:
    draft.open_things.pop(event.entity, None)
    if not draft.open_things and not draft.has_conversation:
        _resolve(draft, event.at)


def _resolve(draft: _Draft, at: Instant, by: str | None = None) -> None:
    if draft.resolved_at is None:
        person = None if by in {None, SYSTEM} else by
        agent = person or draft.diary.last_agent(len(draft.cycles))
        draft.resolved_at = at
        draft.cycles[-1] = draft.cycles[-1].having(resolved_at=at, agent=agent, is_automatic=person is None)
        draft.open_things.clear()
        draft.waiting_since = None
        draft.diary.close(at, Outcome.UNANSWERED)


def _act(draft: _Draft, action: Action) -> None:
    draft.actions.append(action)
    match action.verb:
        case Verb.ASSIGNED:
            draft.owner = action.owner
            draft.diary.assign(action.at, cycle=len(draft.cycles), agent=action.owner)
        case Verb.RESOLVED:
            _resolve(draft, action.at, action.member)
        case Verb.REOPENED if draft.resolved_at is not None:
            draft.resolved_at = None
            draft.cycles.append(Cycle(opened_at=action.at))
            draft.open_things["reopened"] = None
        case Verb.WAIVED:
            draft.open_things.pop(CONVERSATION, None)
            draft.waiting_since = None
            draft.diary.close(action.at, Outcome.WAIVED, action.member)
        case Verb.HANDED_OFF if draft.first_answer_at is None:
            draft.handed_off_at = action.at
        case Verb.DISCARDED | Verb.RESTORED:
            draft.discard = action.discard
        case Verb.RELABELLED:
            draft.diary.labels.append(Label(at=action.at, member=action.member, cause=action.cause))
        case _:
            pass


def _state(draft: _Draft) -> CaseState:
    if draft.resolved_at is not None or draft.discard is not None:
        return CaseState.RESOLVED
    return CaseState.WAITING if draft.open_things else CaseState.ANSWERED


def _readings(draft: _Draft, dossier: Dossier) -> list[Understanding]:
    return [reading for record in draft.records if (reading := reading_of(record, dossier))]


def _queue(draft: _Draft, dossier: Dossier) -> Queue:
    cause = judge(draft.records, draft.actions, dossier).cause
    complains = any(COMPLAINT_SIGNALS & set(reading.signals) for reading in _readings(draft, dossier))
    return queue_of(cause, set(draft.triggers), complains=complains)


def _priority(draft: _Draft, dossier: Dossier, settings: Settings) -> Priority:
    """Return the priority that follows from what the case holds so far."""
    return priority_of(
        _queue(draft, dossier),
        set(draft.triggers),
        urgent=any(reading.urgency == "high" for reading in _readings(draft, dossier)),
        high_value=is_high_value(dossier, settings),
    )


def _finish(draft: _Draft, dossier: Dossier, seen: int, settings: Settings) -> Case:
    judgement = judge(draft.records, draft.actions, dossier)
    readings = _readings(draft, dossier)
    urgent = any(reading.urgency == "high" for reading in readings)
    guess = likeliest(draft.records, dossier)
    description = described(draft.records, dossier, readings)
    return Case.model_validate(
        {
            "workspace": dossier.workspace,
            "home": dossier.home,
            "number": draft.number,
            "seen": seen,
            "state": _state(draft),
            "triggers": tuple(draft.triggers),
            "queue": _queue(draft, dossier),
            "priority": _priority(draft, dossier, settings),
            "cause": judgement.cause,
            "cause_source": judgement.source,
            "cause_confidence": judgement.confidence,
            "engine_cause": guess.cause if guess else None,
            "homes": tuple(sorted({fact.home for fact in dossier.facts})),
            "urgency": "high" if urgent else "normal",
            "cycles": tuple(draft.cycles),
            "due_at": _due_at(draft, answer_by(draft.diary, description, settings)),
            **draft.diary.written(),
            **{name: getattr(draft, name) for name in _CARRIED},
            "draft": open_answer(dossier, draft.number),
            **description,
        }
    )


def _due_at(draft: _Draft, answer_by: Instant | None) -> Instant | None:
    dues = [due for due in (answer_by, *draft.open_things.values()) if due is not None]
    return min(dues, default=None) if draft.discard is None else None
