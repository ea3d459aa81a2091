"""The supplier dossier: what to lay before a supplier, product by product, with causes, customers' words and the records."""

from itertools import chain

from aftersales.metrics.compare import Direction
from aftersales.metrics.figure import RecordRow
from aftersales.reports.asking import Asking
from aftersales.reports.names import NEGATIVE_REVIEWS, RETURN_CAUSES, RETURN_RATE
from aftersales.reports.shape import Breakdown, Headlines, Line, Section

_METRICS = (
    RETURN_RATE,
    "return_rate.units_received.by_order",
    "refund_rate.orders.by_order",
    NEGATIVE_REVIEWS,
    "damage_rate",
)
_COSTS = ("refund_rate.value.by_order", "return_rate.value.by_order", "cost_per_case.by_resolved")
_MOST = 60
_QUOTES = 3


def supplier_sections(asking: Asking, skus: tuple[str, ...]) -> tuple[Section, ...]:
    """Collect the sections of a supplier's products; one product is a dossier of its own."""
    each = [asking.narrowed(sku=sku) for sku in skus]
    alone = each[0] if len(each) == 1 else None
    overview = () if alone is None else (Headlines(lines=alone.lines(_METRICS, year=True)),)
    return (
        *overview,
        _side_by_side(each, (*_METRICS, *_COSTS)),
        *chain.from_iterable(_of_product(one) for one in each),
    )


def _side_by_side(each: list[Asking], names: tuple[str, ...]) -> Breakdown:
    lines: list[Line] = []
    for one in each:
        lines.extend(
            line.having(figure=line.figure.having(key=one.filters.sku))
            for line in one.lines(names)
            if line.change is None
            or line.change.direction is not Direction.TOO_LITTLE_DATA
            or line.figure.value
        )
    metrics = tuple(name for name in names if any(line.figure.metric == name for line in lines))
    return Breakdown(title="by_product", by="sku", metrics=metrics, lines=tuple(lines))


def _of_product(one: Asking) -> tuple[Section, ...]:
    sku = one.filters.sku or ""
    causes = one.parts(RETURN_CAUSES, "return_causes", "cause_names", by="cause", is_large=True)
    return (
        causes.having(of=sku),
        one.voices(causes.lines[:_QUOTES]).having(of=sku),
        one.evidence(RETURN_CAUSES, _MOST, _counts).having(of=sku),
    )


def _counts(row: RecordRow) -> bool:
    return bool(row.numerator)
