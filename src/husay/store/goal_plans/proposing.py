"""Reasonable goals proposed for the lowest nodes of a plan, beside "last year and so much more".

What each (a seller, or a unit without any, a product line, ...) is likely to bring is worked out of
the book (`husay.goals.proposal`), as it was before the plan's window began; what they carry
together is dealt. A proposal is for a year: plans over other windows are dealt by weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.period import Window
from husay.basics.problem import mistake
from husay.goals.agreed import Discussion
from husay.goals.cascade import Cascaded, Weights
from husay.goals.people import PERSON
from husay.goals.plan import GoalPlan
from husay.goals.proposal import PRECISION, Candidate, Proposal, propose
from husay.goals.steps import sums_above
from husay.stats.year_ahead import MONTHS_USED
from husay.store.goal_plans.asked import goals_asked
from husay.store.goal_plans.seen import Opened, discussions, load
from husay.store.goal_plans.versions import change
from husay.store.goal_plans.worth import YEAR, Series, last_months, potentials_of, series

if TYPE_CHECKING:
    from husay.store.company import Company

_A_YEAR = range(357, 380)
"""The days of a year; one of 52 or 53 weeks is a year as well."""


def proposal(company: Company, number: int) -> Proposal:
    """Reasonable goals for a plan's lowest nodes, with what "last year and so much more" asks.

    Raises Mistake `goal-proposal-window` (the plan is not over a year) and `goal-proposal-nothing`
    (the company's goal is not set, or nobody has a history).
    """
    company.viewer.check(Right.SET_GOALS)
    return proposal_of(company, load(company, number)[1])


def agreed_goals(plan: GoalPlan, talks: Mapping[str, Discussion]) -> dict[str, int]:
    """The lowest goals that are agreed and not published yet, by key: nobody deals them again."""
    agreed = {key for key, talk in talks.items() if talk.state == "agreed"}
    return {node.key: node.value for node in plan.lowest if node.key in agreed}


def proposal_of(
    company: Company, plan: GoalPlan, held: Mapping[str, int] | None = None
) -> Proposal:
    """The proposal for a plan, for the store alone; of what the goals that are `held` leave."""
    if not is_year(plan.window):
        raise mistake("goal-proposal-window", days=plan.window.days)
    held = held or {}
    group = [one for one in candidates(company, plan) if one.item not in held]
    total, reserve = dealt_total(plan) - sum(held.values()), plan.reserved(plan.root)
    if held and (not group or total <= reserve):
        raise mistake("goal-proposal-held")
    try:
        return propose(group, total, reserve=reserve, unit=plan.step)
    except ValueError as error:
        raise mistake("goal-proposal-nothing") from error


def is_year(window: Window) -> bool:
    """Whether a window is one that goals can be proposed for."""
    return window.days in _A_YEAR


def dealt_total(plan: GoalPlan) -> int:
    """What the lowest goals of a plan carry together, with the reserve."""
    over = sum(plan.over_at(node) for node in plan.nodes)
    return plan.root.value + over - sum(node.unassigned for node in plan.nodes)


def candidates(
    company: Company, plan: GoalPlan, known: Mapping[str, Series] | None = None
) -> list[Candidate]:
    """Each of the lowest nodes with the two years before the plan's window (`known`, where these
    were read), its potential, and what was asked of it in the last of them."""
    known = series(company, plan, MONTHS_USED) if known is None else known
    potentials = potentials_of(company, plan)
    months = last_months(company, YEAR, plan.window.start)
    last = {}
    if len(months) == YEAR:
        year = Window(months[0].window.start, months[-1].window.end)
        last = goals_asked(company, plan, year)
    found = []
    for node in plan.lowest:
        potential = potentials.get(node.key)
        found.append(
            Candidate(
                node.key, known[node.key],
                potential.value if potential else None,
                (potential and potential.precision) or PRECISION,
                last.get((node.scope, node.item)),
                sells=node.scope == PERSON,
            )
        )  # fmt: skip
    return found


def take_proposal(company: Company, number: int, seen: int, reason: str, at: datetime) -> Opened:
    """Put the proposed goals into the plan, to stay as they are; what is above are their sums.

    What is agreed stays so: the rest of the total is dealt among the others. Raises Mistake as
    `proposal` and `change` do, `goal-proposal-held` where what is agreed leaves nothing to deal,
    and `goal-proposal-over` where the plan has an over-assignment: sums could not be told from
    what is asked twice.
    """
    company.viewer.check(Right.SET_GOALS)
    row, plan = load(company, number)
    if plan.over is not None:
        raise mistake("goal-proposal-over", level=plan.over.level)
    held = agreed_goals(plan, discussions(row, plan))
    goals = held | {g.item: g.goal for g in proposal_of(company, plan, held).proposed.goals}

    def how(standing: GoalPlan, weights: Weights) -> Cascaded:
        return summed_up(standing, goals)

    return change(company, number, seen, "proposed", reason, at, how)


def summed_up(plan: GoalPlan, goals: Mapping[str, int]) -> Cascaded:
    """The plan with the fair rule's goals, those that are not named at 0, and sums above."""
    changed = {
        key: replace(plan.by_key[key], value=value, how="fair")
        for key, value in sums_above(plan, goals).items()
        if (key, value) != (plan.root.key, plan.root.value)
    }
    made = plan.with_nodes(changed)
    differing = frozenset(k for k, node in changed.items() if node.value != plan.by_key[k].value)
    return Cascaded(made, differing, ())
