"""The JSON API: who may call what, and the document that describes it."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from aftersales.metrics.movers import Movers
from aftersales.metrics.period import Period
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.workspace import Connection, Role, Settings
from aftersales.web.addresses import encode_home
from aftersales.web.api import OPERATIONS, Api
from aftersales.web.api_operations import ApiRooms, Imported
from tests.desk.in_memory import InMemoryFigures
from tests.web.in_memory import NOW, House
from tests.web.seller import house

HOME = encode_home("order:shop/900")
DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"


class InMemoryImports:
    def __init__(self) -> None:
        self.taken: list[tuple[str, str, bytes]] = []

    def __call__(self, connection: Connection, report: str, data: bytes, now: datetime) -> Imported:
        if report == "away":
            raise UnavailableError("queue")
        self.taken.append((connection.id, report, data))
        return Imported(read=2, sent=1, rejected=1)


def ranked(settings: Settings, now: datetime, period: Period, *, metric: str, by: str) -> Movers:
    """A ranking in which nothing stands out."""
    figure = InMemoryFigures(settings, now).figure(metric, period)
    return Movers(
        metric=metric,
        by=by,
        period=period,
        baseline=figure,
        worst=(),
        impact=(),
        fastest=(),
        family=0,
        dispersion=1,
    )


class Client:
    """Calls the API as one person, or with a header as a program."""

    def __init__(self, made: House, email: str = "kim@example.com", header: str = "", **claims: Any) -> None:
        self.header = header
        self.imports = InMemoryImports()
        self.claims = {"email": email, "email_verified": "true", "token_use": "id"} | claims
        self.api = Api(
            ApiRooms(
                dossiers=made.dossiers,
                workspaces=made.workspaces,
                deliveries=made.deliveries,
                figures_of=made.figures_of,
                movers_of=ranked,
                tokens=made.tokens,
                imports=self.imports,
            )
        )

    def call(
        self, method: str, path: str, query: dict[str, str] | None = None, body: Any = None
    ) -> tuple[int, Any]:
        """Make one call; gives status and decoded body."""
        event = {
            "version": "2.0",
            "rawPath": path,
            "rawQueryString": "",
            "headers": {"content-type": "application/json", "authorization": self.header},
            "queryStringParameters": query or {},
            "requestContext": {
                "http": {"method": method, "path": path},
                "stage": "$default",
                "authorizer": {"jwt": {"claims": self.claims, "scopes": None}},
            },
            "body": body if isinstance(body, str) else json.dumps(body) if body else None,
            "isBase64Encoded": False,
        }
        answer = self.api.answer(event, NOW)
        self.headers = answer["headers"]
        is_json = answer["headers"]["Content-Type"].startswith("application/json")
        return answer["statusCode"], json.loads(answer["body"]) if is_json else answer["body"]


@pytest.fixture
def client() -> Client:
    """An agent of a small seller."""
    return Client(house())


def test_cases_are_listed_by_filters_and_pages(client: Client) -> None:
    """The same filters as in the console; what is no state is refused with the field's name."""
    status, page = client.call("GET", "/api/cases", {"platform": "amazon"})
    assert (status, len(page["cases"]), page["after"]) == (200, 2, None)
    status, problem = client.call("GET", "/api/cases", {"state": "nonsense"})
    assert (status, problem["detail"][0]["loc"]) == (422, ["query", "state"])


def test_a_case_is_read_whole_and_acted_upon_once(client: Client) -> None:
    """Conversation, order and timeline come along; an act repeated under its key is harmless."""
    _, before = client.call("GET", f"/api/cases/{HOME}/1")
    assert before["conversation"][0]["text"].startswith("Guten Tag, die Jacke")
    assert before["order"]["number"] == "1001"
    act = {"key": "k1", "verb": "resolved"}
    for _ in range(2):
        status, case = client.call("POST", f"/api/cases/{HOME}/1/acts", body=act)
        assert (status, case["state"]) == (200, "resolved")
    _, after = client.call("GET", f"/api/cases/{HOME}/1")
    assert len(after["timeline"]) == len(before["timeline"]) + 1


def test_nobody_claims_what_the_system_does(client: Client) -> None:
    """An invitation is sent by the outbox, not by saying so."""
    status, answer = client.call("POST", f"/api/cases/{HOME}/1/acts", body={"key": "k", "verb": "invited"})
    assert (status, answer) == (403, {"error": "not_allowed"})


def test_a_figure_comes_with_its_rows(client: Client) -> None:
    """A page of records and where the next one begins."""
    _, answer = client.call("GET", "/api/figures/first_response", {"week": "2026-W10", "limit": "60"})
    assert answer["figure"]["unit"] == "hours"
    assert (len(answer["rows"]), answer["offset"]) == (60, 60)
    _, end = client.call("GET", "/api/figures/first_response", {"limit": "60", "offset": "120"})
    assert (len(end["rows"]), end["offset"]) == (10, None)
    assert client.call("GET", "/api/figures/none")[0] == 404


def test_connections_tell_their_health(client: Client) -> None:
    """The ill one first, with the code of its error."""
    _, health = client.call("GET", "/api/connections")
    assert (health[0]["condition"], health[0]["last_error"]) == ("ill", "http_503")


def test_a_manager_imports_a_file_for_a_connection_of_the_workspace() -> None:
    """The body is the file; an unknown connection or an empty body takes nothing in; a queue that is away is 503."""
    client = Client(house(), "lin@example.com")
    query = {"connection": "amazon-main", "report": "returns"}
    assert client.call("POST", "/api/imports", query, "a\tb\n1\t2\n") == (
        200,
        {"read": 2, "sent": 1, "rejected": 1, "reasons": []},
    )
    assert client.imports.taken == [("amazon-main", "returns", b"a\tb\n1\t2\n")]
    assert client.call("POST", "/api/imports", query | {"connection": "none"}, "x")[0] == 404
    assert client.call("POST", "/api/imports", query)[1] == {"error": "file_missing"}
    assert client.call("POST", "/api/imports", query | {"report": "away"}, "x")[0] == 503
    assert len(client.imports.taken) == 1


QUERIES = {
    "take_import": {"connection": "amazon-main", "report": "r"},
    "figures": {"metric": "first_response"},
    "figures_csv": {"metric": "first_response"},
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_roles_call_what_they_may(operation: Any, role: Role) -> None:
    """Every operation declares its roles; others get 403."""
    path = (
        operation.path.replace("<home>", HOME).replace("<number>", "1").replace("<metric>", "first_response")
    )
    query = QUERIES.get(operation.name, {})
    client = Client(house(), f"{role}@example.com")
    status, _ = client.call(
        operation.method,
        path,
        query,
        "x" if operation.name == "take_import" else {"key": "k", "verb": "answered"},
    )
    assert operation.access.roles
    assert status == (200 if role in operation.access.roles else 403)


@pytest.mark.parametrize(
    "claims",
    [{"email": ""}, {"email_verified": "false"}, {"token_use": "access"}, {"email": "nobody@example.com"}],
)
def test_a_token_that_proves_no_member_opens_nothing(claims: dict[str, str]) -> None:
    """An address that is missing, unconfirmed or unknown, and a token that is not an ID token, are refused."""
    client = Client(house(), **claims)
    assert client.call("GET", "/api/cases") == (403, {"error": "not_a_member"})


def test_another_workspace_sees_nothing_of_this_one() -> None:
    """Its own inbox is empty, and this one's case is not there."""
    stranger = Client(house(), "stranger@example.com")
    assert stranger.call("GET", "/api/cases")[1] == {"cases": [], "after": None}
    assert stranger.call("GET", f"/api/cases/{HOME}/1")[0] == 404


def test_the_api_describes_itself(client: Client) -> None:
    """The served document is the one in docs/, and names every operation."""
    status, served = client.call("GET", "/api/openapi.json")
    assert status == 200
    described = {(method.upper(), path) for path, methods in served["paths"].items() for method in methods}
    paths = [(one.method, one.path) for one in OPERATIONS]
    paths += [(one.method, one.path.replace("/api/", "/bi/")) for one in OPERATIONS if one.scope]
    declared = {(method, path.replace("<", "{").replace(">", "}")) for method, path in paths}
    assert described == declared
    assert json.loads(DOCUMENT.read_text(encoding="utf-8")) == client.api.schema()


def test_errors_of_ours_are_not_swallowed() -> None:
    """Only errors of a known kind become answers; a bug is raised, so that it is seen."""
    client = Client(house())
    client.api._rooms.workspaces.member = None  # type: ignore[method-assign,assignment]
    with pytest.raises(TypeError):
        client.call("GET", "/api/cases")
    assert issubclass(RejectedError, Exception)
