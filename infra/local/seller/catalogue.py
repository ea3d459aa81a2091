"""What the demo seller sells: 60 products with prices in every currency, five of them with a planted problem."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

APPAREL = frozenset({"jacket", "knit", "top", "trousers", "shoes"})
"""Categories in which sizes exist."""

DEVICES = frozenset({"power", "audio"})
"""Categories in which things can be charged, connected and broken."""

_FACTORS = {"USD": 100, "CAD": 135, "AUD": 150, "MXN": 1900, "EUR": 95, "GBP": 82, "JPY": 145}
_ENDINGS = {"MXN": (1000, 100), "JPY": (100, 20)}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a product: how often a unit comes back, and the cause that customers then have."""

    cause: str
    return_rate: float


PROBLEMS: Mapping[str, Problem] = MappingProxyType(
    {
        "AL-JKT-03": Problem("size_fit.too_small", 0.36),
        "AL-KNT-02": Problem("quality.pilling", 0.32),
        "AL-PWR-01": Problem("quality.battery", 0.4),
        "AL-LMP-01": Problem("damaged_in_transit", 0.34),
        "AL-HOM-06": Problem("not_as_described.colour", 0.4),
    }
)
"""The planted problems. A sixth one lies in a carrier lane: see `markets.SLOW_LANES`."""

POPULAR = 2.6
"""How much better the products with a planted problem sell than the others: a problem nobody buys is none."""


@dataclass(frozen=True, slots=True)
class Product:
    """One SKU; `prices` are minor units by currency, tax included. The ids are what the platforms call it."""

    index: int
    sku: str
    category: str
    titles: Mapping[str, str]
    prices: Mapping[str, int]
    asin: str
    problem: Problem | None

    @property
    def shopify_id(self) -> int:
        """Return the product id in the Shopify store; the variant's id is this one plus 70,000,000."""
        return 8_210_450_300_000 + self.index * 1_031

    @property
    def woo_id(self) -> int:
        """Return the product id in the WooCommerce store."""
        return 410 + self.index * 3

    @property
    def return_rate(self) -> float:
        """Return the chance that a shipped unit comes back."""
        if self.problem:
            return self.problem.return_rate
        return 0.052 if self.category in APPAREL else 0.036


@cache
def catalogue() -> tuple[Product, ...]:
    """Return all products in the order of the list."""
    text = (files(__package__) / "catalogue.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return tuple(_product(index, row) for index, row in enumerate(rows))


def _product(index: int, row: Mapping[str, str]) -> Product:
    return Product(
        index=index,
        sku=row["sku"],
        category=row["category"],
        titles=MappingProxyType({language: row[language] for language in ("en", "de", "ja")}),
        prices=MappingProxyType({currency: _price(int(row["usd"]), currency) for currency in _FACTORS}),
        asin=f"B0C{index * 7919 % 10000:04d}{'KLMNPQRSTV'[index % 10]}{index % 9}X",
        problem=PROBLEMS.get(row["sku"]),
    )


def _price(dollars: int, currency: str) -> int:
    """Return a price as shops write it, in minor units: 79 USD becomes 78.95 USD, 74.95 EUR, 11,480 JPY."""
    minor = dollars * _FACTORS[currency]
    step, off = _ENDINGS.get(currency, (100, 5))
    return round(minor / step) * step - off
