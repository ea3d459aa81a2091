"""The same contracts on the local cloud's Athena: infra/athena.yaml deployed over an export, figures set against DuckDB's.

That Athena is DuckDB behind Athena's interface. It proves the tables, the filled-in queries, the interface and the figures; that Trino
itself takes each text is what the parse of tests/lake/test_dialect.py says. Two things it lacks are made up for here: it does not
count partitions up by `storage.location.template` (so each object is laid where that template says it belongs, by the template's own
words), and it has no type for arrays and writes them as Python does.
"""

import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import boto3
import duckdb
import pytest

from aftersales.aws.athena import AthenaLake
from aftersales.lake.cubes import CubeLake
from aftersales.lake.dialect import athena_sql
from aftersales.lake.layout import cube_key
from aftersales.lake.ledger import rows_of, sums_of
from aftersales.lake.refresh import refresh
from aftersales.lake.writer import LakeWriter
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.contract import Contract, Lake, Source
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Filters
from aftersales.metrics.period import week
from infra.athena import PAGE
from infra.local.deployment import BUCKET, deploy
from infra.local.emulator import Emulator
from infra.local.host import free_port
from infra.local.mailbox import REGION
from infra.local.seller.deliveries import everything
from infra.local.seller.office_facts import office_facts
from infra.local.seller.reading import SETTINGS, cases_of, facts_of
from infra.local.seller.text_reading import read_texts
from infra.local.seller.world import build
from infra.local.template import ROOT, read_template
from tests.infra.local.seller.phrase_reader import PhraseReader
from tests.lake.in_memory import InMemoryObjects, snapshot

pytestmark = pytest.mark.cloud
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
WEEK = week("2026-W43", SETTINGS.zone)
FEW = 12
"""Contracts of which so small a history has no row: their queries run, and both engines find nothing."""
DATABASE, LAKE, READ = "aftersales", "lake", "counted-up"


class Athena:
    """boto3's client of the local cloud, with arrays as Athena writes them."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.start_query_execution = client.start_query_execution
        self.get_query_execution = client.get_query_execution
        self.stop_query_execution = client.stop_query_execution

    def get_paginator(self, name: str, /) -> "Athena":
        self._pages = self._client.get_paginator(name)
        return self

    def paginate(self, **asked: str) -> Iterator[Mapping[str, Any]]:
        for page in self._pages.paginate(**asked):
            found = page["ResultSet"]
            for place, column in enumerate(found["ResultSetMetadata"]["ColumnInfo"]):
                if column["Name"] in {"hours", "business"} and column["Type"] == "varchar":
                    column["Type"] = "array(double)"
                    for row in found["Rows"]:
                        cell = row["Data"][place]
                        if "VarCharValue" in cell:
                            cell["VarCharValue"] = cell["VarCharValue"].replace("None", "null")
            yield page


@dataclass(frozen=True, slots=True)
class Both:
    """One export, read by Athena and by DuckDB."""

    athena: AthenaLake
    duckdb: CubeLake
    objects: InMemoryObjects
    tables: Mapping[str, Mapping[str, Any]]

    def evaluators(self) -> tuple[Evaluator, Evaluator]:
        return evaluator(self.athena), evaluator(self.duckdb)


def evaluator(lake: Lake) -> Evaluator:
    """Ask a lake."""
    return Evaluator(lake=lake, settings=SETTINGS, as_of=NOW, draw=Random(1).randrange)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """The demo seller in small, exported, and infra/athena.yaml deployed over it on an emulator of its own."""
    folder = tmp_path_factory.mktemp("athena")
    objects = exported(folder)
    emulator = Emulator(folder, port=free_port(), keep=None, environment={})
    try:
        emulator.wait_until_ready()
        lake = CubeLake(SETTINGS, objects, folder / "reader")
        lake.refresh()
        lake.prepare(Source.LEDGER, CONTRACTS, None, NOW.date())
        tables = deployed(emulator.url, objects)
        athena = AthenaLake(
            client=Athena(client("athena", emulator.url)),
            workspace=SETTINGS.workspace,
            database=DATABASE,
            workgroup=DATABASE,
            to_athena=athena_sql,
            pause=lambda: time.sleep(0.02),
        )
        yield Both(athena, lake, objects, tables)
    finally:
        emulator.stop()


def exported(folder: Path) -> InMemoryObjects:
    """Simulate, read and export as the functions do."""
    world = build(now=NOW, orders=150)
    facts = facts_of(everything(world))
    known = [*facts.values(), *office_facts(world), *read_texts(facts, PhraseReader())]
    objects = InMemoryObjects()
    LakeWriter(objects).write("b", facts=known, cases=[snapshot(one) for one in cases_of(known)])
    refresh(objects, folder / "refresher", SETTINGS, {}, NOW)
    return objects


def client(service: Any, url: str) -> Any:
    """Call the emulator."""
    return boto3.client(
        service,
        endpoint_url=url,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def deployed(url: str, objects: InMemoryObjects) -> dict[str, Mapping[str, Any]]:
    """Deploy the stack, lay each object where its table's template places it, and return the tables."""
    s3, glue = client("s3", url), client("glue", url)
    for bucket in (BUCKET, LAKE, READ):
        s3.create_bucket(Bucket=bucket)
    deploy(read_template(PAGE), "athena", {"LakeBucket": LAKE}, client("cloudformation", url), s3, url)
    pages = glue.get_paginator("get_tables").paginate(DatabaseName=DATABASE)
    tables = {table["Name"]: table for page in pages for table in page["TableList"]}
    for name, table in tables.items():
        for key, folders in placed(table, objects):
            s3.put_object(Bucket=READ, Key=f"{name}/{folders}/rows.parquet", Body=objects.get(key))
        given = {key: table[key] for key in ("Name", "TableType", "PartitionKeys", "Parameters")}
        storage = table["StorageDescriptor"] | {"Location": f"s3://{READ}/{name}/"}
        glue.update_table(DatabaseName=DATABASE, TableInput=given | {"StorageDescriptor": storage})
    return tables


def placed(table: Mapping[str, Any], objects: InMemoryObjects) -> Iterator[tuple[str, str]]:
    """Yield each object that a table's template finds, with its partitions as folders ('workspace=demo/month=2026-11')."""
    template = table["Parameters"]["storage.location.template"].removeprefix(f"s3://{LAKE}/")
    pattern = re.sub(r"\\\$\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(template)) + "[^/]+"
    for key in objects.bodies:
        if found := re.fullmatch(pattern, key):
            yield key, "/".join(f"{name}={value}" for name, value in found.groupdict().items())


def test_every_exported_object_lies_where_one_table_looks(both: Both) -> None:
    """Nothing is exported that Athena would not find, nothing is found twice, and partitions are within what is counted up."""
    found = [key for table in both.tables.values() for key, _ in placed(table, both.objects)]
    exports = {key for key in both.objects.bodies if re.match(r"(ledger|tables|cubes)/.*\.parquet$", key)}
    # Kept for the next build to compare with; what comes of it is the table of restatements.
    for_no_reader = {cube_key(SETTINGS.workspace, "told")}
    assert for_no_reader <= exports
    assert sorted(found) == sorted(exports - for_no_reader)
    metrics = both.tables["ledger"]["Parameters"]["projection.metric.values"].split(",")
    assert {key.split("metric=")[1].split("/")[0] for key in exports if key.startswith("ledger/")} <= {
        *metrics
    }
    for table in both.tables.values():
        first = table["Parameters"].get("projection.month.range", "").partition(",")[0]
        for _, folders in placed(table, both.objects):
            assert "month=" not in folders or folders.partition("month=")[2] >= first


PARQUET = {"string": "VARCHAR", "int": "INTEGER"}


def test_the_history_has_something_of_nearly_every_contract(both: Both) -> None:
    """What is set side by side below is not two times nothing."""
    found = both.athena.query("SELECT DISTINCT metric FROM ledger", {})
    assert len(found) >= len(CONTRACTS) - FEW, CONTRACTS.keys() - {row["metric"] for row in found}


def test_each_table_has_the_columns_of_its_files(both: Both, tmp_path: Path) -> None:
    """Athena finds columns by name and refuses a file whose type is another: names and types are those of the Parquet."""
    for name, table in both.tables.items():
        said = {
            one["Name"]: PARQUET.get(one["Type"], one["Type"]).upper()
            for one in table["StorageDescriptor"]["Columns"]
        }
        for place, (key, _) in enumerate(placed(table, both.objects)):
            path = tmp_path / f"{name}{place}.parquet"
            path.write_bytes(both.objects.get(key))
            held = duckdb.read_parquet(str(path), hive_partitioning=False)
            types = dict(zip(held.columns, map(str, held.types), strict=True))
            simple = {column: kind for column, kind in types.items() if not re.search(r"[\[(]", kind)}
            assert said.keys() <= types.keys(), (name, key)
            assert types.keys() - said.keys() <= {key["Name"] for key in table["PartitionKeys"]}, (name, key)
            assert {column: said[column] for column in simple if column in said} == {
                column: kind for column, kind in simple.items() if column in said
            }, (name, key)


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_each_contract_gives_the_same_ledger(both: Both, contract: Contract) -> None:
    """Athena makes a contract's rows of the typed tables; they are those that refresh_cubes exported, each of them."""
    asked = {"metric": contract.name, "zone": SETTINGS.zone}
    ours = both.athena.query(rows_of(contract), asked)
    columns = ", ".join(ours[0]) if ours else "metric"
    both.duckdb.prepare(Source.LEDGER, [contract.name], None, NOW.date() + timedelta(days=400))
    theirs = both.duckdb.query(f"SELECT {columns} FROM ledger WHERE metric = $metric", asked)  # noqa: S608
    assert comparable(ours) == comparable(theirs)


@pytest.mark.parametrize(("name", "select"), sums_of().items(), ids=sums_of())
def test_the_cubes_are_sums_of_the_ledger(both: Both, name: str, select: str) -> None:
    """Athena sums the exported ledger up to the exported cubes."""
    theirs = both.duckdb.query(f"SELECT * FROM {name}", {})  # noqa: S608 — our own names
    held = {row["metric"] for row in theirs}
    assert comparable([row for row in both.athena.query(select, {}) if row["metric"] in held]) == comparable(
        theirs
    )


DOCUMENT = (ROOT / "docs" / "bi.md").read_text("utf-8")
QUERIES = [
    sql for sql in re.findall(r"```sql\n(.*?)```", DOCUMENT, re.DOTALL) if "approx_percentile" not in sql
]


@pytest.mark.parametrize("sql", QUERIES)
def test_the_documents_queries_run_as_they_stand(both: Both, sql: str) -> None:
    """What a person pastes into Athena finds something."""
    untold = replace(both.athena, to_athena=lambda text, _, __: text)
    found = untold.query(sql, {})
    assert found
    assert all(value is not None for row in found for value in row.values())


def comparable(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return rows in an order, numbers as doubles of twelve digits."""
    return sorted(json.dumps({name: plain(value) for name, value in row.items()}) for row in rows)


def plain(value: object) -> object:
    """Return what JSON can write."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.12g}"
    return value if value is None or isinstance(value, str | bool) else str(value)


def test_every_figure_is_the_same(both: Both) -> None:
    """All metrics of a week with their intervals, a week before, by product and by market, and the records behind them."""
    athena, duck = both.evaluators()
    asked = [(name, None) for name in CONTRACTS]
    same(athena.figures(asked, WEEK), duck.figures(asked, WEEK))
    for by in ("part", "sku", "market", "cause"):
        ours, theirs = (one.splits([*CONTRACTS], WEEK, by) for one in (athena, duck))
        for name in CONTRACTS:
            same(ours[name], theirs[name])
    some = Filters(market="DE")
    for name in ("return_rate.units.by_order", "first_response", "star_mean.by_review", "backlog"):
        same([athena.figure(name, WEEK, some)], [duck.figure(name, WEEK, some)])
        assert athena.rows(name, WEEK) == duck.rows(name, WEEK), name
    assert athena.restatements() == duck.restatements()


def same(ours: Sequence[Figure], theirs: Sequence[Figure]) -> None:
    """Fail unless figures agree to nine digits, in whatever order what is equal comes."""
    assert [rounded(one) for one in ours] == [rounded(one) for one in theirs]


def rounded(figure: Figure) -> dict[str, object]:
    """Return a figure's fields, numbers to nine digits."""
    return {
        name: f"{value:.9g}" if isinstance(value, float) else value
        for name, value in figure.model_dump().items()
    }
