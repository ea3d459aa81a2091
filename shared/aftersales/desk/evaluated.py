"""The figures of a workspace, asked of its lake."""

from collections.abc import Sequence
from dataclasses import dataclass

from aftersales.metrics.compare import Compared, compared
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Filters, RecordRow
from aftersales.metrics.period import Period
from aftersales.metrics.statistics import Draw


@dataclass(frozen=True, slots=True)
class EvaluatedFigures:
    """Plays `Figures` with an evaluator; `draw` is the chance that intervals of medians need."""

    evaluator: Evaluator
    draw: Draw

    def figure(self, name: str, period: Period, filters: Filters | None = None) -> Figure:
        """Ask for one figure."""
        return self.evaluator.figure(name, period, filters)

    def compared(self, name: str, period: Period, filters: Filters | None = None) -> Compared:
        """Ask for a figure and the one before."""
        return compared(self.evaluator, name, period, self.draw, filters)

    def split(
        self, name: str, period: Period, by: str = "part", filters: Filters | None = None
    ) -> Sequence[Figure]:
        """Ask for a figure of each part."""
        return self.evaluator.split(name, period, by, filters)

    def rows(
        self, name: str, period: Period, filters: Filters | None = None, *, limit: int = 100, offset: int = 0
    ) -> Sequence[RecordRow]:
        """Ask for the records behind a figure."""
        return self.evaluator.rows(name, period, filters, limit=limit, offset=offset)
