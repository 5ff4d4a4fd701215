"""Counts of what comes one by one: orders, pieces, deals."""

from __future__ import annotations

from math import ceil

from scipy.special import pdtr, pdtrik


def no_surer(low: float, high: float, expected: float, unit: int = 1) -> tuple[float, float]:
    """An 80 % interval of a count, made at least as wide as chance alone would make it.

    Things that come independently of each other are counted by Poisson's law, so nobody can be
    surer of a count than its 10th and 90th percentile: of 9 expected, 5 to 13. Earlier forecasts
    of a short history may have come out closer by luck. Counts are in parts, so many a `unit`; what
    is expected is 0 or more.
    """
    least, most = (_percentile(share, expected / unit) * unit for share in (0.1, 0.9))
    return min(low, least), max(high, most)


def _percentile(share: float, mean: float) -> int:
    """The smallest count that Poisson's law does not pass with a probability of `share`."""
    if mean <= 0:
        return 0
    above: int = max(ceil(pdtrik(share, mean)), 0)
    return above - 1 if above and pdtr(above - 1, mean) >= share else above
