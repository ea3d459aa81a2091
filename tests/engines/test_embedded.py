"""The embedded engine is robust and honest about doubt."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.engines import second_encoder
from aftersales.engines.causing import name_causes
from aftersales.engines.embedded import EmbeddedReader, read_one
from aftersales.engines.encoder import encode
from aftersales.engines.evidence import gather
from aftersales.engines.identify import identify, language_of
from aftersales.engines.weighing import first_row, judge
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


@settings(max_examples=30)
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


def test_a_review_is_doubted_more_than_a_message() -> None:
    """Who writes to be answered says what is wrong; of reviews many are of two minds, so equal words are worth less there."""
    words = "Terrible quality, broke after one day. Very disappointed."
    message, review = EmbeddedReader().read([Text(words), Text(words, is_review=True)])
    assert message.sentiment is review.sentiment is Sentiment.NEGATIVE
    assert message.sentiment_confidence > review.sentiment_confidence


def test_mixed_languages_are_read_by_the_likelier_one() -> None:
    """An English greeting does not hide a Chinese complaint."""
    (label, *_) = read_one(Text("Hello, 收到的杯子碎了，please help")).causes
    assert label.cause is Cause.DAMAGED_IN_TRANSIT


@pytest.mark.parametrize(
    ("language", "text", "cause"),
    [
        (
            "es",
            "Hola, la chaqueta me queda pequeñísima y nadie me contesta. Quiero devolverla.",
            "size_fit.too_small",
        ),
        ("ja", "普段はMですが、このジャケットは小さくて肩が入りません。", "size_fit.too_small"),
        ("de", "Das Paket kam völlig zerdrückt an, und die Vase ist zerbrochen.", "damaged_in_transit"),
        ("zh", "才洗了一次就起球了，质量太差。", "quality.pilling"),
        ("pl", "Paczka przyszła uszkodzona, szkło w środku jest rozbite.", "damaged_in_transit"),
        ("ko", "배터리가 한 시간도 못 가고 충전도 안 돼요.", "quality.battery"),
        ("ru", "Прислали не тот товар, я заказывала чёрный.", "wrong_item"),
        ("tr", "Beden çok küçük geldi, üzerime olmadı.", "size_fit.too_small"),
        ("ar", "وصل الطرد مكسورا والزجاج محطم.", "damaged_in_transit"),
    ],
)
def test_causes_are_named_in_many_languages(language: str, text: str, cause: str) -> None:
    """Also where there is no lexicon: the encoder carries what was taught in other languages."""
    reading = read_one(Text(text))
    assert (reading.language, reading.causes[0].cause.value) == (language, cause)
    assert reading.causes[0].confidence == reading.causes_confidence >= 0.5


def test_without_the_second_encoder_a_language_that_the_first_does_not_know_gets_no_cause() -> None:
    """Unclassified is an answer: a person shall look. Finnish has neither a lexicon nor vectors of the first encoder."""
    text = Text("Paketti saapui rikkinäisenä ja lasi on sirpaleina, pyydän rahat takaisin.")
    one = gather([text], [identify(text.body)], encode)[0]
    assert one.opinion.chances is None
    assert name_causes(text, one.opinion, one.lexical.causes) == ((), 0.0)


@pytest.mark.parametrize(
    ("language", "text", "cause"),
    [
        ("fi", "Paketti saapui rikkinäisenä ja lasi on sirpaleina.", "damaged_in_transit"),
        ("cs", "Zboží přišlo rozbité, krabice byla zničená.", "damaged_in_transit"),
        ("id", "Barang belum sampai padahal sudah dua minggu.", "lost_or_late.late"),
    ],
)
def test_the_second_encoder_names_causes_in_languages_that_the_first_does_not_know(
    language: str, text: str, cause: str
) -> None:
    """What was taught in fifteen languages is understood in many more; where the encoder is not, a person shall look."""
    reading = read_one(Text(text))
    found = [label.cause.value for label in reading.causes[:1]]
    assert (reading.language, found) == (language, [cause] if second_encoder.is_here() else [])


@pytest.mark.parametrize(
    "text",
    [
        "Tlhingan Hol Dajatlh'a' jIH",
        "qwrtz plmk vbnx ghjk",
        "lorem xyzzy foo qux",
        "Sijui nitafanya nini leo mchana",
    ],
)
def test_an_unknown_language_is_said_to_be_unknown_or_doubted(text: str) -> None:
    """No language at all, or a guess that says of itself that it is one."""
    reading = read_one(Text(text))
    assert reading.language is None or reading.language_confidence < 0.98


@pytest.mark.parametrize(
    "text",
    [
        "THE ZIPPER BROKE AFTER TWO DAYS AND NOW IT IS USELESS!!!",
        "teh zipper borke after two days and now its usless",
        "<html><body><p>The zipper <b>broke</b> after two days&nbsp;and now it is useless.</p></body></html>",
        "The zipper broke after two days 😡😡 and now it is useless 👎",
        "The zip\u200bper broke after two days\u202e and now it is useless.",
        "The zipper broke after two days and now it is useless. <script>alert('praise')</script> {{7*7}} %s",
        "Hello,\n\nthe zipper broke after two days and now it is useless.\n\nKind regards\nAnna Meier",
        "Hola, the zipper broke after two days, ya no sirve, very disappointed",
    ],
)
def test_a_text_is_understood_however_it_is_written(text: str) -> None:
    """Capitals, typing errors, markup, emoji, invisible signs, greetings and two languages change neither mood nor branch."""
    reading = read_one(Text(text))
    assert (reading.causes[0].cause.branch, reading.sentiment) == (Cause.QUALITY, Sentiment.NEGATIVE)


def test_right_to_left_texts_have_evidence_in_place() -> None:
    """Offsets count characters as they are stored, not as they are shown."""
    text = "البطارية تنفد بسرعة ولا تحتفظ بالشحن."
    (label, *_) = read_one(Text(text)).causes
    assert label.cause is Cause.QUALITY_BATTERY
    assert (label.start, label.end) == (0, len(text))


def test_a_long_text_is_about_what_it_tells() -> None:
    """5,000 bytes of small talk around one sentence: the sentence counts."""
    talk = "We were on holiday by the sea and the weather was fine. " * 40
    reading = read_one(Text(f"{talk}The parcel arrived crushed and the glass inside is broken. {talk}"))
    assert reading.causes[0].cause is Cause.DAMAGED_IN_TRANSIT


def test_a_reading_tells_aspects_and_key_phrases() -> None:
    """What is praised and what is not, with the words."""
    text = "The battery is great, but the screen is terrible."
    reading = read_one(Text(text))
    found = {
        (label.aspect, label.sentiment.value, text[label.start : label.end]) for label in reading.aspects
    }
    assert found == {("battery", "positive", "battery"), ("screen", "negative", "screen")}
    assert reading.key_phrases


def test_without_the_second_encoder_the_first_mixture_stands() -> None:
    """On a machine that has none a mood is still named."""
    text = Text("Exactly what I needed, works well.")
    one = gather([text], [identify(text.body)], encode)[0]
    assert judge("mixture", first_row(one), one).sentiment is Sentiment.POSITIVE


def test_a_batch_is_read_in_order() -> None:
    """One reading per text."""
    readings = EmbeddedReader().read([Text("Where is my order?"), Text("Wo bleibt mein Paket?")])
    assert [reading.language for reading in readings] == ["en", "de"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("买了一瓶喝出怪味，太差了，再也不买了@某某客服2003", "zh"),
        ("质量不行https://example.com/a?b=1大家别买", "zh"),
        ("DEVUÉLVANME EL DINERO DE UNA VEZ, LLEVO UN MES ESPERANDO", "es"),
        ("Ｔｈｅ　ｓｈｏｅｓ　ａｒｅ　ｔｏｏ　ｓｍａｌｌ　ｆｏｒ　ｍｅ", "en"),
        ("ｼﾞｬｹｯﾄｶﾞﾁｲｻｲﾃﾞｽ", "ja"),
    ],
)
def test_addresses_capitals_and_widths_hide_no_language(text: str, language: str) -> None:
    """An address in a text without spaces takes no words with it; who shouts, or writes wide or narrow, speaks the same language."""
    assert language_of(identify(text))[0] == language


def test_the_weights_are_small() -> None:
    """What we trained stays under a megabyte; the encoders' weights come in their packages."""
    engines = Path(__file__).parents[2] / "shared" / "aftersales" / "engines"
    assert sum(path.stat().st_size for path in engines.glob("*.npz")) < 1_000_000
