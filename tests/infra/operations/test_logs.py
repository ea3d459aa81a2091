from collections.abc import Iterator
from typing import Any

from infra.operations.logs import lines_since


class InMemoryLogs:
    """A log group whose events have no ids, as the emulator's."""

    def __init__(self, *lines: tuple[int, str]) -> None:
        self.lines = list(lines)

    def get_paginator(self, operation: str) -> "InMemoryLogs":
        assert operation == "filter_log_events"
        return self

    def paginate(self, *, logGroupName: str, startTime: int) -> Iterator[dict[str, Any]]:  # noqa: N803 boto3's spelling
        yield {
            "events": [
                {"timestamp": at, "message": f"{line}\n"} for at, line in self.lines if at >= startTime
            ]
        }


def test_each_line_is_shown_once() -> None:
    """Following a log shows what came since, and nothing twice, also where events have no id."""
    logs, seen = InMemoryLogs((1000, "first"), (2000, "second")), set[str]()
    assert [line for _, line in lines_since(logs, "group", 0, seen)] == ["first", "second"]
    logs.lines.append((2000, "third"))
    assert list(lines_since(logs, "group", 1000, seen)) == [(2000, "third")]
