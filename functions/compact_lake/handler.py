"""Schedule, or {"workspace"} → small objects of the lake merged by month, and what is to be forgotten blanked."""

from typing import Any

from aftersales.telemetry.work import report
from aftersales.wiring.cubes import CubesApp, app
from aftersales.wiring.rounds import each, wanted_workspaces


def handler(event: dict[str, Any], context: object, cubes: CubesApp | None = None) -> dict[str, Any]:
    """Compact the workspaces that are wanted; an error after all were tried lets the schedule try again."""
    work_with = cubes or app()
    counts: dict[str, dict[str, int]] = {}

    def work(workspace: str) -> None:
        done = work_with.compact(workspace)
        counts[workspace] = {"merged": done.merged, "into": done.into}
        report("compact_lake", counts[workspace], workspace=workspace)

    failed = each(wanted_workspaces(event, work_with.workspaces), work)
    if failed:
        raise RuntimeError(f"compacting failed: {', '.join(failed)}")
    return counts
