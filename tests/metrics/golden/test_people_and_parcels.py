"""Who a customer is, and where a parcel is, may turn out later to be otherwise."""

import pytest

from aftersales.records.parcel import ParcelStatus
from tests.metrics.aftermath import bought, one_person, travelled
from tests.metrics.golden.telling import WEEK, Teller, sums
from tests.metrics.history import at, order

AGAIN = "repurchase_rate.by_cohort"
LOST = "lost_rate"
DAY = "2026-11-03"


@pytest.mark.golden(37)
def test_merged_customers_are_one_person_until_they_are_not(tell: Teller) -> None:
    """37 Two customers turn out to be one person, and later two again: the cohort is told anew each time.

    Ada buys on 3 November, 'A. L.' on the 20th. As two persons: one first order in the week, 0 of 1 came back. Merged on 1 December they
    are one who came back: 1 of 1. Taken apart again on 1 January: 0 of 1. What was known at each time can still be asked.
    """
    facts = (
        bought("1", DAY, "ada"),
        bought("2", "2026-11-20", "al"),
        one_person("ada", "al", "2026-12-01"),
        one_person("ada", "al", "2027-01-01", together=False),
    )
    told = tell.told(facts)
    known = [told.at(at(day)).figure(AGAIN, WEEK) for day in ("2026-11-25", "2026-12-15", "2027-01-15")]
    assert [(one.numerator, one.denominator) for one in known] == [(0, 1), (1, 1), (0, 1)]
    assert sums(told, AGAIN) == (0, 1)
    assert tell.sums(AGAIN, *facts[:3]) == (1, 1)


@pytest.mark.golden(37)
def test_a_merge_can_move_a_first_order_to_another_week(tell: Teller) -> None:
    """37 Somebody's first order in the week is no first order once an older key is theirs too.

    'al' bought on 10 October, 'ada' on 3 November: two first orders. Merged: one, in October, and its owner came back within 90 days; the
    week of November has none, so its rate is null.
    """
    facts = (bought("1", "2026-10-10", "al"), bought("2", DAY, "ada"), one_person("al", "ada", "2026-12-01"))
    assert tell.sums(AGAIN, *facts[:2]) == (0, 1)
    assert tell.sums(AGAIN, *facts) == (0, 0)
    assert tell.figure(AGAIN, facts).value is None


@pytest.mark.golden(42)
def test_a_lost_parcel_that_is_delivered_after_all(tell: Teller) -> None:
    """42 A parcel is declared lost on the 20th and delivered on 5 December: the loss is taken back.

    Two parcels were handed over on 3 November. Known on the 25th: 1 of 2 lost, and the lost order is no delivery (return rate over one
    unit). Known later: 0 of 2 lost, two units delivered.
    """
    facts = (
        order("1", DAY, tracking_numbers=("A",)),
        order("2", DAY, tracking_numbers=("B",)),
        travelled("A", "2026-11-20", ParcelStatus.LOST),
        travelled("B", "2026-11-06", ParcelStatus.DELIVERED),
        travelled("A", "2026-12-05", ParcelStatus.DELIVERED, delivered_at=at("2026-12-05")),
    )
    told = tell.told(facts)
    early = told.at(at("2026-11-25")).figure(LOST, WEEK)
    assert (early.numerator, early.denominator) == (1, 2)
    assert sums(told, LOST) == (0, 2)
    assert tell.sums("return_rate.units.by_order", *facts[:4]) == (0, 1)
    assert sums(told, "return_rate.units.by_order") == (0, 2)


@pytest.mark.golden(42)
def test_a_silent_parcel_is_lost_after_thirty_days(tell: Teller) -> None:
    """42 Thirty days without a scan are a loss as well, until the parcel speaks again.

    Scanned on 3 November and never again: not lost on 1 December, lost on 10 December. A scan on 20 December takes it back.
    """
    silent = travelled("A", DAY, ParcelStatus.IN_TRANSIT)
    told = tell.told([silent])
    assert told.at(at("2026-12-01")).figure(LOST, WEEK).numerator == 0
    assert told.at(at("2026-12-10")).figure(LOST, WEEK).numerator == 1
    found = tell.told([silent, travelled("A", "2026-12-20", ParcelStatus.DELIVERED)])
    assert found.at(at("2026-12-10")).figure(LOST, WEEK).numerator == 1
    assert found.figure(LOST, WEEK).numerator == 0
