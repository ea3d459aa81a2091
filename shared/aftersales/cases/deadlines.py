"""Until when a case's customer is to be answered."""

from collections.abc import Mapping
from typing import Any

from aftersales.cases.contacts import Diary
from aftersales.policies.answering import answer_due
from aftersales.records.record import Instant
from aftersales.records.target import Promise
from aftersales.records.workspace import Settings


def answer_by(diary: Diary, description: Mapping[str, Any], settings: Settings) -> Instant | None:
    """Return when the open contact has to be answered, None if nobody waits; `description` knows the platform and the market."""
    contact = diary.open_contact
    if contact is None:
        return None
    return answer_due(
        settings,
        Promise.FIRST_RESPONSE if len(diary.contacts) == 1 else Promise.NEXT_RESPONSE,
        contact.asked_at,
        platform=description["platform"],
        channel=contact.channel,
        market=description["market"],
        priority=contact.priority,
    )
