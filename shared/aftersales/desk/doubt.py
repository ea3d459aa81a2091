"""Which cases a person should place: something was written, and no sure label was found in it."""

from aftersales.records.case import Case
from aftersales.records.understanding import Understanding

UNSURE = 0.7
"""Below this confidence a label is shown as doubtful; whether a person is asked is the workspace's own threshold."""
SURE_OF_NONE = 0.5
"""From here on an engine that names no cause is believed: nothing is wrong."""


def is_doubtful(case: Case, below: float) -> bool:
    """Tell whether a person should say what a case is about; what no engine has read yet is not doubtful yet.

    `below` is the confidence under which the workspace asks a person.
    """
    if (
        case.discard
        or case.cause_source in {"person", "platform"}
        or not case.excerpt
        or case.sentiment is None
    ):
        return False
    return (case.cause_confidence or 0) < (below if case.cause else SURE_OF_NONE)


def is_unsure(reading: Understanding, below: float) -> bool:
    """Tell whether a text was read without a sure cause, and without being sure that there is none."""
    if not reading.causes:
        return reading.causes_confidence < SURE_OF_NONE
    return all(label.confidence < below for label in reading.causes)
