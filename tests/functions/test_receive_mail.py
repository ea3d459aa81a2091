"""receive_mail: an S3 event becomes deliveries of the connections that the mails were addressed to."""

from aftersales.wiring.mail_arrival import MailApp
from functions.receive_mail.handler import handler
from tests.functions.events import event
from tests.intake.test_mail_arrival import House
from tests.platforms.mail.building import mime


def test_each_stored_mail_is_taken_in_or_counted() -> None:
    """Keys are decoded; a mail for us is sent on, one for nobody is counted."""
    house = House()
    house.mails.put("inbound/m 1(a)", mime())
    house.mails.put("inbound/m2", mime(To="x@nobody.example"))
    app = MailApp(mails=house.mails, workspaces=house.workspaces, queue=house.queue, archive=house.archive)
    assert handler(event("receive_mail", "two_mails"), None, app) == {"stored": 1, "unknown_recipient": 1}
    assert house.sent()[0].received_at == "2026-03-02T10:00:30.123+00:00"
