"""In-memory figures for the desk: sums that follow from the metric's name and the week alone."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from aftersales.desk.figures import Overview
from aftersales.metrics.catalogue import contract
from aftersales.metrics.compare import Compared, change
from aftersales.metrics.contract import Form
from aftersales.metrics.figure import Figure, Filters, RecordRow
from aftersales.metrics.period import Period
from aftersales.metrics.statistics import Interval, wilson
from aftersales.records.errors import UnavailableError
from aftersales.records.workspace import Settings

CAUSES = {
    "size_fit": 31,
    "lost_or_late": 24,
    "quality": 19,
    "usage_question": 12,
    "damaged_in_transit": 7,
    "complaint": 4,
}


class InMemoryFigures:
    """Plays `Figures`: proportions around seven per cent of some hundred units, answers within some hours."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        self._settings = settings
        self._now = now
        self._made = [_row(index, now) for index in range(130)]

    def figure(self, name: str, period: Period, filters: Filters | None = None) -> Figure:
        drawn = int(sha256(f"{name}{period.label}".encode()).hexdigest()[:6], 16)
        figure = Figure(metric=name, unit=contract(name).unit, period=period, as_of=self._now, enough=True)
        if contract(name).form is Form.DURATION:
            hours = 3 + drawn % 40 / 10
            interval = Interval(low=hours * 0.8, high=hours * 1.3)
            return figure.having(value=hours, denominator=85, interval=interval, tail=hours * 4)
        units, back = 300 + drawn % 90, 18 + drawn // 7 % 16
        return figure.having(
            value=back / units, numerator=back, denominator=units, interval=wilson(back, units)
        )

    def compared(self, name: str, period: Period, filters: Filters | None = None) -> Compared:
        now, before = self.figure(name, period, filters), self.figure(name, period.previous, filters)
        return Compared(figure=now, change=change(now, before, lambda _: 0))

    def split(
        self, name: str, period: Period, by: str = "part", filters: Filters | None = None
    ) -> Sequence[Figure]:
        total = sum(CAUSES.values())
        return [
            Figure(
                metric=name,
                unit=contract(name).unit,
                period=period,
                as_of=self._now,
                key=key,
                value=count / total,
                numerator=count,
                denominator=total,
            )
            for key, count in CAUSES.items()
        ]

    def rows(
        self, name: str, period: Period, filters: Filters | None = None, *, limit: int = 100, offset: int = 0
    ) -> Sequence[RecordRow]:
        return self._made[offset : offset + limit]


def _row(index: int, now: datetime) -> RecordRow:
    return RecordRow(
        entity=f"order_line:shop/{900 + index}/1",
        home=f"order:shop/{900 + index}",
        label=f"#{1001 + index}",
        at=now,
        numerator=1 if index % 9 == 0 else 0,
        denominator=1,
        sku=f"SKU-{index % 7}",
        store="shop",
        market="US",
        platform="shopify",
    )


class InMemoryOverviewStore:
    def __init__(self) -> None:
        self._kept: dict[str, Overview] = {}

    def load(self, workspace: str) -> Overview | None:
        return self._kept.get(workspace)

    def save(self, overview: Overview) -> None:
        self._kept[overview.workspace] = overview


def no_figures(settings: Settings, now: datetime) -> InMemoryFigures:
    """A lake that is away."""
    raise UnavailableError("lake")
