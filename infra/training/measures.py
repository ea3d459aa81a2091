"""How good readings are: one Markdown row per language, each share with half its 95 % Wilson interval."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from aftersales.engines.comprehend import LANGUAGES
from aftersales.language.gate import doubts_mood
from aftersales.language.port import Reading, Text
from infra.training.calibration import calibration_error
from infra.training.card import share, wilson
from infra.training.held_out import NOTHING, Sample

Judged = tuple[Sample, Reading]
_LONG = {"zh": 15, "ja": 15, "ko": 15}
"""Scripts in which fifteen signs say what forty letters say."""

_USUALLY_LONG = 40
_COVERED = 0.8
# What a cause lets a reader expect among the aspects of its text; praise may be of anything.
_ASPECTS = {
    "size_fit": {"size"},
    "quality.battery": {"battery"},
    "quality.material": {"material"},
    "not_as_described.colour": {"appearance"},
    "damaged_in_transit": {"packaging", "delivery", "quality"},
    "lost_or_late": {"delivery"},
    "missing_parts": {"accessories"},
    "complaint": {"service"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its cell for the readings of one language."""

    head: str
    cell: Callable[[Sequence[Judged]], str]


def table(judged: Sequence[Judged], columns: Sequence[Column]) -> str:
    """Return a Markdown table with a row per language and one for all."""
    rows: dict[str, list[Judged]] = defaultdict(list)
    for sample, reading in judged:
        rows[sample.language].append((sample, reading))
        rows["all"].append((sample, reading))
    names = sorted(rows, key=lambda name: (name == "all", name))
    lines = [f"| {' | '.join(('language', 'n', *(column.head for column in columns)))} |"]
    lines.append("|---" * (len(columns) + 2) + "|")
    for name in names:
        cells = [column.cell(rows[name]) for column in columns]
        lines.append(f"| {' | '.join((name, str(len(rows[name])), *cells))} |")
    return "\n".join(lines)


def language_id(judged: Sequence[Judged]) -> str:
    """Return how many texts of over 40 characters (15 where signs are words) are named right."""
    limits = ((_LONG.get(sample.language, _USUALLY_LONG), sample, reading) for sample, reading in judged)
    long = [(sample, reading) for limit, sample, reading in limits if len(sample.text) > limit]
    return share([reading.language == sample.language for sample, reading in long]) if long else "–"


def polarity(judged: Sequence[Judged]) -> str:
    """Return the balanced accuracy of positive against negative, where the truth is one of them; doubt is wrong."""
    poles = [
        (sample, reading) for sample, reading in _felt(judged) if sample.mood in {"positive", "negative"}
    ]
    return balanced([(str(sample.mood), reading.sentiment.value) for sample, reading in poles])


def balanced(pairs: Sequence[tuple[str, str]]) -> str:
    """Return the mean of the recalls of the classes that occur, with its interval."""
    classes = sorted({truth for truth, _ in pairs})
    if len(classes) < 2:  # noqa: PLR2004 one class has no balance
        return "–"
    spread = 0.0
    recalls = []
    for name in classes:
        hits = [told == truth for truth, told in pairs if truth == name]
        low, high = wilson(sum(hits), len(hits))
        recalls.append(sum(hits) / len(hits))
        spread += ((high - low) / 2 / len(classes)) ** 2
    return f"{sum(recalls) / len(recalls):.3f} ± {sqrt(spread):.3f}"


def three_classes(judged: Sequence[Judged]) -> str:
    """Return the accuracy over negative, neutral and positive, doubt being wrong, and the calibration error of what was told."""
    known = _felt(judged)
    if not known:
        return "–"
    right = [reading.sentiment.value == sample.mood for sample, reading in known]
    return f"{share(right)}, ECE {mood_error(judged)}"


def mood_error(judged: Sequence[Judged]) -> str:
    """Return the calibration error of the moods that were told."""
    told = [
        (reading.sentiment_confidence, reading.sentiment.value == sample.mood)
        for sample, reading in _felt(judged)
        if reading.sentiment.value in {"negative", "neutral", "positive"}
    ]
    return str(calibration_error(told) or "–")


def paid_look(judged: Sequence[Judged]) -> str:
    """Return the share of texts about whose mood the gate would ask Comprehend, which it asks where that knows the language."""
    asked = [
        doubts_mood(reading, Text(sample.text)) and reading.language in LANGUAGES
        for sample, reading in judged
    ]
    return f"{np.mean(asked):.2f}"


def branch(judged: Sequence[Judged]) -> str:
    """Return how often the first level is right, `-` (nothing wrong, nothing asked) being one of its answers."""
    return share([_branch(sample.cause) == _told(reading) for sample, reading in judged])


def leaf(judged: Sequence[Judged]) -> str:
    """Return how often the very leaf is right."""
    return share(
        [
            sample.cause == (reading.causes[0].cause.value if reading.causes else NOTHING)
            for sample, reading in judged
        ]
    )


def covered(judged: Sequence[Judged]) -> str:
    """Return how often the first level is right among the surest four fifths."""
    surest = sorted(judged, key=lambda one: -one[1].causes_confidence)[: round(len(judged) * _COVERED)]
    return branch(surest)


def answered(judged: Sequence[Judged]) -> str:
    """Return the share that needs no person: a cause, or the sure word that there is none."""
    return share([reading.causes_confidence >= 0.5 for _, reading in judged])  # noqa: PLR2004 THRESHOLD


def macro_f1(judged: Sequence[Judged]) -> str:
    """Return the mean F1 over the first level."""
    truths = [_branch(sample.cause) for sample, _ in judged]
    tolds = [_told(reading) for _, reading in judged]
    scores = []
    for name in sorted(set(truths)):
        hits = sum(truth == told == name for truth, told in zip(truths, tolds, strict=True))
        scores.append(2 * hits / max(1, truths.count(name) + tolds.count(name)))
    return f"{np.mean(scores):.3f}"


def cause_error(judged: Sequence[Judged]) -> str:
    """Return the calibration error of the first level, on the half that set no confidence."""
    judging = [(sample, reading) for sample, reading in judged if not sample.is_for_tuning]
    pairs = [
        (reading.causes_confidence, _branch(sample.cause) == _told(reading)) for sample, reading in judging
    ]
    return str(calibration_error(pairs) or "–")


def aspect(judged: Sequence[Judged]) -> str:
    """Return how often an aspect is found that the true cause lets one expect."""
    hits = [
        bool(expected & {label.aspect for label in reading.aspects})
        for sample, reading in judged
        if (expected := _ASPECTS.get(sample.cause) or _ASPECTS.get(_branch(sample.cause)))
    ]
    return share(hits) if hits else "–"


def _felt(judged: Sequence[Judged]) -> list[Judged]:
    """Those whose mood somebody said, but for the half that taught the mixtures of moods."""
    return [(sample, reading) for sample, reading in judged if sample.mood and not sample.is_for_tuning]


def _branch(cause: str) -> str:
    return cause.split(".", 1)[0]


def _told(reading: Reading) -> str:
    return reading.causes[0].cause.branch.value if reading.causes else NOTHING


COLUMNS = (
    Column("language id, > 40 signs", language_id),
    Column("polarity", polarity),
    Column("three classes", three_classes),
    Column("paid look", paid_look),
    Column("cause, first level", branch),
    Column("at 80 % coverage", covered),
    Column("macro F1", macro_f1),
    Column("leaf", leaf),
    Column("needs no person", answered),
    Column("cause ECE", cause_error),
    Column("aspect", aspect),
)
