"""Schedule, or {"workspace"} → return rates against the threshold: alerts, and one letter for each that is confirmed."""

from datetime import UTC, datetime
from typing import Any

from aftersales.telemetry.work import report
from aftersales.wiring.reports import WatchApp, watch_app
from aftersales.wiring.rounds import each, wanted_workspaces


def handler(event: dict[str, Any], context: object, metrics: WatchApp | None = None) -> dict[str, Any]:
    """Watch the workspaces that are wanted; an error after all were tried lets the schedule try again, which doubles nothing."""
    app, now = metrics or watch_app(), datetime.now(UTC)
    counts: dict[str, dict[str, int]] = {}

    def work(workspace: str) -> None:
        seen = app.watch(workspace, now)
        counts[workspace] = {
            "confirmed": seen.confirmed,
            "watching": seen.watching,
            "closed": seen.closed,
            "letters": seen.letters,
        }
        report("watch_metrics", counts[workspace], workspace=workspace)

    failed = each(wanted_workspaces(event, app.workspaces), work)
    if failed:
        raise RuntimeError(f"watching failed: {', '.join(failed)}")
    return counts
