"""What a text is about: the encoder's opinion and the phrases that were found, added up, calibrated, or left open."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from aftersales.engines.encoder import Vectors
from aftersales.engines.heads import Floats, Head, calibration, head, mixing, softmax
from aftersales.language.causes import THRESHOLD
from aftersales.language.hashing import sentences
from aftersales.language.lexical import Lexical
from aftersales.language.lexicons import LANGUAGES
from aftersales.language.phrases import STRONG
from aftersales.language.port import Text
from aftersales.records.cause import Cause
from aftersales.records.understanding import CauseLabel

NOTHING = "-"
"""The label of a text that names no problem and asks for nothing."""

_LEAST = 1e-4
_CUT = re.compile(r"[.!?…]+\s|[。！？\n，]+")
_SHORTEST = 4
_MOST_PIECES = 60
_HALF_AT = 3
_WISHES = ("refund_or_return_wish", "order_status", "usage_question", "complaint", "other")
_LIGHTER = 0.7
_CLEAR_WORDS = STRONG - 0.01
_PLAIN = 0.55
_SECOND = 0.3
_DIRECTIONS = frozenset({"size_fit.too_small", "size_fit.too_large"})
_DIRECTION = 0.65
_SIZE = "size_fit"
_OF_A_MARK = 4.0
"""So much less likely, in log odds; not tuned."""
_MOST = 4


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely each of the heads' labels is; `chances` adds up to 1. None of it: no encoder that was asked knows the language.

    `closer`: whether the second encoder was among them.
    """

    chances: Floats | None
    closer: bool = False

    def of(self, causes: Sequence[Cause]) -> float:
        """Return how likely the text is about one of these branches."""
        return sum(self._branch(cause.value) for cause in causes)

    @property
    def nothing(self) -> float:
        """How likely it is that nothing is wrong and nothing asked."""
        return self._branch(NOTHING)

    def _branch(self, name: str) -> float:
        return float(self.chances[_branches() == name].sum()) if self.chances is not None else 0.0


@dataclass(frozen=True, slots=True)
class Judges:
    """The heads that name causes from vectors: one per encoder, with the same labels."""

    first: Head
    second: Head


@dataclass(frozen=True, slots=True)
class Meaning:
    """A text as vectors: one for the whole, and one per sentence where there are several (rows; none otherwise)."""

    whole: Floats
    parts: Floats


def meanings(texts: Sequence[str], encode: Callable[[Sequence[str]], Vectors]) -> list[Meaning]:
    """Encode texts and their sentences, all in one call of `encode`."""
    cuts = [_pieces(text) for text in texts]
    rows = encode([*texts, *(piece for cut in cuts for piece in cut)]).astype(np.float64)
    found, start = [], len(texts)
    for index, cut in enumerate(cuts):
        found.append(Meaning(rows[index], rows[start : start + len(cut)]))
        start += len(cut)
    return found


def mix(
    meaning: Meaning | None,
    second: Floats | None,
    lexical: Lexical,
    language: str | None,
    judges: Judges | None = None,
) -> Opinion:
    """Add what phrases say to what the encoders say, by weights that were set on texts held out of training.

    To vectors a big dent is first of all something big: where words of size are of a mark alone, fit is hardly the matter.

    `second` is the second encoder's vector where it was asked. The weights: for the first cause of the phrases, for their others,
    for another leaf of a named branch, for nothing being wrong where the language has a lexicon and it found nothing, and the
    second encoder's share where both speak.
    """
    first, others, branch, nothing, closer = mixing()
    phrases = lexical.causes
    judges = judges or Judges(head("cause"), head("cause_closer"))
    logits = _heard(meaning, second, judges, closer)
    if logits is None:
        return Opinion(None)
    labels = judges.first.labels
    named = {label.cause.value: label.confidence for label in phrases}
    branches = {label.cause.branch.value for label in phrases}
    # Who tells a problem and a wish is about the problem: the wish then proves nothing.
    tells_problem = bool(phrases) and phrases[0].cause.branch.value not in _WISHES
    for index, name in enumerate(labels):
        of_wish = name.split(".", 1)[0] in _WISHES
        if name in named and not (tells_problem and of_wish):
            logits[index] += named[name] * (first if name == phrases[0].cause.value else others)
        elif name.split(".", 1)[0] in branches and not (tells_problem and of_wish):
            logits[index] += branch
    if not phrases and language in LANGUAGES:
        logits[labels.index(NOTHING)] += nothing
    if lexical.of_marks:
        logits[_branches() == _SIZE] -= _OF_A_MARK
    return Opinion(softmax(logits), closer=second is not None)


def _heard(meaning: Meaning | None, second: Floats | None, judges: Judges, closer: float) -> Floats | None:
    """Return log chances by whoever can read the text, None where nobody can."""
    told = np.log(_told(meaning, judges.first) + _LEAST) if meaning is not None else None
    if second is None:
        return told
    looked = np.log(judges.second.chances(second[None])[0] + _LEAST)
    return looked if told is None else np.asarray((1 - closer) * told + closer * looked)


def _told(meaning: Meaning, judge: Head) -> Floats:
    """Weigh the whole against its sentences, which count the more the longer it is.

    Greetings and small talk do not count, and who tells a problem and a wish is about the problem.
    """
    whole: Floats = judge.chances(meaning.whole[None])[0]
    if not len(meaning.parts):
        return whole
    parts = judge.chances(meaning.parts)
    says = 1 - parts[:, _branches() == NOTHING].sum(axis=1)
    wishes = parts[:, np.isin(_branches(), _WISHES)].sum(axis=1)
    weights = says**2 * (1 - _LIGHTER * wishes) + _LEAST
    share = _HALF_AT / (_HALF_AT + len(parts))
    return np.asarray(share * whole + (1 - share) * (weights @ parts) / weights.sum())


def _pieces(text: str) -> list[str]:
    found = [piece.strip() for piece in _CUT.split(text)]
    told = list(dict.fromkeys(piece for piece in found if sum(sign.isalpha() for sign in piece) >= _SHORTEST))
    return told[:_MOST_PIECES] if len(told) > 1 else []


def score(opinion: Opinion) -> tuple[str, float]:
    """Return the likeliest branch (or NOTHING) and its raw score, which `confidence` is made of."""
    if opinion.chances is None:
        return NOTHING, 0.0
    found = {name: float(opinion.chances[_branches() == name].sum()) for name in sorted(set(_branches()))}
    best = max(found, key=lambda name: found[name])
    return best, found[best]


def confidence(opinion: Opinion) -> float:
    """Return what share of opinions with such a score were right where it was measured."""
    return calibration("cause_closer" if opinion.closer else "cause")(score(opinion)[1])


def name_causes(
    text: Text, opinion: Opinion, phrases: tuple[CauseLabel, ...]
) -> tuple[tuple[CauseLabel, ...], float]:
    """Return the causes, primary first, and how sure it is that the first, or that there being none, is right.

    Without an opinion the phrases stand. Below THRESHOLD nothing is named: a person shall look.
    """
    if opinion.chances is None:
        return phrases, phrases[0].confidence if phrases else 0.0
    branch, raw = score(opinion)
    sure = round(confidence(opinion), 3)
    if sure < THRESHOLD and phrases and phrases[0].confidence >= _CLEAR_WORDS:
        # The encoder is at a loss and the words are plain; such answers were right about half the time where it was measured.
        return (phrases[0].having(confidence=_PLAIN), *phrases[1:]), _PLAIN
    if branch == NOTHING or sure < THRESHOLD:
        return (), sure if branch == NOTHING else round(min(sure, THRESHOLD - 0.001), 3)
    leaf = _leaf(opinion.chances, branch)
    seen = next((label for label in phrases if label.cause.branch == Cause(branch)), None)
    # What words prove may be finer than what vectors tell.
    if seen and leaf == leaf.branch:
        leaf = seen.cause
    start, end = (seen.start, seen.end) if seen else _place(text.body)
    others = [label for label in phrases if label.cause.branch != leaf.branch]
    others += [
        label
        for label in _others(opinion.chances, leaf, raw)
        if all(label.cause.branch != known.cause.branch for known in others)
    ]
    return (CauseLabel(cause=leaf, confidence=sure, start=start, end=end), *others[: _MOST - 1]), sure


def _leaf(chances: Floats, branch: str) -> Cause:
    inside = np.where(_branches() == branch, chances, 0.0)
    best = int(inside.argmax())
    # No leaf stands out: the branch is all that is known. Too small for too large is worse than that, so it takes more.
    least = _DIRECTION if head("cause").labels[best] in _DIRECTIONS else 0.5
    return Cause(head("cause").labels[best] if inside[best] >= inside.sum() * least else branch)


def _others(chances: Floats, first: Cause, raw: float) -> list[CauseLabel]:
    """Further branches that are likely in their own right."""
    names = [name for name in sorted(set(_branches())) if name not in {NOTHING, first.branch.value}]
    likely = {name: float(chances[_branches() == name].sum()) for name in names}
    return [
        CauseLabel(cause=_leaf(chances, name), confidence=round(min(likely[name], raw), 3))
        for name in sorted(names, key=lambda name: -likely[name])
        if likely[name] >= _SECOND
    ]


def _place(body: str) -> tuple[int | None, int | None]:
    """The whole text as evidence where it is one sentence; of several none can be pointed at without guessing."""
    only = [piece for piece in sentences(body) if any(sign.isalpha() for sign in piece)]
    if len(only) != 1:
        return None, None
    start = body.index(only[0])
    lead = len(only[0]) - len(only[0].lstrip())
    return start + lead, start + len(only[0].rstrip())


def _branches() -> "np.ndarray[tuple[int], np.dtype[np.str_]]":
    return np.array([label.split(".", 1)[0] for label in head("cause").labels])
