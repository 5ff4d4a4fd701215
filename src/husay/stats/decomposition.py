"""What each factor of a product adds to the difference between two of them, with nothing left over.

Additive LMDI-I (Ang 2005, Energy Policy 33, 867): from X = x_1 ... x_n to Y = y_1 ... y_n

    contribution_k = L(X, Y) ln(y_k / x_k)     L(a, b) = (b - a) / (ln b - ln a), L(a, a) = a

which sum to Y - X. Of zeros the analytical limits are taken, not a small number in their place
(Wood and Lenzen 2006, Energy Policy 34, 1326): if X is 0 and Y is not, the whole Y is due to the
factors that were 0, in equal parts; the other way round -X is; if both are 0, nothing is due to
anything.

A negative factor (goods that came back) has no logarithm. There each factor's Shapley value is
taken: what changing it adds, on the mean of all orders in which the factors may change.

Of several segments the contributions are summed; a factor that says what share of the whole a
segment is then tells of the mix.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial, fsum, lcm, log, log1p, prod

Factors = Sequence[float]
Number = float | Fraction

DRIFT = 1e-6
"""By how much parts may miss their whole, of the sum of their sizes, before they are none of it."""


def log_mean(a: float, b: float) -> float:
    """The logarithmic mean of two numbers of zero or more: between them, and 0 if one is 0."""
    if a == b:
        return a
    if not min(a, b) > 0:
        return 0.0
    low, high = sorted((a, b))
    apart = (high - low) / low
    return (high - low) / (log1p(apart) if apart < 1 else log(high) - log(low))


def contributions(before: Factors, after: Factors) -> tuple[float, ...]:
    """What each factor adds to the difference of the products: LMDI-I, or Shapley values where a
    factor is below zero. ValueError for two products of different length, or of no factor."""
    if not before or len(before) != len(after):
        raise ValueError("two products are of the same factors, one at least")
    if min(*before, *after) < 0:
        return shapley(before, after)
    return lmdi(before, after)


def lmdi(before: Factors, after: Factors) -> tuple[float, ...]:
    """Additive LMDI-I of factors of zero or more."""
    old, new = prod(before), prod(after)
    if not old and not new:
        return (0.0,) * len(before)
    if not old or not new:
        empty = [not factor for factor in (before if not old else after)]
        each = (new - old) / sum(empty)
        return tuple(each if was else 0.0 for was in empty)
    mean = log_mean(old, new)
    return tuple(mean * (log(y) - log(x)) for x, y in zip(before, after, strict=True))


def shapley(before: Factors, after: Factors) -> tuple[float, ...]:
    """The Shapley value of each factor's change, factors of any sign (2^n products)."""
    n = len(before)
    values = [
        fsum(
            _chance(n, size) * (after[k] - before[k]) * _product(before, after, k, set(changed))
            for size in range(n)
            for changed in combinations([i for i in range(n) if i != k], size)
        )
        for k in range(n)
    ]
    return tuple(values)


def _chance(n: int, size: int) -> float:
    """How often exactly `size` given ones of n are changed before one's turn comes."""
    return factorial(size) * factorial(n - size - 1) / factorial(n)


def _product(before: Factors, after: Factors, left_out: int, changed: set[int]) -> float:
    return prod(
        after[i] if i in changed else before[i] for i in range(len(before)) if i != left_out
    )


def of_segments(before: Sequence[Factors], after: Sequence[Factors]) -> tuple[float, ...]:
    """The contributions of each factor, summed over segments; a row of factors a segment."""
    rows = [contributions(x, y) for x, y in zip(before, after, strict=True)]
    if not rows:
        raise ValueError("a whole has one segment at least")
    return tuple(fsum(column) for column in zip(*rows, strict=True))


def whole_parts(total: int, parts: Sequence[Number]) -> tuple[int, ...]:
    """Parts of a whole number that sum to it but for rounding, as whole numbers that do exactly.

    The largest-remainder rule, as in `husay.basics.share.deal`, for parts of any sign: each is less
    than 1 away from what was given, but for the drift of floats, which the largest part bears.
    Equal remainders go to the earlier part, and the parts of an opposite are opposites. ValueError
    where they do not sum to the whole.
    """
    exact = [Fraction(part) for part in parts]
    drift, size = total - sum(exact, Fraction(0)), sum(map(abs, exact), Fraction(0))
    if not exact or abs(drift) > Fraction(DRIFT) * size + len(exact):
        raise ValueError("the parts do not sum to their whole")
    exact[max(range(len(exact)), key=lambda i: abs(exact[i]))] += drift
    whole = lcm(*(part.denominator for part in exact))
    return dealt([part.numerator * (whole // part.denominator) for part in exact], whole)


def dealt(numerators: Sequence[int], denominator: int) -> tuple[int, ...]:
    """`whole_parts` of fractions with one denominator, above zero, that sum to a whole number."""
    rest = sum(numerators)
    assert rest % denominator == 0, "the parts do not sum to a whole"
    sign = -1 if rest < 0 else 1
    floors, left = zip(*(divmod(sign * n, denominator) for n in numerators), strict=True)
    parts = list(floors)
    order = sorted(range(len(parts)), key=lambda i: (-left[i], i))
    for i in order[: abs(rest) // denominator - sum(parts)]:
        parts[i] += 1
    return tuple(sign * part for part in parts)
