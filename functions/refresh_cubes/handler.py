"""Schedule, or {"workspace"} → cubes, ledger and tables that the figures are read from, up to date with the lake."""

from datetime import UTC, datetime
from typing import Any

from aftersales.telemetry.work import report
from aftersales.wiring.cubes import CubesApp, app
from aftersales.wiring.rounds import each, wanted_workspaces


def handler(event: dict[str, Any], context: object, cubes: CubesApp | None = None) -> dict[str, Any]:
    """Refresh the workspaces that are wanted; an error after all were tried lets the schedule try again, which doubles nothing."""
    work_with, now = cubes or app(), datetime.now(UTC)
    counts: dict[str, dict[str, int]] = {}

    def work(workspace: str) -> None:
        done = work_with.refresh(workspace, now)
        counts[workspace] = {"objects": done.objects, "restated": done.restated}
        report("refresh_cubes", counts[workspace], workspace=workspace)

    failed = each(wanted_workspaces(event, work_with.workspaces), work)
    if failed:
        raise RuntimeError(f"refreshing failed: {', '.join(failed)}")
    return counts
