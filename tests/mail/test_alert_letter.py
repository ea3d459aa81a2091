"""The letter of an alert."""

import pytest

from aftersales.mail.alert_letter import alert_data, alerts_data
from aftersales.mail.letters import Letter, render
from aftersales.records.alert import Alert
from tests.reports.store_contract import alert, finding
from tests.web.alarms import alerts as alarms


def written(one: Alert, language: str) -> Letter:
    """The letter as it is sent."""
    return render("alert", language, alert_data(one, language, "https://console.example"))


def test_the_alerts_letter_has_its_values() -> None:
    """Per cents, days, what would end it, and the way to the rows of that product and those days."""
    letter = written(alert(finding=finding(cause="size_fit", cause_units=12)), "zh")
    assert "20.0%" in letter.subject
    assert "尺寸不符（12 件）" in letter.text
    assert "2026年8月18日 至 2026年11月15日" in letter.text
    assert "90 天内的这 100 中减少 15" in letter.text
    assert "/figures/return_rate.units.by_order?period=2026-08-18..2026-11-15&sku=LAMP" in letter.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_letter_of_every_kind_can_be_written(language: str) -> None:
    """Medians, growth and new words each have their own sentences; what does not apply is left out."""
    for one in alarms():
        letter = written(one, language)
        assert letter.subject
        assert "None" not in letter.text
    slow, grown, said = (
        written(one, "en").text
        for one in alarms()
        if one.is_open and one.finding.rule in {"first_response", "return_growth", "new_words"}
    )
    assert "41 values" in slow
    assert "7 fewer of these 41 beyond the threshold" in slow
    assert "grew from 8.0% to 24.0%" in grown
    assert "p = 0.021, adjusted for the 38 comparisons" in grown
    assert "“reißverschluss klemmt”" in said
    assert "9 of 30 conversations" in said
    assert "https://console.example/alerts/one?id=new_words%3A0a" in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_many_alerts_are_a_list_with_the_way_to_each(language: str) -> None:
    """A line for each, and the address of its rows."""
    letter = render("alerts", language, alerts_data(alarms(), language, "https://console.example"))
    assert letter.subject.count(str(len(alarms()))) == 1
    assert letter.text.count("https://console.example/") == len(alarms()) + 1
    assert "14.2%" in letter.html


def test_a_plain_count_is_not_divided() -> None:
    """61 wait where 40 may: counted, and 21 fewer would end it; nothing is said of a whole."""
    (backlog,) = [one for one in alarms() if one.finding.rule == "own_1"]
    text = written(backlog, "en").text
    assert "Counted, not estimated" in text
    assert "What would end it: 21 fewer." in text
    assert " of 0" not in text
