"""An engine that knows phrases only: what the embedded one says of plain sentences, in a fraction of the time."""

from collections.abc import Sequence

from aftersales.engines.identify import identify, language_of
from aftersales.language.lexical import read_phrases
from aftersales.language.port import Reading, Text
from aftersales.records.understanding import Sentiment


class PhraseReader:
    """Plays `Reader`."""

    name = "phrases"
    version = "1"

    def read(self, texts: Sequence[Text]) -> Sequence[Reading]:
        """Read languages, causes and signals; moods stay unsure."""
        return [self._read(text) for text in texts]

    def _read(self, text: Text) -> Reading:
        ranked = identify(text.body)
        language, confidence = language_of(ranked)
        found = read_phrases(text, [code for code, likely in ranked if likely > 0.1])
        return Reading(
            language=language,
            language_confidence=confidence,
            sentiment=Sentiment.UNSURE,
            sentiment_confidence=0.0,
            causes=found.causes,
            signals=found.signals,
        )
