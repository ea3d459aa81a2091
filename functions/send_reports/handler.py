"""Each hour → the reports that are due to somebody now; or {"workspace", "report", "period"} → that one at once."""

from datetime import UTC, datetime
from typing import Any

from aftersales.telemetry.work import report
from aftersales.wiring.reports import ReportsApp, reports_app, told, wanted
from aftersales.wiring.rounds import each, wanted_workspaces


def handler(event: dict[str, Any], context: object, reports: ReportsApp | None = None) -> dict[str, Any]:
    """Send what is wanted; an error after all were tried lets the schedule try again, which doubles nothing."""
    app, now = reports or reports_app(), datetime.now(UTC)
    made: list[dict[str, Any]] = []
    failed: list[str] = []

    def work(workspace: str) -> None:
        if "workspace" in event:
            made.append(
                told(app.send_now(workspace, now, wanted(event), event.get("period", event.get("week"))))
            )
            return
        sent = app.send_due(workspace, now)
        made.extend(told(one) for one in sent.made)
        report("send_reports", {"made": len(sent.made), "letters": sent.letters}, workspace=workspace)
        failed.extend(sent.failed)

    failed += each(wanted_workspaces(event, app.workspaces), work)
    if failed:
        raise RuntimeError(f"reports failed: {', '.join(failed)}")
    return {"reports": made, "link": made[0]["link"] if made else None}
