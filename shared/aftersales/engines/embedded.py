"""The engine that needs no service: language by py3langid; causes and moods by phrases and small heads on a sentence encoder."""

from collections.abc import Sequence

from aftersales.engines import second_encoder
from aftersales.engines.causing import name_causes
from aftersales.engines.encoder import encode
from aftersales.engines.evidence import LONGEST, Encode, Evidence, gather, look_closer
from aftersales.engines.identify import Ranked, identify, language_of
from aftersales.engines.weighing import NO_MOOD, Mood, doubted, glance, look
from aftersales.language.aspects import aspects
from aftersales.language.key_phrases import key_phrases
from aftersales.language.port import Reading, Text
from aftersales.language.signals import signals_of, urgency_of
from aftersales.records.understanding import Sentiment


class EmbeddedReader:
    """Plays `Reader`. Equal texts read equally for as long as `version` stays."""

    name = "embedded"
    version = "2026.6"

    def __init__(self, first: Encode = encode, second: Encode = second_encoder.encode) -> None:
        """Read by these encoders, who may remember what they encoded."""
        self._first, self._second = first, second

    def read(self, texts: Sequence[Text]) -> Sequence[Reading]:
        """Read texts; nothing can be away."""
        # A heading is often the shop's own words, so the body decides the language where there is one.
        ranked = [identify(text.body[:LONGEST]) or identify(text.heading) for text in texts]
        return self.read_in(texts, ranked)

    def read_in(self, texts: Sequence[Text], ranked: Sequence[Ranked]) -> Sequence[Reading]:
        """Read texts whose likely languages are known."""
        seen = _seen(gather(texts, ranked, self._first), self._second)
        return [_reading(one, felt, likely) for (one, felt), likely in zip(seen, ranked, strict=True)]


def read_one(text: Text) -> Reading:
    """Read one text."""
    return EmbeddedReader().read([text])[0]


def _seen(evidence: Sequence[Evidence], second: Encode) -> list[tuple[Evidence, Mood]]:
    """Return texts with their moods: seen at a glance; the second encoder looks at what is in doubt, at all of that in one go."""
    seen = [(one, glance(one)) for one in evidence]
    if not second_encoder.is_here():
        return seen
    asked = [index for index, (one, felt) in enumerate(seen) if one.language and doubted(one, felt)]
    vectors = second([evidence[index].whole for index in asked]) if asked else ()
    for index, vector in zip(asked, vectors, strict=True):
        closer = look_closer(evidence[index], vector)
        seen[index] = closer, look(closer, vector)
    return seen


def _reading(one: Evidence, seen: Mood, ranked: Ranked) -> Reading:
    language, confidence = language_of(ranked)
    felt = seen if ranked else NO_MOOD
    causes, causes_sure = name_causes(one.text, one.opinion, one.lexical.causes)
    primary = causes[0].cause if causes else None
    signals = signals_of(one.lexical.signals, (label.cause for label in causes))
    return Reading(
        language=language,
        language_confidence=confidence,
        sentiment=felt.sentiment,
        sentiment_confidence=felt.confidence,
        leaning=felt.leaning,
        causes=causes,
        causes_confidence=causes_sure,
        urgency=urgency_of(signals, primary, calm=felt.sentiment is not Sentiment.NEGATIVE),
        signals=signals,
        aspects=aspects(one.text.body, language, felt.sentiment),
        key_phrases=key_phrases(one.text.body, language),
    )
