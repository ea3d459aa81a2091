"""Trains the head that names causes: seeds in 14 languages, praise from the corpora, and shop messages that the phrases can label.

The phrases are right in about 96 of 100 messages that they label at all, so what they say of unlabelled English messages
teaches the encoder's head, and through the encoder every language.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from aftersales.engines.causing import NOTHING, Judges, Opinion, mix
from aftersales.engines.heads import Head
from aftersales.language.lexical import read_phrases
from aftersales.language.port import Text
from infra.training.corpora import Labelled, rows_in
from infra.training.moods import evidence
from infra.training.regression import even, fit
from infra.training.seeds import seeds
from infra.training.sources import BITEXT, CUCOM
from infra.training.vectors import vectors

SHRINK = {"first": 3e-5, "second": 1e-5}
_OF_EACH = 25
_PRAISE = 150
_SURE = 0.6
# What the phrases confuse in this corpus (payments that failed, cancelled orders) is not learned from it.
_TRUSTED = (
    "lost_or_late.",
    "damaged_in_transit",
    "wrong_item",
    "missing_parts",
    "quality.",
    "size_fit",
    "not_as_described",
)
_INTENTS = {
    "track_order": "order_status",
    "get_refund": "refund_or_return_wish",
    "cancel_order": "refund_or_return_wish",
    "complaint": "complaint",
    "get_invoice": "other",
    "recover_password": "other",
    "newsletter_subscription": "other",
}
_NUMBERS = re.compile(r"(?:order)?\s*(?:id|number|no\.?|#)*\s*:?\s*#?[\dxz-]{6,}", re.IGNORECASE)


FOLDS = 3
Texts = Sequence[tuple[str, str]]


def taught(folder: Path, texts: Sequence[Labelled]) -> Texts:
    """Return causes and sentences: what the head learns from."""
    return [*_seeds(), *_weakly(folder), *_intents(folder), *_praise(texts)]


def labels_of(rows: Texts) -> tuple[str, ...]:
    """Return the labels in the order of the head's columns."""
    return tuple(sorted({cause for cause, _ in rows}))


def train(rows: Texts, encoder: str, labels: tuple[str, ...]) -> Head:
    """Train the head on one encoder's vectors; every cause weighs the same."""
    truth = np.array([labels.index(cause) for cause, _ in rows], dtype=np.int64)
    worth = even(truth, np.ones(len(rows)))
    weights, bias = fit(
        vectors(encoder, [text for _, text in rows]), truth, worth, SHRINK[encoder], len(labels)
    )
    return Head(labels, weights, bias)


def opinions(rows: Texts) -> list[tuple[str, Opinion, Opinion]]:
    """Return each seed's cause, and what heads say by one encoder and by both that were not taught it, nor its neighbours.

    Neighbours in a file mostly say the same in other languages.
    """
    labels = labels_of(rows)
    known = list(_seeds())
    told: list[tuple[str, Opinion, Opinion]] = []
    places = np.arange(len(known)) * FOLDS * 8 // len(known) % FOLDS
    for fold in range(FOLDS):
        asked = [one for one, place in zip(known, places, strict=True) if place == fold]
        hidden = set(asked)
        others = [row for row in rows if row not in hidden]
        judges = Judges(train(others, "first", labels), train(others, "second", labels))
        for (cause, _), one in zip(asked, evidence([text for _, text in asked], closer=True), strict=True):
            first, both = (
                mix(one.meaning, second, one.lexical, one.language, judges) for second in (None, one.second)
            )
            told.append((cause, first, both))
    return told


def _seeds() -> Iterator[tuple[str, str]]:
    return ((seed.cause, seed.text) for seed in seeds())


def _praise(texts: Sequence[Labelled]) -> Iterator[tuple[str, str]]:
    happy = [text for text in texts if text.label == 2 and text.corpus.kind == "reviews"]  # noqa: PLR2004 positive
    usable = [text.text for text in happy if not (text.is_held_out or text.is_for_tuning)]
    return ((NOTHING, text) for text in usable[:: max(1, len(usable) // _PRAISE)])


def _weakly(folder: Path) -> Iterator[tuple[str, str]]:
    seen: Counter[str] = Counter()
    for row in rows_in(folder / CUCOM.file):
        text = _NUMBERS.sub("", row["text"])
        causes = read_phrases(Text(text), ["en"]).causes
        if not causes or causes[0].confidence < _SURE:
            continue
        name = causes[0].cause.value
        if name.startswith(_TRUSTED) and seen[name] < _OF_EACH:
            seen[name] += 1
            yield name, text


def _intents(folder: Path) -> Iterator[tuple[str, str]]:
    seen: Counter[str] = Counter()
    for row in rows_in(folder / BITEXT.file):
        name = _INTENTS.get(row["intent"])
        if name and seen[row["intent"]] < _OF_EACH // 2:
            seen[row["intent"]] += 1
            yield name, row["text"]
