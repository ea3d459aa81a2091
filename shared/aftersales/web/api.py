"""The JSON API: bearer tokens that the gateway has checked, roles by a declared table, OpenAPI from the types."""

import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer
from aws_lambda_powertools.utilities.typing import LambdaContext

from aftersales.accounts.access import AGENTS, MANAGERS, READERS, Access
from aftersales.cases.stores import WorkspaceStore
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.workspace import Member
from aftersales.web.api_operations import ApiRooms, Caller, Operations

TITLE, VERSION = "HelloWord After-Sales", "1"
_STATUS = {
    "unknown_case": 404,
    "unknown_connection": 404,
    "no_such_metric": 404,
    "no_such_week": 404,
    "not_a_member": 403,
    "not_allowed": 403,
}


@dataclass(frozen=True, slots=True)
class Operation:
    """An address of the API, who may call it, and the name of the method of `Operations` that answers."""

    method: str
    path: str
    access: Access
    name: str


OPERATIONS = (
    Operation("GET", "/api/cases", READERS, "cases"),
    Operation("GET", "/api/cases/<home>/<number>", READERS, "case"),
    Operation("POST", "/api/cases/<home>/<number>/acts", AGENTS, "act"),
    Operation("GET", "/api/figures/<metric>", READERS, "figure"),
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
            description="Cases, figures, imports and the health of connections. Bearer token: the user pool's ID token.",
            security_schemes={"token": HTTPBearer(bearerFormat="JWT")},
            security=[{"token": []}],
        )
        document: dict[str, Any] = json.loads(text)
        return document

    def _declare(self) -> None:
        operations = Operations(self._rooms, lambda: self._current)
        for operation in OPERATIONS:
            answer = self._guarded(operation.access, getattr(operations, operation.name))
            summary = (answer.__doc__ or "").strip()
            self._resolver.route(operation.path, method=operation.method, summary=summary)(answer)
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

    def _guarded(self, access: Access, answer: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(answer)
        def guarded(**values: object) -> object:
            member = member_of(self._claims(), self._rooms.workspaces)
            if not access.allows(member):
                raise RejectedError("not_allowed")
            self._caller = Caller(member=member, body=self._body(), now=self._asked_at())
            return answer(**values)

        return guarded

    def _claims(self) -> Mapping[str, Any]:
        authorizer = self._resolver.current_event.request_context.authorizer
        return (authorizer.jwt_claim if authorizer else None) or {}

    def _body(self) -> bytes:
        event = self._resolver.current_event
        body = event.body or ""
        # Report files come in many encodings: their bytes must not pass through text.
        return b64decode(body) if event.is_base64_encoded else body.encode()

    def _asked_at(self) -> datetime:
        if self._now is None:
            raise RejectedError("not_a_member")
        return self._now


def member_of(claims: Mapping[str, Any], workspaces: WorkspaceStore) -> Member:
    """Return the member whom an ID token proves; RejectedError `not_a_member`.

    An address that its owner has changed but not confirmed proves nobody: else one could take a colleague's.
    """
    email = str(claims.get("email") or "").lower()
    is_confirmed = str(claims.get("email_verified")).lower() == "true"
    is_identity = claims.get("token_use") == "id"
    member = workspaces.member(email) if email and is_confirmed and is_identity else None
    if member is None:
        raise RejectedError("not_a_member")
    return member


def _refused(error: RejectedError) -> Response[str]:
    return _json(_STATUS.get(error.reason, 400), {"error": error.reason})


def _away(_: UnavailableError) -> Response[str]:
    return _json(503, {"error": "unavailable"})


def _json(status: int, value: object) -> Response[str]:
    return Response(status_code=status, content_type="application/json", body=json.dumps(value))
