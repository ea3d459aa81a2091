"""Times, numbers and money in both languages."""

from datetime import timedelta

import pytest

from aftersales.records.money import Money
from aftersales.web.formats import Formats
from tests.cases.building import START

ZH, EN = Formats("zh", "Asia/Shanghai"), Formats("en", "Asia/Shanghai")


def test_times_are_shown_in_the_zone_of_the_reader() -> None:
    """Nine o'clock UTC is five in the afternoon in Shanghai."""
    assert ZH.moment(START) == "3月2日周一 17:00"
    assert EN.moment(START) == "Mon 2 Mar 17:00"
    assert EN.machine(START) == "2026-03-02T09:00:00+00:00"
    assert (ZH.place, EN.place, Formats("en", "UTC").place) == ("上海", "Shanghai", "UTC")


def test_an_unknown_zone_is_utc() -> None:
    """A mistyped zone does not break a page."""
    assert Formats("en", "Mars/Base").moment(START) == "Mon 2 Mar 09:00"


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(minor=1999, currency="EUR"), "€19.99"),
        (Money(minor=1999, currency="JPY"), "JP¥1,999"),
        (Money(minor=1234, currency="KWD"), "KWD1.234"),
    ],
)
def test_money_has_the_places_of_its_currency(money: Money, text: str) -> None:
    """Euros have cents, yen have none, dinars have three places."""
    assert EN.money(money).replace("\xa0", "") == text


def test_names_of_countries_and_languages() -> None:
    """Codes become names; unknown codes stay codes."""
    assert (ZH.country("US"), EN.country("XQ"), ZH.tongue("de"), EN.tongue("q1")) == (
        "美国",
        "XQ",
        "德语",
        "q1",
    )


def test_a_language_without_data_of_its_own_has_its_name() -> None:
    """A layer carries the data of the languages that pages are in; customers write in many more."""
    assert (EN.tongue("tlh"), ZH.tongue("tlh-Latn"), EN.tongue("qq-XX")) == ("Klingon", "克林贡语", "qq-XX")


def test_spans() -> None:
    """Lengths of time in their largest unit."""
    assert (EN.span(timedelta(hours=3)), ZH.brief_span(timedelta(hours=3))) == ("3 hours", "3小时")
    assert EN.ago(START - timedelta(days=2), START) == "2 days ago"
