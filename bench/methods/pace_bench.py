"""The pace of the year on companies it was not tuned on, beside two yardsticks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from statistics import fmean, median

import numpy as np

from bench.methods.companies import Array, units
from bench.table import Table
from husay.stats.pace import Outlook, forecast

SEED = 20_260_000
COMPANIES, UNITS, YEARS = 60, 12, 11
TEST_YEARS = (9, 10)
KNOWN = (3, 6, 9)
TARGET = 1.03
ALONE = 5
"""Of so many of a company's units each is told by itself as well."""
BANDS = ((0.0, 0.15), (0.15, 0.4), (0.4, 0.6), (0.6, 0.85), (0.85, 1.01))


@dataclass(frozen=True)
class Judged:
    """One unit's year as it was told with some months known, and as it came."""

    chance: float
    hit: bool
    covered: bool
    by_last_year: bool
    by_straight_line: bool
    error: float


def judged(sales: Array, year: int, known: int, history: int | None) -> Iterator[Judged]:
    """How a company's units are told at a time; `history` are the earlier years that are seen."""
    first = 12 * year
    since = 0 if history is None else first - 12 * history
    names = [str(unit) for unit in range(len(sales))]
    last = sales[:, first - 12 : first]
    targets = TARGET * last.sum(axis=1)
    told = forecast(
        dict(zip(names, sales[:, since : first + known].tolist(), strict=True)),
        known,
        targets=dict(zip(names, targets.tolist(), strict=True)),
    )
    results = sales[:, first : first + 12].sum(axis=1)
    to_date = sales[:, first : first + known].sum(axis=1)
    share = last[:, :known].sum(axis=1) / last.sum(axis=1)
    for i, name in enumerate(names):
        outlook = told[name]
        assert isinstance(outlook, Outlook), f"two years are enough for {name}"
        chance, low, high = outlook.chance, outlook.low, outlook.high
        assert chance is not None
        assert low is not None
        assert high is not None
        yield Judged(
            chance,
            bool(results[i] >= targets[i]),
            bool(low <= results[i] <= high),
            bool(to_date[i] / share[i] >= targets[i]),
            bool(to_date[i] * 12 / known >= targets[i]),
            abs(log((results[i] - to_date[i]) / outlook.rest)),
        )


def told(
    known: int, history: int | None, companies: int = COMPANIES, seed: int = SEED
) -> list[Judged]:
    """All units of all companies in all test years."""
    found: list[Judged] = []
    for company in range(companies):
        sales = units(np.random.default_rng(seed + company), UNITS, YEARS)
        for year in TEST_YEARS:
            found += judged(sales, year, known, history)
    return found


def brier(pairs: list[tuple[float, bool]]) -> float:
    """The mean squared distance of a chance from what came; yes and no are chances of 1 and 0."""
    return fmean((chance - hit) ** 2 for chance, hit in pairs)


def tables() -> list[Table]:
    """The result at three times of the year and with three lengths of history, and calibration."""
    rows, calibration = [], []
    for history in (None, 3, 2):
        for known in KNOWN:
            found = told(known, history)
            rows.append(_row(known, history, found))
            if history is None:
                calibration.append(_calibration(known, found))
    heads = (
        "Months known", "Earlier years", "reach it", "Brier", "last year's share", "straight line",
        "80 % interval covers", "median error of the rest",
    )  # fmt: skip
    bands = ("Months known", *(f"told {low:.0%} to {min(1, high):.0%}" for low, high in BANDS))
    return [
        Table("pace", heads, tuple(rows)), Table("calibration", bands, tuple(calibration)),
        Table("alone", heads, tuple(_alone())),
    ]  # fmt: skip


def _alone() -> Iterator[tuple[str, ...]]:
    """Series of which each is told by itself."""
    for history in (2, 3, None):
        for known in KNOWN:
            found = list[Judged]()
            for company in range(COMPANIES):
                sales = units(np.random.default_rng(SEED + company), UNITS, YEARS)
                for one in sales[:ALONE]:
                    found += judged(one[None, :], TEST_YEARS[0], known, history)
            yield _row(known, history, found)


def _row(known: int, history: int | None, found: list[Judged]) -> tuple[str, ...]:
    return (
        str(known),
        "all" if history is None else str(history),
        f"{fmean(j.hit for j in found):.0%}",
        f"{brier([(j.chance, j.hit) for j in found]):.3f}",
        f"{brier([(j.by_last_year, j.hit) for j in found]):.3f}",
        f"{brier([(j.by_straight_line, j.hit) for j in found]):.3f}",
        f"{fmean(j.covered for j in found):.1%}",
        f"{median(j.error for j in found):.1%}",
    )


def _calibration(known: int, found: list[Judged]) -> tuple[str, ...]:
    cells = [str(known)]
    for low, high in BANDS:
        inside = [j for j in found if low <= j.chance < high]
        told = f"{fmean(j.chance for j in inside):.0%}" if inside else "–"
        came = f"{fmean(j.hit for j in inside):.0%}" if inside else "–"
        cells.append(f"{told}, came true {came} (n {len(inside)})")
    return tuple(cells)
