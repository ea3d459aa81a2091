"""Small statistics for training: softmax regression on dense rows, a logistic curve for confidences. Deterministic."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from aftersales.engines.heads import Floats, log_odds, softmax

_STEPS = 400
_RATE = 0.5
_LAST_RATE = 0.02
_FIRST, _SECOND, _TINY = 0.9, 0.999, 1e-8


def fit(
    rows: npt.NDArray[np.floating], labels: npt.NDArray[np.int64], worth: Floats, shrink: float, classes: int
) -> tuple[Floats, Floats]:
    """Return weights (inputs × classes) and bias by Adam over all rows at once; `worth` is each row's weight, `shrink` the L2."""
    inputs = np.asarray(rows, dtype=np.float32)
    truth = np.eye(classes)[labels]
    share = (worth / worth.sum())[:, None]
    state = np.zeros((inputs.shape[1] + 1, classes))
    mean, square = np.zeros_like(state), np.zeros_like(state)
    for step in range(1, _STEPS + 1):
        wrong = (softmax(inputs @ state[:-1].astype(np.float32) + state[-1]) - truth) * share
        slope = np.vstack([inputs.T @ wrong.astype(np.float32) + shrink * state[:-1], wrong.sum(axis=0)])
        mean = _FIRST * mean + (1 - _FIRST) * slope
        square = _SECOND * square + (1 - _SECOND) * slope**2
        rate = _RATE * (_LAST_RATE / _RATE) ** (step / _STEPS)
        state = state - rate * (mean / (1 - _FIRST**step)) / (np.sqrt(square / (1 - _SECOND**step)) + _TINY)
    return state[:-1], state[-1]


def even(labels: npt.NDArray[np.int64], worth: Floats) -> Floats:
    """Return the worth of rows such that every class weighs the same."""
    counts = np.bincount(labels, weights=worth)
    return np.asarray(worth / counts[labels])


def curve(
    signs: npt.ArrayLike, right: Sequence[bool], worth: Sequence[float] | None = None
) -> tuple[float, ...]:
    """Return weights and offset of the logistic curve from the log odds of signs to the chance of being right (Platt).

    `signs` are shares: one a row, or a row of several.
    """
    odds = log_odds(signs).reshape(len(right), -1)
    labels = np.asarray(right, dtype=np.int64)
    weights, bias = fit(odds, labels, np.ones(len(labels)) if worth is None else np.asarray(worth), 1e-3, 2)
    return *(weights[:, 1] - weights[:, 0]).tolist(), float(bias[1] - bias[0])
