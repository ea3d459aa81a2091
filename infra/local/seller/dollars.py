"""What the seller's currencies were worth, asked of a library that the figures do not ask."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from currency_converter import (  # type: ignore[import-untyped]  # it ships no types
    CurrencyConverter,
    RateNotFoundError,
)

from infra.local.seller.markets import MARKETS

CURRENCIES = sorted({market.currency for market in MARKETS} | {"USD", "EUR"})


@cache
def _bank() -> CurrencyConverter:
    return CurrencyConverter()


def still(until: date) -> Iterator[tuple[str, date, str]]:
    """Yield currency, day and units per euro for each day after the bank's bundled history: here its last rates hold still."""
    last = _bank().bounds["USD"].last_date
    for after in range(1, (until - last).days + 1):
        for currency in CURRENCIES:
            yield currency, last + timedelta(days=after), str(_bank().convert(1, "EUR", currency, last))


def dollars(currency: str, day: date) -> float | None:
    """Return what a minor unit of the currency was worth in dollars; only the yen has none smaller than itself."""
    unit = 1 if currency == "JPY" else 0.01
    if currency == "USD":
        return unit
    known = min(day, _bank().bounds["USD"].last_date)
    for back in range(8):
        try:
            return float(_bank().convert(unit, currency, "USD", known - timedelta(days=back)))
        except RateNotFoundError:
            continue
    return None
