"""Restatements: what later knowledge made of a figure that was finished."""

from enum import StrEnum

from aftersales.records.record import Instant, Record


class RestatementCause(StrEnum):
    """Why a finished week's figure changed.

    LATE: a fact of that time arrived after it. EDITED: something counted was changed or withdrawn. MERGED: two customers proved to
    be one. MATURED: something that belongs to the week happened later, as returns of an order do. REDEFINED: a setting or a
    definition was changed, and weeks that were over are counted by the new one. CURRENCY: amounts are told in another currency,
    so old and new do not differ by what lies between the numbers.
    """

    LATE = "late"
    EDITED = "edited"
    MERGED = "merged"
    MATURED = "matured"
    REDEFINED = "redefined"
    CURRENCY = "currency"


class Restatement(Record):
    """One metric of one finished week, restated on one day.

    Numerators and denominators are those of the figure; of durations the median hours and the number of cases, beside the 90th
    percentile (`tail`) and the median of `business` hours, of counts what stood at the week's end. `currency` is that of amounts of
    money. `facts` are ids of facts that came since (at most 20), `at` is the moment of the newest restating of that day.
    """

    metric: str
    period: str
    old_numerator: float
    old_denominator: float
    new_numerator: float
    new_denominator: float
    cause: RestatementCause
    facts: tuple[str, ...] = ()
    at: Instant
    old_tail: float | None = None
    new_tail: float | None = None
    old_business: float | None = None
    new_business: float | None = None
    old_currency: str | None = None
    new_currency: str | None = None
