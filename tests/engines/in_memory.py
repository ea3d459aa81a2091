"""A Comprehend without a network: what it answers is set beforehand, and it can be away."""

from collections.abc import Mapping

from aftersales.engines.comprehend import Answer
from aftersales.records.errors import UnavailableError


class InMemoryComprehend:
    """Answers every text alike and counts the questions."""

    def __init__(self) -> None:
        self.away = False
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def languages(self, texts: Mapping[int, str]) -> dict[int, Answer]:
        return self._answer("language", texts, {"language": "en", "score": 0.97})

    def moods(self, texts: Mapping[int, str], language: str) -> dict[int, Answer]:
        return self._answer(f"mood {language}", texts, {"mood": "neutral", "score": 0.83})

    def phrases(self, texts: Mapping[int, str], language: str) -> dict[int, Answer]:
        return self._answer(f"phrases {language}", texts, {"phrases": ["the battery"]})

    def sides(self, texts: Mapping[int, str]) -> dict[int, Answer]:
        return self._answer("sides", texts, {"sides": [[4, 11, "negative", 0.97]]})

    def _answer(self, question: str, texts: Mapping[int, str], answer: Answer) -> dict[int, Answer]:
        if self.away:
            raise UnavailableError("comprehend", "ThrottlingException")
        self.asked.append((question, tuple(texts.values())))
        return dict.fromkeys(texts, answer)
