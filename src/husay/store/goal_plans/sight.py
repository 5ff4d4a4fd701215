"""What of a plan's goals a viewer sees, and whom they are to each.

Planners see all. A manager sees the goals of the units that they lead and of the people there. Of
somebody who has left these units since, the goal's value within the unit is all that is seen: how
they do now, and what is said, is for where they are now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.goals.agreed import Role
from husay.goals.people import PERSON
from husay.goals.plan import GoalPlan, Node
from husay.store.goal_plans.whole import top_unit

if TYPE_CHECKING:
    from husay.store.company import Company


def is_planner(company: Company) -> bool:
    """Whether the viewer plans the company's goals."""
    return company.viewer.may(Right.SET_GOALS)


def visible(company: Company, plan: GoalPlan) -> frozenset[str]:
    """The keys of the nodes whose value the viewer sees: the root's is always among them."""
    if sees_all(company):
        return frozenset(plan.by_key)
    units = company.scope.units
    here = {
        node.key for node in plan.nodes if node.scope == PERSON and _unit_of(plan, node) in units
    }
    return frozenset({*here, *in_full(company, plan), plan.root.key})


def in_full(company: Company, plan: GoalPlan) -> frozenset[str]:
    """The keys of the nodes of which the viewer sees history and changes as well."""
    if sees_all(company):
        return frozenset(plan.by_key)
    scope = company.scope
    among = {"unit": scope.units, PERSON: scope.people}
    return frozenset(n.key for n in plan.nodes if n.item in among.get(n.scope, ()))


def sees_all(company: Company) -> bool:
    """Whether every goal of every plan is the viewer's to see."""
    return is_planner(company) or company.scope.sight == "all"


def _unit_of(plan: GoalPlan, node: Node) -> str | None:
    """The unit that a person's node is in; None where that is the company."""
    parent = plan.by_key.get(node.parent or "")
    return parent.item if parent is not None and parent.scope == "unit" else None


def roles(company: Company, plan: GoalPlan, node: Node) -> tuple[Role, ...]:
    """Whom the viewer is to a goal: its owner, the owner's manager, a planner; often none.

    A person's manager leads both the person and the unit that the goal is in. A unit's goal is
    owned by whoever leads the unit itself, and managed from above it.
    """
    found: list[Role] = ["planner"] if is_planner(company) else []
    viewer, scope = company.viewer, company.scope
    leads = viewer.may(Right.LEAD_GOALS)
    if node.scope == PERSON:
        if viewer.person == node.item:
            return (*found, "owner")
        if leads and node.item in scope.people:
            unit = _unit_of(plan, node) or top_unit(company, plan.window.start)
            return (*found, "manager") if unit in scope.units else tuple(found)
        return tuple(found)
    if node.scope == "unit" and leads and node.item in scope.units:
        return (*found, "owner" if node.item in scope.tops else "manager")
    return tuple(found)
