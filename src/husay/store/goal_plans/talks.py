"""How the goals of a plan are agreed: what is said of each, and what managers move.

What changes a value (accepting a counter-proposal, setting another one) is a new version of the
plan with the entry. It changes this goal, and those below it; what then does not add up above is
shown (`husay.goals.differences`) until a planner or manager mends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.amount import amount_text
from husay.basics.problem import Mistake, mistake
from husay.goals.agreed import (
    OF_THE_PLAN,
    Act,
    Discussion,
    Entry,
    Seen,
    agrees_to,
    allowed,
    unseen,
)  # fmt: skip
from husay.goals.agreed import act as acted
from husay.goals.cascade import Weights, cascade
from husay.goals.moves import bounds
from husay.goals.moves import move as moved
from husay.goals.plan import GoalPlan, Node
from husay.store.goal_plans.seen import Opened, discussions, load, plan_at, plan_of
from husay.store.goal_plans.sight import in_full, roles, visible
from husay.store.goal_plans.versions import MOST, check_newest, save, speak
from husay.store.goal_plans.worth import weights_of
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import GoalPlanRow

if TYPE_CHECKING:
    from husay.store.company import Company


def entries(company: Company, number: int, key: str) -> Discussion:
    """What was said of a goal, with its value; raises Mistake where the viewer does not see it.

    Words and counter-proposals are for its owner, their manager and planners alone.
    """
    row, plan = load(company, number)
    node = _seen_node(company, plan, key)
    return _heard(company, plan, node, discussions(row, plan), in_full(company, plan))


def talks(company: Company, number: int) -> dict[str, Discussion]:
    """What was said of every goal that the viewer sees, by key, as `entries` has it."""
    row, plan = load(company, number)
    found, full = discussions(row, plan), in_full(company, plan)
    seen = visible(company, plan)
    return {n.key: _heard(company, plan, n, found, full) for n in plan.nodes if n.key in seen}


def _heard(
    company: Company, plan: GoalPlan, node: Node, found: Mapping[str, Discussion], full: Set[str]
) -> Discussion:
    """A goal's discussion as far as the viewer has a part in it: without one, how far it is."""
    talk = found.get(node.key, Discussion(node.value))
    if roles(company, plan, node):
        return talk
    return Discussion(node.value, talk.state if node.key in full else "proposed")


def acts(company: Company, number: int, key: str) -> tuple[Act, ...]:
    """What the viewer may do with a goal now."""
    row, plan = load(company, number)
    node = _seen_node(company, plan, key)
    talk = discussions(row, plan).get(key, Discussion(node.value))
    found = [one for role in roles(company, plan, node) for one in allowed(talk, role)]
    return tuple(dict.fromkeys(one for one in found if one not in OF_THE_PLAN))


def act(
    company: Company,
    number: int,
    key: str,
    seen: Seen,
    act: Act,
    words: str,
    value: int | None,
    at: datetime,
) -> Discussion:
    """Say or do something about a goal; raises Mistake with all that is wrong with it.

    `seen` is what lay on the table when it was decided: who agrees, agrees to that. Problems: those
    of `goals.agreed`, `goal-unknown`, `goal-too-large`, `goal-plan-changed` (another change came at
    the same moment).
    """
    row, plan = load(company, number)
    node = _seen_node(company, plan, key)
    talk = discussions(row, plan).get(key, Discussion(node.value))
    mine = roles(company, plan, node)
    role = next((r for r in mine if act in allowed(talk, r)), next(iter(mine), None))
    if role is None or act in OF_THE_PLAN:
        raise mistake("act-not-theirs", value=act)
    if value is not None and abs(value) > MOST:
        raise mistake("goal-too-large", value=key, most=amount_text(MOST))
    agreed = agrees_to(talk, act)
    entry = Entry(act, role, company.author, at, words.strip(), value if agreed is None else agreed)
    after, refused = acted(talk, entry)
    if refused := refused or unseen(talk, act, key, seen):
        raise Mistake(*refused)
    made = None
    if after.value != node.value:
        made = _put(plan, replace(node, value=after.value, how="by-hand"), company)
    with alone():
        _check_seen(number, key, act, seen)
        if made is None:
            _say(company, number, key, entry)
        else:
            save(
                company, number, row.newest, made, "agreed", words, at, role=role,
                entry=(key, entry),
            )  # fmt: skip
    return entries(company, number, key)


def _check_seen(number: int, key: str, act: Act, seen: Seen) -> None:
    """Raise Mistake where the table changed between the look at it and the lock."""
    row = GoalPlanRow.objects.get(pk=number)
    plan = plan_at(row, row.newest)
    if key not in plan.by_key:
        raise mistake("goal-unknown", value=key)
    talk = discussions(row, plan).get(key, Discussion(plan.by_key[key].value))
    if refused := unseen(talk, act, key, seen):
        raise Mistake(*refused)


def _say(company: Company, number: int, key: str, entry: Entry) -> None:
    """Keep what changes no value; raises Mistake where it is not to be said any more."""
    with alone():
        row = GoalPlanRow.objects.get(pk=number)
        speak(row, discussions(row, plan_at(row, row.newest)), key, entry)
        if entry.act != "comment":
            note(
                company.viewer, "goal-discussed", at=entry.at, place=company.place, kind="goal",
                item=str(number), after={"goal": key, "act": entry.act},
            )  # fmt: skip


def _put(plan: GoalPlan, node: Node, company: Company) -> GoalPlan:
    """The plan with one goal set, and those below it dealt again."""
    given = plan.with_nodes({node.key: node})
    if node.key not in plan.below:
        return given
    return cascade(given, weights_of(company, plan), {node.key}).plan


def move(
    company: Company,
    number: int,
    seen: int,
    unit: str,
    wanted: Mapping[str, int],
    reason: str,
    at: datetime,
) -> Opened:
    """Move goals between those right below a unit's node, as whoever leads that unit.

    `unit` is the node's key, `wanted` has the new values by key. The sum stays, and none goes
    further than `goals.moves.BOUND` from what was proposed: from the value that a planner last
    gave it. Raises Mistake with all that is wrong, and as `versions.change`.
    """
    company.viewer.check(Right.LEAD_GOALS)
    row, plan = load(company, number)
    check_newest(row, seen)
    if not _leads(company, plan, _seen_node(company, plan, unit)):
        raise mistake("not-in-scope", value=unit)
    standing = {child.key: child.value for child in _moveable(company, plan, unit)}
    done = moved(_proposed(row, standing), standing, wanted, reason)
    if done.problems:
        raise Mistake(*done.problems)
    made = _moved(plan, done.values, standing, weights_of(company, plan))
    return save(company, number, seen, made, "moved", reason, at, role="manager")


def leads(company: Company, number: int, unit: str) -> bool:
    """Whether the viewer may move goals between those right below a unit's node."""
    plan = load(company, number)[1]
    node = _seen_node(company, plan, unit)
    return unit in plan.below and _leads(company, plan, node)


def bounds_of(company: Company, number: int, unit: str) -> dict[str, tuple[int, int]]:
    """The least and the most that each goal right below a unit's node may be moved to, by key.

    Raises Mistake `not-in-scope` for who may not move them.
    """
    company.viewer.check(Right.LEAD_GOALS)
    row, plan = load(company, number)
    if not _leads(company, plan, _seen_node(company, plan, unit)):
        raise mistake("not-in-scope", value=unit)
    theirs = [child.key for child in _moveable(company, plan, unit)]
    return {key: bounds(value) for key, value in _proposed(row, theirs).items()}


def _leads(company: Company, plan: GoalPlan, node: Node) -> bool:
    may = company.viewer.may(Right.LEAD_GOALS) and node.scope == "unit"
    return may and bool(roles(company, plan, node))


def _moveable(company: Company, plan: GoalPlan, unit: str) -> list[Node]:
    """Those right below a unit who are the viewer's: who has left it since is not."""
    return [child for child in plan.below.get(unit, ()) if roles(company, plan, child)]


def _proposed(row: GoalPlanRow, keys: Iterable[str]) -> dict[str, int]:
    """What a planner last set each goal to: neither moves nor what managers agreed count.

    An undoing brings back what was proposed at the version that it restored.
    """
    by_managers = set(
        row.entries.filter(role="manager", act__in=("accept", "revise")).values_list("by", "at")
    )
    keys, found, before = list(keys), dict[int, dict[str, int]](), dict[str, int]()
    known = dict[str, int]()
    for version in row.versions.order_by("number"):
        nodes = plan_of(version).by_key
        now = {key: nodes[key].value for key in keys if key in nodes}
        if version.restored is not None:
            known = found[version.restored]
        elif version.kind != "moved" and not (
            version.kind == "agreed" and (version.by, version.at) in by_managers
        ):
            known = known | {k: value for k, value in now.items() if before.get(k) != value}
        found[version.number], before = known, now
    return known


def _moved(
    plan: GoalPlan, values: Mapping[str, int], standing: Mapping[str, int], weights: Weights
) -> GoalPlan:
    changed = {
        key: replace(plan.by_key[key], value=value, how="by-hand")
        for key, value in values.items()
        if value != standing[key]
    }
    return cascade(plan.with_nodes(changed), weights, changed.keys()).plan


def _seen_node(company: Company, plan: GoalPlan, key: str) -> Node:
    """A node that the viewer sees; for them there is no other."""
    if key not in visible(company, plan):
        raise mistake("goal-unknown", value=key)
    return plan.by_key[key]
