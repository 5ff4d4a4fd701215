"""What of goal plans is its reader's to know first: goals that wait for their answer, and goals of
theirs that are published and have not begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F

from husay.access.role import Right
from husay.goals.agreed import Discussion, Role
from husay.goals.people import PERSON
from husay.goals.plan import GoalPlan, Node
from husay.measures.question import Whole
from husay.store.goal_plans.asked import goals_asked
from husay.store.goal_plans.seen import PlanRow, discussions, plan_of, plan_row, takes_part
from husay.store.goal_plans.sight import in_full, roles, sees_all
from husay.store.records.models import GoalPlanRow, GoalPlanVersion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from husay.store.company import Company


@dataclass(frozen=True)
class Waiting:
    """An open plan in which goals wait for the viewer, by the keys of these.

    `own` is the one goal that is theirs to agree to, where it is all that waits."""

    row: PlanRow
    keys: tuple[str, ...]
    own: Node | None = None


@dataclass(frozen=True)
class Coming:
    """A goal of the viewer, or of what they lead, that is published and begins after today."""

    row: PlanRow
    whole: Whole
    value: int


def waiting(company: Company) -> tuple[Waiting, ...]:
    """The open plans with goals that wait for the viewer, newest first.

    An owner's answer is awaited until they agree or propose something else; a counter-proposal
    waits for those above. Plans whose days are over wait for nobody.
    """
    if not company.viewer.may(Right.SEE_GOALS):
        return ()
    found = []
    for row, plan in _plans(GoalPlanRow.State.OPEN, company.today):
        if not takes_part(company, row, plan):
            continue
        talks = discussions(row, plan)
        nodes = [
            node for node in plan.nodes
            if node.parent is not None
            and _waits(talks.get(node.key, Discussion(node.value)), roles(company, plan, node))
        ]  # fmt: skip
        if nodes:
            own = nodes[0] if len(nodes) == 1 and nodes[0].item == company.viewer.person else None
            found.append(Waiting(plan_row(row, plan), tuple(n.key for n in nodes), own))
    return tuple(found)


def waiting_for_owners(company: Company) -> tuple[Waiting, ...]:
    """The open plans with goals that wait for owners other than the viewer, newest first: for who
    plans goals or leads people, of the goals that they see in full."""
    if not (company.viewer.may(Right.SET_GOALS) or company.viewer.may(Right.LEAD_GOALS)):
        return ()
    found = []
    for row, plan in _plans(GoalPlanRow.State.OPEN, company.today):
        if not takes_part(company, row, plan):
            continue
        talks, seen = discussions(row, plan), in_full(company, plan)
        keys = tuple(
            node.key for node in plan.nodes
            if node.parent is not None and node.key in seen
            and _waits(talks.get(node.key, Discussion(node.value)), ("owner",))
            and "owner" not in roles(company, plan, node)
        )  # fmt: skip
        if keys:
            found.append(Waiting(plan_row(row, plan), keys))
    return tuple(found)


def _waits(talk: Discussion, mine: tuple[Role, ...]) -> bool:
    """Whether a goal waits for somebody who is this to it."""
    if talk.state in ("agreed", "published"):
        return False
    if talk.counter is not None:
        return "manager" in mine or "planner" in mine
    return "owner" in mine


def coming(company: Company) -> tuple[Coming, ...]:
    """The goals of what is the viewer's first (themselves, the units that they lead, the company)
    that begin after today, as the book asks them; of plans of the same days the newest one's."""
    if not company.viewer.may(Right.SEE_GOALS):
        return ()
    found: dict[tuple[str, str, str, date, date], Coming] = {}
    for row, plan in _plans(None, company.today):
        if plan.window.start <= company.today:
            continue
        mine = [node for node in plan.nodes if _first(company, node)]
        asked = goals_asked(company, plan, plan.window) if mine else {}
        for node in mine:
            value = asked.get((node.scope, node.item))
            if value is not None:
                key = (node.scope, node.item, plan.measure, plan.window.start, plan.window.end)
                whole = Whole(node.scope, node.item)  # type: ignore[arg-type]
                found.setdefault(key, Coming(plan_row(row, plan), whole, value))
    return tuple(found.values())


def _first(company: Company, node: Node) -> bool:
    """Whether a goal is of what its reader looks at first."""
    viewer, scope = company.viewer, company.scope
    if node.scope == PERSON:
        return node.item == viewer.person
    if node.scope == "unit":
        return node.item in scope.tops
    return node.parent is None and sees_all(company)


def _plans(state: str | None, today: date) -> Iterator[tuple[GoalPlanRow, GoalPlan]]:
    """The plans in a state, in their newest versions; without one those that are published, as
    they are published. Newest first; none whose days are over."""
    if state is None:
        versions = GoalPlanVersion.objects.filter(number=F("plan__published"))
    else:
        versions = GoalPlanVersion.objects.filter(number=F("plan__newest"), plan__state=state)
    read = versions.select_related("plan").prefetch_related("plan__entries")
    for version in read.order_by("-plan_id"):
        plan = plan_of(version)
        if plan.window.end >= today:
            yield version.plan, plan
