"""How far two annotators agree on the messages written for measuring: Cohen's kappa."""

from collections import Counter
from collections.abc import Hashable, Sequence
from hashlib import sha256

from infra.training.held_out import MESSAGES, Sample, messages

SECOND = MESSAGES.with_name("second_annotator.txt")
_SIGNS = 12


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Return the agreement beyond chance (1: always, 0: no more than by chance) of two labels per text; needs two labels."""
    first, second = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    agreed = sum(one == other for one, other in pairs) / len(pairs)
    by_chance = sum(first[name] * second[name] for name in first) / len(pairs) ** 2
    return (agreed - by_chance) / (1 - by_chance)


def agreement() -> str:
    """Say the kappa of leaf, branch and mood over the texts that both have labelled."""
    second = dict(_second())
    both = [(sample, second[_name(sample)]) for sample in messages() if _name(sample) in second]
    leaf = kappa([(sample.cause, cause) for sample, (cause, _) in both])
    branch = kappa([(sample.cause.split(".")[0], cause.split(".")[0]) for sample, (cause, _) in both])
    mood = kappa([(sample.mood, felt) for sample, (_, felt) in both])
    return f"Cohen's kappa of two annotators on {len(both)} messages: leaf {leaf:.3f}, first level {branch:.3f}, mood {mood:.3f}"


def _second() -> list[tuple[str, tuple[str, str]]]:
    lines = SECOND.read_text(encoding="utf-8").splitlines()
    rows = [line.split(" ") for line in lines if line and not line.startswith("#")]
    return [(name, (cause, mood)) for name, cause, mood in rows]


def _name(sample: Sample) -> str:
    return sha256(sample.text.encode()).hexdigest()[:_SIGNS]
