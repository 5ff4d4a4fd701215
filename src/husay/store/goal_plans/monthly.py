"""A plan by month as it would be published now: spread over its days, prorated for its people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.period import Period, YearRule
from husay.basics.problem import Problem
from husay.goals.plan import GoalPlan
from husay.goals.spread import Spread
from husay.store.goal_plans.publishing import spread_of
from husay.store.goal_plans.seen import load
from husay.store.goal_plans.whole import calendar_of
from husay.store.goal_plans.worth import tells_seasons

if TYPE_CHECKING:
    from husay.store.company import Company

Months = tuple[int, ...]


@dataclass(frozen=True)
class Monthly:
    """Every node's goal by month, of the plan with its people as they are there.

    In each month what is below a node, its unassigned part and, for the company, the reserve sum to
    the node; over the months each row sums to its goal. `seasonal` says whether there were months
    enough to tell any season: else all goes by working days. `problems` are worth knowing.
    """

    plan: GoalPlan
    months: tuple[Period, ...]
    rows: Mapping[str, Months]
    unassigned: Mapping[str, Months]
    reserve: Months | None
    year: YearRule
    seasonal: bool
    problems: tuple[Problem, ...]


def monthly(company: Company, number: int) -> Monthly:
    """A plan's newest version by month; raises Mistake where it cannot be spread."""
    company.viewer.check(Right.SET_GOALS)
    plan = load(company, number)[1]
    settled, spread, told = spread_of(company, plan)
    calendar = calendar_of(company, plan.window)
    months = calendar.periods(plan.window, "month")

    places = {day: at for at, month in enumerate(months) for day in month.window.each_day}

    def by_month(of: Spread) -> Months:
        sums = [0] * len(months)
        for day, value in of.days.items():
            sums[places[day]] += value
        return tuple(sums)

    return Monthly(
        settled, months, {key: by_month(one) for key, one in spread.nodes.items()},
        {key: by_month(one) for key, one in spread.unassigned.items() if any(one.days.values())},
        by_month(spread.reserve) if spread.reserve else None, calendar.year,
        tells_seasons(company, plan),
        tuple(dict.fromkeys((*told, *spread.problems))),
    )  # fmt: skip
