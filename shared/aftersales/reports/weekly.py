"""The weekly report: what a seller looks at every Monday, product by product and cause by cause."""

from datetime import timedelta

from aftersales.metrics.period import Period, trailing
from aftersales.metrics.returns import RETURN_WINDOW_DAYS
from aftersales.reports.asking import Asking
from aftersales.reports.names import (
    AWAITING,
    CAUSES,
    EXCHANGE_SHARE,
    FIRST_RESPONSE,
    NEGATIVE_FEEDBACK,
    NEGATIVE_REVIEWS,
    RECEIVED_RATE,
    REFUNDED_ORDERS,
    REFUNDED_VALUE,
    RESPONSE,
    RETURN_CAUSES,
    RETURN_RATE,
    RETURNED_ORDERS,
    SATISFACTION,
    STARS,
)
from aftersales.reports.shape import Headlines, More, Note, Products, Section, Trend, Voices

HEADLINES = (
    RETURN_RATE,
    REFUNDED_ORDERS,
    EXCHANGE_SHARE,
    NEGATIVE_REVIEWS,
    SATISFACTION,
    FIRST_RESPONSE,
)
"""The figures at the top of the report, in this order."""

_MORE = (RESPONSE, RETURNED_ORDERS, RECEIVED_RATE, REFUNDED_VALUE, NEGATIVE_FEEDBACK)
_WEEKS = 12
_VOICED = 5
"""Of so many causes a week lets customers speak: a fourth trouble is read about before it is the first."""
_MATURE_DAYS = 91


def weekly_sections(asking: Asking) -> tuple[Section, ...]:
    """Collect the sections of one week."""
    return (
        headlines(asking),
        trend(asking, _WEEKS),
        products(asking),
        asking.parts(CAUSES, "causes", "cause_names", is_large=True),
        voices(asking),
        more(asking),
        asking.parts(STARS, "stars", "star_names"),
        asking.parts(RETURN_CAUSES, "return_causes", "cause_names"),
        asking.restated((*HEADLINES, *_MORE)),
    )


def headlines(asking: Asking, *, year: bool = False) -> Headlines:
    """Return the headline figures; two of them say what their value alone would hide."""
    mature = _mature(asking)
    notes = {RETURN_RATE: mature, FIRST_RESPONSE: _awaiting(asking)}
    lines = asking.lines(HEADLINES, year=year)
    return Headlines(lines=tuple(line.having(note=notes.get(line.figure.metric)) for line in lines))


def trend(asking: Asking, periods: int) -> Trend:
    """Return the return rate over so many periods up to this one, and what it comes to once the window has closed."""
    return asking.trend(RETURN_RATE, asking.period.run(periods)).having(note=_mature(asking))


def products(asking: Asking) -> Products:
    """Return the products most surely returned over as many days as alerts look back."""
    period, days = asking.period, asking.evaluator.settings.alert_window_days
    return asking.products(trailing(period.last, days, period.zone))


def voices(asking: Asking) -> Voices:
    """Return the commonest causes with what customers said."""
    return asking.voices(asking.leading(CAUSES, most=_VOICED))


def more(asking: Asking, *, year: bool = False) -> More:
    """Return what a reader looks up rather than reads."""
    return More(lines=asking.lines(_MORE, year=year))


def _mature(asking: Asking) -> Note | None:
    """The thirteen weeks whose return window had closed when the period ended."""
    period = asking.period
    closed: Period = trailing(period.last - timedelta(days=RETURN_WINDOW_DAYS), _MATURE_DAYS, period.zone)
    figure = asking.evaluator.figure(RETURN_RATE, closed, asking.filters)
    return Note(text="mature", figure=figure) if figure.value is not None else None


def _awaiting(asking: Asking) -> Note:
    figure = asking.evaluator.figure(AWAITING, asking.period, asking.filters)
    return Note(text="awaiting" if figure.value else "none_awaiting", figure=figure)
