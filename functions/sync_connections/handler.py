"""The schedule → polls of the platforms that are due; cursors, lag and the last error are kept with the connections."""

from typing import Any

from aftersales.telemetry.work import problem, report
from aftersales.wiring.synchronise import SyncApp, app


def handler(event: dict[str, Any], context: object, sync: SyncApp | None = None) -> dict[str, int]:
    """Ask every connection that is due; an ill one is reported and put off."""
    result = (sync or app()).synchronise()
    for connection, error in result.errors.items():
        problem("sync", error, connection=connection)
    counts = {
        "deliveries": sum(result.deliveries.values()),
        "connections": len(result.deliveries),
        "unfinished": len(result.unfinished),
    }
    report("sync", counts)
    return {**counts, "errors": len(result.errors)}
