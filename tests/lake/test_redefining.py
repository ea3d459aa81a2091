"""Weeks that were over say what they said before a setting or a definition was changed."""

from datetime import date
from pathlib import Path

import pytest

from aftersales.lake.writer import LakeWriter
from aftersales.records.calendar import Calendar, weekly
from aftersales.records.case import CaseState, Turn
from aftersales.records.errors import UnavailableError
from aftersales.records.order import Customer
from aftersales.records.restatement import RestatementCause
from tests.lake.bucket import BOUGHT_AGAIN, NEGATIVE, RETURNED, Bucket, Failing, of, three_answered
from tests.lake.in_memory import DEMO, snapshot
from tests.metrics.history import at, case, exchange_rate, order, refund, review

VALUE = "refund_rate.value.by_order"


@pytest.fixture
def bucket(tmp_path: Path) -> Bucket:
    """An empty one."""
    return Bucket(tmp_path)


def test_a_setting_that_counts_otherwise_restates(bucket: Bucket) -> None:
    """With another threshold of negative stars the weeks that are over say so: old, new, and that it was a setting; taken back, nothing."""
    bucket.metrics = (RETURNED, NEGATIVE)
    bucket.after([review("a", "2026-11-03", 1), review("b", "2026-11-03", 3)], "2026-11-20")
    bucket.settings = DEMO.having(negative_stars=2)
    found = bucket.after([], "2026-11-21T01:00").restatements()
    (one,) = found
    assert (one.metric, one.period) == (NEGATIVE, "2026-W45")
    assert (one.old_numerator, one.new_numerator, one.new_denominator) == (2, 1, 2)
    assert (one.cause, one.facts) == (RestatementCause.REDEFINED, ())
    assert bucket.after([], "2026-11-21T02:00").restatements() == found
    bucket.settings = DEMO
    assert bucket.after([], "2026-11-21T03:00").restatements() == []


def test_another_zone_restates_hours_and_rates_of_every_week_that_moves(bucket: Bucket) -> None:
    """Monday morning in China is Sunday in New York: a case and a review go into the week before; medians are those of either zone."""
    bucket.metrics = (NEGATIVE, "first_response")
    cases = three_answered("2026-11-08T17:00")
    LakeWriter(bucket.objects).write("cases", cases=[snapshot(one) for one in cases])
    bucket.after([review("a", "2026-11-08T17:00", 1)], "2026-11-20")
    bucket.settings = DEMO.having(zone="America/New_York")
    found = bucket.after([], "2026-11-22").restatements()
    assert {(one.metric, one.period): (one.old_numerator, one.old_denominator, one.new_numerator) for one in found} == {
        (NEGATIVE, "2026-W45"): (0, 0, 1),
        (NEGATIVE, "2026-W46"): (1, 1, 0),
        ("first_response", "2026-W45"): (0, 0, 2),
        ("first_response", "2026-W46"): (2, 3, 0),
    }  # fmt: skip


def test_another_calendar_restates_the_business_hours_alone(bucket: Bucket) -> None:
    """A Wednesday that proves to be a holiday: around the clock the answer took as long as before, in business hours a day less."""
    bucket.metrics = ("first_response",)
    office = Calendar(since=date(2026, 1, 1), zone=DEMO.zone, shifts=weekly("12345", "09:00", "17:00"))
    bucket.settings = DEMO.having(calendars=(office,))
    asked = at("2026-11-03T02:00")
    turned = (Turn(at=asked, state=CaseState.WAITING),)
    answered = case(1, "2026-11-03T02:00", first_asked_at=asked, turns=turned)
    answered = answered.having(first_answer_at=at("2026-11-05T02:00"))
    LakeWriter(bucket.objects).write("cases", cases=[snapshot(answered)])
    bucket.after([], "2026-11-20")
    bucket.settings = DEMO.having(calendars=(office.having(closed=(date(2026, 11, 4),)),))
    (one,) = bucket.after([], "2026-11-21").restatements()
    assert (one.period, one.cause) == ("2026-W45", RestatementCause.REDEFINED)
    assert (one.old_numerator, one.new_numerator) == (one.old_tail, one.new_tail) == (48, 48)
    assert (one.old_business, one.new_business) == (16, 8)


def test_another_currency_is_told_with_both(bucket: Bucket) -> None:
    """What was said in dollars is not what is said in euros: each amount keeps its own, and what is no amount is compared as ever."""
    bucket.metrics = (NEGATIVE, RETURNED, VALUE)
    known = [
        review("a", "2026-11-03", 3),
        order("1", "2026-11-03"),
        refund("r", "1", "2026-11-04", 500),
        exchange_rate("USD", "2026-11-02", "1.25"),
    ]
    bucket.after(known, "2026-11-20")
    bucket.settings = DEMO.having(reporting_currency="EUR", negative_stars=2)
    found = {one.metric: one for one in bucket.after([], "2026-11-21T01:00").restatements()}
    assert {name: one.cause for name, one in found.items()} == {
        NEGATIVE: RestatementCause.REDEFINED,
        VALUE: RestatementCause.CURRENCY,
    }
    one = found[VALUE]
    assert (one.old_numerator, one.old_denominator, one.old_currency) == (5, 10, "USD")
    assert (one.new_numerator, one.new_denominator, one.new_currency) == (4, 8, "EUR")
    assert found[NEGATIVE].new_currency is None
    bucket.settings = DEMO
    assert bucket.after([], "2026-11-21T02:00").restatements() == []


def test_a_currency_that_comes_back_on_its_day_hides_no_late_fact(bucket: Bucket) -> None:
    """Dollars, euros, a late refund, dollars again: what differs in the end are not the currencies; what changes with them is of a setting."""
    bucket.metrics = (VALUE,)
    known = [
        order("1", "2026-11-03"),
        refund("r", "1", "2026-11-04", 500),
        exchange_rate("USD", "2026-11-02", "1.25"),
    ]
    bucket.after(known, "2026-11-20")
    euros = DEMO.having(reporting_currency="EUR")
    for day, alone in (("2026-11-21", True), ("2026-11-22", False)):
        late = [refund(f"late {day}", "1", "2026-11-05", 100)]
        bucket.settings = euros
        bucket.after([], f"{day}T01:00")
        if alone:
            bucket.after(late, f"{day}T02:00")
        bucket.settings = DEMO
        one, *_ = bucket.after([] if alone else late, f"{day}T03:00").restatements()
        assert (one.old_currency, one.new_currency) == ("USD", "USD")
        assert one.new_numerator == one.old_numerator + 1
        assert one.cause is (RestatementCause.LATE if alone else RestatementCause.REDEFINED)


def test_what_ripens_meanwhile_is_no_doing_of_a_setting(bucket: Bucket) -> None:
    """A customer has been observed for ninety days since yesterday: the week grows by itself, whatever else counts otherwise."""
    bucket.metrics = (BOUGHT_AGAIN,)
    bucket.after([order("1", "2026-08-21", customer=Customer(key="a"))], "2026-11-18")
    bucket.settings = DEMO.having(negative_stars=2)
    assert bucket.after([], "2026-11-21").restatements() == []
    found = bucket.after([order("2", "2026-08-19", customer=Customer(key="b"))], "2026-11-22").restatements()
    assert of(found, BOUGHT_AGAIN).old_denominator == 1


def test_a_new_metric_restates_nothing(bucket: Bucket) -> None:
    """With another version comes a figure that nobody was told before: its weeks have no old value."""
    bucket.after([review("a", "2026-11-03", 3)], "2026-11-20")
    bucket.metrics = (RETURNED, NEGATIVE)
    bucket.settings = DEMO.having(negative_stars=2)
    assert bucket.after([], "2026-11-21").restatements() == []


def test_a_setting_that_was_taken_back_before_it_was_built_has_restated_nothing(bucket: Bucket) -> None:
    """The build dies with a month written by the new setting: what lies there was told to nobody, and is no old value."""
    bucket.metrics = (NEGATIVE,)
    bucket.objects = ill = Failing()
    bucket.after([review("a", "2026-10-06", 3), review("b", "2026-11-03", 3)], "2026-11-20")
    bucket.settings, ill.ill = DEMO.having(negative_stars=2), "by_review/month=2026-11"
    with pytest.raises(UnavailableError):
        bucket.after([], "2026-11-21T01:00")
    bucket.settings, ill.ill = DEMO, None
    assert bucket.after([], "2026-11-21T02:00").restatements() == []


def test_a_currency_that_was_taken_back_before_it_was_built_has_restated_nothing(bucket: Bucket) -> None:
    """The build dies with cubes in euros: set back to dollars, nobody is told that figures were others in between."""
    bucket.metrics = (NEGATIVE,)
    bucket.objects = ill = Failing()
    bucket.after([review("a", "2026-11-03", 3)], "2026-11-20")
    bucket.settings, ill.ill = DEMO.having(reporting_currency="EUR", negative_stars=2), "product_cube"
    with pytest.raises(UnavailableError):
        bucket.after([], "2026-11-21T01:00")
    bucket.settings, ill.ill = DEMO, None
    assert bucket.after([], "2026-11-21T02:00").restatements() == []
