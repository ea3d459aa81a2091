"""A metric contract: what a number means, in words and in SQL. The SQL gives rows; figures are sums over those very rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from aftersales.metrics.figure import Reason, Unit


class Form(StrEnum):
    """How rows become a figure.

    PROPORTION: Σ numerator ÷ Σ denominator, with Wilson's interval. RATIO: the same without interval (money). SHARE: a part's
    numerator ÷ the denominator of all parts. DURATION: median and 90th percentile of `numerator`. COUNT: Σ numerator.
    """

    PROPORTION = "proportion"
    RATIO = "ratio"
    SHARE = "share"
    DURATION = "duration"
    COUNT = "count"


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

    `sql` yields the columns entity, home, label, dated, numerator, denominator, part, sku, store, market, platform; it may use the
    parameters $start, $end (the period), $as_of (what was known then) and those named in `parameters`. `matures_days` is how long
    after the period's end its records keep changing by nature. `missing` is the reason given when there is no denominator.
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
    lower_is_better: bool = True


class Lake(Protocol):
    """Where contracts are asked: one workspace's facts as the tables that `aftersales.lake` documents."""

    def query(self, sql: str, parameters: Mapping[str, object]) -> Sequence[dict[str, Any]]:
        """Run SQL; parameters that the text does not name are ignored. Times come back as aware UTC datetimes."""
