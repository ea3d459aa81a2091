"""What the demo seller's customers write in half a year, as the text engine would get it, and which mails go out for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from aftersales.language.port import Text
from infra.local.seller.office import closed
from infra.local.seller.shapes import World
from infra.local.seller.world import DAYS, build

_NOW = datetime(2026, 8, 7, 12, tzinfo=UTC)
_ORDERS = 4000
_UNSPACED = frozenset({"zh", "ja"})


@dataclass(frozen=True, slots=True)
class Mails:
    """Mails that leave in the time in which an inbox of `texts` came in.

    `answers` of colleagues and `surveys` after closed cases are counted; `letters` is a bound: a weekly report, and an alert a day.
    """

    texts: int
    answers: int
    surveys: int
    letters: int


def inbox() -> Iterator[Text]:
    """Yield customers' messages in the order of their orders."""
    yield from (text for author, text in _said() if author == "customer")


def answered() -> Iterator[Text]:
    """Yield the messages of conversations in which a colleague answers, for somebody has read them."""
    for order in _world().orders:
        spoken = order.conversation
        if spoken and any(words.author == "agent" for words in spoken.words):
            gap = "" if spoken.language in _UNSPACED else " "
            for words in spoken.words:
                if words.author == "customer":
                    yield Text(gap.join(words.sentences), words.subject, workspace="demo")


def mails() -> Mails:
    """Count them in the demo's half year, for one reader of reports and alerts."""
    authors = [author for author, _ in _said()]
    surveys = sum(one.survey is not None for one in closed(_world()))
    return Mails(authors.count("customer"), authors.count("agent"), surveys, DAYS // 7 + DAYS)


@cache
def _world() -> World:
    return build(now=_NOW, orders=_ORDERS)


@cache
def _said() -> tuple[tuple[str, Text], ...]:
    found = []
    for order in _world().orders:
        if order.conversation:
            gap = "" if order.conversation.language in _UNSPACED else " "
            found += [
                (words.author, Text(gap.join(words.sentences), words.subject, workspace="demo"))
                for words in order.conversation.words
            ]
    return tuple(found)
