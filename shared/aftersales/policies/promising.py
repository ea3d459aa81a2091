"""When something is due by the service targets and calendars of a workspace: what the table `promises` says, for one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from aftersales.policies.calendar import days_around, in_force_since, working_spans
from aftersales.records.calendar import Calendar
from aftersales.records.target import Clock, Promise, ServiceTarget
from aftersales.records.workspace import Settings
from aftersales.records.zones import midnight

_EPOCH = datetime.min.replace(tzinfo=UTC)

LOOKED_AHEAD = timedelta(days=400)
"""So long after a moment working time is counted: what falls due later on a business calendar has no moment of being due."""
_MOSTLY = timedelta(days=14)
"""Most promises end within days, and each fold of a case asks: looking further is for the others."""


@dataclass(frozen=True, slots=True)
class Due:
    """What is promised and by when (UTC); `at` is None where a business clock has no calendar in force."""

    target: ServiceTarget
    at: datetime | None


def due(settings: Settings, promise: Promise, begun_at: datetime, **about: str | int | None) -> Due | None:
    """Return what is promised for something that begins at `begun_at`; None without a target.

    `about` narrows: platform, channel, market, priority. What is not said fits general targets only.
    """
    target = target_of(settings, promise, begun_at, **about)
    if target is None:
        return None
    length = timedelta(hours=target.hours)
    if target.clock is Clock.MARKETPLACE:
        return Due(target, begun_at + length)
    return Due(target, _worked_off(settings.calendars, begun_at, length))


def target_of(
    settings: Settings, promise: Promise, begun_at: datetime, **about: str | int | None
) -> ServiceTarget | None:
    """Return the target that counts: of those in force the narrowest, then the newest; else the plain setting for answers."""
    fitting = [
        one
        for one in settings.targets
        if one.promise is promise
        and one.since <= begun_at
        and all(about.get(name) == wanted for name, wanted in one.narrowing.items())
    ]
    if fitting:
        return max(fitting, key=lambda one: (len(one.narrowing), one.since))
    if promise is Promise.RESOLUTION:
        return None
    return ServiceTarget(since=_EPOCH, promise=promise, hours=settings.first_answer_hours)


def comes_due(calendars: Sequence[Calendar], target: ServiceTarget) -> bool:
    """Tell whether what a target promises falls due within what is looked ahead, by each calendar that begins before it or later.

    Without a calendar nobody knows, and it is not denied.
    """
    length = timedelta(hours=target.hours)
    if target.clock is Clock.MARKETPLACE:
        return length <= LOOKED_AHEAD
    starts = {max(target.since, midnight(one.since, one.zone)) for one in calendars}
    return all(_worked_off(calendars, start, length) is not None for start in starts)


def _worked_off(calendars: Sequence[Calendar], begun_at: datetime, length: timedelta) -> datetime | None:
    """The slot of work before which the time has been worked: what fills a day exactly is due when work begins again."""
    begins = in_force_since(calendars)
    if begins is None or begun_at < begins:
        return None
    found = (_worked_within(ahead, calendars, begun_at, length) for ahead in (_MOSTLY, LOOKED_AHEAD))
    return next((at for at in found if at), None)


def _worked_within(
    ahead: timedelta, calendars: Sequence[Calendar], begun_at: datetime, length: timedelta
) -> datetime | None:
    for opens, closes in working_spans(calendars, *days_around(begun_at, begun_at + ahead)):
        if closes <= begun_at:
            continue
        start = max(opens, begun_at)
        if length < closes - start:
            return start + length
        length -= closes - start
    return None
