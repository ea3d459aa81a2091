"""Texts that people have labelled, and what they change: the next similar text gets the label that a person gave."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Protocol

from aftersales.language.folding import Folded, fold
from aftersales.language.port import Reading, Text
from aftersales.records.cause import Cause
from aftersales.records.labelled import LabelledText
from aftersales.records.taxonomy import OwnCause, current_cause
from aftersales.records.understanding import CauseLabel

MOST = 500
"""So many of the newest labelled texts are looked at."""
_ALIKE = 0.5
_SURE = 0.95
_KEYWORD = 0.8
_LONGEST = 1500
_SHORTEST = 4


Likeness = Callable[[str, Sequence[str]], Sequence[float]]
"""How alike a text is to each of some others, 0–1; from a half on it is the same matter."""


class ExampleStore(Protocol):
    """The labelled texts of workspaces. Every call names its workspace; nothing crosses."""

    def examples(self, workspace: str) -> Sequence[LabelledText]:
        """Return the newest MOST labelled texts, newest first."""

    def learn(self, example: LabelledText) -> None:
        """Remember a labelled text, over that of the same time and id."""

    def forget(self, example: LabelledText) -> None:
        """Forget a labelled text; an unknown one is no error."""


@dataclass(frozen=True, slots=True)
class _Found:
    cause: Cause
    confidence: float
    start: int | None = None
    end: int | None = None


def corrected(
    reading: Reading,
    text: Text,
    examples: Sequence[LabelledText],
    own: Sequence[OwnCause] = (),
    alike: Likeness | None = None,
) -> Reading:
    """Return the reading with what people taught before what the engine read; unlike texts leave it as it is.

    A keyword of a seller's own leaf counts with its place in the text, a similar example with its likeness (0–1) as confidence.
    A leaf that is narrowed to some articles is for texts that are known to be about one of them.
    """
    body = fold(text.body)
    living = [leaf for leaf in own if leaf.retired_at is None and _concerns(leaf, text)]
    elsewhere = {leaf.cause for leaf in own if leaf.retired_at is None} - {leaf.cause for leaf in living}
    told = [one for one in examples if current_cause(one.cause, own) not in elsewhere]
    taught = max(
        (
            *_by_keyword(body, living),
            *_by_likeness(text.body, told, living, own, alike or alike_in_letters),
        ),
        key=lambda found: (found.confidence, found.start is not None),
        default=None,
    )
    if taught is None:
        return reading
    others = tuple(label for label in reading.causes if label.cause != taught.cause)
    same = next((label for label in reading.causes if label.cause == taught.cause), None)
    start, end = (same.start, same.end) if same and taught.start is None else (taught.start, taught.end)
    label = CauseLabel(cause=taught.cause, confidence=round(taught.confidence, 3), start=start, end=end)
    return replace(reading, causes=(label, *others))


def _concerns(leaf: OwnCause, text: Text) -> bool:
    return not leaf.skus or any(article.startswith(leaf.skus) for article in text.articles)


def _by_keyword(body: Folded, living: Sequence[OwnCause]) -> Iterator[_Found]:
    for leaf in living:
        for keyword in leaf.keywords:
            words = fold(keyword).text.strip()
            at = body.text.find(words) if words else -1
            if at >= 0:
                start, end = body.span(at, at + len(words))
                yield _Found(leaf.cause, _KEYWORD, start, end)


def _by_likeness(
    body: str,
    examples: Sequence[LabelledText],
    living: Sequence[OwnCause],
    own: Sequence[OwnCause],
    alike: Likeness,
) -> Iterator[_Found]:
    told = [(current_cause(one.cause, own), one.text) for one in examples]
    told += [(leaf.cause, sentence) for leaf in living for sentence in leaf.examples]
    if not told:
        return
    for (cause, _), likeness in zip(told, alike(body, [words for _, words in told]), strict=True):
        if likeness >= _ALIKE:
            yield _Found(cause, min(_SURE, likeness))


def alike_in_letters(text: str, others: Sequence[str]) -> Sequence[float]:
    """Say how alike a text is to others (0–1) by the runs of characters they share."""
    here = _grams(fold(text).text)
    return [_likeness(here, _grams(fold(other).text)) for other in others]


def _grams(text: str) -> Counter[str]:
    """Runs of two to four characters: they know no language and bear a typo or an ending."""
    plain = " ".join(text.split())[:_LONGEST]
    if len(plain) < _SHORTEST:
        return Counter()
    return Counter(plain[at : at + size] for size in (2, 3, 4) for at in range(len(plain) - size + 1))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    if not one or not other:
        return 0.0
    shared = sum(count * other[gram] for gram, count in one.items() if gram in other)
    return shared / sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
