"""Differences: everything in a plan that does not add up, where, and by how much.

Each is a problem whose `value` is the node's key and whose values are decimal texts: `parent` is
what the parts should carry together, `parts` what they carry, `by` how far these are apart; and the
`currency`, where they are money.
"""

from __future__ import annotations

from collections.abc import Iterator

from husay.basics.amount import amount_text, ratio_text
from husay.basics.problem import Problem
from husay.goals.plan import MOST_OVER, GoalPlan, Node, OverAssignment, Reserve
from husay.goals.tree import tree_mistakes


def differences(plan: GoalPlan) -> tuple[Problem, ...]:
    """What does not add up; () where published goals and the reserve are the company's goal.

    Errors: those of `goals.tree`; `goals-short` and `goals-beyond` (the parts of a node carry less
    or more than it); `goals-by-hand-beyond` (those set by hand alone do); `reserve-unnamed`,
    `reserve-unowned`, `reserve-negative`, `reserve-beyond`; `over-assignment-cap`,
    `over-assignment-negative`, `over-assignment-nowhere`, `over-assignment-twice` (nodes of its
    level lie in each other). Warnings: `goal-negative`, `goal-zero` (the whole plan asks for
    nothing).
    """
    broken = tree_mistakes(plan)
    if broken:
        return broken
    found = [problem for node in plan.nodes for problem in _at(node, plan)]
    if plan.reserve is not None:
        found += _of_reserve(plan.reserve, plan.root)
    if plan.over is not None:
        found += _of_over(plan.over, plan)
    if plan.root.value == 0:
        found.append(Problem(code="goal-zero", severity="warning", value=plan.root.key))
    return tuple(found)


def _at(node: Node, plan: GoalPlan) -> Iterator[Problem]:
    """What does not add up at one node."""
    if node.value < 0:
        said = (("goal", amount_text(node.value)),)
        yield Problem(code="goal-negative", severity="warning", value=node.key, values=said)
    below = plan.below.get(node.key, ())
    if not below:
        return
    whole, parts = plan.to_deal(node), sum(child.value for child in below)
    by_hand = sum(child.value for child in below if child.held)
    all_by_hand = all(child.held for child in below)
    if parts == whole:
        return
    if not all_by_hand and abs(by_hand) > abs(whole) and by_hand * whole >= 0:
        yield _apart("goals-by-hand-beyond", plan, node, by_hand, whole)
    else:
        yield _apart("goals-beyond" if parts > whole else "goals-short", plan, node, parts, whole)


def _apart(code: str, plan: GoalPlan, node: Node, parts: int, whole: int) -> Problem:
    values: tuple[tuple[str, str], ...] = (
        ("parts", amount_text(parts)),
        ("parent", amount_text(whole)),
        ("by", amount_text(abs(parts - whole))),
    )
    if plan.currency is not None:
        values += (("currency", plan.currency),)
    return Problem(code=code, value=node.key, values=values)


def _of_reserve(reserve: Reserve, root: Node) -> Iterator[Problem]:
    """What is wrong with the reserve itself."""
    if not reserve.name.strip():
        yield Problem(code="reserve-unnamed", values=(("reserve", amount_text(reserve.value)),))
    if not reserve.owner.strip():
        yield Problem(code="reserve-unowned", value=reserve.name)
    said = (("reserve", amount_text(reserve.value)), ("goal", amount_text(root.value)))
    if reserve.value < 0:
        yield Problem(code="reserve-negative", value=reserve.name, values=said)
    elif reserve.value > max(root.value, 0):
        yield Problem(code="reserve-beyond", value=reserve.name, values=said)


def _of_over(over: OverAssignment, plan: GoalPlan) -> Iterator[Problem]:
    """What is wrong with the over-assignment itself."""
    said = (("share", ratio_text(over.share * 100)), ("most", ratio_text(MOST_OVER * 100)))
    if over.share > MOST_OVER:
        yield Problem(code="over-assignment-cap", value=over.level, values=said)
    if over.share < 0:
        yield Problem(code="over-assignment-negative", value=over.level, values=said)
    if not any(node.level == over.level and node.key in plan.below for node in plan.nodes):
        levels = dict.fromkeys(node.level for node in plan.nodes if node.key in plan.below)
        known = (("known", ", ".join(levels)),)
        yield Problem(code="over-assignment-nowhere", value=over.level, values=known)
    for node in plan.nodes:
        if node.level == over.level and _within(node, over.level, plan):
            yield Problem(
                code="over-assignment-twice", value=over.level, values=(("at", node.key),)
            )


def _within(node: Node, level: str, plan: GoalPlan) -> bool:
    """Whether a node lies below another of that level."""
    above = node.parent
    while above is not None:
        if plan.by_key[above].level == level:
            return True
        above = plan.by_key[above].parent
    return False
