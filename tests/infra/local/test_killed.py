"""A function's process may die at any moment: nothing is lost, nothing is doubled."""

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from aftersales.aws.objects import S3LakeObjects
from aftersales.intake.ingest import has_words
from aftersales.lake.layout import FACTS, prefix
from aftersales.outreach.invitations import plan
from aftersales.records.case import CaseState
from infra.local.cloud import LocalCloud
from tests.cases.in_memory import InMemoryDossierStore
from tests.infra.local.batches import (
    deliveries_of,
    keep,
    retrying_after,
    send_claim,
    settings_of,
    until,
)
from tests.infra.local.holdings import added, counts, facts_of, held, ingested, items_of, undisturbed

pytestmark = pytest.mark.cloud
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
# What works off a queue or the table's stream. Only the sending worker is missing: what left the house cannot be called back, so
# its lease is tried where its clock is (tests/outreach).
WORKERS = ("ingest_deliveries", "understand_texts", "write_lake", "run_rules")
CHUNK, SECONDS_BETWEEN_KILLS = 20, 0.6


@pytest.mark.parametrize(
    ("orders", "kills", "patience"),
    [(30, 1, 15), pytest.param(250, 4, 60, marks=pytest.mark.trial)],
)
def test_a_claimed_batch_survives_the_death_of_its_process(
    cloud: LocalCloud, orders: int, kills: int, patience: int
) -> None:
    """Killed in the middle of a batch, the function begins anew; facts and cases are those of an undisturbed ingest, to the byte."""
    workspace = f"batch-{orders}"
    deliveries = deliveries_of(workspace, orders, NOW)
    expected = undisturbed(ingested(deliveries, settings_of(workspace), []), workspace)
    with retrying_after(cloud, patience):
        send_claim(cloud, keep(cloud, deliveries))
        for kill in range(1, kills + 1):
            # Facts come first and cases after them, so a kill at any of these marks is in the middle.
            mark = len(expected.facts) * kill // (kills + 1)
            until(lambda mark=mark: counts(cloud, workspace).get("fact", 0) >= mark, 300)  # type: ignore[misc]
            assert cloud.kill("ingest_deliveries")
            assert len(held(cloud, workspace).cases) < len(expected.cases), "the batch was already done"
        cloud.drain(600)
    found = held(cloud, workspace)
    print(
        f"\n{len(deliveries)} deliveries, killed {kills} times: {len(found.facts)} facts, {len(found.cases)} cases"
    )
    store = ingested(deliveries, settings_of(workspace), added(cloud, workspace))
    assert found == undisturbed(store, workspace)
    assert expected.facts.items() <= found.facts.items()


@pytest.mark.parametrize(("orders", "times"), [(40, 2), pytest.param(200, 4, marks=pytest.mark.trial)])
def test_killing_every_worker_loses_nothing_and_doubles_nothing(
    cloud: LocalCloud, orders: int, times: int
) -> None:
    """Workers killed again and again leave facts and cases of an undisturbed run, every fact in the lake, every text read."""
    workspace = f"wild-{orders}"
    now = datetime.now(UTC)  # noqa: TID251 rules look back from the moment by the clock
    deliveries = deliveries_of(workspace, orders, now)
    with retrying_after(cloud, 10):
        for part in range(0, len(deliveries), CHUNK):
            send_claim(cloud, keep(cloud, deliveries[part : part + CHUNK], part))
        killed = _kill_workers(cloud, times)
        cloud.drain(600)
    print(f"\n{len(deliveries)} deliveries; killed {killed}")
    store = ingested(deliveries, settings_of(workspace), added(cloud, workspace))
    assert held(cloud, workspace) == undisturbed(store, workspace)
    facts = facts_of(cloud, workspace)
    assert _in_lake(cloud, workspace) == {fact.id for fact in facts}
    read = {fact.record.about for fact in facts if fact.record.kind == "understanding"}
    assert read == {fact.entity for fact in facts if has_words(fact)}
    assert _planned(cloud, workspace) == _to_plan(store, workspace, now)


def _kill_workers(cloud: LocalCloud, times: int) -> dict[str, int]:
    """Kill each worker as it comes up, until every one has died so many times."""
    killed = dict.fromkeys(WORKERS, 0)

    def every_one_has_died() -> bool:
        for worker in WORKERS:
            if killed[worker] < times:
                killed[worker] += cloud.kill(worker)
        time.sleep(SECONDS_BETWEEN_KILLS)
        return min(killed.values()) >= times

    until(every_one_has_died, 240)
    return killed


def _planned(cloud: LocalCloud, workspace: str) -> set[str]:
    keys = [item["SK"]["S"] for item in items_of(cloud, workspace)]
    return {key.removeprefix("OUTBOX#") for key in keys if key.startswith("OUTBOX#")}


def _to_plan(store: InMemoryDossierStore, workspace: str, now: datetime) -> set[str]:
    """Return what the rules make of the cases that are resolved."""
    settings = settings_of(workspace)
    resolved = [case for case in store.all_cases(workspace) if case.state is CaseState.RESOLVED]
    plans = [plan(case, store.dossier(workspace, case.home, settings), settings, now) for case in resolved]
    return {one.id for one in plans if one}


def _in_lake(cloud: LocalCloud, workspace: str) -> set[str]:
    """Return the ids of the facts in the lake."""
    objects = S3LakeObjects(cloud.client("s3"), cloud.resources["LakeBucket"])
    found: set[str] = set()
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as database:
        for key in objects.list(prefix(FACTS, workspace)):
            path = Path(folder) / "part.parquet"
            path.write_bytes(objects.get(key))
            rows = database.execute("SELECT id FROM read_parquet(?)", [str(path)]).fetchall()
            found |= {str(row[0]) for row in rows}
    return found
