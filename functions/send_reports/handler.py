"""Schedule, or {"workspace", "week"} → weekly reports in both languages, their links, and letters to their readers."""

from datetime import UTC, datetime
from typing import Any

from aftersales.telemetry.work import report
from aftersales.wiring.reports import ReportsApp, each, reports_app, wanted_workspaces


def handler(event: dict[str, Any], context: object, reports: ReportsApp | None = None) -> dict[str, Any]:
    """Make the reports that are wanted; an error after all were tried lets the schedule try again, which doubles nothing."""
    app, now = reports or reports_app(), datetime.now(UTC)
    occasion = now.isoformat(timespec="seconds") if "workspace" in event else "schedule"
    made: list[dict[str, Any]] = []

    def work(workspace: str) -> None:
        done = app.send(workspace, now, event.get("week"), occasion)
        made.append(
            {"workspace": workspace, "week": done.report.period, "report": done.report.id, "link": done.link}
        )
        report("send_reports", {"made": 1, "letters": done.letters}, workspace=workspace)

    failed = each(wanted_workspaces(event, app.workspaces), work)
    if failed:
        raise RuntimeError(f"reports failed: {', '.join(failed)}")
    return {"reports": made, "link": made[0]["link"] if made else None}
