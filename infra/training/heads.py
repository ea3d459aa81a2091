"""Trains the heads: `python -m infra.training.heads <folder of corpora>` (about ten minutes; vectors are kept for the next run).

In this order, for each part reads the ones before: the head for causes, how sure it may be, heads and mixtures for moods.
The hashed model (`infra.training.sentiment`) comes first of all. The same folder gives the same weights.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from aftersales.engines import heads
from aftersales.engines.causing import Opinion, mix, score
from aftersales.engines.encoder import LANGUAGES
from aftersales.engines.heads import Floats
from aftersales.engines.weighing import doubted, glance
from infra.training import causes, moods
from infra.training.card import heads_card
from infra.training.corpora import CLASSES, Labelled, read
from infra.training.held_out import Sample, messages, seller_sentences
from infra.training.regression import curve

ENGINE = Path(heads.__file__).parent
MIXING = (3.0, 1.5, 1.0, 1.0, 0.5)
"""The first four set by trying nine combinations on the messages and the seller's sentences; the last (the second encoder's share)
was not tuned."""

_UNSET = {
    "cause_closer_calibration": np.array([1.0, 0.0]),
    "mood_calibration": np.array([1.0, 0.0, 0.0, 0.0]),
    "mood_of_review_calibration": np.array([1.0, 0.0, 0.0, 0.0]),
}


def main(folder: Path) -> None:
    """Train everything; the file is written after each part, for the next one reads it, and at the end without what is no more."""
    texts = list(read(folder))
    tuning = [sample for sample in (*messages(), *seller_sentences()) if sample.is_for_tuning]
    rows = causes.taught(folder, texts)
    labels = causes.labels_of(rows)
    data = {"mixing": np.array(MIXING)}
    for name, encoder in (("cause", "first"), ("cause_closer", "second")):
        made = causes.train(rows, encoder, labels)
        data |= _small(name, labels, made.weights, made.bias)
    # What is not trained yet stays as it was, so that whoever uses the tree meanwhile finds a whole file.
    _write(_UNSET | _old() | data)
    data |= _cause_curves(causes.opinions(rows), tuning)
    training = [text for text in texts if not (text.is_held_out or text.is_for_tuning)]
    closer = [text for text in training if moods.is_for_second(text)]
    readable = [text for text in training if text.language in LANGUAGES]
    for name, encoder, some in (("mood", "first", readable), ("closer", "second", closer)):
        data |= _small(name, tuple(CLASSES), *moods.head_on(encoder, name, moods.rows_of(some)))
    _write(_old() | data)
    data |= _mixtures(texts, tuning, readable, closer)
    _write(data)
    card = heads_card(len(rows), len(training), len(closer))
    (ENGINE / "HEADS.md").write_text(card, encoding="utf-8")
    print(
        f"causes: {len(rows)} sentences, {len(labels)} labels; moods: {len(training)} texts, {len(closer)} of them by both encoders"
    )


def _mixtures(
    texts: Sequence[Labelled],
    tuning: Sequence[Sample],
    readable: Sequence[Labelled],
    closer: Sequence[Labelled],
) -> dict[str, npt.NDArray[np.generic]]:
    """Train both mixtures, and set how sure they may be: on answers to strangers, each by the mixture that the engine asks."""
    rated = moods.tuning_rows(texts, tuning)
    alone = moods.evidence(rated.texts, closer=False)
    inputs = moods.mixture_rows(alone)
    data = _small("mixture", tuple(CLASSES), *moods.mixture(inputs, rated))
    _write(_old() | data)
    hard = {one.whole for one in alone if doubted(one, glance(one))}
    heard = inputs.copy()
    heard[:, moods.VOICES["mood"]] = moods.voices("mood", readable, rated, _read(one.vector for one in alone))
    said = moods.answers(moods.strangers(inputs, heard, rated), heard, alone, rated)
    easy = [answer for answer, one in zip(said, alone, strict=True) if one.whole not in hard]
    looked = moods.tuning_rows([text for text in texts if moods.is_looked_at(text)], tuning)
    both = moods.evidence(looked.texts, closer=True)
    inputs = moods.mixture_rows(both)
    data |= _small("closer_mixture", tuple(CLASSES), *moods.mixture(inputs, looked))
    told = {one.whole: row[moods.VOICES["mood"]] for one, row in zip(alone, heard, strict=True)}
    heard = inputs.copy()
    heard[:, moods.VOICES["mood"]] = [told[one.whole] for one in both]
    heard[:, moods.VOICES["closer"]] = moods.voices(
        "closer", closer, looked, _read(one.second for one in both)
    )
    said = moods.answers(moods.strangers(inputs, heard, looked), heard, both, looked)
    asked = [answer for answer, one in zip(said, both, strict=True) if one.whole in hard]
    for name, of_reviews in (("mood", False), ("mood_of_review", True)):
        data[f"{name}_calibration"] = np.array(moods.sureness([*easy, *asked], of_reviews=of_reviews))
    return data


def _read(vectors: Iterable[npt.NDArray[np.floating] | None]) -> Floats:
    """Stack vectors, zeros for a text that an encoder cannot read."""
    known = list(vectors)
    size = next(len(vector) for vector in known if vector is not None)
    return np.stack([np.zeros(size) if vector is None else vector for vector in known])


def _cause_curves(
    seeds: Sequence[tuple[str, Opinion, Opinion]], tuning: Sequence[Sample]
) -> dict[str, npt.NDArray[np.generic]]:
    """Set on seeds by heads that did not know them, and on half of the messages and the seller's sentences: the hard and the clean.

    Each of the three weighs the same.
    """
    found = moods.evidence([sample.text for sample in tuning], closer=True)
    kinds = ["seeds"] * len(seeds) + [sample.kind for sample in tuning]
    truths = [cause for cause, _, _ in seeds] + [sample.cause for sample in tuning]
    alone = [first for _, first, _ in seeds]
    alone += [mix(one.meaning, None, one.lexical, one.language) for one in found]
    together = [both for _, _, both in seeds] + [one.opinion for one in found]
    counts = Counter(kinds)
    curves = {}
    for name, opinions in (("cause", alone), ("cause_closer", together)):
        known = [index for index, one in enumerate(opinions) if one.chances is not None]
        scores = [score(opinions[index]) for index in known]
        right = [
            told == truths[index].split(".", 1)[0] for index, (told, _) in zip(known, scores, strict=True)
        ]
        worth = [1 / counts[kinds[index]] for index in known]
        curves[f"{name}_calibration"] = np.array(curve([raw for _, raw in scores], right, worth))
        print(f"{name}: {np.mean(right):.3f} of {len(right)} right, curve {curves[f'{name}_calibration']}")
    return curves


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
