"""Exact money: minor units with an ISO 4217 currency."""

from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Self

from iso4217 import Currency

from aftersales.records.errors import RejectedError
from aftersales.records.record import Record

MOST_DIGITS = 18
"""Before the decimal point; beyond some more, decimal arithmetic would silently round."""


@lru_cache(maxsize=256)
def exponent(currency: str) -> int:
    """Return how many decimal places the currency has, e.g. 2 for EUR and 0 for JPY."""
    try:
        return Currency(currency).exponent or 0
    except ValueError as error:
        raise RejectedError("unknown_currency", currency[:3]) from error


class Money(Record):
    """`minor` units of `currency`: 1999 EUR is €19.99, 1999 JPY is ¥1,999."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, amount: str | int | Decimal, currency: str) -> Self:
        """Read a decimal amount as platforms send it ("19.99", Decimal("19.9")); what is smaller than a minor unit is rounded.

        RejectedError for what is no number or larger than any price; floats are refused by type.
        """
        code = currency.upper()
        try:
            value = Decimal(amount)
        except (InvalidOperation, ValueError) as error:
            raise RejectedError("amount_is_not_a_number") from error
        if not value.is_finite():
            raise RejectedError("amount_is_not_a_number")
        if value.adjusted() >= MOST_DIGITS:
            raise RejectedError("amount_is_too_large")
        return cls(minor=int(value.scaleb(exponent(code)).to_integral_value()), currency=code)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __add__(self, other: "Money") -> "Money":
        """Add an amount of the same currency."""
        if other.currency != self.currency:
            raise RejectedError("currencies_differ", f"{self.currency} {other.currency}")
        return Money(minor=self.minor + other.minor, currency=self.currency)
