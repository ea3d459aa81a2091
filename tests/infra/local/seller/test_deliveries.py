from collections import Counter
from datetime import UTC, datetime
from time import process_time

from aftersales.deliveries.raw import from_lines, to_lines
from aftersales.records.after_sales import Claim, Refund, RefundStatus, Return, Review
from aftersales.records.fact import Fact
from aftersales.records.order import Order
from infra.local.seller.deliveries import LIVE, everything, history, last, live
from infra.local.seller.markets import PLATFORMS
from infra.local.seller.reading import facts_of, newest_of
from infra.local.seller.shapes import World
from infra.local.seller.world import build


def test_the_same_world_gives_the_same_bytes(world: World) -> None:
    """History follows from the world alone, to the byte."""
    again = build(now=datetime(2026, 11, 22, 3, tzinfo=UTC), orders=1200)
    assert to_lines(history(again)) == to_lines(history(world))
    assert live(again, {}) == live(world, {})


def test_history_and_live_part_are_everything(world: World, facts: dict[str, Fact]) -> None:
    """Nothing is lost between import and front door, and disorder, repetitions and delay change no fact."""
    arrived = history(world) + last(world)
    assert len(history(world)) > len(everything(world)) - sum(LIVE.values())
    assert set(facts_of(arrived)) == set(facts)


def test_deliveries_survive_the_queue(world: World) -> None:
    """A history written as lines reads back equal."""
    some = history(world)[:300]
    assert from_lines(to_lines(some)) == some


def test_some_come_twice_and_some_late(world: World) -> None:
    """About two in a hundred are repeated, and pushed ones may be hours late."""
    found = history(world)
    bodies = Counter(
        (one.connection, one.name, one.body, tuple(sorted(one.headers.items()))) for one in found
    )
    repeated = sum(count - 1 for count in bodies.values())
    assert 0.01 < repeated / len(found) < 0.035
    known = {(one.connection, one.body): one.received_at for one in everything(world)}
    late = [one for one in found if one.received_at > known[(one.connection, one.body)]]
    assert 0.02 < len(late) / len(found) < 0.08


def test_a_whole_world_is_made_quickly() -> None:
    """Four thousand orders with all deliveries take seconds of one core."""
    start = process_time()
    world = build(now=datetime(2026, 11, 22, 3, tzinfo=UTC))
    assert len(history(world)) > 7000
    assert process_time() - start < 10


def test_orders_read_as_they_are(world: World, facts: dict[str, Fact]) -> None:
    """Every order is read once with its number, money, market, lines, parcels and marks."""
    read = {
        (record.store, record.key): record
        for fact in newest_of(facts.values()).values()
        if isinstance(record := fact.record, Order)
    }
    assert len(read) == len(world.orders)
    for order in world.orders:
        found = read[order.market.store, order.id]
        assert (found.number, found.market, found.currency) == (
            order.number,
            order.market.country,
            order.market.currency,
        )
        assert found.placed_at == order.placed_at
        assert found.total is not None
        assert found.total.minor == order.total
        assert (found.paid, found.is_test, bool(found.replaces)) == (
            order.paid,
            order.is_test,
            bool(order.replaces),
        )
        assert (found.status == "cancelled") == (order.cancelled_at is not None)
        assert found.tracking_numbers == ((order.parcel.number,) if order.parcel else ())
        assert [(line.sku, line.ordered, line.shipped) for line in found.lines] == [
            (line.product.sku, line.quantity, line.shipped) for line in order.lines
        ]
        prices = [line.price.minor for line in found.lines if line.price]
        assert prices == [0 if order.replaces else line.price for line in order.lines]


def test_returns_refunds_claims_and_reviews_are_all_read(world: World, facts: dict[str, Fact]) -> None:
    """Counts, money and outcomes equal the world's, store by store."""
    records = [fact.record for fact in newest_of(facts.values()).values()]
    for store in PLATFORMS:
        orders = [order for order in world.orders if order.market.store == store]
        returns = [one for one in records if isinstance(one, Return) and one.store == store]
        refunds = [one for one in records if isinstance(one, Refund) and one.store == store]
        claims = [one for one in records if isinstance(one, Claim) and one.store == store]
        assert len(returns) == sum(len(order.returns) for order in orders)
        assert len(claims) == sum(len(order.claims) for order in orders)
        assert sum(line.quantity for back in returns for line in back.lines) == sum(
            part.quantity for order in orders for back in order.returns for part in back.lines
        )
        assert sum(back.resolution == "exchange" for back in returns) == sum(
            back.outcome == "exchange" for order in orders for back in order.returns
        )
        assert len(refunds) == sum(len(order.refunds) for order in orders)
        assert sum(one.total.minor for one in refunds if one.status is RefundStatus.SETTLED) == sum(
            one.amount for order in orders for one in order.refunds if one.settled
        )
    reviews = Counter(one.form for one in records if isinstance(one, Review))
    assert reviews["product"] == sum(bool(review.states) for review in world.reviews)
    assert reviews["seller_feedback"] == sum(order.feedback is not None for order in world.orders)
