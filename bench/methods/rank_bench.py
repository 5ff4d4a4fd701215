"""Who is named a leader or a laggard, and whether the rank intervals hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.methods.companies import Array
from bench.table import Table
from husay.stats.ranking import rank, rank_shares

SEED = 20_300_000
COMPANIES, SELLERS, LOWEST = 200, 30, 6
SKILL, INEXACT, MONTH_SHAPE = 0.25, 0.15, 10
DEALS = (12, 36, 120, 360)
OF_FEW_DEALS = 800
"""Companies with a deal a month: hardly anybody is named, so it takes more of them."""
TRIES = (40, 120, 400)
SHARE, SHARE_SPREAD = 0.25, 0.05
TINY = 1e-9
"""What those who do not differ are apart, so that there is an order."""


@dataclass
class Judged:
    """What became of a row's companies: how many could be told apart, of how many sellers the rank
    interval held the true rank, who was named, and laggards named of whom so many truly are above
    the median; the plain rules' as well."""

    companies: int = 0
    credible: int = 0
    covered: int = 0
    leaders: int = 0
    laggards: int = 0
    wrong: int = 0
    fifth_wrong: int = 0
    funnel: int = 0
    funnel_wrong: int = 0


def tables() -> list[Table]:
    """Counts against potentials, and shares, with and without true differences."""
    counts = (OF_FEW_DEALS, *[COMPANIES] * (len(DEALS) - 1))
    rows = [
        _row(f"{deals} deals a year", judged(companies(deals, SKILL, count)))
        for deals, count in zip(DEALS, counts, strict=True)
    ]
    rows.append(_row("120, nobody differs", judged(companies(120, 0.0))))
    heads = (
        "A year of each", "told apart", "90 % interval of the rank covers", "named of 30",
        "laggards named", "of them truly above the median", "of the lowest fifth",
        "of those below the Poisson funnel",
    )  # fmt: skip
    won = [_row(f"{tries} tries", judged(shares(tries, SHARE_SPREAD)), True) for tries in TRIES]
    won.append(_row("400, nobody differs", judged(shares(400, 0.0)), True))
    return [Table("ranking", heads, tuple(rows)), Table("win_rates", heads[:7], tuple(won))]


Company = tuple[Array, Array, Array, bool]


def companies(deals: int, skill: float, count: int = COMPANIES) -> Iterator[Company]:
    """The log of true skill, months of deals, and what a potential known to 15 % makes expected."""
    for company in range(count):
        rng = np.random.default_rng([SEED, deals, round(100 * skill), company])
        skills = rng.normal(0, skill, SELLERS) + np.arange(SELLERS) * TINY
        true = np.exp(rng.normal(0, 0.5, SELLERS)) * deals
        rate = true * np.exp(skills) / 12
        months = rng.poisson(rng.gamma(MONTH_SHAPE, rate[:, None] / MONTH_SHAPE, (SELLERS, 12)))
        yield (
            skills,
            months.astype(np.float64),
            true * np.exp(rng.normal(0, INEXACT, SELLERS)),
            True,
        )


def shares(tries: int, spread: float, count: int = COMPANIES) -> Iterator[Company]:
    """True shares, months of successes, and of tries."""
    for company in range(count):
        rng = np.random.default_rng([SEED, tries, round(100 * spread), 1, company])
        size = SHARE * (1 - SHARE) / spread**2 - 1 if spread else 0
        alike = SHARE + np.arange(SELLERS) * TINY
        true = rng.beta(SHARE * size, (1 - SHARE) * size, SELLERS) if spread else alike
        tried = rng.poisson(tries / 12, (SELLERS, 12))
        won = rng.binomial(tried, true[:, None])
        yield (
            np.asarray(true, dtype=np.float64),
            won.astype(np.float64),
            tried.astype(np.float64),
            False,
        )


def judged(those: Iterator[Company]) -> Judged:
    """What is told of companies, held against their truth."""
    found = Judged()
    for truth, months, beside, counted in those:
        if counted:
            told = rank(months.tolist(), beside.tolist(), counted=True)
        else:
            told = rank_shares(months.astype(int).tolist(), beside.astype(int).tolist())
        true_rank = (-truth).argsort().argsort() + 1
        above = truth > np.median(truth)
        found.companies += 1
        found.credible += told.credible
        for place, rank_, high in zip(told.places, true_rank, above, strict=True):
            found.covered += bool(place.best <= rank_ <= place.worst)
            found.leaders += place.verdict == "leader"
            found.laggards += place.verdict == "laggard"
            found.wrong += bool(place.verdict == "laggard" and high)
        due = beside if counted else beside.sum(axis=1)
        sums = months.sum(axis=1)
        found.fifth_wrong += int(above[np.argsort(sums / due)[:LOWEST]].sum())
        usual = due * sums.sum() / due.sum()
        low = sums < usual - 1.96 * np.sqrt(usual)
        found.funnel += int(low.sum())
        found.funnel_wrong += int((low & above).sum())
    return found


def _row(name: str, found: Judged, shares_only: bool = False) -> tuple[str, ...]:
    cells = (
        name,
        f"{found.credible / found.companies:.0%}",
        f"{found.covered / found.companies / SELLERS:.1%}",
        f"{(found.leaders + found.laggards) / found.companies:.1f}",
        str(found.laggards),
        f"{found.wrong / found.laggards:.1%}" if found.laggards else "–",
        f"{found.fifth_wrong / found.companies / LOWEST:.0%}",
    )
    return cells if shares_only else (
        *cells, f"{found.funnel_wrong / found.funnel:.0%} of {found.funnel / found.companies:.1f}"
    )  # fmt: skip
