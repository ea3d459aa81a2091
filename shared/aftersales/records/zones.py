"""Time zones by their IANA names. Standard library only."""

from functools import cache
from zoneinfo import available_timezones

_NO_PLACES = ("Etc/", "SystemV/")


@cache
def zone_names() -> frozenset[str]:
    """Return every name that there is; kept, for finding them walks through directories."""
    return frozenset(available_timezones())


def choosable_zones(own: str) -> list[str]:
    """Return zones to choose from: those of places, without the old names, UTC, and the one that somebody has."""
    places = {one for one in zone_names() if "/" in one and not one.startswith(_NO_PLACES)}
    return sorted(places | {"UTC", own})
