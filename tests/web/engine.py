"""A translation engine for a console in memory."""

from collections.abc import Sequence

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


def put_in(house: House) -> None:
    """Let a house translate."""
    engine = Engine()
    house.translator, house.provider = engine, engine
