"""What a planner does to a plan beside typing goals: from one plan to the next.

Each step answers the plan as it is then, with what a planner should know of it; with an error among
the problems nothing was done. Every face takes these steps, and the store keeps what they make.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from husay.basics.problem import Problem
from husay.goals.cascade import Cascaded, Weights, cascade, set_all_by_hand
from husay.goals.plan import By, GoalPlan, Node, OverAssignment, Reserve, with_rule

Step = Callable[[GoalPlan, Weights], Cascaded]


def as_it_is(plan: GoalPlan) -> Cascaded:
    """The plan with nothing done to it."""
    return Cascaded(plan, frozenset(), ())


def after_typed(values: Mapping[str, int], step: Step) -> Step:
    """A step after goals were set by hand, by key: with an error in these it is not taken."""

    def how(plan: GoalPlan, weights: Weights) -> Cascaded:
        if not values:
            return step(plan, weights)
        typed = set_all_by_hand(plan, values, weights)
        if any(p.severity == "error" for p in typed.problems):
            return typed
        done = step(typed.plan, weights)
        return replace(done, problems=tuple(dict.fromkeys((*typed.problems, *done.problems))))

    return how


def all_below(plan: GoalPlan, key: str) -> list[Node]:
    """All nodes below one, however far."""
    found, waiting = list[Node](), [key]
    while waiting:
        children = plan.below.get(waiting.pop(), ())
        found += children
        waiting += [child.key for child in children]
    return found


def with_total(plan: GoalPlan, total: int) -> Cascaded:
    """The plan with another company's goal; nothing is dealt."""
    return _with(plan, plan.root.key, value=total, how="by-hand")


def hold(plan: GoalPlan, key: str) -> Cascaded:
    """The plan with a goal that stays as it is when others are dealt. Problem: `goal-unknown`."""
    return _with(plan, key, how="by-hand")


def deal_below(
    plan: GoalPlan, key: str, weights: Weights, by: By | None = None, *, free: bool = False
) -> Cascaded:
    """The plan with a goal dealt again below it, by another rule if `by` is one; `free` lets go of
    all that is set by hand below it. Problems: `goal-unknown`, and as `cascade`."""
    if key not in plan.by_key:
        return _unknown(plan, key)
    at = [key]
    if free:
        below = all_below(plan, key)
        plan = plan.with_nodes({n.key: replace(n, how="equal") for n in below})
        at += [n.key for n in below]
    return cascade(with_rule(plan, by, [key]), weights, at)


def sum_up(plan: GoalPlan, key: str, weights: Weights) -> Cascaded:
    """The plan with a goal set to what those below it carry, and what is kept at it; those beside
    it follow. Problem: `goal-unknown` (nobody is below it)."""
    node = plan.by_key.get(key)
    if node is None or key not in plan.below:
        return _unknown(plan, key)
    parts = sum(child.value for child in plan.below[key])
    made = _with(
        plan, key, value=parts + plan.kept_at(node), how="by-hand"
    )  # fmt: skip
    return cascade(made.plan, weights, [node.parent]) if node.parent else made


def add_up(plan: GoalPlan) -> Cascaded:
    """The plan with every goal above others, the company's too, as what these carry together and
    what is kept there; the lowest stay. Problem: `goal-proposal-over` (what is asked for beyond a
    goal leaves no sum to tell it from)."""
    if plan.over is not None:
        said = (("level", plan.over.level),)
        return Cascaded(plan, frozenset(), (Problem(code="goal-proposal-over", values=said),))
    sums = sums_above(plan, {node.key: node.value for node in plan.lowest})
    changed = {
        key: replace(plan.by_key[key], value=value, how="by-hand")
        for key, value in sums.items()
        if value != plan.by_key[key].value
    }
    return Cascaded(plan.with_nodes(changed), frozenset(changed), ())


def leave_unassigned(plan: GoalPlan, key: str) -> Cascaded:
    """The plan with what is missing below a goal left unassigned at it. Problem: `goal-unknown`
    (nobody is below it)."""
    node = plan.by_key.get(key)
    if node is None or key not in plan.below:
        return _unknown(plan, key)
    missing = plan.to_deal(node) - sum(child.value for child in plan.below[key])
    return _with(plan, key, unassigned=node.unassigned + missing)


def with_reserve(plan: GoalPlan, reserve: Reserve | None, weights: Weights) -> Cascaded:
    """The plan with another reserve, or none; what is left is dealt again. Problems: as `cascade`;
    what is wrong with the reserve itself, `goals.differences` tells."""
    return cascade(replace(plan, reserve=reserve), weights, [plan.root.key])


def with_over(plan: GoalPlan, over: OverAssignment | None, weights: Weights) -> Cascaded:
    """The plan with another over-assignment, or none; dealt again where either is. Problems: as
    `cascade`; what is wrong with the over-assignment itself, `goals.differences` tells."""
    levels = {one.level for one in (plan.over, over) if one}
    at = [node.key for node in plan.nodes if node.level in levels and node.key in plan.below]
    return cascade(replace(plan, over=over), weights, at)


def sums_above(plan: GoalPlan, goals: Mapping[str, int]) -> dict[str, int]:
    """Every node's goal where those with nobody below them have `goals` (0 who is not named): above
    them are their sums, and what is kept there, the reserve and what is unassigned."""
    found: dict[str, int] = {}
    for node in reversed(plan.downward):
        below = plan.below.get(node.key)
        if below is None:
            found[node.key] = goals.get(node.key, 0)
        else:
            found[node.key] = sum(found[child.key] for child in below) + plan.kept_at(node)
    return found


def _with(plan: GoalPlan, key: str, **changed: object) -> Cascaded:
    """The plan with something of one node changed, and nothing dealt."""
    if key not in plan.by_key:
        return _unknown(plan, key)
    before = plan.by_key[key]
    node = replace(before, **changed)  # type: ignore[arg-type]
    moved = frozenset({key} if node.value != before.value else ())
    return Cascaded(plan.with_nodes({key: node}), moved, ())


def _unknown(plan: GoalPlan, key: str) -> Cascaded:
    return Cascaded(plan, frozenset(), (Problem(code="goal-unknown", value=key),))
