"""SQS deliveries and platform notifications → facts, cases, texts to read."""

from typing import Any

from aftersales.telemetry.work import problem, report
from aftersales.wiring.ingest import IngestApp, app, as_response, messages_of


def handler(event: dict[str, Any], context: object, ingest: IngestApp | None = None) -> dict[str, Any]:
    """Ingest a batch and hand back only the messages that failed."""
    messages = messages_of(event)
    result = (ingest or app()).ingest(messages)
    report(
        "ingest",
        {outcome.value: number for outcome, number in result.outcomes.items()},
        messages=len(messages),
    )
    for error, number in result.errors.items():
        problem("ingest", error, messages=number)
    return as_response(result)
