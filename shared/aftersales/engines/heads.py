"""The trained parts: linear heads over vectors, how they are mixed with other evidence, and what their confidence means.

`heads.npz` lies beside this file; `python -m infra.training.heads` makes it and writes its model card.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

_EDGE = 1e-3
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
    """What share of answers with such signs was right where it was measured, as a logistic curve over the signs' log odds."""

    weights: Floats
    offset: float

    def __call__(self, *signs: float) -> float:
        """Return the confidence (0–1) that signs (0–1 each) deserve."""
        return float(1 / (1 + np.exp(-(log_odds(signs) @ self.weights + self.offset))))


def log_odds(shares: npt.ArrayLike) -> Floats:
    """Return the log odds of shares; what is nearer to 0 or 1 than a thousandth counts as a thousandth."""
    within = np.clip(np.asarray(shares, dtype=np.float64), _EDGE, 1 - _EDGE)
    return np.asarray(np.log(within / (1 - within)), dtype=np.float64)


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
    """Return what the signs of a `cause`, of a `cause_closer` (by both encoders), of a `mood` or of a `mood_of_review` mean."""
    *weights, offset = _data()[f"{name}_calibration"]
    return Calibration(np.array(weights, dtype=np.float64), float(offset))


@cache
def _data() -> dict[str, npt.NDArray[np.generic]]:
    with np.load(BytesIO(files("aftersales.engines").joinpath("heads.npz").read_bytes())) as found:
        return {name: found[name] for name in found.files}
