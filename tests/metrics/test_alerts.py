"""Alerts ring once, and stop by themselves."""

import pytest

from aftersales.metrics.alerts import severity, to_mail, watch
from aftersales.records.after_sales import ReturnLine
from aftersales.records.alert import Alert, Severity
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from tests.metrics.asking import Asker
from tests.metrics.history import line, order, returned
from tests.metrics.test_compare import rate


def sales(units: int, back: int) -> list[Fact]:
    """So many units shipped of one product, and so many asked back."""
    lines = ReturnLine(line="1", sku="LAMP", quantity=back, cause=Cause.DAMAGED_IN_TRANSIT)
    facts = [order("1", "2026-11-03", line(shipped=units))]
    return [*facts, returned("r", "1", "2026-11-04", lines)] if back else facts


def look(ask: Asker, facts: list[Fact], known: list[Alert] | None = None, day: int = 20) -> list[Alert]:
    """Watch a lake on a day of November."""
    return watch(ask.evaluator(facts, as_of=f"2026-11-{day}"), known or [])


@pytest.mark.parametrize(
    ("numerator", "denominator", "level"),
    [(12, 100, Severity.CONFIRMED), (6, 100, Severity.WATCH), (5, 100, None), (0, 0, None), (0, 50, None)],
)
def test_the_lower_bound_confirms(numerator: int, denominator: int, level: Severity | None) -> None:
    """Above 5 % with the whole interval: confirmed; with the value alone: watch; at 5 %: nothing."""
    assert severity(rate(numerator, denominator), 0.05) is level


def test_an_alert_names_what_it_rests_on(ask: Asker) -> None:
    """Value, interval, counts, cause, and the order lines behind it."""
    (alert,) = look(ask, sales(100, 15))
    assert (alert.id, alert.severity) == ("return_rate:LAMP:2026-11-20", Severity.CONFIRMED)
    assert (alert.numerator, alert.denominator, alert.value) == (15, 100, 0.15)
    assert alert.low > alert.threshold == 0.05
    assert (alert.cause, alert.cause_units) == ("damaged_in_transit", 15)
    assert alert.evidence == ("order:shop/1 order:shop/1",)


def test_few_units_ring_nothing(ask: Asker) -> None:
    """Below twenty units nobody is alarmed."""
    assert look(ask, sales(19, 19)) == []


def test_an_open_alert_is_carried_on(ask: Asker) -> None:
    """The same figures change nothing; new ones update the alert under its first id."""
    (first,) = look(ask, sales(100, 15))
    assert look(ask, sales(100, 15), [first]) == []
    (later,) = look(ask, sales(100, 20), [first], day=21)
    assert (later.id, later.opened_at, later.numerator) == (first.id, first.opened_at, 20)


def test_a_confirmed_alert_stays_confirmed_while_it_is_open(ask: Asker) -> None:
    """A rate that wavers around the bound does not ring twice."""
    (first,) = look(ask, sales(100, 15))
    (later,) = look(ask, sales(100, 6), [first], day=21)
    assert later.severity is Severity.CONFIRMED


@pytest.mark.parametrize("facts", [sales(100, 5), []])
def test_an_alert_closes_by_itself(ask: Asker, facts: list[Fact]) -> None:
    """At or below the threshold, or without enough units to judge, it is over; a new one would be another alert."""
    (first,) = look(ask, sales(100, 15))
    (closed,) = look(ask, facts, [first], day=21)
    assert not closed.is_open
    (again,) = look(ask, sales(100, 15), [], day=22)
    assert again.id != first.id


def test_only_confirmed_alerts_that_nobody_was_told_of_are_mailed(ask: Asker) -> None:
    """A watch is for the console; a told alert is not told again; a closed one not at all."""
    (confirmed,) = look(ask, sales(100, 15))
    watching = confirmed.having(severity=Severity.WATCH)
    told = confirmed.having(mailed_at=confirmed.opened_at)
    closed = confirmed.having(closed_at=confirmed.opened_at)
    assert to_mail([confirmed, watching, told, closed]) == [confirmed]
