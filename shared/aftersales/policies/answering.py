"""Until when a customer is to be answered: as the workspace promises, and never later than the platform demands."""

from datetime import date, datetime, timedelta
from typing import Literal

from aftersales.policies.book import Policy, applying
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
    return min(
        [promised, *(asked_at + rule.span for rule in answer_rules(platform, market, asked_at.date()))]
    )


def answer_rules(platform: str, market: str | None, on: date) -> list[Policy]:
    """Return what a platform itself demands of answers on a day."""
    return [rule for rule in applying(platform, "message", market, on) if rule.name == _RULE]
