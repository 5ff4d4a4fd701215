"""The cascade: a goal dealt down a tree, from the top, so that the parts sum to it to the unit.

At each node: its goal, less what is kept at it (the reserve, the unassigned part), plus what is
over-assigned there, is what those below carry together. Values set by hand stand; the rest is
dealt among the others by the node's rule, in whole steps, by largest remainder.

Weights are whole numbers of which only the ratios matter: potentials, or a history that was
shrunken before (METHODS 5.3). Where they say nothing, the rest is dealt equally and the answer says
so. What cannot add up (values by hand above the parent's) is left standing for `goals.differences`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from husay.basics.amount import amount_text
from husay.basics.problem import Problem
from husay.basics.share import deal_in_steps
from husay.goals.plan import GoalPlan, Node
from husay.goals.tree import tree_mistakes
from husay.measures.measure import MEASURES


@dataclass(frozen=True)
class Weights:
    """What each node is worth beside its siblings, by key; a node that is not named has 0."""

    potential: Mapping[str, int] = field(default_factory=dict)
    history: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Cascaded:
    """The plan as dealt, the keys whose values changed, and what a planner should know of it.

    With an error among the problems nothing was dealt: the plan is the one given.
    """

    plan: GoalPlan
    changed: frozenset[str]
    problems: tuple[Problem, ...]


def cascade(plan: GoalPlan, weights: Weights, at: Iterable[str] | None = None) -> Cascaded:
    """Deal the plan's goals down; only at the nodes `at` and below what changes there, if given.

    Problems: errors `goal-node-twice`, `goal-tree-top`, `goal-parent-unknown`, `goal-tree-loop`,
    `goal-not-dealt` (a measure whose parts do not sum to a whole), `goal-step`, `goal-unknown`
    (a key of `at`); warnings `goal-weights-missing`, `goal-weight-negative`, `goal-step-coarse`.
    """
    asked = {node.key for node in plan.nodes} if at is None else set(at)
    mistakes = _mistakes(plan, asked)
    if mistakes:
        return Cascaded(plan, frozenset(), mistakes)
    done, problems = plan, list[Problem]()
    waiting = deque([plan.root])
    new: dict[str, Node] = {}
    while waiting:
        node = waiting.popleft()
        node = new.get(node.key, node)
        below = plan.below.get(node.key, ())
        if below and (node.key in asked or plan.by_key[node.key].value != node.value):
            dealt, found = _deal_below(plan, node, below, weights)
            new |= {child.key: child for child in dealt if child != plan.by_key[child.key]}
            problems += found
        waiting.extend(below)
    done = plan.with_nodes(new)
    changed = frozenset(key for key, node in new.items() if node.value != plan.by_key[key].value)
    return Cascaded(done, changed, tuple(problems))


def set_all_by_hand(plan: GoalPlan, values: Mapping[str, int], weights: Weights) -> Cascaded:
    """Set nodes' values by hand, by key; their siblings share the rest, and all below follows.

    At the root it is the company's goal that is set. Problems: as `cascade`.
    """
    unknown = [key for key in values if key not in plan.by_key]
    if unknown:
        problems = (Problem(code="goal-unknown", value=key) for key in unknown)
        return Cascaded(plan, frozenset(), tuple(problems))
    nodes = [replace(plan.by_key[key], value=value, how="by-hand") for key, value in values.items()]
    return _after(plan, nodes, weights)


def release(plan: GoalPlan, key: str, weights: Weights) -> Cascaded:
    """Let a value that was set by hand be dealt again. Problems: as `cascade`."""
    node = plan.by_key.get(key)
    if node is None:
        return Cascaded(plan, frozenset(), (Problem(code="goal-unknown", value=key),))
    return _after(plan, [replace(node, how="equal")], weights)


def _after(plan: GoalPlan, nodes: Sequence[Node], weights: Weights) -> Cascaded:
    """The plan with some nodes changed and dealt again around them."""
    given = plan.with_nodes({node.key: node for node in nodes})
    at = {node.key for node in nodes if node.value != plan.by_key[node.key].value}
    made = cascade(given, weights, at | {node.parent or node.key for node in nodes})
    if any(problem.severity == "error" for problem in made.problems):
        return replace(made, plan=plan)
    before = plan.by_key
    changed = frozenset(n.key for n in made.plan.nodes if n.value != before[n.key].value)
    return replace(made, changed=changed)


def _mistakes(plan: GoalPlan, asked: Set[str]) -> tuple[Problem, ...]:
    """What keeps a plan from being dealt at all."""
    problems = list(tree_mistakes(plan))
    measure = MEASURES.get(plan.measure)
    if measure is None or not measure.grows_with_days:
        problems.append(Problem(code="goal-not-dealt", value=plan.measure))
    if plan.step < 1:
        problems.append(Problem(code="goal-step", value=amount_text(plan.step)))
    known = plan.by_key
    unknown = sorted(asked - known.keys())
    problems += [Problem(code="goal-unknown", value=key) for key in unknown]
    return tuple(problems)


def _deal_below(
    plan: GoalPlan, node: Node, below: Sequence[Node], weights: Weights
) -> tuple[list[Node], list[Problem]]:
    """Those below a node with their values."""
    total = plan.to_deal(node)
    free = [child for child in below if not child.held]
    rest = total - sum(child.value for child in below if child.held)
    if not free:
        return list(below), []
    if (rest < 0) != (total < 0) and rest != 0:
        # By hand more than there is was given: nothing is taken from the others for it.
        rest = 0
    worth, problems = _worth(node, free, weights)
    parts = deal_in_steps(rest, worth, plan.step)
    values = dict(zip((child.key for child in free), parts, strict=True))
    if rest and (empty := [c.key for c, w in zip(free, worth, strict=True)
                           if w and not values[c.key]]):  # fmt: skip
        said = (("step", amount_text(plan.step)),)
        listed = ", ".join(empty)
        problems.append(
            Problem(code="goal-step-coarse", severity="warning", value=listed, values=said,
                    count=len(empty))
        )  # fmt: skip
    dealt = [
        replace(child, value=values[child.key], how=node.by) if child.key in values else child
        for child in below
    ]
    return dealt, problems


def _worth(node: Node, free: Sequence[Node], weights: Weights) -> tuple[list[int], list[Problem]]:
    """The weights of those who share what is left, fit to be dealt by."""
    if node.by == "equal":
        return [1] * len(free), []
    given = weights.potential if node.by == "potential" else weights.history
    worth = [given.get(child.key, 0) for child in free]
    problems = [
        Problem(code="goal-weight-negative", severity="warning", value=child.key)
        for child, weight in zip(free, worth, strict=True)
        if weight < 0
    ]
    worth = [max(0, weight) for weight in worth]
    if not any(worth):
        said = (("by", node.by),)
        problems.append(
            Problem(code="goal-weights-missing", severity="warning", value=node.key, values=said)
        )
        worth = [1] * len(free)
    return worth, problems
