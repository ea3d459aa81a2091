"""What is learned after a report was sent changes figures and is told; the report that was sent stays, byte for byte."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

from aftersales.lake.cubes import CubeLake
from aftersales.lake.refresh import Scope, refresh
from aftersales.lake.writer import LakeWriter
from aftersales.mail.writer import MailReportWriter
from aftersales.metrics.catalogue import contract
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.period import week
from aftersales.records.fact import Fact
from aftersales.records.order import Customer
from aftersales.records.report import ReportKind, Subscription
from aftersales.records.restatement import RestatementCause
from aftersales.records.same_customer import SameCustomer
from aftersales.reports.editing import edit
from aftersales.reports.making import Made, make, send
from aftersales.reports.shape import Order, Restated
from tests.lake.in_memory import DEMO, InMemoryObjects
from tests.metrics.history import at, fact, order, returned, review
from tests.reports.press import InMemoryPress

WEEK, NEXT = week("2026-W46", "Asia/Shanghai"), week("2026-W47", "Asia/Shanghai")
WEEKLY = Order(kind=ReportKind.WEEKLY)
MONDAY = "2026-11-16T01:00"
BOSS = Subscription(
    workspace="demo", id="boss", email="boss@x.example", kind=ReportKind.WEEKLY, since=at("2026-01-01")
)
RETURN_RATE, NEGATIVE, AGAIN = (
    "return_rate.units.by_order",
    "neg_review_rate.by_review",
    "repurchase_rate.by_cohort",
)
SOME = Scope(contracts=tuple(map(contract, (RETURN_RATE, NEGATIVE, AGAIN))), quick=("order_lines",), all=())
BOUGHT = "2026-06-02"
FACTS: list[Fact] = [
    *(order(f"{number}", "2026-11-10") for number in range(4)),
    returned("r", "0", "2026-11-12"),
    review("a", "2026-11-11", 1),
    review("b", "2026-11-11", 5),
    order("x", BOUGHT, customer=Customer(key="a")),
    order("y", "2026-07-01", customer=Customer(key="b")),
]
SAME = SameCustomer(
    store="shop", key="a=b", first="a", second="b", at=at("2026-11-17"), member="ann@x.example"
)
LATER: list[Fact] = [
    order("late", "2026-11-11"),
    review("a", "2026-11-11", 5, "2026-11-17"),
    fact(SAME, "2026-11-17"),
]


class Seller:
    """A lake that facts come into, and a press."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.objects, self.press = folder, InMemoryObjects(), InMemoryPress()

    def after(self, facts: Sequence[Fact], now: str) -> Evaluator:
        """Take facts in just before a moment, refresh, and ask as of then."""
        moment = at(now)
        taken = [one.having(ingested_at=moment - timedelta(minutes=30)) for one in facts]
        LakeWriter(self.objects).write(now, facts=taken)
        refresh(self.objects, self.folder / "refresher", DEMO, {}, moment, SOME)
        lake = CubeLake(DEMO, self.objects, self.folder / f"reader-{moment:%d}")
        lake.refresh()
        return Evaluator(lake=lake, settings=DEMO, as_of=moment, draw=Random(1).randrange)

    def sent(self, evaluator: Evaluator) -> Made:
        """The schedule makes the week's report and sends it."""
        press = self.press.press()
        made = make(lambda: evaluator, "demo", WEEKLY, WEEK, occasion="schedule", press=press)
        send(made, BOSS, evaluator.as_of, press)
        return made


def test_a_sent_report_stays_and_the_next_one_tells_what_became_of_it(tmp_path: Path) -> None:
    """R4, golden 36: a late order, an edited review and a merged customer, each with its row of old and new."""
    seller = Seller(tmp_path)
    before = seller.after(FACTS, MONDAY)
    first = seller.sent(before)
    files, letters = dict(seller.press.files.bodies), len(seller.press.outbox)
    assert first.report.headline[RETURN_RATE] == 1 / 4

    after = seller.after(LATER, "2026-11-18T01:00")
    assert after.figure(RETURN_RATE, WEEK).value == 1 / 5
    assert after.figure(NEGATIVE, WEEK).value == 0
    cohort = week("2026-W23", "Asia/Shanghai")
    assert (before.figure(AGAIN, cohort).value, after.figure(AGAIN, cohort).value) == (0, 1)
    told = {
        one.metric: (
            one.old_numerator,
            one.old_denominator,
            one.new_numerator,
            one.new_denominator,
            one.cause,
        )
        for one in [*after.restatements(WEEK), *after.restatements(cohort)]
    }
    assert told == {
        RETURN_RATE: (1, 4, 1, 5, RestatementCause.LATE),
        NEGATIVE: (1, 2, 0, 2, RestatementCause.EDITED),
        AGAIN: (0, 1, 1, 1, RestatementCause.MERGED),
    }

    again = seller.sent(after)
    assert again.report == first.report
    assert seller.press.files.bodies == files
    assert len(seller.press.outbox) == letters

    following = edit(seller.after([], "2026-11-23T01:00"), WEEKLY, NEXT)
    (section,) = [section for section in following.sections if isinstance(section, Restated)]
    assert {one.metric for one in section.changed} == {RETURN_RATE, NEGATIVE}
    page = MailReportWriter("https://console.example", lambda: b"secret").files(
        following, [], "en", "https://console.example/r/x"
    )
    assert "2026-W46" in page["html"].decode()
