"""Change records of the table become facts and case snapshots."""

from typing import Any

from aftersales.lake.stream import append
from aftersales.lake.writer import LakeWriter
from aftersales.records.fact import Fact
from tests.lake.in_memory import InMemoryObjects
from tests.metrics.history import case, order


def record(sequence: str, **image: dict[str, str]) -> dict[str, Any]:
    """A record as the stream sends it."""
    return {"eventID": f"id{sequence}", "dynamodb": {"SequenceNumber": sequence, "NewImage": image}}


def fact_record(sequence: str, fact: Fact) -> dict[str, Any]:
    """A fact's record."""
    return record(sequence, kind={"S": "fact"}, body={"S": fact.model_dump_json(exclude_none=True)})


def test_a_batch_is_sorted_and_written() -> None:
    """Facts, a case and a case that moved: one object of facts and one of cases, named after the first record."""
    objects = InMemoryObjects()
    opened = case(1, "2026-11-01")
    place = {"PK": {"S": "demo#order:shop/1"}, "SK": {"S": "C#0001"}, "seen": {"N": "3"}}
    records = [
        fact_record("100", order("1", "2026-11-01")),
        record("101", kind={"S": "case"}, body={"S": opened.model_dump_json()}, **place),
        record("102", kind={"S": "moved"}, **place),
    ]
    done = append(LakeWriter(objects), records)
    assert (done.facts, done.cases, done.objects, done.unreadable) == (1, 2, 2, ())
    assert "facts/workspace=demo/month=2026-11/100-id100.parquet" in objects


def test_an_unreadable_record_does_not_hold_up_the_others() -> None:
    """It is named; all that could be read is in the lake."""
    objects = InMemoryObjects()
    broken = [record("1", kind={"S": "fact"}, body={"S": "{"}), record("2"), record("3", kind={"S": "fact"})]
    done = append(LakeWriter(objects), [*broken, fact_record("4", order("1", "2026-11-01"))])
    assert (done.facts, done.unreadable, len(objects)) == (1, ("1", "2", "3"), 1)


def test_an_empty_batch_is_nothing() -> None:
    """No record, no object."""
    assert append(LakeWriter(InMemoryObjects()), []).objects == 0
