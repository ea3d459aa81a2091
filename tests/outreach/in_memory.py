"""An in-memory outbox and senders; tests/outreach/outbox_contract.py proves the outbox equal to the adapter."""

from collections.abc import Iterable, Sequence

from aftersales.records.dispatch import Dispatch, DispatchState
from aftersales.records.errors import AfterSalesError
from aftersales.records.record import Instant


class InMemoryOutbox:
    def __init__(self) -> None:
        self.queued: list[str] = []
        self._kept: dict[tuple[str, str], Dispatch] = {}
        self._leases: dict[tuple[str, str], int] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def put(self, dispatch: Dispatch) -> bool:
        key = (dispatch.workspace, dispatch.id)
        if key in self._kept:
            return False
        self._kept[key] = dispatch
        if dispatch.state is DispatchState.WAITING and (
            dispatch.not_before is None or dispatch.not_before <= dispatch.created_at
        ):
            self.queue(dispatch)
        return True

    def get(self, workspace: str, dispatch: str) -> Dispatch | None:
        return self._kept.get((workspace, dispatch))

    def claim(self, dispatch: Dispatch, now: Instant, seconds: int) -> bool:
        key = (dispatch.workspace, dispatch.id)
        moment = int(now.timestamp())
        if self._kept[key].state is not DispatchState.WAITING or self._leases.get(key, moment - 1) >= moment:
            return False
        self._leases[key] = moment + seconds
        return True

    def postpone(self, dispatch: Dispatch, until: Instant, reason: str) -> None:
        key = (dispatch.workspace, dispatch.id)
        self._leases.pop(key, None)
        self._kept[key] = dispatch.having(not_before=until, reason=reason)

    def finish(self, dispatch: Dispatch, state: DispatchState, reason: str, at: Instant) -> None:
        ended = dispatch.having(state=state, reason=reason, finished_at=at)
        self._kept[dispatch.workspace, dispatch.id] = ended

    def queue(self, dispatch: Dispatch) -> None:
        self.queued.append(dispatch.id)

    def due(self, workspace: str, now: Instant) -> Iterable[Dispatch]:
        return [
            dispatch
            for (owner, _), dispatch in sorted(self._kept.items())
            if owner == workspace
            and dispatch.state is DispatchState.WAITING
            and (dispatch.not_before or dispatch.created_at) < now
        ]

    def recent(self, workspace: str, limit: int) -> Sequence[Dispatch]:
        found = [one for one in self._kept.values() if one.workspace == workspace and one.finished_at]
        return sorted(found, key=lambda one: one.finished_at or one.created_at, reverse=True)[:limit]


class RecordingSender:
    """Sends nothing and remembers all; fails as it is told."""

    def __init__(self, fails: AfterSalesError | None = None) -> None:
        self.sent: list[Dispatch] = []
        self._fails = fails

    def send(self, dispatch: Dispatch) -> None:
        if self._fails:
            raise self._fails
        self.sent.append(dispatch)
