"""The outbox queue → mail or a platform's own call, if it may leave; the reason is kept either way."""

from collections import Counter
from typing import Any

from aftersales.records.errors import code_of
from aftersales.telemetry.work import problem, report
from aftersales.wiring.outreach import OutreachApp, dispatches, sending_app


def handler(event: dict[str, Any], context: object, outreach: OutreachApp | None = None) -> dict[str, Any]:
    """Send each dispatch and hand back the messages whose way out is away."""
    app = outreach or sending_app()
    outcomes: Counter[str] = Counter()
    failures = []
    for message, workspace, dispatch in dispatches(event):
        try:
            outcomes[app.send(workspace, dispatch)] += 1
        except Exception as error:  # noqa: BLE001 one dispatch must not hold up the others
            problem("outbox", code_of(error), workspace=workspace)
            failures.append({"itemIdentifier": message})
    report("outbox", outcomes)
    return {"batchItemFailures": failures}
