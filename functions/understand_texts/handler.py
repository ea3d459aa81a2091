"""SQS texts → labels and translations beside the texts, as facts."""

from typing import Any

from aftersales.telemetry.work import problem, report
from aftersales.wiring.texts import Understander, app, texts_of


def handler(
    event: dict[str, Any], context: object, understander: Understander | None = None
) -> dict[str, Any]:
    """Read a batch and hand back only the texts that could not be read now."""
    messages = texts_of(event)
    result = (understander or app()).understand(messages)
    counts = {outcome.value: number for outcome, number in result.outcomes.items()}
    report("understand", counts, messages=len(messages))
    for error, number in result.errors.items():
        problem("understand", error, messages=number)
    return {"batchItemFailures": [{"itemIdentifier": message} for message in result.failed]}
