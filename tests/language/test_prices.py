"""Prices of paid engines are dated rows with a source, and no number of theirs stands in code."""

from datetime import date

import pytest

from aftersales.language.gate import reading_cost, translating_cost
from aftersales.language.prices import price, prices


def test_each_price_has_a_source_and_a_day() -> None:
    """A price without a page to look it up on is a rumour; one not looked up says so."""
    for row in prices():
        assert row.address.startswith("https://")
        assert row.source
        assert row.read_on > date(2026, 1, 1)
        assert row.proof in {"read", "unverified"}


@pytest.mark.parametrize(("length", "micros"), [(0, 300), (1, 300), (300, 300), (301, 400), (5000, 5000)])
def test_comprehend_takes_a_hundred_signs_at_a_time(length: int, micros: int) -> None:
    """$0.0001 per 100 characters begun, at least 300 of them."""
    assert reading_cost("x" * length) == micros


def test_translate_takes_every_sign() -> None:
    """$15 per million characters."""
    assert translating_cost("x" * 1000) == 15_000


def test_an_unknown_meter_is_no_free_one() -> None:
    """Nothing is called whose price nobody wrote down."""
    with pytest.raises(LookupError):
        price("oracle")
