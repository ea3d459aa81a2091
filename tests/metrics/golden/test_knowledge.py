"""What was known when, how much is enough, and which stretch of time is meant."""

from datetime import date, timedelta

import pytest

from aftersales.metrics.figure import Maturity
from aftersales.metrics.period import Kind, containing, local_day, named, week
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from aftersales.records.message import Author
from aftersales.records.taxonomy import OwnCause
from tests.metrics.golden.telling import WEEK, Teller
from tests.metrics.history import SETTINGS, acted, at, line, message, order, rated, read_as, returned, survey

BUYER, AGENT = Author.CUSTOMER, Author.AGENT
RETURNS = "return_rate.units.by_order"


@pytest.mark.golden(36)
def test_a_late_fact_changes_the_week_in_which_it_happened(tell: Teller) -> None:
    """36 A fact arrives after the report: it restates the period in which it happened, not the one in which it arrived.

    Week 45: ten units shipped. The report of Monday 9 November says 1 of 10 returned. On the 12th a platform hands in a return
    that was requested on the 6th: week 45 becomes 2 of 10, also for a reader who asks as of the 9th; week 46 has nothing.
    """
    sold = order("1", "2026-11-03", line(shipped=10))
    known = (sold, returned("r1", "1", "2026-11-05"))
    assert tell.sums(RETURNS, *known, as_of="2026-11-09T01:00") == (1, 10)
    late = returned("r2", "1", "2026-11-06").having(ingested_at=at("2026-11-12"))
    for as_of in ("2026-11-09T01:00", "2026-11-13T01:00"):
        assert tell.sums(RETURNS, *known, late, as_of=as_of) == (2, 10)
    following = week("2026-W46", "Asia/Shanghai")
    assert tell.sums(RETURNS, *known, late, period=following) == (0, 0)
    young = tell.figure(RETURNS, known, as_of="2026-11-09T01:00")
    assert {Maturity.LATE_FACTS, Maturity.RETURN_WINDOW} <= set(young.maturity)


def _ratings(count: int) -> list[Fact]:
    """So many cases, each asked, answered, resolved, surveyed and rated 5."""
    facts: list[Fact] = []
    for number in range(count):
        thread = f"t{number}"
        on = f"thread:shop/{thread}"
        facts += [
            message(f"q{number}", "2026-11-02T08:00", BUYER, thread=thread),
            message(f"a{number}", "2026-11-02T09:00", AGENT, thread=thread),
            acted("resolved", "2026-11-02T10:00", on=on, key=f"r{number}"),
            survey(f"s{number}", "2026-11-02T11:00", on=on),
            rated(f"x{number}", "2026-11-03T08:00", 5, of=f"s{number}", on=on),
        ]
    return facts


@pytest.mark.golden(39)
def test_little_is_shown_as_little(tell: Teller) -> None:
    """39 Fewer than the minimum: value, n and interval are given, and that it is not enough.

    Nine ratings of 5 are 100 % with n = 9 and Wilson's 95 % interval 70.1 % … 100 %: below ten, so greyed. The tenth makes it enough
    (72.2 % … 100 %).
    """
    nine, ten = (tell.figure("csat.share", _ratings(count)) for count in (9, 10))
    assert (nine.value, nine.denominator, nine.enough) == (1, 9, False)
    assert (ten.value, ten.denominator, ten.enough) == (1, 10, True)
    assert nine.interval is not None
    assert ten.interval is not None
    assert (round(nine.interval.low, 3), nine.interval.high) == (0.701, 1)
    assert round(ten.interval.low, 3) == 0.722


@pytest.mark.golden(40)
def test_an_unfinished_month_meets_the_same_part_of_the_last(tell: Teller) -> None:
    """40 A month half over is set against the same half of the month before.

    One message every noon since 1 October. At the first minute of 15 November (Shanghai) there are 14 of November; October as it
    stood on the 15th had 14 too (its whole 31 would read as a fall). A finished October against September: 31 and none.
    """
    days = [at("2026-10-01T04:00") + timedelta(days=day) for day in range(45)]
    facts = [
        message(f"{place}", f"{when:%Y-%m-%dT%H:%M}", BUYER, thread=f"t{place}")
        for place, when in enumerate(days)
    ]
    now = tell.told(facts, as_of="2026-11-14T16:00")
    november = now.compared("customer_messages", named("2026-11", "Asia/Shanghai"))
    assert (november.figure.value, november.change.before.value) == (14, 14)
    assert Maturity.RUNNING in november.figure.maturity
    october = now.compared("customer_messages", named("2026-10", "Asia/Shanghai"))
    assert (october.figure.value, october.change.before.value) == (31, 0)


@pytest.mark.golden(41)
def test_a_year_may_have_53_weeks(tell: Teller) -> None:
    """41 Week 53: the days around New Year belong to one ISO week, and to one only.

    2026-W53 is 28 December to 3 January. Messages on 31 December, 2 January and 4 January (Shanghai): two in W53, one in 2027-W01.
    The week after W53 is 2027-W01, the week before W01 is W53; a year before lies 52 weeks earlier, from a Monday.
    """
    facts = [
        message(day, f"{day}T04:00", BUYER, thread=day) for day in ("2026-12-31", "2027-01-02", "2027-01-04")
    ]
    last, first = week("2026-W53", "Asia/Shanghai"), week("2027-W01", "Asia/Shanghai")
    assert (last.following, first.previous) == (first, last)
    assert tell.figure("customer_messages", facts, period=last).value == 2
    assert tell.figure("customer_messages", facts, period=first).value == 1
    for moment, holds in (("2027-01-03T15:59", last), ("2027-01-03T16:00", first)):
        assert containing(Kind.WEEK, local_day(at(moment), "Asia/Shanghai"), "Asia/Shanghai") == holds
    assert last.year_before.first == date(2025, 12, 29)


@pytest.mark.golden(43)
def test_a_retired_cause_counts_as_what_it_became(tell: Teller) -> None:
    """43 The tree of causes changes: old labels count under their new place, backwards too, so that a trend goes on.

    Two cases of week 45: one labelled quality.own_seam by a person, one quality.pilling by the engine → quality 2 of 2. Then the
    leaf is retired and becomes size_fit.too_small → quality 1 of 2, size_fit 1 of 2; the facts are the same, and the sum too.
    """
    seam = Cause("quality.own_seam")
    wrote = [message(key, "2026-11-03T08:00", BUYER, thread=key) for key in ("a", "b")]
    facts = [
        *wrote,
        read_as(wrote[0], cause=Cause.QUALITY_MATERIAL),
        read_as(wrote[1], cause=Cause.QUALITY_PILLING),
        acted("relabelled", "2026-11-03T09:00", on="thread:shop/a", cause=seam),
    ]
    leaf = OwnCause(cause=seam, zh="缝线", en="Seam", since=at("2026-01-01"))
    became = leaf.having(retired_at=at("2026-12-01"), becomes=Cause.SIZE_TOO_SMALL)
    shares = {}
    for version, own in ((1, leaf), (2, became)):
        told = tell.told(facts, settings=SETTINGS.having(own_causes=(own,), causes_version=version))
        parts = told.split("cause_share.by_opened", WEEK)
        shares[version] = {part.key: (part.numerator, part.denominator) for part in parts}
    assert shares == {1: {"quality": (2, 2)}, 2: {"quality": (1, 2), "size_fit": (1, 2)}}
