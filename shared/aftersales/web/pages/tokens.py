"""Tokens for programs that read figures, and the files with which BI tools begin."""

from aftersales.accounts.api_tokens import issue, revoke
from aftersales.records.api_token import Scope
from aftersales.records.errors import RejectedError
from aftersales.reports.semantic import FILES
from aftersales.web.http import Response, see_other
from aftersales.web.visit import Visit


def page(visit: Visit) -> Response:
    """List the tokens."""
    return _shown(visit)


def make(visit: Visit) -> Response:
    """Make a token. The answer is the only page that ever shows it, so it is no redirect."""
    form, rooms = visit.request.form, visit.rooms
    _, text = issue(
        rooms.api_tokens,
        workspace=visit.workspace,
        name=form.get("name", ""),
        scopes=[scope for scope in Scope if form.get(scope.name.lower())],
        by=visit.member.email,
        ids=(rooms.new_id()[-12:], rooms.new_id()),
        now=visit.request.now,
    )
    return _shown(visit, text)


def take_back(visit: Visit) -> Response:
    """Revoke a token."""
    revoke(visit.rooms.api_tokens, visit.workspace, visit.names["token"], visit.request.now)
    return see_other("/settings/tokens")


def bi_file(visit: Visit) -> Response:
    """Hand out a file that a BI tool opens, with this console's address in it."""
    name = visit.names["file"]
    write = FILES.get(name)
    if write is None:
        raise RejectedError("unknown_page")
    headers = {
        "content-type": "application/octet-stream",
        "content-disposition": f'attachment; filename="{name}"',
    }
    return Response(body=write(visit.rooms.base_url.rstrip("/")).encode(), headers=headers)


def _shown(visit: Visit, text: str = "") -> Response:
    tokens = sorted(
        visit.rooms.api_tokens.tokens(visit.workspace), key=lambda one: one.created_at, reverse=True
    )
    return visit.show(
        "tokens.html",
        tokens=tokens,
        scopes=list(Scope),
        fresh=text,
        files=list(FILES),
        address=f"{visit.rooms.base_url.rstrip('/')}/bi",
    )
