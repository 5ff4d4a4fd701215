"""Terms that are known when a window ends: bonus, scorecard, pool, contest.

Each answers what it comes to, exactly, for a person and a window, as far as a day; None where a
goal or a score is missing, of which a problem was told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import lcm

from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.basics.share import deal_in_steps
from husay.pay.document.plan import Plan
from husay.pay.document.settings import WindowKind
from husay.pay.document.term import (
    Among,
    Bonus,
    Contest,
    Curve,
    Each,
    Pool,
    Rate,
    Scorecard,
    Taken,
    Term,
    Threshold,
    Tiers,
    Windowed,
)
from husay.pay.earned import Reason, reason
from husay.pay.interpret.resolve import curve_table, goal_of, tier_table
from husay.pay.interpret.steps import TierTable
from husay.pay.interpret.totals import Totals

Answer = tuple[Fraction, Reason] | None


def window_kind(term: Term) -> WindowKind:
    """The kind of window over which a term reads: its own, or the pay period."""
    kind: WindowKind = getattr(term, "window", "period")
    return kind


def once_a_window(term: Term, plan: Plan) -> bool:
    """Whether a term posts one line a window: by its kind, or as its measure is entered by hand."""
    if isinstance(term, Windowed):
        return True
    return isinstance(term, Taken) and plan.measure(term.of).entered


def _short(at: Threshold, value: Fraction) -> Reason:
    """Why there is no pool."""
    return reason("pool-short", value=value, at=at.least, inside=at.inside)


class ByWindow:
    """What windowed terms come to."""

    def __init__(self, totals: Totals) -> None:
        self.totals, self.work = totals, totals.work

    def answer(self, term: Term, person: str, window: Window, until: date) -> Answer:
        """What a term comes to, in ten-thousandths."""
        if self.without_team(term, person, window):
            return Fraction(0), reason("no-team")
        if isinstance(term, Bonus):
            return self._bonus(term, person, window, until)
        if isinstance(term, Scorecard):
            return self._scorecard(term, person, window, until)
        if isinstance(term, Pool):
            return self._pool(term, person, window, until)
        if isinstance(term, Contest):
            return self._contest(term, person, window, until)
        return self.of_entered(term, person, window, until)

    def of_entered(
        self, term: Term, person: str, window: Window, until: date, *, plain: bool = False
    ) -> Answer:
        """What is earned of a measure that was entered by hand; `plain`: without accelerators."""
        assert isinstance(term, Rate | Each | Tiers | Curve), "a plan's other terms read lines"
        measured = self.totals.total(person, term.of, window_kind(term), window, until)
        if measured is None:
            return None
        if isinstance(term, Curve):
            return self._curve(term, person, window, measured, plain=plain)
        if isinstance(term, Tiers):
            table, goal = tier_table(self.work, term, person, window, plain=plain)
            if table is None:
                return None
            if term.pays_on:
                return self._on_another(term, person, window, until, measured, table)
            exact = table.earned(Fraction(measured))
            return exact, reason("entered", value=measured, goal=goal, exact=exact)
        figure = term.rate if isinstance(term, Rate) else term.each
        rate = self.work.over(figure, person, window)
        return measured * rate, reason("entered", value=measured, rate=rate)

    def _on_another(
        self, term: Tiers, person: str, window: Window, until: date, measured: int, table: TierTable
    ) -> Answer:
        """What is paid on another measure, all of it at the rate that what was entered reaches."""
        assert term.pays_on is not None, "it pays on another measure"
        paid_on = self.totals.paid_on(person, term.pays_on, term.window, window, until, term)
        rate = table.factor(Fraction(measured))
        exact = paid_on * rate
        return exact, reason("entered", value=measured, paid_on=paid_on, rate=rate, exact=exact)

    def _curve(
        self, term: Curve, person: str, window: Window, measured: int, *, plain: bool
    ) -> Answer:
        rate = self.work.plan.measure(term.of).unit == "rate"
        goal = SCALE if rate else goal_of(self.work, person, term.of, term.inside, window)
        if goal is None and term.inside == "percent_of_goal":
            return None
        attained = Fraction(measured, goal or SCALE)
        pays = curve_table(term, plain=plain).share(attained)
        target = self.work.amount(term.target, person, window, "target")
        said = reason("curve", attained=attained, pays=pays, target=target)
        return target * pays, said

    def _bonus(self, term: Bonus, person: str, window: Window, until: date) -> Answer:
        least = term.threshold
        value = self.totals.value(person, least.of, least.inside, term.window, window, until, term)
        if value is None:
            return None
        reached = value >= least.least
        amount = self.work.reward(term.amount, person, window) if reached else Fraction(0)
        said = reason("bonus", value=value, at=least.least, inside=least.inside, amount=amount)
        return amount, said

    def _scorecard(self, term: Scorecard, person: str, window: Window, until: date) -> Answer:
        score, parts = Fraction(0), list[Reason]()
        for one in term.objectives:
            value = self.totals.value(person, one.of, "percent_of_goal", term.window, window, until)
            if value is None:
                return None
            counted = value if one.most is None else min(value, one.most)
            score += counted * one.weight
            parts.append(
                reason("objective", measure=one.of, score=value, counted=counted,
                       weight=one.weight, points=counted * one.weight)
            )  # fmt: skip
        target = self.work.amount(term.target, person, window, "target")
        return target * score, reason("scorecard", *parts, target=target, score=score)

    def members(self, among: Among, person: str, window: Window) -> tuple[str, ...]:
        """Who shares, in order of person: everybody of the plan in that window, or those of them
        who report to the same manager; nobody where the person then reports to nobody."""
        rows = self.work.facts.members
        there = {m.person for m in rows if m.window.overlap(window) is not None} | {person}
        if among == "team":
            days = {one: self._last_day(one, window) for one in there}
            managers = {one: set(self.work.managers(one, days[one])) for one in there}
            there = {one for one in there if managers[one] & managers[person]}
            for one in there:
                self.work.one_manager(one, days[one])
        return tuple(sorted(there))

    def _last_day(self, person: str, window: Window) -> date:
        """The day that says in whose team somebody is: their last one on the plan in a window."""
        parts = (one.overlap(window) for one in self.work.there(person))
        return max((part.end for part in parts if part is not None), default=window.end)

    def without_team(self, term: Term, person: str, window: Window) -> bool:
        """Whether a term is shared within teams, and a person belongs to none in a window."""
        shared = isinstance(term, Pool | Contest) and term.among == "team"
        return shared and not self.work.managers(person, self._last_day(person, window))

    def _sum(
        self, people: Sequence[str], name: str, kind: WindowKind, window: Window, until: date
    ) -> int:
        return sum(self.totals.total(p, name, kind, window, until) or 0 for p in people)

    def _pool(self, term: Pool, person: str, window: Window, until: date) -> Answer:
        people = self.members(term.among, person, window)
        if term.at_least is not None:
            value = self.together(term.at_least, people, term.window, window, until)
            if value is None or value < term.at_least.least:
                return None if value is None else (Fraction(0), _short(term.at_least, value))
        size = self._size(term, people, window, until)
        weights = self._weights(term, people, window, until)
        if size is None or weights is None:
            return None
        whole = self.work.rounded(size)
        if not any(weights):
            return Fraction(0), reason("pool", size=whole, share=term.share, members=len(people))
        common = lcm(*(weight.denominator for weight in weights))
        parts = deal_in_steps(whole, [int(w * common) for w in weights], self.work.unit)
        own = people.index(person)
        said = reason(
            "pool", size=whole, share=term.share, members=len(people), weight=weights[own],
            weights=sum(weights, Fraction(0)), amount=parts[own],
        )  # fmt: skip
        return Fraction(parts[own]), said

    def _size(
        self, term: Pool, people: Sequence[str], window: Window, until: date
    ) -> Fraction | None:
        """How much is shared, exactly; a pool never is below nothing."""
        if term.amount is not None:
            size = self.work.over(term.amount, people[0], window) * SCALE
        else:
            assert term.rate is not None, "a pool has an amount or a rate"
            assert term.of is not None, "a pool with a rate has a measure"
            fed = Fraction(self._sum(people, term.of, term.window, window, until))
            if term.above is not None:
                one = self._one(term.above, people, window)
                if one is None:
                    return None
                fed -= term.above.least * one
            size = self.work.over(term.rate, people[0], window) * fed
        if term.times_of is None:
            return max(Fraction(0), size)
        times = self._achieved(term.times_of, people, term.window, window, until)
        # Of two that are below nothing, their product would be above it.
        return None if times is None else max(Fraction(0), size) * max(Fraction(0), times)

    def together(
        self,
        at: Threshold,
        people: Sequence[str],
        kind: WindowKind,
        window: Window,
        until: date,
    ) -> Fraction | None:
        """What members have together, in what a threshold is in; None where a goal is missing."""
        if at.inside == "percent_of_goal" or at.inside == "rate":
            return self._achieved(at.of, people, kind, window, until)
        return Fraction(self._sum(people, at.of, kind, window, until), SCALE)

    def _one(self, at: Threshold, people: Sequence[str], window: Window) -> int | None:
        """What one of a threshold is, in ten-thousandths: a whole unit, or the members' goals."""
        if at.inside != "percent_of_goal":
            return SCALE
        return self._goals(at.of, people, window)

    def _goals(self, name: str, people: Sequence[str], window: Window) -> int | None:
        """The members' goals together; None where somebody has none."""
        goals = [self.work.goal(one, self.work.plan.measure(name), window) for one in people]
        return None if None in goals else sum(goal or 0 for goal in goals)

    def _achieved(
        self, name: str, people: Sequence[str], kind: WindowKind, window: Window, until: date
    ) -> Fraction | None:
        """What was entered of all members alike, or what they did of their goals together."""
        measure = self.work.plan.measure(name)
        if measure.entered and measure.unit == "rate":
            return self._entered_for_all(name, people, kind, window, until)
        goals = self._goals(name, people, window)
        if goals is None:
            return None
        return Fraction(self._sum(people, name, kind, window, until), goals)

    def _entered_for_all(
        self, name: str, people: Sequence[str], kind: WindowKind, window: Window, until: date
    ) -> Fraction | None:
        """The rate that was entered for everybody who shares; None, with a problem, where it is not
        the same of all: nothing says whose is the team's."""
        found = [self.totals.value(one, name, "rate", kind, window, until) for one in people]
        if None in found:
            return None
        other = next((one for one, rate in zip(people, found, strict=True) if rate != found[0]), "")
        if other:
            self.work.lacks("pay-scores-differ", people[0], other=other, measure=name,
                            start=window.start, end=window.end)  # fmt: skip
            return None
        return found[0]

    def _weights(
        self, term: Pool, people: Sequence[str], window: Window, until: date
    ) -> list[Fraction] | None:
        if term.share == "equal":
            return [Fraction(1)] * len(people)
        if term.share == "rule":
            assert term.weight is not None, "a pool by a rule has weights"
            return [self.work.over(term.weight, person, window) for person in people]
        assert term.by is not None, "a pool by contribution has a measure"
        found = []
        for person in people:
            total = self.totals.total(person, term.by, term.window, window, until)
            if total is None:
                return None
            found.append(Fraction(max(0, total)))
        return found

    def _contest(self, term: Contest, person: str, window: Window, until: date) -> Answer:
        people = self.members(term.among, person, window)
        found = {p: self.totals.total(p, term.of, term.window, window, until) for p in people}
        if None in found.values():
            return None
        least = (term.least or Fraction(0)) * SCALE
        results = {p: v for p, v in found.items() if v is not None and v >= least and v > 0}
        own = results.get(person)
        if own is None:
            return Fraction(0), reason("contest-unplaced", value=found[person], least=least)
        above = sum(1 for value in results.values() if value > own)
        tied = sorted(p for p, value in results.items() if value == own)
        prizes = [
            self.work.rounded(self.work.over(prize, person, window) * SCALE)
            for prize in term.prizes
        ]
        amount = self._prize(term, prizes, above, tied, person)
        said = reason("contest", value=own, place=above + 1, tied=len(tied), amount=amount)
        return Fraction(amount), said

    def _prize(
        self, term: Contest, prizes: Sequence[int], above: int, tied: Sequence[str], person: str
    ) -> int:
        """The prize of a place; those who tie share what their places bring, to the last unit."""
        if term.ties == "each":
            return prizes[above] if above < len(prizes) else 0
        total = sum(prizes[above : above + len(tied)])
        parts = deal_in_steps(total, [1] * len(tied), self.work.unit)
        return parts[tied.index(person)]
