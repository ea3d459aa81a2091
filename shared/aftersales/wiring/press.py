"""What makes reports: the writer, the bucket, the shelf, the outbox, and the addresses that open or stop them."""

from datetime import datetime
from functools import partial
from secrets import token_urlsafe

from aftersales.accounts.report_links import new_link
from aftersales.accounts.stop_links import Stop, stop_token
from aftersales.aws.parameters import SsmSecret
from aftersales.records.report import Subscription
from aftersales.reports.making import Press
from aftersales.wiring import clients, stores
from aftersales.wiring.environment import setting


def press(now: datetime) -> Press:
    """Connect what makes reports at a moment."""
    from aftersales.mail.writer import MailReportWriter

    base, store = setting("BASE_URL").rstrip("/"), stores.reports()
    secret = SsmSecret(clients.ssm(), f"{setting('PARAMETER_PREFIX')}/link-secret")

    def address(workspace: str, report: str, now: datetime) -> str:
        token = new_link(
            store, secret(), workspace=workspace, report=report, link_id=token_urlsafe(12), now=now
        )
        return f"{base}/r/{token}"

    def stop(subscription: Subscription) -> str:
        what = Stop(subscription.workspace, subscription.id, subscription.email)
        return f"{base}/stop/{stop_token(secret(), what)}"

    return Press(
        writer=MailReportWriter(base, secret),
        files=stores.report_files(),
        store=store,
        outbox=stores.outbox(),
        new_link=partial(address, now=now),
        stop_link=stop,
    )
