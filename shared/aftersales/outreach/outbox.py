"""The outbox: everything that leaves is first written here under its dedupe key, then sent once."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from aftersales.records.dispatch import Dispatch, DispatchState
from aftersales.records.record import Instant


class Outbox(Protocol):
    """Keeps dispatches and hands those that are due to the sending worker."""

    def put(self, dispatch: Dispatch) -> bool:
        """Keep a dispatch and queue it if its time has come; False if its id is already known (then nothing happens)."""

    def get(self, workspace: str, dispatch: str) -> Dispatch | None:
        """Return a dispatch."""

    def claim(self, dispatch: Dispatch, now: Instant, seconds: int) -> bool:
        """Reserve a waiting dispatch for one sender; False while another holds it or when it is no longer waiting."""

    def postpone(self, dispatch: Dispatch, until: Instant, reason: str) -> None:
        """Let a waiting dispatch wait longer."""

    def finish(self, dispatch: Dispatch, state: DispatchState, reason: str, at: Instant) -> None:
        """Record how it ended."""

    def queue(self, dispatch: Dispatch) -> None:
        """Hand a waiting dispatch to the sending worker."""

    def due(self, workspace: str, now: Instant) -> Iterable[Dispatch]:
        """Yield waiting dispatches whose time has come."""

    def recent(self, workspace: str, limit: int) -> Sequence[Dispatch]:
        """Return the newest dispatches with their reasons, for the 'why not sent' page."""
