"""run_rules: a changed case leads to what follows by rule."""

from functions.run_rules.handler import handler
from tests.cases.building import STORE, at
from tests.functions.events import event
from tests.functions.outreach_app import outreach_app


def test_a_resolved_case_plans_its_invitation_once() -> None:
    """The stream may bring a record twice; the outbox keeps one invitation."""
    app = outreach_app(at(11))
    for _ in range(2):
        assert handler(event("run_rules", "case_resolved"), None, app) == {"batchItemFailures": []}
    planned = app.outbox.get("w", f"invitation/order:{STORE}/900")
    assert planned is not None
    assert (planned.kind, planned.language, planned.reason) == ("invitation", "de", "")
