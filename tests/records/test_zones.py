"""Time zones: the names are looked up once, and people choose among places."""

from datetime import UTC, date, datetime

from aftersales.records.zones import choosable_zones, midnight, zone_names


def test_names_are_looked_up_once() -> None:
    """Every stored calendar asks for them at each read of the settings, so the second call walks through no directory."""
    assert zone_names() is zone_names()
    assert {"Asia/Shanghai", "UTC", "EST"} <= zone_names()


def test_people_choose_among_places() -> None:
    """Old names and offsets are valid but not offered; UTC and what somebody already has are."""
    offered = choosable_zones("EST5EDT")
    assert {"Asia/Shanghai", "Europe/Berlin", "UTC", "EST5EDT"} <= set(offered) <= zone_names()
    assert offered == sorted(set(offered))
    assert not [one for one in offered if one.startswith("Etc/") or one == "EST"]


def test_a_day_without_a_midnight_begins_when_it_begins() -> None:
    """Beirut skipped midnight on 28 March 2021: the day began at one o'clock."""
    assert midnight(date(2021, 3, 28), "Asia/Beirut") == datetime(2021, 3, 27, 22, tzinfo=UTC)
