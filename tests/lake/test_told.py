"""Figures that are no sums are restated, too: what stands at a week's end, and the slowest of ten."""

from datetime import timedelta
from pathlib import Path

import pytest

from aftersales.lake.writer import LakeWriter
from aftersales.records.action import Discard
from aftersales.records.restatement import RestatementCause
from tests.lake.bucket import Bucket
from tests.lake.in_memory import snapshot
from tests.metrics.history import at, case


@pytest.fixture
def bucket(tmp_path: Path) -> Bucket:
    """An empty one."""
    return Bucket(tmp_path)


def test_a_case_that_was_over_long_ago_restates_the_backlog(bucket: Bucket) -> None:
    """What stood open at a week's end is one fewer from the week of the resolution on, told late; a case that ends today is no news."""
    bucket.metrics = ("backlog",)
    known = [case(number, "2026-10-28", home=f"thread:shop/{number}") for number in (1, 2, 3)]
    LakeWriter(bucket.objects).write("c1", cases=[snapshot(one) for one in known])
    bucket.after([], "2026-11-20")
    ended = [
        case(number, "2026-10-28", home=f"thread:shop/{number}", seen=2, resolved_at=at(resolved))
        for number, resolved in ((1, "2026-11-10"), (2, "2026-11-20T12:00"))
    ]
    LakeWriter(bucket.objects).write("c2", cases=[snapshot(one, 5) for one in ended])
    (one,) = bucket.after([], "2026-11-21").restatements()
    assert (one.period, one.cause) == ("2026-W46", RestatementCause.LATE)
    assert (one.old_numerator, one.new_numerator) == (3, 2)


def test_a_spam_case_leaves_each_backlog_that_it_stood_in(bucket: Bucket) -> None:
    """What counts no more was counted at the end of every week since it was opened: each of them is told."""
    bucket.metrics = ("backlog",)
    known = case(1, "2026-10-28")
    LakeWriter(bucket.objects).write("c1", cases=[snapshot(known)])
    bucket.after([], "2026-11-20")
    LakeWriter(bucket.objects).write("c2", cases=[snapshot(known.having(seen=2, discard=Discard.SPAM), 5)])
    found = bucket.after([], "2026-11-21").restatements()
    assert [(one.period, one.old_numerator, one.new_numerator) for one in found] == [
        ("2026-W46", 1, 0),
        ("2026-W45", 1, 0),
        ("2026-W44", 1, 0),
    ]
    assert {one.cause for one in found} == {RestatementCause.EDITED}


def test_a_slow_answer_moves_the_ninetieth_percentile_alone(bucket: Bucket) -> None:
    """The median of three is the second, whatever the third took: nine of ten within so long is restated all the same."""
    bucket.metrics = ("first_response",)
    asked = at("2026-11-03T02:00")
    known = [
        case(number, "2026-11-03T02:00", home=f"thread:shop/{number}", first_asked_at=asked)
        .having(first_answer_at=asked + timedelta(hours=number))
        for number in (1, 2, 3)
    ]  # fmt: skip
    LakeWriter(bucket.objects).write("c1", cases=[snapshot(one) for one in known])
    bucket.after([], "2026-11-20")
    slower = known[2].having(seen=2, first_answer_at=asked + timedelta(hours=12))
    LakeWriter(bucket.objects).write("c2", cases=[snapshot(slower, 5)])
    (one,) = bucket.after([], "2026-11-21").restatements()
    assert (one.old_numerator, one.new_numerator, one.new_denominator) == (2, 2, 3)
    assert one.old_tail == pytest.approx(2.8)
    assert one.new_tail == pytest.approx(10)
