from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from aftersales.deliveries.polling import Fetched, polled
from aftersales.intake.synchronise import SyncResult, hasten, synchronise, waiting_time
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.workspace import Connection
from tests.cases.in_memory import InMemoryWorkspaceStore
from tests.intake.door_fakes import InMemoryArchive, InMemoryQueue

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


class Credentials:
    def of(self, connection: str) -> Mapping[str, str]:
        return {"of": connection}


class Platform:
    """A platform with pages; `pages` is how many there are, `error` what happens instead, `seconds` what a call takes."""

    def __init__(self, house: "House") -> None:
        self.house = house
        self.pages = 1
        self.error: dict[str, Exception] = {}
        self.seconds = 1
        self.meanwhile: Callable[[], None] = lambda: None
        self.asked: list[tuple[str, str | None]] = []

    def poll(
        self, connection: Connection, credentials: Mapping[str, str], cursor: str | None, now: datetime
    ) -> Fetched:
        self.asked.append((connection.id, cursor))
        self.meanwhile()
        self.house.now += timedelta(seconds=self.seconds)
        assert credentials == {"of": connection.id}
        if connection.id in self.error:
            raise self.error[connection.id]
        page = int(cursor or "0") + 1
        found = polled(connection, "orders", f"page {page}".encode(), now)
        return Fetched((found,), str(page), more=page % self.pages != 0)


class House:
    """Three connections of two platforms that are polled, one of a platform that is not."""

    def __init__(self) -> None:
        self.now = NOW
        self.workspaces = InMemoryWorkspaceStore()
        self.queue = InMemoryQueue()
        self.platform = Platform(self)
        self.unpolled: Callable[[str], bool] = lambda platform: platform == "17track"

    def connect(self, name: str, platform: str = "shopify", **changes: object) -> None:
        connection = Connection(
            workspace="w", id=name, platform=platform, store=name, name=name, address=name
        )
        self.workspaces.save_connection(connection.having(**changes))

    def run(self, budget: int = 60) -> SyncResult:
        return synchronise(
            workspaces=self.workspaces,
            credentials=Credentials(),
            poll_of=lambda platform: None if self.unpolled(platform) else self.platform.poll,
            queue=self.queue,
            archive=InMemoryArchive(),
            clock=lambda: self.now,
            chance=lambda: 1.0,
            budget=timedelta(seconds=budget),
        )

    def connection(self, name: str) -> Connection:
        found = self.workspaces.connection("w", name)
        assert found is not None
        return found


@pytest.fixture
def house() -> House:
    """A house whose directory knows workspace w."""
    from aftersales.records.workspace import Settings

    made = House()
    made.workspaces.save_settings(Settings(workspace="w", name="W"))
    return made


def test_a_due_connection_is_asked_until_there_is_no_more(house: House) -> None:
    """Its cursor, success and next time are kept; the next time leaves the schedule some slack."""
    house.connect("a")
    house.platform.pages = 3
    result = house.run()
    kept = house.connection("a")
    assert result.deliveries == {"a": 3}
    assert len(house.queue) == 3
    assert (kept.cursor, kept.last_success_at, kept.last_error, kept.failures) == ("3", NOW, None, 0)
    assert kept.next_sync_at == NOW + timedelta(minutes=4, seconds=30)


def test_only_what_is_due_and_polled_is_asked(house: House) -> None:
    """Not one whose time has not come, not one that is switched off, not a platform without polling."""
    house.connect("later", next_sync_at=NOW + timedelta(minutes=1))
    house.connect("off", every_minutes=0)
    house.connect("pushed", platform="17track")
    house.connect("due", next_sync_at=NOW - timedelta(minutes=1))
    house.run()
    assert [name for name, _ in house.platform.asked] == ["due"]


def test_the_cursor_moves_only_after_the_deliveries_are_safe(house: House) -> None:
    """If the queue is down the page is asked for again; nothing is skipped."""
    house.connect("a", cursor="7")
    house.queue.is_down = True
    house.run()
    assert house.connection("a").cursor == "7"
    house.queue.is_down = False
    house.now += timedelta(hours=1)
    house.run()
    assert house.platform.asked == [("a", "7"), ("a", "7")]
    assert house.connection("a").cursor == "8"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnavailableError("platform_answered_503"), "platform_answered_503"),
        (RejectedError("authorisation_expired", "401"), "authorisation_expired"),
        (ZeroDivisionError("a customer's word"), "unexpected_ZeroDivisionError"),
    ],
)
def test_one_ill_connection_never_stops_the_others(house: House, error: Exception, code: str) -> None:
    """Its trouble is kept with it as a code, and it is put off; the others have their turn."""
    house.connect("ill", next_sync_at=NOW - timedelta(minutes=2))
    house.connect("well", next_sync_at=NOW - timedelta(minutes=1))
    house.platform.error = {"ill": error}
    result = house.run()
    ill = house.connection("ill")
    assert result.errors == {"ill": code}
    assert result.deliveries == {"well": 1}
    assert (ill.last_error, ill.failures, ill.last_success_at) == (code, 1, None)
    assert ill.next_sync_at is not None
    assert ill.next_sync_at > NOW


def test_waiting_doubles_to_a_bound_and_is_spread(house: House) -> None:
    """Five minutes, ten, twenty … six hours; chance spreads it over the upper half."""
    assert [waiting_time(failures, 1.0) for failures in (1, 2, 3, 99)] == [
        timedelta(minutes=5),
        timedelta(minutes=10),
        timedelta(minutes=20),
        timedelta(hours=6),
    ]
    assert waiting_time(1, 0.0) == timedelta(minutes=2, seconds=30)


def test_a_wait_that_the_platform_names_is_honoured(house: House) -> None:
    """An hour is an hour, however short our own wait would be."""
    house.connect("a")
    house.platform.error = {"a": UnavailableError("platform_answered_429", "3600")}
    house.run()
    due = house.connection("a").next_sync_at
    assert due is not None
    assert due - house.now >= timedelta(hours=1)


def test_success_ends_the_counting_of_failures(house: House) -> None:
    """One good page and the connection is well again."""
    house.connect("a", failures=4, last_error="platform_answered_503")
    house.run()
    assert (house.connection("a").failures, house.connection("a").last_error) == (0, None)


def test_time_is_kept(house: House) -> None:
    """When the time is used up the rest waits for the next run; a connection in the middle of its pages is due at once."""
    house.connect("long", next_sync_at=NOW - timedelta(minutes=2))
    house.connect("next", next_sync_at=NOW - timedelta(minutes=1))
    house.platform.pages, house.platform.seconds = 100, 20
    result = house.run(budget=60)
    assert result.deliveries == {"long": 3}
    assert result.unfinished == ["long", "next"]
    assert house.connection("long").next_sync_at == NOW
    assert house.connection("long").cursor == "3"


def test_who_waited_longest_comes_first(house: House) -> None:
    """So that a long run does not starve the same one every time; those never asked go first of all."""
    house.connect("b", next_sync_at=NOW - timedelta(minutes=1))
    house.connect("c", next_sync_at=NOW - timedelta(minutes=9))
    house.connect("new")
    house.run()
    assert [name for name, _ in house.platform.asked] == ["new", "c", "b"]


def test_a_change_made_meanwhile_is_kept(house: House) -> None:
    """Somebody renames the connection while it is asked: the name stays, the cursor moves."""
    house.connect("a")

    house.platform.meanwhile = lambda: house.workspaces.save_connection(
        house.connection("a").having(name="new name")
    )
    house.run()
    assert (house.connection("a").name, house.connection("a").cursor) == ("new name", "1")


def test_a_platform_that_nobody_knows_is_passed_over(house: House) -> None:
    """A connection of a platform that this version has not does not stop the run."""
    house.connect("strange", platform="strange")
    house.connect("a")

    def unknown(platform: str) -> bool:
        if platform == "strange":
            raise RejectedError("unknown_platform")
        return False

    house.unpolled = unknown
    assert house.run().deliveries == {"a": 1}


@pytest.mark.parametrize(
    ("state", "is_asked"),
    [
        ({}, True),
        ({"failures": 2}, False),
        ({"every_minutes": 0}, False),
        ({"next_sync_at": NOW - timedelta(minutes=1)}, True),
    ],
)
def test_a_hint_brings_the_next_turn_forward(house: House, state: dict[str, Any], is_asked: bool) -> None:  # noqa: FBT001
    """Who is well and polled is asked at the next tick; who is ill keeps waiting, as its platform may have asked for."""
    house.connect("shop", **{"next_sync_at": NOW + timedelta(minutes=29), "every_minutes": 30, **state})
    hasten(house.workspaces, "w", "shop", NOW)
    hasten(house.workspaces, "w", "nobody", NOW)
    house.run()
    assert bool(house.platform.asked) == is_asked


def test_a_flood_of_hints_makes_no_flood_of_polls(house: House) -> None:
    """A shop hints at each change of its stock, 5,000 an hour: it is asked once a tick, and written to once between ticks."""
    house.connect("shop", every_minutes=30)
    house.platform.seconds = 0
    saved = 0
    for second in range(3600):
        house.now = NOW + timedelta(seconds=second)
        if second % 300 == 0:
            house.run()
        for _ in range(2 if second % 2 else 1):
            before = house.connection("shop")
            hasten(house.workspaces, "w", "shop", house.now)
            saved += house.connection("shop") != before
    assert (len(house.platform.asked), saved) == (12, 12)
