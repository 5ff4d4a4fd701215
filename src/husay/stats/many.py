"""Which of many series to put before a manager: e-BH on the evidence of all of them.

With K series and evidence R_1 to R_K that no alarm resets (`Watch.evidence`), in falling order,

    k* = the largest k with R_(k) >= K / (k alpha)

and the k* first are listed. Evidence is a detector's, whose average run to a false R is R periods:
alpha = 1 / 365 bears one false series in so many days of looking ("error over patience",
Dandapanthula and Ramdas 2025, arXiv 2501.04130; e-BH is Wang and Ramdas 2022). It holds however the
series depend on each other, which those of one company do, and not where they drift: what is listed
is held against that, too (`husay.stats.usual`; docs/methods.md has what comes of either).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Listed:
    """The series that are listed, by falling evidence (the earlier row first among equals), and the
    least evidence that would have been."""

    series: tuple[int, ...]
    least: float


def listed(evidence: Sequence[float] | NDArray[np.float64], alpha: float) -> Listed:
    """Order and cut a day's evidence, one value a series. ValueError for an alpha not above 0."""
    if alpha <= 0:
        raise ValueError("alpha is above zero")
    values = np.asarray(evidence, dtype=np.float64)
    order = np.argsort(-values, kind="stable")
    count = len(values)
    wanted = count / (np.arange(1, count + 1) * alpha)
    enough = np.flatnonzero(values[order] >= wanted)
    cut = int(enough[-1]) + 1 if len(enough) else 0
    least = count / (max(cut, 1) * alpha)
    return Listed(tuple(order[:cut].tolist()), float(least))
