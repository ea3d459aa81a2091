"""Who waited for whom in a conversation of the world."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from infra.local.seller.formats.mail import colleague
from infra.local.seller.phrases import thoughts
from infra.local.seller.shapes import Conversation, Words


@dataclass(frozen=True, slots=True)
class Contact:
    """A run of customer messages and the answer that ended it, if one did; `agent` wrote it, where that is known."""

    asked_at: datetime
    answered_at: datetime | None = None
    agent: str | None = None


def contacts(conversation: Conversation) -> Iterator[Contact]:
    """Yield the contacts of a conversation, the open one last; who only says thanks waits for nothing."""
    asked: datetime | None = None
    for place, words in enumerate(conversation.words):
        if words.author == "customer" and not _is_thanks(words):
            asked = asked or words.at
        elif words.author == "agent" and asked:
            yield Contact(asked, words.at, colleague(conversation, place))
            asked = None
    if asked:
        yield Contact(asked)


@cache
def _thanks() -> frozenset[str]:
    return frozenset(sentence for thought in thoughts("thanks") for sentence in thought.values())


def _is_thanks(words: Words) -> bool:
    return words.sentences[0] in _thanks()
