"""A link that stops a mail stops that mail and opens nothing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.accounts.report_links import LinkRefusedError, open_link, token
from aftersales.accounts.stop_links import Stop, read_stop, stop_token
from aftersales.records.errors import RejectedError
from aftersales.records.report import ReportLink
from tests.reports.in_memory import InMemoryReportStore

SECRET = b"link secret"
NOW = datetime(2026, 11, 16, tzinfo=UTC)


@given(st.text(max_size=30), st.text(max_size=60))
def test_a_link_is_read_back(subscription: str, email: str) -> None:
    """Whatever stands in it."""
    stop = Stop("demo", subscription, email)
    assert read_stop(SECRET, stop_token(SECRET, stop)) == stop


@pytest.mark.parametrize("place", [0, 5, -1])
def test_a_changed_link_stops_nothing(place: int) -> None:
    """Nor does one signed with another secret, or a text that is no link."""
    text = stop_token(SECRET, Stop("demo", "s", "a@b.example"))
    letters = list(text)
    letters[place] = "A" if letters[place] != "A" else "B"
    for wrong in ("".join(letters), "", "x.y", f"{text}."):
        with pytest.raises(RejectedError, match="link_changed"):
            read_stop(SECRET, wrong)
    with pytest.raises(RejectedError):
        read_stop(b"other", text)


def test_links_of_reports_and_of_stops_are_strangers() -> None:
    """The same secret signs both, each for its own purpose only."""
    link = ReportLink(workspace="demo", id="l", report="r", created_at=NOW, expires_at=NOW.replace(year=2030))
    with pytest.raises(RejectedError):
        read_stop(SECRET, token(SECRET, link))
    stop = stop_token(SECRET, Stop("demo", "s", "a@b.example"))
    with pytest.raises(LinkRefusedError):
        open_link(InMemoryReportStore(), SECRET, stop, language="zh", form="html", now=NOW)


def test_without_a_secret_nothing_is_signed() -> None:
    """Anyone could forge with an empty one."""
    with pytest.raises(ValueError, match="secret"):
        stop_token(b"", Stop("demo", "s", "a@b.example"))
