"""Whoever gets the hard cases is compared with what such cases come to."""

import pytest

from aftersales.metrics.case_mix import expected
from aftersales.metrics.figure import Figure, Unit
from tests.metrics.asking import WEEK
from tests.metrics.history import at


def _split(**parts: tuple[float, int]) -> list[Figure]:
    return [
        Figure(
            metric="csat.share",
            unit=Unit.SHARE,
            period=WEEK,
            as_of=at("2026-12-01"),
            key=key,
            value=value,
            denominator=count,
        )
        for key, (value, count) in parts.items()
    ]


def test_a_mix_of_hard_cases_lets_one_expect_less() -> None:
    """30 of 40 cases are of a kind that ends well in half of all, 10 of one that does in nine of ten: six of ten, not seven."""
    team = _split(quality=(0.5, 100), order_status=(0.9, 100))
    assert expected(_split(quality=(0.7, 30), order_status=(0.9, 10)), team) == pytest.approx(0.6)


def test_nobody_is_expected_to_do_what_nobody_did() -> None:
    """Without a case, or of causes that have no value, nothing is expected."""
    assert expected([], _split(quality=(0.5, 100))) is None
    assert expected(_split(other=(1.0, 3)), _split(quality=(0.5, 100))) is None
