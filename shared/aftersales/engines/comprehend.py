"""The engine on AWS: the embedded one reads first, Amazon Comprehend is asked about language and mood where that one doubts.

Causes, signals and urgency stay the lexicon's: Comprehend knows none.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.engines.embedded import EmbeddedReader, complete
from aftersales.language.gate import Purse, doubts_language, doubts_mood, reading_cost
from aftersales.language.port import Reading, Text
from aftersales.records.errors import UnavailableError
from aftersales.records.understanding import Sentiment

if TYPE_CHECKING:
    from mypy_boto3_comprehend import ComprehendClient

MOOD_LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "hi", "it", "ja", "ko", "pt", "zh", "zh-TW"})
_BATCH = 25
_LONGEST_BYTES = 5000
_FOR_GOOD = frozenset({"TEXT_SIZE_LIMIT_EXCEEDED", "INVALID_REQUEST", "UNSUPPORTED_LANGUAGE"})


class ComprehendReader:
    """Plays `Reader`."""

    name = "aws"
    version = f"{EmbeddedReader.version}+comprehend"

    def __init__(self, client: "ComprehendClient", purse: Purse) -> None:
        """Ask `client`, paid from `purse`; when that is empty the embedded reading stands."""
        self._client = client
        self._purse = purse

    def read(self, texts: Sequence[Text]) -> Sequence[Reading]:
        """Read texts in batches of 25. Raises UnavailableError when Comprehend throttles or fails."""
        readings = list(EmbeddedReader().read(texts))
        self._settle_languages(texts, readings)
        self._settle_moods(texts, readings)
        return readings

    def _settle_languages(self, texts: Sequence[Text], readings: list[Reading]) -> None:
        asked = [index for index, reading in enumerate(readings) if doubts_language(reading)]
        asked = [index for index in asked if self._pays(texts[index])]
        for some in _batches(asked):
            answers = self._ask(
                "batch_detect_dominant_language", TextList=[_cut(texts[index]) for index in some]
            )
            for answer in answers:
                index, languages = some[answer["Index"]], answer["Languages"]
                if languages:
                    best = max(languages, key=lambda language: float(language["Score"]))
                    code, score = str(best["LanguageCode"]), round(float(best["Score"]), 3)
                    readings[index] = complete(
                        texts[index],
                        _whole(texts[index]),
                        code,
                        score,
                        [(code.split("-", maxsplit=1)[0], score)],
                    )

    def _settle_moods(self, texts: Sequence[Text], readings: list[Reading]) -> None:
        by_language: dict[str, list[int]] = defaultdict(list)
        for index, reading in enumerate(readings):
            known = reading.language in MOOD_LANGUAGES
            if known and reading.language and doubts_mood(reading) and self._pays(texts[index]):
                by_language[reading.language].append(index)
        for language, asked in by_language.items():
            for some in _batches(asked):
                cut = [_cut(texts[index]) for index in some]
                for answer in self._ask("batch_detect_sentiment", TextList=cut, LanguageCode=language):
                    index, mood = some[answer["Index"]], str(answer["Sentiment"])
                    score = round(float(answer["SentimentScore"][mood.title()]), 3)
                    readings[index] = replace(
                        readings[index], sentiment=Sentiment(mood.lower()), sentiment_confidence=score
                    )

    def _pays(self, text: Text) -> bool:
        return self._purse.spend(text.workspace, reading_cost(_cut(text)))

    def _ask(self, operation: str, **request: object) -> list[dict[str, Any]]:
        try:
            answer = getattr(self._client, operation)(**request)
        except ClientError as error:
            raise UnavailableError("comprehend", error.response["Error"]["Code"]) from error
        except BotoCoreError as error:
            raise UnavailableError("comprehend", type(error).__name__) from error
        for refused in answer["ErrorList"]:
            if refused.get("ErrorCode") not in _FOR_GOOD:
                raise UnavailableError("comprehend", str(refused.get("ErrorCode")))
        results: list[dict[str, Any]] = answer["ResultList"]
        return results


def _batches(indices: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(indices), _BATCH):
        yield indices[start : start + _BATCH]


def _whole(text: Text) -> str:
    return f"{text.heading}\n{text.body}"


def _cut(text: Text) -> str:
    """The first 5,000 bytes, not cutting a character in two; an empty body leaves the heading."""
    return (
        (text.body if text.body.strip() else text.heading).encode()[:_LONGEST_BYTES].decode("utf-8", "ignore")
    )
