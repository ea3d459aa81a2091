"""What open_link works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from aftersales.accounts.report_links import LinkRefusedError, LinkStore, Refusal, open_link
from aftersales.aws.parameters import SsmSecret
from aftersales.reports.formats import CONTENT_TYPES
from aftersales.reports.stores import ReportFiles
from aftersales.wiring import clients, stores
from aftersales.wiring.environment import setting

OPEN_SECONDS = 300
"""A presigned address works for five minutes at most; the link itself can be used again."""

_STATUS = {Refusal.CHANGED: 403, Refusal.EXPIRED: 410, Refusal.REVOKED: 410, Refusal.NOT_FOUND: 404}
_ALWAYS = {"cache-control": "no-store", "referrer-policy": "no-referrer", "x-content-type-options": "nosniff"}


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, and the outcome for the log."""

    status: int
    headers: dict[str, str]
    body: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksApp:
    """Collaborators of open_link; `refusal_page` returns the page and its content security policy."""

    links: LinkStore
    files: ReportFiles
    secret: Callable[[], bytes]
    refusal_page: Callable[[str], tuple[str, str]]

    def open(self, token: str, *, language: str, form: str, now: datetime) -> Answer:
        """Redirect to the file for a few minutes, or say why not."""
        try:
            opened = open_link(self.links, self.secret(), token, language=language, form=form, now=now)
        except LinkRefusedError as error:
            page, policy = self.refusal_page(error.why.value)
            headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": policy}
            return Answer(_STATUS[error.why], {**_ALWAYS, **headers}, page, error.why.value)
        address = self.files.presigned(
            opened.key, seconds=OPEN_SECONDS, name=opened.name, content_type=CONTENT_TYPES[opened.format]
        )
        return Answer(302, {**_ALWAYS, "location": address}, "", "opened")


@cache
def app() -> LinksApp:
    """Connect the real collaborators."""
    from aftersales.mail.refusal_page import refusal_page

    return LinksApp(
        links=stores.reports(),
        files=stores.report_files(),
        secret=SsmSecret(clients.ssm(), f"{setting('PARAMETER_PREFIX')}/link-secret"),
        refusal_page=refusal_page,
    )
