"""Makes figures of sums. Python divides; the lake only adds."""

from collections.abc import Sequence
from datetime import timedelta
from math import inf, sqrt

from aftersales.metrics.contract import Contract, Form
from aftersales.metrics.figure import Figure, Maturity, Reason, Unit
from aftersales.metrics.period import Period
from aftersales.metrics.statistics import Z95, Interval, median_interval, quantile, wilson
from aftersales.metrics.sums import Sums
from aftersales.records.record import Instant

GRACE = timedelta(hours=72)
"""So long after its end a period may still receive late facts as a matter of course."""

_SCALES = {Unit.STARS: (1.0, 5.0), Unit.SCORE: (1.0, 5.0)}
"""No mean lies beyond the ends of its scale, however few answers there are."""

NOTHING: Sums = {
    "numerator": 0,
    "denominator": 0,
    "squares": 0,
    "parted": 0,
    "chosen": 0,
    "hours": (),
    "business": (),
}
"""The sums of no row at all."""


def empty(contract: Contract, period: Period, as_of: Instant, complete_through: Instant | None) -> Figure:
    """Return a figure that says nothing yet but what it is about."""
    return Figure(
        metric=contract.name,
        unit=contract.unit,
        period=period,
        as_of=as_of,
        maturity=_maturity(contract, period, as_of, complete_through),
        complete_through=complete_through,
    )


def whole(contract: Contract, blank: Figure, sums: Sums, cause: str | None) -> Figure:
    """Return the one figure of all rows; a share's is that of the asked cause, else how much of everything has a part."""
    if contract.form is Form.SHARE and cause is not None:
        return quotient(contract, blank.having(key=cause), sums["chosen"], sums["denominator"])
    if contract.form is Form.SHARE:
        return quotient(contract, blank, sums["parted"], sums["numerator"])
    return of_sums(contract, blank, sums)


def parts(
    contract: Contract, blank: Figure, rows: Sequence[Sums], by: str, cause: str | None
) -> list[Figure]:
    """Return a figure per key, biggest first, then by key; a share's parts are set against the denominator of all."""
    # Changes that cancel each other out leave a key without anything to say.
    rows = [row for row in rows if row.get("hours") or row.get("numerator") or row.get("denominator")]
    if contract.form is Form.SHARE and by in {"part", "cause"}:
        total = sum(row["denominator"] for row in rows)
        found = [_part(contract, _named(blank, row), row["numerator"], total) for row in rows]
    else:
        found = [_named(whole(contract, blank, row, cause), row) for row in rows]
    return sorted(found, key=lambda figure: (-_size(contract, figure), figure.key or ""))


def _named(figure: Figure, row: Sums) -> Figure:
    # The lake gives a text or nothing: validating the rest of every part again would take longer than the sums.
    return figure.model_copy(update={"key": row["key"]})


def of_sums(contract: Contract, blank: Figure, sums: Sums) -> Figure:
    """Return the figure of one row of sums."""
    if contract.form is Form.DURATION:
        return duration(contract, blank, sums["hours"], sums["business"])
    figure = quotient(contract, blank, sums["numerator"], sums["denominator"])
    if contract.form is Form.MEAN and figure.value is not None:
        squares = float(sums["squares"] or 0)
        return figure.having(squares=squares, interval=_of_mean(figure, squares))
    return figure


def quotient(contract: Contract, blank: Figure, numerator: float, denominator: float) -> Figure:
    """Divide, or say why not."""
    sums = {"numerator": float(numerator), "denominator": float(denominator)}
    if contract.form in {Form.COUNT, Form.TOTAL}:
        return blank.having(**sums, value=float(numerator), enough=True)
    if not denominator:
        return blank.having(**sums, reason=contract.missing)
    return blank.having(
        **sums,
        value=numerator / denominator * contract.scale,
        interval=_interval(contract, numerator, denominator),
        enough=denominator >= max(contract.minimum, 1),
    )


def duration(contract: Contract, blank: Figure, hours: Sequence[float], business: Sequence[float]) -> Figure:
    """Return median and 90th percentile of sorted hours."""
    if not hours:
        return blank.having(reason=contract.missing)
    return blank.having(
        denominator=float(len(hours)),
        value=quantile(hours, 0.5),
        tail=quantile(hours, 0.9),
        business=quantile(business, 0.5) if business else None,
        interval=median_interval(hours),
        enough=len(hours) >= contract.minimum,
    )


def _part(contract: Contract, blank: Figure, numerator: float, total: float) -> Figure:
    if blank.key is None:
        return blank.having(numerator=float(numerator), denominator=float(total), reason=Reason.UNCLASSIFIED)
    return quotient(contract, blank, numerator, total)


def _size(contract: Contract, figure: Figure) -> float:
    return figure.denominator if contract.form is Form.DURATION else figure.numerator or 0


def _interval(contract: Contract, numerator: float, denominator: float) -> Interval | None:
    if contract.form not in {Form.PROPORTION, Form.SHARE} or not 0 <= numerator <= denominator:
        return None
    share = wilson(numerator, denominator)
    return Interval(low=share.low * contract.scale, high=share.high * contract.scale)


def _of_mean(figure: Figure, squares: float) -> Interval | None:
    mean, count = figure.value or 0.0, figure.denominator
    if count < 2:  # noqa: PLR2004 — one value has no spread
        return None
    half = Z95 * sqrt(max(0.0, squares - count * mean * mean) / (count - 1) / count)
    least, most = _SCALES.get(figure.unit, (-inf, inf))
    return Interval(low=max(least, mean - half), high=min(most, mean + half))


def _maturity(
    contract: Contract, period: Period, as_of: Instant, complete_through: Instant | None
) -> tuple[Maturity, ...]:
    age = as_of - period.end
    marks = {
        Maturity.RUNNING: age < timedelta(),
        Maturity.LATE_FACTS: timedelta() <= age < GRACE,
        Maturity.RETURN_WINDOW: age < timedelta(days=contract.matures_days),
        Maturity.CONNECTION_BEHIND: complete_through is not None
        and complete_through < min(period.end, as_of - GRACE),
    }
    return tuple(mark for mark, is_so in marks.items() if is_so)
