"""Carriers and warehouses: promises, losses, damage, accuracy, claims."""

from aftersales.metrics.figure import Filters, Reason
from aftersales.records.after_sales import ReturnLine
from aftersales.records.cause import Cause
from aftersales.records.order import OrderStatus
from aftersales.records.parcel import ParcelStatus
from tests.metrics.aftermath import claimed, sent_back, travelled
from tests.metrics.asking import WEEK, Asker
from tests.metrics.golden.telling import sums
from tests.metrics.history import at, line, order, returned

DAY = "2026-11-03"
IN_TIME = "on_time_delivery"


def test_dispatch_is_set_against_what_was_due(ask: Asker) -> None:
    """Sent in time, sent late, never sent: 1 of 3 parcels due; a parcel that was only registered has not been sent.

    What was sent in parcels that nobody tells (Amazon's own warehouses) is neither in time nor late.
    """
    due = {"ship_by": at("2026-11-04"), "warehouse": "Ningbo 3PL"}
    facts = [
        order("1", DAY, tracking_numbers=("A",), **due),
        order("2", DAY, tracking_numbers=("B",), **due),
        order("3", DAY, status=OrderStatus.PAID, **due),
        order("4", DAY),
        order("5", DAY, **due),
        travelled("A", DAY, ParcelStatus.IN_TRANSIT),
        travelled("B", "2026-11-06", ParcelStatus.IN_TRANSIT, shipped_at=at("2026-11-06")),
    ]
    told = ask.evaluator(facts)
    assert sums(told, "on_time_dispatch") == (1, 3)
    assert [one.key for one in told.split("on_time_dispatch", WEEK)] == ["Ningbo 3PL"]
    label = travelled("A", DAY, ParcelStatus.REGISTERED, shipped_at=None)
    assert ask.sums("on_time_dispatch", facts[0], label) == (0, 1)


def test_overdue_parcels_count_before_they_arrive(ask: Asker) -> None:
    """In time, late, and not here yet: 1 of 3. Before its promise ends a parcel on its way is in neither part."""
    promise = {"deliver_until": at("2026-11-06")}
    facts = [
        *(
            order(key, DAY, tracking_numbers=(name,), **promise)
            for key, name in zip("123", "ABC", strict=True)
        ),
        travelled("A", "2026-11-05", ParcelStatus.DELIVERED, delivered_at=at("2026-11-05")),
        travelled("B", "2026-11-09", ParcelStatus.DELIVERED, delivered_at=at("2026-11-09")),
        travelled("C", DAY, ParcelStatus.IN_TRANSIT),
    ]
    told = ask.evaluator(facts)
    assert sums(told, IN_TIME) == (1, 3)
    assert sums(told.at(at("2026-11-05T16:00")), IN_TIME) == (1, 1)
    assert told.figure(IN_TIME, WEEK, Filters(carrier="DHL")).denominator == 3


def test_the_promise_is_frozen_when_the_parcel_is_handed_over(ask: Asker) -> None:
    """A date that was moved before the hand-over holds; one that was moved after it changes nothing."""
    first = order("1", "2026-11-02", tracking_numbers=("A",), deliver_until=at("2026-11-05"))
    arrived = travelled("A", "2026-11-06", ParcelStatus.DELIVERED, delivered_at=at("2026-11-06"))

    def moved(when: str) -> tuple[float | None, float]:
        record = first.record.having(updated_at=at(when), deliver_until=at("2026-11-07"))
        later = first.having(
            id=f"{first.id}+", record=record, occurred_at=at(when), version=at(when).isoformat()
        )
        return ask.sums(IN_TIME, first, later, arrived)

    assert moved("2026-11-02T12:00") == (1, 1)
    assert moved("2026-11-04") == (0, 1)


def test_weather_is_shown_both_ways(ask: Asker) -> None:
    """A parcel that customs held is out of the carrier's figure, and in that of all causes."""
    facts = [
        order("1", DAY, tracking_numbers=("A",), deliver_until=at("2026-11-05")),
        travelled("A", "2026-11-04", ParcelStatus.EXCEPTION, held_by="customs"),
        travelled("A", "2026-11-08", ParcelStatus.DELIVERED, delivered_at=at("2026-11-08")),
    ]
    told = ask.evaluator(facts)
    assert sums(told, IN_TIME) == (0, 0)
    assert sums(told, "on_time_delivery.all_causes") == (0, 1)


def test_damage_is_that_of_the_way(ask: Asker) -> None:
    """Of three units one is returned as damaged in transit and one as defective: 1 of 3."""

    def back(key: str, cause: Cause) -> ReturnLine:
        return ReturnLine(line=key, sku="LAMP", quantity=1, cause=cause)

    facts = [
        order("1", DAY, line(shipped=3)),
        returned("r", "1", "2026-11-10", back("1", Cause.DAMAGED_IN_TRANSIT)),
        returned("s", "1", "2026-11-11", back("1", Cause.QUALITY_DEFECTIVE)),
    ]
    assert ask.sums("damage_rate", *facts) == (1, 3)
    assert ask.sums("accuracy", *facts) == (1, 1)
    wrong = returned("t", "1", "2026-11-10", back("1", Cause.WRONG_ITEM))
    assert ask.sums("accuracy", facts[0], order("2", DAY), wrong) == (1, 2)


def test_processing_runs_from_receipt_to_the_shelf(ask: Asker) -> None:
    """Received at midnight, inspected at noon: twelve hours; closed without an inspection, until it was closed."""
    inspected = sent_back("r", "1", DAY, received=1, processed_at=at("2026-11-03T12:00"))
    assert ask.evaluator([inspected]).durations("return_processing", WEEK) == [12]
    arrived = sent_back("r", "1", DAY, received=1, status="received")
    closed = sent_back("r", "1", DAY, received=1, updated_at=at("2026-11-04"))
    assert ask.evaluator([arrived, closed]).durations("return_processing", WEEK) == [24]


def test_closed_on_arrival_says_nothing_of_an_inspection(ask: Asker) -> None:
    """Reports without a time of inspection close a return as it arrives: no hours are not nought hours."""
    found = ask.figure("return_processing", [sent_back("r", "1", DAY, received=1)])
    assert (found.value, found.denominator, found.reason) == (None, 0, Reason.NOT_TOLD)


def test_claims_on_carriers(ask: Asker) -> None:
    """One of two accepted, 6 of 20 dollars recovered; the open one is in the denominator."""
    facts = [claimed("A", DAY, "filed", 1000), claimed("B", DAY, "accepted", 1000, 600)]
    assert ask.sums("claim_acceptance", *facts) == (1, 2)
    assert ask.sums("claim_recovery", *facts) == (6, 20)


def test_a_claim_belongs_to_the_platform_of_its_order(ask: Asker) -> None:
    """Our own people note a claim; where it is counted is where the order was sold."""
    noted = claimed("A", DAY, "accepted", 1000, 600)
    facts = [order("1", DAY), noted.having(platform="helloword")]
    found = ask.figure("claim_acceptance", facts, filters=Filters(platform="shopify"))
    assert (found.numerator, found.denominator) == (1, 1)
