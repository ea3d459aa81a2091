"""A closer look at a text: a person asks for it, a paid engine gives it, the workspace's budget for the month bounds it."""

from dataclasses import dataclass
from typing import Protocol

from aftersales.cases.fold import newest
from aftersales.cases.stores import DossierStore
from aftersales.language.gate import reading_cost
from aftersales.language.texts import text_of
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Fact
from aftersales.records.workspace import Settings

MOST_QUESTIONS = 4
"""Language, mood, key phrases, and of an English text the single things it speaks of."""


class CloserLooks(Protocol):
    """Where closer looks are ordered; amounts are millionths of a US dollar."""

    def left(self, workspace: str) -> int:
        """Return what the month's budget still holds."""

    def order(self, fact: Fact) -> None:
        """Let the fact's text be read closely, soon. Raises UnavailableError."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What a page says of closer looks before anybody asks for one: what is `left`, and what a text takes."""

    left: int

    def price(self, words: str) -> int:
        """Return what a look at a text takes at most."""
        return MOST_QUESTIONS * reading_cost(words)

    def allows(self, words: str) -> bool:
        """Whether the month's budget still holds such a look."""
        return self.price(words) <= self.left


def look_closely(
    store: DossierStore, settings: Settings, looks: CloserLooks | None, home: str, entity: str
) -> None:
    """Order a closer look at the text of an entity.

    RejectedError `no_engine` where none is connected, `unknown_text`, `budget_spent`.
    """
    if looks is None:
        raise RejectedError("no_engine")
    fact = newest(store.dossier(settings.workspace, home, settings).facts).get(entity)
    text = text_of(fact) if fact else None
    if fact is None or text is None:
        raise RejectedError("unknown_text")
    if not Budget(looks.left(settings.workspace)).allows(text.body or text.heading):
        raise RejectedError("budget_spent")
    looks.order(fact)
