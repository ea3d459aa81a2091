"""The embedded engine is robust and honest about doubt."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.engines.embedded import EmbeddedReader, read_one
from aftersales.engines.identify import identify, language_of
from aftersales.language.port import Text
from aftersales.records.cause import Cause
from aftersales.records.understanding import Sentiment


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Runs two sizes too small, could not even get it over my head.", "en"),
        ("Nach zweimal Waschen Knötchen gebildet.", "de"),
        ("Le tissu bouloche dès le premier lavage, très déçue.", "fr"),
        ("El paquete llegó roto y nadie contesta.", "es"),
        ("電池がすぐ切れます。", "ja"),
        ("电池一天就没电", "zh"),
        ("배송이 너무 늦어요", "ko"),
        ("Посылка пришла разбитой, верните деньги.", "ru"),
        ("หมดแบตเร็วมาก", "th"),
        ("我的 iPhone 15 Pro 充不上电", "zh"),
    ],
)
def test_languages_are_recognised(text: str, language: str) -> None:
    """By script where that decides, else by letters."""
    assert language_of(identify(text))[0] == language


@pytest.mark.parametrize(
    "text", ["", " ", "?", "👍👍", "12345", "https://a.example/x?y=1", "<br>", "a", "\ud800"]
)
def test_a_text_without_words_has_no_language_and_no_cause(text: str) -> None:
    """Nothing readable: the answer is that there is nothing, not a guess."""
    reading = read_one(Text(text))
    assert reading.language is None
    assert reading.causes == ()
    assert reading.sentiment is Sentiment.UNSURE or text == "a"


@given(st.text(max_size=200), st.text(max_size=20))
def test_any_text_can_be_read(body: str, heading: str) -> None:
    """No text breaks the engine, confidences are shares, evidence lies within the body."""
    reading = read_one(Text(body, heading))
    assert 0 <= reading.language_confidence <= 1
    assert 0 <= reading.sentiment_confidence <= 1
    for label in reading.causes:
        assert 0.5 <= label.confidence <= 1
        if label.start is not None and label.end is not None:
            assert 0 <= label.start < label.end <= len(body)


@pytest.mark.parametrize("unit", ["so ", "大 ", "<p>", "aaaa", "not too ", "ß", "?!", "the order is "])
def test_a_long_text_costs_little(unit: str) -> None:
    """Repetition in a huge text does not make reading slow: it ends, and within the suite's patience."""
    assert read_one(Text(unit * (20_000 // len(unit)))).urgency in {"low", "normal", "high"}


@pytest.mark.parametrize(
    ("stars", "mood"), [(1, "negative"), (3, "negative"), (4, "positive"), (5, "positive")]
)
def test_stars_decide(stars: int, mood: str) -> None:
    """Where the customer gave stars no model overrules them."""
    assert read_one(Text("What a product.", stars=stars)).sentiment == mood


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Absolutely love it, great quality!", "positive"),
        ("Terrible quality, broke after one day. Very disappointed.", "negative"),
        ("Heel blij mee, mooie kwaliteit en snel geleverd.", "positive"),
        ("最悪です。すぐ壊れました。", "negative"),
        ("Super Qualität, gerne wieder!", "positive"),
    ],
)
def test_moods(text: str, mood: str) -> None:
    """Plain words are judged plainly, also in languages that had no training texts."""
    assert read_one(Text(text)).sentiment == mood


def test_mixed_languages_are_read_by_the_likelier_one() -> None:
    """An English greeting does not hide a Chinese complaint."""
    (label, *_) = read_one(Text("Hello, 收到的杯子碎了，please help")).causes
    assert label.cause is Cause.DAMAGED_IN_TRANSIT


def test_a_language_without_a_lexicon_gets_no_cause() -> None:
    """Unclassified is an answer: a person shall look."""
    reading = read_one(Text("Paczka przyszła uszkodzona, proszę o zwrot pieniędzy."))
    assert reading.language == "pl"
    assert reading.causes == ()


def test_a_batch_is_read_in_order() -> None:
    """One reading per text."""
    readings = EmbeddedReader().read([Text("Where is my order?"), Text("Wo bleibt mein Paket?")])
    assert [reading.language for reading in readings] == ["en", "de"]


def test_the_weights_are_small() -> None:
    """What ships with every cold start stays under a megabyte."""
    path = Path(__file__).parents[2] / "shared" / "aftersales" / "engines" / "sentiment.npz"
    assert path.stat().st_size < 1_000_000
