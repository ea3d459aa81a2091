"""What HTTP answers mean."""

from datetime import UTC, datetime

import pytest

from aftersales.deliveries.answers import must_be_good
from aftersales.records.errors import RejectedError, UnavailableError

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize("status", [200, 204, 299])
def test_good_answers_pass(status: int) -> None:
    """Any 2xx is good."""
    must_be_good(status, None, NOW)


@pytest.mark.parametrize("status", [401, 403])
def test_only_the_seller_can_renew_an_authorisation(status: int) -> None:
    """Without a valid authorisation asking again is useless, and the connection says so."""
    with pytest.raises(RejectedError, match="authorisation_expired"):
        must_be_good(status, None, NOW)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_busy_platforms_are_asked_again(status: int) -> None:
    """Throttles and faults of the platform pass."""
    with pytest.raises(UnavailableError, match=f"platform_answered_{status}"):
        must_be_good(status, None, NOW)


@pytest.mark.parametrize("status", [301, 400, 404, 422])
def test_other_answers_are_rejections(status: int) -> None:
    """Asking the same again would give the same."""
    with pytest.raises(RejectedError, match=f"platform_answered_{status}"):
        must_be_good(status, None, NOW)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("2.0", "2"), ("120", "120"), ("Sun, 22 Nov 2026 02:00:30 GMT", "30"), ("Sun, 22 Nov 2026 01:00:00 GMT", "0"),
        ("1e9", "3600"), ("-5", "0"), ("soon", ""), ("nan", ""), ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_waiting_time_is_read(told: str | None, seconds: str) -> None:
    """Retry-After is a number, also with a fraction, or a date; it is never believed beyond an hour."""
    with pytest.raises(UnavailableError) as caught:
        must_be_good(429, told, NOW)
    assert caught.value.detail == seconds
