"""Weeks that were over say what they said before a setting or a definition was changed."""

from datetime import timedelta
from pathlib import Path

import pytest

from aftersales.lake.writer import LakeWriter
from aftersales.records.errors import UnavailableError
from aftersales.records.restatement import RestatementCause
from tests.lake.bucket import NEGATIVE, RETURNED, Bucket, Failing
from tests.lake.in_memory import DEMO, snapshot
from tests.metrics.history import at, case, review


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
    asked = at("2026-11-08T17:00")
    cases = [
        case(number, "2026-11-08T17:00", home=f"thread:shop/{number}", first_asked_at=asked)
        .having(first_answer_at=asked + timedelta(hours=number))
        for number in (1, 2, 3)
    ]  # fmt: skip
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


def test_another_currency_compares_no_amounts(bucket: Bucket) -> None:
    """What was said in dollars is not what is said in euros: no row sets the one against the other."""
    bucket.metrics = (NEGATIVE,)
    bucket.after([review("a", "2026-11-03", 3)], "2026-11-20")
    bucket.settings = DEMO.having(reporting_currency="EUR", negative_stars=2)
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
