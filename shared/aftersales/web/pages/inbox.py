"""The inbox."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from aftersales.desk.inbox import Filters, Listing, cases_by_number, count_open, list_cases
from aftersales.records.case import CaseState, Queue
from aftersales.records.cause import Cause
from aftersales.records.reply import ReplyState
from aftersales.records.taxonomy import growing
from aftersales.web.http import Response
from aftersales.web.visit import Visit
from aftersales.web.words import SIGNALS

E = TypeVar("E", bound=StrEnum)
LONGEST_SEARCH = 80
DRAFTS = (ReplyState.DRAFT, ReplyState.IN_REVIEW, ReplyState.APPROVED, ReplyState.REFUSED)
"""Answers that somebody still has to finish."""


def page(visit: Visit) -> Response:
    """Show the cases that the address asks for."""
    rooms, query, now = visit.rooms, visit.request.query, visit.request.now
    filters = read_filters(query, visit.member.email)
    search = query.get("q", "").strip()[:LONGEST_SEARCH]
    connections = rooms.workspaces.connections(visit.workspace)
    if search:
        stores = sorted({one.store for one in connections})
        listing = Listing(cases_by_number(rooms.dossiers, visit.settings, stores, search), None)
    else:
        listing = list_cases(
            rooms.dossiers, visit.workspace, filters, now=now, after=query.get("after") or None
        )
    counts = count_open(rooms.dossiers, visit.settings, now=now)
    return visit.show(
        "inbox.html",
        filters=filters,
        search=search,
        listing=listing,
        counts=counts,
        names={one.email: one.name for one in rooms.workspaces.members(visit.workspace)},
        platforms=sorted({one.platform for one in connections} | counts.platforms.keys()),
        queues=list(Queue),
        causes=[
            cause for cause in growing(visit.settings.own_causes) if cause is cause.branch or cause.is_own
        ],
        signals=SIGNALS,
        drafts=DRAFTS,
        states=list(CaseState),
        address=lambda **changes: narrowed(query, changes),
        narrowed=filters != Filters(state=filters.state),
        hook=next((one for one in connections if one.platform in {"shopify", "woocommerce"}), None),
        base_url=rooms.base_url,
    )


def read_filters(query: Mapping[str, str], member: str) -> Filters:
    """Read the filters of an address; what makes no sense is left out."""
    return Filters(
        state=_member(CaseState, query.get("state")) or CaseState.WAITING,
        platform=query.get("platform") or None,
        queue=_member(Queue, query.get("queue")),
        cause=_member(Cause, query.get("cause")),
        signal=query.get("signal") or None,
        draft=_member(ReplyState, query.get("draft")),
        unclassified=bool(query.get("unclassified")),
        mine=member if query.get("mine") else None,
        overdue=bool(query.get("overdue")),
        exceptions=bool(query.get("exceptions")),
    )


def narrowed(query: Mapping[str, str], changes: Mapping[str, str | None]) -> str:
    """Return the inbox's address with some filters changed; paging and search begin anew unless they are what changes."""
    kept = {name: value for name, value in query.items() if name not in {"after", "q"}}
    wanted = {name: value for name, value in {**kept, **changes}.items() if value}
    return f"/cases?{urlencode(wanted)}" if wanted else "/cases"


def _member(kind: type[E], text: str | None) -> E | None:
    try:
        return kind(text) if text else None
    except ValueError:
        return None
