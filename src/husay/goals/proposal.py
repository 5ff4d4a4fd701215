"""A proposal of reasonable goals for a year: a total dealt among people (or units) by what each is
likely to reach.

Each one's next year is a distribution (`husay.stats.year_ahead`): from the potential and what of
past results is the person's own, or, where not everybody has a potential, from history alone, drawn
toward the group. The goals are the amounts that all reach with about the same chance
(`husay.stats.level`) and that sum to the total; the total that would put everybody at the shipped
level, which about 64 of 100 reach, is told beside it (`Proposal.fair_total`). Beside it stands what
"last year and so much more" would ask for, with the same checks.

Amounts are whole numbers in whatever the goals are counted in (ten-thousandths of a peso).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from husay.basics.share import deal_in_steps
from husay.goals.fairness import Check, checks
from husay.stats.level import amounts_at, amounts_that_sum_to
from husay.stats.year_ahead import LEAST_MONTHS, YearAhead, together, years_ahead

LEVEL = Fraction(36, 100)
"""The share of chance of staying below the goal."""
PRECISION = Fraction(15, 100)
OUT_OF_REACH = Fraction(20, 100)
"""A goal that is reached with less chance than this lies above the 80th percentile."""
MONTHS = 12

Basis = Literal["potential", "history"]


@dataclass(frozen=True)
class Candidate:
    """Who or what may carry a part: its months of history, oldest first, all ending together.

    `precision` is the potential's relative standard error. `last_goal` was the goal of the last
    twelve months. `sells` says that it will sell even where nothing is seen of it yet: a newcomer
    does, and is taken to be like the others; a unit that nobody sells in brings nothing.
    """

    item: str
    history: tuple[int, ...]
    potential: int | None = None
    precision: Fraction = PRECISION
    last_goal: int | None = None
    sells: bool = True


@dataclass(frozen=True)
class ProposedGoal:
    """A goal, the chance that it is reached, and what is expected (as likely passed as not).

    `reliability` is how much of what was seen is taken to be the item's own (0 to 1).
    """

    item: str
    goal: int
    chance: float
    expected: int
    reliability: float


@dataclass(frozen=True)
class Dealt:
    """One way of dealing the total, and how it stands the checks."""

    goals: tuple[ProposedGoal, ...]
    checks: tuple[Check, ...]

    @property
    def not_set(self) -> int:
        """How many have no goal above zero: these the checks leave out."""
        return len([one for one in self.goals if one.goal <= 0])


@dataclass(frozen=True)
class Proposal:
    """Goals that with the reserve sum to the total.

    `basis` says what they rest on. `bottom_up` is the sum of what is expected of each, `stretch`
    the total as a share of it, `company_chance` the chance that all together bring the total.
    `out_of_reach` says that more than half of the goals lie above the 80th percentile. The items
    in `left_out` have neither a history nor a potential nor anybody who will sell, and no goal.
    `growth` is what the total adds to last year, of those it is dealt among; None where they
    brought nothing.
    """

    total: int
    reserve: int
    basis: Basis
    proposed: Dealt
    last_year: Dealt
    fair_total: int
    bottom_up: int
    stretch: Fraction
    company_chance: float
    out_of_reach: bool
    left_out: tuple[str, ...]
    growth: Fraction | None


@dataclass(frozen=True)
class Prospects:
    """What each of a group is likely to bring, whatever is asked of them.

    `chosen` are those of whom that can be told, `ahead` their next years in the same order; `sizes`
    their potentials, where everybody has one.
    """

    basis: Basis
    chosen: tuple[Candidate, ...]
    ahead: tuple[YearAhead, ...]
    sizes: tuple[int, ...] | None

    def asked(self, goals: Mapping[str, int]) -> Dealt:
        """Goals as they were set by anybody, with the chance of each, and how they stand the
        checks. Who has no goal is asked for nothing."""
        values = [goals.get(c.item, 0) for c in self.chosen]
        return _dealt(self.chosen, self.ahead, self.sizes, values)

    @property
    def fair_total(self) -> int:
        """What all goals sum to when each is at the shipped level."""
        return sum(round(amount) for amount in amounts_at(self.ahead, LEVEL, self.sizes))

    def chance_together(self, items: Collection[str], amount: int) -> float | None:
        """The chance that these items together bring an amount; None where none of them is known
        of, or not all."""
        years = [year for c, year in zip(self.chosen, self.ahead, strict=True) if c.item in items]
        return together(years).chance_of(amount) if years and len(years) == len(items) else None


def prospects(candidates: Sequence[Candidate]) -> Prospects:
    """What each is likely to bring; ValueError where nobody has a history with sales in it."""
    basis: Basis = "potential" if all(c.potential for c in candidates) else "history"
    chosen = [
        c for c in candidates
        if basis == "potential" or c.sells or len(c.history) >= LEAST_MONTHS
    ]  # fmt: skip
    sizes = tuple(c.potential or 0 for c in chosen) if basis == "potential" else None
    precisions = [c.precision for c in chosen] if basis == "potential" else None
    ahead = years_ahead([c.history for c in chosen], sizes, precisions)
    return Prospects(basis, tuple(chosen), ahead, sizes)


def propose(
    candidates: Sequence[Candidate], total: int, *, reserve: int = 0, unit: int = 1
) -> Proposal:
    """Deal a year's total, less a reserve that nobody carries, in whole units.

    What of the total is no whole unit goes to the goal that whole units left furthest behind its
    part. ValueError where nothing is left to
    deal, `unit` is not above zero, or nobody has a history in which something was sold.
    """
    return propose_from(prospects(candidates), candidates, total, reserve=reserve, unit=unit)


def propose_from(
    found: Prospects,
    candidates: Sequence[Candidate],
    total: int,
    *,
    reserve: int = 0,
    unit: int = 1,
) -> Proposal:
    """As `propose`, of prospects that were worked out before."""
    if not 0 <= reserve < total or unit < 1:
        raise ValueError(f"nothing to deal: {total} less {reserve}, in units of {unit}")
    chosen, ahead, sizes = found.chosen, found.ahead, found.sizes
    weights = amounts_that_sum_to(ahead, total - reserve, sizes)
    last = [sum(c.history[-MONTHS:]) for c in chosen]
    proposed = _dealt(chosen, ahead, sizes, _whole(total - reserve, unit, weights))
    bottom_up = sum(round(year.median) for year in ahead)
    unreached = len([goal for goal in proposed.goals if goal.chance < OUT_OF_REACH])
    return Proposal(
        total, reserve, found.basis, proposed,
        _dealt(chosen, ahead, sizes, _whole(total - reserve, unit, last)),
        found.fair_total, bottom_up, Fraction(total, max(1, bottom_up)),
        together(ahead).chance_of(total),
        2 * unreached > len(chosen), tuple(c.item for c in candidates if c not in chosen),
        Fraction(total - reserve, sum(last)) - 1 if sum(last) > 0 else None,
    )  # fmt: skip


def _whole(total: int, unit: int, weights: Sequence[float]) -> list[int]:
    """A total in whole units by weights, what is no whole unit in one of the goals."""
    return deal_in_steps(total, [max(1, round(weight)) for weight in weights], unit)


def _dealt(
    chosen: Sequence[Candidate],
    ahead: Sequence[YearAhead],
    sizes: Sequence[int] | None,
    goals: Sequence[int],
) -> Dealt:
    proposed = tuple(
        ProposedGoal(c.item, goal, year.chance_of(goal), round(year.median), year.reliability)
        for c, year, goal in zip(chosen, ahead, goals, strict=True)
    )
    last = [(sum(c.history[-MONTHS:]), c.last_goal) for c in chosen]
    return Dealt(proposed, checks(goals, ahead, sizes, last))
