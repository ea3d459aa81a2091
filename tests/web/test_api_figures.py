"""Figures for programs: one filter language with the console, tokens with scopes, and workspaces that never meet."""

import csv
from base64 import b64encode
from io import StringIO
from typing import Any

import pytest

from aftersales.accounts.api_tokens import issue, revoke
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.period import named
from aftersales.records.api_token import Scope
from aftersales.reports.semantic import COLUMNS
from aftersales.web.api import OPERATIONS
from aftersales.web.api_answers import FigureLine
from aftersales.web.api_asking import periods_of
from tests.desk.in_memory import InMemoryFigures
from tests.web.in_memory import NOW, House
from tests.web.seller import house
from tests.web.test_api import HOME, Client

RATE = "return_rate.units.by_order"


def token_of(made: House, *scopes: Scope, workspace: str = "w") -> tuple[str, str]:
    """A fresh token: its id and its text."""
    ids = (f"t{len(made.tokens.tokens(workspace))}", f"secret-{workspace}")
    token, text = issue(
        made.tokens,
        workspace=workspace,
        name="BI",
        scopes=scopes or tuple(Scope),
        by="lin@example.com",
        ids=ids,
        now=NOW,
    )
    return token.id, text


def program(made: House, text: str, kind: str = "Bearer", **claims: Any) -> Client:
    """A program with a token, whatever the gateway says about a person."""
    return Client(made, email="", header=f"{kind} {text}", **claims)


def test_lines_come_for_several_metrics_against_a_year_before() -> None:
    """Each with its interval, and what it is compared with."""
    made = house()
    status, lines = program(made, token_of(made)[1]).call(
        "GET", "/bi/figures", {"metric": f"{RATE},first_response", "period": "2026-02", "against": "year"}
    )
    assert (status, [line["metric"] for line in lines]) == (200, [RATE, "first_response"])
    assert (lines[0]["first_day"], lines[0]["last_day"], lines[0]["by"]) == ("2026-02-01", "2026-02-28", "")
    assert lines[0]["low"] < lines[0]["value"] < lines[0]["high"]
    assert lines[0]["before"] is not None


def test_lines_come_by_day_and_by_part() -> None:
    """A grain cuts the period, `by` its parts, `top` how many; keys tell them apart."""
    made = house()
    client = program(made, token_of(made)[1])
    _, days = client.call(
        "GET", "/bi/figures", {"metric": RATE, "from": "2026-02-02", "to": "2026-02-08", "grain": "day"}
    )
    assert [line["period"] for line in days] == [f"2026-02-0{day}" for day in range(2, 9)]
    _, parts = client.call(
        "GET", "/bi/figures", {"metric": RATE, "by": "market", "top": "2", "period": "2026-W06"}
    )
    assert {line["by"] for line in parts} == {"market"}
    assert len({line["key"] for line in parts}) == len(parts) == 2


@pytest.mark.parametrize(
    ("query", "error", "advice"),
    [
        (
            {"by": "sku", "grain": "day", "from": "2025-01-01", "to": "2025-12-31", "top": "5"},
            "too_many_questions",
            "leave `by` out",
        ),
        ({"grain": "day", "from": "2024-01-01", "to": "2025-12-31"}, "too_many_lines", "coarser grain"),
        (
            {"by": "sku", "grain": "day", "from": "2026-01-01", "to": "2026-02-28"},
            "too_many_lines",
            "smaller `top`",
        ),
    ],
)
def test_a_call_that_asks_for_too_much_is_told_what_to_narrow(
    query: dict[str, str], error: str, advice: str
) -> None:
    """No call becomes hundreds of questions to the lake; the answer says how many it would be, how many may be, and what to do."""
    made = house()
    asked: list[str] = []

    class Counted(InMemoryFigures):
        def splits(self, *args: Any, **more: Any) -> Any:
            asked.append("splits")
            return super().splits(*args, **more)

    made.figures_of = Counted
    status, answer = program(made, token_of(made)[1]).call("GET", "/bi/figures", {"metric": RATE} | query)
    assert (status, answer["error"], asked) == (400, error, [])
    assert advice in answer["narrow"]
    few = {"metric": RATE, "by": "sku", "grain": "day", "top": "5", "from": "2026-01-01", "to": "2026-02-28"}
    assert program(made, token_of(made)[1]).call("GET", "/bi/figures", few)[0] == 200
    assert len(asked) <= 62


@pytest.mark.parametrize("narrowed", [{"store": "shop"}, {"agent": "kim@example.com"}, {"against": "year"}])
def test_movers_are_not_narrowed_in_silence(narrowed: dict[str, str]) -> None:
    """They are ranked over the whole workspace against the period before; whoever asks for something else is told."""
    made = house()
    status, answer = program(made, token_of(made)[1]).call(
        "GET", "/bi/movers", {"period": "2026-W06"} | narrowed
    )
    assert (status, answer["error"]) == (422, "unknown_parameter")


def test_rows_are_not_looked_for_beyond_all_bounds() -> None:
    """An offset that no database can count to is the caller's fault."""
    made = house()
    query = {"period": "2026-W10", "offset": "9" * 30}
    assert program(made, token_of(made)[1]).call("GET", f"/bi/figures/{RATE}", query)[0] == 422


def test_the_csv_is_the_same_table() -> None:
    """One row per line, the columns that the BI files expect, and cells that are no formula."""
    made = house()
    client = program(made, token_of(made)[1])
    query = {"metric": RATE, "by": "sku", "period": "2026-W06"}
    _, lines = client.call("GET", "/bi/figures", query)
    status, text = client.call("GET", "/bi/figures.csv", query)
    assert (status, client.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    table = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["key"] for row in table] == [line["key"] for line in lines]
    assert [float(row["value"]) for row in table] == [line["value"] for line in lines]
    assert list(table[0]) == list(FigureLine.model_fields) == [name for name, _, _ in COLUMNS]


def test_an_address_of_the_console_can_be_asked_of_the_api() -> None:
    """The same names, the same figure, the same records."""
    made = house()
    query = {"period": "2026-W10", "market": "DE"}
    _, answer = program(made, token_of(made)[1]).call("GET", f"/bi/figures/{RATE}", query)
    figures = made.figures_of(made.workspaces.settings("w"), NOW)
    assert answer["figure"]["period"]["label"] == "2026-W10"
    assert len(answer["rows"]) == 100
    assert answer["rows"][0]["entity"] == figures.rows(RATE, named("2026-W10", "UTC"))[0].entity


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"metric": "nonsense"}, 404),
        ({}, 422),
        ({"metric": RATE, "skuu": "typo"}, 422),
        ({"metric": RATE, "by": "weather"}, 422),
        ({"metric": RATE, "period": "2026-W60"}, 404),
        ({"metric": RATE, "period": "2026-13"}, 400),
        ({"metric": RATE, "from": "2020-01-01", "to": "2021-12-30", "grain": "day"}, 400),
        ({"metric": RATE, "top": "0"}, 422),
        ({"metric": RATE, "by": "carrier"}, 400),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(query: dict[str, str], status: int) -> None:
    """Unknown metrics, typing errors, periods that do not exist, too much at once: never a wrong table."""
    made = house()
    assert program(made, token_of(made)[1]).call("GET", "/bi/figures", query)[0] == status


def test_movers_are_ranked() -> None:
    """By a dimension that the metric has."""
    made = house()
    client = program(made, token_of(made)[1])
    status, answer = client.call("GET", "/bi/movers", {"metric": RATE, "by": "sku", "period": "2026-02"})
    assert (status, answer["by"], answer["period"]["label"]) == (200, "sku", "2026-02")
    assert client.call("GET", "/bi/movers", {"by": "carrier"})[1] == {"error": "not_by_this_dimension"}


def test_metrics_are_listed_in_both_languages() -> None:
    """All of them."""
    made = house()
    _, metrics = program(made, token_of(made)[1]).call("GET", "/bi/metrics")
    assert {one["name"] for one in metrics} == set(CONTRACTS)
    assert all(one["zh"] and one["formula_en"] for one in metrics)


def test_a_scope_opens_its_operations_and_no_others() -> None:
    """Figures without records, records without figures; what has no scope is not there for programs, nor is anything of /api."""
    made = house()
    paths = {
        operation.path.replace("/api/", "/bi/").replace("<metric>", RATE): operation.scope
        for operation in OPERATIONS
        if operation.scope
    }
    for scope in Scope:
        client = program(made, token_of(made, scope)[1])
        for path, needed in paths.items():
            expected = 200 if needed is scope else 403
            assert (
                client.call("GET", path, {"metric": RATE} if "figures" in path and RATE not in path else {})[
                    0
                ]
                == expected
            )
    everything = program(made, token_of(made)[1])
    for operation in OPERATIONS:
        path = operation.path.replace("<home>", HOME).replace("<number>", "1").replace("<metric>", RATE)
        assert everything.call(operation.method, path, {"metric": RATE})[0] in {403, 422}
        if operation.scope is None:
            assert everything.call(operation.method, path.replace("/api/", "/bi/"))[0] == 404


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer hwas.w.t0.wrong", "Basic !!", "Basic dTpw", "Digest x"]
)
def test_without_a_right_token_nothing_opens(header: str) -> None:
    """401, with the word that makes a spreadsheet ask for it; a person's claims do not help below /bi."""
    made = house()
    token_of(made)
    client = Client(made, header=header)
    assert client.call("GET", "/bi/metrics") == (401, {"error": "token_refused"})
    assert client.headers["WWW-Authenticate"].startswith("Basic")


def test_spreadsheets_send_the_token_as_a_password() -> None:
    """Basic authentication with any user name; a revoked token is out at once."""
    made = house()
    name, text = token_of(made)
    client = program(made, b64encode(f"excel:{text}".encode()).decode(), "Basic")
    assert client.call("GET", "/bi/metrics")[0] == 200
    revoke(made.tokens, "w", name, NOW)
    assert client.call("GET", "/bi/metrics")[0] == 401


def test_workspaces_never_meet() -> None:
    """A token opens the workspace that made it: the other's figures are of the other's lake."""
    made = house()
    seen: list[str] = []
    figures_of = made.figures_of

    def watched(settings: Any, now: Any) -> Any:
        seen.append(settings.workspace)
        return figures_of(settings, now)

    made.figures_of = watched
    for workspace in ("w", "other"):
        program(made, token_of(made, workspace=workspace)[1]).call("GET", f"/bi/figures/{RATE}")
    assert seen == ["w", "other"]
    forged = token_of(made)[1].replace("hwas.w.", "hwas.other.")
    assert program(made, forged).call("GET", "/bi/metrics")[0] == 401


def test_figures_of_colleagues_are_not_for_everyone() -> None:
    """An agent cannot split by agent; an analyst can, as in the console."""
    query = {"metric": "first_response", "by": "agent"}
    assert Client(house(), "agent@example.com").call("GET", "/api/figures", query)[0] == 403
    assert Client(house(), "analyst@example.com").call("GET", "/api/figures", query)[0] == 200
    assert (
        Client(house(), "agent@example.com").call(
            "GET", "/api/figures/first_response", {"agent": "kim@example.com"}
        )[0]
        == 403
    )


def test_a_grain_counts_whole_pieces_that_begin_in_the_period() -> None:
    """Weeks of a month: those that begin in it; days of a week: seven; no grain: the period itself."""
    month = named("2026-02", "Asia/Shanghai")
    assert [one.label for one in periods_of(month, "week")] == [
        "2026-W06",
        "2026-W07",
        "2026-W08",
        "2026-W09",
    ]
    assert len(periods_of(named("2026-W06", "UTC"), "day")) == 7
    assert periods_of(month, None) == [month]
