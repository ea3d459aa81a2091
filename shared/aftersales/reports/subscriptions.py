"""Who is due which report: by the calendar of the figures, at the hour of the reader's own clock.

A report is due at the first moment after its period is over at which the reader's clock shows the wanted hour (and day). Each
period has one such moment, also where clocks are changed; so nothing is left out and nothing comes twice. What an outage held
back is made up for while it is still news.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Protocol
from zoneinfo import ZoneInfo

from aftersales.metrics.period import Kind, Period, last_whole, local_day
from aftersales.records.record import Instant
from aftersales.records.report import ReportKind, Subscription
from aftersales.records.workspace import Member, Settings

_PATIENCE = {Kind.DAY: timedelta(days=2), Kind.WEEK: timedelta(days=7), Kind.MONTH: timedelta(days=14)}
"""So long after its moment a report that could not be sent still goes out."""
_LOOKED_AT = {Kind.DAY: 5, Kind.WEEK: 4, Kind.MONTH: 3}
"""More periods than wait for their moment and those whose moment is younger than the patience."""


class SubscriptionStore(Protocol):
    """Keeps subscriptions of workspaces."""

    def subscriptions(self, workspace: str) -> Sequence[Subscription]:
        """Return all that a workspace's readers have chosen, also stopped ones."""

    def subscription(self, workspace: str, subscription: str) -> Subscription | None:
        """Return one."""

    def save_subscription(self, subscription: Subscription) -> None:
        """Keep or replace one."""


def grain(kind: ReportKind) -> Kind:
    """Return the sort of period that a report covers."""
    return {ReportKind.DAILY: Kind.DAY, ReportKind.WEEKLY: Kind.WEEK}.get(kind, Kind.MONTH)


def due(subscription: Subscription, now: Instant, zone: str) -> Iterator[Period]:
    """Yield the periods (of the workspace's `zone`) whose report should have been sent by now, oldest first."""
    if subscription.stopped_at is not None:
        return
    kind = grain(subscription.kind)
    for period in last_whole(kind, now, zone).run(_LOOKED_AT[kind]):
        moment = send_at(subscription, period)
        if moment <= now < moment + _PATIENCE[kind] and moment >= subscription.since:
            yield period


def send_at(subscription: Subscription, period: Period) -> datetime:
    """Return the moment (UTC) at which a period's report is due."""
    clock = ZoneInfo(subscription.zone)
    day = local_day(period.end, subscription.zone)
    while not (_is_day(subscription, day) and _at(day, subscription.hour, clock) >= period.end):
        day += timedelta(days=1)
    return _at(day, subscription.hour, clock)


def _at(day: date, hour: int, clock: ZoneInfo) -> datetime:
    # An hour that a change of clocks leaves out is taken as the one after it, one that comes twice as its first.
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock).astimezone(UTC)


def _is_day(subscription: Subscription, day: date) -> bool:
    kind = grain(subscription.kind)
    if kind is Kind.WEEK:
        return day.isoweekday() == subscription.weekday
    return kind is Kind.DAY or day.day == subscription.day


def standing(
    settings: Settings, members: Sequence[Member], stored: Iterable[Subscription]
) -> list[Subscription]:
    """Return the subscriptions that hold: the stored ones, and of each report reader who has said nothing the weekly report.

    Who is neither a member nor a report reader any more gets nothing: reports hold customers' words.

    One without address makes the weekly report also where nobody reads mail, so that the shelf has no gaps.
    """
    by_address = {member.email.lower(): member for member in members}
    readers = {"", *by_address, *(reader.lower() for reader in settings.report_readers)}
    chosen = {one.id: one for one in stored if one.email.lower() in readers}
    for reader in ("", *settings.report_readers):
        usual = usual_subscription(settings, reader, by_address.get(reader.lower()))
        chosen.setdefault(usual.id, usual)
    return list(chosen.values())


def usual_subscription(settings: Settings, email: str, member: Member | None) -> Subscription:
    """Return what a report reader gets without asking: the weekly report on Mondays at nine of their clock."""
    zone = member.zone if member and member.zone != "UTC" else settings.zone
    return Subscription(
        workspace=settings.workspace,
        id=f"weekly-{sha256(email.lower().encode()).hexdigest()[:12]}",
        email=email,
        kind=ReportKind.WEEKLY,
        zone=zone,
        language=member.language if member else settings.language,
        since=datetime.min.replace(tzinfo=UTC),
    )
