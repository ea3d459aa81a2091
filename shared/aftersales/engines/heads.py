"""The trained parts: linear heads over vectors, how they are mixed with other evidence, and what their confidence means.

`heads.npz` lies beside this file; `python -m infra.training.heads` makes it and writes its model card.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

_EDGE = 1e-6
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Head:
    """Softmax regression: `weights` is inputs × labels, `bias` one number per label."""

    labels: tuple[str, ...]
    weights: Floats
    bias: Floats

    def chances(self, rows: npt.NDArray[np.floating]) -> Floats:
        """Return the probability of every label, one row per row."""
        return softmax(rows @ self.weights + self.bias)


@dataclass(frozen=True, slots=True)
class Calibration:
    """What share of answers with a score was right where it was measured, as a logistic curve over the score's log odds."""

    slope: float
    offset: float

    def __call__(self, score: float) -> float:
        """Return the confidence that a score (0–1) deserves (0–1)."""
        within = min(max(score, _EDGE), 1 - _EDGE)
        return float(1 / (1 + np.exp(-(self.slope * np.log(within / (1 - within)) + self.offset))))


def softmax(logits: Floats) -> Floats:
    """Turn rows of logits into rows of probabilities."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float64)


@cache
def head(name: str) -> Head:
    """Return a head: `cause`, `mood` (both over the encoder), `cause_closer`, `closer` (over the second), or a mixture of moods."""
    data = _data()
    return Head(
        tuple(str(label) for label in data[f"{name}_labels"]),
        data[f"{name}_weights"].astype(np.float64) * float(data[f"{name}_scale"]),
        data[f"{name}_bias"].astype(np.float64),
    )


@cache
def mixing() -> Floats:
    """Return the five weights by which evidence for a cause adds up (see `causing.mix`)."""
    return np.asarray(_data()["mixing"], dtype=np.float64)


@cache
def calibration(name: str) -> Calibration:
    """Return what scores of `cause`, `cause_closer`, or of the mood's two mixtures, mean."""
    slope, offset = _data()[f"{name}_calibration"]
    return Calibration(float(slope), float(offset))


@cache
def _data() -> dict[str, npt.NDArray[np.generic]]:
    with np.load(BytesIO(files("aftersales.engines").joinpath("heads.npz").read_bytes())) as found:
        return {name: found[name] for name in found.files}
