"""A stored MIME message → a delivery of the connection it was addressed to."""

from collections import Counter
from typing import Any

from aftersales.telemetry.work import report
from aftersales.wiring.mail_arrival import MailApp, app, stored_mails


def handler(event: dict[str, Any], context: object, mail: MailApp | None = None) -> dict[str, int]:
    """Take in each mail of an S3 event; an error hands the event back, and doing it again is harmless."""
    outcomes: Counter[str] = Counter()
    for key, stored_at in stored_mails(event):
        arrival = (mail or app()).receive(key, stored_at)
        outcomes[arrival.reason or arrival.outcome.value] += 1
    report("mail", outcomes)
    return dict(outcomes)
