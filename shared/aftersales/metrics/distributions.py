"""Tails of the distributions that intervals and p-values come from; the standard library has only the normal one.

The incomplete beta function by its continued fraction, evaluated as Lentz (1976), Applied Optics 15:668, does; the incomplete
gamma function by its series and its continued fraction: Abramowitz and Stegun (1964) 26.5.8, 6.5.29 and 6.5.31. Quantiles by
halving: slower than the refined methods, and never astray. SciPy would bring a hundred times the code that is needed here.
"""

from collections.abc import Callable
from math import exp, inf, lgamma, log, log1p
from statistics import NormalDist

_NORMAL = NormalDist()
_TINY = 1e-300
_EXACT = 1e-15
_MOST_TERMS = 10_000
_HALVINGS = 200


def two_sided(z: float) -> float:
    """Return the chance that a standard normal value lies as far from nought as `z`."""
    return min(1.0, 2 * _NORMAL.cdf(-abs(z)))


def beta_cdf(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b); a, b > 0."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    # The fraction converges fast only below the mean; above it the mirrored tail is taken.
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    front = exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)) / a

    def term(step: int) -> float:
        half, is_odd = divmod(step, 2)
        if is_odd:
            return -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        return half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))

    return min(1.0, front / _continued(term, lambda _: 1.0, 1.0))


def gamma_cdf(x: float, shape: float) -> float:
    """Return the regularised lower incomplete gamma function P(shape, x); shape > 0."""
    if x <= 0:
        return 0.0
    front = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1:
        term = total = 1 / shape
        for step in range(1, _MOST_TERMS):
            term *= x / (shape + step)
            total += term
            if term < total * _EXACT:
                break
        return min(1.0, front * total)
    return max(
        0.0,
        1
        - front
        / _continued(
            lambda step: -step * (step - shape), lambda step: x + 2 * step + 1 - shape, x + 1 - shape
        ),
    )


def student_cdf(t: float, freedom: float) -> float:
    """Return the chance that Student's t with so many degrees of freedom is at most `t`."""
    tail = beta_cdf(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
    return 1 - tail if t > 0 else tail


def gamma_quantile(share: float, shape: float) -> float:
    """Return the value below which a gamma distribution of unit scale has `share` of its weight."""
    return _halved(lambda x: gamma_cdf(x, shape), share, 0.0, inf)


def student_quantile(share: float, freedom: float) -> float:
    """Return the value below which Student's t has `share` of its weight; 0.5 ≤ share < 1."""
    return _halved(lambda t: student_cdf(t, freedom), share, 0.0, inf)


def _continued(above: Callable[[int], float], below: Callable[[int], float], first: float) -> float:
    """Evaluate first + above(1) / (below(1) + above(2) / (below(2) + …)) from the front."""
    value = first or _TINY
    numerator, denominator = value, 0.0
    for step in range(1, _MOST_TERMS):
        denominator = 1 / (below(step) + above(step) * denominator or _TINY)
        numerator = below(step) + above(step) / numerator or _TINY
        change = numerator * denominator
        value *= change
        if abs(change - 1) < _EXACT:
            break
    return value


def _halved(cdf: Callable[[float], float], share: float, low: float, high: float) -> float:
    if high == inf:
        high = 1.0
        while cdf(high) < share:
            low, high = high, 2 * high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if cdf(middle) < share else (low, middle)
    return (low + high) / 2
