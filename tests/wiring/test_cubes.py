"""How far the connections have come."""

from aftersales.records.workspace import Connection
from aftersales.wiring.cubes import watermarks
from tests.metrics.history import at


def connection(**changes: object) -> Connection:
    """A polled connection."""
    made = Connection(
        workspace="demo", id="c", platform="woocommerce", store="c", name="c", address="c", every_minutes=5
    )
    return made.having(**changes)


def test_the_slowest_polled_connection_counts() -> None:
    """Webhooks and connections that never began say nothing; one that only ever failed has come nowhere."""
    quick, slow = connection(last_success_at=at("2026-11-16")), connection(last_success_at=at("2026-11-10"))
    pushed = connection(every_minutes=0, last_success_at=at("2026-01-01"))
    assert min(watermarks([quick, slow, pushed, connection(id="new")]).values()) == at("2026-11-10")
    assert watermarks([pushed, connection()]) == {}
    assert min(watermarks([quick, connection(id="ill", failures=3)]).values()) < at("2000-01-01")
