"""Bad experiences with products, by the orders they come from."""

from aftersales.records.after_sales import ReturnLine
from aftersales.records.cause import Cause
from tests.metrics.asking import WEEK, Asker
from tests.metrics.history import case, line, order, returned, review

DAY = "2026-11-03"


def test_negative_reviews_are_set_against_units(ask: Asker) -> None:
    """Two of 400 units' orders were reviewed badly, one of them improved later: 1 ÷ 400 × 1,000 = 2.5; unnamed orders do not count."""
    facts = [
        order("1", DAY, line(shipped=300)),
        order("2", DAY, line(shipped=100)),
        review("a", "2026-11-10", 1, order="1"),
        review("b", "2026-11-10", 2, order="2"),
        review("b", "2026-11-10", 5, "2026-11-20", order="2"),
        review("c", "2026-11-10", 1),
    ]
    found = ask.figure("neg_per_1000_units.by_order", facts)
    assert (found.value, found.numerator, found.denominator) == (2.5, 1, 400)


def test_stores_whose_reviews_name_no_order_are_unknown(ask: Asker) -> None:
    """Unknown is not nought."""
    assert ask.figure("neg_per_1000_units.by_order", [order("1", DAY), review("a", DAY, 1)]).value is None


def test_an_order_is_a_bad_experience_once_and_never_for_its_delivery(ask: Asker) -> None:
    """A defect (returned and reviewed), a complaint: 2 of 4; a parcel damaged on the way and a question are none."""

    def back(cause: Cause) -> ReturnLine:
        return ReturnLine(line="1", sku="LAMP", quantity=1, cause=cause)

    facts = [
        *(order(key, DAY) for key in "1234"),
        returned("r", "1", "2026-11-10", back(Cause.QUALITY_DEFECTIVE)),
        review("a", "2026-11-11", 1, order="1"),
        returned("s", "3", "2026-11-10", back(Cause.DAMAGED_IN_TRANSIT)),
    ]
    cases = [
        case(1, "2026-11-10", Cause.COMPLAINT_FRAUD, home="order:shop/2"),
        case(1, "2026-11-10", Cause.USAGE_QUESTION, home="order:shop/4"),
    ]
    found = ask.figure("ncx_like.by_order", facts, cases)
    assert (found.numerator, found.denominator) == (2, 4)


def test_causes_of_negative_reviews_are_shares_of_those_classified(ask: Asker) -> None:
    """Without any label nothing is classified, and that is told as such."""
    found = ask.evaluator([review("a", DAY, 1), review("b", DAY, 5)])
    parts = found.split("neg_review_cause_share.by_review", WEEK)
    assert [(one.key, one.numerator, one.value) for one in parts] == [(None, 1, None)]
