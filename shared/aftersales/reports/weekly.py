"""The weekly report as a record: every figure it shows, each with what it is made of. Pure: rendering and sending are elsewhere."""

from datetime import timedelta

from aftersales.metrics.compare import Compared
from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.figure import Figure, Maturity
from aftersales.metrics.period import Period, trailing
from aftersales.metrics.quotes import Quote, quotes
from aftersales.metrics.ranking import RankedCause, RankedProduct, alert_window, top_causes, top_products
from aftersales.metrics.refunds import REFUNDED_ORDERS, REFUNDED_VALUE
from aftersales.metrics.returns import (
    EXCHANGE_SHARE,
    RECEIVED_RATE,
    RETURN_CAUSES,
    RETURN_RATE,
    RETURN_WINDOW_DAYS,
    RETURNED_ORDERS,
)
from aftersales.metrics.reviews import NEGATIVE_FEEDBACK, NEGATIVE_REVIEWS, SATISFACTION, STARS
from aftersales.metrics.service import AWAITING, CAUSES, FIRST_RESPONSE, RESPONSE
from aftersales.records.record import Instant, Record

HEADLINES = (
    RETURN_RATE.name,
    REFUNDED_ORDERS.name,
    EXCHANGE_SHARE.name,
    NEGATIVE_REVIEWS.name,
    SATISFACTION.name,
    FIRST_RESPONSE.name,
)
"""The figures at the top of the report, in this order."""

_WEEKS = 12
_MATURE_DAYS = 91


class CauseSection(Record):
    """One of the week's commonest causes with what customers said."""

    ranked: RankedCause
    quotes: tuple[Quote, ...]


class WeeklyReport(Record):
    """《售后数据周报》: one workspace, one ISO week, as known at `made_at`."""

    workspace: str
    name: str
    zone: str
    period: Period
    made_at: Instant
    language: str
    threshold: float
    minimum_units: int
    headlines: tuple[Compared, ...]
    received: Figure
    returned_orders: Figure
    mature: Figure
    refunded_value: tuple[Figure, ...]
    response: Compared
    awaiting: Figure
    feedback: Figure
    stars: tuple[Figure, ...]
    trend: tuple[Figure, ...]
    causes: tuple[Figure, ...]
    unclassified: int
    top_causes: tuple[CauseSection, ...]
    return_causes: tuple[Figure, ...]
    product_period: Period
    products: tuple[RankedProduct, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the week, the headline first."""
        return (
            *(compared.figure for compared in self.headlines),
            self.received,
            self.returned_orders,
            *self.refunded_value,
            self.response.figure,
            self.awaiting,
            self.feedback,
            *self.stars,
            *self.causes,
            *self.return_causes,
            self.mature,
            *(product.figure for product in self.products),
        )

    @property
    def maturity(self) -> tuple[Maturity, ...]:
        """Every reason for which a headline figure may still move."""
        marks = {mark for compared in self.headlines for mark in compared.figure.maturity}
        return tuple(mark for mark in Maturity if mark in marks)


def weekly_report(evaluator: Evaluator, period: Period) -> WeeklyReport:
    """Collect the report of one week."""
    settings = evaluator.settings
    causes = evaluator.split(CAUSES.name, period)
    products = alert_window(evaluator)
    return WeeklyReport(
        workspace=settings.workspace,
        name=settings.name,
        zone=settings.zone,
        period=period,
        made_at=evaluator.as_of,
        language=settings.language,
        threshold=settings.return_rate_alert,
        minimum_units=settings.minimum_units,
        headlines=tuple(evaluator.compared(name, period) for name in HEADLINES),
        received=evaluator.figure(RECEIVED_RATE.name, period),
        returned_orders=evaluator.figure(RETURNED_ORDERS.name, period),
        mature=evaluator.figure(RETURN_RATE.name, _mature_period(period)),
        refunded_value=tuple(evaluator.split(REFUNDED_VALUE.name, period)),
        response=evaluator.compared(RESPONSE.name, period),
        awaiting=evaluator.figure(AWAITING.name, period),
        feedback=evaluator.figure(NEGATIVE_FEEDBACK.name, period),
        stars=tuple(sorted(evaluator.split(STARS.name, period), key=lambda figure: figure.key or "")),
        trend=tuple(
            evaluator.figure(RETURN_RATE.name, period.earlier(7 * back)) for back in reversed(range(_WEEKS))
        ),
        causes=tuple(figure for figure in causes if figure.key is not None),
        unclassified=int(sum(figure.numerator or 0 for figure in causes if figure.key is None)),
        top_causes=tuple(
            CauseSection(ranked=ranked, quotes=tuple(quotes(evaluator.lake, period, ranked.cause)))
            for ranked in top_causes(evaluator, period)
        ),
        return_causes=tuple(
            figure for figure in evaluator.split(RETURN_CAUSES.name, period) if figure.key is not None
        ),
        product_period=products,
        products=tuple(top_products(evaluator, products)),
    )


def _mature_period(period: Period) -> Period:
    """The thirteen weeks whose return window had closed when the report's week ended."""
    return trailing(period.last - timedelta(days=RETURN_WINDOW_DAYS), _MATURE_DAYS, period.zone)
