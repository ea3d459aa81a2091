"""What confidences are worth: the expected calibration error, and what chance alone makes of it at so few texts."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_BINS = 10
_DRAWS = 1000
_SEED = 7
_INSIDE = (2.5, 97.5)
_MOSTLY = 95


@dataclass(frozen=True, slots=True)
class CalibrationError:
    """The mean gap between confidence and truth in ten equal bins, weighted by their sizes; `over`: how much too sure on the whole.

    `spread` is half a 95 % interval by drawing the texts anew. `floor` is the mean error of an engine whose confidences are exactly
    right, at as many texts and these confidences; `floor_at_most` the one that it exceeds in one run of twenty.
    """

    error: float
    spread: float
    over: float
    floor: float
    floor_at_most: float

    def __str__(self) -> str:
        """Write the error with its interval, what chance alone makes, and which way it is off."""
        side = "over" if self.over > 0 else "under"
        return (
            f"{self.error:.3f} ± {self.spread:.3f} (by chance {self.floor:.3f}, to {self.floor_at_most:.3f}; "
            f"{side} by {abs(self.over):.3f})"
        )


def calibration_error(pairs: Iterable[tuple[float, bool]]) -> CalibrationError | None:
    """Measure confidences (0–1) against whether they were right; None for nothing. The same pairs give the same figures."""
    known = list(pairs)
    if not known:
        return None
    sure = np.array([confidence for confidence, _ in known])
    right = np.array([hit for _, hit in known], dtype=np.float64)
    places = np.eye(_BINS)[np.minimum(_BINS - 1, (sure * _BINS).astype(np.int64))]
    chance = np.random.default_rng(_SEED)
    count = len(known)
    drawn = chance.multinomial(count, np.full(count, 1 / count), size=_DRAWS)
    anew = _gaps(drawn @ (places * (sure - right)[:, None]), count)
    perfect = _gaps((sure - (chance.random((_DRAWS, count)) < sure)) @ places, count)
    low, high = np.percentile(anew, _INSIDE)
    return CalibrationError(
        float(_gaps((sure - right) @ places, count)),
        float(high - low) / 2,
        float((sure - right).mean()),
        float(perfect.mean()),
        float(np.percentile(perfect, _MOSTLY)),
    )


def _gaps(sums: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.float64]:
    return np.asarray(np.abs(sums).sum(axis=-1) / count)
