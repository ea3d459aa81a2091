"""Restatements read like the figures that they are about."""

import pytest

from aftersales.metrics.catalogue import contract
from aftersales.metrics.stated import stated_value
from aftersales.records.cause import Cause
from tests.metrics.asking import Asker
from tests.metrics.history import case


def test_a_share_is_restated_as_its_figure_shows_it(ask: Asker) -> None:
    """Three cases of four are classified: 75 %, not 133 %."""
    causes = (Cause.QUALITY_PILLING, Cause.QUALITY_PILLING, Cause.SIZE_TOO_SMALL, None)
    cases = [case(number, "2026-11-03", cause) for number, cause in enumerate(causes, 1)]
    name = "cause_share.by_opened"
    assert stated_value(contract(name), 4, 3) == ask.figure(name, [], cases).value == 0.75


@pytest.mark.parametrize(
    ("name", "numerator", "denominator", "value"),
    [
        ("return_rate.units.by_order", 1, 4, 0.25),
        ("return_rate.units.by_order", 0, 0, None),
        ("neg_per_1000_units.by_order", 1, 500, 2),
        ("first_response", 3.5, 2, 3.5),
        ("first_response", 0, 0, None),
        ("customer_messages", 7, 0, 7),
    ],
)
def test_each_form_is_read_its_own_way(
    name: str, numerator: float, denominator: float, value: float | None
) -> None:
    """Quotients are scaled, medians and totals stand as they are, and nothing is divided by nothing."""
    assert stated_value(contract(name), numerator, denominator) == value
