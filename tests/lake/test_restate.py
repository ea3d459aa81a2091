"""What later knowledge makes of finished weeks: the figure changes, a row says so, and what was sent stays."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from aftersales.lake.refresh import Refreshed, refresh
from aftersales.lake.writer import LakeWriter
from aftersales.metrics.evaluate import Evaluator
from aftersales.records.cause import Cause
from aftersales.records.errors import UnavailableError
from aftersales.records.order import Customer
from aftersales.records.report import ReportKind, Subscription
from aftersales.records.restatement import RestatementCause
from aftersales.records.same_customer import SameCustomer
from aftersales.records.taxonomy import OwnCause
from aftersales.reports.making import make, send
from aftersales.reports.shape import Order
from tests.lake.bucket import BOUGHT_AGAIN, NEGATIVE, RETURNED, Bucket, Failing, of
from tests.lake.in_memory import DEMO, InMemoryObjects
from tests.metrics.asking import WEEK
from tests.metrics.history import at, fact, order, returned, review
from tests.reports.press import InMemoryPress

SECOND = at("2026-11-21")
READER = {
    "workspace": "demo",
    "id": "boss",
    "email": "boss@aurora.example",
    "kind": "weekly",
    "since": SECOND,
}


@pytest.fixture
def bucket(tmp_path: Path) -> Bucket:
    """An empty one."""
    return Bucket(tmp_path)


def test_a_late_fact_restates_its_week(bucket: Bucket) -> None:
    """An order of a finished week that arrives a fortnight late: old and new units, and the fact that did it."""
    before = bucket.after([order("1", "2026-11-03"), order("2", "2026-11-03")], "2026-11-20")
    sent = before.figure(RETURNED, WEEK)
    assert before.restatements() == []
    late = order("3", "2026-11-04")
    after = bucket.after([late], "2026-11-21")
    one = of(after.restatements(WEEK), RETURNED)
    assert (one.period, one.cause, one.facts) == ("2026-W45", RestatementCause.LATE, (late.id,))
    assert (one.old_denominator, one.new_denominator, one.new_numerator) == (2, 3, 0)
    assert after.figure(RETURNED, WEEK).denominator == 3
    assert sent.denominator == 2
    assert after.restatements(WEEK.previous) == []


def test_an_edited_review_restates_its_week(bucket: Bucket) -> None:
    """A review raised from one to five stars within the seven days that count."""
    bucket.metrics = (NEGATIVE,)
    bucket.after([review("a", "2026-11-03", 1), review("b", "2026-11-03", 4)], "2026-11-10T00:00")
    edit = review("a", "2026-11-03", 5, "2026-11-12")
    one = of(bucket.after([edit], "2026-11-13").restatements(), NEGATIVE)
    assert (one.old_numerator, one.new_numerator, one.new_denominator) == (1, 0, 2)
    assert (one.cause, one.facts) == (RestatementCause.EDITED, (edit.id,))


def test_an_edit_after_the_figure_has_settled_restates_nothing(bucket: Bucket) -> None:
    """Reviews count as they stood seven days after the week."""
    bucket.metrics = (NEGATIVE,)
    bucket.after([review("a", "2026-11-03", 1)], "2026-11-20")
    after = bucket.after([review("a", "2026-11-03", 5, "2026-11-20")], "2026-11-21")
    assert [one for one in after.restatements() if one.metric == NEGATIVE] == []


def test_merged_customers_restate_the_repurchase_rate(bucket: Bucket) -> None:
    """Two customers who prove to be one have bought again."""
    bucket.metrics = (BOUGHT_AGAIN,)
    bought = [
        order("1", "2026-06-02", customer=Customer(key="a")),
        order("2", "2026-07-01", customer=Customer(key="b")),
    ]
    bucket.after(bought, "2026-11-20")
    merge = fact(
        SameCustomer(store="shop", key="a=b", first="a", second="b", at=SECOND, member="ann@x.example"),
        "2026-11-21",
    )
    found = bucket.after([merge], "2026-11-21").restatements()
    one = of([one for one in found if one.period == "2026-W23"], BOUGHT_AGAIN)
    assert (one.old_numerator, one.new_numerator, one.cause) == (0, 1, RestatementCause.MERGED)
    assert one.facts == (merge.id,)


def test_a_sent_report_stays_while_its_week_is_restated(bucket: Bucket) -> None:
    """A late order, an edited review and merged customers move the week's figures; what was sent says what was known then."""
    bucket.metrics = (RETURNED, NEGATIVE, BOUGHT_AGAIN)
    press = InMemoryPress()
    bought = [
        order("1", "2026-11-03", customer=Customer(key="a")),
        order("2", "2026-11-06", customer=Customer(key="b")),
    ]
    known = bucket.after(
        [*bought, returned("r", "1", "2026-11-05"), review("v", "2026-11-04", 1)], "2026-11-10"
    )
    weekly = partial(
        make, workspace="demo", order=Order(kind=ReportKind.WEEKLY), period=WEEK, press=press.press()
    )
    sent = weekly(lambda: known, occasion="schedule")
    assert send(sent, Subscription.model_validate(READER), known.as_of, press.press())
    files, letters = dict(press.files.bodies), len(press.outbox)
    late, edit = order("3", "2026-11-04"), review("v", "2026-11-04", 5, "2026-11-11")
    same = SameCustomer(
        store="shop", key="a=b", first="a", second="b", at=at("2026-11-11"), member="ann@x.example"
    )
    now = bucket.after([late, edit, fact(same, "2026-11-11")], "2026-11-12")
    assert {one.metric: one.cause for one in now.restatements(WEEK)} == {
        RETURNED: RestatementCause.LATE,
        NEGATIVE: RestatementCause.EDITED,
        BOUGHT_AGAIN: RestatementCause.MERGED,
    }
    again = weekly(lambda: now, occasion="schedule")
    assert again.report == sent.report
    assert (press.files.bodies, len(press.outbox)) == (files, letters)
    anew = weekly(lambda: now, occasion="2026-11-12").report.headline
    assert [sent.report.headline[name] for name in (RETURNED, NEGATIVE)] == [1 / 2, 1]
    assert [anew[name] for name in (RETURNED, NEGATIVE)] == [1 / 3, 0]


def test_what_ripens_is_told_apart(bucket: Bucket) -> None:
    """A return that was asked for after the last build belongs to its order's week: nothing was late."""
    bucket.after([order("1", "2026-11-03")], "2026-11-20")
    after = bucket.after([returned("r", "1", "2026-11-20T12:00")], "2026-11-21")
    assert of(after.restatements(WEEK), RETURNED).cause is RestatementCause.MATURED


def test_one_row_per_figure_and_day(bucket: Bucket) -> None:
    """Two changes on one day are one restatement from the first old to the newest; one that is undone is none."""
    bucket.after([order("1", "2026-11-03")], "2026-11-20")
    bucket.after([order("2", "2026-11-03")], "2026-11-21T01:00")
    one = of(
        bucket.after([order("3", "2026-11-03")], "2026-11-21T02:00").restatements(),
        RETURNED,
    )
    assert (one.old_denominator, one.new_denominator, len(one.facts)) == (1, 3, 2)
    after = bucket.after([order("4", "2026-11-03")], "2026-11-22T01:00").restatements()
    assert len([one for one in after if one.metric == RETURNED]) == 2


def test_what_ripens_later_on_a_day_hides_no_other_cause(bucket: Bucket) -> None:
    """A late order moves the week, and an hour later so does a return: the day's row is still that of the late order."""
    bucket.after([order("1", "2026-11-03")], "2026-11-20")
    bucket.after([order("2", "2026-11-03")], "2026-11-21T01:00")
    ripe = bucket.after([returned("r", "1", "2026-11-21T01:30")], "2026-11-21T02:00")
    one = of(ripe.restatements(), RETURNED)
    assert (one.old_denominator, one.new_denominator, one.new_numerator) == (1, 2, 1)
    assert one.cause is RestatementCause.LATE


def test_what_is_read_in_on_the_first_day_restates_nothing(bucket: Bucket) -> None:
    """A store's past arrives in many batches while figures are built: nobody was told the weeks that it fills."""
    bucket.after([order("1", "2026-11-03")], "2026-11-20T01:00")
    assert bucket.after([order("2", "2026-11-03")], "2026-11-20T02:00").restatements() == []
    late = bucket.after([order("3", "2026-11-03")], "2026-11-21").restatements()
    assert of(late, RETURNED).old_denominator == 2


def test_a_running_week_restates_nothing(bucket: Bucket) -> None:
    """A week that was not over when it was last built was not finished."""
    bucket.after([order("1", "2026-11-20")], "2026-11-20T12:00")
    assert bucket.after([order("2", "2026-11-20")], "2026-11-21").restatements() == []


def test_who_reads_reports_defines_no_figure(bucket: Bucket) -> None:
    """A new reader between two builds hides no restatement."""
    bucket.after([order("1", "2026-11-03")], "2026-11-20")
    bucket.settings = DEMO.having(report_readers=("boss@x.example",))
    found = bucket.after([order("2", "2026-11-03")], "2026-11-21").restatements()
    assert (of(found, RETURNED).new_denominator, of(found, RETURNED).cause) == (2, RestatementCause.LATE)


def test_what_teaches_a_cause_of_ones_own_defines_no_figure(bucket: Bucket) -> None:
    """A sentence taken out of a cause's examples, as an erasure does, is no changed setting to a late fact."""
    leaf = OwnCause(
        cause=Cause("size_fit.own_sleeve"),
        zh="袖子",
        en="Sleeve",
        examples=("sleeves",),
        since=at("2026-01-01"),
    )
    bucket.settings = DEMO.having(own_causes=(leaf,))
    bucket.after([order("1", "2026-11-03")], "2026-11-20")
    bucket.settings = DEMO.having(own_causes=(leaf.having(examples=()),))
    found = bucket.after([order("2", "2026-11-03")], "2026-11-21").restatements()
    assert of(found, RETURNED).cause == RestatementCause.LATE


def test_a_build_that_dies_half_way_forgets_no_restatement(bucket: Bucket) -> None:
    """What was said before is compared with until the row that tells of it is kept."""
    bucket.objects = ill = Failing()
    bucket.after([order("1", "2026-11-03")], "2026-11-20")
    ill.ill = "cubes/"
    with pytest.raises(UnavailableError):
        bucket.after([order("2", "2026-11-03")], "2026-11-21")
    ill.ill = None
    one = of(bucket.after([], "2026-11-21").restatements(), RETURNED)
    assert (one.old_denominator, one.new_denominator) == (1, 2)


@pytest.mark.parametrize(
    "place", ["/restatements/", "/told/", "by_order/month=2026-11", "by_order/month=2026-10", "/cube/"]
)
def test_a_build_that_dies_later_tells_its_restatements_once(bucket: Bucket, place: str) -> None:
    """Whether or not the rows are kept yet, and the figures half of them: repeated on another day it tells the same, nothing twice."""
    bucket.metrics = (RETURNED, NEGATIVE)
    bucket.objects = ill = Failing()
    bucket.after([order("1", "2026-10-30"), review("a", "2026-11-03", 1)], "2026-11-20")
    ill.ill = place
    late = [order("2", "2026-10-30"), order("3", "2026-11-01"), review("b", "2026-11-03", 1)]
    with pytest.raises(UnavailableError):
        bucket.after(late, "2026-11-21")
    ill.ill = None
    once = [(NEGATIVE, 1, 2), (RETURNED, 1, 3)]
    assert _told(bucket.after([], "2026-11-22")) == once
    again = bucket.after([order("4", "2026-10-30")], "2026-11-22T02:00")
    assert _told(again) == [*once, (RETURNED, 3, 4)]


def _told(figures: Evaluator) -> list[tuple[str, float, float]]:
    return sorted((one.metric, one.old_denominator, one.new_denominator) for one in figures.restatements())


class Overtaken(InMemoryObjects):
    """A bucket in which something happens while the first fact is fetched."""

    meanwhile: Callable[[], object] | None = None

    def get(self, key: str) -> bytes:
        if self.meanwhile and key.startswith("facts/"):
            happens, self.meanwhile = self.meanwhile, None
            happens()
        return super().get(key)


def test_a_refresh_that_is_overtaken_leaves_what_the_other_made(bucket: Bucket) -> None:
    """One that takes longer than the schedule's pause: the newer one's figures and its restatement stay."""
    bucket.objects = objects = Overtaken()
    bucket.after([order("1", "2026-11-03")], "2026-11-20")
    other = Bucket(bucket.folder / "other")
    other.objects, other.batches = objects, 10
    LakeWriter(objects).write("late", facts=[order("2", "2026-11-03")])
    objects.meanwhile = lambda: other.after([order("3", "2026-11-03")], "2026-11-21T01:00")
    done = refresh(objects, bucket.folder / "refresher", DEMO, {}, at("2026-11-21"), bucket.scope)
    assert done == Refreshed(0, 0)
    one = of(bucket.after([], "2026-11-21T02:00").restatements(), RETURNED)
    assert (one.old_denominator, one.new_denominator) == (1, 3)
