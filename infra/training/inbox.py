"""What the demo seller's customers write in half a year, as the text engine would get it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

from aftersales.language.port import Text
from infra.local.seller.world import build

_NOW = datetime(2026, 8, 7, 12, tzinfo=UTC)
_ORDERS = 4000
_UNSPACED = frozenset({"zh", "ja"})


def inbox() -> Iterator[Text]:
    """Yield customers' messages in the order of their orders."""
    yield from _inbox()


@cache
def _inbox() -> tuple[Text, ...]:
    found = []
    for order in build(now=_NOW, orders=_ORDERS).orders:
        if order.conversation:
            gap = "" if order.conversation.language in _UNSPACED else " "
            found += [
                Text(gap.join(words.sentences), words.subject, workspace="demo")
                for words in order.conversation.words
                if words.author == "customer"
            ]
    return tuple(found)
