"""The JSON API: members whose tokens the gateway has checked, programs with tokens of their own, OpenAPI from the types."""

import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial, wraps
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer
from aws_lambda_powertools.utilities.typing import LambdaContext

from aftersales.accounts.access import AGENTS, MANAGERS, READERS, Access
from aftersales.records.api_token import Scope
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.web.api_caller import Caller, member_of, workspace_of
from aftersales.web.api_figures import FigureOperations
from aftersales.web.api_operations import ApiRooms, Operations

TITLE, VERSION = "HelloWord After-Sales", "1"
_STATUS = {
    "unknown_case": 404,
    "unknown_connection": 404,
    "no_such_metric": 404,
    "no_such_week": 404,
    "not_a_member": 403,
    "not_allowed": 403,
    "token_refused": 401,
    "scope_missing": 403,
    "unknown_parameter": 422,
}
_TOO_MUCH = frozenset({"too_many_lines", "too_many_questions"})
"""Refusals whose detail says what to narrow: it is made of numbers and names of parameters alone."""
_BASIC = {"WWW-Authenticate": 'Basic realm="figures", charset="UTF-8"'}
"""Makes spreadsheets ask for the token."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An address of the API, who may call it, and the name of the method that answers.

    Members call it below /api; with a `scope`, programs call it below /bi with a token that has it.
    """

    method: str
    path: str
    access: Access
    name: str
    scope: Scope | None = None


OPERATIONS = (
    Operation("GET", "/api/cases", READERS, "cases"),
    Operation("GET", "/api/cases/<home>/<number>", READERS, "case"),
    Operation("POST", "/api/cases/<home>/<number>/acts", AGENTS, "act"),
    Operation("GET", "/api/metrics", READERS, "metrics", Scope.FIGURES),
    Operation("GET", "/api/figures", READERS, "figures", Scope.FIGURES),
    Operation("GET", "/api/figures.csv", READERS, "figures_csv", Scope.FIGURES),
    Operation("GET", "/api/movers", READERS, "movers", Scope.FIGURES),
    Operation("GET", "/api/figures/<metric>", READERS, "figure", Scope.ROWS),
    Operation("GET", "/api/connections", READERS, "connections"),
    Operation("POST", "/api/imports", MANAGERS, "take_import"),
)


class Api:
    """Answers the gateway's events with JSON."""

    def __init__(self, rooms: ApiRooms) -> None:
        """Declare the operations; nothing is read yet."""
        self._rooms = rooms
        self._now: datetime | None = None
        self._caller: Caller | None = None
        self._resolver = APIGatewayHttpResolver(enable_validation=True)
        self._declare()

    def answer(self, event: dict[str, Any], now: datetime) -> dict[str, Any]:
        """Answer a payload 2.0 event; `now` is when it came."""
        self._now = now
        return self._resolver.resolve(event, LambdaContext())

    def schema(self) -> dict[str, Any]:
        """Return the OpenAPI document."""
        text = self._resolver.get_openapi_json_schema(
            title=TITLE,
            version=VERSION,
            description="Cases, figures, imports and the health of connections. Below /api: members, with the user pool's ID"
            " token. Below /bi: programs, with a token that a manager made in the console.",
            security_schemes={
                "member": HTTPBearer(bearerFormat="JWT"),
                "program": HTTPBearer(bearerFormat="hwas"),
            },
            security=[{"member": []}],
        )
        document: dict[str, Any] = json.loads(text)
        return document

    def _declare(self) -> None:
        rooms, caller = self._rooms, lambda: self._current
        figures = FigureOperations(rooms.workspaces, rooms.figures_of, rooms.movers_of, caller)
        operations = Operations(rooms, caller)
        for operation in OPERATIONS:
            answer = getattr(figures if operation.scope else operations, operation.name)
            summary = (answer.__doc__ or "").strip()
            declare = partial(self._resolver.route, method=operation.method, summary=summary)
            declare(operation.path)(self._called(answer, partial(self._as_member, operation.access)))
            if operation.scope:
                path = operation.path.replace("/api/", "/bi/", 1)
                program = self._called(answer, partial(self._as_program, operation.scope))
                declare(path, security=[{"program": []}], operation_id=f"bi_{operation.name}")(program)
        self._resolver.get("/api/openapi.json", include_in_schema=False)(self._document)
        self._resolver.exception_handler(RejectedError)(_refused)
        self._resolver.exception_handler(UnavailableError)(_away)

    def _document(self) -> dict[str, Any]:
        return self.schema()

    @property
    def _current(self) -> Caller:
        if self._caller is None:
            raise RejectedError("not_a_member")
        return self._caller

    def _called(self, answer: Callable[..., Any], proven: Callable[[], Caller]) -> Callable[..., Any]:
        @wraps(answer)
        def called(**values: object) -> object:
            self._caller = None
            self._caller = proven()
            return answer(**values)

        return called

    def _as_member(self, access: Access) -> Caller:
        member = member_of(self._claims(), self._rooms.workspaces)
        if not access.allows(member):
            raise RejectedError("not_allowed")
        return Caller(
            workspace=member.workspace,
            person=member,
            body=self._body(),
            now=self._asked_at(),
            names=self._names(),
        )

    def _as_program(self, scope: Scope) -> Caller:
        # The gateway has checked nothing here: whatever it says about a person is not looked at.
        header = str(self._resolver.current_event.headers.get("authorization") or "")
        workspace = workspace_of(header, scope, self._rooms.tokens, self._asked_at())
        return Caller(workspace=workspace, body=b"", now=self._asked_at(), names=self._names())

    def _claims(self) -> Mapping[str, Any]:
        authorizer = self._resolver.current_event.request_context.authorizer
        return (authorizer.jwt_claim if authorizer else None) or {}

    def _names(self) -> frozenset[str]:
        return frozenset(self._resolver.current_event.query_string_parameters or ())

    def _body(self) -> bytes:
        event = self._resolver.current_event
        body = event.body or ""
        # Report files come in many encodings: their bytes must not pass through text.
        return b64decode(body) if event.is_base64_encoded else body.encode()

    def _asked_at(self) -> datetime:
        if self._now is None:
            raise RejectedError("not_a_member")
        return self._now


def _refused(error: RejectedError) -> Response[str]:
    status = _STATUS.get(error.reason, 400)
    told = {"error": error.reason} | ({"narrow": error.detail} if error.reason in _TOO_MUCH else {})
    return _json(status, told, _BASIC if status == HTTPStatus.UNAUTHORIZED else None)


def _away(_: UnavailableError) -> Response[str]:
    return _json(503, {"error": "unavailable"})


def _json(status: int, value: object, headers: Mapping[str, str | list[str]] | None = None) -> Response[str]:
    return Response(
        status_code=status, content_type="application/json", body=json.dumps(value), headers=headers
    )
