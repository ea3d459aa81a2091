"""What a text threatens, asks for or is, beside its cause; and how urgent that makes it."""

from collections.abc import Iterable
from enum import StrEnum

from aftersales.language.port import Urgency
from aftersales.records.cause import Cause


class Signal(StrEnum):
    """A flag on a text; its value is the stable name kept in facts. THANKS is a thank-you and nothing else."""

    COMPLAINT = "complaint"
    REFUND_WISH = "refund_wish"
    RETURN_WISH = "return_wish"
    EXCHANGE_WISH = "exchange_wish"
    REVIEW_THREAT = "review_threat"
    LEGAL = "legal"
    CHARGEBACK = "chargeback"
    SAFETY = "safety"
    PRESSING = "pressing"
    THANKS = "thanks"
    FEATURE_WISH = "feature_wish"
    COMPETITOR = "competitor"
    NOT_AS_DESCRIBED = "not_as_described"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"


WISHES = frozenset({Signal.REFUND_WISH, Signal.RETURN_WISH, Signal.EXCHANGE_WISH})
_RAISING = frozenset({Signal.SAFETY, Signal.LEGAL, Signal.CHARGEBACK, Signal.REVIEW_THREAT, Signal.PRESSING})
_DESCRIBING = frozenset(
    {
        Signal.FEATURE_WISH,
        Signal.COMPETITOR,
        Signal.NOT_AS_DESCRIBED,
        Signal.TOO_SMALL,
        Signal.TOO_LARGE,
    }
)
"""What a text tells of the goods; it asks for nothing and presses nobody."""

_BRANCHES_THAT_CAN_WAIT = frozenset({Cause.USAGE_QUESTION, Cause.OTHER})


OF_CAUSES = {
    Cause.SIZE_TOO_SMALL: Signal.TOO_SMALL,
    Cause.SIZE_TOO_LARGE: Signal.TOO_LARGE,
    Cause.NOT_AS_DESCRIBED: Signal.NOT_AS_DESCRIBED,
}
"""Signals that no phrase gives: a cause, or its branch, does."""


def signals_of(spoken: Iterable[str], causes: Iterable[Cause]) -> tuple[str, ...]:
    """Return the signals that words gave and those that follow from causes, in order of their names."""
    found = {str(signal) for signal in spoken}
    for cause in causes:
        found |= {OF_CAUSES[one].value for one in (cause, cause.branch) if one in OF_CAUSES}
    return tuple(sorted(found))


def urgency_of(signals: Iterable[str], cause: Cause | None, *, calm: bool) -> Urgency:
    """Danger, threats and deadlines are urgent; thanks, and calm questions about use, can wait."""
    found = {str(signal) for signal in signals} - _DESCRIBING
    if found & _RAISING:
        return "high"
    if Signal.THANKS in found:
        return "low"
    if calm and not found and (cause is None or cause.branch in _BRANCHES_THAT_CAN_WAIT):
        return "low"
    return "normal"
