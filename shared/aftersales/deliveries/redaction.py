"""A delivery whose bytes were erased: it holds the facts that it stated, so that a replay states the very same ones."""

import json
from collections.abc import Iterable
from dataclasses import replace

from aftersales.deliveries.parsed import Parse, Parsed
from aftersales.deliveries.raw import RawDelivery
from aftersales.records.fact import Fact, Observation

_HEADER = "redacted"


def is_redacted(delivery: RawDelivery) -> bool:
    """Whether the platform's own bytes are gone."""
    return _HEADER in delivery.headers


def redacted(delivery: RawDelivery, facts: Iterable[Fact]) -> RawDelivery:
    """Return a delivery that states these facts under their ids, without the platform's bytes and headers."""
    stated = [
        Observation(
            record=fact.record,
            occurred_at=fact.occurred_at,
            version=fact.version,
            actor=fact.actor,
            stated_as=fact.id,
        ).model_dump_json(exclude_none=True)
        for fact in facts
    ]
    return replace(delivery, body=f"[{','.join(stated)}]".encode(), headers={_HEADER: "1"})


def read_redacted(delivery: RawDelivery) -> Parsed:
    """Read what `redacted` wrote."""
    found = tuple(Observation.model_validate(one) for one in json.loads(delivery.body))
    return Parsed(found, None if found else "erased")


def read(delivery: RawDelivery, parse: Parse) -> Parsed:
    """Read a delivery by its platform's parser, or what erasing has left of it; RejectedError as the parser says."""
    return read_redacted(delivery) if is_redacted(delivery) else parse(delivery)
