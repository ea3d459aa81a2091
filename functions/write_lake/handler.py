"""Table stream → lake: facts and case snapshots as Parquet."""

from typing import Any

from aftersales.telemetry.work import problem, report
from aftersales.wiring.lake import Append, app


def handler(event: dict[str, Any], context: object, append: Append | None = None) -> dict[str, Any]:
    """Append a batch. An unreadable record is handed back alone; all others are in the lake by then."""
    done = (append or app())(event["Records"])
    counts = {"facts": done.facts, "cases": done.cases, "objects": done.objects}
    report("write_lake", counts, records=len(event["Records"]))
    if done.unreadable:
        problem("write_lake", "unreadable_record", records=len(done.unreadable))
    return {"batchItemFailures": [{"itemIdentifier": number} for number in done.unreadable]}
