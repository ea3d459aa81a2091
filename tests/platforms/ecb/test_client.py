"""Asking the bank."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from aftersales.platforms.ecb.client import EVERY, fetch
from aftersales.records.errors import UnavailableError
from aftersales.records.workspace import Connection

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
CONNECTION = Connection(workspace="demo", id="ecb", platform="ecb", store="ecb", name="ECB", address="ecb")


class Bank:
    """Plays the data portal."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.requests: list[httpx.Request] = []

    def client(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(self.status, text="CURRENCY,TIME_PERIOD\n")


def test_the_first_look_goes_back_a_quarter() -> None:
    """What lies before is bundled; later looks overlap by some days, for rates that come late."""
    bank = Bank()
    first = fetch(CONNECTION, {}, None, NOW, bank.client())
    fetch(CONNECTION, {}, first.cursor, NOW + EVERY, bank.client())
    assert [one.url.params["startPeriod"] for one in bank.requests] == ["2026-08-24", "2026-11-17"]
    assert (len(first.deliveries), first.more) == (1, False)


def test_the_bank_is_asked_a_few_times_a_day() -> None:
    """It publishes once; a poll before its time asks nothing and keeps the cursor."""
    bank = Bank()
    again = fetch(CONNECTION, {}, NOW.isoformat(), NOW + timedelta(hours=1), bank.client())
    assert (again.deliveries, again.cursor, bank.requests) == ((), NOW.isoformat(), [])


def test_nothing_new_is_no_error() -> None:
    """The portal answers 404 to a query without results."""
    assert fetch(CONNECTION, {}, None, NOW, Bank(404).client()).deliveries == ()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_bank_that_is_down_is_asked_later(status: int) -> None:
    """A later call may work."""
    with pytest.raises(UnavailableError):
        fetch(CONNECTION, {}, None, NOW, Bank(status).client())
