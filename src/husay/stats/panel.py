"""One effect common to comparisons of persons over months: Poisson quasi-likelihood.

With a person's level solved for, its total Y_i is dealt over its months by

    p_it = n_it exp(g_t + delta D_it) / sum over t of the same

(Hausman, Hall and Griliches 1984; Wooldridge 1999), so only delta and each comparison's months are
left, and Newton's steps find them: score sum_t (y_it - Y_i p_it) x_it, information Y_i (sum_t p_it
x_it x_it' - the outer product of sum_t p_it x_it). Months below zero (more came back than was sold)
may stand, while a person's total is above.

The error is that of the jackknife by person, in one step (CR3; MacKinnon, Nielsen and Webb 2023):

    d_i = (H - H_i)^-1 s_i        se^2 = (N - 1) / N sum (d_i - mean d)^2

of N persons, H the information, H_i and s_i a person's part of it and of the score. It is cautious
where few were coached, which the usual clustered error is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

STEPS = 60
EXACT = 1e-10
LONGEST = 2.0
"""A step of Newton's beyond it is held to it."""
FARTHEST = 5.0
_RIDGE = 1e-9

_Array = NDArray[np.float64]


@dataclass(frozen=True)
class Comparison:
    """Persons (their numbers) over months: who of them was coached, what they brought (`values`) of
    what it could come of (`tries`, 0 where a month does not count), and which are coached
    months."""

    persons: NDArray[np.int_]
    coached: NDArray[np.bool_]
    values: _Array
    tries: _Array
    on: NDArray[np.bool_]


def fit(compared: Sequence[Comparison]) -> tuple[float, float] | None:
    """delta and its standard error; None where the months cannot tell it from what befell all."""
    offsets = np.cumsum([1, *(one.values.shape[1] - 1 for one in compared)])
    theta = np.zeros(offsets[-1])
    for _ in range(STEPS):
        parts = [_parts(one, theta, at) for one, at in zip(compared, offsets[:-1], strict=True)]
        score = sum((s.sum(axis=0) for s, _ in parts), np.zeros(len(theta)))
        information = sum((h.sum(axis=0) for _, h in parts), np.zeros((len(theta),) * 2))
        scale = np.trace(information)
        if scale <= 0:
            return None
        step = np.linalg.solve(information + _RIDGE * scale * np.eye(len(theta)), score)
        size = float(np.abs(step).max())
        theta = theta + step * min(1.0, LONGEST / size if size else 1.0)
        if size < EXACT:
            break
    if abs(theta[0]) > FARTHEST or not _told(information):
        return None
    return float(theta[0]), _error(compared, parts, information)


def _parts(one: Comparison, theta: _Array, at: int) -> tuple[_Array, _Array]:
    """The scores and informations of the rows of a comparison, in all parameters."""
    rows, months = one.values.shape
    own = np.concatenate(([0], np.arange(at, at + months - 1)))
    x = np.zeros((rows, months, months))
    x[:, :, 0] = one.on
    x[:, 1:, 1:] = np.eye(months - 1)
    weights = one.tries * np.exp(x @ theta[own])
    p = weights / weights.sum(axis=1, keepdims=True)
    total = one.values.sum(axis=1)
    score, information = np.zeros((rows, len(theta))), np.zeros((rows, len(theta), len(theta)))
    score[:, own] = np.einsum("it,itk->ik", one.values - total[:, None] * p, x)
    mean = np.einsum("it,itk->ik", p, x)
    apart = np.einsum("it,itk,itl->ikl", p, x, x) - mean[:, :, None] * mean[:, None, :]
    information[np.ix_(np.arange(rows), own, own)] = total[:, None, None] * apart
    return score, information


def _told(information: _Array) -> bool:
    """Whether something is left of what is known of delta when months have taken their part."""
    months = information[1:, 1:] + _RIDGE * np.trace(information) * np.eye(len(information) - 1)
    left = information[0, 0] - information[0, 1:] @ np.linalg.solve(months, information[1:, 0])
    return bool(left > 1e-6 * information[0, 0])


def _error(
    compared: Sequence[Comparison], parts: Sequence[tuple[_Array, _Array]], information: _Array
) -> float:
    names, place = np.unique(np.concatenate([one.persons for one in compared]), return_inverse=True)
    scores = np.zeros((len(names), len(information)))
    own = np.zeros((len(names), *information.shape))
    np.add.at(scores, place, np.concatenate([score for score, _ in parts]))
    np.add.at(own, place, np.concatenate([h for _, h in parts]))
    ridge = _RIDGE * np.trace(information) * np.eye(len(information))
    moved = np.linalg.solve(information - own + ridge, scores[:, :, None])[:, 0, 0]
    spread = float(np.square(moved - moved.mean()).sum())
    return sqrt((len(names) - 1) / len(names) * spread)
