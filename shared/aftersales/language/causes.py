"""From phrases found to causes named: evidence adds up, the specific beats the general, and doubt means no label."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from aftersales.language.phrases import STRONG, Hit
from aftersales.records.cause import Cause
from aftersales.records.understanding import CauseLabel

THRESHOLD = 0.5
"""Below this a cause is not named: a person shall look."""

_MOST = 4
_CERTAIN = 0.97
_RIVAL = 0.75
# A text that names a problem and a wish is about the problem; a question or an outburst counts when nothing else is named.
_LATER = {
    Cause.CHANGED_MIND: 2,
    Cause.BETTER_PRICE: 2,
    Cause.STOCK_OUT: 2,
    Cause.REFUND_OR_RETURN_WISH: 3,
    Cause.ORDER_STATUS: 3,
    Cause.USAGE_QUESTION: 4,
    Cause.OTHER: 4,
    Cause.COMPLAINT: 5,
}
_GENERAL = frozenset({Cause.QUALITY, Cause.SIZE_FIT, Cause.NOT_AS_DESCRIBED, Cause.LOST_OR_LATE})
# Where two leaves are said at once, the left one is the point and the right one its circumstance.
_BEATS = (
    (Cause.QUALITY_BATTERY, Cause.QUALITY_DEFECTIVE),
    (Cause.QUALITY_BATTERY, Cause.QUALITY_BROKE_EARLY),
    (Cause.QUALITY_PILLING, Cause.QUALITY_BROKE_EARLY),
    (Cause.QUALITY_PILLING, Cause.QUALITY_MATERIAL),
    (Cause.DAMAGED_IN_TRANSIT, Cause.QUALITY_BROKE_EARLY),
    (Cause.DAMAGED_IN_TRANSIT, Cause.QUALITY_DEFECTIVE),
    (Cause.LOST_OR_LATE_LOST, Cause.LOST_OR_LATE_LATE),
    (Cause.LOST_OR_LATE_CUSTOMS, Cause.LOST_OR_LATE_LATE),
    (Cause.LOST_OR_LATE_UNDELIVERABLE, Cause.LOST_OR_LATE_LATE),
    (Cause.NOT_AS_DESCRIBED_INCOMPATIBLE, Cause.SIZE_FIT),
    (Cause.NOT_AS_DESCRIBED_INCOMPATIBLE, Cause.QUALITY_DEFECTIVE),
    (Cause.WRONG_ITEM, Cause.NOT_AS_DESCRIBED_COLOUR),
    (Cause.COMPLAINT_FRAUD, Cause.NOT_AS_DESCRIBED),
)


def _rank(cause: Cause) -> int:
    return _LATER.get(cause, 1 if cause in _GENERAL else 0)


def name_causes(
    body: Iterable[tuple[Hit, tuple[int, int]]], heading: Iterable[Hit] = ()
) -> tuple[CauseLabel, ...]:
    """Name the causes that hits speak for, primary first; each body hit comes with its span in the original text.

    A heading speaks too, but a little less, for it is short and often the shop's own words.
    """
    doubt: dict[Cause, float] = defaultdict(lambda: 1.0)
    spans: dict[Cause, tuple[float, int, tuple[int, int]]] = {}
    seen: dict[Cause, list[tuple[int, int]]] = defaultdict(list)
    for hit, span in sorted(
        _about_goods(list(body)), key=lambda found: (-found[0].weight, found[0].start - found[0].end)
    ):
        cause = Cause(hit.label)
        # Two phrases over the same words are one piece of evidence.
        if any(start < hit.end and hit.start < end for start, end in seen[cause]):
            continue
        seen[cause].append((hit.start, hit.end))
        doubt[cause] *= 1 - hit.weight
        spans[cause] = max(spans.get(cause, (0.0, 0, (0, 0))), (hit.weight, hit.end - hit.start, span))
    for cause, weight in {Cause(hit.label): hit.weight for hit in heading}.items():
        doubt[cause] *= 1 - 0.8 * weight
    return _choose({cause: min(_CERTAIN, 1 - rest) for cause, rest in doubt.items()}, spans)


def without_size_of_marks(hits: Iterable[Hit], marks: Sequence[Hit]) -> Iterator[Hit]:
    """Leave out words of size that belong to a mark: 'a small dent', 'un buco enorme' say nothing of how the goods fit."""
    for hit in hits:
        of_size = Cause(hit.label).branch is Cause.SIZE_FIT
        if not (of_size and any(mark.start < hit.end and hit.start < mark.end for mark in marks)):
            yield hit


def _about_goods(body: Sequence[tuple[Hit, tuple[int, int]]]) -> Iterator[tuple[Hit, tuple[int, int]]]:
    """Leave out what sounds like a late parcel where the same words say that an answer is late."""
    outbursts = [hit for hit, _ in body if Cause(hit.label) is Cause.COMPLAINT and hit.weight >= STRONG]
    for hit, span in body:
        waits = Cause(hit.label).branch is Cause.LOST_OR_LATE
        if not (waits and any(one.start < hit.end and hit.start < one.end for one in outbursts)):
            yield hit, span


def _choose(
    found: dict[Cause, float], spans: dict[Cause, tuple[float, int, tuple[int, int]]]
) -> tuple[CauseLabel, ...]:
    named = {cause: weight for cause, weight in found.items() if weight >= THRESHOLD}
    for left, right in _BEATS:
        if left in named and named[left] >= STRONG - 0.01:
            named.pop(right, None)
    for cause in list(named):
        if cause is cause.branch and any(other.branch is cause and other is not cause for other in named):
            del named[cause]
    best: dict[Cause, float] = {}
    ordered = sorted(
        named, key=lambda cause: (_rank(cause), -round(named[cause], 2), -spans.get(cause, (0, 0))[1])
    )
    for cause in ordered[:_MOST]:
        rivals = any(
            other.branch is not cause.branch and _rank(other) <= 1 for other in named if other is not cause
        )
        best[cause] = named[cause] * (_RIVAL if rivals and _rank(cause) <= 1 else 1.0)
    return tuple(_label(cause, weight, spans.get(cause)) for cause, weight in best.items())


def _label(cause: Cause, weight: float, evidence: tuple[float, int, tuple[int, int]] | None) -> CauseLabel:
    start, end = evidence[2] if evidence else (None, None)
    return CauseLabel(cause=cause, confidence=round(weight, 3), start=start, end=end)
