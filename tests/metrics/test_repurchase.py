"""Who buys again."""

from aftersales.records.order import OrderStatus
from tests.metrics.aftermath import bought, paid_back
from tests.metrics.asking import WEEK, Asker
from tests.metrics.golden.telling import sums
from tests.metrics.history import at, case

AGAIN = "repurchase_rate.by_cohort"
DAY = "2026-11-03"


def test_only_purchases_within_ninety_days_count(ask: Asker) -> None:
    """Ada comes back after 60 days, Ben after 120, Eve not at all: 1 of 3; those who were customers before are no cohort."""
    facts = [
        *(bought(name, DAY, name) for name in ("ada", "ben", "eve")),
        bought("4", "2027-01-02", "ada"),
        bought("5", "2027-03-03", "ben"),
        bought("6", "2026-09-01", "old"),
        bought("7", DAY, "old"),
    ]
    told = ask.evaluator(facts, as_of="2027-06-01")
    assert sums(told, AGAIN) == (1, 3)
    assert sums(told.at(at("2026-12-31")), AGAIN) == (0, 3)
    assert told.figure(AGAIN, WEEK, mature=True).denominator == 3
    assert ask.evaluator(facts, as_of="2027-01-15").figure(AGAIN, WEEK, mature=True).denominator == 0


def test_what_was_cancelled_or_paid_back_in_full_is_no_purchase(ask: Asker) -> None:
    """Neither makes a first order, nor a second one; a part refund changes nothing."""
    first = [bought("1", DAY, "ada"), bought("2", DAY, "ben")]
    facts = [
        *first,
        bought("3", "2026-12-01", "ada"),
        paid_back("f", "3", "2026-12-03", 1000),
        bought("4", "2026-12-01", "ben"),
        paid_back("g", "4", "2026-12-03", 400),
    ]
    assert ask.sums(AGAIN, *facts) == (1, 2)
    gone = bought("1", DAY, "ada")
    gone = gone.having(record=gone.record.having(status=OrderStatus.CANCELLED))
    assert ask.sums(AGAIN, gone) == (0, 0)


def test_customers_with_a_case_beside_those_without(ask: Asker) -> None:
    """Ada's case was resolved and she came back; of two buyers of her week without a case one did: 1 of 1 beside 1 of 2.

    Whose case is still open is no buyer without a case.
    """
    facts = [
        *(bought(name, DAY, name) for name in ("ada", "ben", "eve")),
        bought("4", "2026-12-01", "ada"),
        bought("5", "2026-12-01", "ben"),
    ]
    helped = case(
        1, DAY, home="order:shop/ada", customer="ada", resolved_at=at("2026-11-05"), order_number="#ada"
    )
    told = ask.evaluator(facts, [helped])
    assert sums(told, "repurchase_after_case.by_resolved") == (1, 1)
    assert sums(told, "repurchase_without_case.by_resolved") == (1, 2)
    waits = case(1, DAY, home="order:shop/eve", customer="eve", order_number="#eve")
    assert sums(ask.evaluator(facts, [helped, waits]), "repurchase_without_case.by_resolved") == (1, 1)


def test_weeks_that_are_matched_are_local(ask: Asker) -> None:
    """Sunday 16:00 UTC is Monday in Shanghai: who bought then is matched with the week that begins, not with the one before."""
    facts = [
        bought("ada", DAY, "ada"),
        bought("ben", "2026-11-01T17:00", "ben"),
        bought("eve", "2026-11-01T15:00", "eve"),
    ]
    helped = case(
        1, DAY, home="order:shop/ada", customer="ada", resolved_at=at("2026-11-05"), order_number="#ada"
    )
    told = ask.evaluator(facts, [helped])
    assert sums(told, "repurchase_without_case.by_resolved") == (0, 1)
