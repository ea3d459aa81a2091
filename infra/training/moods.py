"""Trains what weighs moods: a head on each encoder, and two mixtures of all evidence, set on texts that no part has seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from aftersales.engines.causing import meanings, mix
from aftersales.engines.encoder import LANGUAGES
from aftersales.engines.heads import Floats, softmax
from aftersales.engines.identify import identify
from aftersales.engines.weighing import Evidence, first_row, second_row
from aftersales.language.lexical import read_phrases
from aftersales.language.port import Text
from infra.training.corpora import CLASSES, Labelled
from infra.training.held_out import Sample
from infra.training.regression import curve, even, fit
from infra.training.vectors import vectors

SHRINK = {"mood": 3e-5, "closer": 1e-5}
_MIXTURE_SHRINK = 1e-3
# Reviews speak like our customers do, tweets only stand in for languages that have no reviews here, seeds are few and clean.
_WORTH = {"reviews": 1.0, "tweets": 0.5, "seeds": 2.0}
_SHARE_FOR_SECOND = 128
_LIKELY = 0.1
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts with what is true of them: class, weight, and whether they speak like our customers, as tweets do not."""

    texts: Sequence[str]
    labels: Labels
    worth: Floats
    alike: npt.NDArray[np.bool_]


def rows_of(texts: Sequence[Labelled]) -> Rows:
    """Turn corpora into rows."""
    return Rows(
        [text.text for text in texts],
        np.array([text.label for text in texts], dtype=np.int64),
        np.array([_WORTH[text.corpus.kind] for text in texts]),
        np.array([text.corpus.kind != "tweets" for text in texts]),
    )


def is_for_second(text: Labelled) -> bool:
    """Whether the slow encoder reads this text: half of the reviews, a quarter of the tweets, all seeds."""
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

    In each, every class weighs the same, or a mixture would learn that who writes to a shop is angry.
    """
    known = [sample for sample in samples if sample.mood and sample.is_for_tuning]
    corpora = rows_of([text for text in texts if text.is_for_tuning])
    labels = np.array([CLASSES[str(sample.mood)] for sample in known], dtype=np.int64)
    worth = even(labels, np.ones(len(known)))
    return Rows(
        [*corpora.texts, *(sample.text for sample in known)],
        np.concatenate([corpora.labels, labels]),
        np.concatenate([even(corpora.labels, corpora.worth), worth]),
        np.concatenate([corpora.alike, np.ones(len(known), dtype=bool)]),
    )


def evidence(texts: Sequence[str]) -> list[Evidence]:
    """Gather what the engine would gather, in the languages that it takes the texts for."""
    gathered = []
    found = meanings([f"\n{text}" for text in texts], partial(vectors, "first"))
    for text, meaning in zip(texts, found, strict=True):
        ranked = identify(text)
        lexical = read_phrases(Text(text), [code for code, likely in ranked if likely >= _LIKELY])
        language = ranked[0][0] if ranked else None
        known = meaning if language in LANGUAGES else None
        opinion = mix(known, lexical.causes, language)
        gathered.append(Evidence(Text(text), f"\n{text}", lexical, known.whole if known else None, opinion))
    return gathered


def mixture_rows(rows: Sequence[Evidence], *, closer: bool) -> Floats:
    """Return what a mixture reads of texts."""
    first = [first_row(one) for one in rows]
    if not closer:
        return np.stack(first)
    second = vectors("second", [one.text.body for one in rows])
    return np.stack([second_row(row, vector) for row, vector in zip(first, second, strict=True)])


def mixture(inputs: Floats, rows: Rows) -> Mapping[str, npt.NDArray[np.generic]]:
    """Train a mixture in five folds, so that its calibration is set on answers to texts that it had not seen, then on all.

    How sure it may be, tweets do not say: they are harder than what customers write.
    """
    folds = np.arange(len(rows.labels)) % 5
    chances = np.zeros((len(rows.labels), len(CLASSES)))
    for fold in range(5):
        seen = folds != fold
        weights, bias = fit(inputs[seen], rows.labels[seen], rows.worth[seen], _MIXTURE_SHRINK, len(CLASSES))
        chances[~seen] = softmax(inputs[~seen] @ weights + bias)
    scores = chances[rows.alike].max(axis=1)
    right = (chances.argmax(axis=1) == rows.labels)[rows.alike]
    weights, bias = fit(inputs, rows.labels, rows.worth, _MIXTURE_SHRINK, len(CLASSES))
    return {"weights": weights, "bias": bias, "calibration": np.array(curve(scores.tolist(), right.tolist()))}
