"""A bucket that facts come into step by step, and what is told of each."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

from aftersales.lake.cubes import CubeLake
from aftersales.lake.refresh import Scope, refresh
from aftersales.lake.writer import LakeWriter
from aftersales.metrics.catalogue import contract
from aftersales.metrics.evaluate import Evaluator
from aftersales.records.case import Case
from aftersales.records.errors import UnavailableError
from aftersales.records.fact import Fact
from aftersales.records.restatement import Restatement
from tests.lake.in_memory import DEMO, InMemoryObjects
from tests.metrics.history import at, case

RETURNED, NEGATIVE, BOUGHT_AGAIN = (
    "return_rate.units.by_order",
    "neg_review_rate.by_review",
    "repurchase_rate.by_cohort",
)


def three_answered(asked: str) -> list[Case]:
    """Cases asked at one moment, each in a thread of its own, and answered after one, two and three hours."""
    return [
        case(number, asked, home=f"thread:shop/{number}", first_asked_at=at(asked)).having(
            first_answer_at=at(asked) + timedelta(hours=number)
        )
        for number in (1, 2, 3)
    ]


class Failing(InMemoryObjects):
    """A bucket that takes nothing while its key is in the place where it is `ill`."""

    ill: str | None = None

    def put(self, key: str, body: bytes) -> None:
        if self.ill and self.ill in key:
            raise UnavailableError("lake")
        super().put(key, body)


class Bucket:
    """A bucket that facts come into and that is refreshed at a moment."""

    def __init__(self, folder: Path) -> None:
        self.objects, self.folder = InMemoryObjects(), folder
        self.batches = 0
        self.settings = DEMO
        self.metrics: tuple[str, ...] = (RETURNED,)

    @property
    def scope(self) -> Scope:
        """The contracts in question: building is what takes time."""
        return Scope(contracts=tuple(contract(name) for name in self.metrics), quick=(), all=())

    def after(self, facts: Sequence[Fact], now: str) -> Evaluator:
        """Take facts in just before a moment, refresh, and ask as of then."""
        moment = at(now)
        taken = [one.having(ingested_at=moment - timedelta(minutes=30)) for one in facts]
        self.batches += 1
        LakeWriter(self.objects).write(f"b{self.batches}", facts=taken)
        refresh(self.objects, self.folder / "refresher", self.settings, {}, moment, self.scope)
        lake = CubeLake(DEMO, self.objects, self.folder / f"reader-{self.batches}")
        lake.refresh()
        return Evaluator(lake=lake, settings=DEMO, as_of=moment, draw=Random(1).randrange)


def of(found: Sequence[Restatement], metric: str) -> Restatement:
    """The one restatement of a metric."""
    (one,) = [one for one in found if one.metric == metric]
    return one
