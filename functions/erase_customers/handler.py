"""Schedule, or {"workspace"} → people and shops that a platform has ordered to erase are forgotten everywhere."""

from typing import Any

from aftersales.telemetry.work import report
from aftersales.wiring.erasing import ErasingApp, app
from aftersales.wiring.rounds import each, wanted_workspaces


def handler(event: dict[str, Any], context: object, erasing: ErasingApp | None = None) -> dict[str, Any]:
    """Go on with every errand of the workspaces that are wanted; an error after all were tried lets the schedule try again."""
    work_with = erasing or app()
    counts: dict[str, dict[str, int]] = {}
    failed: list[str] = []

    def work(workspace: str) -> None:
        done, torn = work_with.erase(workspace)
        counts[workspace] = dict(done)
        report("erase_customers", counts[workspace], workspace=workspace)
        failed.extend(torn)

    failed += each(wanted_workspaces(event, work_with.workspaces), work)
    if failed:
        raise RuntimeError(f"erasing failed: {', '.join(failed)}")
    return counts
