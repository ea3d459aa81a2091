"""In-memory collaborators of text understanding: a phrase memory, a reader that can be away."""

from collections.abc import Mapping, Sequence

from aftersales.language.port import Reading, Text
from aftersales.records.errors import UnavailableError
from aftersales.records.understanding import CauseLabel, Sentiment, Translation


class InMemoryPhraseMemory:
    def __init__(self) -> None:
        self._texts: dict[tuple[str, str, str, str], str] = {}

    def get_many(self, workspace: str, source: str, target: str, hashes: Sequence[str]) -> Mapping[str, str]:
        found = {each: self._texts.get((workspace, source, target, each)) for each in hashes}
        return {each: text for each, text in found.items() if text is not None}

    def put(self, workspace: str, source: str, target: str, pairs: Mapping[str, str]) -> None:
        self._texts |= {(workspace, source, target, each): text for each, text in pairs.items()}


class InMemoryReader:
    """Reads every text alike; is away for texts that hold the word `away`."""

    name = "fake"

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.read_texts: list[Text] = []

    def read(self, texts: Sequence[Text]) -> Sequence[Reading]:
        if any("away" in text.body for text in texts):
            raise UnavailableError("comprehend", "ThrottlingException")
        self.read_texts.extend(texts)
        return [
            Reading(
                language="en",
                language_confidence=0.9,
                sentiment=Sentiment.NEGATIVE,
                sentiment_confidence=0.8,
                causes=(
                    CauseLabel.model_validate(
                        {"cause": "size_fit.too_small", "confidence": 0.8, "start": 0, "end": 2}
                    ),
                ),
            )
            for _ in texts
        ]


class InMemoryTranslator:
    """Translates by turning a text to capital letters."""

    def translate(self, workspace: str, text: str, source: str, target: str) -> Translation | None:
        return Translation(language=target, text=text.upper(), engine="fake")
