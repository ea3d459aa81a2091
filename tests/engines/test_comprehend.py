"""Comprehend is asked in requests that its own service model accepts, and its answers and failures are told apart."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from botocore.stub import Stubber

from aftersales.engines.comprehend import Comprehend
from aftersales.records.errors import UnavailableError
from tests.aws.account import session

if TYPE_CHECKING:
    from mypy_boto3_comprehend import ComprehendClient


@pytest.fixture
def client() -> "ComprehendClient":
    """A real client: its Stubber checks every request and answer against the service's shapes."""
    client: ComprehendClient = session().client("comprehend")
    return client


@pytest.fixture
def stub(client: "ComprehendClient") -> Iterator[Stubber]:
    """The stub, which at the end must have been asked for all it expected."""
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


def _scores(mood: str, score: float) -> dict[str, float]:
    return {
        **dict.fromkeys(("Positive", "Negative", "Neutral", "Mixed"), (1 - score) / 3),
        mood.title(): score,
    }


def test_the_likeliest_language_is_taken(client: "ComprehendClient", stub: Stubber) -> None:
    """Of several languages the surest; answers find their texts by the service's own index."""
    languages = [{"LanguageCode": "en", "Score": 0.2}, {"LanguageCode": "nl", "Score": 0.75}]
    answer: dict[str, Any] = {"ResultList": [{"Index": 1, "Languages": languages}], "ErrorList": []}
    stub.add_response("batch_detect_dominant_language", answer, {"TextList": ["a", "b"]})
    assert Comprehend(client).languages({7: "a", 9: "b"}) == {9: {"language": "nl", "score": 0.75}}


def test_a_mood_comes_with_its_own_score(client: "ComprehendClient", stub: Stubber) -> None:
    """The score of the mood that was named, not of another."""
    result = {"Index": 0, "Sentiment": "MIXED", "SentimentScore": _scores("mixed", 0.7)}
    stub.add_response(
        "batch_detect_sentiment",
        {"ResultList": [result], "ErrorList": []},
        {"TextList": ["a"], "LanguageCode": "de"},
    )
    assert Comprehend(client).moods({3: "a"}, "de") == {3: {"mood": "mixed", "score": 0.7}}


def test_key_phrases_come_surest_first_and_once(client: "ComprehendClient", stub: Stubber) -> None:
    """A phrase said twice is one."""
    phrases = [
        {"Text": text, "Score": score}
        for text, score in (("la talla", 0.8), ("el color", 0.9), ("la talla", 0.7))
    ]
    stub.add_response(
        "batch_detect_key_phrases",
        {"ResultList": [{"Index": 0, "KeyPhrases": phrases}], "ErrorList": []},
        {"TextList": ["a"], "LanguageCode": "es"},
    )
    assert Comprehend(client).phrases({0: "a"}, "es") == {0: {"phrases": ["el color", "la talla"]}}


def test_targeted_sentiment_is_a_list_of_places(client: "ComprehendClient", stub: Stubber) -> None:
    """Each mention with a mood: where it stands, what it feels, how sure that is."""
    mention = {
        "BeginOffset": 4,
        "EndOffset": 11,
        "Text": "battery",
        "Score": 1.0,
        "Type": "ATTRIBUTE",
        "MentionSentiment": {"Sentiment": "NEGATIVE", "SentimentScore": _scores("negative", 0.97)},
    }
    entity = {"DescriptiveMentionIndex": [0], "Mentions": [mention]}
    stub.add_response(
        "batch_detect_targeted_sentiment",
        {"ResultList": [{"Index": 0, "Entities": [entity]}], "ErrorList": []},
        {"TextList": ["The battery dies."], "LanguageCode": "en"},
    )
    assert Comprehend(client).sides({0: "The battery dies."}) == {0: {"sides": [[4, 11, "negative", 0.97]]}}


def test_batches_hold_25_texts(client: "ComprehendClient", stub: Stubber) -> None:
    """30 texts are two requests."""
    for count in (25, 5):
        results = [
            {"Index": index, "Languages": [{"LanguageCode": "it", "Score": 0.9}]} for index in range(count)
        ]
        stub.add_response("batch_detect_dominant_language", {"ResultList": results, "ErrorList": []})
    assert len(Comprehend(client).languages({index: f"text {index}" for index in range(30)})) == 30


@pytest.mark.parametrize("code", ["ThrottlingException", "InternalServerException", "AccessDeniedException"])
def test_a_service_that_is_away_says_so(client: "ComprehendClient", stub: Stubber, code: str) -> None:
    """The caller learns that a retry helps."""
    stub.add_client_error("batch_detect_dominant_language", code)
    with pytest.raises(UnavailableError, match=code):
        Comprehend(client).languages({0: "a"})


@pytest.mark.parametrize(
    ("code", "heals"), [("TEXT_SIZE_LIMIT_EXCEEDED", False), ("INTERNAL_SERVER_ERROR", True)]
)
def test_a_text_refused_for_good_is_no_outage(
    client: "ComprehendClient", stub: Stubber, code: str, *, heals: bool
) -> None:
    """An error of one text that no retry heals leaves that text without an answer."""
    error = {"Index": 0, "ErrorCode": code, "ErrorMessage": "m"}
    stub.add_response("batch_detect_dominant_language", {"ResultList": [], "ErrorList": [error]})
    if heals:
        with pytest.raises(UnavailableError):
            Comprehend(client).languages({0: "a"})
    else:
        assert Comprehend(client).languages({0: "a"}) == {}
