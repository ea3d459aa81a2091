"""Comprehend is asked only about what the embedded engine doubts; the requests are checked against the service's own model."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.stub import ANY, Stubber

from aftersales.engines.comprehend import ComprehendReader
from aftersales.engines.embedded import EmbeddedReader
from aftersales.language.gate import doubts_language, doubts_mood
from aftersales.language.port import Text
from aftersales.records.errors import UnavailableError
from aftersales.records.understanding import Sentiment

if TYPE_CHECKING:
    from mypy_boto3_comprehend import ComprehendClient

SURE = Text("Absolutely love it, great quality, would buy again!", workspace="w")
DOUBTED = Text("ok hmm", workspace="w")


class InMemoryPurse:
    def __init__(self, left: int = 10**9) -> None:
        self.left = left

    def spend(self, workspace: str, amount: int) -> bool:
        if amount > self.left:
            return False
        self.left -= amount
        return True


@pytest.fixture
def client() -> "ComprehendClient":
    """A real client: its Stubber checks every request and answer against the service's shapes."""
    client: ComprehendClient = boto3.client(
        "comprehend", region_name="eu-central-1", aws_access_key_id="test", aws_secret_access_key="test"
    )
    return client


@pytest.fixture
def stub(client: "ComprehendClient") -> Iterator[Stubber]:
    """The stub, which at the end must have been asked for all it expected."""
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


def _language(index: int, code: str, score: float) -> dict[str, Any]:
    return {"Index": index, "Languages": [{"LanguageCode": code, "Score": score}]}


def _mood(index: int, mood: str, score: float) -> dict[str, Any]:
    scores = dict.fromkeys(("Positive", "Negative", "Neutral", "Mixed"), (1 - score) / 3)
    return {"Index": index, "Sentiment": mood, "SentimentScore": {**scores, mood.title(): score}}


def test_a_text_that_is_sure_costs_nothing(client: "ComprehendClient", stub: Stubber) -> None:
    """The embedded reading stands and no service is called."""
    purse = InMemoryPurse()
    assert ComprehendReader(client, purse).read([SURE]) == EmbeddedReader().read([SURE])
    assert purse.left == 10**9


def test_doubts_are_settled_by_the_service(client: "ComprehendClient", stub: Stubber) -> None:
    """Language first, then the mood in that language; both paid at 300 characters at least."""
    (embedded,) = EmbeddedReader().read([DOUBTED])
    assert doubts_language(embedded)
    stub.add_response(
        "batch_detect_dominant_language",
        {"ResultList": [_language(0, "en", 0.97)], "ErrorList": []},
        {"TextList": ["ok hmm"]},
    )
    if doubts_mood(embedded):
        stub.add_response(
            "batch_detect_sentiment",
            {"ResultList": [_mood(0, "NEUTRAL", 0.83)], "ErrorList": []},
            {"TextList": ["ok hmm"], "LanguageCode": "en"},
        )
    (reading,) = ComprehendReader(client, InMemoryPurse()).read([DOUBTED])
    assert (reading.language, reading.language_confidence) == ("en", 0.97)
    if doubts_mood(embedded):
        assert (reading.sentiment, reading.sentiment_confidence) == (Sentiment.NEUTRAL, 0.83)


def test_batches_hold_25_texts_cut_at_5000_bytes(client: "ComprehendClient", stub: Stubber) -> None:
    """30 doubted texts are two requests, and a long one is cut between characters."""
    long = Text("zz é" + "é" * 4000, workspace="w")
    texts = [Text(f"ok hm {'x' * index}", workspace="w") for index in range(29)] + [long]
    asked = [index for index, one in enumerate(EmbeddedReader().read(texts)) if doubts_language(one)]
    for start in range(0, len(asked), 25):
        some = asked[start : start + 25]
        answer = [_language(index, "xx", 0.5) for index in range(len(some))]
        stub.add_response(
            "batch_detect_dominant_language", {"ResultList": answer, "ErrorList": []}, {"TextList": ANY}
        )
    seen: list[str] = []
    client.meta.events.register(
        "before-parameter-build.comprehend.*", lambda params, **_: seen.extend(params["TextList"])
    )
    readings = ComprehendReader(client, InMemoryPurse()).read(texts)
    assert len(asked) > 25
    assert all(len(text.encode()) <= 5000 for text in seen)
    assert [readings[index].language for index in asked] == ["xx"] * len(asked)


def test_an_empty_purse_is_a_hard_stop(client: "ComprehendClient", stub: Stubber) -> None:
    """With the month's budget spent the embedded reading stands, and nothing is called."""
    assert ComprehendReader(client, InMemoryPurse(299)).read([DOUBTED]) == EmbeddedReader().read([DOUBTED])


@pytest.mark.parametrize("code", ["ThrottlingException", "InternalServerException", "AccessDeniedException"])
def test_a_service_that_is_away_says_so(client: "ComprehendClient", stub: Stubber, code: str) -> None:
    """The queue tries again: nothing is read half."""
    stub.add_client_error("batch_detect_dominant_language", code)
    with pytest.raises(UnavailableError, match=code):
        ComprehendReader(client, InMemoryPurse()).read([DOUBTED])


def test_a_text_refused_for_good_keeps_its_embedded_reading(
    client: "ComprehendClient", stub: Stubber
) -> None:
    """An error of one text that no retry heals is not an outage; an internal one is."""
    for code, heals in (("TEXT_SIZE_LIMIT_EXCEEDED", False), ("INTERNAL_SERVER_ERROR", True)):
        error = {"Index": 0, "ErrorCode": code, "ErrorMessage": "m"}
        stub.add_response("batch_detect_dominant_language", {"ResultList": [], "ErrorList": [error]})
        if heals:
            with pytest.raises(UnavailableError):
                ComprehendReader(client, InMemoryPurse()).read([DOUBTED])
        else:
            (reading,) = ComprehendReader(client, InMemoryPurse()).read([DOUBTED])
            assert reading == EmbeddedReader().read([DOUBTED])[0]
