"""Goals in the currency of the figures beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from husay.basics.amount import round_half_away
from husay.basics.problem import Problem
from husay.book.sql import literal
from husay.goals.conditions import held, names_currency, not_where
from husay.goals.goal import Goal
from husay.measures.conversion import currencies_of
from husay.measures.measure import MEASURES, Measure
from husay.measures.query import Plan
from husay.measures.reader import SnapshotReader


def in_currency(
    goals: tuple[Goal, ...], plan: Plan, reader: SnapshotReader
) -> tuple[list[Goal], tuple[Problem, ...]]:
    """Goals in the currency of the figures beside them; those that cannot be so are left out.

    A goal is converted at the latest rate on or before its first day: what was asked for does not
    move with the market. Where a condition leaves out some currencies, only a goal in one that it
    holds, as it was set, is about the same as the figure.
    """
    if names_currency(plan):
        return _in_held(goals, plan, reader)
    sorting = _Sorting(plan, plan.question.currency or _only(plan), reader)
    found = [(goal, sorting.sorted(goal)) for goal in goals]
    odd = [goal for goal, kept in found if kept is None]
    kept = [goal for _, some in found if some is not None for goal in some]
    return kept, sorting.problems(odd)


@dataclass(frozen=True)
class _Sorting:
    plan: Plan
    wanted: str | None
    reader: SnapshotReader

    def sorted(self, goal: Goal) -> tuple[Goal, ...] | None:
        """The goal as it is held against the figures, () where it is for none of them; None where
        it is in a currency that they are not in."""
        own = goal.currency or self.plan.shape.currency
        if MEASURES[goal.measure].unit != "money":
            # Counts and rates of one currency's rows have no goal of their own.
            return () if "currency" in self.plan.by else (replace(goal, currency=None),)
        if self.wanted is None or own == self.wanted:
            return (replace(goal, currency=own),)
        asked = self.plan.question.currency
        rate = rate_on(own, self.wanted, goal.window.start, self.reader) if asked else None
        if rate is None:
            return None
        return (replace(goal, value=round_half_away(goal.value * rate), currency=self.wanted),)

    def problems(self, odd: list[Goal]) -> tuple[Problem, ...]:
        """That goals in other currencies are left out."""
        if not odd:
            return ()
        values = (("currencies", ", ".join(sorted({str(g.currency) for g in odd}))),)
        asked = self.plan.question.currency
        code = "goals-without-rate" if asked else "goals-in-another-currency"
        return (
            Problem(
                code=code, severity="warning", value=self.wanted, values=values, count=len(odd)
            ),
        )


def _in_held(
    goals: tuple[Goal, ...], plan: Plan, reader: SnapshotReader
) -> tuple[list[Goal], tuple[Problem, ...]]:
    """The goals in money whose own currency is one that the condition holds."""
    owned = [replace(goal, currency=goal.currency or plan.shape.currency) for goal in goals]
    let_through = held(plan, "currency", {str(goal.currency) for goal in owned}, reader)
    only = _only(plan)
    kept = [
        goal for goal in owned
        if MEASURES[goal.measure].unit == "money" and goal.currency in let_through
        and only in (None, goal.currency)
    ]  # fmt: skip
    uncounted = any(MEASURES[goal.measure].unit != "money" for goal in goals)
    return kept, (not_where(plan),) if uncounted or (goals and not kept) else ()


def _only(plan: Plan) -> str | None:
    """The one currency of a plan's amounts; None where they stand apart."""
    money: list[Measure] = [measure for measure in plan.measures if measure.in_money]
    currencies = currencies_of(money, plan.shape)
    if "currency" in plan.by:
        return None
    return currencies[0] if len(currencies) == 1 else plan.shape.currency


def rate_on(own: str, wanted: str, day: date, reader: SnapshotReader) -> Fraction | None:
    """The stated rate of a day."""
    rows = reader.run(
        "SELECT whole, part, den FROM rate_spans\n"
        f"WHERE from_currency = {literal(own)} AND to_currency = {literal(wanted)}\n"
        f"  AND DATE '{day}' BETWEEN first AND last"
    )
    if not rows:
        return None
    whole, part, den = (int(str(value)) for value in rows[0])
    return whole + Fraction(part, den)
