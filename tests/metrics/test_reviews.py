"""Reviews count as they stood a week after the period."""

from aftersales.metrics.figure import Filters, Reason
from tests.metrics.asking import WEEK, Asker
from tests.metrics.history import fact, line, order, review, shuffled_twice

RATE = "neg_review_rate.by_review"
LINES = (("1", "LAMP", "413"), ("2", "RED", "473"), ("3", "BLUE", "473"))


def test_few_stars_are_set_against_rated_reviews(ask: Asker) -> None:
    """One to three stars are negative; a review without stars is no rated review."""
    facts = [review("a", "2026-11-03", 3), review("b", "2026-11-03", 4), review("c", "2026-11-03", None)]
    assert ask.sums(RATE, *facts) == (1, 2)


def test_an_edit_counts_until_a_week_after_the_period(ask: Asker) -> None:
    """A review lifted from one to five stars counts as it read on the eighth day."""
    posted = review("a", "2026-11-03", 1)
    assert ask.sums(RATE, *shuffled_twice([posted, review("a", "2026-11-03", 5, "2026-11-15T15:59")])) == (
        0,
        1,
    )
    assert ask.sums(RATE, posted, review("a", "2026-11-03", 5, "2026-11-15T16:00")) == (1, 1)


def test_a_deleted_review_leaves_the_rate(ask: Asker) -> None:
    """Hidden and deleted reviews are out of the newest state."""
    gone = review("a", "2026-11-03", 1, "2026-11-05", visible=False)
    found = ask.figure(RATE, [review("a", "2026-11-03", 1), gone])
    assert (found.value, found.reason) == (None, Reason.NO_DENOMINATOR)


def test_stars_are_counted_by_star(ask: Asker) -> None:
    """The parts are the stars, each against all rated reviews."""
    facts = [review(str(place), "2026-11-03", stars) for place, stars in enumerate((5, 5, 5, 1))]
    found = {
        figure.key: figure.value for figure in ask.evaluator(facts).split("star_distribution.by_review", WEEK)
    }
    assert found == {"5": 0.75, "1": 0.25}


def test_a_part_is_asked_for_by_its_name(ask: Asker) -> None:
    """The figure and the rows of one star are those that the split has for it."""
    facts = [review(str(place), "2026-11-03", stars) for place, stars in enumerate((5, 5, 5, 1))]
    asked = ask.evaluator(facts)
    for part in asked.split("star_distribution.by_review", WEEK):
        alone = asked.figure("star_distribution.by_review", WEEK, Filters(part=part.key))
        assert (alone.numerator, alone.denominator) == (part.numerator, part.denominator)
        rows = asked.rows("star_distribution.by_review", WEEK, Filters(part=part.key))
        assert sum(row.numerator for row in rows) == part.numerator


def test_seller_feedback_is_a_count_where_the_platform_hides_the_total(ask: Asker) -> None:
    """Only one to three stars are told, so there is no rate, and no nought per cent either."""
    facts = [review("a", "2026-11-03", 2, form="seller_feedback")]
    found = ask.figure("neg_seller_feedback_rate", facts)
    assert (found.value, found.numerator, found.reason) == (None, 1, Reason.DENOMINATOR_NOT_GIVEN)
    assert ask.sums(RATE, *facts)[1] == 0


def test_without_surveys_satisfaction_is_unknown(ask: Asker) -> None:
    """Nobody was asked, so nothing is known."""
    assert ask.figure("csat.share", []).reason is Reason.NO_SURVEYS


def test_no_mean_of_stars_lies_beyond_five(ask: Asker) -> None:
    """The interval of few good reviews ends where the stars do."""
    facts = [review(str(place), "2026-11-03", stars) for place, stars in enumerate((5, 5, 4))]
    interval = ask.figure("star_mean.by_review", facts).interval
    assert interval
    assert 4 < interval.low < interval.high == 5


def test_a_review_goes_by_the_name_that_its_orders_use(ask: Asker) -> None:
    """A platform's product number is the SKU of the orders that carry it; with several variations it stays a number."""
    lamp, red, blue = (line(key, sku).having(product=product, title="Lamp") for key, sku, product in LINES)
    facts = [
        order("1", "2026-11-02", lamp, red, blue),
        review("a", "2026-11-03", 1, sku=None, product="413"),
        review("b", "2026-11-03", 5, sku=None, product="473"),
    ]
    evaluator = ask.evaluator(facts)
    assert {one.key: one.numerator for one in evaluator.split(RATE, WEEK, "sku")} == {"LAMP": 1, "473": 0}
    assert evaluator.titles(["LAMP", "473", "none"]) == {"LAMP": "Lamp", "473": "Lamp"}


def test_shops_number_their_reviews_each_for_itself(ask: Asker) -> None:
    """Two shops of one platform have a review 12 each; a copy names one of its own shop before that of another."""
    ours = review("12", "2026-11-03", 1)
    theirs = fact(ours.record.having(store="other"), "2026-11-03")
    assert ask.sums(RATE, ours, theirs) == (2, 2)
    copy = review("13", "2026-11-03", 1, copy_of="12")
    assert ask.sums(RATE, ours, theirs, copy) == (2, 2)
    elsewhere = fact(ours.record.having(store="other", key="14", copy_of="12"), "2026-11-03")
    assert ask.sums(RATE, ours, elsewhere) == (1, 1)
