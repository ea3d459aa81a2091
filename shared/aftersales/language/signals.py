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


WISHES = frozenset({Signal.REFUND_WISH, Signal.RETURN_WISH, Signal.EXCHANGE_WISH})
_RAISING = frozenset({Signal.SAFETY, Signal.LEGAL, Signal.CHARGEBACK, Signal.REVIEW_THREAT, Signal.PRESSING})
_BRANCHES_THAT_CAN_WAIT = frozenset({Cause.USAGE_QUESTION, Cause.OTHER})


def urgency_of(signals: Iterable[str], cause: Cause | None, *, calm: bool) -> Urgency:
    """Danger, threats and deadlines are urgent; thanks, and calm questions about use, can wait."""
    found = set(signals)
    if found & _RAISING:
        return "high"
    if Signal.THANKS in found:
        return "low"
    if calm and not found and (cause is None or cause.branch in _BRANCHES_THAT_CAN_WAIT):
        return "low"
    return "normal"
