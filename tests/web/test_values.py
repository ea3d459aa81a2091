"""Figures as a reader reads them."""

from aftersales.metrics.figure import Figure, Unit
from aftersales.metrics.period import week
from aftersales.web.formats import Formats
from aftersales.web.translations import catalogue
from aftersales.web.values import Values
from tests.cases.building import START

EN = Values(Formats("en", "UTC"), catalogue("en"), "EUR")


def _share(metric: str) -> Figure:
    return Figure(
        metric=metric,
        unit=Unit.SHARE,
        period=week("2026-W10", "UTC"),
        as_of=START,
        value=0.25,
        numerator=25.5,
        denominator=102.0,
    )


def test_what_a_share_of_money_rests_on_is_money() -> None:
    """So much of so much in the reporting currency; units and records stay numbers."""
    money, units = _share("return_rate.value.by_order"), _share("return_rate.units.by_order")
    assert (EN.counted(money), EN.briefly(money)) == ("€25.50 of €102.00", "€25.50/€102.00")
    assert (EN.counted(units), EN.briefly(units)) == ("25.5 of 102", "25.5/102")
