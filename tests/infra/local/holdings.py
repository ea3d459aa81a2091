"""What a workspace holds, in the local cloud's table and after an undisturbed ingest in memory, in one form that can be compared."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aftersales.deliveries.raw import RawDelivery
from aftersales.intake.ingest import Source, ingest
from aftersales.platforms.parsers import parser_of
from aftersales.records.fact import Fact
from aftersales.records.workspace import Settings
from infra.local.cloud import LocalCloud
from tests.cases.in_memory import InMemoryDossierStore
from tests.intake.in_memory import InMemoryDeliveryLog, InMemoryTextQueue

MOMENT = datetime(2026, 11, 22, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Held:
    """Facts without the moment of their ingestion, and cases, each as JSON by what identifies it."""

    facts: Mapping[str, str]
    cases: Mapping[str, str]


def held(cloud: LocalCloud, workspace: str) -> Held:
    """Read a workspace's facts and cases out of the table."""
    cases = {
        f"{item['PK']['S'].partition('#')[2]} {item['SK']['S']}": _sorted(json.loads(item["body"]["S"]))
        for item in items_of(cloud, workspace)
        if _kind(item) == "case"
    }
    return Held(_facts(facts_of(cloud, workspace)), cases)


def facts_of(cloud: LocalCloud, workspace: str) -> list[Fact]:
    """Return a workspace's facts as they lie in the table."""
    bodies = [item["body"]["S"] for item in items_of(cloud, workspace) if _kind(item) == "fact"]
    return [Fact.model_validate_json(body) for body in bodies]


def added(cloud: LocalCloud, workspace: str) -> list[Fact]:
    """Return the facts that no platform told: what engines read, and what the system did by itself."""
    return [fact for fact in facts_of(cloud, workspace) if fact.type in {"understanding", "action"}]


def ingested(
    deliveries: Sequence[RawDelivery], settings: Settings, also: Sequence[Fact]
) -> InMemoryDossierStore:
    """Ingest deliveries in memory, once each and in their order; `also` are facts that others add afterwards."""
    store = InMemoryDossierStore()
    ingest(
        [Source("archive", deliveries)],
        now=MOMENT,
        parser_of=parser_of,
        settings_of=lambda _: settings,
        store=store,
        texts=InMemoryTextQueue(),
        log=InMemoryDeliveryLog(),
        hasten=lambda *_: None,
        rewrite=lambda *_: None,
    )
    store.add(also, settings)
    return store


def undisturbed(store: InMemoryDossierStore, workspace: str) -> Held:
    """Return what a store in memory holds of a workspace."""
    cases = {
        f"{case.home} C#{case.number:04}": _sorted(json.loads(case.model_dump_json(exclude_none=True)))
        for case in store.all_cases(workspace)
    }
    return Held(_facts(store.facts(workspace)), cases)


def items_of(cloud: LocalCloud, workspace: str) -> list[dict[str, Any]]:
    """Return every item of a workspace."""
    pages = cloud.client("dynamodb").get_paginator("scan").paginate(TableName=cloud.resources["Table"])
    return [
        item for page in pages for item in page["Items"] if item["PK"]["S"].partition("#")[0] == workspace
    ]


def counts(cloud: LocalCloud, workspace: str) -> dict[str, int]:
    """Return how many items of each kind a workspace has."""
    kinds = [_kind(item) for item in items_of(cloud, workspace)]
    return {kind: kinds.count(kind) for kind in set(kinds)}


def _kind(item: Mapping[str, Any]) -> str:
    return str(item.get("kind", {}).get("S", ""))


def _facts(facts: Sequence[Fact]) -> dict[str, str]:
    return {
        fact.id: _sorted({**json.loads(fact.model_dump_json(exclude_none=True)), "ingested_at": None})
        for fact in facts
    }


def _sorted(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
