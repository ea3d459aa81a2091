"""API Gateway → verified delivery on the queue → the status that the platform expects."""

from time import perf_counter, time
from typing import Any

from aftersales.telemetry.door import report
from aftersales.wiring.door import DoorApp, app


def handler(event: dict[str, Any], context: object, door: DoorApp | None = None) -> dict[str, Any]:
    """Take one webhook in and write the line that says what became of it."""
    started = perf_counter()
    answer = (door or app()).receive(event, time())
    connection = (event.get("pathParameters") or {}).get("connection", "")
    report(answer, connection, (perf_counter() - started) * 1000)
    return {
        "statusCode": answer.status,
        "headers": {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store"},
        "body": answer.reply,
    }
