"""Amazon Translate gets pieces that it takes; what it cannot is no error."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from botocore.stub import Stubber
from hypothesis import given
from hypothesis import strategies as st

from aftersales.engines.memory import MemoryTranslator
from aftersales.engines.translate import AmazonTranslator, TranslatorsInTurn, _pieces
from aftersales.records.errors import UnavailableError
from tests.aws.account import session
from tests.language.in_memory import InMemoryPhraseMemory, InMemoryPurse

if TYPE_CHECKING:
    from mypy_boto3_translate import TranslateClient


@pytest.fixture
def client() -> "TranslateClient":
    """A real client, checked by its Stubber."""
    client: TranslateClient = session().client("translate")
    return client


@pytest.fixture
def stub(client: "TranslateClient") -> Iterator[Stubber]:
    """The stub, which must have been asked for all it expected."""
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


def test_a_text_is_translated_with_terminology_and_politely(client: "TranslateClient", stub: Stubber) -> None:
    """The request names the terminology, and asks for a formal tone where the target language has one."""
    stub.add_response(
        "translate_text",
        {"TranslatedText": "Wo ist sie?", "SourceLanguageCode": "en", "TargetLanguageCode": "de"},
        {
            "Text": "Where is it?",
            "SourceLanguageCode": "en",
            "TargetLanguageCode": "de",
            "Settings": {"Formality": "FORMAL"},
            "TerminologyNames": ["w"],
        },
    )
    answer = AmazonTranslator(client, InMemoryPurse(), lambda workspace, _source: workspace).translate(
        "w", " Where is it?\n", "en", "de"
    )
    assert answer is not None
    assert (answer.text, answer.engine) == (" Wo ist sie?\n", "amazon-translate")


def test_an_unknown_pair_or_an_empty_purse_gives_no_translation(
    client: "TranslateClient", stub: Stubber
) -> None:
    """None means: there is no translation here, and the reader is told."""
    stub.add_client_error("translate_text", "UnsupportedLanguagePairException")
    assert AmazonTranslator(client, InMemoryPurse()).translate("w", "Hi", "xx", "zh") is None
    assert AmazonTranslator(client, InMemoryPurse(29)).translate("w", "Hi", "en", "zh") is None


@pytest.mark.parametrize(
    "code", ["TooManyRequestsException", "ServiceUnavailableException", "ThrottlingException"]
)
def test_an_outage_is_an_outage(client: "TranslateClient", stub: Stubber, code: str) -> None:
    """The queue tries again later."""
    stub.add_client_error("translate_text", code)
    with pytest.raises(UnavailableError, match=code):
        AmazonTranslator(client, InMemoryPurse()).translate("w", "Hi", "en", "zh")


@given(st.text(alphabet="a字é. 。\n", max_size=40), st.integers(1, 900))
def test_pieces_fit_and_lose_nothing(text: str, times: int) -> None:
    """Each request stays below 10,000 bytes and the pieces joined are the text."""
    pieces = list(_pieces(text * times))
    assert "".join(pieces) == text * times
    assert all(len(piece.encode()) < 10_000 for piece in pieces)


def test_memory_is_asked_first(client: "TranslateClient", stub: Stubber) -> None:
    """What is known costs nothing; what is not goes on to the service."""
    answer = {"TranslatedText": "你好", "SourceLanguageCode": "en", "TargetLanguageCode": "zh"}
    stub.add_response("translate_text", answer)
    memory = MemoryTranslator(InMemoryPhraseMemory())
    both = TranslatorsInTurn([memory, AmazonTranslator(client, InMemoryPurse())])
    found = both.translate("w", "Hi", "en", "zh")
    assert found is not None
    assert found.engine == "amazon-translate"
