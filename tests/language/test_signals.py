"""Signals and urgency."""

import pytest

from aftersales.language.lexical import read_phrases
from aftersales.language.port import Text
from aftersales.language.signals import Signal, urgency_of
from aftersales.records.cause import Cause


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Thank you so much!"),
        ("de", "Vielen Dank für die schnelle Antwort 😊"),
        ("fr", "Merci beaucoup, bonne journée"),
        ("es", "Muchas gracias"),
        ("it", "Grazie mille"),
        ("nl", "Dank je wel!"),
        ("pt", "Muito obrigada"),
        ("ja", "ありがとうございました。"),
        ("zh", "好的，谢谢！"),
    ],
)
def test_a_bare_thank_you(language: str, text: str) -> None:
    """Thanks and nothing else is thanks, and can wait."""
    signals = read_phrases(Text(text), [language]).signals
    assert signals == (Signal.THANKS,)
    assert urgency_of(signals, None, calm=True) == "low"


@pytest.mark.parametrize("heading", ["Re: I want a refund", "AW: Lampe defekt", "回复：要求退款"])
def test_thanks_in_an_answer_are_bare_whatever_was_asked_before(heading: str) -> None:
    """The heading of an answer is that of the letter before it; a heading of one's own counts."""
    assert Signal.THANKS in read_phrases(Text("Thank you, that helps.", heading), ["en", "de", "zh"]).signals
    own = heading.replace("：", ":").partition(":")[2].strip()
    assert Signal.THANKS not in read_phrases(Text("Thank you, that helps.", own), ["en", "de", "zh"]).signals


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, but it is still broken.",
        "Thank you. When will it arrive?",
        "Thanks in advance for the refund.",
        "Thanks for nothing, worst shop ever",
        "Thank you for your reply. I have looked at everything again and wrote down what I would like to know from you now.",
    ],
)
def test_thanks_with_anything_else_is_not_bare(text: str) -> None:
    """A thank-you in front of a matter must not hide the matter."""
    assert Signal.THANKS not in read_phrases(Text(text), ["en"]).signals


@pytest.mark.parametrize(
    ("language", "text", "signal"),
    [
        ("en", "If I don't hear from you I will leave a one-star review.", Signal.REVIEW_THREAT),
        ("zh", "再不处理我就给差评", Signal.REVIEW_THREAT),
        ("de", "Sonst schalte ich meinen Anwalt ein.", Signal.LEGAL),
        ("ja", "消費者センターに相談します。", Signal.LEGAL),
        ("es", "El cargador echó humo y casi provoca un incendio.", Signal.SAFETY),
        ("zh", "充电的时候冒烟了！", Signal.SAFETY),
        ("fr", "C'est inadmissible, je dépose une réclamation.", Signal.COMPLAINT),
        ("it", "Vorrei il rimborso.", Signal.REFUND_WISH),
        ("nl", "Ik wil het pakket terugsturen.", Signal.RETURN_WISH),
        ("en", "Please send me a replacement.", Signal.EXCHANGE_WISH),
        ("en", "I will open a PayPal dispute with my bank.", Signal.CHARGEBACK),
        ("pt", "Preciso disso com urgência, é para um casamento.", Signal.PRESSING),
    ],
)
def test_signals_are_seen(language: str, text: str, signal: Signal) -> None:
    """Threats, dangers and wishes are flagged in every language of the lexicons."""
    assert signal in read_phrases(Text(text), [language]).signals


def test_urgency() -> None:
    """Danger and threats are high; a calm question about use is low; all else is normal."""
    assert urgency_of([Signal.SAFETY], Cause.USAGE_QUESTION, calm=True) == "high"
    assert urgency_of([], Cause.USAGE_QUESTION, calm=True) == "low"
    assert urgency_of([], Cause.USAGE_QUESTION, calm=False) == "normal"
    assert urgency_of([Signal.REFUND_WISH], Cause.SIZE_TOO_SMALL, calm=True) == "normal"
