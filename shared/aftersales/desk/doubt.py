"""Which cases a person should place: something was written, and no sure label was found in it."""

from aftersales.records.case import Case

DOUBTFUL = 0.7
"""Below this confidence a person is asked; an engine's word above its own threshold stands until then."""


def is_doubtful(case: Case) -> bool:
    """Tell whether a person should say what a case is about; what no engine has read yet is not doubtful yet."""
    if (
        case.discard
        or case.cause_source in {"person", "platform"}
        or not case.excerpt
        or case.sentiment is None
    ):
        return False
    return case.cause is None or (case.cause_confidence or 0) < DOUBTFUL
