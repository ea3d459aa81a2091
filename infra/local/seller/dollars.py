"""What the seller's currencies were worth, asked of a library that the figures do not ask."""

from datetime import date, timedelta
from functools import cache

from currency_converter import (  # type: ignore[import-untyped]  # it ships no types
    CurrencyConverter,
    RateNotFoundError,
)


@cache
def _bank() -> CurrencyConverter:
    return CurrencyConverter()


def dollars(currency: str, day: date) -> float | None:
    """Return what a minor unit of the currency was worth in dollars; only the yen has none smaller than itself."""
    unit = 1 if currency == "JPY" else 0.01
    if currency == "USD":
        return unit
    for back in range(8):
        try:
            return float(_bank().convert(unit, currency, "USD", day - timedelta(days=back)))
        except RateNotFoundError:
            continue
    return None
