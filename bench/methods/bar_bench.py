"""How often a bar is raised on noise, and how often on a true difference."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from statistics import fmean

import numpy as np

from bench.table import Table
from husay.basics.period import Window
from husay.goals.next_bar import NextBar, Record, next_bars

SEED = 20_280_000
COMPANIES, SELLERS, DEALS_A_MONTH = 150, 20, 8
SKILL = 0.15
PERIODS = (
    Window(date(2025, 1, 1), date(2025, 6, 30)),
    Window(date(2025, 7, 1), date(2025, 12, 31)),
)
BEGINS = date(2026, 1, 1)
GROWTH = Fraction(3, 100)
RATES = (0.9, 1.0, 1.1, 1.2, 1.3, 1.5)


def tables() -> list[Table]:
    """For the first five of twenty sellers, whose true rate is a given part of their bar."""
    rows = []
    for rate in RATES:
        pairs = [pair for company in range(COMPANIES) for pair in bars(company, rate)]
        passed = fmean(bar.result > 2 * bar.old for bar in pairs)
        raised = [bar for bar in pairs if bar.verdict == "raised"]
        rows.append((
            f"{rate:.0%} of the bar", f"{passed:.1%}", f"{len(raised) / len(pairs):.1%}",
            f"{fmean(Fraction(b.new, b.old) - 1 for b in raised):+.1%}" if raised else "–",
        ))  # fmt: skip
    heads = ("True rate", "passed it in two periods", "bar raised", "by (3 % of it with the peers)")
    return [Table("bars", heads, tuple(rows))]


def bars(company: int, rate: float, seed: int = SEED) -> tuple[NextBar, ...]:
    """The five's next bars; the others' true rates vary about their bars by 15 %."""
    rng = np.random.default_rng(seed + company)
    rates = np.exp(rng.normal(0, SKILL, SELLERS))
    rates[:5] = rate
    bar = np.exp(rng.normal(16, 0.5, SELLERS))
    records = [_record(rng, str(i), bar[i], rates[i]) for i in range(SELLERS)]
    return next_bars(records, PERIODS, BEGINS, BEGINS, GROWTH)[:5]


def _record(rng: np.random.Generator, item: str, bar: float, rate: float) -> Record:
    """Two half years of deals; their amounts vary as amounts do (log standard deviation .8)."""
    mean = bar / 6 / DEALS_A_MONTH * rate
    counts = rng.poisson(DEALS_A_MONTH, 12).tolist()
    months = [rng.lognormal(-0.32, 0.8, count) * mean for count in counts]
    return Record(item, round(bar), tuple(tuple(map(round, m.tolist())) for m in months))
