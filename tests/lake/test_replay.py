"""R12: the raw archive, replayed through the parsers, gives the same cubes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from aftersales.lake.refresh import Scope, refresh
from aftersales.lake.writer import LakeWriter
from aftersales.metrics.catalogue import contract
from infra.local.seller.deliveries import everything
from infra.local.seller.reading import facts_of
from infra.local.seller.world import build
from tests.lake.in_memory import DEMO, InMemoryObjects
from tests.lake.test_refresh import cells, exported

NOW = datetime(2026, 11, 16, tzinfo=UTC)
METRICS = ("return_rate.units.by_order", "refund_rate.orders.by_order", "neg_review_rate.by_review")
SOME = Scope(contracts=tuple(map(contract, METRICS)), quick=(), all=())


def test_a_replay_gives_the_same_cells(tmp_path: Path) -> None:
    """The same deliveries in another order, read again a month later and in other batches: every cell is the same."""
    deliveries = list(everything(build(now=NOW, orders=60)))
    found = []
    for replay in (0, 1):
        Random(replay).shuffle(deliveries)
        later = timedelta(days=30 * replay)
        objects = InMemoryObjects()
        facts = [
            one.having(workspace="demo", ingested_at=one.ingested_at + later)
            for one in facts_of(deliveries).values()
        ]
        for number in range(3):
            LakeWriter(objects).write(f"b{number}", facts=facts[number :: 3 - replay])
        refresh(objects, tmp_path / str(replay), DEMO, {}, NOW, SOME)
        found.append(cells(exported(objects, tmp_path / f"reader-{replay}"), METRICS))
    assert found[0] == found[1]
    assert len(found[0]["ledger"]) > 60
