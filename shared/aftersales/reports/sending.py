"""Sends what is due: every standing subscription of a workspace, each report made once however many want it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import Period
from aftersales.records.errors import code_of
from aftersales.records.record import Instant
from aftersales.records.report import Subscription
from aftersales.records.workspace import Settings
from aftersales.reports.making import Made, Press, letter_id, make, report_id, send
from aftersales.reports.shape import Order
from aftersales.reports.subscriptions import due

SCHEDULE = "schedule"
"""The occasion of everything that subscriptions call for: one report per period, whoever asks first."""


@dataclass(slots=True)
class Sent:
    """What a run did: the reports that were wanted, how many letters were newly put, and what failed, by its code."""

    made: list[Made] = field(default_factory=list)
    letters: int = 0
    failed: list[str] = field(default_factory=list)


def order_of(subscription: Subscription) -> Order:
    """Return the report that a subscription is for."""
    known = {name: text for name, text in subscription.filters.items() if name in Filters.model_fields}
    return Order(kind=subscription.kind, subject=subscription.subject, filters=Filters(**known))


def send_due(
    figures: Callable[[], Evaluator],
    settings: Settings,
    standing: Sequence[Subscription],
    *,
    now: Instant,
    press: Press,
) -> Sent:
    """Send what is due; one reader's report that cannot be made does not cost the others theirs."""
    sent, known = Sent(), dict[str, Made]()
    for subscription, period in _wanted(settings, standing, now):
        order = order_of(subscription)
        name = report_id(settings.workspace, order, period, SCHEDULE)
        if _is_done(name, subscription, press):
            continue
        try:
            if name not in known:
                known[name] = make(figures, settings.workspace, order, period, occasion=SCHEDULE, press=press)
                sent.made.append(known[name])
            sent.letters += send(known[name], subscription, now, press)
        except Exception as error:  # noqa: BLE001 whatever one report suffers from, the other readers get theirs
            sent.failed.append(code_of(error))
    return sent


def _wanted(
    settings: Settings, standing: Sequence[Subscription], now: Instant
) -> Iterator[tuple[Subscription, Period]]:
    for subscription in standing:
        for period in due(subscription, now, settings.zone):
            yield subscription, period


def _is_done(report: str, subscription: Subscription, press: Press) -> bool:
    workspace = subscription.workspace
    if subscription.email:
        return press.outbox.get(workspace, letter_id(report, subscription.email)) is not None
    return press.store.report(workspace, report) is not None
