"""What people do about alerts."""

from datetime import timedelta

import pytest

from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.reports.minding import Minder
from tests.reports.in_memory import InMemoryReportStore
from tests.reports.store_contract import NOW, alert

LATER = NOW + timedelta(hours=5)


@pytest.fixture
def alerts() -> InMemoryReportStore:
    """One alert that was told."""
    store = InMemoryReportStore()
    store.save_alert(alert("a", mailed_at=NOW))
    return store


def minder(store: InMemoryReportStore) -> Minder:
    """Ann, five hours later."""
    return Minder(store, "demo", "ann@example.com", LATER)


def test_somebody_is_put_in_charge(alerts: InMemoryReportStore) -> None:
    """And nobody again."""
    assert minder(alerts).own("a", "bob@example.com").owner == "bob@example.com"
    assert minder(alerts).own("a", None).owner is None


def test_a_snooze_ends_by_itself_or_by_hand(alerts: InMemoryReportStore) -> None:
    """Put off it is to be told again afterwards; taken up by hand it is not, for somebody looks at it."""
    put_off = minder(alerts).snooze("a", 7)
    assert put_off.is_snoozed(LATER + timedelta(days=6))
    assert not put_off.is_snoozed(LATER + timedelta(days=7))
    assert (put_off.snoozes, put_off.mailed_at) == (1, None)
    awake = minder(alerts).wake("a")
    assert (awake.snoozed_until, awake.mailed_at) == (None, LATER)


def test_closing_can_be_taken_back(alerts: InMemoryReportStore) -> None:
    """Closed by a person it mutes its subject; opened again it is as before."""
    closed = minder(alerts).close("a")
    assert closed.is_muting
    assert closed.closed_by == "ann@example.com"
    again = minder(alerts).reopen("a")
    assert (again.is_open, again.closed_by, again.mailed_at) == (True, None, NOW)


@pytest.mark.parametrize("days", [0, 91, -1])
def test_a_snooze_has_limits(alerts: InMemoryReportStore, days: int) -> None:
    """One to ninety days: nothing is put off for ever."""
    with pytest.raises(RejectedError, match="no_such_snooze"):
        minder(alerts).snooze("a", days)


def test_what_is_over_is_left_alone(alerts: InMemoryReportStore) -> None:
    """A closed alert is not put off or closed again; one that closed by itself is not opened again; an unknown one is refused."""
    minder(alerts).close("a")
    with pytest.raises(RejectedError, match="alert_is_over"):
        minder(alerts).close("a")
    with pytest.raises(RejectedError, match="alert_is_over"):
        minder(alerts).snooze("a", 1)
    alerts.save_alert(alert("b", closed_at=NOW))
    with pytest.raises(RejectedError, match="alert_is_over"):
        minder(alerts).reopen("b")
    with pytest.raises(RejectedError, match="unknown_alert"):
        minder(alerts).close("nothing")


class Busy(InMemoryReportStore):
    """Others keep the alert in between, so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self._times = 0
        self.save_alert(alert("a"))
        self._times = times

    def save_alert(self, alert: object) -> bool:
        if self._times:
            self._times -= 1
            return False
        return super().save_alert(alert)  # type: ignore[arg-type]


def test_a_change_is_made_to_what_is_there() -> None:
    """Refused because others were faster, it is read and tried again, up to five times."""
    assert minder(Busy(4)).own("a", "bob@example.com").owner == "bob@example.com"
    with pytest.raises(UnavailableError):
        minder(Busy(5)).own("a", "bob@example.com")
