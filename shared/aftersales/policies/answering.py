"""Until when a customer is to be answered: as the workspace promises, and never later than the platform demands."""

from datetime import datetime, timedelta
from typing import Literal

from aftersales.policies.book import applying
from aftersales.policies.promising import due
from aftersales.records.target import Promise
from aftersales.records.workspace import Settings

_RULE = "answer_due"


def answer_due(
    settings: Settings,
    promise: Promise,
    asked_at: datetime,
    *,
    platform: str,
    channel: str,
    market: str | None,
    priority: Literal[1, 2, 3, 4],
) -> datetime:
    """Return when (UTC) a contact that began at `asked_at` has to be answered.

    A promise on a business clock that has no calendar in force is that of the plain setting.
    """
    found = due(
        settings, promise, asked_at, platform=platform, channel=channel, market=market, priority=priority
    )
    plain = asked_at + timedelta(hours=settings.first_answer_hours)
    promised = found.at if found and found.at else plain
    rules = applying(platform, "message", market, asked_at.date())
    return min([promised, *(asked_at + rule.span for rule in rules if rule.name == _RULE)])
