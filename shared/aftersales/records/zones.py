"""Time zones by their IANA names, and their days. Standard library only."""

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_NO_PLACES = ("Etc/", "SystemV/")


@cache
def zone_names() -> frozenset[str]:
    """Return every name that there is; kept, for finding them walks through directories."""
    return frozenset(available_timezones())


def choosable_zones(own: str) -> list[str]:
    """Return zones to choose from: those of places, without the old names, UTC, and the one that somebody has."""
    places = {one for one in zone_names() if "/" in one and not one.startswith(_NO_PLACES)}
    return sorted(places | {"UTC", own})


def midnight(day: date, zone: str) -> datetime:
    """Return the instant (UTC) at which `day` begins in `zone`; a day has 23 or 25 hours where clocks are changed."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
