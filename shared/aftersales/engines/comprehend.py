"""Amazon Comprehend: batches of 25, answers typed, outages told from refusals. Whether it is asked, `closer.py` decides."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.records.errors import UnavailableError
from aftersales.records.understanding import Sentiment

if TYPE_CHECKING:
    from mypy_boto3_comprehend import ComprehendClient

LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "hi", "it", "ja", "ko", "pt", "zh", "zh-TW"})
"""Of mood and key phrases; dominant language knows about a hundred, targeted sentiment English alone."""

TARGETED = "en"
_BATCH = 25
_FOR_GOOD = frozenset({"TEXT_SIZE_LIMIT_EXCEEDED", "INVALID_REQUEST", "UNSUPPORTED_LANGUAGE"})
_MOST_PHRASES = 8
Answer = Mapping[str, Any]


class Comprehend:
    """Asks the service. Each question takes texts by an index of the caller's; a text refused for good has no answer."""

    def __init__(self, client: "ComprehendClient") -> None:
        """Ask `client`."""
        self._client = client

    def languages(self, texts: Mapping[int, str]) -> dict[int, Answer]:
        """Return `language` and `score` of texts."""
        found: dict[int, Answer] = {}
        for index, answer in self._ask("batch_detect_dominant_language", texts):
            if answer["Languages"]:
                best = max(answer["Languages"], key=lambda language: float(language["Score"]))
                found[index] = {
                    "language": str(best["LanguageCode"]),
                    "score": round(float(best["Score"]), 3),
                }
        return found

    def moods(self, texts: Mapping[int, str], language: str) -> dict[int, Answer]:
        """Return `mood` and `score` of texts in one of LANGUAGES."""
        answers = self._ask("batch_detect_sentiment", texts, LanguageCode=language)
        return {
            index: {
                "mood": Sentiment(str(answer["Sentiment"]).lower()).value,
                "score": round(float(answer["SentimentScore"][str(answer["Sentiment"]).title()]), 3),
            }
            for index, answer in answers
        }

    def phrases(self, texts: Mapping[int, str], language: str) -> dict[int, Answer]:
        """Return the surest `phrases` of texts in one of LANGUAGES."""
        found: dict[int, Answer] = {}
        for index, answer in self._ask("batch_detect_key_phrases", texts, LanguageCode=language):
            surest = sorted(answer["KeyPhrases"], key=lambda phrase: -float(phrase["Score"]))
            found[index] = {
                "phrases": list(dict.fromkeys(str(phrase["Text"]) for phrase in surest))[:_MOST_PHRASES]
            }
        return found

    def sides(self, texts: Mapping[int, str]) -> dict[int, Answer]:
        """Return what English texts say of single things: `sides`, each [start, end, mood, score]; offsets are characters."""
        found: dict[int, Answer] = {}
        for index, answer in self._ask("batch_detect_targeted_sentiment", texts, LanguageCode=TARGETED):
            mentions = [mention for entity in answer["Entities"] for mention in entity["Mentions"]]
            found[index] = {
                "sides": [_side(mention) for mention in mentions if mention.get("MentionSentiment")]
            }
        return found

    def _ask(self, operation: str, texts: Mapping[int, str], **request: str) -> Iterator[tuple[int, Answer]]:
        indices = list(texts)
        for start in range(0, len(indices), _BATCH):
            some = indices[start : start + _BATCH]
            try:
                answer = getattr(self._client, operation)(
                    TextList=[texts[index] for index in some], **request
                )
            except ClientError as error:
                raise UnavailableError("comprehend", error.response["Error"]["Code"]) from error
            except BotoCoreError as error:
                raise UnavailableError("comprehend", type(error).__name__) from error
            for refused in answer["ErrorList"]:
                if refused.get("ErrorCode") not in _FOR_GOOD:
                    raise UnavailableError("comprehend", str(refused.get("ErrorCode")))
            yield from ((some[result["Index"]], result) for result in answer["ResultList"])


def _side(mention: Answer) -> list[object]:
    told = mention["MentionSentiment"]
    mood = str(told["Sentiment"])
    score = round(float(told["SentimentScore"][mood.title()]), 3)
    return [int(mention["BeginOffset"]), int(mention["EndOffset"]), Sentiment(mood.lower()).value, score]
