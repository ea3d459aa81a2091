"""Sentiment by a small linear model over hashed character n-grams and the moods that the lexicon counted.

The weights lie beside this file; `python -m infra.training.sentiment` makes them and writes their model card.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from zlib import crc32

import numpy as np
import numpy.typing as npt

from aftersales.language.folding import fold
from aftersales.language.lexical import Lexical

BUCKETS = 1 << 17
CLASSES = ("negative", "neutral", "positive")
_LONGEST = 1500
_MOST = 3


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` is BUCKETS × 3 in int8, to be multiplied by `scale`; `bias` is 3."""

    weights: npt.NDArray[np.int8]
    scale: float
    bias: npt.NDArray[np.float32]

    def probabilities(self, places: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """Return the probability of each class for a text's features (see `features`)."""
        logits = (
            self.weights[places].sum(axis=0, dtype=np.int64) * self.scale / np.sqrt(len(places)) + self.bias
        )
        powers = np.exp(logits - logits.max())
        return np.asarray(powers / powers.sum(), dtype=np.float64)


def features(text: str, lexical: Lexical) -> npt.NDArray[np.int64]:
    """Return the buckets of a text: n-grams of 2 to 5 characters within words, and what the lexicon says of it.

    The lexicon's part is the same in every language, so a language without training texts profits from the others.
    """
    folded = fold(text).text[:_LONGEST]
    grams: set[str] = set()
    for word in folded.split():
        padded = f" {word} "
        for size in (2, 3, 4, 5):
            grams.update(padded[start : start + size] for start in range(len(padded) - size + 1))
    places = [crc32(gram.encode("utf-8", "surrogatepass")) % BUCKETS for gram in sorted(grams)]
    # Said many times, for among hundreds of n-grams one feature would not be heard.
    loud = max(1, len(places) // 12)
    for mark in _marks(lexical):
        places += [crc32(mark.encode()) % BUCKETS] * loud
    return np.asarray(places or [0], dtype=np.int64)


def _marks(lexical: Lexical) -> list[str]:
    balance = max(-_MOST, min(_MOST, lexical.positive - lexical.negative))
    marks = [f"\0balance{balance}", f"\0any{min(_MOST, lexical.positive + lexical.negative)}"]
    return [*marks, "\0problem"] if lexical.has_problem else marks


@cache
def model() -> Model:
    """Read the weights."""
    data = np.load(BytesIO(files("aftersales.engines").joinpath("sentiment.npz").read_bytes()))
    return Model(data["weights"], float(data["scale"]), data["bias"])
