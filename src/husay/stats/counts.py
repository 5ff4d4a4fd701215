"""Counts of what comes one by one: orders, pieces, deals."""

from __future__ import annotations

from scipy.stats import poisson


def no_surer(low: float, high: float, expected: float) -> tuple[float, float]:
    """An 80 % interval of a count, made at least as wide as chance alone would make it.

    Things that come independently of each other are counted by Poisson's law, so nobody can be
    surer of a count than its 10th and 90th percentile: of 9 expected, 5 to 13. Earlier forecasts
    of a short history may have come out closer by luck. Counts, not parts of them; what is
    expected is 0 or more.
    """
    return min(low, float(poisson.ppf(0.1, expected))), max(high, float(poisson.ppf(0.9, expected)))
