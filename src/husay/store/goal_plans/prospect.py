"""What stands beside the goals of a plan while they are set: history, potential, proposals, odds.

Worked out once for a page: what each node brought last year, its potential, what the fair rule and
"last year and so much more" would ask, and with what chance the goals as they stand are reached. A
unit's chance is that those below it bring its goal together. Chances are of a year: of plans over
other windows only history and potentials are told, and why. They are as seen before the plan's
window begins, however much of it has gone since: the same goals have the same chances in January
and in July. What a running year will come to, `husay.tracking.outlook` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.period import Period, Window
from husay.basics.problem import Problem
from husay.goals.plan import GoalPlan
from husay.goals.proposal import (
    MONTHS,
    Candidate,
    Dealt,
    Proposal,
    Prospects,
    propose_from,
    prospects,
)  # fmt: skip
from husay.stats.year_ahead import MONTHS_USED
from husay.store.goal_plans.proposing import candidates, dealt_total, is_year
from husay.store.goal_plans.seen import Opened, load, plan_at
from husay.store.goal_plans.sight import in_full, is_planner
from husay.store.goal_plans.worth import last_months, potentials_of, series

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class Prospect:
    """What is known beside a plan's goals, by key of its nodes, as far as its reader sees them.

    `last` is what came in the `days` of the last `months` whole months before the plan's window:
    twelve, or fewer where there are no more (None where there are none). It is `comparable` with
    goals where it is of twelve months, and they are of a year.
    `chances` are of the goals as they stand, `company_chance` that all bring the company's goal
    together; `standing` has the checks on them. `fair_total` is what goals at the shipped level sum
    to, in whole steps. Without a proposal `problems` say why.
    """

    last: Mapping[str, int]
    days: Window | None
    months: int
    comparable: bool
    potential: Mapping[str, int] = field(default_factory=dict)
    chances: Mapping[str, float] = field(default_factory=dict)
    company_chance: float | None = None
    fair_total: int | None = None
    standing: Dealt | None = None
    proposal: Proposal | None = None
    problems: tuple[Problem, ...] = ()


def prospect(company: Company, seen: Opened) -> Prospect:
    """What stands beside a version that was opened: of who is no planner, only their own history.

    Raises Mistake where the viewer has no part in the plan.
    """
    company.viewer.check(Right.SEE_GOALS)
    plan = seen.plan if seen.whole else _whole_plan(company, seen)
    known = series(company, plan, MONTHS_USED)
    last = {key: sum(known[key][-MONTHS:]) for key in _shown(company, seen, plan)}
    periods = last_months(company, MONTHS, plan.window.start)
    months, days = len(periods), _days(periods)
    comparable = months == MONTHS and is_year(plan.window)
    if not is_planner(company):
        return Prospect(last, days, months, comparable)
    potential = {key: one.value for key, one in potentials_of(company, plan).items()}
    if not is_year(plan.window):
        said = (("days", str(plan.window.days)),)
        wrong = (Problem(code="goal-proposal-window", values=said),)
        return Prospect(last, days, months, comparable, potential, problems=wrong)
    beside = Prospect(last, days, months, comparable, potential)
    return _with_chances(plan, candidates(company, plan, known), beside)


def _days(periods: Sequence[Period]) -> Window | None:
    return Window(periods[0].window.start, periods[-1].window.end) if periods else None


def _whole_plan(company: Company, seen: Opened) -> GoalPlan:
    """The whole plan of a version of which a part is seen: a unit's history wants what is below."""
    row, newest = load(company, seen.row.number)
    return newest if seen.version == row.newest else plan_at(row, seen.version)


def _shown(company: Company, seen: Opened, plan: GoalPlan) -> frozenset[str]:
    """Whose history is shown: what the company brought is not everybody's to see, nor what
    somebody did who has left for another unit."""
    return seen.visible & in_full(company, plan)


def _with_chances(plan: GoalPlan, group: Sequence[Candidate], known: Prospect) -> Prospect:
    """What is known, with what can be told of the year to come."""
    nothing = (Problem(code="goal-proposal-nothing"),)
    try:
        found = prospects(group)
    except ValueError:
        return replace(known, problems=nothing)
    chances = _chances(plan, found)
    standing = found.asked({node.key: node.value for node in plan.lowest})
    made = replace(
        known, chances=chances, company_chance=chances.get(plan.root.key), standing=standing,
        fair_total=found.fair_total // plan.step * plan.step,
    )  # fmt: skip
    kept = plan.reserved(plan.root)
    try:
        proposal = propose_from(found, group, dealt_total(plan), reserve=kept, unit=plan.step)
    except ValueError:
        return replace(made, problems=nothing)
    return replace(made, proposal=proposal)


def _chances(plan: GoalPlan, found: Prospects) -> dict[str, float]:
    """The chance of every node's goal; none where somebody below carries a part of it of whom
    nothing can be told: the others are not asked for that part."""
    below: dict[str, set[str]] = {}
    for node in reversed(plan.downward):
        own = plan.below.get(node.key, ())
        parts = (below[child.key] for child in own)
        below[node.key] = set[str]().union(*parts) if own else {node.key}
    known = {c.item for c in found.chosen}
    chances = {}
    for node in plan.nodes:
        # A unit that nobody sells in brings nothing, and is in no one's way with a goal of nothing.
        asked = {key for key in below[node.key] if key in known or plan.by_key[key].value}
        chance = found.chance_together(asked, node.value)
        if chance is not None and node.value:
            chances[node.key] = chance
    return chances
