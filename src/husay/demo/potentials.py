"""What each account of the demo company could buy in a year, as a market survey found it.

The truth is what the generator lets an account order, before any seller's skill; the company is
believed to have half of it. The survey is off by a factor whose logarithm is normal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import exp
from statistics import NormalDist

from husay.demo.accounts import Account
from husay.demo.chance import Chance
from husay.demo.goals import days, expected, month_weight
from husay.demo.season import day_weight
from husay.demo.world import World

PRECISION_PERCENT = 15
WALLET = 2
"""An account could buy so many times what it is expected to."""

STEP = 1_000
"""Potentials are surveyed in thousands of pesos."""

_BY_CHANCE = tuple(
    round(1000 * exp(PRECISION_PERCENT / 100 * NormalDist().inv_cdf((at + 0.5) / 1000)))
    for at in range(1000)
)
"""Permille of the truth that a survey finds, each as likely as the others: whole numbers, so that
every machine finds the same."""


@dataclass(frozen=True)
class Potential:
    """What an account could buy from `starts` to the end of that year, in whole pesos."""

    account: str
    starts: date
    ends: date
    value: int
    origin: str


def potentials(world: World, revenue: Mapping[int, int]) -> Iterator[Potential]:
    """Every account's potential for each year in which it is open, from its opening on; those that
    are open at the end have been surveyed for the year to come, too, since its goals rest on that.

    `revenue` has what each year brought in whole pesos, as far as the history goes.
    """
    truth = _Truth(world, sum(revenue.values()))
    months = world.timeline.months()
    for account in world.accounts:
        last_year = months[account.last_month].year + (months[account.last_month] == months[-1])
        opened = months[account.first_month]
        for year in range(opened.year, last_year + 1):
            starts = opened if account.first_month and year == opened.year else date(year, 1, 1)
            found = Chance(world.seed, f"survey of {account.id} in {year}").of(_BY_CHANCE)
            value = WALLET * truth.worth(account, starts) * found // (1000 * STEP)
            yield Potential(
                account.id, starts, date(year, 12, 31), max(1, value) * STEP,
                f"market survey {year}",
            )  # fmt: skip


class _Truth:
    """What accounts are expected to buy, in pesos: all of them together what the company sold."""

    def __init__(self, world: World, revenue: int) -> None:
        months, until = world.timeline.months(), world.timeline.until
        self.revenue = revenue
        self.place = {month: at for at, month in enumerate(months)}
        self.last = len(months) - 1
        seen = [month_weight(m) for m in months[:-1]]
        seen.append(sum(day_weight(d) for d in days(months[-1], until, until.year)))
        self.all = sum(
            expected(account, at) * seen[at]
            for account in world.accounts
            for at in range(account.first_month, account.last_month + 1)
        )

    def worth(self, account: Account, starts: date) -> int:
        """What an account is expected to buy from a month on to the end of the year."""
        months = (date(starts.year, month, 1) for month in range(starts.month, 13))
        size = sum(expected(account, self._at(m)) * month_weight(m) for m in months)
        return size * self.revenue // self.all

    def _at(self, month: date) -> int:
        """A month's place in the history; before and after it, the nearest."""
        return self.place.get(month, 0 if month < min(self.place) else self.last)
