"""Times, numbers and money as a reader writes them, by the rules of CLDR."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_date,
    format_datetime,
    format_interval,
    format_skeleton,
    format_timedelta,
    get_timezone_location,
)
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent

from aftersales.metrics.period import Kind, Period
from aftersales.records.money import Money, exponent

LOCALES: Mapping[str, Locale] = MappingProxyType(
    {"zh": Locale("zh", script="Hans"), "en": Locale("en", "GB")}
)

LARGE, SMALL = 1000, 10
"""Amounts from LARGE on are read without their cents, counts below SMALL with a decimal."""

_REMEMBERED = 8192
"""Numbers whose texts are kept: a dashboard says the same one in its chart, its tip and its table."""


@lru_cache(maxsize=_REMEMBERED)
def _decimal(value: float | Decimal, pattern: str | None, language: str) -> str:
    return str(format_decimal(value, format=pattern, locale=LOCALES[language]))


@lru_cache(maxsize=_REMEMBERED)
def _percent(share: float, digits: int, language: str) -> str:
    pattern = "#,##0." + "0" * digits + "%" if digits else "#,##0%"
    return str(format_percent(share, format=pattern, locale=LOCALES[language]))


@dataclass(frozen=True, slots=True)
class Formats:
    """Formats for a language of LANGUAGES and an IANA time zone; an unknown zone falls back to UTC."""

    language: str
    zone: str

    @property
    def locale(self) -> Locale:
        """The CLDR locale."""
        return LOCALES[self.language]

    @property
    def timezone(self) -> ZoneInfo:
        """The zone in which times are shown."""
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")

    @property
    def place(self) -> str:
        """The zone's name for people, e.g. 'Shanghai'."""
        if self.timezone.key == "UTC":
            return "UTC"
        return str(get_timezone_location(self.timezone, locale=self.locale, return_city=True))

    def moment(self, at: datetime) -> str:
        """Day and time, short: 'Sat, 22 Nov 02:40'."""
        local = at.astimezone(self.timezone)
        return f"{format_skeleton('MMMEd', local, locale=self.locale)} {local:%H:%M}"

    def exact(self, at: datetime) -> str:
        """Day and time in full with the zone, for a tooltip."""
        return str(format_datetime(at, "full", tzinfo=self.timezone, locale=self.locale))

    def machine(self, at: datetime) -> str:
        """ISO 8601 for the `datetime` attribute."""
        return at.astimezone(UTC).isoformat(timespec="seconds")

    def day(self, at: datetime | date) -> str:
        """A day: '22 Nov 2025'."""
        local = at.astimezone(self.timezone).date() if isinstance(at, datetime) else at
        return str(format_date(local, "medium", locale=self.locale))

    def short_day(self, day: date) -> str:
        """A day without its year, for axes."""
        return str(format_skeleton("MMMd", day, locale=self.locale))

    def weekday(self, day: int) -> str:
        """A weekday's short name, 0 is Monday."""
        return str(self.locale.days["stand-alone"]["abbreviated"][day])

    def period(self, period: Period) -> str:
        """A period for an axis: its day, its week's Monday, its month, its quarter, or its first and last day."""
        if period.kind is Kind.MONTH:
            return str(format_skeleton("yMMM", period.first, locale=self.locale))
        if period.kind is Kind.QUARTER:
            return str(format_skeleton("yQQQ", period.first, locale=self.locale))
        return self.short_day(period.first)

    def period_in_words(self, period: Period) -> str:
        """A period for a heading: '9–15 Mar 2026', 'March 2026'."""
        if period.kind is Kind.DAY:
            return str(format_date(period.first, "full", locale=self.locale))
        if period.kind is Kind.MONTH:
            return str(format_skeleton("yMMMM", period.first, locale=self.locale))
        if period.kind is Kind.QUARTER:
            return str(format_skeleton("yQQQQ", period.first, locale=self.locale))
        last = period.last - timedelta(days=1)
        return str(format_interval(period.first, last, "yMMMd", locale=self.locale))

    def span(self, length: timedelta) -> str:
        """A length of time in its largest unit: '3 hours'."""
        return str(format_timedelta(abs(length), threshold=1.2, locale=self.locale))

    def brief_span(self, length: timedelta) -> str:
        """A length of time, as short as it gets: '3h'."""
        return str(format_timedelta(abs(length), threshold=1.2, format="narrow", locale=self.locale))

    def ago(self, at: datetime, now: datetime) -> str:
        """How long ago or ahead a moment lies: '3 hours ago', 'in 2 days'."""
        return str(format_timedelta(at - now, add_direction=True, threshold=1.2, locale=self.locale))

    def number(self, value: float | Decimal) -> str:
        """A number with separators."""
        return _decimal(value, None, self.language)

    def decimal(self, value: float) -> str:
        """A number with one decimal place."""
        return _decimal(value, "#,##0.0", self.language)

    def short(self, value: float) -> str:
        """A number for a small cell: one decimal below ten, none above."""
        return _decimal(value, "#,##0.#" if value < SMALL else "#,##0", self.language)

    def fine(self, value: float) -> str:
        """A number with two decimal places."""
        return _decimal(value, "#,##0.00", self.language)

    def amount(self, value: float, currency: str) -> str:
        """An average amount in whole units of a currency, with two decimals where it is small."""
        pattern = "¤#,##0.00" if abs(value) < LARGE else "¤#,##0"
        return str(format_currency(value, currency, pattern, locale=self.locale, currency_digits=False))

    def compact(self, value: float) -> str:
        """A large number, abbreviated."""
        return str(format_compact_decimal(value, locale=self.locale, fraction_digits=1))

    def percent(self, share: float, digits: int = 1) -> str:
        """A share of 0–1 as percent."""
        return _percent(share, digits, self.language)

    def money(self, money: Money) -> str:
        """An amount in its currency, with that currency's decimal places."""
        places = exponent(money.currency)
        pattern = "¤#,##0" + ("." + "0" * places if places else "")
        return str(
            format_currency(money.amount, money.currency, pattern, locale=self.locale, currency_digits=False)
        )

    def country(self, code: str) -> str:
        """A country's name by its ISO code, else the code."""
        return str(self.locale.territories.get(code.upper(), code))

    def tongue(self, code: str) -> str:
        """A language's name by its BCP 47 code, else the code."""
        try:
            return Locale.parse(code, sep="-").get_display_name(self.locale) or code
        except (UnknownLocaleError, ValueError):
            # A layer carries the data of few languages; their names are in our own.
            return str(self.locale.languages.get(code.partition("-")[0].lower(), code))
