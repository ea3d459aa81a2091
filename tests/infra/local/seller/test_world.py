from collections import Counter
from datetime import UTC, datetime

import pytest

from infra.local.seller.catalogue import PROBLEMS, catalogue
from infra.local.seller.markets import AMAZON, MARKETS, SHOPIFY, WOO
from infra.local.seller.periods import Period
from infra.local.seller.shapes import Order, World
from infra.local.seller.truth import EVERYWHERE, Where, truth
from infra.local.seller.world import build


@pytest.fixture(scope="module")
def whole() -> World:
    """Return a world of the demo's size."""
    return build(now=datetime(2026, 11, 22, 3, tzinfo=UTC))


def _mature(world: World) -> Period:
    # Orders of the last weeks have not come back yet.
    return Period(world.start, world.end)


def test_the_same_arguments_give_the_same_world(world: World) -> None:
    """The world follows from seed, moment and size alone."""
    again = build(now=datetime(2026, 11, 22, 3, tzinfo=UTC), orders=1200)
    assert again.orders == world.orders
    assert again.reviews == world.reviews


def test_another_seed_gives_another_world(world: World) -> None:
    """The seed decides."""
    other = build(now=datetime(2026, 11, 22, 3, tzinfo=UTC), orders=1200, seed=7)
    assert [order.placed_at for order in other.orders] != [order.placed_at for order in world.orders]


def test_there_are_sixty_products_and_twelve_markets() -> None:
    """The size of the business is as agreed, with distinct identifiers and shares that add up."""
    assert len({product.sku for product in catalogue()}) == 60
    assert len({product.asin for product in catalogue()}) == 60
    assert all(len(product.asin) == 10 for product in catalogue())
    assert len({product.woo_id for product in catalogue()}) == 60
    assert len(MARKETS) == 12
    assert sum(market.share for market in MARKETS) == pytest.approx(1)


def test_rates_look_like_those_of_a_real_shop(whole: World) -> None:
    """Overall rates are ordinary, planted problems stand out."""
    known, period = truth(whole), _mature(whole)
    assert 0.07 <= (known.return_rate(period).value or 0) <= 0.11  # of stores that tell returns
    assert 0.05 <= (known.refund_rate(period).value or 0) <= 0.10
    assert 0.08 <= (known.negative_reviews(period).value or 0) <= 0.16
    assert 2 <= (known.first_response(period).median or 0) <= 7
    for sku in PROBLEMS:
        assert 0.17 <= (known.return_rate(period, Where(sku=sku)).value or 0) <= 0.40
    others = [product.sku for product in catalogue() if product.problem is None]
    quiet = [known.return_rate(period, Where(sku=sku)).value or 0 for sku in others]
    assert sum(quiet) / len(quiet) < 0.06


def test_every_planted_problem_raises_an_alarm(whole: World) -> None:
    """Planted products are confirmed, and few others are."""
    alerts = truth(whole).alerts()
    confirmed = {sku for sku, level in alerts.items() if level == "confirmed"}
    assert set(PROBLEMS) <= confirmed
    assert len(confirmed - set(PROBLEMS)) <= 4


def test_nothing_happens_after_the_end(world: World) -> None:
    """What lies beyond the world's end is not known yet, and time runs forward within an order."""
    for order in world.orders:
        moments = [order.placed_at]
        moments += [at for at in (order.shipped_at, order.cancelled_at) if at]
        moments += [scan.at for scan in order.parcel.scans] if order.parcel else []
        assert moments == sorted(moments)
        later = [refund.at for refund in order.refunds] + [
            at for back in order.returns for at, _ in back.steps
        ]
        later += [words.at for words in order.conversation.words] if order.conversation else []
        assert all(world.start <= at < world.end for at in [*moments, *later])


def test_conversations_have_an_order_in_time(world: World) -> None:
    """Messages are sorted, the customer begins, and nobody has to wait for more than two days."""
    for order in world.orders:
        if order.conversation:
            words = order.conversation.words
            assert words[0].author == "customer"
            assert [one.at for one in words] == sorted(one.at for one in words)


def test_goods_come_back_after_they_arrived(world: World) -> None:
    """A refund for returned goods follows the return, and no line comes back more often than it was shipped."""
    for order in world.orders:
        for back in order.returns:
            assert order.shipped_at is not None
            assert back.requested_at > order.shipped_at
            own = [refund for refund in order.refunds if refund.returned == back.id]
            assert all(refund.at >= back.steps[-1][0] for refund in own)
        for line in order.lines:
            asked = sum(
                part.quantity for back in order.returns for part in back.lines if part.line.id == line.id
            )
            assert asked <= line.shipped


def test_the_world_has_the_awkward_ones(whole: World) -> None:
    """Tests, replacements, cancellations, guests, partial shipments and people with two shops all occur."""
    orders = whole.orders
    assert any(order.is_test for order in orders)
    assert any(order.replaces for order in orders if order.market.store == AMAZON)
    assert sum(order.cancelled_at is not None for order in orders) > 20
    assert any(order.person.id is None for order in orders)
    assert any(_is_partial(order) for order in orders)
    stores = Counter({(order.person.email, order.market.store) for order in orders})
    both = {email for email, store in stores if store == SHOPIFY} & {
        email for email, store in stores if store == WOO
    }
    assert both
    assert truth(whole).return_rate(_mature(whole), EVERYWHERE).denominator > 3500


def _is_partial(order: Order) -> bool:
    return {line.shipped > 0 for line in order.lines} == {True, False}
