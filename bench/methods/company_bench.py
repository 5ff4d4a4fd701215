"""What all of a group bring together in the next year: is its chance told well, does its interval
hold?"""

from __future__ import annotations

from collections.abc import Callable
from math import log
from statistics import NormalDist, fmean, pstdev

import numpy as np

from bench.methods.companies import Array, sellers, units
from bench.table import Table
from husay.stats.year_ahead import together, years_ahead

SEED = 20_300_000
COMPANIES, UNITS, SELLERS = 200, 12, 40
TARGET = 1.03
SURE = NormalDist().inv_cdf(0.9)

Group = Callable[[np.random.Generator], Array]


def tables() -> list[Table]:
    """By kind of group: the error of the sum as told and as it was, and how chances stood."""
    rows = []
    for name, group in GROUPS.items():
        told, apart, brier = list[float](), list[float](), list[float]()
        for company in range(COMPANIES):
            months = group(np.random.default_rng(SEED + company))
            year = together(years_ahead(months[:, :24].tolist(), None))
            came, target = float(months[:, 24:].sum()), TARGET * float(months[:, 12:24].sum())
            told.append(year.spread)
            apart.append(log(came) - year.mean)
            brier.append((year.chance_of(target) - (came >= target)) ** 2)
        covered = fmean(abs(a) <= SURE * t for a, t in zip(apart, told, strict=True))
        rows.append((
            name, f"{fmean(told):.1%}", f"{pstdev(apart):.1%}", f"{covered:.1%}",
            f"{fmean(brier):.3f}",
        ))  # fmt: skip
    heads = ("Group", "error told", "error", "80 % interval covers", "Brier")
    return [Table("company", heads, tuple(rows))]


def _units(rng: np.random.Generator) -> Array:
    return units(rng, UNITS, 5)[:, -36:]


def _sellers(rng: np.random.Generator) -> Array:
    return sellers(rng, SELLERS, 0.15).months.astype(np.float64)


def _in_a_market(rng: np.random.Generator) -> Array:
    """Sellers whose company as a whole goes as the units' do."""
    market = _units(rng).sum(axis=0)
    months: Array = _sellers(rng) * market / market.mean()
    return months


GROUPS: dict[str, Group] = {
    "12 units": _units,
    "40 sellers, no market": _sellers,
    "40 sellers in a market": _in_a_market,
}
