"""What a person's figure would be if everybody's cases had gone as they go on average: fair to who gets the hard ones."""

from collections.abc import Sequence

from aftersales.metrics.figure import Figure


def expected(own: Sequence[Figure], everybodys: Sequence[Figure]) -> float | None:
    """Return the value that the whole team reaches with the same mix of causes; None where the person has no case.

    Both are splits by cause: of the person, and of everybody. Each cause weighs as many cases as the person has of it.
    """
    usual = {figure.key: figure.value for figure in everybodys if figure.value is not None}
    known = [(figure.denominator, usual[figure.key]) for figure in own if figure.key in usual]
    cases = sum(count for count, _ in known)
    return sum(count * value for count, value in known) / cases if cases else None
