"""Reports: open them, hand out links, take links back, look at one before it is made, make one now."""

from collections.abc import Sequence
from dataclasses import dataclass

from aftersales.accounts.access import ANALYSTS, MANAGERS
from aftersales.accounts.report_links import new_link, revoke_link, token
from aftersales.records.errors import RejectedError
from aftersales.records.report import ReportKind, ReportLink, ReportMade
from aftersales.records.workspace import Member
from aftersales.reports.formats import LANGUAGES
from aftersales.reports.subscribing import NARROWED_BY, of_member, wished_order
from aftersales.web.http import Response, see_other
from aftersales.web.visit import Visit

_LISTED = 60


@dataclass(frozen=True, slots=True)
class Shelf:
    """A report with its links; each link with its address while it opens."""

    made: ReportMade
    kind: ReportKind
    links: Sequence[tuple[ReportLink, str | None]]


def page(visit: Visit) -> Response:
    """List the reports with their links, and what the member has subscribed to."""
    kind = visit.request.query.get("kind", "")
    made = [one for one in visit.rooms.reports.reports(visit.workspace) if kind in {"", one.kind}]
    links = visit.rooms.links.links_of_all(visit.workspace)
    settings, members = visit.settings, list(visit.rooms.workspaces.members(visit.workspace))
    stored = visit.rooms.report_desk.subscriptions.subscriptions(visit.workspace)
    return visit.show(
        "reports.html",
        reports=[
            Shelf(report, ReportKind(report.kind), _links(visit, links.get(report.id, ())))
            for report in made[:_LISTED]
        ],
        kinds=list(ReportKind),
        kind=kind,
        narrowed_by=NARROWED_BY,
        subscriptions=of_member(visit.member, settings, members, stored),
        member_zone=_zone(visit.member, settings.zone),
        suppliers=settings.suppliers,
        may_manage=MANAGERS.allows(visit.member),
        may_make=ANALYSTS.allows(visit.member),
        done=visit.request.query.get("done", ""),
    )


def preview(visit: Visit) -> Response:
    """Show a report as it would be, without keeping it."""
    query = visit.request.query
    text, policy = visit.rooms.report_desk.show(
        visit.settings,
        wished_order(query),
        query.get("period", ""),
        language if (language := query.get("language", "")) in LANGUAGES else visit.setting.language,
        visit.request.now,
    )
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": policy}
    return Response(body=text.encode(), headers=headers)


def make(visit: Visit) -> Response:
    """Make a report of this moment; it then stands at the top of the list."""
    form = visit.request.form
    visit.rooms.report_desk.make(
        visit.settings, wished_order(form), form.get("period", ""), visit.request.now
    )
    return see_other("/reports?done=made")


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


def _links(visit: Visit, links: Sequence[ReportLink]) -> list[tuple[ReportLink, str | None]]:
    secret, now = visit.rooms.link_secret(), visit.request.now
    return [
        (link, f"/r/{token(secret, link)}" if link.expires_at > now and link.revoked_at is None else None)
        for link in links
    ]


def _zone(member: Member, workspace_zone: str) -> str:
    return member.zone if member.zone != "UTC" else workspace_zone
