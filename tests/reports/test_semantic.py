"""Files and documents for BI tools say what is true: they are read, run, and compared with the figures themselves."""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

import pytest
import sqlglot
from sqlglot import exp

from aftersales.accounts.api_tokens import issue
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Source
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import named
from aftersales.records.api_token import Scope
from aftersales.reports.semantic import COLUMNS, FILES
from aftersales.web.api import OPERATIONS
from tests.web.in_memory import NOW
from tests.web.seller import house
from tests.web.test_api import Client

ADDRESS = "https://console.example"
DOCUMENT = (Path(__file__).parents[2] / "docs" / "bi.md").read_text(encoding="utf-8")
ADDRESSES = re.findall(r"`(/bi/[^`?]+(?:\?[^`]*)?)`", DOCUMENT)
QUERIES = re.findall(r"```sql\n(.*?)```", DOCUMENT, re.DOTALL)


def test_power_bi_opens_a_connection() -> None:
    """The shape that Power BI Desktop reads: one source, imported, at the console's address."""
    found = json.loads(FILES["aftersales.pbids"](ADDRESS))
    assert found["version"] == "0.1"
    (source,) = found["connections"]
    assert source["details"] == {"protocol": "http", "address": {"url": f"{ADDRESS}/bi/figures.csv"}}
    assert source["mode"] == "Import"


def test_the_power_query_script_is_whole() -> None:
    """Brackets and quotes close, every column has its type, every metric its names; the address stands once."""
    text = FILES["aftersales.pq"](ADDRESS)
    code = re.sub(r"//.*", "", re.sub(r'"(?:[^"]|"")*"', "_", text))
    assert '"' not in code
    for opening, closing in ("()", "[]", "{}"):
        assert code.count(opening) == code.count(closing)
    assert all(f'{{"{name}", type' in text for name, _, _ in COLUMNS)
    assert all(f'{{"{name}", "' in text for name in CONTRACTS)
    assert text.count(ADDRESS) == 1
    assert code.count(";") == 4


def test_the_tableau_source_is_well_formed() -> None:
    """Every quotient and sum is a calculated field over columns that are there; names are unique."""
    root = ET.fromstring(FILES["aftersales.tds"](ADDRESS))  # noqa: S314 our own file
    names = [column.get("name", "") for column in root.iter("column")]
    assert len(set(names)) == len(names)
    formulas = {
        column.get("name", "")[13:-1]: calculation.get("formula", "")
        for column in root.iter("column")
        for calculation in column.iter("calculation")
    }
    used = {name for formula in formulas.values() for name in re.findall(r"\[\w+\]", formula)}
    assert used <= set(names)
    assert set(formulas) <= set(CONTRACTS)
    assert "return_rate.units.by_order" in formulas
    assert "first_response" not in formulas


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_the_document_answers(address: str) -> None:
    """Each example is asked of the API as it stands; together they show every operation that programs have."""
    made = house()
    _, token = issue(
        made.tokens, workspace="w", name="BI", scopes=list(Scope), by="x", ids=("a", "b"), now=NOW
    )
    path, _, text = address.partition("?")
    query: dict[str, str] = {}
    for name, value in parse_qsl(text):
        query[name] = f"{query[name]},{value}" if name in query else value
    if path in {"/bi/figures.csv", "/bi/figures"} and "metric" not in query:
        query["metric"] = "first_response"
    status, _ = Client(made, email="", header=f"Bearer {token}").call("GET", path, query)
    assert status == 200


def test_the_document_shows_every_operation_of_programs() -> None:
    """An operation that nobody reads of is not there."""
    shown = {address.partition("?")[0] for address in ADDRESSES}
    wanted = {
        operation.path.replace("/api/", "/bi/").replace("<metric>", "return_rate.units.by_order")
        for operation in OPERATIONS
        if operation.scope
    }
    assert wanted <= shown


@pytest.mark.parametrize("sql", QUERIES)
def test_every_query_of_the_document_is_athenas(sql: str) -> None:
    """It parses in Athena's dialect, names its workspace, and reads nothing but the ledger."""
    tree = sqlglot.parse_one(sql, read="athena")
    assert {table.name for table in tree.find_all(exp.Table)} == {"ledger"}
    assert "workspace = 'demo'" in sql


def _run(quarter: Evaluator, sql: str) -> list[Mapping[str, object]]:
    """The query on DuckDB, over the sample's ledger, which holds one workspace, with the midnights of its zone."""
    local = sql.replace("2026-10-01 00:00", "2026-09-30 16:00").replace(
        "2026-11-01 00:00", "2026-10-31 16:00"
    )
    text = sqlglot.transpile(local.replace("workspace = 'demo' AND ", ""), read="athena", write="duckdb")[0]
    metric = re.search(r"metric = '([\w.]+)'", sql)
    assert metric is not None
    quarter.lake.prepare(Source.LEDGER, {metric[1]}, None, date(2026, 12, 1))
    return list(quarter.lake.query(text, {}))


def test_the_documents_queries_give_the_consoles_figures(quarter: Evaluator) -> None:
    """The rate by market is the Evaluator's own; causes and medians run as well."""
    rates, known, causes, median = (_run(quarter, sql) for sql in QUERIES)
    october = named("2026-10", "Asia/Shanghai")
    for row in rates:
        figure = quarter.figure("return_rate.units.by_order", october, Filters(market=str(row["market"])))
        assert row["rate"] == pytest.approx(figure.value)
    assert known[0]["rate"] < max(row["rate"] for row in rates)  # type: ignore[type-var,operator]
    assert {row["part"] for row in causes} >= {"quality", "size_fit"}
    assert median[0]["n"]
