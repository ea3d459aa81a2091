"""ring_clock: what time alone brings about."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from aftersales.cases.stores import DossierStore
from aftersales.records.case import Case, CaseState
from aftersales.records.record import Instant
from functions.ring_clock.handler import handler
from tests.cases.building import at, fact, message
from tests.functions.events import event
from tests.functions.outreach_app import SETTINGS, outreach_app
from tests.outreach.in_memory import InMemoryOutbox
from tests.outreach.outbox_contract import dispatch


def test_the_clock_queues_what_is_due_and_resolves_what_stayed_silent() -> None:
    """A waiting dispatch leaves when its time has come; an answered case is resolved after a week of silence; late ones count."""
    app = outreach_app(at(24 * 9))
    asked = [message(n, key=f"k{n}", thread=f"t{n}", order_number=None) for n in (20, 24)]
    answer = message(21, "agent", thread="t20", order_number=None)
    app.store.add([fact(one) for one in [*asked, answer]], SETTINGS)
    app.outbox.put(dispatch(not_before=at(48)))
    assert handler(event("ring_clock", "minute"), None, app) == {"queued": 1, "resolved": 1, "overdue": 1}
    assert handler(event("ring_clock", "minute"), None, app)["resolved"] == 0
    resolved, _ = app.store.cases("w", CaseState.RESOLVED, limit=9)
    assert {case.resolved_at for case in resolved} == {at(10), at(21 + 24 * 7)}


class OneDossierIsIll:
    """A store in which looking for one workspace's silent cases fails."""

    def __init__(self, store: DossierStore) -> None:
        self._store = store

    def cases_silent(self, workspace: str, since: Instant) -> Iterable[Case]:
        if workspace == "a":
            raise ValueError("a bug that only this workspace's cases meet")
        return self._store.cases_silent(workspace, since)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def test_one_ill_workspace_does_not_stop_the_clock_of_the_others() -> None:
    """All workspaces have their turn; then the error is raised by its code, so that it is noticed."""
    app = outreach_app(at(24 * 9))
    app.workspaces.save_settings(SETTINGS.having(workspace="a"))
    app.workspaces.save_settings(SETTINGS.having(workspace="z"))
    app.outbox.put(dispatch(workspace="z", id="alert/late", not_before=at(48)))
    ill = replace(app, store=OneDossierIsIll(app.store))
    with pytest.raises(RuntimeError, match=r"^clock failed: ValueError$"):
        handler(event("ring_clock", "minute"), None, ill)
    assert isinstance(ill.outbox, InMemoryOutbox)
    assert ill.outbox.queued == ["alert/late"]
