"""What an engine reads in simulated texts, through the product's own use case and without a cloud."""

from collections.abc import Mapping, Sequence
from typing import cast

from aftersales.cases.dossier import Dossier
from aftersales.cases.stores import DossierStore
from aftersales.intake.understand import TextMessage, Understander
from aftersales.language.port import Reader, Translator
from aftersales.language.texts import text_of
from aftersales.records.fact import Fact
from aftersales.records.workspace import Settings
from infra.local.seller.reading import SETTINGS, UnreadError, dossiers_of


class _Shelf:
    """The two calls of a dossier store that reading texts needs."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.dossiers = {
            home: dossier
            for dossier in dossiers_of(facts.values())
            for home in {fact.home for fact in dossier.facts}
        }
        self.read: list[Fact] = []

    def dossier(self, _workspace: str, home: str, _settings: Settings) -> Dossier:
        return self.dossiers[home]

    def add(self, facts: Sequence[Fact], _settings: Settings) -> set[str]:
        self.read += facts
        return {fact.id for fact in facts}


class _NoTranslator:
    """No engine translates here."""

    def translate(self, workspace: str, text: str, source: str, target: str) -> None:
        """Translate nothing."""


def read_texts(facts: Mapping[str, Fact], reader: Reader) -> list[Fact]:
    """Return the facts that reading every text leads to, known when the last text was. UnreadError if one could not be read."""
    shelf = _Shelf(facts)
    understander = Understander(
        reader=reader,
        translator=cast("Translator", _NoTranslator()),
        store=cast("DossierStore", shelf),
        settings_of=lambda _: SETTINGS,
        clock=lambda: max(fact.ingested_at for fact in facts.values()),
    )
    texts = [fact for fact in facts.values() if text_of(fact)]
    result = understander.understand(
        [TextMessage(fact.id, fact.workspace, fact.home, fact.id) for fact in texts]
    )
    if result.failed:
        raise UnreadError(dict(result.errors))
    return shelf.read
