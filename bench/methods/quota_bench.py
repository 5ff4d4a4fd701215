"""Rules by which goals are dealt: who reaches them, the good or the lucky?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import fmean

import numpy as np

from bench.methods.companies import Array, Sellers, sellers
from bench.table import Table
from husay.goals.fairness import checks
from husay.goals.proposal import Candidate, Dealt, Proposal, propose
from husay.stats.shrinkage import shrink
from husay.stats.year_ahead import years_ahead

SEED = 20_270_000
COMPANIES, SELLERS, BEST = 150, 40, 8
NOISES = (0.15, 0.30)
KINDS = ((0.15, False), (0.30, False), (0.15, True), (0.30, True))
"""How much a year varies by chance, and whether its months do so together."""
BELOW_EXPECTED = 0.95

EQUAL = "same total"
SHIPPED = "shipped level"


def tables() -> list[Table]:
    """For both noises: at or above, last year's best and worst and the others, skill rewarded."""
    rows = []
    for noise, lasting in KINDS:
        found: dict[tuple[str, str], list[tuple[float, ...]]] = {}
        for company in range(COMPANIES):
            made = sellers(np.random.default_rng(SEED + company), SELLERS, noise, lasting)
            for name, total, goals in dealt(made):
                found.setdefault((name, total), []).append(judged(made, goals))
        for (name, total), figures in found.items():
            if lasting and total == EQUAL:
                continue  # as with months of their own, and the table is long
            every, best, rest, worst, others, skill = map(fmean, zip(*figures, strict=True))
            rows.append((
                name, f"{noise:.0%}{' by years' if lasting else ''}", total,
                f"{every:.0%}", f"{best:.0%}", f"{rest:.0%}", f"{worst:.0%}", f"{others:.0%}",
                f"{skill:+.2f}",
            ))  # fmt: skip
    heads = (
        "Rule", "noise", "total", "at or above", "best 8", "the rest", "worst 8", "the others",
        "attainment with true skill",
    )  # fmt: skip
    return [Table("quotas", heads, tuple(rows)), Table("checks", *_checks())]


def judged(made: Sellers, goals: Array) -> tuple[float, ...]:
    """The shares at or above of all, last year's best, all but these, its worst, all but these; and
    the correlation of attainment with true skill. Best and worst go by sales for the potential."""
    results = made.months[:, 24:].sum(axis=1)
    order = np.argsort(made.months[:, 12:24].sum(axis=1) / np.array(made.potentials))
    hit = (results >= goals)[order]
    return (
        float(hit.mean()),
        float(hit[-BEST:].mean()), float(hit[:-BEST].mean()),
        float(hit[:BEST].mean()), float(hit[BEST:].mean()),
        float(np.corrcoef(results / goals, made.skills)[0, 1]),
    )  # fmt: skip


def dealt(made: Sellers) -> Iterator[tuple[str, str, Array]]:
    """Each rule's goals, all at the same total, the last ones also at the shipped level."""
    before, last = made.months[:, :12].sum(axis=1), made.months[:, 12:24].sum(axis=1)
    potentials = np.array(made.potentials, dtype=np.float64)
    total = BELOW_EXPECTED * (before + last).sum() / 2
    share = skilled(made)
    rules = {
        "last year × (1 + g)": last,
        "up-only ratchet": np.maximum(before, last),
        "2-year average": before + last,
        "potential only": potentials,
        "METHODS: potential × shrunk share": share,
        "half of that, half last year": share / share.sum() + last / last.sum(),
    }
    for name, weights in rules.items():
        yield name, EQUAL, weights / weights.sum() * total
    candidates = _candidates(made)
    proposal, at_level = propose(candidates, round(total)), at_shipped_level(made)
    yield "**Husay's proposal**", EQUAL, goals_of(proposal.proposed)
    blind = [replace(c, potential=None) for c in candidates]
    by_history = propose(blind, propose(blind, round(total)).fair_total)
    yield "Husay's proposal without potentials", SHIPPED, goals_of(by_history.proposed)
    yield "METHODS: potential × shrunk share", SHIPPED, share / share.sum() * at_level.total
    yield "last year × (1 + g)", SHIPPED, goals_of(at_level.last_year)
    yield "**Husay's proposal**", SHIPPED, goals_of(at_level.proposed)


def at_shipped_level(made: Sellers) -> Proposal:
    """The proposal at the total that it calls fair."""
    candidates = _candidates(made)
    return propose(candidates, propose(candidates, 1_000_000).fair_total)


def _candidates(made: Sellers, last_goals: list[int] | None = None) -> list[Candidate]:
    return [
        Candidate(
            str(i), tuple(months[:24]), potential, last_goal=last_goals[i] if last_goals else None
        )
        for i, (months, potential) in enumerate(
            zip(made.months.tolist(), made.potentials, strict=True)
        )
    ]


def goals_of(dealt: Dealt) -> Array:
    """The goals in order."""
    return np.array([goal.goal for goal in dealt.goals], dtype=np.float64)


def _checks() -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """How three rules stand the checks, as a company would see them: at the shipped level, last
    year's goals having been dealt by the proposal itself."""
    rows = []
    for noise in NOISES:
        seen = [_seen(company, noise) for company in range(COMPANIES // 3)]
        for name in seen[0]:
            figures = [rules[name] for rules in seen]
            rows.append((
                name, f"{noise:.0%}", *(_stood(figures, what) for what in range(4)),
            ))  # fmt: skip
    heads = (
        "Rule", "noise", "60–70 % reach it", "attainment with potential",
        "of a surplus asked for again", "chances outside 35–85 %",
    )  # fmt: skip
    return heads, tuple(rows)


def _seen(company: int, noise: float) -> dict[str, Dealt]:
    made = sellers(np.random.default_rng(SEED + company), SELLERS, noise)
    first_year = [Candidate(c.item, c.history[:12], c.potential) for c in _candidates(made)]
    first = propose(first_year, propose(first_year, 1_000_000).fair_total)
    candidates = _candidates(made, [goal.goal for goal in first.proposed.goals])
    proposal = propose(candidates, propose(candidates, 1_000_000).fair_total)
    share = skilled(made)
    goals = [round(goal) for goal in (share / share.sum() * proposal.total).tolist()]
    last = [(sum(c.history[-12:]), c.last_goal) for c in candidates]
    ahead = years_ahead(
        [c.history for c in candidates], made.potentials, [c.precision for c in candidates]
    )
    stood = checks(goals, ahead, made.potentials, last)
    return {
        "last year × (1 + g)": proposal.last_year,
        "METHODS: potential × shrunk share": Dealt((), stood),
        "**Husay's proposal**": proposal.proposed,
    }


def skilled(made: Sellers) -> Array:
    """Potential times the shrunk share of METHODS 5.2."""
    seen = made.months[:, :24]
    potentials = np.array(made.potentials, dtype=np.float64)
    rates = shrink(seen.tolist(), potentials / potentials.sum() * seen.sum()).rates
    return potentials * np.exp([rate.mean for rate in rates])


def _stood(figures: list[Dealt], what: int) -> str:
    """The mean value of a check, and how many of the companies stand it."""
    checks = [figure.checks[what] for figure in figures]
    value = fmean(abs(check.value or 0) for check in checks)
    written = f"{value:.0%}" if what == 0 else f"{value:.2f}"
    return f"{written} ({fmean(bool(check.holds) for check in checks):.0%} hold)"
