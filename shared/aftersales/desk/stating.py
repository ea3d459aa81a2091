"""How the people of a workspace state a fact: under the console's own connection, dated now."""

from collections.abc import Iterable
from datetime import timedelta

from aftersales.records.action import Action
from aftersales.records.fact import Actor, Fact, Observation, to_fact
from aftersales.records.message import Message
from aftersales.records.record import Instant
from aftersales.records.reply import Rendering, Reply

CONNECTION = "console"


def later_than(before: Iterable[Instant], now: Instant) -> Instant:
    """Return now, or the next moment after all of `before`: clocks of several machines differ, and the last word must stay last."""
    return max([now, *(moment + timedelta(microseconds=1) for moment in before)])


def stated(
    record: Action | Message | Rendering | Reply, *, workspace: str, platform: str, now: Instant
) -> Fact:
    """Make the fact; the newest statement about an entity is the one that counts."""
    observation = Observation(record=record, occurred_at=now, version=now.isoformat(), actor=Actor.AGENT)
    return to_fact(
        observation, workspace=workspace, connection=CONNECTION, platform=platform, ingested_at=now
    )
