"""The outbox in the one table, with the sending worker's queue."""

from collections.abc import Iterable, Iterator, Sequence
from json import dumps
from typing import Protocol

from aftersales.aws.keys import LAST, box_key, dispatch_key, dispatch_keys
from aftersales.aws.table import Item, Table
from aftersales.records.dispatch import Dispatch, DispatchState
from aftersales.records.record import Instant


class Worker(Protocol):
    """The sending worker's queue."""

    def send(self, message: str) -> None:
        """Write one message."""


class DynamoOutbox:
    """Plays `Outbox`. A waiting dispatch lies in GSI1 by the time from which it may leave, a finished one by when it ended."""

    def __init__(self, table: Table, worker: Worker) -> None:
        """Work on `table` and hand to `worker`."""
        self._table = table
        self._worker = worker

    def put(self, dispatch: Dispatch) -> bool:
        """Keep it under its dedupe key; hand it to the worker when it may leave at once."""
        if not self._table.put(_item(dispatch), unless="attribute_not_exists(PK)"):
            return False
        may_leave = dispatch.not_before is None or dispatch.not_before <= dispatch.created_at
        if dispatch.state is DispatchState.WAITING and may_leave:
            self.queue(dispatch)
        return True

    def get(self, workspace: str, dispatch: str) -> Dispatch | None:
        """Read one."""
        item = self._table.get(dispatch_key(workspace, dispatch))
        return _dispatch(item) if item else None

    def claim(self, dispatch: Dispatch, now: Instant, seconds: int) -> bool:
        """Put a lease on it, if it is waiting and no lease is running."""
        lease = int(now.timestamp())
        return self._table.put(
            {**_item(dispatch), "lease": lease + seconds},
            unless="dispatch_state = :waiting AND (attribute_not_exists(lease) OR lease < :now)",
            waiting=DispatchState.WAITING,
            now=lease,
        )

    def postpone(self, dispatch: Dispatch, until: Instant, reason: str) -> None:
        """Move it to a later time, without a lease."""
        self._table.put(_item(dispatch.having(not_before=until, reason=reason)))

    def finish(self, dispatch: Dispatch, state: DispatchState, reason: str, at: Instant) -> None:
        """Overwrite it with how it ended."""
        self._table.put(_item(dispatch.having(state=state, reason=reason, finished_at=at)))

    def queue(self, dispatch: Dispatch) -> None:
        """Send its key to the worker's queue."""
        self._worker.send(dumps({"workspace": dispatch.workspace, "dispatch": dispatch.id}))

    def due(self, workspace: str, now: Instant) -> Iterable[Dispatch]:
        """Query the waiting ones up to now."""
        keys = self._table.query(
            "GSI1PK = :box AND GSI1SK < :now",
            {"box": box_key(workspace, DispatchState.WAITING), "now": now.isoformat()},
            IndexName="GSI1",
        )
        yield from self._bodies(list(keys))

    def recent(self, workspace: str, limit: int) -> Sequence[Dispatch]:
        """Query the newest finished ones of both endings."""
        found: list[Dispatch] = []
        for state in (DispatchState.SENT, DispatchState.REFUSED):
            page = next(
                self._table.pages(
                    "GSI1PK = :box",
                    {"box": box_key(workspace, state)},
                    IndexName="GSI1",
                    ScanIndexForward=False,
                    Limit=limit,
                )
            )
            found.extend(self._bodies(page["Items"]))
        return sorted(found, key=lambda dispatch: dispatch.finished_at or dispatch.created_at, reverse=True)[
            :limit
        ]

    def everything(self, workspace: str, after: str) -> Iterator[Dispatch]:
        """Query the whole outbox by id, from behind `after`."""
        key = dispatch_key(workspace, "")
        bound = {"workspace": workspace, "after": key["SK"] + after, "end": key["SK"] + LAST}
        for item in self._table.query("PK = :workspace AND SK BETWEEN :after AND :end", bound):
            if item["SK"]["S"] > bound["after"]:
                yield _dispatch(item)

    def replace(self, dispatch: Dispatch, was: DispatchState) -> None:
        """Put it over what is there, if that is still so."""
        self._table.put(_item(dispatch), unless="dispatch_state = :was", was=was)

    def _bodies(self, keys: Sequence[Item]) -> list[Dispatch]:
        items = self._table.get_many([{"PK": item["PK"]["S"], "SK": item["SK"]["S"]} for item in keys])
        return [_dispatch(item) for item in items.values()]


def _item(dispatch: Dispatch) -> dict[str, str | int]:
    return {
        **dispatch_keys(dispatch),
        "kind": "dispatch",
        "dispatch_state": dispatch.state.value,
        "body": dispatch.model_dump_json(exclude_none=True),
    }


def _dispatch(item: Item) -> Dispatch:
    return Dispatch.model_validate_json(item["body"]["S"])
