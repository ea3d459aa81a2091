"""How figures of finished weeks were restated: what was said, what is said now, and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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
    }
)
MOST = 20


@dataclass(frozen=True, slots=True)
class Restated:
    """One restatement in the reader's words; `counted_…` say how much each value rests on, `address` opens the figure's rows."""

    contract: Contract
    period: Period
    before: str
    after: str
    counted_before: str
    counted_after: str
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
    return Restated(
        contract=metric,
        period=named(one.period, zone),
        before=_text(metric, one.old_numerator, one.old_denominator, values),
        after=_text(metric, one.new_numerator, one.new_denominator, values),
        counted_before=_counted(metric, one.old_numerator, one.old_denominator, values),
        counted_after=_counted(metric, one.new_numerator, one.new_denominator, values),
        cause=values.texts.gettext(CAUSES[one.cause]),
        at=one.at,
        address=f"/figures/{one.metric}?{urlencode({'period': one.period})}",
    )


def _text(metric: Contract, numerator: float, denominator: float, values: Values) -> str:
    value = stated_value(metric, numerator, denominator)
    return NOTHING if value is None else values.text(metric.unit, value)


def _counted(metric: Contract, numerator: float, denominator: float, values: Values) -> str:
    """Two shares may read alike while what they are shares of has changed."""
    parts = "/".join(values.sum(metric.name, one) for one in (numerator, denominator))
    return parts if metric.unit is Unit.SHARE else ""
