"""How figures of finished weeks were restated: what was said, what is said now, and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import urlencode

from aftersales.metrics.catalogue import CONTRACTS, contract
from aftersales.metrics.contract import Contract
from aftersales.metrics.figure import Unit
from aftersales.metrics.period import Period, named
from aftersales.metrics.stated import stated_value
from aftersales.records.record import Instant
from aftersales.records.restatement import Restatement, RestatementCause
from aftersales.web.values import NOTHING, Values
from aftersales.web.words import N_

CAUSES: Mapping[RestatementCause, str] = MappingProxyType(
    {
        RestatementCause.LATE: N_("something arrived late"),
        RestatementCause.EDITED: N_("something counted was edited"),
        RestatementCause.MERGED: N_("two customers proved to be one"),
        RestatementCause.MATURED: N_("it came to its end later"),
        RestatementCause.REDEFINED: N_("a setting or a definition was changed"),
        RestatementCause.CURRENCY: N_("amounts are told in another currency"),
    }
)
MOST = 20


@dataclass(frozen=True, slots=True)
class Restated:
    """One restatement in the reader's words; `beside_…` say what stands beside each value: how much it rests on, or other times.

    `address` opens the figure's rows.
    """

    contract: Contract
    period: Period
    before: str
    after: str
    beside_before: str
    beside_after: str
    cause: str
    at: Instant
    address: str


def restated(
    found: Sequence[Restatement],
    metrics: Collection[str],
    zone: str,
    values: Values,
    *,
    matured: bool = False,
) -> list[Restated]:
    """Return the newest restatements of some metrics; those that merely matured only if asked for."""
    wanted = [
        one
        for one in found
        if one.metric in metrics
        and one.metric in CONTRACTS
        and (matured or one.cause is not RestatementCause.MATURED)
    ]
    return [_worded(one, zone, values) for one in wanted[:MOST]]


def _worded(one: Restatement, zone: str, values: Values) -> Restated:
    metric = contract(one.metric)
    old, new = (
        replace(values, currency=currency or values.currency)
        for currency in (one.old_currency, one.new_currency)
    )
    times_before, times_after = _times(one, values)
    return Restated(
        contract=metric,
        period=named(one.period, zone),
        before=_text(metric, one.old_numerator, one.old_denominator, old),
        after=_text(metric, one.new_numerator, one.new_denominator, new),
        beside_before=times_before or _counted(metric, one.old_numerator, one.old_denominator, old),
        beside_after=times_after or _counted(metric, one.new_numerator, one.new_denominator, new),
        cause=values.texts.gettext(CAUSES[one.cause]),
        at=one.at,
        address=f"/figures/{one.metric}?{urlencode({'period': one.period})}",
    )


def _text(metric: Contract, numerator: float, denominator: float, values: Values) -> str:
    value = stated_value(metric, numerator, denominator)
    return NOTHING if value is None else values.text(metric.unit, value)


def _times(one: Restatement, values: Values) -> tuple[str, str]:
    """What a duration says beside its median, where that is what changed: its 90th percentile, and its business hours."""
    texts = values.texts
    told = (
        (texts.gettext("9 of 10 within %(time)s"), one.old_tail, one.new_tail),
        (texts.gettext("in business hours %(time)s"), one.old_business, one.new_business),
    )
    moved = [row for row in told if row[1] != row[2]]
    before = [_timed(words, old, values) for words, old, _ in moved]
    after = [_timed(words, new, values) for words, _, new in moved]
    return " · ".join(filter(None, before)), " · ".join(filter(None, after))


def _timed(words: str, hours: float | None, values: Values) -> str:
    return "" if hours is None else words % {"time": values.text(Unit.HOURS, hours)}


def _counted(metric: Contract, numerator: float, denominator: float, values: Values) -> str:
    """Two shares may read alike while what they are shares of has changed."""
    parts = "/".join(values.sum(metric.name, one) for one in (numerator, denominator))
    return parts if metric.unit is Unit.SHARE else ""
