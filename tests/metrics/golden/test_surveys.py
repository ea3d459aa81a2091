"""Surveys: which count as asked, and which answer counts."""

import pytest

from aftersales.metrics.figure import Reason
from aftersales.records.message import Author
from tests.metrics.golden.telling import WEEK, Teller
from tests.metrics.history import acted, at, message, rated, survey

CASE = (
    message("1", "2026-11-02T08:00", Author.CUSTOMER),
    message("2", "2026-11-02T10:00", Author.AGENT),
    acted("resolved", "2026-11-02T12:00"),
)


@pytest.mark.golden(33)
def test_a_survey_that_bounced_was_not_asked(tell: Teller) -> None:
    """33 A survey bounces: it is in no response rate, neither above nor below the line.

    Three surveys: one delivered and answered, one delivered and silent, one bounced → 1 of 2. The bounced one alone → no rate.
    """
    bounced = survey("s3", "2026-11-03T08:00", "bounced")
    facts = (
        *CASE,
        survey("s1", "2026-11-03T08:00"),
        survey("s2", "2026-11-03T08:00"),
        bounced,
        rated("a1", "2026-11-04T08:00", 4),
    )
    assert tell.sums("csat.response_rate", *facts) == (1, 2)
    assert tell.figure("csat.response_rate", (*CASE, bounced)).reason is Reason.NO_SURVEYS


@pytest.mark.golden(34)
def test_the_last_rating_within_seven_days_counts(tell: Teller) -> None:
    """34 Two ratings: the later one replaces the first, if it came within seven days; both are kept.

    2 on Tuesday, 5 on Thursday → one answer, satisfied, mean 5; as known on Wednesday it was 0 of 1, mean 2. A third, 1 star after
    ten days, changes nothing. One response to one survey throughout.
    """
    facts = (
        *CASE,
        survey("s1", "2026-11-03T07:00"),
        rated("a1", "2026-11-03T08:00", 2),
        rated("a2", "2026-11-05T08:00", 5),
        rated("a3", "2026-11-13T09:00", 1),
    )
    asked = tell.told(facts)
    share, mean = asked.figure("csat.share", WEEK), asked.figure("csat.mean", WEEK)
    assert (share.numerator, share.denominator, mean.value) == (1, 1, 5)
    then = asked.at(at("2026-11-04T12:00"))
    early = then.figure("csat.share", WEEK)
    assert (early.numerator, early.denominator, then.figure("csat.mean", WEEK).value) == (0, 1, 2)
    assert tell.sums("csat.response_rate", *facts) == (1, 1)
