"""Each minute: hand on what may leave now, resolve what stayed silent, count what is overdue."""

from typing import Any

from aftersales.telemetry.work import report
from aftersales.wiring.outreach import OutreachApp, rules_app


def handler(event: dict[str, Any], context: object, clock: OutreachApp | None = None) -> dict[str, int]:
    """Ring once and return the counts."""
    counts = (clock or rules_app()).ring()
    report("clock", counts)
    return counts
