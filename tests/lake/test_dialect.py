"""One contract, two engines: what DuckDB runs is told to Athena by a library, not by hand."""

from datetime import UTC, date, datetime

import pytest
from sqlglot import exp, parse_one

from aftersales.lake.dialect import athena_sql, written
from aftersales.lake.ledger import rows_of, sums_of
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Contract
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Filters
from tests.metrics.asking import WEEK, Asker, ask

__all__ = ["ask"]


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_each_contract_is_sql_for_athena(contract: Contract) -> None:
    """Its rows parse as Athena's dialect, with the local days that the ledger adds, and keep their column names."""
    text = athena_sql(rows_of(contract), {"metric": contract.name, "zone": "Asia/Shanghai"}, "demo")
    assert written(parse_one(text, read="athena")) == text
    inner = parse_one(contract.sql, read="duckdb")
    assert isinstance(inner, exp.Query)
    assert {"entity", "dated", "known", "numerator", "denominator"} <= set(inner.named_selects)


@pytest.mark.parametrize("select", sums_of().values(), ids=sums_of())
def test_the_cubes_are_sql_for_athena(select: str) -> None:
    """Athena can sum the ledger up itself."""
    text = athena_sql(select, {}, "demo")
    assert written(parse_one(text, read="athena")) == text


class Recorder:
    """A lake that tells what it was asked."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.lake = evaluator.lake
        self.asked: list[tuple[str, dict[str, object]]] = []
        self.prepare = self.lake.prepare

    def query(self, sql: str, parameters: dict[str, object]) -> object:
        self.asked.append((sql, dict(parameters)))
        return self.lake.query(sql, parameters)


def test_what_the_evaluator_asks_is_sql_for_athena(ask: Asker) -> None:
    """Figures, splits, series and rows of every form."""
    plain = ask.evaluator([])
    recorder = Recorder(plain)
    asked = Evaluator(lake=recorder, settings=plain.settings, as_of=plain.as_of, draw=plain.draw)  # type: ignore[arg-type]
    for name, contract in CONTRACTS.items():
        asked.figure(name, WEEK)
        asked.rows(name, WEEK)
        for by in contract.dimensions:
            asked.split(name, WEEK, by)
    asked.series("first_response", [WEEK, WEEK.previous], Filters(cause="size_fit"))
    for sql, parameters in dict(recorder.asked).items():
        text = athena_sql(sql, parameters, "demo")
        assert "$" not in text
        assert "workspace = 'demo'" in text


def test_values_are_written_as_literals() -> None:
    """Quotes are doubled, moments are UTC, and a table keeps its alias."""
    moment = datetime(2026, 11, 2, 8, tzinfo=UTC)
    text = athena_sql(
        "SELECT a.x FROM ledger a WHERE x = $x AND t < $t AND d = $d AND n = $n",
        {"x": "O'Neil; --", "t": moment, "d": date(2026, 11, 2), "n": 2},
        "demo",
    )
    assert text == (
        "SELECT a.x FROM (SELECT * FROM ledger WHERE workspace = 'demo') AS a WHERE x = 'O''Neil; --' AND "
        "t < CAST('2026-11-02 08:00:00.000000' AS TIMESTAMP) AND d = CAST('2026-11-02' AS DATE) AND n = 2"
    )
