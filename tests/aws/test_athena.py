"""Athena behind the lake's protocol: one query, its state, its pages, its types."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aftersales.aws.athena import AthenaLake
from aftersales.lake.dialect import athena_sql
from aftersales.records.errors import UnavailableError

COLUMNS = (
    ("key", "varchar"),
    ("n", "bigint"),
    ("numerator", "double"),
    ("day", "date"),
    ("at", "timestamp"),
    ("hours", "array"),
    ("done", "boolean"),
)
ROWS = (
    ("a", "2", "1.5", "2026-11-02", "2026-11-02 08:00:00.000", "[1.0, null]", "true"),
    (None, "0", None, None, None, None, "false"),
)


class InMemoryAthena:
    """Plays the calls of Athena that are used; a query succeeds after some looks."""

    def __init__(self, *states: str) -> None:
        self.states = list(states)
        self.asked: list[Mapping[str, Any]] = []
        self.stopped = False

    def start_query_execution(self, **asked: Any) -> Mapping[str, Any]:
        self.asked.append(asked)
        if "refused" in asked["QueryString"]:
            raise ClientError({"Error": {"Code": "InvalidRequestException"}}, "StartQueryExecution")
        return {"QueryExecutionId": "q1"}

    def get_query_execution(self, **asked: Any) -> Mapping[str, Any]:
        assert asked == {"QueryExecutionId": "q1"}
        return {"QueryExecution": {"Status": {"State": self.states.pop(0) if self.states else "RUNNING"}}}

    def stop_query_execution(self, **asked: Any) -> object:
        self.stopped = True
        return asked

    def get_paginator(self, name: str, /) -> Any:
        assert name == "get_query_results"
        return self

    def paginate(self, **asked: Any) -> Iterator[Mapping[str, Any]]:
        assert asked == {"QueryExecutionId": "q1"}
        head = tuple(name for name, _ in COLUMNS)
        for rows in ((head, ROWS[0]), (ROWS[1],)):
            yield {
                "ResultSet": {
                    "ResultSetMetadata": {
                        "ColumnInfo": [{"Name": one, "Type": kind} for one, kind in COLUMNS]
                    },
                    "Rows": [
                        {"Data": [{} if cell is None else {"VarCharValue": cell} for cell in row]}
                        for row in rows
                    ],
                }
            }


def lake(client: InMemoryAthena) -> AthenaLake:
    """A workspace's Athena that never sleeps."""
    return AthenaLake(
        client=client,
        workspace="demo",
        database="aftersales",
        workgroup="aftersales",
        to_athena=athena_sql,
        pause=lambda: None,
    )


def test_a_query_is_awaited_and_read() -> None:
    """Two pages, the first with the names; values come back as what they are."""
    client = InMemoryAthena("QUEUED", "RUNNING", "SUCCEEDED")
    found = lake(client).query(
        "SELECT * FROM cube WHERE metric = $metric", {"metric": "backlog", "unused": 1}
    )
    assert found == [
        {
            "key": "a",
            "n": 2,
            "numerator": 1.5,
            "day": date(2026, 11, 2),
            "at": datetime(2026, 11, 2, 8, tzinfo=UTC),
            "hours": [1.0, None],
            "done": True,
        },
        {"key": None, "n": 0, "numerator": None, "day": None, "at": None, "hours": None, "done": False},
    ]
    assert client.asked[0]["QueryString"] == (
        "SELECT * FROM (SELECT * FROM cube WHERE workspace = 'demo') AS cube WHERE metric = 'backlog'"
    )


@pytest.mark.parametrize("sql", ["SELECT 1 AS refused", "SELECT 1"])
def test_what_fails_is_unavailable(sql: str) -> None:
    """A refused query and one that failed: the asker may try again, or show that figures are away."""
    with pytest.raises(UnavailableError, match="athena"):
        lake(InMemoryAthena("FAILED")).query(sql, {})


def test_a_query_that_never_ends_is_stopped() -> None:
    """After so many looks nobody waits any more, and nobody pays for it either."""
    client = InMemoryAthena()
    with pytest.raises(UnavailableError, match="athena"):
        lake(client).query("SELECT 1", {})
    assert client.stopped
