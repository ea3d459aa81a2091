"""Figures asked of Athena instead of DuckDB: the same contracts over the same objects, for workspaces that outgrow a function."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from json import loads
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.metrics.contract import Source
from aftersales.records.errors import UnavailableError


class AthenaClient(Protocol):
    """The calls of boto3's Athena client that are used; its methods have these names and keyword arguments."""

    def start_query_execution(self, **asked: Any) -> Mapping[str, Any]:  # noqa: ANN401 — boto3's own
        """Begin a query."""

    def get_query_execution(self, **asked: Any) -> Mapping[str, Any]:  # noqa: ANN401
        """Tell how far a query has come."""

    def stop_query_execution(self, **asked: Any) -> object:  # noqa: ANN401
        """End a query."""

    def get_paginator(self, name: str, /) -> Any:  # noqa: ANN401
        """Give pages of results."""


ToAthena = Callable[[str, Mapping[str, object], str], str]
"""Turns DuckDB's SQL, its parameters and a workspace into Athena's SQL (`aftersales.lake.dialect.athena_sql`)."""

_POLLS = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class AthenaLake:
    """Plays `aftersales.metrics.contract.Lake`. `pause` waits between two looks at a running query."""

    client: AthenaClient
    workspace: str
    database: str
    workgroup: str
    to_athena: ToAthena
    pause: Callable[[], None]

    def prepare(self, source: Source, metrics: Collection[str], first: date | None, last: date) -> None:
        """Do nothing: ledger and cubes lie in the bucket whole, and Athena reads what a query needs."""

    def query(self, sql: str, parameters: Mapping[str, object]) -> Sequence[dict[str, Any]]:
        """Run SQL. Raises UnavailableError, also for a query that Athena refuses."""
        text = self.to_athena(sql, parameters, self.workspace)
        try:
            started = self.client.start_query_execution(
                QueryString=text,
                QueryExecutionContext={"Database": self.database},
                WorkGroup=self.workgroup,
            )
            name = started["QueryExecutionId"]
            self._wait(name)
            return list(self._rows(name))
        except ClientError as error:
            raise UnavailableError("athena", error.response["Error"]["Code"]) from error
        except BotoCoreError as error:
            raise UnavailableError("athena", type(error).__name__) from error

    def _wait(self, name: str) -> None:
        for _ in range(_POLLS):
            state = self.client.get_query_execution(QueryExecutionId=name)["QueryExecution"]["Status"][
                "State"
            ]
            if state == "SUCCEEDED":
                return
            if state in {"FAILED", "CANCELLED"}:
                raise UnavailableError("athena", state.lower())
            self.pause()
        self.client.stop_query_execution(QueryExecutionId=name)
        raise UnavailableError("athena", "too_slow")

    def _rows(self, name: str) -> Iterator[dict[str, Any]]:
        first = True
        for page in self.client.get_paginator("get_query_results").paginate(QueryExecutionId=name):
            columns = page["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]
            rows = page["ResultSet"]["Rows"]
            # The first row of the first page repeats the names.
            for row in rows[1:] if first else rows:
                cells = zip(columns, row["Data"], strict=True)
                yield {
                    column["Name"]: _value(column["Type"], cell.get("VarCharValue")) for column, cell in cells
                }
            first = False


def _value(kind: str, text: str | None) -> Any:  # noqa: ANN401 — what a column holds
    if text is None:
        return None
    if kind.startswith("timestamp"):
        return datetime.fromisoformat(text.removesuffix(" UTC")).replace(tzinfo=UTC)
    if kind.startswith("array"):
        return [None if one is None else float(one) for one in loads(text)]
    readers: Mapping[str, Callable[[str], object]] = {
        "bigint": int,
        "integer": int,
        "double": float,
        "decimal": float,
        "boolean": "true".__eq__,
        "date": date.fromisoformat,
    }
    return readers.get(kind.partition("(")[0], str)(text)
