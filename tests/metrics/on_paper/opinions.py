"""Reviews and bad experiences, folded by the words of the metrics."""

from collections import Counter
from datetime import timedelta

from aftersales.records.after_sales import (
    Review,
)
from tests.metrics.on_paper.shop import OF_PRODUCT, Pair, Shop, with_causes


def bad_experiences(shop: Shop) -> Pair:
    """Orders with a bad experience of the product."""
    bad = with_causes(shop, OF_PRODUCT)
    bad |= {
        one.order
        for one in shop.newest(Review)
        if one.form == "product" and one.visible and 0 < _stars(one) <= 3
    }
    found = [one for one in shop.sold if shop.holds(one.placed_at)]
    return sum(one.key in bad for one in found), len(found)


def _stars(review: Review) -> int:
    words = {"negative": 1, "neutral": 3, "positive": 5}
    return words[review.verdict] if review.verdict else review.stars or 0


def posted_negative(shop: Shop) -> Pair:
    """Reviews that began low."""
    found = [one for one in _firsts(shop) if shop.holds(one.posted_at)]
    return sum((one.stars or 0) <= 3 for one in found), len(found)


def _firsts(shop: Shop) -> list[Review]:
    firsts = [states[0][1] for states in shop.versions(Review).values()]
    return [one for one in firsts if one.form == "product" and one.stars and not one.verdict]


def recovered(shop: Shop) -> Pair:
    """Reviews that were lifted."""
    low = [one for one in _firsts(shop) if (one.stars or 0) <= 3 and shop.holds(one.posted_at)]
    now = {one.key: one for one in shop.newest(Review)}
    return sum(now[one.key].visible and _stars(now[one.key]) > 3 for one in low), len(low)


def feedback(shop: Shop) -> Pair:
    """Low seller feedback as it stood a week after the period."""
    until = shop.period.end + timedelta(days=7)
    known = [
        [record for fact, record in states if fact.occurred_at < until]
        for states in shop.versions(Review).values()
    ]
    found = [states[-1] for states in known if states]
    low = [one for one in found if one.visible and one.stars and one.stars <= 3 and not one.verdict]
    return sum(one.form == "seller_feedback" and shop.holds(one.posted_at) for one in low), 0


def negative_per_units(shop: Shop) -> Pair:
    """Low reviews that name an order, of the units of all orders, where reviews name any."""
    every = [one for states in shop.versions(Review).values() for _, one in states]
    tells = any(one.form == "product" and one.order for one in every)
    orders = {
        one.key: sum(line.shipped for line in one.lines) for one in shop.sold if shop.holds(one.placed_at)
    }
    low = [one for one in shop.newest(Review) if one.form == "product" and one.visible and not one.verdict]
    bad = [one for one in low if one.stars and one.stars <= 3 and one.order in orders]
    return (len(bad), sum(orders.values())) if tells else (0, 0)


def in_words(shop: Shop) -> Counter[str]:
    """Ratings in words as they stood a week after the period."""
    until = shop.period.end + timedelta(days=7)
    known = [
        [record for fact, record in states if fact.occurred_at < until]
        for states in shop.versions(Review).values()
    ]
    latest = [states[-1] for states in known if states]
    return Counter(one.verdict for one in latest if one.visible and one.verdict and shop.holds(one.posted_at))
