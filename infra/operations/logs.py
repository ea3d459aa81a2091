"""Follows the log of one function until Ctrl-C: `make logs function=… [stage=…]`."""

import time
from collections.abc import Iterator
from typing import Any

from infra.operations.target import arguments, target_of

LOOK_BACK_SECONDS = 15 * 60
PAUSE_SECONDS = 2.0


def lines_since(logs: Any, group: str, start_ms: int, seen: set[str]) -> Iterator[tuple[int, str]]:
    """Yield (time in ms, line) of events that are not in `seen` yet, oldest first, and note them there."""
    for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=start_ms):
        for event in page["events"]:
            # The emulator gives events no id; time and text tell them apart well enough.
            key = event.get("eventId") or f"{event['timestamp']} {event['message']}"
            if key not in seen:
                seen.add(key)
                yield event["timestamp"], event["message"].rstrip()


def main() -> None:
    """Print what was logged in the last quarter of an hour, then whatever comes."""
    parser = arguments(__doc__)
    parser.add_argument("function")
    given = parser.parse_args()
    if not given.function:
        parser.error("which function? make logs function=…")
    target = target_of(given.stage)
    group = f"/aws/lambda/{target.function(given.function)}"
    logs = target.client("logs")
    start = int((time.time() - LOOK_BACK_SECONDS) * 1000)
    seen: set[str] = set()
    try:
        while True:
            for at, line in lines_since(logs, group, start, seen):
                start = max(start, at - 1000)
                print(line, flush=True)
            time.sleep(PAUSE_SECONDS)
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
