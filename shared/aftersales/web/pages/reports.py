"""Reports: open them, hand out links, take links back."""

from collections.abc import Sequence
from dataclasses import dataclass

from aftersales.accounts.access import MANAGERS
from aftersales.accounts.report_links import new_link, revoke_link, token
from aftersales.records.errors import RejectedError
from aftersales.records.report import ReportLink, ReportMade
from aftersales.web.http import Response, see_other
from aftersales.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Shelf:
    """A report with its links; each link with its address while it opens."""

    made: ReportMade
    links: Sequence[tuple[ReportLink, str | None]]


def page(visit: Visit) -> Response:
    """List the reports with their links."""
    made = visit.rooms.reports.reports(visit.workspace)
    shelves = [Shelf(report, _links(visit, report)) for report in made]
    return visit.show("reports.html", reports=shelves, may_manage=MANAGERS.allows(visit.member))


def share(visit: Visit) -> Response:
    """Make a new link to a report."""
    rooms, report = visit.rooms, visit.names["report"]
    if rooms.reports.report(visit.workspace, report) is None:
        raise RejectedError("unknown_report")
    new_link(
        rooms.links,
        rooms.link_secret(),
        workspace=visit.workspace,
        report=report,
        link_id=rooms.new_id(),
        now=visit.request.now,
    )
    return see_other("/reports")


def revoke(visit: Visit) -> Response:
    """Take a link back."""
    link = visit.names["link"]
    if not revoke_link(visit.rooms.links, workspace=visit.workspace, link_id=link, now=visit.request.now):
        raise RejectedError("unknown_report")
    return see_other("/reports")


def _links(visit: Visit, report: ReportMade) -> list[tuple[ReportLink, str | None]]:
    secret, now = visit.rooms.link_secret(), visit.request.now
    return [
        (link, f"/r/{token(secret, link)}" if link.expires_at > now and link.revoked_at is None else None)
        for link in visit.rooms.links.links_of(visit.workspace, report.id)
    ]
