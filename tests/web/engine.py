"""A translation engine for a console in memory."""

from collections.abc import Sequence

from aftersales.records.fact import Fact
from aftersales.records.glossary import Term
from aftersales.records.understanding import Translation
from tests.web.in_memory import House


class Engine:
    """Plays `Translator` and `Provider`: turns words to capitals, knows three languages."""

    def __init__(self) -> None:
        self.published: list[Sequence[Term]] = []

    def translate(self, workspace: str, text: str, source: str, target: str) -> Translation | None:
        return Translation(language=target, text=f"[{target}] {text.upper()}", engine="engine")

    def languages(self) -> Sequence[str]:
        return ("de", "en", "zh")

    def publish(self, workspace: str, terms: Sequence[Term]) -> None:
        self.published.append(terms)


class Looks:
    """Plays `CloserLooks`; `left_over` is what every workspace's budget holds."""

    def __init__(self, left_over: int = 10**6) -> None:
        self.left_over = left_over
        self.ordered: list[Fact] = []

    def left(self, workspace: str) -> int:
        return self.left_over

    def order(self, fact: Fact) -> None:
        self.ordered.append(fact)


def put_in(house: House, looks: Looks | None = None) -> None:
    """Let a house translate and look closely."""
    engine = Engine()
    house.translator, house.provider = engine, engine
    house.looks = looks or Looks()
