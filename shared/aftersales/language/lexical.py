"""Everything that the phrases of a text say: causes with their places, signals, mood. No model, no service."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from aftersales.language.causes import name_causes, without_size_of_marks
from aftersales.language.folding import Folded, fold
from aftersales.language.lexicons import LANGUAGES, Lexicon, lexicon
from aftersales.language.phrases import STRONG, Hit
from aftersales.language.port import Text
from aftersales.language.signals import WISHES, Signal
from aftersales.records.cause import Cause
from aftersales.records.understanding import CauseLabel

_LONGEST_THANKS = 60
_ANSWERED = re.compile(r"\s*(?:re|aw|antw|sv|rv|r|rif|tr|回复|回覆|答复|返信)\s*[:：]", re.IGNORECASE)
"""How mail programs begin the heading of an answer."""
CALM = frozenset({Cause.USAGE_QUESTION, Cause.ORDER_STATUS, Cause.REFUND_OR_RETURN_WISH, Cause.OTHER})
"""Branches that name a wish or a question, and no problem."""
_SURE_COMPLAINT = 0.6


@dataclass(frozen=True, slots=True)
class Lexical:
    """What the phrases said; `positive` and `negative` count moods, a denied one on the other side.

    `of_marks`: whether words of size are said, and of nothing but a mark.
    """

    causes: tuple[CauseLabel, ...]
    signals: tuple[str, ...]
    positive: int
    negative: int
    of_marks: bool = False

    @property
    def has_problem(self) -> bool:
        """Whether a cause is named that nobody is happy about."""
        return any(label.cause.branch not in CALM for label in self.causes)

    @property
    def is_plain_request(self) -> bool:
        """Whether the text asks for something, names no problem and shows no feeling."""
        return bool(self.causes) and not self.has_problem and not (self.positive or self.negative)


def read_phrases(text: Text, languages: Iterable[str]) -> Lexical:
    """Read a text with the lexicons of the languages that it may be written in, the likeliest first."""
    body, heading = fold(text.body), fold(text.heading)
    lexicons = [lexicon(language) for language in languages if language in LANGUAGES]
    causes = _causes(body, heading, lexicons)
    positive, negative = _moods(body, heading, lexicons)
    signals = _signals(body, heading, lexicons)
    if any(label.cause.branch is Cause.COMPLAINT and label.confidence >= _SURE_COMPLAINT for label in causes):
        signals.add(Signal.COMPLAINT)
    if Signal.THANKS in signals and not _is_bare(body, _said_now(heading, text.heading), lexicons):
        signals.remove(Signal.THANKS)
    return Lexical(causes, tuple(sorted(signals)), positive, negative, _of_marks(body, heading, lexicons))


def _causes(body: Folded, heading: Folded, lexicons: Sequence[Lexicon]) -> tuple[CauseLabel, ...]:
    for each in lexicons:
        spoken = [(hit, body.span(hit.start, hit.end)) for hit in _speaking(each, body)]
        found = name_causes(spoken, list(_speaking(each, heading)))
        # The next lexicon is asked only when this one sees nothing: two would count one word twice.
        if found:
            return found
    return ()


def _speaking(lexicon: Lexicon, text: Folded) -> Iterator[Hit]:
    """Yield what speaks for a cause; whoever asks for an exchange, a return or a refund names that wish as a cause, too."""
    yield from without_size_of_marks(lexicon.causes(text), lexicon.sizes_of_marks(text))
    for hit in lexicon.signals(text):
        if hit.label in WISHES:
            yield replace(hit, label=Cause.REFUND_OR_RETURN_WISH.value)


def _signals(body: Folded, heading: Folded, lexicons: Sequence[Lexicon]) -> set[str]:
    hits: list[Hit] = [hit for each in lexicons for text in (body, heading) for hit in each.signals(text)]
    return {hit.label for hit in hits if hit.weight >= STRONG}


def _moods(body: Folded, heading: Folded, lexicons: Sequence[Lexicon]) -> tuple[int, int]:
    counts = {"positive": 0, "negative": 0}
    opposite = {"positive": "negative", "negative": "positive"}
    for each in lexicons[:1]:
        for text in (body, heading):
            for hit, denied in each.moods(text):
                counts[opposite[hit.label] if denied else hit.label] += 1
    return counts["positive"], counts["negative"]


def _of_marks(body: Folded, heading: Folded, lexicons: Sequence[Lexicon]) -> bool:
    texts = [(each, text) for each in lexicons for text in (body, heading)]
    if not any(each.sizes_of_marks(text) for each, text in texts):
        return False
    hits = (hit for each, text in texts for hit in _speaking(each, text))
    return all(Cause(hit.label).branch is not Cause.SIZE_FIT for hit in hits)


def _hints(body: Folded, heading: Folded, lexicons: Sequence[Lexicon]) -> bool:
    """Whether anything speaks for a cause, however weakly."""
    return any(True for each in lexicons for text in (body, heading) for _ in each.causes(text))


def _said_now(heading: Folded, written: str) -> Folded:
    """The heading, unless it is that of the letter which is answered: what it asks for was asked before."""
    return fold("") if _ANSWERED.match(written) else heading


def _is_bare(body: Folded, heading: Folded, lexicons: Sequence[Lexicon]) -> bool:
    """A thank-you alone: short, nothing asked, nothing named, nothing wrong."""
    wants = _signals(body, heading, lexicons) & {
        *WISHES,
        Signal.PRESSING,
        Signal.COMPLAINT,
        Signal.SAFETY,
        Signal.LEGAL,
    }
    short = len(body.text.strip()) <= _LONGEST_THANKS
    _, negative = _moods(body, heading, lexicons)
    return (
        short and not negative and not wants and "?" not in body.text and not _hints(body, heading, lexicons)
    )
