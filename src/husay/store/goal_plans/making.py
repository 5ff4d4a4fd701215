"""Making a plan and dealing it first, at once: all of it or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem, mistake
from husay.goals.cascade import Cascaded, Weights, cascade
from husay.goals.plan import GoalPlan, with_rule
from husay.goals.proposal import propose_from, prospects
from husay.goals.steps import as_it_is, with_total
from husay.store.goal_plans.proposing import candidates, dealt_total, is_year, summed_up
from husay.store.goal_plans.versions import USUAL_STEP, create

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.goal_plans.seen import Opened

Start = Literal["fair", "history", "equal", "empty"]
"""How a plan is dealt first: by the fair rule, by history, equally, or not yet."""

_NOT_PROPOSED = ("goal-proposal-window", "goal-proposal-nothing")


def make(
    company: Company,
    name: str,
    measure: str,
    window: Window,
    *,
    at: datetime,
    start: Start,
    total: int | None = None,
    step: int = USUAL_STEP,
    scope: str | None = None,
) -> Opened:
    """A draft as `versions.create` makes it, dealt, in one version.

    By the fair rule, and without a total, the total is what puts everybody at a fair goal. Where
    nothing can be proposed it is dealt by history: its problems say why (`goal-proposal-window`,
    `goal-proposal-nothing`), and `goal-dealt-by-history` where a total was there to be dealt.
    Raises Mistake as `create` does, and with the errors of `goals.cascade`.
    """

    def how(plan: GoalPlan, weights: Weights) -> Cascaded:
        if start != "fair":
            return _by(plan, weights, "equal" if start == "equal" else "history")
        try:
            return _fairly(company, plan)
        except Mistake as wrong:
            if any(p.code not in _NOT_PROPOSED for p in wrong.problems):
                raise
            why = [replace(p, severity="warning") for p in wrong.problems]
            done = _by(plan, weights, "history")
            if plan.root.value:
                why.append(Problem(code="goal-dealt-by-history", severity="warning"))
            return replace(done, problems=(*why, *done.problems))

    return create(
        company, name, measure, window, at=at, total=total, step=step, scope=scope,
        how=None if start == "empty" else how,
    )  # fmt: skip


def _by(plan: GoalPlan, weights: Weights, rule: Literal["history", "equal"]) -> Cascaded:
    return cascade(with_rule(plan, rule), weights) if plan.root.value else as_it_is(plan)


def _fairly(company: Company, plan: GoalPlan) -> Cascaded:
    """The plan with the proposed goals; raises Mistake where there are none."""
    if not is_year(plan.window):
        raise mistake("goal-proposal-window", days=plan.window.days)
    group = candidates(company, plan)
    try:
        found = prospects(group)
        if not plan.root.value:
            plan = with_total(plan, found.fair_total // plan.step * plan.step).plan
        proposal = propose_from(found, group, dealt_total(plan), unit=plan.step)
    except ValueError as error:
        raise mistake("goal-proposal-nothing") from error
    return summed_up(plan, {goal.item: goal.goal for goal in proposal.proposed.goals})
