"""When a return was asked for, where the platform's later states do not say it."""

from itertools import permutations

from aftersales.cases.fold import fold
from aftersales.records.after_sales import Return, ReturnLine, ReturnStatus
from aftersales.records.fact import Actor, Fact, Observation, to_fact
from tests.cases.building import SETTINGS, STORE, at


def _state(hours: float, status: ReturnStatus) -> Fact:
    record = Return(
        store=STORE,
        key="r1",
        order="900",
        status=status,
        requested_at=at(hours),
        updated_at=at(hours),
        lines=(ReturnLine(quantity=1),),
    )
    observation = Observation(
        record=record, occurred_at=at(hours), version=at(hours).isoformat(), actor=Actor.PLATFORM
    )
    return to_fact(observation, workspace="w", connection="shop", platform="shopify", ingested_at=at(99))


def test_return_was_asked_for_when_it_was_first_seen() -> None:
    """Each state of a Shopify return is dated by its own event: the newest state counts, the earliest request stays."""
    states = [
        _state(0, ReturnStatus.REQUESTED),
        _state(20, ReturnStatus.APPROVED),
        _state(90, ReturnStatus.CLOSED),
    ]
    for arrival in permutations(states):
        [back] = fold("w", "order:shop/900", arrival, len(arrival), SETTINGS).returns
        assert (back.status, back.requested_at) == (ReturnStatus.CLOSED, at(0))
