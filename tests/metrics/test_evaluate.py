"""Figures, their rows and their maturity."""

from datetime import timedelta

import pytest

from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Form
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Filters, Maturity, Reason
from aftersales.metrics.period import week
from aftersales.records.errors import RejectedError
from tests.metrics.asking import WEEK, Asker
from tests.metrics.history import at, case, line, order, returned

RATE = "return_rate.units.by_order"


def test_there_is_no_figure_of_an_unknown_metric(ask: Asker) -> None:
    """A name that no contract has is the asker's fault."""
    with pytest.raises(RejectedError, match="no_such_metric"):
        ask.figure("nonsense", [])


def test_an_empty_lake_has_no_values(ask: Asker) -> None:
    """Unknown is not nought: each figure without data is null with a reason; only a count of things is 0."""
    evaluator = ask.evaluator([])
    for name, contract in CONTRACTS.items():
        found = evaluator.figure(name, WEEK)
        expected = (0, None) if contract.form in {Form.COUNT, Form.TOTAL} else (None, contract.missing)
        assert (found.value, found.reason) == expected
        assert evaluator.rows(name, WEEK) == []


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_figure_is_the_sum_of_its_rows(quarter: Evaluator, name: str) -> None:
    """I7: the records that a number opens add up to it, and pages of them do not overlap."""
    evaluator, period, form = quarter, week("2026-W44", "Asia/Shanghai"), CONTRACTS[name].form
    figure = evaluator.figure(name, period)
    rows = evaluator.rows(name, period, limit=500)
    third = len(rows) // 3 + 1
    paged = [
        row
        for offset in range(0, len(rows) + 1, third)
        for row in evaluator.rows(name, period, limit=third, offset=offset)
    ]
    assert paged == rows
    if form is Form.DURATION:
        assert len(rows) == figure.denominator
    elif form is Form.SHARE:
        # The whole of a share: how many of all rows have a part.
        assert sum(row.numerator for row in rows) == figure.denominator
        assert sum(row.denominator for row in rows) == figure.numerator
    else:
        assert sum(row.numerator for row in rows) == figure.numerator
        assert sum(row.denominator for row in rows) == figure.denominator


def test_filters_choose_a_part(ask: Asker) -> None:
    """Units of one product in one market; the parts of a split add up to the whole."""
    facts = [
        order("1", "2026-11-03", line("1", "A", 2), line("2", "B", 3)),
        order("2", "2026-11-03", line("1", "A", 1), market="DE"),
    ]
    evaluator = ask.evaluator(facts)
    assert evaluator.figure(RATE, WEEK, Filters(sku="A", market="US")).denominator == 2
    assert {part.key: part.denominator for part in evaluator.split(RATE, WEEK, by="sku")} == {"A": 3, "B": 3}
    assert {part.key: part.denominator for part in evaluator.split(RATE, WEEK, by="market")} == {
        "US": 5,
        "DE": 1,
    }


def test_filters_asked_together_answer_as_one_by_one(ask: Asker) -> None:
    """Whatever people call their products and markets; a filter that a metric does not have leaves it without parts."""
    names = ["A|B%7C", "O'Neil", '"1"', "A"]
    facts = [
        order(str(place), "2026-11-03", line("1", name, place + 1), line("2", "A", 2), market=name)
        for place, name in enumerate(names)
    ]
    evaluator = ask.evaluator([*facts, returned("r", "1", "2026-11-05")])
    narrowings = [
        Filters(),
        *(Filters(sku=name) for name in names),
        *(Filters(sku="A", market=name) for name in (*names, "nowhere")),
        *(Filters(cause=name, store="shop") for name in ("size_fit", "quality")),
    ]
    asked = [RATE, "return_cause_share.by_request", "refund_rate.orders.by_order"]
    for by in ("part", "store", "platform"):
        together = evaluator.splits_of_each(narrowings, asked, WEEK, by)
        assert together == [evaluator.splits(asked, WEEK, by, filters) for filters in narrowings]
        units = [found[RATE][0].denominator for found in together[:5]]
        assert units == [18, 1, 2, 3, 12]


def test_a_cause_may_be_asked_for_where_nothing_has_one(ask: Asker) -> None:
    """A workspace whose texts nobody has read yet: no figure of a cause, no words about it, and no error."""
    evaluator = ask.evaluator([order("1", "2026-11-03"), returned("r", "1", "2026-11-05")])
    found = evaluator.figure("return_cause_share.by_request", WEEK, Filters(cause="size_fit"))
    assert (found.value, found.numerator) == (None, 0)
    assert evaluator.voices(WEEK, ["size_fit"]) == {"size_fit": []}


def test_a_dimension_that_a_metric_does_not_have_gives_no_value(ask: Asker) -> None:
    """A refund rate per SKU is not computed as if there were no filter."""
    evaluator = ask.evaluator([order("1", "2026-11-03")])
    found = evaluator.figure("refund_rate.orders.by_order", WEEK, Filters(sku="LAMP"))
    assert (found.value, found.reason) == (None, Reason.NOT_BY_THIS_DIMENSION)
    assert evaluator.rows("refund_rate.orders.by_order", WEEK, Filters(sku="LAMP")) == []
    assert evaluator.split("refund_rate.orders.by_order", WEEK, by="sku") == []


def test_few_units_are_marked(ask: Asker) -> None:
    """Below 20 units the value stands, but it is not enough to read much from."""
    assert not ask.figure(RATE, [order("1", "2026-11-03", line(shipped=19))]).enough
    assert ask.figure(RATE, [order("1", "2026-11-03", line(shipped=20))]).enough


@pytest.mark.parametrize(
    ("as_of", "marks"),
    [
        ("2026-11-05", {Maturity.RUNNING, Maturity.RETURN_WINDOW}),
        ("2026-11-09", {Maturity.LATE_FACTS, Maturity.RETURN_WINDOW}),
        ("2026-11-20", {Maturity.RETURN_WINDOW}),
        ("2026-12-24", set()),
    ],
)
def test_a_figure_says_why_it_may_still_move(ask: Asker, as_of: str, marks: set[Maturity]) -> None:
    """While the week runs, for 72 hours after it, and until the return window of 45 days has closed."""
    found = ask.figure(RATE, [order("1", "2026-11-03")], as_of=as_of)
    assert set(found.maturity) == marks
    assert found.provisional == bool(marks)


def test_a_connection_that_is_behind_makes_a_figure_provisional(ask: Asker) -> None:
    """A period is complete when its slowest connection has passed its end."""
    evaluator = ask.evaluator([order("1", "2026-11-03")], [case(1, "2026-11-03")])
    late = type(evaluator)(
        lake=evaluator.lake,
        settings=evaluator.settings,
        as_of=evaluator.as_of,
        draw=evaluator.draw,
        complete_through=WEEK.end - timedelta(hours=1),
    )
    assert Maturity.CONNECTION_BEHIND in late.figure("first_response", WEEK).maturity


def test_an_earlier_moment_knows_less(ask: Asker) -> None:
    """`at` asks the same lake as it stood then."""
    evaluator = ask.evaluator([order("1", "2026-11-03"), returned("r", "1", "2026-11-12")])
    assert evaluator.figure(RATE, WEEK).numerator == 1
    assert evaluator.at(at("2026-11-10")).figure(RATE, WEEK).numerator == 0
