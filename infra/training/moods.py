"""Trains what weighs moods: a head on each encoder, and two mixtures of all evidence, set on texts that no part has seen.

How sure they may be is then set on answers to sources that had taught neither heads nor mixture: what the engine will be asked is
mostly of a shop, or in a language, that taught it nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from aftersales.engines.evidence import Evidence, gather, look_closer
from aftersales.engines.heads import Floats, softmax
from aftersales.engines.identify import identify
from aftersales.engines.weighing import LEAST, first_row, second_row, signs
from aftersales.language.port import Text
from infra.training.corpora import CLASSES, Labelled
from infra.training.held_out import Sample
from infra.training.regression import curve, even, fit
from infra.training.vectors import vectors

SHRINK = {"mood": 3e-5, "closer": 5e-5}
_MIXTURE_SHRINK = 1e-3
# Three stars are rarer than praise and blame, and mostly a mild blame; told as often, they would take the mild of both sides.
_PRIOR = np.array([1.0, 0.1, 1.0])
# How often they are told among reviews that set a confidence: half as often as praise, and as blame.
_OFTEN = np.array([1.0, 0.5, 1.0])
# Reviews speak like our customers do, tweets only stand in for languages that have no reviews here, seeds are few and clean.
_WORTH = {"reviews": 1.0, "tweets": 0.5, "seeds": 2.0}
_SHARE_FOR_SECOND = 128
_FOLDS = 5
_SAMPLES = frozenset({"seller", "messages"})
_UNLIKE = frozenset({"tweets", "seeds"})
VOICES = {"mood": slice(3, 6), "closer": slice(13, 16)}
"""Where the heads speak in what a mixture reads."""


Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts with what is true of them: class, weight, and the kind of text: tweets, seeds, a corpus of reviews or a kind of sample.

    `sources`: whose they are, told apart by language, English ones by repository; a sample's is the fifth that its thought is in.
    """

    texts: Sequence[str]
    labels: Labels
    worth: Floats
    kinds: Sequence[str]
    sources: Sequence[str]


class Answer(NamedTuple):
    """What was said of a text of a kind whose class is `label`; the classes are numbers, the signs shares."""

    kind: str
    label: int
    told: int
    signs: tuple[float, ...]


def rows_of(texts: Sequence[Labelled]) -> Rows:
    """Turn corpora into rows."""
    return Rows(
        [text.text for text in texts],
        np.array([text.label for text in texts], dtype=np.int64),
        np.array([_WORTH[text.corpus.kind] for text in texts]),
        [text.corpus.file if text.corpus.kind == "reviews" else text.corpus.kind for text in texts],
        [_source(text) for text in texts],
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


def is_looked_at(text: Labelled) -> bool:
    """Whether the slow encoder reads this text where mixtures are set: every review, of the others what it reads anyway."""
    return text.corpus.kind == "reviews" or is_for_second(text)


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
        [
            *corpora.sources,
            *(f"samples {sha256(sample.thought.encode()).digest()[1] % _FOLDS}" for sample in known),
        ],
    )


def _source(text: Labelled) -> str:
    """English texts are of several shops; of each other language there are one or two corpora, and none is to be known."""
    return text.corpus.source if text.language == "en" else text.language


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


def mixture(inputs: Floats, rows: Rows) -> tuple[Floats, Floats]:
    """Train a mixture on all rows; return weights and bias."""
    return fit(inputs, rows.labels, rows.worth, _MIXTURE_SHRINK, len(CLASSES))


def voices(name: str, texts: Sequence[Labelled], rows: Rows, read: Floats) -> Floats:
    """Return what heads say of reviews whose source did not teach them, of the rest the shipped one: log chances, a row each.

    `texts` taught the head that ships, `read` are its encoder's vectors of the rows (zeros where it cannot read the language).
    """
    told = _spoken(name, texts, read)
    sources = np.array(rows.sources)
    of_reviews = {
        source
        for source, kind in zip(rows.sources, rows.kinds, strict=True)
        if kind not in _SAMPLES and kind not in _UNLIKE
    }
    for source in sorted(of_reviews):
        own = sources == source
        told[own] = _spoken(name, [text for text in texts if _source(text) != source], read[own])
    return told


def _spoken(name: str, texts: Sequence[Labelled], read: Floats) -> Floats:
    weights, bias = head_on("first" if name == "mood" else "second", name, rows_of(texts))
    told = softmax(read @ weights + bias)
    told[~read.any(axis=1)] = 1 / len(CLASSES)
    return np.asarray(np.log(told + LEAST))


def strangers(inputs: Floats, heard: Floats, rows: Rows) -> Floats:
    """Return the chances that mixtures give to rows of which they know no source; such a mixture then reads `heard` of them."""
    chances = np.zeros((len(rows.labels), len(CLASSES)))
    sources = np.array(rows.sources)
    for source in sorted(set(rows.sources)):
        own = sources == source
        weights, bias = fit(inputs[~own], rows.labels[~own], rows.worth[~own], _MIXTURE_SHRINK, len(CLASSES))
        chances[own] = softmax(heard[own] @ weights + bias)
    return chances


def answers(chances: Floats, heard: Floats, found: Sequence[Evidence], rows: Rows) -> list[Answer]:
    """Return what was said of rows, and what tells how sure it may be."""
    return [
        Answer(kind, int(label), int(told.argmax()), signs(told, row, one))
        for kind, label, told, row, one in zip(rows.kinds, rows.labels, chances, heard, found, strict=True)
    ]


def sureness(said: Sequence[Answer], *, of_reviews: bool) -> tuple[float, ...]:
    """Return the curve from the signs of answers to how often they are right: of reviews, or of sentences and messages.

    Each corpus weighs as another, each kind of sample too; tweets, harder, say nothing.
    """
    used = [one for one in said if one.kind not in _UNLIKE and (one.kind not in _SAMPLES) == of_reviews]
    weights = [float(_OFTEN[one.label]) if of_reviews else 1.0 for one in used]
    by_kind: dict[str, float] = defaultdict(float)
    for one, weight in zip(used, weights, strict=True):
        by_kind[one.kind] += weight
    worth = [weight / by_kind[one.kind] for one, weight in zip(used, weights, strict=True)]
    return curve([one.signs for one in used], [one.told == one.label for one in used], worth)
