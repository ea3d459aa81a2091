"""Figures that are no sums are restated, too: what stands at a week's end, and the slowest of ten."""

from pathlib import Path

import duckdb
import pytest

from aftersales.lake.parts import Parts
from aftersales.lake.reasons import find_reasons
from aftersales.lake.writer import LakeWriter
from aftersales.records.action import Discard
from aftersales.records.restatement import RestatementCause
from tests.lake.bucket import Bucket, three_answered
from tests.lake.in_memory import InMemoryObjects, snapshot
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
    known = three_answered("2026-11-03T02:00")
    LakeWriter(bucket.objects).write("c1", cases=[snapshot(one) for one in known])
    bucket.after([], "2026-11-20")
    slower = known[2].having(seen=2, first_answer_at=at("2026-11-03T14:00"))
    LakeWriter(bucket.objects).write("c2", cases=[snapshot(slower, 5)])
    (one,) = bucket.after([], "2026-11-21").restatements()
    assert (one.old_numerator, one.new_numerator, one.new_denominator) == (2, 2, 3)
    assert one.old_tail == pytest.approx(2.8)
    assert one.new_tail == pytest.approx(10)


class _Many(Parts):
    """Thirty messages of each of ten thousand conversations."""

    def select(self, kind: str) -> str:
        """Return them, and nothing of another kind."""
        if kind != "message":
            return super().select(kind)
        return """SELECT i || '.' || k AS id, i || '.' || k AS entity, 'thread:shop/' || i AS home,
            TIMESTAMP '2026-11-20' AS ingested_at FROM range(10000) AS cases(i), range(30) AS messages(k)"""


def test_a_shop_that_comes_later_fits_into_memory(tmp_path: Path) -> None:
    """Ten thousand cases of years past, each open for days: of all weeks since, only those name a case in which it stood open.

    Of a week's facts twenty are named, so no more are kept in mind.
    """
    now = at("2026-11-20")
    with duckdb.connect(config={"threads": "1", "memory_limit": "96MB", "temp_directory": ""}) as database:
        database.execute(
            "CREATE TABLE asked AS SELECT 'backlog' AS metric, 40000 AS settles, true AS is_count"
        )
        database.execute("""CREATE TABLE changes AS
            SELECT 1 AS sign, 'backlog' AS metric, CAST(known AS DATE) AS day, known, day AS known_day, entity, entity AS home,
              numerator, 0.0 AS denominator
            FROM (SELECT TIMESTAMP '2023-11-06' + INTERVAL (i * 158) MINUTE AS opened, 'thread:shop/' || i AS entity
                FROM range(10000) AS cases(i)),
              LATERAL (SELECT opened AS known, 1.0 AS numerator UNION ALL SELECT opened + INTERVAL 3 DAY, -1.0)""")
        database.execute("""CREATE TABLE moved AS SELECT 'backlog' AS metric, CAST(monday AS DATE) AS monday
            FROM generate_series(DATE '2023-11-06', DATE '2026-10-26', INTERVAL 7 DAY) AS mondays(monday)""")
        find_reasons(database, _Many(InMemoryObjects(), tmp_path), now, now, now.date())
        found = database.execute("SELECT cause, len(facts), count(*) FROM reasons GROUP BY ALL").fetchall()
    assert found == [("late", 20, 156)]
