"""Reads the table's stream: facts and case snapshots out of change records, and appends them to the lake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from aftersales.lake.writer import LakeWriter, Snapshot
from aftersales.records.case import Case
from aftersales.records.fact import Fact


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of a batch; `unreadable` are sequence numbers of records that no retry will make readable."""

    facts: int
    cases: int
    objects: int
    unreadable: tuple[str, ...]


def append(writer: LakeWriter, records: Sequence[Mapping[str, Any]]) -> Appended:
    """Append a batch of stream records. UnavailableError (from the bucket) means that the whole batch may come again."""
    facts: list[Fact] = []
    cases: list[Snapshot] = []
    unreadable: list[str] = []
    for record in records:
        change = record["dynamodb"]
        try:
            _sort(change, facts, cases)
        except (KeyError, ValueError, ValidationError):
            unreadable.append(change["SequenceNumber"])
    objects = writer.write(_batch_name(records[0]), facts=facts, cases=cases) if records else 0
    return Appended(len(facts), len(cases), objects, tuple(unreadable))


def _batch_name(first: Mapping[str, Any]) -> str:
    # A retry begins with the same record, so it writes the same objects again. A shorter retry (a bisected batch) leaves the
    # rest to the next one.
    return f"{first['dynamodb']['SequenceNumber']}-{first['eventID'][:12]}"


def _sort(change: Mapping[str, Any], facts: list[Fact], cases: list[Snapshot]) -> None:
    item = change["NewImage"]
    kind = item["kind"]["S"]
    if kind == "fact":
        facts.append(Fact.model_validate_json(item["body"]["S"]))
    elif kind in {"case", "moved"}:
        workspace, _, home = item["PK"]["S"].partition("#")
        cases.append(
            Snapshot(
                workspace=workspace,
                home=home,
                number=int(item["SK"]["S"].removeprefix("C#")),
                seen=int(item["seen"]["N"]),
                position=change["SequenceNumber"],
                case=Case.model_validate_json(item["body"]["S"]) if kind == "case" else None,
            )
        )
