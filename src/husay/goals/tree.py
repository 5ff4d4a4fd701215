"""Whether a plan's nodes make one tree: one root, each key once, no loop, every parent there."""

from __future__ import annotations

from collections import Counter

from husay.basics.problem import Problem
from husay.goals.plan import GoalPlan, Node


def tree_mistakes(plan: GoalPlan) -> tuple[Problem, ...]:
    """All that keeps a plan's nodes from being a tree; () where they are one."""
    keys = Counter(node.key for node in plan.nodes)
    problems = [
        Problem(code="goal-node-twice", value=key, count=times)
        for key, times in keys.items()
        if times > 1
    ]
    roots = [node.key for node in plan.nodes if node.parent is None]
    if len(roots) != 1:
        problems.append(Problem(code="goal-tree-top", value=", ".join(roots), count=len(roots)))
    for node in plan.nodes:
        if node.parent is not None and node.parent not in keys:
            values = (("parent", node.parent),)
            problems.append(Problem(code="goal-parent-unknown", value=node.key, values=values))
    in_loops = sorted(node.key for node in plan.nodes if _above_itself(node, plan))
    if in_loops:
        listed = ", ".join(in_loops)
        problems.append(Problem(code="goal-tree-loop", value=listed, count=len(in_loops)))
    return tuple(problems)


def _above_itself(node: Node, plan: GoalPlan) -> bool:
    """Whether the way up from a node comes back to it."""
    above, passed = node.parent, set[str]()
    while above is not None and above in plan.by_key and above not in passed:
        if above == node.key:
            return True
        passed.add(above)
        above = plan.by_key[above].parent
    return False
