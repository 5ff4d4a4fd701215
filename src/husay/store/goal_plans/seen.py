"""Goal plans as whoever asks has them: which there are, and what of each they see.

Planners see all of every plan. A manager sees the nodes of the units that they lead, with the
people in them, a seller their own; the company's goal, its reserve and its over-assignment are
stated to all. The plan that is handed out holds only what its reader sees, so that no page can
show the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from django.db.models import F, Q

from husay.access.role import Right
from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem, mistake
from husay.goals.agreed import Discussion, Entry, act
from husay.goals.document import read_plan
from husay.goals.edit import Change
from husay.goals.plan import GoalPlan, Node
from husay.store.goal_plans.sight import in_full, is_planner, roles, visible
from husay.store.records.models import GoalPlanRow, GoalPlanVersion

if TYPE_CHECKING:
    from husay.store.company import Company

State = Literal["draft", "open", "published"]


@dataclass(frozen=True)
class PlanRow:
    """A plan as it is listed. `newest` is the number of its newest version, `published` that of
    the version which the book has; `total` is the company's goal. `by` is who made it, as the
    audit log writes it."""

    number: int
    name: str
    state: State
    measure: str
    window: Window
    currency: str | None
    total: int
    created: datetime
    by: str
    newest: int
    published: int | None


@dataclass(frozen=True)
class Opened:
    """A version of a plan, as far as the viewer sees it; `visible` are the keys of its nodes.

    Nodes hang below the nearest node above them that is seen; with `whole` all are. What a node
    `proposed` is what its owner last countered with, or agreed to. `problems` are what a planner
    should know of the change that made it. `reason` and `by` are empty for who is no planner where
    the version changed no goal that they see.
    """

    row: PlanRow
    plan: GoalPlan
    version: int
    kind: str
    reason: str
    by: str
    at: datetime
    visible: frozenset[str]
    whole: bool
    problems: tuple[Problem, ...] = ()


def plans(company: Company) -> tuple[PlanRow, ...]:
    """The plans that the viewer has a part in, newest first; drafts are for planners alone."""
    company.viewer.check(Right.SEE_GOALS)
    newest = GoalPlanVersion.objects.filter(number=F("plan__newest")).select_related("plan")
    found = []
    for version in newest.order_by("-plan_id"):
        row, plan = version.plan, plan_of(version)
        if takes_part(company, row, plan):
            found.append(plan_row(row, plan))
    return tuple(found)


def number_of(company: Company, name: str) -> int:
    """The number of a plan by its name or number; raises Mistake `goal-plan-unknown`."""
    company.viewer.check(Right.SEE_GOALS)
    text = name.strip()
    called = Q(name=text) | Q(pk=int(text)) if text.isdecimal() else Q(name=text)
    for row in GoalPlanRow.objects.filter(called):
        if takes_part(company, row, plan_at(row, row.newest)):
            return row.pk
    raise mistake("goal-plan-unknown", value=name)


def opened(company: Company, number: int, version: int | None = None) -> Opened:
    """A plan in its newest version, or another; raises Mistake `goal-plan-unknown`."""
    row, plan = load(company, number)
    wanted = row.newest if version is None else version
    if wanted < shown_from(company, row):
        raise mistake("goal-version-unknown", value=wanted, newest=row.newest)
    document, chosen = _document(row, wanted)
    talks = discussions(row, plan) if wanted == row.newest else {}
    found = as_seen(company, row, with_proposals(company, chosen, talks), document)
    if is_planner(company) or _changed(company, row, wanted, chosen):
        return found
    return replace(found, reason="", by="")


def shown_from(company: Company, row: GoalPlanRow) -> int:
    """The first version that the viewer sees: those before a plan was offered are for planners."""
    if is_planner(company):
        return 1
    return row.newest if row.offered is None else row.offered


def changes_seen(
    company: Company, before: GoalPlan | None, after: GoalPlan
) -> tuple[Change[str], ...]:
    """What differs between two versions, of the goals that the viewer sees in full, and of the
    company's, which all see."""
    seen = {*in_full(company, after), after.root.key}
    return tuple(c for c in changes_of(before, after) if c.key in seen) if before else ()


def changes_of(before: GoalPlan, after: GoalPlan) -> tuple[Change[str], ...]:
    """The goals that differ, in the newer plan's order; those that are gone last."""
    old, new = before.by_key, after.by_key
    found = [
        Change(key, old[key].value if key in old else None, node.value)
        for key, node in new.items()
        if key not in old or old[key].value != node.value
    ]
    return (*found, *(Change(key, node.value, None) for key, node in old.items() if key not in new))


def _changed(company: Company, row: GoalPlanRow, version: int, plan: GoalPlan) -> bool:
    """Whether a version changed a goal that the viewer sees, and saw before."""
    before = version - 1
    if before < shown_from(company, row):
        return False
    return bool(changes_seen(company, plan_at(row, before), plan))


def load(company: Company, number: int) -> tuple[GoalPlanRow, GoalPlan]:
    """A plan's record and the whole of its newest version, for the store alone.

    Raises Mistake where the viewer has no part in it: for them there is no such plan.
    """
    company.viewer.check(Right.SEE_GOALS)
    row = GoalPlanRow.objects.filter(pk=number).first()
    if row is not None:
        plan = _document(row, row.newest)[1]
        if takes_part(company, row, plan):
            return row, plan
    raise mistake("goal-plan-unknown", value=number)


def as_seen(
    company: Company,
    row: GoalPlanRow,
    plan: GoalPlan,
    document: GoalPlanVersion,
    problems: tuple[Problem, ...] = (),
) -> Opened:
    """A version as its viewer has it."""
    seen = visible(company, plan)
    everything = len(seen) == len(plan.nodes)
    return Opened(
        plan_row(row, plan), plan if everything else narrowed_plan(plan, seen), document.number,
        document.kind, document.reason, document.by, document.at, seen, everything, problems,
    )  # fmt: skip


def plan_row(row: GoalPlanRow, plan: GoalPlan) -> PlanRow:
    """A record as it is listed."""
    state: State = row.state  # type: ignore[assignment]
    return PlanRow(
        row.pk, row.name, state, plan.measure, plan.window, plan.currency, plan.root.value,
        row.created, row.created_by, row.newest, row.published,
    )  # fmt: skip


def plan_at(row: GoalPlanRow, version: int) -> GoalPlan:
    """The whole plan of a version."""
    return _document(row, version)[1]


def _document(row: GoalPlanRow, version: int) -> tuple[GoalPlanVersion, GoalPlan]:
    found = GoalPlanVersion.objects.filter(plan=row, number=version).first()
    if found is None:
        raise mistake("goal-version-unknown", value=version, newest=row.newest)
    return found, plan_of(found)


def plan_of(version: GoalPlanVersion) -> GoalPlan:
    """The whole plan of a version that was read."""
    plan = read_plan(version.document)
    if not isinstance(plan, GoalPlan):
        raise Mistake(*plan)
    return plan


def takes_part(company: Company, row: GoalPlanRow, plan: GoalPlan) -> bool:
    """Whether a plan is any of the viewer's business."""
    if is_planner(company):
        return True
    if row.state == GoalPlanRow.State.DRAFT:
        return False
    return company.scope.sight == "all" or len(visible(company, plan)) > 1


def narrowed_plan(plan: GoalPlan, seen: frozenset[str]) -> GoalPlan:
    """The plan's nodes that are seen, each below the nearest one above it that is."""

    def above(node: Node) -> str | None:
        key = node.parent
        while key is not None and key not in seen:
            key = plan.by_key[key].parent
        return key

    return replace(
        plan, nodes=tuple(replace(n, parent=above(n)) for n in plan.nodes if n.key in seen)
    )


def discussions(row: GoalPlanRow, plan: GoalPlan) -> dict[str, Discussion]:
    """What was said of the goals, by key, for those of which anything was."""
    found: dict[str, Discussion] = {}
    for one in row.entries.all():
        node = plan.by_key.get(one.node)
        if node is None:
            continue
        entry = Entry(one.act, one.role, one.by, one.at, one.words, one.value)  # type: ignore[arg-type]
        before = found.get(node.key, Discussion(node.value))
        after, refused = act(before, entry)
        assert not refused, "only what is allowed was written"
        found[node.key] = replace(after, value=node.value)
    return found


def with_proposals(company: Company, plan: GoalPlan, talks: dict[str, Discussion]) -> GoalPlan:
    """The plan with what owners would commit to: what they countered with or agreed to, where the
    viewer has a part in the talk."""
    changed = {}
    for key, talk in talks.items():
        committed = talk.counter
        if committed is None and talk.settled == "agreed":
            committed = talk.value
        if committed is not None and roles(company, plan, plan.by_key[key]):
            changed[key] = replace(plan.by_key[key], proposed=committed)
    return plan.with_nodes(changed)
