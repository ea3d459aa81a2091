"""Writes batches of facts and case snapshots as Parquet. The key follows from the batch, so a retry overwrites.

Names and addresses of customers do not come along: no figure needs them, and a customer's key holds neither.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from aftersales.customers.forgetting import CONTACT
from aftersales.lake.layout import CASES, COLUMNS, FACTS, Objects, month_of, object_key
from aftersales.records.case import Case
from aftersales.records.fact import Fact


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A case after `seen` facts, as it stood at a position of the stream; `case` is None once it moved into another dossier."""

    workspace: str
    home: str
    number: int
    seen: int
    position: str
    case: Case | None


@dataclass(frozen=True, slots=True)
class LakeWriter:
    """Appends to the lake of all workspaces."""

    objects: Objects

    def write(self, batch: str, *, facts: Iterable[Fact] = (), cases: Iterable[Snapshot] = ()) -> int:
        """Write a batch under a name that the batch alone decides; return how many objects were written."""
        parts: dict[str, list[tuple[object, ...]]] = defaultdict(list)
        for fact in facts:
            key = object_key(FACTS, fact.workspace, month_of(fact.occurred_at), batch)
            parts[key].append(_fact_row(fact))
        for snapshot in cases:
            parts[object_key(CASES, snapshot.workspace, None, batch)].append(_case_row(snapshot))
        for key, rows in sorted(parts.items()):
            self.objects.put(key, to_parquet(key.split("/", 1)[0], rows))
        return len(parts)


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=None)


def _fact_row(fact: Fact) -> tuple[object, ...]:
    record = fact.record
    return (
        fact.id,
        fact.workspace,
        fact.connection,
        fact.platform,
        record.store,
        fact.type,
        fact.entity,
        fact.home,
        _utc(fact.occurred_at),
        _utc(fact.ingested_at),
        fact.version,
        fact.actor.value,
        record.model_dump_json(exclude_none=True, exclude=CONTACT.get(fact.type)),
    )


def _case_row(snapshot: Snapshot) -> tuple[object, ...]:
    return (
        snapshot.workspace,
        snapshot.home,
        snapshot.number,
        snapshot.seen,
        snapshot.position.rjust(40, "0"),
        snapshot.case is None,
        snapshot.case.model_dump_json(exclude_none=True, exclude=CONTACT["case"]) if snapshot.case else "{}",
    )


def to_parquet(dataset: str, rows: Sequence[tuple[object, ...]]) -> bytes:
    """Return the bytes of a Parquet file with a data set's columns."""
    columns = COLUMNS[dataset]
    # One statement for the whole batch: a column per parameter list is far quicker than a statement per row.
    lists = {f"c{index}": [row[index] for row in rows] for index in range(len(columns))}
    values = ", ".join(
        f'unnest(CAST(${place} AS {kind}[])) AS "{name}"'
        for place, (name, kind) in zip(lists, columns.items(), strict=True)
    )
    with TemporaryDirectory() as folder, _database().cursor() as cursor:
        path = Path(folder) / "part.parquet"
        cursor.execute(f"COPY (SELECT {values}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)", lists)
        return path.read_bytes()


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """One per process: opening it costs five times what writing a batch does."""
    return duckdb.connect()
