"""ring_clock: what time alone brings about."""

from aftersales.records.case import CaseState
from functions.ring_clock.handler import handler
from tests.cases.building import at, fact, message
from tests.functions.events import event
from tests.functions.outreach_app import SETTINGS, outreach_app
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
