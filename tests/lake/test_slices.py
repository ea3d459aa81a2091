"""A slice gives the rows that a build of everything gives, though it holds a few dossiers only."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from aftersales.lake.refresh import Scope, refresh
from aftersales.lake.writer import LakeWriter
from aftersales.metrics.catalogue import contract
from aftersales.records.after_sales import Refund, RefundStatus, Replacement
from aftersales.records.calendar import Calendar, Shift
from aftersales.records.case import Case, CaseState, Turn
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from aftersales.records.message import Author
from aftersales.records.money import Money
from aftersales.records.order import Customer
from aftersales.records.parcel import ParcelStatus
from aftersales.records.same_customer import SameCustomer
from aftersales.records.target import Clock, Promise, ServiceTarget
from aftersales.records.workspace import Settings
from tests.lake.in_memory import DEMO, InMemoryObjects, snapshot
from tests.lake.test_refresh import cells, exported
from tests.metrics.history import (
    acted,
    at,
    case,
    exchange_rate,
    fact,
    message,
    order,
    parcel,
    rated,
    refund,
    returned,
    review,
    survey,
)

NOW = at("2026-12-01T10:00")
ADA, BEN = Customer(key="ada"), Customer(key="ben")
TIED = {
    "repurchase_rate.by_cohort": (
        [order("a", "2026-08-03", customer=ADA), order("b", "2026-08-20", customer=BEN)],
        fact(
            SameCustomer(
                store="shop", key="ada=ben", first="ada", second="ben", member="kim", at=at("2026-11-01")
            ),
            "2026-11-01",
        ),
    ),
    "neg_review_rate.by_review": (
        [review("named", "2026-11-03", 1)],
        review("copy", "2026-11-04", 1, copy_of="named"),
    ),
    "neg_review_posted_rate.by_review": (
        [review("said", "2026-11-05", 2, author="ann", text="Words that nobody else would find.")],
        review("again", "2026-11-05", 2, author="ann", text="Words that nobody else would find."),
    ),
    "neg_review_cause_share.by_review": (
        [review("judged", "2026-11-03", 1)],
        acted(
            "relabelled", "2026-11-06", on="thread:shop/other", about="review:shop/judged", cause=Cause.QUALITY
        ),
    ),
    "return_rate.units.by_order": (
        [order("sent-again", "2026-11-03")],
        fact(
            Replacement(
                store="shop", key="told", new_order="sent-again", shipped_at=at("2026-11-04"), quantity=1
            ),
            "2026-11-04",
        ),
    ),
    "exchange_rate.units.by_order": (
        [order("first", "2026-11-03")],
        order("second", "2026-11-05", replaces="#first"),
    ),
    "exchange_share.by_request": (
        [order("back", "2026-11-03"), returned("r", "back", "2026-11-05")],
        fact(
            Refund(
                store="shop", key="f", returned="r", status=RefundStatus.SETTLED, created_at=at("2026-11-06"),
                settled_at=at("2026-11-06"), total=Money(minor=1000, currency="USD"),
            ),
            "2026-11-06",
        ),
    ),
    "on_time_delivery": (
        [order("way", "2026-11-03", tracking_numbers=("T1",), deliver_until=at("2026-11-09"))],
        parcel("T1", "2026-11-08", ParcelStatus.DELIVERED),
    ),
    "session_duration": (
        [message("asks", "2026-11-03T10:00", Author.CUSTOMER, "t7")],
        message("says", "2026-11-03T10:10", Author.AGENT, "t7", "#7"),
    ),
    "csat.share": (
        [survey("s1", "2026-11-04")],
        rated("answer", "2026-11-05", 5, on="thread:shop/elsewhere"),
    ),
}  # fmt: skip
"""Contract → what was known, and a piece of news that lies in another dossier and changes what the first one counts as."""
Batch = tuple[Sequence[Fact], Sequence[Case]]


Rows = list[tuple[object, ...]]


def _rows(folder: Path, settings: Settings, names: str, *batches: Batch) -> list[Rows]:
    """Return the ledger of contracts after each batch; whatever comes after the first one is built of news."""
    wanted = names.split()
    objects = InMemoryObjects()
    scope = Scope(contracts=tuple(contract(name) for name in wanted), quick=(), all=())
    found: list[Rows] = []
    for step, (facts, cases) in enumerate(batches):
        LakeWriter(objects).write(f"b{step}", facts=facts, cases=[snapshot(one) for one in cases])
        assert refresh(objects, folder / "steps", settings, {}, NOW, scope).of_news == (step > 0)
        found.append(cells(exported(objects, folder), wanted)["ledger"])
    return found


def _both(folder: Path, settings: Settings, names: str, known: Batch, news: Batch) -> tuple[Rows, Rows, Rows]:
    """Return the ledger before the news, with them in a second step, and with everything at once."""
    everything = ([*known[0], *news[0]], [*known[1], *news[1]])
    before, steps = _rows(folder / "news", settings, names, known, news)
    (whole,) = _rows(folder / "whole", settings, names, everything)
    return before, steps, whole


def test_a_slice_holds_whatever_news_reach_by_any_name(tmp_path: Path) -> None:
    """Of each name by which dossiers are joined there is one that no other name ties: were it forgotten, a figure would stand still."""
    told = [returned("some", None, "2026-10-01"), refund("other", "nobody", "2026-10-02")]
    known: Batch = (
        [*told, *(one for facts, _ in TIED.values() for one in facts)],
        [case(1, "2026-11-03", home="thread:shop/t1")],
    )
    names = " ".join(TIED)
    before, steps, whole = _both(tmp_path, DEMO, names, known, ([one for _, one in TIED.values()], []))
    assert {name for name in TIED if _of(name, whole) == _of(name, before)} == set()
    assert {name for name in TIED if _of(name, whole) != _of(name, steps)} == set()


def _of(name: str, rows: Rows) -> Rows:
    return [row for row in rows if row[0] == name]


def test_a_promise_of_many_weeks_is_due_though_no_case_of_the_slice_lasts_so_long(tmp_path: Path) -> None:
    """Four hundred working hours are ten weeks: working time goes on for as long whether or not others' cases do."""
    week = tuple(Shift(weekday=day, opens="09:00", closes="17:00") for day in range(1, 6))
    promised = ServiceTarget(
        since=at("2026-08-01"), promise=Promise.RESOLUTION, hours=400, clock=Clock.BUSINESS
    )
    settings = DEMO.having(
        calendars=(Calendar(since=date(2026, 8, 1), zone=DEMO.zone, shifts=week),), targets=(promised,)
    )
    old, new, young = (
        case(1, when, home=f"thread:shop/{when}", turns=(Turn(at=at(when), state=CaseState.WAITING),))
        for when in ("2026-09-01", "2026-09-02", "2026-11-25")
    )
    sold = [order("1", "2026-09-01")]
    before, steps, whole = _both(tmp_path, settings, "sla_attainment", (sold, [old, young]), ([], [new]))
    assert len(whole) == len(before) + 1
    assert steps == whole


def test_what_was_paid_on_top_is_worth_as_much_in_any_slice(tmp_path: Path) -> None:
    """The price of an exchange may be told in a currency in which only others ever bought."""
    rates = [exchange_rate("JPY", "2026-11-03", "150"), exchange_rate("USD", "2026-11-03", "1.25")]
    sales = [order("1", "2026-11-03"), order("2", "2026-11-03", currency="JPY")]
    more = returned(
        "r", "1", "2026-11-12", resolution="exchange", difference=Money(minor=1000, currency="JPY")
    )
    told = [*rates, *sales, returned("s", "2", "2026-11-10")]
    before, steps, whole = _both(tmp_path, DEMO, "exchange_upsell.by_request", (told, []), ([more], []))
    assert len(whole) > len(before)
    assert steps == whole
