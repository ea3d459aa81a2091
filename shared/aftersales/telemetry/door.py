"""The one line that the webhook door writes per request: a log record and, in the embedded metric format, its metrics.

Standard library only, since the door loads this before it can answer. Never a word that was sent.
"""

import json
import os
import sys
from collections.abc import Callable
from time import time

from aftersales.intake.door import Answer


def report(
    answer: Answer, connection: str, duration_ms: float, write: Callable[[str], object] | None = None
) -> None:
    """Write the line of one request; `write` stands for standard output."""
    line = {
        "_aws": {
            "Timestamp": round(time() * 1000),
            "CloudWatchMetrics": [
                {
                    "Namespace": os.environ.get("POWERTOOLS_METRICS_NAMESPACE", "AfterSales"),
                    "Dimensions": [["service", "outcome"], ["service", "outcome", "platform"]],
                    "Metrics": [
                        {"Name": "door.requests", "Unit": "Count"},
                        {"Name": "door.duration", "Unit": "Milliseconds"},
                    ],
                }
            ],
        },
        "level": "INFO",
        "message": "door",
        "service": os.environ.get("POWERTOOLS_SERVICE_NAME", "receive_webhook"),
        "outcome": answer.outcome.value,
        "platform": answer.platform or "none",
        "workspace": answer.workspace,
        # What no connection answers to was made up by the sender.
        "connection": connection if answer.platform else "",
        "status": answer.status,
        "reason": answer.reason,
        "door.requests": 1,
        "door.duration": round(duration_ms, 2),
    }
    (write or _to_stdout)(json.dumps(line, separators=(",", ":")))


def _to_stdout(line: str) -> None:
    # One write, so that the lines of two threads stay apart.
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
