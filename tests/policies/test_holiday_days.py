"""Days off by the calendar in force on each, with names in the reader's language."""

from datetime import date

import pytest

from aftersales.policies.holiday_days import check_place, countries, next_free_days, parts_of
from aftersales.records.calendar import Calendar, weekly
from aftersales.records.errors import RejectedError

CHINA = Calendar(
    since=date(2026, 1, 1), zone="Asia/Shanghai", shifts=weekly("12345", "09:00", "18:00"), holidays="CN"
)
BAVARIA = CHINA.having(
    since=date(2026, 10, 2), zone="Europe/Berlin", holidays="DE-BY", closed=(date(2026, 12, 24),)
)


def test_each_day_off_is_that_of_the_calendar_in_force() -> None:
    """China until the first of October, Bavaria with a closing day of its own from the second on."""
    found = next_free_days([BAVARIA, CHINA], date(2026, 9, 20), "en", 6)
    assert [(one.on.isoformat(), one.name) for one in found] == [
        ("2026-09-25", "Mid-Autumn Festival"),
        ("2026-10-01", "National Day"),
        ("2026-10-03", "German Unity Day"),
        ("2026-11-01", "All Saints' Day"),
        ("2026-12-24", ""),
        ("2026-12-25", "Christmas Day"),
    ]


def test_names_come_in_the_readers_language_where_there_is_one() -> None:
    """Chinese holidays have Chinese names; German ones are told in English to a Chinese reader, rather than in German."""
    assert next_free_days([CHINA], date(2026, 9, 20), "zh", 1)[0].name == "中秋节"
    assert next_free_days([BAVARIA], date(2026, 10, 2), "zh", 1)[0].name == "German Unity Day"


def test_without_holidays_there_are_none() -> None:
    """No calendar, or one that keeps no country's holidays: an empty list, and no library is asked."""
    assert next_free_days([], date(2026, 9, 20), "en", 10) == []
    assert next_free_days([CHINA.having(holidays=None)], date(2026, 9, 20), "en", 10) == []


def test_places_are_checked() -> None:
    """Countries and their parts are known by code; anything else is refused."""
    assert {"CN", "DE", "US"} <= set(countries())
    assert "BY" in parts_of("DE")
    check_place("DE-BY")
    for place in ("XX", "DE-XX", "D", ""):
        with pytest.raises(RejectedError, match="no_such_holidays"):
            check_place(place)
