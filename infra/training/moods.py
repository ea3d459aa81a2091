"""Trains what weighs moods: a head on each encoder, and two mixtures of all evidence, set on texts that no part has seen.

How sure a mixture may be is then set on its answers to texts that it had not seen either, and that the engine would ask it about.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from aftersales.engines.evidence import Evidence, gather, look_closer
from aftersales.engines.heads import Floats, softmax
from aftersales.engines.identify import identify
from aftersales.engines.weighing import first_row, second_row
from aftersales.language.port import Text
from infra.training.corpora import CLASSES, Labelled
from infra.training.held_out import Sample
from infra.training.regression import curve, even, fit
from infra.training.vectors import vectors

SHRINK = {"mood": 3e-5, "closer": 5e-5}
_MIXTURE_SHRINK = 1e-3
# Three stars are rarer than praise and blame, and mostly a mild blame; told as often, they would take the mild of both sides.
_PRIOR = np.array([1.0, 0.1, 1.0])
# How often they are told among reviews that set a confidence: one in nine, as in a shop.
_OFTEN = np.array([1.0, 0.25, 1.0])
# Reviews speak like our customers do, tweets only stand in for languages that have no reviews here, seeds are few and clean.
_WORTH = {"reviews": 1.0, "tweets": 0.5, "seeds": 2.0}
_SHARE_FOR_SECOND = 128
_FOLDS = 5
_SAMPLES = frozenset({"seller", "messages"})
# Films and posts about brands are no more what customers write than tweets are.
_UNLIKE = frozenset({"tweets", "seeds", "nsmc.jsonl", "wisesight.jsonl"})
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts with what is true of them: class, weight, and the kind of text: tweets, seeds, a corpus of reviews or a kind of sample.

    `folds`: which fifth each is in; a thought and its translations are in the same one.
    """

    texts: Sequence[str]
    labels: Labels
    worth: Floats
    kinds: Sequence[str]
    folds: Labels


def rows_of(texts: Sequence[Labelled]) -> Rows:
    """Turn corpora into rows."""
    return Rows(
        [text.text for text in texts],
        np.array([text.label for text in texts], dtype=np.int64),
        np.array([_WORTH[text.corpus.kind] for text in texts]),
        [text.corpus.file if text.corpus.kind == "reviews" else text.corpus.kind for text in texts],
        np.arange(len(texts)) % _FOLDS,
    )


def is_for_second(text: Labelled) -> bool:
    """Whether the slow encoder reads this text: most reviews, a quarter of the tweets, all seeds."""
    if text.rank > text.corpus.closer:
        return False
    chance = sha256(text.text.encode()).digest()[3]
    limit = {"reviews": 2 * _SHARE_FOR_SECOND, "tweets": _SHARE_FOR_SECOND // 2, "seeds": 256}[
        text.corpus.kind
    ]
    return chance < (limit if text.corpus.language != "zh" else _SHARE_FOR_SECOND)


def head_on(encoder: str, name: str, rows: Rows) -> tuple[Floats, Floats]:
    """Train a head on one encoder's vectors. Classes weigh the same: how often customers complain is not for tweets to say."""
    worth = even(rows.labels, rows.worth)
    return fit(vectors(encoder, rows.texts), rows.labels, worth, SHRINK[name], len(CLASSES))


def tuning_rows(texts: Sequence[Labelled], samples: Sequence[Sample]) -> Rows:
    """Join what sets the mixtures: the corpora's tuning part, and the messages' with as much weight as all of it.

    In each, praise and blame weigh the same, or a mixture would learn that who writes to a shop is angry.
    """
    known = [sample for sample in samples if sample.mood and sample.is_for_tuning]
    corpora = rows_of([text for text in texts if text.is_for_tuning])
    labels = np.array([CLASSES[str(sample.mood)] for sample in known], dtype=np.int64)
    worth = even(labels, np.ones(len(known)))
    return Rows(
        [*corpora.texts, *(sample.text for sample in known)],
        np.concatenate([corpora.labels, labels]),
        np.concatenate([even(corpora.labels, corpora.worth) * _PRIOR[corpora.labels], worth]),
        [*corpora.kinds, *(sample.kind for sample in known)],
        np.concatenate(
            [corpora.folds, [sha256(sample.thought.encode()).digest()[1] % _FOLDS for sample in known]]
        ),
    )


def evidence(texts: Sequence[str], *, closer: bool) -> list[Evidence]:
    """Gather what the engine would gather, with the second encoder's look at all of them or at none."""
    found = gather(
        [Text(text) for text in texts], [identify(text) for text in texts], partial(vectors, "first")
    )
    if not closer:
        return found
    looked = vectors("second", texts)
    return [look_closer(one, vector) for one, vector in zip(found, looked, strict=True)]


def mixture_rows(rows: Sequence[Evidence]) -> Floats:
    """Return what a mixture reads of texts."""
    first = [first_row(one) for one in rows]
    return np.stack(
        [
            row if one.second is None else second_row(row, one.second)
            for row, one in zip(first, rows, strict=True)
        ]
    )


def mixture(inputs: Floats, rows: Rows) -> tuple[Floats, Floats, Floats]:
    """Train a mixture on all rows; return weights, bias, and what mixtures say of each fifth that learned from the others."""
    chances = np.zeros((len(rows.labels), len(CLASSES)))
    for fold in range(_FOLDS):
        seen = rows.folds != fold
        weights, bias = fit(inputs[seen], rows.labels[seen], rows.worth[seen], _MIXTURE_SHRINK, len(CLASSES))
        chances[~seen] = softmax(inputs[~seen] @ weights + bias)
    return *fit(inputs, rows.labels, rows.worth, _MIXTURE_SHRINK, len(CLASSES)), chances


def sureness(chances: Floats, rows: Rows, asked: Sequence[bool]) -> tuple[float, float]:
    """Return the curve from a mixture's chances of texts that taught it nothing to how often it is right.

    Only texts count about which the engine asks this mixture: what is left for the second encoder is harder than the rest.
    """
    of_reviews = np.array([kind not in _SAMPLES for kind in rows.kinds])
    worth = _evenly(rows.kinds) * np.where(of_reviews, _OFTEN[rows.labels], 1.0)
    used = np.array(asked) & (worth > 0)
    right = chances.argmax(axis=1) == rows.labels
    return curve(chances.max(axis=1)[used].tolist(), right[used].tolist(), worth[used].tolist())


def _evenly(kinds: Sequence[str]) -> Floats:
    """Sentences, messages and reviews weigh the same, and each corpus of reviews as another; tweets, harder, say nothing."""
    counts = Counter(kinds)
    corpora = len(set(counts) - _SAMPLES - _UNLIKE)
    shares = {kind: 0.0 if kind in _UNLIKE else 1.0 if kind in _SAMPLES else 1 / corpora for kind in counts}
    return np.array([shares[kind] / counts[kind] for kind in kinds])
