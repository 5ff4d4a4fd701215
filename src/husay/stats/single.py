"""Did a change of one thing work: one product line, against several in which nothing was changed.

Difference in differences with a single treated unit. A row are rates: blocks of equal length before
the change, and the time since it, b_1 ... b_B, a:

    x_i    = ln a_i - mean_b ln b_ib                   how far i has moved
    delta  = x_0 - mean_j x_j                          beyond the J others

The effect is exp(delta) - 1. With one unit, errors clustered by unit say nothing (Conley and Taber
2011): what chance does is learned from the others, and from how the one moved before.

    s^2    = sum_j (x_j - mean x)^2 / (J - 1)          error s sqrt(1 + 1 / J), J - 1 df
    d_b    = ln b_0b - mean_j ln b_jb
    v^2    = sum_b (d_b - mean d)^2 / (B - 1)          error v sqrt(1 / B + 1 / l), B - 1 df

l is how many blocks the time since is long. The first is the prediction interval of one more that
is like the others: exact where they move alike and normally. The second guards a small one that
swings more than they do (Ferman and Pinto 2019). The wider of the two is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log, sqrt
from statistics import fmean, variance

from scipy.special import stdtrit

from husay.stats.effect import LEAST_ERROR, Effect, TooLittle

LEAST_OTHERS = 3
LEAST_BLOCKS = 2

Rates = Sequence[float]


def single_effect(changed: Rates, others: Sequence[Rates], length: float) -> Effect | TooLittle:
    """The effect on `changed` against `others`, each the blocks before and then the time since,
    which is `length` blocks long.

    Others with a rate of nothing, or less, are left out. TooLittle where the changed one has such a
    rate, with fewer than three others, fewer than two blocks, or rates that never vary. ValueError
    for rows of different lengths, and for no time since.
    """
    if length <= 0 or any(len(row) != len(changed) for row in others):
        raise ValueError("every row wants the same blocks, and some time since")
    told = [_logs(row) for row in others if min(row) > 0]
    blocks = len(changed) - 1
    if len(told) < LEAST_OTHERS or blocks < LEAST_BLOCKS or min(changed) <= 0:
        return TooLittle(int(min(changed, default=0) > 0), len(told))
    own, count = _logs(changed), len(told)
    moved = [_moved(row) for row in told]
    apart = [own[at] - fmean(row[at] for row in told) for at in range(blocks)]
    errors = (
        (sqrt(variance(moved) * (1 + 1 / count)), count - 1),
        (sqrt(variance(apart) * (1 / blocks + 1 / length)), blocks - 1),
    )
    error, free = max(errors, key=lambda one: one[0] * float(stdtrit(one[1], 0.975)))
    if error < LEAST_ERROR:
        return TooLittle(1, count)
    return Effect(_moved(own) - fmean(moved), error, free, 1, count)


def _logs(row: Rates) -> list[float]:
    return [log(rate) for rate in row]


def _moved(logs: Sequence[float]) -> float:
    return logs[-1] - fmean(logs[:-1])
