"""Numbers and days in two languages."""

from datetime import date

import pytest

from aftersales.mail import formats
from aftersales.metrics.figure import Unit


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (0.5, "30 分钟", "30 min"),
        (2.25, "2.2 小时", "2.2 h"),
        (47.9, "47.9 小时", "47.9 h"),
        (60, "2.5 天", "2.5 days"),
    ],
)
def test_hours_have_a_fitting_unit(value: float, zh: str, en: str) -> None:
    """Minutes below one hour, days from two days on."""
    assert (formats.hours(value, "zh"), formats.hours(value, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (0.0123, Unit.SHARE, "+1.2 pp"),
        (-0.0123, Unit.SHARE, "\u22121.2 pp"),
        (0, Unit.SHARE, "±0.0 pp"),
        (-0.5, Unit.HOURS, "\u221230 min"),
        (1200, Unit.COUNT, "+1,200"),
    ],
)
def test_differences_have_a_sign(number: float, unit: Unit, text: str) -> None:
    """Shares differ by percentage points, and a minus is a minus."""
    assert formats.difference(number, unit, "en") == text


def test_days_are_written_out() -> None:
    """The month is a word in English, so that nobody mistakes it for the day."""
    assert formats.day(date(2026, 11, 6), "en") == "6 Nov 2026"
    assert formats.day(date(2026, 11, 6), "zh") == "2026年11月6日"
