"""Counts and rejections of deliveries in the one table."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from aftersales.aws.table import Table
from aftersales.deliveries.webhook import Outcome
from aftersales.intake.delivery_log import ConnectionCounts, Rejection
from aftersales.records.record import Instant

_COUNTED = ("stored", "repeated", "ignored", "rejected")


class DynamoDeliveryLog:
    """Plays `DeliveryLog`: one counter item per connection, one item per rejection."""

    def __init__(self, table: Table) -> None:
        """Work on `table`."""
        self._table = table

    def count(self, workspace: str, connection: str, outcomes: Mapping[Outcome, int], at: Instant) -> None:
        """Add with one update."""
        self._table.add(
            {"PK": workspace, "SK": f"COUNTS#{connection}"},
            {outcome.value: number for outcome, number in outcomes.items()},
            {"last_at": at.isoformat()},
        )

    def reject(self, rejection: Rejection) -> None:
        """Put under a key that follows from what was rejected, not from when."""
        digest = sha256(f"{rejection.archive} {rejection.name} {rejection.reason}".encode()).hexdigest()[:16]
        day = rejection.at.date().isoformat()
        key = {"PK": f"{rejection.workspace}#REJECTED", "SK": f"{day}#{digest}"}
        self._table.put({**key, "kind": "rejection", "body": rejection.model_dump_json()})

    def counts(self, workspace: str) -> Sequence[ConnectionCounts]:
        """Query the counter items."""
        prefix = "COUNTS#"
        items = self._table.query(
            "PK = :workspace AND begins_with(SK, :prefix)", {"workspace": workspace, "prefix": prefix}
        )
        return [
            ConnectionCounts.model_validate(
                {
                    "connection": item["SK"]["S"].removeprefix(prefix),
                    "last_at": item["last_at"]["S"],
                    **{name: int(item[name]["N"]) for name in _COUNTED if name in item},
                }
            )
            for item in items
        ]

    def rejections(self, workspace: str, limit: int) -> Sequence[Rejection]:
        """Query the newest days first."""
        page = next(
            self._table.pages(
                "PK = :rejected", {"rejected": f"{workspace}#REJECTED"}, ScanIndexForward=False, Limit=limit
            )
        )
        return [Rejection.model_validate_json(item["body"]["S"]) for item in page["Items"]]
