"""Where a case goes and how soon: cause, queue and priority, by rules that a page can show."""

from typing import Literal

from aftersales.cases.dossier import Dossier
from aftersales.records.action import Action, Verb
from aftersales.records.after_sales import Claim, Return, Review
from aftersales.records.case import Queue, Trigger
from aftersales.records.cause import Cause
from aftersales.records.message import Message
from aftersales.records.parcel import Parcel, ParcelStatus
from aftersales.records.record import Entity, Record
from aftersales.records.understanding import CauseLabel, Understanding
from aftersales.records.workspace import Settings

Priority = Literal[1, 2, 3, 4]
_LOGISTICS = frozenset({Cause.LOST_OR_LATE, Cause.DAMAGED_IN_TRANSIT, Cause.ORDER_STATUS})
_PRODUCT = frozenset(
    {Cause.QUALITY, Cause.SIZE_FIT, Cause.NOT_AS_DESCRIBED, Cause.WRONG_ITEM, Cause.MISSING_PARTS}
)
_PARCEL_CAUSES = {ParcelStatus.LOST: Cause.LOST_OR_LATE_LOST, ParcelStatus.DAMAGED: Cause.DAMAGED_IN_TRANSIT}


class Judgement(Record):
    """The cause of a case and where it comes from; a person's word beats a platform's code, which beats an engine's guess."""

    cause: Cause | None = None
    source: Literal["person", "platform", "engine"] | None = None
    confidence: float | None = None


def judge(records: list[Entity], actions: list[Action], dossier: Dossier) -> Judgement:
    """Find the cause from the case's own records, newest human label first."""
    labels = [action.cause for action in actions if action.verb is Verb.RELABELLED]
    if labels and labels[-1]:
        return Judgement(cause=labels[-1], source="person", confidence=1.0)
    codes = [cause for record in records for cause in _coded(record)]
    if codes:
        return Judgement(cause=codes[0], source="platform", confidence=1.0)
    best = likeliest(records, dossier)
    if best:
        return Judgement(cause=best.cause, source="engine", confidence=best.confidence)
    parcel = next((record for record in records if isinstance(record, Parcel)), None)
    if parcel:
        cause = _PARCEL_CAUSES.get(parcel.status, Cause.LOST_OR_LATE)
        return Judgement(cause=cause, source="platform", confidence=1.0)
    # Without a cause the confidence says how sure it is that there is none: praise is no riddle.
    readings = [reading for record in records if (reading := reading_of(record, dossier))]
    return Judgement(confidence=min((reading.causes_confidence for reading in readings), default=None))


def likeliest(records: list[Entity], dossier: Dossier) -> CauseLabel | None:
    """Return the engine's surest cause over the texts of a case."""
    readings = [reading for record in records if (reading := reading_of(record, dossier))]
    labels = (label for reading in readings for label in reading.causes[:1])
    return max(labels, key=lambda label: label.confidence, default=None)


def _coded(record: Entity) -> list[Cause]:
    if isinstance(record, Return):
        return [line.cause for line in record.lines if line.cause and line.cause is not Cause.OTHER]
    if isinstance(record, Claim) and record.cause:
        return [record.cause]
    return []


def reading_of(record: Entity, dossier: Dossier) -> Understanding | None:
    """Return the labels of a record's text, if it has been read."""
    if isinstance(record, Message | Review | Return):
        return dossier.understanding_of(f"{record.kind}:{record.store}/{record.key}")
    return None


def queue_of(cause: Cause | None, triggers: set[Trigger], *, complains: bool) -> Queue:
    """Choose the queue: privacy and complaints first, then what the cause says."""
    branch = cause.branch if cause else None
    rules = (
        (Trigger.PRIVACY in triggers, Queue.PRIVACY),
        (complains or branch is Cause.COMPLAINT or Trigger.CLAIM in triggers, Queue.COMPLAINTS),
        (branch in _LOGISTICS or Trigger.PARCEL in triggers, Queue.LOGISTICS),
        (Trigger.RETURN in triggers or branch is Cause.REFUND_OR_RETURN_WISH, Queue.RETURNS),
        (branch in _PRODUCT, Queue.QUALITY),
        (branch is Cause.USAGE_QUESTION, Queue.QUESTIONS),
    )
    return next((queue for holds, queue in rules if holds), Queue.REVIEW_NEEDED)


def priority_of(queue: Queue, triggers: set[Trigger], *, urgent: bool, high_value: bool) -> Priority:
    """1 is most urgent: complaints, claims; 2 logistics, bad reviews; 4 usage questions. Urgency and high value raise by one."""
    level = 3
    if queue in {Queue.COMPLAINTS, Queue.PRIVACY}:
        level = 1
    elif queue is Queue.LOGISTICS or Trigger.REVIEW in triggers:
        level = 2
    elif queue is Queue.QUESTIONS:
        level = 4
    raised = max(1, level - urgent - high_value)
    return 1 if raised == 1 else 2 if raised == 2 else 3 if raised == 3 else 4  # noqa: PLR2004 the four levels


def is_high_value(dossier: Dossier, settings: Settings) -> bool:
    """Whether the order's total reaches the workspace's threshold for its currency."""
    total = dossier.order.total if dossier.order else None
    if total is None:
        return False
    threshold = settings.high_value.get(total.currency)
    return threshold is not None and total.minor >= threshold
