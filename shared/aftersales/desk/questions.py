"""What is asked of the figures, as it stands in an address: which period, narrowed to what, set against what.

The console and the API read the same names, so a view of one can be asked of the other:
`period` (or `week`), `from` and `to`, `against`, and one name per dimension of `Filters`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from aftersales.metrics.figure import Filters
from aftersales.metrics.period import Kind, Period, last_whole, named, span
from aftersales.records.errors import RejectedError
from aftersales.records.record import Record

LONGEST_VALUE = 200
"""Characters of a filter; no name of a product, store or carrier is longer."""


class Against(StrEnum):
    """What a period is compared with."""

    PREVIOUS = "previous"
    YEAR = "year"


class Question(Record):
    """A period, what it is narrowed to, and what it is set against."""

    period: Period
    filters: Filters = Filters()
    against: Against = Against.PREVIOUS

    @property
    def before(self) -> Period:
        """The period that it is compared with."""
        return self.period.previous if self.against is Against.PREVIOUS else self.period.year_before

    def fields(self, **changes: str | None) -> dict[str, str]:
        """Return the fields of an address that asks this, some of them changed; None leaves one out."""
        mine = {"period": self.period.label, **self.filters.given}
        if self.against is not Against.PREVIOUS:
            mine["against"] = self.against.value
        return {name: value for name, value in {**mine, **changes}.items() if value}


def read_question(query: Mapping[str, str], now: datetime, zone: str) -> Question:
    """Read an address; without a period it asks for the last whole week. RejectedError for a period that does not exist."""
    given = {
        name: text for name in Filters.model_fields if (text := query.get(name, "").strip()[:LONGEST_VALUE])
    }
    return Question(
        period=_period(query, now, zone),
        filters=Filters(**given),
        against=Against.YEAR if query.get("against") == Against.YEAR else Against.PREVIOUS,
    )


def _period(query: Mapping[str, str], now: datetime, zone: str) -> Period:
    first, last = query.get("from", ""), query.get("to", "")
    if first and last:
        return _span(first, last, zone)
    text = query.get("period") or query.get("week")
    return named(text, zone) if text else last_whole(Kind.WEEK, now, zone)


def _span(first: str, last: str, zone: str) -> Period:
    try:
        days = span(date.fromisoformat(first), date.fromisoformat(last), zone)
    except (ValueError, OverflowError) as error:
        raise RejectedError("no_such_period", f"{first[:10]}..{last[:10]}") from error
    return named(days.label, zone)
