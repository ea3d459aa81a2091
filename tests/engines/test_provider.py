"""AmazonProvider speaks to Translate as its service model asks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from botocore.stub import Stubber

from aftersales.engines.provider import AmazonProvider
from aftersales.records.errors import UnavailableError
from tests.aws.account import session
from tests.language.glossary_contract import term

if TYPE_CHECKING:
    from mypy_boto3_translate import TranslateClient


@pytest.fixture
def client() -> "TranslateClient":
    """A client that must not reach anything."""
    return session().client("translate")


@pytest.fixture
def stub(client: "TranslateClient") -> Iterator[Stubber]:
    """What Translate answers; requests and answers are held against its service model."""
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def test_languages_are_counted_as_the_provider_says(client: "TranslateClient", stub: Stubber) -> None:
    """All pages are read, once per process, and 'auto' is no language."""
    first = [
        {"LanguageName": "German", "LanguageCode": "de"},
        {"LanguageName": "Auto", "LanguageCode": "auto"},
    ]
    stub.add_response("list_languages", {"Languages": first, "NextToken": "t"}, {})
    stub.add_response(
        "list_languages",
        {"Languages": [{"LanguageName": "Arabic", "LanguageCode": "ar"}]},
        {"NextToken": "t"},
    )
    provider = AmazonProvider(client, "prod")
    assert provider.languages() == provider.languages() == ("ar", "de")


def test_a_termbase_becomes_a_terminology_per_source_language(
    client: "TranslateClient", stub: Stubber
) -> None:
    """A column per target; what has no terms any more is deleted, and other workspaces' terminologies are left alone."""
    table = "zh,de,fr\r\n充电宝,Powerbank,batterie externe\r\n"
    stub.add_response(
        "import_terminology",
        {},
        {
            "Name": "prod-w-zh",
            "MergeStrategy": "OVERWRITE",
            "TerminologyData": {"File": table.encode(), "Format": "CSV", "Directionality": "UNI"},
        },
    )
    names = ("prod-w-zh", "prod-w-en", "prod-w-x-de", "prod-other-en")
    stub.add_response(
        "list_terminologies", {"TerminologyPropertiesList": [{"Name": name} for name in names]}, {}
    )
    stub.add_response("delete_terminology", {}, {"Name": "prod-w-en"})
    terms = [term(), term(target="fr", translation="batterie externe")]
    AmazonProvider(client, "prod").publish("w", terms)


def test_an_outage_is_said(client: "TranslateClient", stub: Stubber) -> None:
    """Saving a term goes on without the engine: the caller decides."""
    stub.add_client_error("list_terminologies", "InternalServerException")
    with pytest.raises(UnavailableError):
        AmazonProvider(client, "prod").publish("w", [])
    stub.add_client_error("list_languages", "TooManyRequestsException")
    with pytest.raises(UnavailableError):
        AmazonProvider(client, "prod").languages()
