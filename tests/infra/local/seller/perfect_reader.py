"""An engine that understands every sentence of the simulated customers: what it says of causes is the truth."""

from collections.abc import Sequence
from dataclasses import replace

from aftersales.language.port import Reading, Text
from aftersales.records.cause import Cause
from aftersales.records.understanding import CauseLabel
from infra.local.seller.phrases import problems
from tests.infra.local.seller.phrase_reader import PhraseReader


class PerfectReader:
    """Plays `Reader`. Languages and signals are what phrases tell, causes those of the sentences that a text is made of."""

    name = "perfect"
    version = "1"

    def __init__(self) -> None:
        self._phrases = PhraseReader()

    def read(self, texts: Sequence[Text]) -> Sequence[Reading]:
        """Read each text."""
        found = zip(self._phrases.read(texts), texts, strict=True)
        return [replace(reading, causes=_causes(text.body)) for reading, text in found]


def _causes(body: str) -> tuple[CauseLabel, ...]:
    # A mail's charset may lack a letter, and then a question mark stands in its place.
    cause = next((cause for sentence, cause in problems().items() if sentence in body), None)
    return (CauseLabel(cause=Cause(cause), confidence=0.9),) if cause else ()
