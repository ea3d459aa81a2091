"""Letters exist in every language they promise, hold what they must, and escape what they are given."""

import re
from string import Formatter

import pytest

from aftersales.mail.letters import environment, languages, render, words
from aftersales.records.errors import RejectedError

INVITATION = {
    "shop": "Nordlicht",
    "order_number": "#1001",
    "review_address": "https://shop.example/r?a=1&b=2",
}
ALERT = {
    "headline": "subject_above",
    "lines": ["facts_counts", "sure_threshold", "cause", "close_fewer", "ease_fewer"],
    "open": "open_rows",
    "metric": "Return rate",
    "basis": "by order date",
    "subject": "JKT-1",
    "title": "Jacket",
    "value": "21.8%",
    "low": "16.4%",
    "high": "28.4%",
    "threshold": "5.0%",
    "before": "",
    "numerator": "39",
    "denominator": "179",
    "p": "",
    "family": 0,
    "to_close": "31",
    "to_ease": "24",
    "days": 90,
    "first_day": "18 Aug 2026",
    "last_day": "15 Nov 2026",
    "cause": "Size or fit",
    "cause_units": 42,
    "address": "https://console.example/figures/x?period=a..b&sku=JKT-1",
}
LETTERS = {
    "invitation": {"zh", "en", "de", "fr", "es", "it", "ja", "nl"},
    "alert": {"zh", "en"},
    "alerts": {"zh", "en"},
    "report": {"zh", "en"},
}


@pytest.mark.parametrize("letter", LETTERS)
def test_each_language_says_the_same_things(letter: str) -> None:
    """All languages of a letter have the same texts with the same values in them, none left empty."""
    assert languages(letter) == LETTERS[letter]

    def shape(language: str) -> dict[str, set[str | None]]:
        texts = words(letter, language)
        assert all(text.strip() for text in texts.values())
        return {
            key: {field for _, field, _, _ in Formatter().parse(text) if field} for key, text in texts.items()
        }

    assert all(shape(language) == shape("en") for language in LETTERS[letter])


@pytest.mark.parametrize("language", sorted(LETTERS["invitation"]))
def test_an_invitation_is_one_plain_request(language: str) -> None:
    """It names shop and order, links to the review, and says how to hear no more; no stars are asked for."""
    letter = render("invitation", language, INVITATION)
    assert (letter.language, "#1001" in letter.subject) == (language, True)
    assert INVITATION["review_address"] in letter.text
    assert "https://shop.example/r?a=1&amp;b=2" in letter.html
    for body in (letter.text, letter.html):
        assert "STOP" in body
        assert "Nordlicht" in body
        assert not re.search(
            r"5[ -]?(star|Stern|étoile|estrella|stelle|sterren|星)|coupon|优惠券|折扣|discount", body
        )


def test_an_invitation_without_an_address_says_where_to_review() -> None:
    """Not every shop has a page to link to."""
    data = {"shop": "Nordlicht", "order_number": "1"}
    assert "Produktseite" in render("invitation", "de", data).text
    assert "Produktseite" in render("invitation", "de", data).html


@pytest.mark.parametrize(
    ("wanted", "got"), [("de-AT", "de"), ("DE_de", "de"), ("pt-BR", "en"), ("", "en"), ("zh-Hant", "zh")]
)
def test_a_language_falls_back(wanted: str, got: str) -> None:
    """To its main language, else to English."""
    assert render("invitation", wanted, INVITATION).language == got


def test_an_alert_says_how_sure_it_is_and_what_would_end_it() -> None:
    """Value, counts, interval, threshold, remedy and the way to its rows; in Chinese as well; only the lines that apply."""
    letter = render("alert", "en", ALERT)
    assert letter.subject == "Return rate of JKT-1 is 21.8%: above 5.0%"
    told = (
        "39 of 179",
        "16.4% – 28.4%",
        "Size or fit (42 units)",
        "31 fewer of these 179 in 90 days",
        ALERT["address"],
    )
    for text in told:
        assert str(text) in letter.text
    assert "With 24 fewer it would no longer be sure." in letter.html
    assert "退货率 21.8%" in render("alert", "zh", {**ALERT, "metric": "退货率"}).subject
    assert "Most often" not in render("alert", "en", {**ALERT, "lines": ["facts_counts"]}).text


def test_what_letters_are_given_is_text() -> None:
    """Markup is escaped in HTML and left as it is in plain text; a subject stays one line; braces mean nothing."""
    letter = render("alert", "en", {**ALERT, "subject": "<b>{shop}\r\nBcc: x@example.com</b>"})
    assert "<b>" not in letter.html
    assert "&lt;b&gt;{shop}" in letter.html
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject
    assert "<b>{shop}" in letter.text


@pytest.mark.parametrize("name", ["nonsense", "../report", "", "parts.html"])
def test_there_is_no_other_letter(name: str) -> None:
    """A letter is a folder of ours and nothing else."""
    with pytest.raises(RejectedError, match="no_such_letter"):
        render(name, "en", {})


def test_a_missing_value_is_an_error() -> None:
    """No letter leaves with a hole in it."""
    with pytest.raises(KeyError):
        render("invitation", "en", {"shop": "x"})
    assert environment().undefined.__name__ == "StrictUndefined"
