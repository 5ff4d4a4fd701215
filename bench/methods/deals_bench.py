"""Open deals weighed into an outlook: is the rest told better, and does its interval still hold?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from bench.methods.companies import Array, lasting, units
from bench.table import Table
from husay.stats.open_deals import Past, weighed, worth
from husay.stats.outlook import Outlook
from husay.stats.pace import forecast

SEED = 20_290_000
COMPANIES, UNITS, YEARS = 60, 12, 5
LEFT = (2, 3, 6)
"""How many months of the year are left."""
TARGET = 1.03
OPEN_SHARE, SHARE_SPREAD, SHARE_STAYS = 0.5, 0.25, 0.7
"""Of what a rest brings so much is open before it; how that varies, and what stays of it from month
to month."""
LUMPS = 0.5
"""By how much a month differs from the next (its coefficient of variation): where sales come evenly
history alone tells them, and deals have nothing to add."""
DEALS = 40
SMALL, LARGE = (1.0, 0.4), (10.0, 0.1)
"""Amounts of four deals of five and of the fifth, and how often they are won."""


@dataclass(frozen=True)
class Told:
    """A rest told by history alone and with the open deals, against what came."""

    alone: tuple[float, bool, bool]
    together: tuple[float, bool, bool]


def tables() -> list[Table]:
    """By what is left: the Brier score of reaching the target, and what the interval covers."""
    rows = []
    for left in LEFT:
        found = [one for company in range(COMPANIES) for one in told(company, left)]
        rows.append((
            str(left), *_figures([one.alone for one in found]),
            *_figures([one.together for one in found]),
        ))  # fmt: skip
    heads = (
        "Months left", "Brier, history alone", "80 % interval covers", "Brier, with open deals",
        "80 % interval covers",
    )  # fmt: skip
    return [Table("deals", heads, tuple(rows))]


def _figures(found: list[tuple[float, bool, bool]]) -> tuple[str, str]:
    brier = fmean((chance - hit) ** 2 for chance, hit, _ in found)
    return f"{brier:.3f}", f"{fmean(covered for *_, covered in found):.1%}"


def told(company: int, left: int) -> Iterator[Told]:
    """The last year of each of a company's units, told when so many months of it are left."""
    rng = np.random.default_rng(SEED + company)
    lumps = rng.gamma(1 / LUMPS**2, LUMPS**2, (UNITS, 12 * YEARS))
    sales = 1e4 * units(rng, UNITS, YEARS) * lumps
    month = sales.shape[1] - left
    outlooks = forecast({str(i): line[:month].tolist() for i, line in enumerate(sales)}, 12 - left)
    for i, line in enumerate(sales):
        outlook = outlooks[str(i)]
        assert isinstance(outlook, Outlook)
        yield _of_one(rng, line, left, outlook)


def _of_one(rng: np.random.Generator, whole: Array, left: int, outlook: Outlook) -> Told:
    month = whole.size - left
    share = OPEN_SHARE * np.exp(lasting(rng, whole.size, SHARE_STAYS, SHARE_SPREAD * 0.714))
    deals = {at: _deals(rng, min(0.95, float(share[at])) * float(whole[at : at + left].sum()))
             for at in range(month, left - 1, -left)}  # fmt: skip
    past = [Past(*deals[at][1], round(whole[at : at + left].sum())) for at in deals if at != month]
    value = worth(past)
    result, target = float(whole[-12:].sum()), TARGET * float(whole[-24:-12].sum())
    return Told(
        _judged(outlook, result, target),
        _judged(weighed(outlook, deals[month][0], value) if value else outlook, result, target),
    )


def _deals(rng: np.random.Generator, won: float) -> tuple[list[int], tuple[int, int]]:
    """Open deals of which as much is won as is given: their amounts, and the sums open and won."""
    large = np.arange(DEALS) % 5 == 0
    amounts: Array = np.where(large, LARGE[0], SMALL[0]) * rng.lognormal(0, 0.4, DEALS)
    wins = rng.random(DEALS) < np.where(large, LARGE[1], SMALL[1])
    wins[1] = True
    scale = won / amounts[wins].sum()
    whole = [round(float(amount * scale)) for amount in amounts]
    return whole, (sum(whole), round(won))


def _judged(outlook: Outlook, result: float, target: float) -> tuple[float, bool, bool]:
    chance, low, high = outlook.chance_of(target), outlook.low, outlook.high
    assert chance is not None
    assert low is not None
    assert high is not None
    return chance, result >= target, low <= result <= high
