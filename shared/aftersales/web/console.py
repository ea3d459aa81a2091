"""The console: finds the route, knows the visitor, guards the door, and turns every error into a page that helps."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from aftersales.accounts.form_tokens import form_token, is_form_token
from aftersales.accounts.signing_in import member_of
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.workspace import Member
from aftersales.web.cookies import YEAR
from aftersales.web.headers import security_headers
from aftersales.web.http import SAFE, Request, Response, from_event, see_other, to_event
from aftersales.web.routes import ROUTES
from aftersales.web.routing import Route, find
from aftersales.web.translations import LANGUAGES, preferred
from aftersales.web.views import Setting
from aftersales.web.visit import Rooms, Visit

_TEXT = "text/plain; charset=utf-8"
_AWAY = (
    "A service did not answer; please load the page again.\n"
    "\u670d\u52a1\u6682\u65f6\u6ca1\u6709\u54cd\u5e94\uff0c\u8bf7\u91cd\u65b0\u52a0\u8f7d\u3002\n"
).encode()
"""Said when not even a page can be made: the session or the secret that signs forms cannot be read."""
_STATUS = {
    "unknown_case": 404,
    "unknown_page": 404,
    "no_such_metric": 404,
    "no_such_week": 404,
    "unknown_report": 404,
    "unknown_subscription": 404,
    "link_changed": 404,
    "unknown_alert": 404,
    "unknown_rule": 404,
    "not_allowed": 403,
    "form_expired": 403,
}


class Console:
    """Answers the events of the HTTP API with pages."""

    def __init__(self, rooms: Rooms) -> None:
        """Remember the collaborators; nothing is read yet."""
        self._rooms = rooms

    def answer(self, event: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        """Answer a payload 2.0 event."""
        try:
            request = from_event(event, now)
        except RejectedError as error:
            return to_event(self._protected(Response(status=400, body=error.reason.encode())))
        try:
            response = self._protected(self.respond(request))
        except UnavailableError:
            response = self._protected(Response(status=503, body=_AWAY, headers={"content-type": _TEXT}))
        return to_event(replace(response, body=b"") if request.method == "HEAD" else response)

    def _protected(self, response: Response) -> Response:
        rules = security_headers(secure=self._rooms.cookies.secure)
        return replace(response, headers={"cache-control": "no-store", **rules, **response.headers})

    def respond(self, request: Request) -> Response:
        """Answer a request."""
        found = find(ROUTES, request.method, request.path)
        if found and found[0].is_static:
            return found[0].answer(self._visit(request, None, "").at(found[1]))
        return self._with_visitor(request, found)

    def _with_visitor(self, request: Request, found: tuple[Route, Mapping[str, str]] | None) -> Response:
        rooms = self._rooms
        session = rooms.cookies.read(request.cookies, "session")
        visitor = rooms.cookies.read(request.cookies, "visitor")
        member = member_of(rooms.door, session, request.now)
        # Before sign-in a form is bound to a cookie that says nothing but 'the same browser'.
        binding = session if member else visitor or rooms.new_id()
        visit = self._visit(request, member, binding)
        response = self._guarded(visit, found, binding)
        if member or visitor:
            return response
        planted = rooms.cookies.write("visitor", binding, YEAR)
        return replace(response, cookies=[planted, *response.cookies])

    def _guarded(self, visit: Visit, found: tuple[Route, Mapping[str, str]] | None, binding: str) -> Response:
        request, member = visit.request, visit.setting.member
        try:
            if found is None:
                return _refusal(visit, "unknown_page") if member else _to_sign_in(visit)
            route, names = found
            if not route.access.allows(member):
                return _refusal(visit, "not_allowed") if member else _to_sign_in(visit)
            if request.method not in SAFE and not route.is_signed and not self._is_ours(request, binding):
                return _refusal(visit, "form_expired")
            return route.answer(visit.at(names))
        except RejectedError as error:
            return _refusal(visit, error.reason)
        except UnavailableError:
            return visit.show("trouble.html", 503)

    def _is_ours(self, request: Request, binding: str) -> bool:
        return is_form_token(self._rooms.secret(), binding, request.form.get("token", ""))

    def _visit(self, request: Request, member: Member | None, binding: str) -> Visit:
        rooms = self._rooms
        settings = rooms.workspaces.settings(member.workspace) if member else None
        chosen = rooms.cookies.read(request.cookies, "language")
        usual = member.language if member else preferred(request.headers.get("accept-language", ""))
        setting = Setting(
            language=chosen if chosen in LANGUAGES else usual,
            zone=_zone(member, settings.zone if settings else "UTC"),
            now=request.now,
            path=request.path,
            query=request.query,
            token=form_token(rooms.secret(), binding) if binding else "",
            form_key=rooms.new_id(),
            member=member,
            settings=settings,
        )
        return Visit(request=request, rooms=rooms, setting=setting, names={})


def _zone(member: Member | None, workspace_zone: str) -> str:
    return member.zone if member and member.zone != "UTC" else workspace_zone


def _refusal(visit: Visit, reason: str) -> Response:
    return visit.show("refusal.html", _STATUS.get(reason, 400), reason=reason)


def _to_sign_in(visit: Visit) -> Response:
    # A link in a mail names a week and a product: after sign-in it must lead there, filters and all.
    here = visit.setting.here if visit.request.method in SAFE else "/"
    return see_other("/sign-in" if here == "/" else f"/sign-in?{urlencode({'next': here})}")
