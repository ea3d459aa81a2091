"""The engine that needs no service: language by py3langid; causes and moods by phrases and small heads on a sentence encoder."""

from collections.abc import Sequence
from dataclasses import dataclass

from aftersales.engines.causing import Opinion, meanings, mix, name_causes
from aftersales.engines.encoder import LANGUAGES, encode
from aftersales.engines.identify import Ranked, identify, language_of
from aftersales.engines.weighing import Evidence, moods
from aftersales.language.aspects import aspects
from aftersales.language.key_phrases import key_phrases
from aftersales.language.lexical import Lexical, read_phrases
from aftersales.language.port import Reading, Text
from aftersales.language.signals import signals_of, urgency_of
from aftersales.records.understanding import Sentiment

_LIKELY = 0.1
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class _Looked:
    """A text and what a first look at it finds."""

    text: Text
    whole: str
    ranked: Ranked
    language: str | None
    confidence: float
    lexical: Lexical


class EmbeddedReader:
    """Plays `Reader`. Equal texts read equally for as long as `version` stays."""

    name = "embedded"
    version = "2026.2"

    def read(self, texts: Sequence[Text]) -> Sequence[Reading]:
        """Read texts; nothing can be away."""
        # A heading is often the shop's own words, so the body decides the language where there is one.
        ranked = [identify(text.body[:_LONGEST]) or identify(text.heading) for text in texts]
        return self.read_in(texts, ranked)

    def read_in(self, texts: Sequence[Text], ranked: Sequence[Ranked]) -> Sequence[Reading]:
        """Read texts whose likely languages are known."""
        looked = [_look(text, likely) for text, likely in zip(texts, ranked, strict=True)]
        evidence = _evidence(looked)
        readings = []
        for one, seen, mood in zip(looked, evidence, moods(evidence), strict=True):
            opinion = seen.opinion if seen else Opinion(None)
            causes, causes_sure = name_causes(one.text, opinion, one.lexical.causes)
            primary = causes[0].cause if causes else None
            signals = signals_of(one.lexical.signals, (label.cause for label in causes))
            readings.append(
                Reading(
                    language=one.language,
                    language_confidence=one.confidence,
                    sentiment=mood.sentiment,
                    sentiment_confidence=mood.confidence,
                    leaning=mood.leaning,
                    causes=causes,
                    causes_confidence=causes_sure,
                    urgency=urgency_of(signals, primary, calm=mood.sentiment is not Sentiment.NEGATIVE),
                    signals=signals,
                    aspects=aspects(one.text.body, one.language, mood.sentiment),
                    key_phrases=key_phrases(one.text.body, one.language),
                )
            )
        return readings


def read_one(text: Text) -> Reading:
    """Read one text."""
    return EmbeddedReader().read([text])[0]


def _look(text: Text, ranked: Ranked) -> _Looked:
    language, confidence = language_of(ranked)
    lexical = read_phrases(text, [code for code, likely in ranked if likely >= _LIKELY])
    return _Looked(text, f"{text.heading}\n{text.body}"[:_LONGEST], ranked, language, confidence, lexical)


def _evidence(looked: Sequence[_Looked]) -> list[Evidence | None]:
    """Encode what the encoder can read, all in one go."""
    known = [index for index, one in enumerate(looked) if _spoken(one) in LANGUAGES]
    found = dict(zip(known, meanings([looked[index].whole for index in known], encode), strict=True))
    evidence: list[Evidence | None] = []
    for index, one in enumerate(looked):
        meaning = found.get(index)
        opinion = mix(meaning, one.lexical.causes, _spoken(one))
        vector = meaning.whole if meaning else None
        evidence.append(Evidence(one.text, one.whole, one.lexical, vector, opinion) if one.ranked else None)
    return evidence


def _spoken(one: _Looked) -> str | None:
    """The likeliest language, also where it is too unsure to be told."""
    return one.ranked[0][0] if one.ranked else None
