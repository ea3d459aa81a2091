"""Service targets: how soon a customer should be answered, each in force from a moment on, so that a new one rewrites no past."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from aftersales.records.record import Instant, Record


class Promise(StrEnum):
    """What is promised: the first answer of a case, the answer to each later contact, the end of the case."""

    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"


class Clock(StrEnum):
    """MARKETPLACE runs day and night, weekends and holidays included; BUSINESS runs in working hours only."""

    MARKETPLACE = "marketplace"
    BUSINESS = "business"


class ServiceTarget(Record):
    """At most `hours` on a clock, for what begins at or after `since`.

    `platform`, `channel`, `market` (ISO country) and `priority` narrow it down; of several that fit, the narrowest counts,
    then the newest.
    """

    since: Instant
    promise: Promise
    hours: Annotated[float, Field(gt=0)]
    clock: Clock = Clock.MARKETPLACE
    platform: str | None = None
    channel: str | None = None
    market: str | None = None
    priority: Literal[1, 2, 3, 4] | None = None

    @property
    def narrowing(self) -> dict[str, str | int]:
        """What it is about, where it is not about everything."""
        values = {
            "platform": self.platform,
            "channel": self.channel,
            "market": self.market,
            "priority": self.priority,
        }
        return {name: value for name, value in values.items() if value is not None}
