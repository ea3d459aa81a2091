"""send_outbox: each dispatch is sent once; a way out that is away hands the message back."""

from aftersales.records.errors import UnavailableError
from functions.send_outbox.handler import handler
from tests.cases.building import at
from tests.functions.events import event
from tests.functions.outreach_app import outreach_app
from tests.outreach.in_memory import RecordingSender
from tests.outreach.outbox_contract import dispatch


def test_what_is_sent_once_is_not_sent_again() -> None:
    """The same messages a second time send nothing."""
    sender = RecordingSender()
    app = outreach_app(at(11), {"mail": sender})
    app.outbox.put(dispatch(id="alert/1"))
    for _ in range(2):
        assert handler(event("send_outbox", "two_dispatches"), None, app) == {"batchItemFailures": []}
    assert [one.id for one in sender.sent] == ["alert/1"]


def test_an_outage_hands_back_only_its_own_message() -> None:
    """The dispatch stays waiting and its message returns to the queue."""
    app = outreach_app(at(11), {"mail": RecordingSender(UnavailableError("mail"))})
    app.outbox.put(dispatch(id="alert/2"))
    answer = handler(event("send_outbox", "two_dispatches"), None, app)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "o2"}]}
