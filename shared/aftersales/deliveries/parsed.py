"""How a platform's parser answers."""

from collections.abc import Callable
from dataclasses import dataclass

from aftersales.deliveries.raw import RawDelivery
from aftersales.records.fact import Fact, Observation, to_fact
from aftersales.records.record import Instant


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a delivery says. `ignored` names why a delivery that is fine carries nothing for us (then there are no observations).

    A file of many rows gives what is good; `rejected` then names each bad row as "row <number>: <reason>", never its contents.
    `is_hint` says that the platform has something new which only a poll can fetch: its connection is then asked at the next tick.
    """

    observations: tuple[Observation, ...] = ()
    ignored: str | None = None
    rejected: tuple[str, ...] = ()
    is_hint: bool = False


Parse = Callable[[RawDelivery], Parsed]
"""Raises RejectedError when the bytes are not what the platform documents; unknown enum values map to UNKNOWN, never raise."""


def facts_of(delivery: RawDelivery, parsed: Parsed, now: Instant | None = None) -> list[Fact]:
    """Return the facts that a delivery states, taken in `now`, or when they occurred where that does not matter."""
    return [
        to_fact(
            observation,
            workspace=delivery.workspace,
            connection=delivery.connection,
            platform=delivery.platform,
            ingested_at=now or observation.occurred_at,
        )
        for observation in parsed.observations
    ]
