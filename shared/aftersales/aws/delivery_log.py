"""Counts and rejections of deliveries in the one table."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from aftersales.aws.keys import counts_key, rejection_key
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
            counts_key(workspace, connection),
            {outcome.value: number for outcome, number in outcomes.items()},
            {"last_at": at.isoformat()},
        )

    def reject(self, rejection: Rejection) -> None:
        """Put under a key that follows from what was rejected, not from when."""
        digest = sha256(f"{rejection.archive} {rejection.name} {rejection.reason}".encode()).hexdigest()[:16]
        key = rejection_key(rejection.workspace, rejection.at.date().isoformat(), digest)
        self._table.put({**key, "kind": "rejection", "body": rejection.model_dump_json()})

    def counts(self, workspace: str) -> Sequence[ConnectionCounts]:
        """Query the counter items."""
        every = counts_key(workspace, "")
        items = self._table.under(every)
        return [
            ConnectionCounts.model_validate(
                {
                    "connection": item["SK"]["S"].removeprefix(every["SK"]),
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
                "PK = :rejected",
                {"rejected": rejection_key(workspace, "", "")["PK"]},
                ScanIndexForward=False,
                Limit=limit,
            )
        )
        return [Rejection.model_validate_json(item["body"]["S"]) for item in page["Items"]]
