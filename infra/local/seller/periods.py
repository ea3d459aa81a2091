"""Spans of time in the seller's zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from infra.local.seller.markets import ZONE
from infra.local.seller.shapes import World


@dataclass(frozen=True, slots=True)
class Period:
    """A span of moments, the end excluded."""

    start: datetime
    end: datetime

    def holds(self, at: datetime) -> bool:
        """Return whether a moment lies in the period."""
        return self.start <= at < self.end

    @property
    def previous(self) -> "Period":
        """Return the span of equal length just before; the seller's zone knows no summer time."""
        return Period(self.start - (self.end - self.start), self.start)


def week(text: str) -> Period:
    """Return an ISO week such as `2026-W46` in the seller's zone."""
    year, _, number = text.partition("-W")
    return days(date.fromisocalendar(int(year), int(number), 1), 7)


def days(first: date, count: int) -> Period:
    """Return `count` days of the seller's zone from `first` on."""
    start = datetime.combine(first, time(0), ZoneInfo(ZONE)).astimezone(UTC)
    return Period(start, start + timedelta(days=count))


def last_week(world: World) -> str:
    """Return the newest ISO week that lies wholly in the world."""
    day = world.end.astimezone(ZoneInfo(ZONE)).date()
    year, number, _ = (day - timedelta(days=day.weekday() + 7)).isocalendar()
    return f"{year}-W{number:02d}"
