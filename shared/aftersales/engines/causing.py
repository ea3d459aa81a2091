"""What a text is about: the encoder's opinion and the phrases that were found, added up, calibrated, or left open."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aftersales.engines.heads import Floats, calibration, head, mixing
from aftersales.language.causes import THRESHOLD
from aftersales.language.hashing import sentences
from aftersales.language.lexicons import LANGUAGES
from aftersales.language.port import Text
from aftersales.records.cause import Cause
from aftersales.records.understanding import CauseLabel

NOTHING = "-"
"""The label of a text that names no problem and asks for nothing."""

_LEAST = 1e-4
_SECOND = 0.3
_MOST = 4


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely each of the head's labels is; `chances` adds up to 1. None of it: the encoder does not know the language."""

    chances: Floats | None

    def of(self, causes: Sequence[Cause]) -> float:
        """Return how likely the text is about one of these branches."""
        return sum(self._branch(cause.value) for cause in causes)

    @property
    def nothing(self) -> float:
        """How likely it is that nothing is wrong and nothing asked."""
        return self._branch(NOTHING)

    def _branch(self, name: str) -> float:
        return float(self.chances[_branches() == name].sum()) if self.chances is not None else 0.0


def mix(vector: Floats | None, phrases: Sequence[CauseLabel], language: str | None) -> Opinion:
    """Add what phrases say to what the encoder says, by weights that were set on texts held out of training.

    The weights: for the first cause of the phrases, for their others, for another leaf of a named branch, and, where the language
    has a lexicon and it found nothing, for nothing being wrong.
    """
    if vector is None:
        return Opinion(None)
    first, others, branch, nothing = mixing()
    labels = head("cause").labels
    logits = np.log(head("cause").chances(vector[None])[0] + _LEAST)
    named = {label.cause.value: label.confidence for label in phrases}
    branches = {label.cause.branch.value for label in phrases}
    for index, name in enumerate(labels):
        if name in named:
            logits[index] += named[name] * (first if name == phrases[0].cause.value else others)
        elif name.split(".", 1)[0] in branches:
            logits[index] += branch
    if not phrases and language in LANGUAGES:
        logits[labels.index(NOTHING)] += nothing
    powers = np.exp(logits - logits.max())
    return Opinion(powers / powers.sum())


def score(opinion: Opinion) -> tuple[str, float]:
    """Return the likeliest branch (or NOTHING) and its raw score, which `calibration("cause")` turns into a confidence."""
    if opinion.chances is None:
        return NOTHING, 0.0
    found = {name: float(opinion.chances[_branches() == name].sum()) for name in sorted(set(_branches()))}
    best = max(found, key=lambda name: found[name])
    return best, found[best]


def name_causes(
    text: Text, opinion: Opinion, phrases: tuple[CauseLabel, ...]
) -> tuple[tuple[CauseLabel, ...], float]:
    """Return the causes, primary first, and how sure it is that the first, or that there being none, is right.

    Without an opinion the phrases stand. Below THRESHOLD nothing is named: a person shall look.
    """
    if opinion.chances is None:
        return phrases, phrases[0].confidence if phrases else 0.0
    branch, raw = score(opinion)
    sure = round(calibration("cause")(raw), 3)
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
    # No leaf stands out: the branch is all that is known.
    return Cause(head("cause").labels[best] if inside[best] >= inside.sum() / 2 else branch)


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
