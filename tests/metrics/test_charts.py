"""Charts keep honest axes and say what they show."""

import re

from aftersales.mail.drawing import svg
from aftersales.metrics.bar_charts import ranges, shares
from aftersales.metrics.chart_style import DARK, LIGHT, TOKENS, Hints
from aftersales.metrics.figure import Maturity
from aftersales.metrics.trend_chart import trend
from tests.metrics.test_compare import rate


def test_a_trend_marks_young_weeks_and_keeps_gaps() -> None:
    """Weeks without a value are no point at nought and join no neighbours; young ones are hollow and explained."""
    young = rate(1, 50).having(maturity=(Maturity.RETURN_WINDOW,))
    spec = trend([rate(5, 50), rate(0, 0), young], LIGHT, young="hollow")
    values = spec["data"]["values"]
    assert [(value["young"], value["value"]) for value in values] == [
        (False, 0.1),
        (False, None),
        (True, 0.02),
    ]
    assert (values[-1]["label"], spec["title"]["text"]) == ("2.0%", "hollow")
    assert "title" not in trend([rate(5, 50)], LIGHT, young="hollow")
    assert "title" not in trend([young], LIGHT)


def test_shares_are_labelled_with_their_counts() -> None:
    """Bars carry their share and n, and begin at nought."""
    spec = shares([rate(2, 3), rate(1, 3)], ["a", "b"], DARK)
    assert [value["label"] for value in spec["data"]["values"]] == ["66.7%  (n=2)", "33.3%  (n=1)"]
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"][0] == 0


def test_a_bar_that_rests_on_few_is_pale() -> None:
    """On a page, where the caption says so, one of one is not as bold as forty of a hundred."""
    hints = Hints(labels=("a", "b"), texts=("1", "2"), tips=("t",) * 2, links=("/",) * 2)
    spec = shares([rate(1, 1), rate(40, 100)], ["a", "b"], TOKENS, hints=hints)
    assert [value["few"] for value in spec["data"]["values"]] == [True, False]
    assert spec["layer"][0]["encoding"]["opacity"]["condition"]["test"] == "datum.few"
    assert "opacity" not in shares([rate(1, 1)], ["a"], LIGHT)["layer"][0]["encoding"]


def test_ranges_stand_out_only_when_sure() -> None:
    """The colour of an alarm needs the whole interval above the threshold."""
    spec = ranges([rate(20, 100), rate(6, 100)], ["sure", "maybe"], LIGHT, threshold=0.05)
    assert [value["late"] for value in spec["data"]["values"]] == [True, False]


def test_a_page_keeps_the_gaps_of_a_line() -> None:
    """A period without a value keeps its place on the axis, in the picture of a mail as well; there the first value begins it."""
    figures = [rate(5, 50), rate(0, 0), rate(10, 50)]
    hints = Hints(labels=("a", "b", "c"), texts=("1", "-", "2"), tips=("t",) * 3, links=("/",) * 3)
    values = trend(figures, TOKENS, hints=hints)["data"]["values"]
    assert [(value["week"], value["value"]) for value in values] == [("a", 0.1), ("b", None), ("c", 0.2)]
    assert [value["label"] for value in values] == ["", "", "2"]
    mailed = trend([rate(0, 0), *figures], LIGHT)["data"]["values"]
    assert [value["value"] for value in mailed] == [0.1, None, 0.2]


def test_a_drawn_line_breaks_where_a_week_is_unknown() -> None:
    """Two weeks, a gap, two weeks: line and band begin twice, and nothing is drawn where nobody knows."""
    figures = [
        one.having(period=one.period.having(label=f"2026-W{30 + place}"))
        for place, one in enumerate(
            (rate(5, 50), rate(6, 50), rate(0, 0), rate(9, 50), rate(0, 0), rate(4, 50), rate(3, 50))
        )
    ]
    picture = svg(trend(figures, LIGHT, width=340))
    line, band = (
        re.search(rf'class="mark-{kind}.*?<path[^>]* d="([^"]*)"', picture) for kind in ("line", "area")
    )
    assert line
    assert band
    assert [line[1].count("M"), band[1].count("M")] == [3, 3]
    alone = [value["value"] for value in trend(figures, LIGHT)["data"]["values"] if value["alone"]]
    assert alone == [0.18]
