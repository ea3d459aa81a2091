"""What people taught, heard across languages: a text close in meaning to one that a person labelled gets that label."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from aftersales.engines.encoder import LANGUAGES, SIZE, Vectors, encode
from aftersales.engines.identify import identify
from aftersales.language.examples import alike_in_letters, corrected
from aftersales.language.port import Reader, Reading, Text
from aftersales.records.labelled import LabelledText
from aftersales.records.taxonomy import OwnCause

_SAME_MATTER = 0.55
"""The cosine from which on two texts are taken for the same matter: among 17,000 pairs of messages about different branches 2 in
10,000 reach it, of pairs about the same thought in two languages every sixth; see docs/language.md."""

_SLOPE = 2.0
_REMEMBERED = 2048


def alike_in_meaning(text: str, others: Sequence[str]) -> Sequence[float]:
    """Plays `Likeness`: the larger of likeness in meaning, where the encoder knows both languages, and in letters."""
    letters = alike_in_letters(text, others)
    rows = np.stack([_vector(other) for other in others]) if others else np.zeros((0, SIZE), dtype=np.float32)
    meanings = 0.5 + _SLOPE * (rows @ _vector(text) - _SAME_MATTER)
    return [float(max(meaning, letter)) for meaning, letter in zip(meanings, letters, strict=True)]


class Learned:
    """Plays `Reader`: another one, adjusted by labelled texts. Nothing is trained; a label counts from the next text on."""

    def __init__(
        self, reader: Reader, examples: Iterable[LabelledText], own: Sequence[OwnCause] = ()
    ) -> None:
        """Correct what `reader` reads by the examples of one workspace and its own causes."""
        self._reader = reader
        self._examples = tuple(examples)
        self._own = own

    @property
    def name(self) -> str:
        """The name of the engine that is adjusted."""
        return self._reader.name

    @property
    def version(self) -> str:
        """Its version: what was taught is no new engine."""
        return self._reader.version

    def read(self, texts: Sequence[Text]) -> Sequence[Reading]:
        """Read texts; raises what the adjusted engine raises."""
        return [
            corrected(reading, text, self._examples, self._own, alike_in_meaning)
            for text, reading in zip(texts, self._reader.read(texts), strict=True)
        ]


def learn(examples: Iterable[LabelledText], reader: Reader, own: Sequence[OwnCause] = ()) -> Reader:
    """Return `reader` adjusted by what the people of a workspace have labelled."""
    return Learned(reader, examples, own)


@lru_cache(maxsize=_REMEMBERED)
def _vector(text: str) -> Vectors:
    ranked = identify(text)
    if not ranked or ranked[0][0] not in LANGUAGES:
        return np.zeros(SIZE, dtype=np.float32)
    return np.asarray(encode([text])[0], dtype=np.float32)
