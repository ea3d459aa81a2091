"""Public holidays by country and part of it, as the library `holidays` knows them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from aftersales.records.calendar import Calendar
from aftersales.records.errors import RejectedError

if TYPE_CHECKING:
    from holidays import HolidayBase

# The library is imported where it is used: half a second, which only those pay who keep public holidays.

_YEARS_AHEAD = 3
_TONGUES = {"zh": ("zh_CN", "en_US"), "en": ("en_GB", "en_US")}


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is not worked though its weekday might be: its name by the library, empty for a day of the calendar's own."""

    on: date
    name: str


def countries() -> list[str]:
    """Return the ISO 3166 codes of the countries whose holidays are known."""
    from holidays.registry import EntityLoader  # noqa: PLC0415

    return sorted(EntityLoader.get_country_codes(include_aliases=False))


def edition() -> str:
    """Return which edition of the library is asked: the next one may know other holidays, of past years too."""
    from holidays.version import __version__ as version  # noqa: PLC0415

    return version


def parts_of(country: str) -> Sequence[str]:
    """Return the codes of the parts of a country whose holidays differ; RejectedError `no_such_holidays`."""
    return list(_holidays(country, None, ()).subdivisions)


def check_place(place: str) -> None:
    """Refuse a place ('DE', 'DE-BY') whose holidays nobody knows: RejectedError `no_such_holidays`."""
    country, _, part = place.partition("-")
    _holidays(country, part or None, ())


def free_days(place: str, first: date, last: date) -> tuple[Collection[date], Collection[date]]:
    """Return the public holidays of 'DE' or 'DE-BY' in [first, last), and weekend days worked in exchange."""
    free, worked = _of_years(place, first.year, last.year)
    return free, {day for day in worked if first <= day < last}


@lru_cache(maxsize=64)
def _of_years(place: str, first: int, last: int) -> tuple[frozenset[date], frozenset[date]]:
    """Kept, for reckoning them takes milliseconds, and each case on a business calendar asks."""
    country, _, part = place.partition("-")
    known = _holidays(country, part or None, range(first, last + 1))
    return frozenset(known), frozenset(known.weekend_workdays)


def next_free_days(calendars: Sequence[Calendar], today: date, language: str, count: int) -> list[Day]:
    """Return the next days off by the calendar in force on each, with their names in `language` where the library has them."""
    found: list[Day] = []
    for day in _coming(calendars, today, language):
        found.append(day)
        if len(found) == count:
            break
    return found


def _coming(calendars: Sequence[Calendar], today: date, language: str) -> Iterator[Day]:
    ordered = sorted(calendars, key=lambda one: one.since)
    for place, following in zip_longest(ordered, ordered[1:]):
        first = max(place.since, today)
        last = following.since if following else today + timedelta(days=366 * _YEARS_AHEAD)
        if first < last:
            yield from _of(place, first, last, language)


def _of(calendar: Calendar, first: date, last: date, language: str) -> list[Day]:
    names: dict[date, str] = {day: "" for day in calendar.closed if first <= day < last}
    if calendar.holidays:
        country, _, part = calendar.holidays.partition("-")
        years = range(first.year, min(last.year, first.year + _YEARS_AHEAD) + 1)
        known = _holidays(country, part or None, years, language)
        names |= {day: name for day, name in known.items() if first <= day < last}
    return [Day(day, names[day]) for day in sorted(names)]


def _holidays(country: str, part: str | None, years: Collection[int], language: str = "") -> "HolidayBase":
    from holidays import country_holidays  # noqa: PLC0415

    try:
        known = country_holidays(country, subdiv=part)
        tongue = next((one for one in _TONGUES.get(language, ()) if one in known.supported_languages), None)
        return country_holidays(country, subdiv=part, years=years or None, language=tongue)
    except (NotImplementedError, KeyError, AttributeError) as error:
        raise RejectedError("no_such_holidays", f"{country}-{part}"[:10] if part else country[:10]) from error
