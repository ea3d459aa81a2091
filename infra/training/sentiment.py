"""Trains the sentiment weights: `python -m infra.training.sentiment <folder of corpora>`. The same folder gives the same bytes.

Softmax regression by AdaGrad over hashed features, cooled on texts of their own, weights rounded to int8. Writes the weights and
their card beside the engine.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from aftersales.engines import mood
from aftersales.engines.identify import identify
from aftersales.language.lexical import read_phrases
from aftersales.language.port import Text
from infra.training.card import write_card
from infra.training.corpora import Labelled, read
from infra.training.sources import STARRED

ENGINE = Path(mood.__file__).parent
EPOCHS = 8
RATE = 0.5
SHRINK = 3e-6
SEED = 7
# Reviews speak like our customers do, tweets only stand in for languages that have no reviews here.
WEIGHT = {"reviews": 1.0, "tweets": 0.6, "seeds": 1.0}
# These weights are older than the reviews with stars and these files of seeds; what is newer teaches the heads alone.
_LATER = frozenset({"as_strangers_write.txt", "size_of_something_else.txt"})
Places = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]


def main(folder: Path) -> None:
    """Train, round, measure on what was held out, write."""
    texts = [text for text in read(folder) if text.corpus not in STARRED and text.about not in _LATER]
    rows = [_features(text.text) for text in texts]
    both = list(zip(rows, texts, strict=True))
    tested = [one for one in both if one[1].is_held_out]
    tuning = [one for one in both if one[1].is_for_tuning]
    trained = [one for one in both if not (one[1].is_held_out or one[1].is_for_tuning)]
    weights, bias = _cooled(*_train(trained), tuning)
    scale = float(np.abs(weights).max()) / 127
    small = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    rounded = mood.Model(small, scale, bias)
    np.savez_compressed(ENGINE / "sentiment.npz", weights=small, scale=scale, bias=bias)
    card = write_card([(rounded.probabilities(row), text) for row, text in tested], len(trained))
    (ENGINE / "SENTIMENT.md").write_text(card, encoding="utf-8")
    print(card)


def _features(text: str) -> Places:
    languages = [code for code, likely in identify(text) if likely >= 0.1]  # noqa: PLR2004 as the engine does
    return mood.features(f"\n{text}", read_phrases(Text(text), languages))


def _train(rows: list[tuple[Places, Labelled]]) -> tuple[Weights, npt.NDArray[np.float64]]:
    chance = np.random.default_rng(SEED)
    weights = np.zeros((mood.BUCKETS, 3))
    squares = np.full((mood.BUCKETS, 3), 1e-2)
    bias, bias_squares = np.zeros(3), np.full(3, 1.0)
    total = np.zeros_like(weights)
    for epoch in range(EPOCHS):
        for index in chance.permutation(len(rows)):
            places, text = rows[index]
            once, counts = np.unique(places, return_counts=True)
            strength = counts[:, None] / np.sqrt(len(places))
            logits = (weights[once] * strength).sum(axis=0) + bias
            chances = np.exp(logits - logits.max())
            chances /= chances.sum()
            chances[text.label] -= 1
            chances *= WEIGHT[text.corpus.kind]
            slope = strength * chances + SHRINK * weights[once] * len(rows) / 100
            squares[once] += slope**2
            weights[once] -= RATE * slope / np.sqrt(squares[once])
            bias_squares += chances**2
            bias -= RATE * chances / np.sqrt(bias_squares)
        if epoch >= EPOCHS // 2:
            total += weights
    return total / (EPOCHS - EPOCHS // 2), bias


def _cooled(
    weights: Weights, bias: npt.NDArray[np.float64], rows: Sequence[tuple[Places, Labelled]]
) -> tuple[Weights, npt.NDArray[np.float32]]:
    """Divide by the temperature at which the unseen rows are likeliest: a model is too sure of what it has not seen."""

    def unlikely(temperature: float) -> float:
        loss = 0.0
        for places, text in rows:
            logits = (weights[places].sum(axis=0) / np.sqrt(len(places)) + bias) / temperature
            loss += float(np.log(np.exp(logits - logits.max()).sum()) + logits.max() - logits[text.label])
        return loss

    best = min((0.8 + step / 10 for step in range(40)), key=unlikely)
    return weights / best, (bias / best).astype(np.float32)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
