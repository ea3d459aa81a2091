"""Money is exact: minor units of an ISO currency, and no arithmetic across currencies."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.records.errors import RejectedError
from aftersales.records.money import MOST_DIGITS, Money


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("19.99", "EUR", 1999),
        ("1999", "JPY", 1999),
        ("1.234", "KWD", 1234),
        ("-0.05", "USD", -5),
        ("0.1", "usd", 10),
    ],
)
def test_an_amount_is_read_in_its_currencys_minor_units(amount: str, currency: str, minor: int) -> None:
    """I14: two places for most, none for yen, three for dinars."""
    assert Money.parse(amount, currency) == Money(minor=minor, currency=currency.upper())


@given(st.integers(-(10**17), 10**17), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_no_amount_changes_on_the_way(minor: int, currency: str) -> None:
    """I14: what is written out in major units is read back to the very minor unit, however large."""
    money = Money(minor=minor, currency=currency)
    assert Money.parse(str(money.amount), currency) == money
    assert Money.model_validate_json(money.model_dump_json()) == money


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1))
def test_a_sum_is_exact_in_any_order(minors: list[int]) -> None:
    """I14: no cent is lost by adding, as it would be with binary fractions."""
    total = Money(minor=0, currency="EUR")
    for minor in minors:
        total += Money(minor=minor, currency="EUR")
    assert total.minor == sum(minors)


def test_currencies_are_never_mixed() -> None:
    """I14: without a rate there is no sum of two currencies."""
    with pytest.raises(RejectedError, match="currencies_differ"):
        Money(minor=1, currency="EUR") + Money(minor=1, currency="USD")


@pytest.mark.parametrize(
    "amount", ["", "x", "NaN", "Infinity", "1e999999", "9" * (MOST_DIGITS + 1), Decimal("1e20")]
)
def test_what_is_no_price_is_refused(amount: str | Decimal) -> None:
    """The sender's fault, told as such: neither a bug of ours nor a number that was quietly rounded."""
    with pytest.raises(RejectedError):
        Money.parse(amount, "EUR")


def test_an_unknown_currency_is_refused() -> None:
    """A currency that ISO does not list has no minor unit."""
    with pytest.raises(RejectedError, match="unknown_currency"):
        Money.parse("1", "EUX")
