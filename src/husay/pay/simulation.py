"""What a simulation shows: what a draft plan would have cost, who gains and who loses by it, whom
it pays for what, and what it costs in a worse and a better year.

People of whom any reading cannot be worked out are in none of the figures, and told apart: a sum
without them beside one with them would compare nothing. Amounts are whole ten-thousandths, and
shares exact fractions; only what is said of chance is a float.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from husay.basics.amount import round_half_away
from husay.basics.problem import Problem
from husay.pay.simulated import FACTORS, PersonPay, Seller, Simulated
from husay.stats.means_apart import MeansApart, means_apart
from husay.stats.reliability import rank_correlation_of

EDGES = (Fraction(1, 2), Fraction(4, 5), Fraction(1), Fraction(6, 5))
"""Bands of attainment: under 50 %, then from each of these on, the edge within the upper one."""

LEAST_LINKED = 10
"""Of fewer people a rank correlation says nothing."""

_TENURES = (12, 36)
"""Months of service at which groups of tenure part."""

_COSTED = Fraction(9, 10)
"""The margin is known where so much of what was sold has a cost."""


@dataclass(frozen=True, slots=True)
class PeriodCost:
    """A pay period, by its first day: what was sold, what the draft pays, and what the plan in
    force does (None: there is none)."""

    starts: date
    sold: int
    draft: int
    against: int | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A person's pay by the plan in force and by the draft."""

    seller: Seller
    before: int
    after: int

    @property
    def change(self) -> int:
        """What the draft makes of it."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Year:
    """All lines times a factor: what is sold, and what both plans pay."""

    factor: Fraction
    sold: int
    draft: int
    against: int | None


@dataclass(frozen=True, slots=True)
class GroupPay:
    """The people of a unit, or of a tenure: what they sold and are paid by the draft, and by the
    plan in force (None: there is none); `apart`: whether what they are paid for each peso sold is
    another than all others' beyond chance (None: they are too few to tell)."""

    name: str
    people: int
    sold: int
    draft: int
    against: int | None
    apart: bool | None

    @property
    def rate(self) -> Fraction | None:
        """Pay for what was sold."""
        return Fraction(self.draft, self.sold) if self.sold > 0 else None


@dataclass(frozen=True)
class Simulation:
    """What there is to say of what was worked out."""

    found: Simulated

    @cached_property
    def left_out(self) -> tuple[tuple[str, tuple[Problem, ...]], ...]:
        """Who cannot be worked out, and why, by person."""
        wrong: dict[str, dict[Problem, None]] = {}
        for reading in (*self.found.draft, *self.found.against):
            for one in reading:
                if one.problems:
                    wrong.setdefault(one.person, {}).update(dict.fromkeys(one.problems))
        return tuple((person, tuple(found)) for person, found in sorted(wrong.items()))

    @cached_property
    def sellers(self) -> tuple[Seller, ...]:
        """Those who are counted."""
        wrong = {person for person, _ in self.left_out}
        return tuple(one for one in self.found.sellers if one.person not in wrong)

    @cached_property
    def draft(self) -> dict[str, PersonPay]:
        """What the draft pays each of them."""
        return self._of(self.found.draft[0])

    @cached_property
    def against(self) -> dict[str, PersonPay] | None:
        """What the plan in force pays each; None where there is none."""
        return self._of(self.found.against[0]) if self.found.against else None

    def _of(self, reading: Sequence[PersonPay]) -> dict[str, PersonPay]:
        known = {one.person: one for one in reading}
        return {s.person: known.get(s.person, PersonPay(person=s.person)) for s in self.sellers}

    @property
    def sold(self) -> int:
        """What they sold."""
        return sum(one.sold for one in self.sellers)

    @property
    def cost(self) -> int:
        """What the draft pays in all."""
        return sum(one.total for one in self.draft.values())

    @property
    def cost_against(self) -> int | None:
        """What the plan in force pays in all."""
        return None if self.against is None else sum(x.total for x in self.against.values())

    @property
    def rate(self) -> Fraction | None:
        """The draft's cost for each unit of money sold."""
        return Fraction(self.cost, self.sold) if self.sold > 0 else None

    @cached_property
    def periods(self) -> tuple[PeriodCost, ...]:
        """Each pay period of the draft; one in which the plan in force pays is one, too."""
        draft, against, sold = (defaultdict[date, int](int) for _ in range(3))
        for into, people in ((draft, self.draft), (against, self.against or {})):
            for one in people.values():
                for day, amount in one.periods:
                    into[day] += amount
        for seller in self.sellers:
            for day, amount in seller.sold_by_period:
                sold[day] += amount
        return tuple(
            PeriodCost(day, sold[day], draft[day], None if self.against is None else against[day])
            for day in sorted(draft.keys() | against.keys() | sold.keys())
        )

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """Everybody whose pay differs, from who loses most to who gains most."""
        if self.against is None:
            return ()
        found = [
            Moved(one, self.against[one.person].total, self.draft[one.person].total)
            for one in self.sellers
        ]
        return tuple(
            sorted((x for x in found if x.change), key=lambda x: (x.change, x.seller.person))
        )

    @property
    def bands(self) -> tuple[int, ...] | None:
        """How many people are in each band of attainment: under the first of `EDGES`, then from
        each on. Who has no goal is in none; None where the draft has no measure with goals."""
        if not self.found.measure:
            return None
        counts = [0] * (len(EDGES) + 1)
        for one in self.sellers:
            if one.attained is not None:
                counts[sum(one.attained >= edge for edge in EDGES)] += 1
        return tuple(counts)

    @property
    def without_goal(self) -> int:
        """How many have no goal in these days."""
        return sum(one.attained is None for one in self.sellers)

    @property
    def mix(self) -> tuple[tuple[str, int], ...]:
        """What each term pays, in the order in which they first do; what draws add or take is what
        is left, under ''."""
        found: dict[str, int] = {}
        for one in self.draft.values():
            for term, amount in one.terms:
                found[term] = found.get(term, 0) + amount
        drawn = self.cost - sum(found.values())
        return (*found.items(), *([("", drawn)] if drawn else []))

    @property
    def top_tenth(self) -> tuple[int, Fraction] | None:
        """How many people the tenth who are paid most are, and their share of all pay; None where
        nothing is paid."""
        paid = sorted((max(0, one.total) for one in self.draft.values()), reverse=True)
        if not sum(paid):
            return None
        many = -(-len(paid) // 10)
        return many, Fraction(sum(paid[:many]), sum(paid))

    @property
    def link(self) -> float | None:
        """The rank correlation (Spearman's) of pay with attainment, of those with a goal; None
        where these are too few."""
        return self._link(self.draft)

    @property
    def link_against(self) -> float | None:
        """The same of the plan in force."""
        return None if self.against is None else self._link(self.against)

    def _link(self, paid: dict[str, PersonPay]) -> float | None:
        told = [(paid[s.person].total, s.attained) for s in self.sellers if s.attained is not None]
        if len(told) < LEAST_LINKED:
            return None
        return rank_correlation_of([total for total, _ in told], [share for _, share in told])

    @cached_property
    def units(self) -> tuple[GroupPay, ...]:
        """By unit."""
        return self._groups(lambda one: one.unit)

    @cached_property
    def tenures(self) -> tuple[GroupPay, ...]:
        """By whole years of service on the first day: 'under-1', '1-to-3', 'from-3', '' unknown."""
        return self._groups(_tenure)

    def _groups(self, named: Callable[[Seller], str]) -> tuple[GroupPay, ...]:
        groups: dict[str, list[Seller]] = defaultdict(list)
        for one in self.sellers:
            groups[named(one)].append(one)
        rates = {
            name: [Fraction(self.draft[s.person].total, s.sold) for s in people if s.sold > 0]
            for name, people in groups.items()
        }
        apart = means_apart({name: values for name, values in rates.items() if name})
        return tuple(
            GroupPay(
                name, len(people), sum(s.sold for s in people),
                sum(self.draft[s.person].total for s in people),
                None if self.against is None else
                sum(self.against[s.person].total for s in people),
                _verdict(apart, name),
            )
            for name, people in sorted(groups.items())
        )  # fmt: skip

    @cached_property
    def years(self) -> tuple[Year, ...]:
        """The year as it was, a bad one and a good one."""
        found = []
        for number, factor in enumerate(FACTORS):
            pays = [
                sum(one.total for one in self._of(readings[number]).values()) if readings else None
                for readings in (self.found.draft, self.found.against)
            ]
            found.append(Year(factor, round_half_away(self.sold * factor), pays[0] or 0, pays[1]))
        return tuple(found)

    @property
    def costs_the_same_at(self) -> Fraction | None:
        """What share of these sales both plans cost the same at, on straight lines between the
        three years; None where they do not within them."""
        known = sorted(
            (one.factor, one.draft - one.against) for one in self.years if one.against is not None
        )
        for (low, one), (high, other) in pairwise(known):
            if one == 0:
                return low
            if one * other < 0 or (other == 0 and high == known[-1][0]):
                return low + (high - low) * Fraction(one, one - other)
        return None

    @property
    def margin(self) -> Fraction | None:
        """The part of what is sold that is left after its cost; None where that is not known of
        nine tenths of it."""
        costed = sum(one.costed for one in self.sellers)
        if self.sold <= 0 or costed < _COSTED * self.sold or costed <= 0:
            return None
        return 1 - Fraction(sum(one.cost for one in self.sellers), costed)

    @property
    def more_to_sell(self) -> Fraction | None:
        """How much more has to be sold (as a share) so that what the draft costs beyond the plan in
        force comes in again: the difference of cost, over the margin less what the draft pays of
        more that is sold (from the year as it was to the good one). 0 where it costs no more; None
        where that is not known, or what it pays of more is above the margin."""
        if self.cost_against is None or self.margin is None or self.sold <= 0:
            return None
        beyond = self.cost - self.cost_against
        if beyond <= 0:
            return Fraction(0)
        years = {one.factor: one for one in self.years}
        most = max(FACTORS)
        paid_of_more = Fraction(years[most].draft - self.cost) / ((most - 1) * self.sold)
        kept = self.margin - paid_of_more
        return None if kept <= 0 else Fraction(beyond) / (kept * self.sold)


def _tenure(one: Seller) -> str:
    if one.months is None:
        return ""
    return ("under-1", "1-to-3", "from-3")[sum(one.months >= edge for edge in _TENURES)]


def _verdict(apart: MeansApart | None, name: str) -> bool | None:
    """Whether a group is told apart from the others; None where it is too small."""
    return None if apart is None or name not in apart.groups else apart.groups[name]
