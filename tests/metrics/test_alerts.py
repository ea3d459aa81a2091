"""Alerts ring once, are followed up, and stop when the figure is safely back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from aftersales.metrics.alert_rules import rules_of, watched
from aftersales.metrics.alerts import to_mail, watch
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.thresholds import severity
from aftersales.records.after_sales import ReturnLine
from aftersales.records.alert import Alert, Severity
from aftersales.records.alert_rule import AlertRule, Watch
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from tests.metrics.asking import Asker
from tests.metrics.history import SETTINGS, at, line, order, returned
from tests.metrics.test_compare import rate

RULE = AlertRule(id="return_rate", metric="return_rate.units.by_order", by=("sku",), threshold=0.05)
LATE = RULE.having(threshold=0.9, above=False)


def sales(units: int, back: int, sku: str = "LAMP", day: str = "2026-11-03") -> list[Fact]:
    """So many units shipped of one product, and so many asked back a day later."""
    key = f"{sku}{day}"
    lines = ReturnLine(line="1", sku=sku, quantity=back, cause=Cause.DAMAGED_IN_TRANSIT)
    facts = [order(key, day, line(sku=sku, shipped=units))]
    return [*facts, returned(f"r{key}", key, f"{day}T23:00", lines)] if back else facts


OFF = tuple(rule.having(active=False) for rule in rules_of(SETTINGS) if rule.id != "return_rate")
"""With these the rule of return rates is alone."""


class Remembering(Asker):
    """Makes the lake of the same facts once: most of these tests differ in what they know, not in what they ask."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._known: dict[frozenset[str], Evaluator] = {}

    def of(self, facts: list[Fact], day: int, rules: tuple[AlertRule, ...]) -> Evaluator:
        key = frozenset(fact.id for fact in facts)
        if key not in self._known:
            self._known[key] = self.evaluator(facts, as_of="2027-03-01")
        latest = self._known[key]
        return replace(latest, settings=SETTINGS.having(alert_rules=rules)).at(at(f"2026-11-{day}"))


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Remembering:
    """One for the whole file."""
    return Remembering(tmp_path_factory.mktemp("alerts"))


def no_terms(*_: str) -> tuple[str, ...]:
    """Nobody says anything."""
    return ()


def look(
    ask: Remembering,
    facts: list[Fact],
    known: Iterable[Alert] = (),
    day: int = 20,
    rules: tuple[AlertRule, ...] = OFF,
) -> list[Alert]:
    """Watch on a day of November."""
    return watch(ask.of(facts, day, rules), known, no_terms)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rule", "level"),
    [
        (12, 100, RULE, Severity.CONFIRMED),
        (6, 100, RULE, Severity.WATCH),
        (5, 100, RULE, None),
        (19, 19, RULE, None),
        (0, 0, RULE, None),
        (80, 100, LATE, Severity.CONFIRMED),
        (88, 100, LATE, Severity.WATCH),
        (90, 100, LATE, None),
    ],
)
def test_the_whole_interval_confirms(
    numerator: int, denominator: int, rule: AlertRule, level: Severity | None
) -> None:
    """Beyond the threshold with the whole interval: confirmed; with the value alone: watch; at it, or with few units: nothing."""
    assert severity(rate(numerator, denominator), rule) is level


@pytest.mark.parametrize(("value", "level"), [(41, Severity.CONFIRMED), (40, None)])
def test_a_plain_count_needs_no_interval_and_no_minimum(value: int, level: Severity | None) -> None:
    """What is counted is as sure as can be."""
    figure = rate(0, 0, "awaiting").having(value=float(value), numerator=float(value))
    rule = RULE.having(metric="awaiting", by=(), threshold=40)
    assert severity(figure, rule) is level


def test_an_alert_names_what_it_rests_on_and_what_would_end_it(ask: Remembering) -> None:
    """Value, interval, counts, cause, records, and the smallest number of returns that would have made the difference."""
    (alert,) = look(ask, sales(100, 15))
    found = alert.finding
    assert (alert.id, alert.severity) == ("return_rate:LAMP:2026-11-20", Severity.CONFIRMED)
    assert (found.numerator, found.denominator, found.value, found.filters) == (
        15,
        100,
        0.15,
        {"sku": "LAMP"},
    )
    assert (found.low or 0) > 0.05 == found.threshold
    assert (found.cause, found.cause_units) == ("damaged_in_transit", 15)
    assert found.evidence == ("order:shop/LAMP2026-11-03 order:shop/LAMP2026-11-03",)
    assert (found.to_close, found.to_ease) == (10, 6)


def test_a_rule_may_judge_by_two_dimensions(ask: Remembering) -> None:
    """A product in one market: each pair has its own alert and its own rows."""
    facts = [*sales(100, 15), order("de", "2026-11-03", line(shipped=50), market="DE")]
    rule = RULE.having(by=("market", "sku"), window_days=90)
    (alert,) = look(ask, facts, rules=(rule, *OFF))
    assert alert.finding.filters == {"market": "US", "sku": "LAMP"}
    assert alert.id == "return_rate:LAMP / US:2026-11-20"


def test_an_open_alert_is_carried_on(ask: Remembering) -> None:
    """The same figures change nothing; new ones update the alert under its first id."""
    (first,) = look(ask, sales(100, 15))
    later = look(ask, sales(100, 15), [first])
    assert later == []
    (later_alert,) = look(ask, sales(100, 20), [first], day=21)
    assert (later_alert.id, later_alert.opened_at) == (first.id, first.opened_at)
    assert later_alert.finding.numerator == 20


def test_a_confirmed_alert_stays_confirmed_while_it_is_open(ask: Remembering) -> None:
    """A rate that wavers around the bound does not ring twice."""
    (first,) = look(ask, sales(100, 15))
    (later,) = look(ask, sales(100, 6), [first], day=21)
    assert (later.severity, later.finding.severity) == (Severity.CONFIRMED, Severity.WATCH)


@pytest.mark.parametrize("facts", [sales(100, 5), []])
def test_an_alert_closes_by_itself_after_two_looks(ask: Remembering, facts: list[Fact]) -> None:
    """At the threshold, or without enough units to judge: on its way back at the first look, over at that of the next day."""
    (first,) = look(ask, sales(100, 15))
    (back,) = look(ask, facts, [first], day=21)
    assert back.is_open
    assert back.back_since == at("2026-11-21")
    assert look(ask, facts, [back], day=21) == []
    (closed,) = look(ask, facts, [back], day=22)
    assert not closed.is_open
    (again,) = look(ask, sales(100, 15), [], day=23)
    assert again.id != first.id


def test_a_relapse_is_the_same_alert(ask: Remembering) -> None:
    """Back at one look and beyond at the next: nothing new is opened, nobody is told twice."""
    (first,) = look(ask, sales(100, 15))
    (back,) = look(ask, sales(100, 5), [first.having(mailed_at=first.opened_at)], day=21)
    (relapsed,) = look(ask, sales(100, 15), [back], day=22)
    assert (relapsed.id, relapsed.back_since) == (first.id, None)
    assert to_mail([relapsed], relapsed.updated_at) == []


def test_a_rule_that_is_switched_off_closes_its_alerts(ask: Remembering) -> None:
    """At the first look: nobody wants them any more."""
    (first,) = look(ask, sales(100, 15))
    off = (RULE.having(active=False), *OFF)
    (closed,) = look(ask, sales(100, 15), [first], day=21, rules=off)
    assert not closed.is_open


def test_what_a_person_closed_stays_silent_until_the_figure_was_back(ask: Remembering) -> None:
    """The same figure opens nothing; after it was back once, the next time is news."""
    (first,) = look(ask, sales(100, 15))
    closed = first.having(closed_at=first.opened_at, closed_by="ann@example.com")
    assert look(ask, sales(100, 15), [closed], day=21) == []
    (calm,) = look(ask, sales(100, 5), [closed], day=22)
    assert not calm.is_muting
    (again,) = look(ask, sales(100, 15), [], day=23)
    assert again.is_open


def test_certainty_breaks_the_silence(ask: Remembering) -> None:
    """Closed as a doubt, now confirmed: that is news."""
    (doubt,) = look(ask, sales(100, 6))
    closed = doubt.having(closed_at=doubt.opened_at, closed_by="ann@example.com")
    (again,) = [alert for alert in look(ask, sales(100, 15), [closed], day=21) if alert.is_open]
    assert (again.severity, again.is_open, again.id) == (
        Severity.CONFIRMED,
        True,
        "return_rate:LAMP:2026-11-21",
    )


def test_what_broke_the_silence_is_carried_on_and_opened_once(ask: Remembering) -> None:
    """The closed doubt mutes no longer: the alert that took its place is the one that the next looks follow."""
    (doubt,) = look(ask, sales(100, 6))
    closed = doubt.having(closed_at=doubt.opened_at, closed_by="ann@example.com")
    released, again = sorted(
        look(ask, sales(100, 15), [closed], day=21), key=lambda alert: (alert.opened_at, alert.is_open)
    )
    assert (released.id, released.is_muting) == (doubt.id, False)
    for known in ([again, released], [again, closed]):
        carried = look(ask, sales(100, 15), known, day=22)
        assert {alert.id for alert in carried if alert.is_open} <= {again.id}


def test_a_rule_puts_its_owner_in_charge(ask: Remembering) -> None:
    """Of each alert that it opens."""
    (alert,) = look(ask, sales(100, 15), rules=(RULE.having(owner="ann@example.com", window_days=90), *OFF))[
        :1
    ]
    assert alert.owner == "ann@example.com"


def test_only_confirmed_alerts_that_nobody_was_told_of_are_mailed(ask: Remembering) -> None:
    """A watch is for the console; a told alert is not told again; one that is closed, put off or on its way back not at all."""
    (confirmed,) = look(ask, sales(100, 15))
    now = confirmed.opened_at
    others = [
        confirmed.having(severity=Severity.WATCH),
        confirmed.having(mailed_at=now),
        confirmed.having(closed_at=now),
        confirmed.having(back_since=now),
        confirmed.having(snoozed_until=now + timedelta(days=1)),
    ]
    assert to_mail([confirmed, *others], now) == [confirmed]
    assert to_mail([others[-1]], now + timedelta(days=2)) == [others[-1]]


def test_growth_is_an_alert_with_the_return_that_would_make_it_none(ask: Remembering) -> None:
    """From 5 of 100 to 25 of 100: adjusted p is tiny; with as many fewer as are named, Fisher or z alone would see nothing."""
    facts = (
        sales(100, 5, day="2026-10-05")
        + sales(100, 25)
        + sales(100, 5, "MUG", "2026-10-05")
        + sales(100, 5, "MUG")
    )
    rule = next(rule for rule in rules_of(SETTINGS) if rule.watch is Watch.GROWTH)
    off = tuple(one.having(active=False) for one in rules_of(SETTINGS) if one.id != rule.id)
    (alert,) = look(ask, facts, rules=off)
    found = alert.finding
    assert (found.rule, found.subject, found.family) == ("return_growth", "LAMP", 2)
    assert (found.before, found.value) == (0.05, 0.25)
    assert (found.p or 1) < 0.001
    assert (found.to_close or 0) > 10


def test_own_rules_replace_shipped_ones_and_come_after_them() -> None:
    """By their ids; a rule of a figure that does not exist watches nothing."""
    own = (
        RULE.having(threshold=0.2),
        AlertRule(id="mine", metric="first_response", by=("store",), threshold=4),
        AlertRule(id="typo", metric="no.such.figure", threshold=1),
    )
    settings = SETTINGS.having(alert_rules=own)
    rules = rules_of(settings)
    assert (rules[0].threshold, [rule.id for rule in rules[-2:]]) == (0.2, ["mine", "typo"])
    assert "typo" not in {rule.id for rule in watched(settings)}
    assert {"return_rate", "mine", "new_words"} <= {rule.id for rule in watched(settings)}
