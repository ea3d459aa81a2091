"""Trains the heads: `python -m infra.training.heads <folder of corpora>` (about ten minutes; vectors are kept for the next run).

In this order, for each part reads the ones before: the head for causes, how sure it may be, heads and mixtures for moods.
The hashed model (`infra.training.sentiment`) comes first of all. The same folder gives the same weights.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from aftersales.engines import heads
from aftersales.engines.causing import score
from infra.training import causes, moods
from infra.training.card import heads_card
from infra.training.corpora import CLASSES, read
from infra.training.held_out import Sample, messages, seller_sentences
from infra.training.regression import curve

ENGINE = Path(heads.__file__).parent
MIXING = (3.0, 1.5, 1.0, 1.0)
"""Set by trying nine combinations on the messages and the seller's sentences."""


def main(folder: Path) -> None:
    """Train everything and write the file after each part, for the next part reads it."""
    texts = list(read(folder))
    tuning = [sample for sample in (*messages(), *seller_sentences()) if sample.is_for_tuning]
    labels, weights, bias, trained = causes.train(folder, texts)
    # What is not trained yet stays as it was, so that whoever uses the tree meanwhile finds a whole file.
    data = _old() | {"mixing": np.array(MIXING), "cause_calibration": np.array([1.0, 0.0])}
    data |= _small("cause", labels, weights, bias)
    _write(data)
    data["cause_calibration"] = np.array(_cause_curve(tuning))
    training = [text for text in texts if not (text.is_held_out or text.is_for_tuning)]
    data |= _small("mood", tuple(CLASSES), *moods.head_on("first", "mood", moods.rows_of(training)))
    closer = [text for text in training if moods.is_for_second(text)]
    data |= _small("closer", tuple(CLASSES), *moods.head_on("second", "closer", moods.rows_of(closer)))
    _write(data)
    for name, some in (
        ("mixture", texts),
        ("closer_mixture", [one for one in texts if moods.is_for_second(one)]),
    ):
        rows = moods.tuning_rows(some, tuning)
        inputs = moods.mixture_rows(moods.evidence(rows.texts), closer=name != "mixture")
        found = moods.mixture(inputs, rows)
        data |= _small(name, tuple(CLASSES), found["weights"], found["bias"])
        data[f"{name}_calibration"] = found["calibration"]
    _write(data)
    card = heads_card(trained, len(training), len(closer))
    (ENGINE / "HEADS.md").write_text(card, encoding="utf-8")
    print(
        f"causes: {trained} sentences, {len(labels)} labels; moods: {len(training)} texts, {len(closer)} of them by both encoders"
    )


def _cause_curve(tuning: Iterable[Sample]) -> tuple[float, float]:
    rows = list(tuning)
    scores, right = [], []
    for sample, one in zip(rows, moods.evidence([sample.text for sample in rows]), strict=True):
        name, raw = score(one.opinion)
        scores.append(raw)
        right.append(name == sample.cause.split(".", 1)[0])
    return curve(scores, right)


def _small(
    name: str, labels: tuple[str, ...], weights: npt.NDArray[np.generic], bias: npt.NDArray[np.generic]
) -> dict[str, npt.NDArray[np.generic]]:
    """Round weights to 16-bit steps of their own scale."""
    exact = np.asarray(weights, dtype=np.float64)
    scale = float(np.abs(exact).max()) / 32_767
    return {
        f"{name}_labels": np.array(labels),
        f"{name}_weights": np.round(exact / scale).astype(np.int16),
        f"{name}_scale": np.array(scale),
        f"{name}_bias": np.asarray(bias, dtype=np.float32),
    }


def _old() -> dict[str, npt.NDArray[np.generic]]:
    path = ENGINE / "heads.npz"
    if not path.exists():
        return {}
    with np.load(path) as found:
        return {name: found[name] for name in found.files}


def _write(data: dict[str, npt.NDArray[np.generic]]) -> None:
    np.savez_compressed(ENGINE / "heads.npz", allow_pickle=False, **data)
    for known in (heads.head, heads.mixing, heads.calibration, heads._data):  # noqa: SLF001 what was read is now old
        known.cache_clear()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
