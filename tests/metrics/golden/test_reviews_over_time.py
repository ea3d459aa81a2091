"""Reviews change, vanish and are repeated elsewhere."""

import pytest

from tests.metrics.golden.telling import WEEK, Teller, sums
from tests.metrics.history import at, review

RATE = "neg_review_rate.by_review"
POSTED = "neg_review_posted_rate.by_review"
RECOVERED = "recovered_reviews.by_review"
STARS = "star_distribution.by_review"
MEAN = "star_mean.by_review"
DAY = "2026-11-03"


@pytest.mark.golden(29)
def test_a_review_lifted_from_one_to_five_stars(tell: Teller) -> None:
    """29 A review is edited from one star to five on the 10th: negative at posting, recovered now.

    One other review has four stars. Until the 10th: 1 of 2 negative, mean 2.5. From then on: 0 of 2 negative, posted 1 of 2, recovered 1
    of 1, mean 4.5, stars one 4 and one 5. An edit later than seven days after the week no longer changes the headline.
    """
    first, other = review("a", DAY, 1), review("b", DAY, 4)
    facts = (first, other, review("a", DAY, 5, "2026-11-10"))
    told = tell.told(facts)
    before = told.at(at("2026-11-09"))
    assert (before.figure(RATE, WEEK).numerator, before.figure(MEAN, WEEK).value) == (1, 2.5)
    assert sums(told, RATE) == (0, 2)
    assert sums(told, POSTED) == (1, 2)
    assert sums(told, RECOVERED) == (1, 1)
    assert told.figure(MEAN, WEEK).value == 4.5
    assert {one.key: one.numerator for one in told.split(STARS, WEEK)} == {"4": 1, "5": 1}
    late = (first, other, review("a", DAY, 5, "2026-11-25"))
    told_late = tell.told(late)
    assert sums(told_late, RATE) == (1, 2)
    assert sums(told_late, RECOVERED) == (1, 1)


@pytest.mark.golden(30)
def test_a_deleted_review_leaves_the_latest_and_stays_posted(tell: Teller) -> None:
    """30 A negative review is deleted on the 6th: it leaves the latest figures and stays among those posted; no recovery.

    Beside one review of five stars: latest 0 of 1, posted 1 of 2, recovered 0 of 1, mean 5.
    """
    facts = (review("a", DAY, 1), review("b", DAY, 5), review("a", DAY, 1, "2026-11-06", visible=False))
    told = tell.told(facts)
    assert sums(told, RATE) == (0, 1)
    assert sums(told, POSTED) == (1, 2)
    assert sums(told, RECOVERED) == (0, 1)
    assert tell.figure(MEAN, facts).value == 5


@pytest.mark.golden(31)
def test_a_repeated_review_counts_once(tell: Teller) -> None:
    """31 A review that is repeated elsewhere counts once, whether the copy names its original or merely repeats it.

    One negative review, a copy that names it, one that repeats author, product, day and words on another listing; and a positive review
    of somebody else: 1 of 2. The same words about another product, or by another author, are reviews of their own: 3 of 4. A copy whose
    original nobody knows stands for it: 1 of 1.
    """
    words = {"author": "Ada", "text": "The cable broke on the second evening."}
    original = review("a", DAY, 1, **words)
    named, silent = review("b", DAY, 1, copy_of="a"), review("c", DAY, 1, **words)
    positive = review("d", DAY, 5, author="Ben", text="Warm light, well packed, thanks.")
    facts = (original, named, silent, positive)
    told = tell.told(facts)
    assert sums(told, RATE) == (1, 2)
    assert sums(told, POSTED) == (1, 2)
    others = (review("e", DAY, 1, **(words | {"author": "Eve"})), review("f", DAY, 1, sku="MUG", **words))
    assert tell.sums(RATE, *facts, *others) == (3, 4)
    assert tell.sums(RATE, named) == (1, 1)


@pytest.mark.golden(32)
def test_a_neutral_rating_in_words_is_shown_apart(tell: Teller) -> None:
    """32 eBay rates in words: neutral stands for three stars and is shown apart, never mixed with stars.

    Ratings negative, neutral, positive, positive: a quarter, a quarter and a half of the ratings in words; the one review with stars (4) is
    all of the star figures: 0 of 1 negative, mean 4.
    """
    said = ("negative", "neutral", "positive", "positive")
    facts = [
        review(str(place), DAY, None, verdict=word, form="seller_feedback") for place, word in enumerate(said)
    ]
    facts.append(review("s", DAY, 4))
    told = tell.told(facts)
    parts = {one.key: one.value for one in told.split("verbal_ratings.by_review", WEEK)}
    assert parts == {"negative": 0.25, "neutral": 0.25, "positive": 0.5}
    assert sums(told, RATE) == (0, 1)
    assert told.figure(MEAN, WEEK).value == 4
    assert told.figure("neg_seller_feedback_rate", WEEK).numerator == 0
