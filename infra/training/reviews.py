"""How well moods are read where stars are the truth: one Markdown row per corpus of reviews, nothing of which was trained on."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from aftersales.engines.embedded import EmbeddedReader
from aftersales.language.port import Reading, Text
from infra.training.corpora import CLASSES, Labelled, measured
from infra.training.held_out import Sample
from infra.training.measures import balanced, language_id, mood_error, paid_look, three_classes
from infra.training.rivals import rivals
from infra.training.sources import MEASURED, STARRED, Corpus
from infra.training.vectors import vectors

# Praise and blame of a language, shared by its corpora: then half an interval of .86 is about .04. Of a corpus at least so many.
_OF_POLE = 150
_LEAST_OF_POLE = 50
_MIDDLE = 3
_NAMES = {index: name for name, index in CLASSES.items()}
_HEAD = (
    "corpus",
    "language",
    "n",
    "polarity, 1–2 against 4–5",
    "1–3 against 4–5",
    "three classes",
    "ECE without three stars",
    "paid look",
    "language id, > 40 signs",
    "in the same run",
)
Rated = tuple[Sample, Reading, int]


def reviews(folder: Path | None) -> str:
    """Return the table of those corpora that the folder holds; the stars themselves are kept from the engine."""
    if folder is None:
        left = ", ".join(corpus.file for corpus in (*STARRED, *MEASURED))
        return f"Left out, for no folder of corpora was named: {left}."
    rows, by_language = [], defaultdict[str, list[Rated]](list)
    for corpus in (*STARRED, *MEASURED):
        rated = _read(corpus, list(_some(measured(folder, corpus), _share_of(corpus))))
        if rated:
            rows.append(_row(corpus.source.partition("/")[2], corpus.language, rated))
            by_language[corpus.language] += rated
    totals = [_row("all", language, some) for language, some in sorted(by_language.items())]
    everything = _row("all", "all", [one for some in by_language.values() for one in some]) if rows else ""
    return "\n".join([f"| {' | '.join(_HEAD)} |", "|---" * len(_HEAD) + "|", *rows, *totals, everything])


def _share_of(corpus: Corpus) -> int:
    """How many bad ones, and good ones, of a corpus are read."""
    alike = sum(other.language == corpus.language for other in (*STARRED, *MEASURED))
    return max(_LEAST_OF_POLE, _OF_POLE // alike)


def _some(rows: Sequence[tuple[Labelled, int]], of_pole: int) -> Iterator[tuple[Labelled, int]]:
    """As many bad as good ones, where there are enough, and half as many of three stars."""
    taken = dict.fromkeys(CLASSES.values(), 0)
    for text, stars in rows:
        taken[text.label] += 1
        if taken[text.label] <= (of_pole // 2 if stars == _MIDDLE else of_pole):
            yield text, stars


def _read(corpus: Corpus, rows: Sequence[tuple[Labelled, int]]) -> list[Rated]:
    reader = EmbeddedReader(partial(vectors, "first"), partial(vectors, "second"))
    readings = reader.read([Text(text.text, is_review=True) for text, _ in rows])
    return [
        (Sample(text.text, corpus.language, "-", _NAMES[text.label], ""), reading, stars)
        for (text, stars), reading in zip(rows, readings, strict=True)
    ]


def _row(name: str, language: str, rated: Sequence[Rated]) -> str:
    poles = [(sample, reading) for sample, reading, stars in rated if stars != _MIDDLE]
    sides = balanced([(str(sample.mood), nearer(reading)) for sample, reading in poles])
    strict = "–"
    if len(poles) < len(rated):
        rule = [
            ("negative" if stars <= _MIDDLE else "positive", nearer(reading)) for _, reading, stars in rated
        ]
        strict = balanced(rule)
    judged = [(sample, reading) for sample, reading, _ in rated]
    others = rivals(language, [(sample.text, str(sample.mood)) for sample, _ in poles])
    named = (
        "; ".join(f"{rival} {figure}" for rival, figure in others.items() if rival != "commoner class") or "–"
    )
    cells = (
        sides,
        strict,
        three_classes(judged),
        mood_error(poles),
        paid_look(judged),
        language_id(judged),
        named,
    )
    return f"| {name} | {language} | {len(rated)} | {' | '.join(cells)} |"


def nearer(reading: Reading) -> str:
    """The pole that the engine leans to: a rival may not say 'neutral' either."""
    return "positive" if reading.leaning > 0 else "negative"
