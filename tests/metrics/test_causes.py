"""Causes of cases."""

import pytest

from aftersales.metrics.figure import Filters, Reason
from aftersales.records.cause import Cause
from tests.metrics.asking import WEEK, Asker
from tests.metrics.history import case


def test_cause_shares_are_of_classified_cases(ask: Asker) -> None:
    """Parts are branches; the unclassified are counted and have no share; a filter names one part."""
    cases = [
        case(1, "2026-11-03", Cause.QUALITY_PILLING),
        case(2, "2026-11-03", Cause.QUALITY_BATTERY),
        case(3, "2026-11-03", Cause.SIZE_TOO_SMALL),
        case(4, "2026-11-03"),
        case(5, "2026-11-20", Cause.OTHER),
    ]
    evaluator = ask.evaluator([], cases)
    parts = evaluator.split("cause_share.by_opened", WEEK)
    assert [(part.key, part.numerator, part.denominator) for part in parts] == [
        ("quality", 2, 3),
        (None, 1, 3),
        ("size_fit", 1, 3),
    ]
    assert (parts[1].value, parts[1].reason) == (None, Reason.UNCLASSIFIED)
    assert evaluator.figure("cause_share.by_opened", WEEK).value == 0.75
    assert evaluator.figure("cause_share.by_opened", WEEK, Filters(cause="size_fit")).value == pytest.approx(
        1 / 3
    )
    assert evaluator.figure("cause_share.by_opened", WEEK, Filters(cause="complaint")).value == 0


def test_the_fullest_snapshot_of_a_case_counts(ask: Asker) -> None:
    """A case folded from more facts supersedes one from fewer, whichever came last."""
    full = case(1, "2026-11-03", Cause.QUALITY, seen=5)
    early = case(1, "2026-11-03", Cause.OTHER, seen=2)
    parts = ask.evaluator([], [full, early]).split("cause_share.by_opened", WEEK)
    assert [part.key for part in parts] == ["quality"]
