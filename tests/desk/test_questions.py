"""An address says what is asked, and what is asked makes the address again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.desk.questions import Against, Question, read_question
from aftersales.metrics.figure import Filters
from aftersales.metrics.period import named
from aftersales.records.errors import RejectedError
from tests.cases.building import START

_WORDS = st.text(st.characters(categories=("L", "N", "P"), max_codepoint=0x9FFF), min_size=1, max_size=20)
_LABELS = st.sampled_from(["2026-03-09", "2026-W10", "2026-03", "2026-Q1", "2026-03-01..2026-03-09"])


@given(
    _LABELS, st.dictionaries(st.sampled_from(list(Filters.model_fields)), _WORDS), st.sampled_from(Against)
)
def test_a_question_survives_its_address(label: str, given: dict[str, str], against: Against) -> None:
    """Whatever is asked can be written into an address and read back, so that a view can be shared."""
    asked = Question(period=named(label, "Asia/Shanghai"), filters=Filters(**given), against=against)
    assert read_question(asked.fields(), START, "Asia/Shanghai") == asked


def test_without_a_period_the_last_whole_week_is_meant() -> None:
    """The default is over, so that it can be compared."""
    assert read_question({}, START, "UTC").period.label == "2026-W09"


def test_old_links_and_forms_are_understood() -> None:
    """Mails say `week`, a form says `from` and `to`, both days included."""
    assert read_question({"week": "2026-W10"}, START, "UTC").period.label == "2026-W10"
    asked = read_question({"from": "2026-03-01", "to": "2026-03-09", "period": "2026-W10"}, START, "UTC")
    assert asked.period.label == "2026-03-01..2026-03-09"


@pytest.mark.parametrize(
    "query",
    [
        {"period": "soon"},
        {"from": "2026-03-09", "to": "2026-03-01"},
        {"from": "a", "to": "b"},
        *[{"period": far} for far in ("0001-01-01", "0001-W01", "0001-12", "9999-W52", "9999-11", "9999-Q3")],
        {"from": "0001-01-01", "to": "0001-01-01"},
        {"from": "9999-12-30", "to": "9999-12-30"},
    ],
)
def test_a_period_that_does_not_exist_is_refused(query: dict[str, str]) -> None:
    """It is the asker's fault and says so; so is one at the calendar's end, which has no neighbours to be set against."""
    with pytest.raises(RejectedError):
        read_question(query, START, "UTC")


def test_a_comparison_is_with_the_period_before_or_a_year_ago() -> None:
    """A month is set against the month before, or the same month of the year before."""
    month = Question(period=named("2026-03", "UTC"))
    assert month.before.label == "2026-02"
    assert month.having(against=Against.YEAR).before.label == "2025-03"
