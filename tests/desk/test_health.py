"""Health of connections: ill first, and silence is not illness."""

from datetime import timedelta

import pytest

from aftersales.deliveries.webhook import Outcome
from aftersales.desk.health import Condition, connections_health
from aftersales.records.workspace import Connection
from tests.cases.building import START
from tests.cases.in_memory import InMemoryWorkspaceStore
from tests.intake.in_memory import InMemoryDeliveryLog

POLLED = Connection(workspace="w", id="c", platform="shopify", store="c", name="Shop", address="shop")


@pytest.mark.parametrize(
    ("connection", "condition"),
    [
        (POLLED, Condition.QUIET),
        (POLLED.having(last_success_at=START - timedelta(minutes=14)), Condition.WELL),
        (POLLED.having(last_success_at=START - timedelta(minutes=16)), Condition.LATE),
        (POLLED.having(last_success_at=START, last_error="http_401"), Condition.ILL),
        (POLLED.having(every_minutes=0, last_delivery_at=START - timedelta(days=3)), Condition.WELL),
    ],
)
def test_three_missed_polls_are_late_and_a_pushing_platform_may_be_silent(
    connection: Connection, condition: Condition
) -> None:
    """Only what is asked on a schedule can be late; an error is illness until the next success clears it."""
    workspaces = InMemoryWorkspaceStore()
    workspaces.save_connection(connection)
    (health,) = connections_health(workspaces, InMemoryDeliveryLog(), "w", now=START)
    assert health.condition is condition


def test_refused_deliveries_are_counted_beside_the_connection() -> None:
    """Stored and rejected deliveries show, and the last of them counts as a sign of life."""
    workspaces, log = InMemoryWorkspaceStore(), InMemoryDeliveryLog()
    workspaces.save_connection(POLLED)
    workspaces.save_connection(POLLED.having(id="d", address="d", last_error="http_500"))
    log.count("w", "c", {Outcome.STORED: 3, Outcome.REJECTED: 2}, START - timedelta(hours=1))
    ill, well = connections_health(workspaces, log, "w", now=START)
    assert (ill.connection.id, well.rejected, well.stored, well.lag) == ("d", 2, 3, timedelta(hours=1))
