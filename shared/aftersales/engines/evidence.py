"""All that speaks for a mood or a cause in a text: phrases, what two encoders make of it, and when the second one is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from aftersales.engines.causing import Meaning, Opinion, meanings, mix
from aftersales.engines.encoder import LANGUAGES, Vectors
from aftersales.engines.heads import Floats
from aftersales.engines.identify import Ranked
from aftersales.engines.mood import features, model
from aftersales.language.lexical import Lexical, read_phrases
from aftersales.language.port import Text

_LIKELY = 0.1
LONGEST = 10_000
Encode = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A text with its heading, its phrases, its vectors (None: unknown language, not asked) and causes.

    `language` is the likeliest one, also where it is too unsure to be told; `letters` are the chances of moods by characters alone.
    """

    text: Text
    whole: str
    language: str | None
    lexical: Lexical
    letters: Floats
    meaning: Meaning | None
    opinion: Opinion
    second: Floats | None = None

    @property
    def vector(self) -> Floats | None:
        """What the first encoder makes of the whole."""
        return self.meaning.whole if self.meaning else None


def gather(texts: Sequence[Text], ranked: Sequence[Ranked], encode: Encode) -> list[Evidence]:
    """Read phrases, and encode what the first encoder can read, all in one go."""
    wholes = [f"{text.heading}\n{text.body}"[:LONGEST] for text in texts]
    spoken = [likely[0][0] if likely else None for likely in ranked]
    known = [index for index, language in enumerate(spoken) if language in LANGUAGES]
    found = dict(zip(known, meanings([wholes[index] for index in known], encode), strict=True))
    evidence = []
    for index, (text, likely) in enumerate(zip(texts, ranked, strict=True)):
        lexical = read_phrases(text, [code for code, chance in likely if chance >= _LIKELY])
        meaning = found.get(index)
        opinion = mix(meaning, None, lexical, spoken[index])
        letters = model().probabilities(features(wholes[index], lexical))
        evidence.append(Evidence(text, wholes[index], spoken[index], lexical, letters, meaning, opinion))
    return evidence


def look_closer(one: Evidence, vector: Floats) -> Evidence:
    """Add what the second encoder makes of it."""
    opinion = mix(one.meaning, vector, one.lexical, one.language)
    return replace(one, second=vector, opinion=opinion)
