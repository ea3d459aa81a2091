"""Errands of the functions that people call: pages, the JSON API, report links."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aftersales.accounts.api_tokens import issue
from aftersales.aws.api_tokens import DynamoTokenStore
from aftersales.aws.delivery_log import DynamoDeliveryLog
from aftersales.deliveries.webhook import Outcome
from aftersales.records.api_token import Scope
from aftersales.web.addresses import encode_home
from aftersales.web.api import OPERATIONS
from aftersales.web.assets import address
from aftersales.web.routes import ROUTES
from aftersales.web.routing import Route, find
from infra.local.template import ROOT
from tests.cases.building import STORE
from tests.infra.permissions.errands_insight import walk_insight
from tests.infra.permissions.errands_language import walk_language, walk_paid
from tests.infra.permissions.errands_out import fill_lake
from tests.infra.permissions.errands_privacy import walk_privacy
from tests.infra.permissions.errands_reports import walk_reports
from tests.infra.permissions.errands_settings import walk_second_factor, walk_settings
from tests.infra.permissions.stage import Stage
from tests.infra.permissions.stories import WORKSPACE, connect, move_in, now
from tests.web.in_memory import Answer, Browser, House

EMAIL, FIRST, CHOSEN = "manager@example.com", "First-password-1", "Chosen-password-2"
CASE = f"/cases/{encode_home(f'order:{STORE}/1')}/1"
DOSSIER = f"/dossiers/{encode_home(f'order:{STORE}/2')}"
METRIC = "return_rate.units.by_order"
REPORT = ROOT / "tests" / "infra" / "permissions" / "fba_returns.tsv"


def open_link(stage: Stage) -> None:
    """A report's link, and the same link with one letter changed."""
    fill_lake(stage)
    token = stage.run("send_reports", {})["link"].rsplit("/", 1)[-1]
    for changed, status in ((token, 302), (f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}", 403)):
        asked = {"pathParameters": {"token": changed}, "headers": {}, "queryStringParameters": None}
        assert stage.run("open_link", asked)["statusCode"] == status


@dataclass
class StagedConsole(House):
    """The console that the stage serves, in place of one in memory."""

    stage: Stage | None = None

    def console(self) -> Any:
        """Return what answers."""
        return self

    def answer(self, event: Mapping[str, Any], _: datetime) -> Any:
        """Invoke the function."""
        assert self.stage is not None
        return self.stage.run("serve_console", event)


class Walker(Browser):
    """A browser that notes which routes it has been on."""

    def __init__(self, house: House) -> None:
        super().__init__(house, now())
        self.seen: set[Route] = set()

    def send(self, method: str, address: str, form: dict[str, str] | None = None) -> Answer:
        """Send one request, which must not be refused."""
        answer = super().send(method, address, form)
        assert answer.status in {200, 303}, (method, address, answer.status)
        found = find(ROUTES, method, address.partition("?")[0])
        if found:
            self.seen.add(found[0])
        return answer


def serve_console(stage: Stage) -> None:
    """A first sign-in, every page, every form, and the way out."""
    fill_lake(stage)
    stage.run("watch_metrics", {})
    stage.table.delete(
        {"PK": WORKSPACE, "SK": "FIGURES#overview"}
    )  # so that the front page makes its figures itself
    stage.run("send_reports", {})
    connect(stage, "shop", "shopify")
    _count_deliveries(stage)
    walker = _enter(stage)
    pages = (
        "/language/en",
        "/",
        "/cases",
        "/alerts",
        "/connections",
        f"/figures/{METRIC}?period={_lately()}",
        DOSSIER,
    )
    for page in pages:
        walker.get(page)
    walker.get(f"/figures/{METRIC}/rows.csv")
    walker.get(address("console.css"))
    _act(walker)
    _share(walker)
    walk_reports(walker, stage)
    walk_language(walker, stage)
    walk_insight(walker, stage)
    walk_settings(walker)
    walk_privacy(walker, stage)
    walk_second_factor(walker, EMAIL, CHOSEN)
    walker.get("/")
    walker.submit("/sign-out")
    assert walker.seen == set(ROUTES), [route.path for route in ROUTES if route not in walker.seen]


def translate(stage: Stage) -> None:
    """The console's language desk alone: what a paid engine does is done there."""
    move_in(stage)
    walk_paid(_enter(stage), stage)


def _enter(stage: Stage) -> Walker:
    stage.client("cognito-idp").admin_create_user(
        UserPoolId=stage.name_of("UserPool"), Username=EMAIL, TemporaryPassword=FIRST
    )
    walker = Walker(StagedConsole(stage=stage))
    walker.get("/sign-in")
    walker.submit("/sign-in", email=EMAIL, password=FIRST)
    walker.submit("/new-password", password=CHOSEN, again=CHOSEN)
    return walker


def _act(walker: Walker) -> None:
    """Do everything to a case that can be done to it, each from a fresh page."""
    for verb, fields in {
        "assign": {"owner": EMAIL},
        "note": {"note": "seen"},
        "relabel": {"cause": "size_fit.too_small"},
        "answered": {},
        "resolve": {},
        "reopen": {},
    }.items():
        walker.get(CASE)
        walker.submit(f"{CASE}/{verb}", **fields)


def _share(walker: Walker) -> None:
    for action in ("share", "revoke"):
        page = walker.get("/reports").page
        forms = [str(form["action"]) for form in page.find_all("form") if form.get("action")]
        walker.submit(next(form for form in forms if form.endswith(f"/{action}")))


def _count_deliveries(stage: Stage) -> None:
    DynamoDeliveryLog(stage.table).count(WORKSPACE, "shop", {Outcome.STORED: 1}, now())


def _lately() -> str:
    """The days in which the lake's orders were sold."""
    return f"{now() - timedelta(days=80):%Y-%m-%d}..{now():%Y-%m-%d}"


def serve_api(stage: Stage) -> None:
    """Every operation, and a stranger."""
    fill_lake(stage)
    connect(stage, "amazon", "amazon", address="SELLER")
    _count_deliveries(stage)
    case = CASE.replace("/cases", "/api/cases")
    acts = {"key": "k1", "verb": "noted", "note": "seen"}
    imported = {"connection": "amazon", "report": "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"}
    asked: list[tuple[str, str, dict[str, str], str]] = [
        ("GET", "/api/cases", {"state": "waiting"}, ""),
        ("GET", "/api/cases", {"state": "answered"}, ""),
        ("GET", case, {}, ""),
        ("POST", f"{case}/acts", {}, json.dumps(acts)),
        ("GET", f"/api/figures/{METRIC}", {"period": _lately()}, ""),
        ("GET", "/api/metrics", {}, ""),
        ("GET", "/api/figures", {"metric": METRIC, "by": "sku"}, ""),
        ("GET", "/api/figures.csv", {"metric": METRIC, "grain": "day"}, ""),
        ("GET", "/api/movers", {"metric": METRIC, "period": _lately()}, ""),
        ("GET", "/api/connections", {}, ""),
        ("POST", "/api/imports", imported, Path(REPORT).read_text()),
    ]
    for method, path, query, body in asked:
        answer = stage.run("serve_api", _called(method, path, query, body, EMAIL))
        assert answer["statusCode"] == 200, (path, answer)
    assert stage.run("serve_api", _called("GET", "/api/cases", {}, "", "x@example.com"))["statusCode"] == 403
    _read_as_program(stage)
    assert len({(method, path) for method, path, _, _ in asked}) == len(OPERATIONS)


def _read_as_program(stage: Stage) -> None:
    ids = ("bi", "secret")
    store = DynamoTokenStore(stage.table)
    _, token = issue(store, workspace=WORKSPACE, name="BI", scopes=list(Scope), by=EMAIL, ids=ids, now=now())
    call = _called("GET", "/bi/figures.csv", {"metric": METRIC}, "", "")
    call["headers"]["authorization"] = f"Bearer {token}"
    del call["requestContext"]["authorizer"]
    assert stage.run("serve_api", call)["statusCode"] == 200


def _called(method: str, path: str, query: dict[str, str], body: str, email: str) -> dict[str, Any]:
    claims = {"email": email, "email_verified": "true", "token_use": "id"}
    return {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": urlencode(query),
        "headers": {"content-type": "application/json"},
        "queryStringParameters": query,
        "requestContext": {
            "http": {"method": method, "path": path},
            "stage": "$default",
            "authorizer": {"jwt": {"claims": claims, "scopes": None}},
        },
        "body": body,
        "isBase64Encoded": False,
    }
