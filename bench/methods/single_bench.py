"""Did a decision on one price work: one product line among eight, chosen for a bad quarter.

A line has a level, shares a season with the others, and moves by a spread of its own from quarter
to quarter. The one that was lowest in the last quarter, against its year before, is decided on.
"""

from __future__ import annotations

from math import expm1, log
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from bench.table import Table
from husay.stats.effect import Effect
from husay.stats.single import single_effect

SEED, COMPANIES, LINES = 20261, 2_000, 8
BLOCKS, CHOSEN, SINCE = slice(0, 4), 4, 5
SPREADS = (0.03, 0.08)
TRUE = (0.0, 0.1, 0.3)

Array = NDArray[np.float64]


def tables() -> list[Table]:
    """What two ways to compare tell of decisions that do nothing, a tenth, and three tenths."""
    heads = (
        "Compared", "lines move by", "true effect", "told", "95 % interval covers", "“went up”",
    )  # fmt: skip
    rows = [row for spread in SPREADS for true in TRUE for row in _rows(spread, true, 1.0)]
    rows += [_rows(SPREADS[0], 0.0, 3.0)[1]]
    return [Table("single", heads, tuple(rows))]


def company(rng: np.random.Generator, spread: float, true: float, wild: float) -> Array:
    """Rates of lines by quarter, the chosen one first; `wild` is how much more it moves."""
    quarters = 6
    season = 0.15 * np.sin(2 * np.pi * (np.arange(quarters) + 1) / 4)
    moves = rng.normal(0, spread, (LINES, quarters))
    if wild == 1.0:
        fell = moves[:, CHOSEN] - moves[:, BLOCKS].mean(axis=1)
        moves = np.roll(moves, -int(np.argmin(fell)), axis=0)
    moves[0] *= wild
    moves[0, SINCE] += log(1 + true)
    rates: Array = np.exp(rng.normal(3, 1, (LINES, 1)) + season + moves)
    return rates


def _rows(spread: float, true: float, wild: float) -> list[tuple[str, ...]]:
    rng = np.random.default_rng([SEED, round(1000 * spread), round(100 * true), round(wild)])
    made = [company(rng, spread, true, wild) for _ in range(COMPANIES)]
    ratios = [np.log(rates[:, SINCE] / rates[:, CHOSEN]) for rates in made]
    plain = fmean(expm1(float(one[0] - one[1:].mean())) for one in ratios)
    kept = [*range(4), SINCE]
    found = [
        single_effect(rates[0, kept].tolist(), rates[1:, kept].tolist(), 1.0) for rates in made
    ]
    told = [one for one in found if isinstance(one, Effect)]
    moved = f"{spread:.0%}" if wild == 1.0 else f"{spread:.0%}, this one by {wild * spread:.0%}"
    ours = (
        "**Husay**", moved, f"{true:.0%}", f"{fmean(one.effect for one in told):+.1%}",
        f"{fmean(one.low <= true <= one.high for one in told):.0%}",
        f"{fmean(one.verdict == 'worked' for one in told):.0%}",
    )  # fmt: skip
    before = (
        "differences, against the quarter before",
        moved,
        f"{true:.0%}",
        f"{plain:+.1%}",
        "–",
        "–",
    )
    return [before, ours]
