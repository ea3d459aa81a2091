"""What people do about alerts: take charge, put off, close, take up again. Whatever a look at the figures does meanwhile stays."""

from collections.abc import Callable
from datetime import timedelta

from aftersales.records.alert import Alert
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.record import Instant
from aftersales.reports.stores import AlertStore

LONGEST_SNOOZE = 90
_TRIES = 5


class Minder:
    """Changes the alerts of one workspace in the name of one member."""

    def __init__(self, alerts: AlertStore, workspace: str, member: str, now: Instant) -> None:
        """Remember whose alerts, who acts and when."""
        self._alerts, self._workspace, self._member, self._now = alerts, workspace, member, now

    def own(self, alert: str, owner: str | None) -> Alert:
        """Put somebody (or nobody) in charge."""
        return self._change(alert, lambda one: one.having(owner=owner))

    def snooze(self, alert: str, days: int) -> Alert:
        """Say no more of it for 1 to 90 days; after that it is told once more if it still stands."""
        if not 1 <= days <= LONGEST_SNOOZE:
            raise RejectedError("no_such_snooze")
        until = self._now + timedelta(days=days)

        def put_off(one: Alert) -> Alert:
            _must_be_open(one)
            return one.having(snoozed_until=until, snoozes=one.snoozes + 1, mailed_at=None)

        return self._change(alert, put_off)

    def wake(self, alert: str) -> Alert:
        """End a snooze at once. Whoever does so looks at it: no further letter."""
        return self._change(alert, lambda one: one.having(snoozed_until=None, mailed_at=self._now))

    def close(self, alert: str) -> Alert:
        """Close it; its subject stays silent until the figure was back once."""

        def end(one: Alert) -> Alert:
            _must_be_open(one)
            return one.having(closed_at=self._now, closed_by=self._member, back_since=None)

        return self._change(alert, end)

    def reopen(self, alert: str) -> Alert:
        """Take back that a person closed it, as long as the figure was not back since."""

        def again(one: Alert) -> Alert:
            if not one.is_muting:
                raise RejectedError("alert_is_over")
            return one.having(closed_at=None, closed_by=None, mailed_at=one.mailed_at or self._now)

        return self._change(alert, again)

    def _change(self, alert: str, change: Callable[[Alert], Alert]) -> Alert:
        for _ in range(_TRIES):
            found = self._alerts.alert(self._workspace, alert)
            if found is None:
                raise RejectedError("unknown_alert")
            changed = change(found).having(updated_at=self._now)
            if self._alerts.save_alert(changed):
                return changed
        raise UnavailableError("alerts", "kept_by_others")


def _must_be_open(alert: Alert) -> None:
    if not alert.is_open:
        raise RejectedError("alert_is_over")
