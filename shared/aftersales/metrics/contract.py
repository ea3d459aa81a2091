"""A metric contract: what a number means, in words and in SQL.

The SQL gives a ledger: signed rows, each with the moment since which it is so. Figures are sums over those very rows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from aftersales.metrics.figure import Reason, Unit


class Form(StrEnum):
    """How rows become a figure.

    PROPORTION: Σ numerator ÷ Σ denominator, with Wilson's interval. RATIO: the same without interval (money). SHARE: a part's
    numerator ÷ the denominator of all parts. DURATION: median and 90th percentile of `numerator`, each row with denominator 1.
    MEAN: Σ numerator ÷ Σ denominator of single values (denominator 1), with the interval of a mean. COUNT: Σ numerator of all
    rows dated before the period's end: +1 when a state begins, -1 when it ends. TOTAL: Σ numerator of the period's rows.
    """

    PROPORTION = "proportion"
    RATIO = "ratio"
    SHARE = "share"
    DURATION = "duration"
    MEAN = "mean"
    COUNT = "count"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages of the product."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the Chinese text for 'zh', the English one for every other language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """One metric.

    `sql` yields the columns entity, home, label, dated, known, numerator, denominator and any of business and the dimensions
    (missing ones are NULL). `dated` puts a row into its bucket, `known` says since when it is so; both are UTC. An entity may have
    several rows: what changes later is a further row that adds or takes away. The SQL has no parameters: settings are the one row
    of the table `settings`.

    `matures_days` is how long after the period's end its records keep changing by nature; `settles_days` ends what a figure takes
    notice of, so long after the period. `missing` is the reason given when there is no denominator. `scale` multiplies the value
    (1000: per thousand). `is_of_money`: what is summed are amounts in the reporting currency, not records or units.
    """

    name: str
    title: Words
    formula: Words
    numerator: Words
    denominator: Words
    basis: Words
    exclusions: Words
    form: Form
    unit: Unit
    minimum: int
    sql: str
    dimensions: tuple[str, ...] = ("store", "market", "platform")
    matures_days: int = 0
    missing: Reason = Reason.NO_DENOMINATOR
    settles_days: int | None = None
    scale: float = 1
    lower_is_better: bool = True
    is_of_money: bool = False


class Source(StrEnum):
    """A table that figures are summed from.

    The ledger has all rows; the cubes have their sums by local day and dimension, the product cube by SKU in place of market,
    channel and agent; `spans` has the values of durations.
    """

    LEDGER = "ledger"
    CUBE = "cube"
    PRODUCT_CUBE = "product_cube"
    SPANS = "spans"


class Lake(Protocol):
    """Where contracts are asked: one workspace's ledger and cubes, and the tables that `aftersales.lake` documents."""

    def prepare(self, source: Source, metrics: Collection[str], first: date | None, last: date) -> None:
        """Make sure that a table holds the rows of these metrics dated on the local days [first, last); None: from the start."""

    def query(self, sql: str, parameters: Mapping[str, object]) -> Sequence[dict[str, Any]]:
        """Run SQL; parameters that the text does not name are ignored. Times come back as aware UTC datetimes."""
