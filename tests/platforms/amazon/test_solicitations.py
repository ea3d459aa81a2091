from datetime import UTC, datetime

import pytest

from aftersales.platforms.amazon.client import solicit
from aftersales.platforms.amazon.solicitations import Solicited, is_allowed
from aftersales.records.errors import RejectedError
from tests.platforms.amazon.fake_amazon import CREDENTIALS, FakeAmazon

NOW = datetime(2026, 3, 10, tzinfo=UTC)
ORDER = "123-1234567-1234567"


def _solicit(amazon: FakeAmazon, channel: str = "Amazon.com") -> Solicited:
    with amazon.http as http:
        return solicit(ORDER, channel, credentials=CREDENTIALS, now=NOW, http=http)


def test_amazon_is_asked_first_and_then_told() -> None:
    """GET the actions, POST only what they list; the request carries no text of ours."""
    amazon = FakeAmazon()
    assert _solicit(amazon) is Solicited.SENT
    asked, told = [request for request in amazon.requests if request.url.path != "/token"]
    assert (asked.method, told.method, told.content) == ("GET", "POST", b"{}")
    assert asked.url.params["marketplaceIds"] == told.url.params["marketplaceIds"] == "ATVPDKIKX0DER"


def test_an_empty_list_of_actions_is_the_truth() -> None:
    """Where Amazon lists nothing, nothing is sent: not an error, an answer."""
    amazon = FakeAmazon()
    amazon.actions = []
    assert _solicit(amazon) is Solicited.NOT_ALLOWED
    assert all(request.method == "GET" for request in amazon.requests if request.url.path != "/token")


def test_an_unknown_marketplace_is_not_guessed() -> None:
    """A request to the wrong marketplace would be one for another order."""
    with pytest.raises(RejectedError):
        _solicit(FakeAmazon(), "Amazon.mars")


@pytest.mark.parametrize(
    "answer", [{}, {"_links": None}, {"_links": {"actions": "x"}}, {"_links": {"actions": [3]}}]
)
def test_an_odd_answer_allows_nothing(answer: dict[str, object]) -> None:
    """What is not listed plainly is not allowed."""
    assert not is_allowed(answer)
