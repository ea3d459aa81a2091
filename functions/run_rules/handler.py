"""Changed cases on the table's stream → what follows by rule, into the outbox."""

from collections import Counter
from typing import Any

from aftersales.records.errors import code_of
from aftersales.telemetry.work import problem, report
from aftersales.wiring.outreach import OutreachApp, case_changes, rules_app


def handler(event: dict[str, Any], context: object, rules: OutreachApp | None = None) -> dict[str, Any]:
    """Apply the rules to each change; the first record that fails and all after it come again."""
    app = rules or rules_app()
    outcomes: Counter[str] = Counter()
    failures = []
    for record, before, after in case_changes(event):
        try:
            outcomes[app.case_changed(before, after)] += 1
        except Exception as error:  # noqa: BLE001 a stream must go on; what keeps failing ends in the failures queue
            problem("rules", code_of(error))
            failures.append({"itemIdentifier": record})
            break
    report("rules", outcomes)
    return {"batchItemFailures": failures}
