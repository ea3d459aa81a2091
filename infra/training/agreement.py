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
    second = second_labels()
    both = [(sample, second[name_of(sample)]) for sample in messages() if name_of(sample) in second]
    leaf = kappa([(sample.cause, cause) for sample, (cause, _) in both])
    branch = kappa([(sample.cause.split(".")[0], cause.split(".")[0]) for sample, (cause, _) in both])
    mood = kappa([(sample.mood, felt) for sample, (_, felt) in both])
    return f"Cohen's kappa of two annotators on {len(both)} messages: leaf {leaf:.3f}, first level {branch:.3f}, mood {mood:.3f}"


def second_labels() -> dict[str, tuple[str, str]]:
    """Return the second annotator's cause and mood of each message, by the beginning of its hash."""
    lines = SECOND.read_text(encoding="utf-8").splitlines()
    rows = [line.split(" ") for line in lines if line and not line.startswith("#")]
    return {name: (cause, mood) for name, cause, mood in rows}


def name_of(sample: Sample) -> str:
    """Return what a second label calls a message: a changed text is another one."""
    return sha256(sample.text.encode()).hexdigest()[:_SIGNS]
