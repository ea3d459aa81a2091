"""Where things lie in the lake, and which columns they have."""

from datetime import datetime
from typing import Protocol

FACTS = "facts"
CASES = "cases"

COLUMNS = {
    FACTS: {
        "id": "VARCHAR",
        "workspace": "VARCHAR",
        "connection": "VARCHAR",
        "platform": "VARCHAR",
        "store": "VARCHAR",
        "type": "VARCHAR",
        "entity": "VARCHAR",
        "home": "VARCHAR",
        "occurred_at": "TIMESTAMP",
        "ingested_at": "TIMESTAMP",
        "version": "VARCHAR",
        "actor": "VARCHAR",
        "payload": "VARCHAR",
    },
    CASES: {
        "workspace": "VARCHAR",
        "home": "VARCHAR",
        "number": "INTEGER",
        "seen": "INTEGER",
        "position": "VARCHAR",
        "gone": "BOOLEAN",
        "payload": "VARCHAR",
    },
}
"""Data set → column → DuckDB type, in the order of the files. Times are UTC."""


class Objects(Protocol):
    """The bucket of the lake."""

    def put(self, key: str, body: bytes) -> None:
        """Write an object; writing the same key again replaces it."""

    def get(self, key: str) -> bytes:
        """Return an object's bytes."""

    def delete(self, key: str) -> None:
        """Remove an object; it is no error if there is none."""

    def list(self, prefix: str) -> dict[str, str]:
        """Return key → etag of all objects under a prefix."""


def prefix(dataset: str, workspace: str) -> str:
    """Return the folder of one workspace's data set; the closing slash keeps `a` and `ab` apart."""
    return f"{dataset}/workspace={workspace}/"


def erased_prefix(workspace: str) -> str:
    """Return the folder of what is to be forgotten in a workspace."""
    return f"erased/workspace={workspace}/"


def object_key(dataset: str, workspace: str, month: str | None, batch: str) -> str:
    """Return the key of a batch's part, for one month ('2026-11') where the data set is cut by months."""
    folder = f"month={month}/" if month else ""
    return f"{prefix(dataset, workspace)}{folder}{batch}.parquet"


def month_of(at: datetime) -> str:
    """Return the month that a moment (UTC) falls into."""
    return f"{at:%Y-%m}"


def month_in(key: str) -> str | None:
    """Return the month in the key of an object; None where the data set is not cut by months."""
    return key.partition("/month=")[2][:7] or None


UNDATED = "2015-01"
"""The month under which rows of a table lie that have no moment: a month, so that Athena can count the folders up."""


def cube_key(workspace: str, name: str) -> str:
    """Return the key of an exported cube, alone in its folder."""
    return f"cubes/workspace={workspace}/{name}/rows.parquet"
