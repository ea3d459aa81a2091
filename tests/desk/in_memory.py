"""In-memory figures for the desk: sums that follow from the metric's name and the week alone."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from aftersales.desk.figures import Overview
from aftersales.metrics.catalogue import contract
from aftersales.metrics.compare import Compared, change
from aftersales.metrics.contract import Form
from aftersales.metrics.figure import Figure, Filters, Maturity, Reason, RecordRow
from aftersales.metrics.period import Period
from aftersales.metrics.quotes import Quote
from aftersales.metrics.statistics import Interval, wilson
from aftersales.records.errors import UnavailableError
from aftersales.records.restatement import Restatement, RestatementCause
from aftersales.records.workspace import Settings

CAUSES = {
    "size_fit": 31,
    "lost_or_late": 24,
    "quality": 19,
    "usage_question": 12,
    "damaged_in_transit": 7,
    "complaint": 4,
}


PARTS = {
    "platform": ("shopify", "amazon", "woocommerce"),
    "market": ("US", "DE", "JP", "FR"),
    "store": ("shop",),
    "sku": ("JKT-21", "PWB-02", "LMP-4", "CAP-03"),
    "agent": ("lin@example.com", "kim@example.com", "temp@example.com"),
    "carrier": ("DHL", "YunExpress", "4PX"),
    "channel": ("mail", "chat"),
}
LEAVES = {"size_fit.too_small": 31, "lost_or_late.late": 24, "quality.pilling": 19, "usage_question": 12}
SAID = {
    "size_fit.too_small": "Die Jacke fällt viel zu klein aus.",
    "lost_or_late.late": "Hace tres semanas que espero el paquete.",
}


class InMemoryFigures:
    """Plays `Figures`: proportions around seven per cent of some hundred units, answers within some hours."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        self._settings = settings
        self._now = now
        self._made = [_row(index, now) for index in range(130)]

    def figure(self, name: str, period: Period, filters: Filters | None = None) -> Figure:
        return self._drawn(name, period, f"{filters.given if filters and filters.given else ''}")

    def _drawn(self, name: str, period: Period, salt: str, weight: float = 1) -> Figure:
        drawn = int(sha256(f"{name}{period.label}{salt}".encode()).hexdigest()[:6], 16)
        form = contract(name).form
        figure = Figure(metric=name, unit=contract(name).unit, period=period, as_of=self._now, enough=True)
        if form in {Form.DURATION, Form.MEAN}:
            value = 3 + drawn % 40 / 10 if form is Form.DURATION else 4 + drawn % 7 / 10
            interval = Interval(low=value * 0.8, high=value * 1.3 if form is Form.DURATION else value + 0.2)
            tail = value * 4 if form is Form.DURATION else None
            return figure.having(value=value, denominator=85 * weight, interval=interval, tail=tail)
        if form in {Form.COUNT, Form.TOTAL}:
            count = round((drawn % 60 + 25) * weight)
            return figure.having(value=count, numerator=count)
        units, back = round((300 + drawn % 90) * weight), round((18 + drawn // 7 % 16) * weight)
        return figure.having(
            value=back / units, numerator=back, denominator=units, interval=wilson(back, units)
        )

    def compared(self, name: str, period: Period, filters: Filters | None = None) -> Compared:
        now, before = self.figure(name, period, filters), self.figure(name, period.previous, filters)
        return Compared(figure=now, change=change(now, before, lambda _: 0))

    def comparisons(
        self, asked: Sequence[tuple[str, Filters | None]], period: Period, *, against: str = "previous"
    ) -> Sequence[Compared]:
        return [self.compared(name, period, filters) for name, filters in asked]

    def series(
        self, name: str, periods: Sequence[Period], filters: Filters | None = None
    ) -> Sequence[Figure]:
        found = [self.figure(name, period, filters) for period in periods]
        return [*found[:-1], found[-1].having(maturity=(Maturity.RETURN_WINDOW,))]

    def courses(
        self, names: Sequence[str], periods: Sequence[Period], filters: Filters | None = None
    ) -> dict[str, Sequence[Figure]]:
        return {name: self.series(name, periods, filters) for name in names}

    def split(
        self, name: str, period: Period, by: str = "part", filters: Filters | None = None
    ) -> Sequence[Figure]:
        if by in PARTS:
            # The last of them has too few to be judged.
            weights = [1.0] * (len(PARTS[by]) - 1) + [0.04]
            return [
                self._drawn(name, period, key, weight).having(key=key, enough=weight == 1)
                for key, weight in zip(PARTS[by], weights, strict=True)
            ]
        parts = _parts(name, by)
        total = sum(parts.values())
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
                enough=total >= contract(name).minimum,
            )
            for key, count in parts.items()
        ]

    def splits(
        self, names: Sequence[str], period: Period, by: str = "part", filters: Filters | None = None
    ) -> dict[str, Sequence[Figure]]:
        return {name: self.split(name, period, by, filters) for name in names}

    def splits_of_each(
        self, narrowings: Sequence[Filters], names: Sequence[str], period: Period, by: str
    ) -> list[dict[str, Sequence[Figure]]]:
        return [self.splits(names, period, by, filters) for filters in narrowings]

    def titles(self, items: Collection[str]) -> Mapping[str, str]:
        return {item: f"{item.title()} in white" for item in items}

    def quotes(
        self, period: Period, cause: str, filters: Filters | None = None, count: int = 2
    ) -> Sequence[Quote]:
        if cause not in SAID:
            return []
        quote = Quote(
            entity="message:shop/1",
            home="order:shop/900",
            text=SAID[cause],
            language="de" if cause.startswith("size") else "es",
            stars=2,
            at=self._now,
            confidence=0.8,
        )
        return [quote]

    def voices(
        self, period: Period, causes: Sequence[str], filters: Filters | None = None, count: int = 2
    ) -> dict[str, Sequence[Quote]]:
        return {cause: self.quotes(period, cause, filters, count) for cause in causes}

    def restatements(self, period: Period | None = None) -> Sequence[Restatement]:
        late = Restatement(
            metric="return_rate.units.by_order",
            period="2026-W08",
            old_numerator=20,
            old_denominator=300,
            new_numerator=24,
            new_denominator=300,
            cause=RestatementCause.LATE,
            at=self._now,
        )
        return [late, late.having(cause=RestatementCause.MATURED, new_numerator=27)]

    def rows(
        self, name: str, period: Period, filters: Filters | None = None, *, limit: int = 100, offset: int = 0
    ) -> Sequence[RecordRow]:
        return self._made[offset : offset + limit]


def _parts(name: str, by: str) -> dict[str, int]:
    if name in {"conversations_started", "customer_messages", "agent_messages"}:
        return {f"{day}-{hour:02}": (day * 7 + hour * 5) % 23 for day in range(1, 8) for hour in range(24)}
    if name == "star_distribution.by_review":
        return {"5": 61, "4": 22, "3": 9, "2": 4, "1": 11}
    return LEAVES if by == "cause" else CAUSES


class NoFacts(InMemoryFigures):
    """A workspace in which nothing has happened yet."""

    def _drawn(self, name: str, period: Period, salt: str, weight: float = 1) -> Figure:
        figure = Figure(metric=name, unit=contract(name).unit, period=period, as_of=self._now)
        return figure.having(reason=Reason.NO_DENOMINATOR)

    def split(
        self, name: str, period: Period, by: str = "part", filters: Filters | None = None
    ) -> Sequence[Figure]:
        return []

    def rows(
        self, name: str, period: Period, filters: Filters | None = None, *, limit: int = 100, offset: int = 0
    ) -> Sequence[RecordRow]:
        return []

    def restatements(self, period: Period | None = None) -> Sequence[Restatement]:
        return []


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
