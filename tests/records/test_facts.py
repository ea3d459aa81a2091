"""A fact's id follows from what the platform said, and from nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from aftersales.records.fact import Actor, Observation, fact_id, to_fact
from aftersales.records.record import Instant
from tests.cases.building import at, order


def _id(hours: float, ingested_at: Instant, connection: str = "shop") -> str:
    record = order(hours)
    seen = Observation(
        record=record,
        occurred_at=record.updated_at,
        version=record.updated_at.isoformat(),
        actor=Actor.PLATFORM,
    )
    return to_fact(seen, workspace="w", connection=connection, platform="shopify", ingested_at=ingested_at).id


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_an_id_knows_no_clock(first: int, second: int) -> None:
    """I2: the same state, whenever and by whichever way it comes in, is the same fact."""
    assert _id(0, at(first)) == _id(0, at(second), "poll")


@given(st.integers(1, 10_000))
def test_another_state_is_another_fact(hours: int) -> None:
    """A change of the record is a fact of its own."""
    assert _id(0, at(1)) != _id(hours, at(1))


def test_a_new_field_at_its_default_makes_no_new_fact() -> None:
    """Fields at their defaults are not in the digest, so a record may gain some without its known facts changing their ids."""
    seen = Observation(record=order(0), occurred_at=at(0), version="1", actor=Actor.PLATFORM)
    assert "is_test" not in seen.record.model_dump_json(exclude_defaults=True)
    assert fact_id(seen) == fact_id(seen.having(record=seen.record.having(is_test=False)))
    assert fact_id(seen) != fact_id(seen.having(record=seen.record.having(is_test=True)))
