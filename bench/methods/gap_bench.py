"""Which stage is named as the one that keeps a seller's sales down, and whether it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from bench.methods.companies import Array
from bench.table import Table
from husay.stats.gap import Gap, gaps
from husay.stats.sales_identity import PRICE, STAGES, VALUE, Flow, Priced, Won

SEED = 20_310_000
TEAMS, SELLERS, MONTHS = 100, 12, 12
LEADS = (20, 60, 200, 600)
FACTORS = (*STAGES, VALUE, PRICE)
USUAL = (1.0, 0.4, 0.3, 1e9, 0.9)
SPREADS = (0.05, 0.05, 0.05, 0.05, 0.02)
DOWN, PRICE_DOWN = 0.25, 0.12
BELOW = 0.03


@dataclass
class Judged:
    """Of the sellers with a planted trouble: whose lowest rate is it as seen, as shrunk, who is
    named, and rightly; of all: who is named for what truly is 3 % below the team or more; leads
    that are said to be wanted; and what was left over of gaps, in ten-thousandths."""

    seen: int = 0
    shrunk: int = 0
    named: int = 0
    right: int = 0
    others: int = 0
    below: int = 0
    more: list[int | None] = field(default_factory=list)
    left: int = 0


def tables() -> list[Table]:
    """By how many leads each has in the window."""
    rows = []
    for leads in LEADS:
        found = judged(leads)
        wanted = [more for more in found.more if more is not None]
        every = found.named + found.others
        rows.append((
            str(leads), f"{found.seen / TEAMS:.0%}", f"{found.shrunk / TEAMS:.0%}",
            f"{found.named / TEAMS:.0%}",
            f"{found.right / found.named:.0%}" if found.named else "–",
            f"{found.others / TEAMS / (SELLERS - 1):.1%}",
            f"{found.below / every:.0%}" if every else "–",
            str(round(median(wanted))) if wanted else "–", str(found.left),
        ))  # fmt: skip
    heads = (
        "Leads in the window", "plain rates right", "after shrinkage", "named",
        "rightly", "others named", "of all named, truly 3 % below", "more leads wanted (median)",
        "left over",
    )  # fmt: skip
    return [Table("gap", heads, tuple(rows))]


def judged(leads: int, teams: int = TEAMS) -> Judged:
    """What is told of teams whose first seller has one stage a quarter down (a price an eighth)."""
    found = Judged()
    for planted, truth, told in _teams(leads, teams):
        first, off = told[0], truth - truth.mean(axis=0)
        rates = [np.log(stage.seen / stage.benchmark) for stage in first.stages]
        found.seen += int(np.argmin(rates)) == planted
        found.shrunk += int(np.argmax([s.weakest for s in first.stages])) == planted
        found.named += first.named is not None
        found.right += first.named == FACTORS[planted]
        found.others += sum(gap.named is not None for gap in told[1:])
        found.below += sum(
            bool(off[i, FACTORS.index(gap.named)] < -BELOW)
            for i, gap in enumerate(told) if gap.named
        )  # fmt: skip
        if first.named is None:
            found.more.append(first.more_leads)
        found.left += sum(
            abs(sum(s.part for s in gap.stages) + gap.chance - gap.gap) for gap in told
        )
    return found


def _teams(leads: int, teams: int) -> Iterator[tuple[int, Array, tuple[Gap, ...]]]:
    for team in range(teams):
        rng = np.random.default_rng([SEED, leads, team])
        planted = team % len(FACTORS)
        truth = np.log(USUAL) + rng.normal(0, 1, (SELLERS, len(FACTORS))) * SPREADS
        truth[0, planted] += np.log(1 - (PRICE_DOWN if FACTORS[planted] == PRICE else DOWN))
        yield planted, truth, gaps([_seller(rng, leads, row) for row in np.exp(truth)])


def _seller(rng: np.random.Generator, leads: int, rates: Array) -> Flow:
    """Leads by chance, each stage a binomial one; deals differ by 60 %, their discounts by 5. As in
    the product a deal's net value alone is known, and the price by what was sold: one sale a deal.
    """
    came = rng.poisson(rates[0] * leads / MONTHS, MONTHS)
    met = rng.binomial(came, rates[1])
    count = rng.binomial(met, rates[2])
    listed = rng.lognormal(np.log(rates[3]) - 0.18, 0.6, count.sum())
    part = np.minimum(1, rates[4] * np.exp(rng.normal(0, 0.05, count.sum())))
    net = listed * part
    price, priced = 1.0, None
    if len(net):
        price = float(net.sum() / listed.sum())
        weight = float(np.square(listed).sum() / listed.sum() ** 2)
        priced = Priced(weight, len(net), float(np.square(part - price).sum()))
    won = tuple(
        tuple(Won(round(y / price), round(y)) for y in month)
        for month in np.split(net, np.cumsum(count)[:-1])
    )
    return Flow((tuple(came.tolist()), tuple(met.tolist())), won, (), priced)
