"""A goal plan as it is worked on: one measure, one window, and a tree that carries the goal.

The root has the company's goal. Every node's goal is what those below it carry together, with two
parts that stand beside them by name:

* the **reserve**, at the root: a part of the company's goal that no one carries, with an owner;
* a node's **unassigned** part: what nobody below carries for now, since somebody left or has not
  come yet (`goals.proration`).

At one level, and by at most a twentieth, those below may be asked for more than the node's goal:
**over-assignment**. It is named here, so that it can be stated to all; nowhere else is anything
asked for twice. All values are whole ten-thousandths.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from husay.basics.period import Window

By = Literal["potential", "history", "equal"]
"""By what a goal is dealt among those below."""

HowSet = Literal["potential", "history", "equal", "by-hand", "fair"]
"""How a value came to be: dealt by one of these, set by hand, or by the fair rule
(`goals.proposal`)."""

MOST_OVER = Fraction(1, 20)
"""The most that may be asked for beyond a goal: padding by it at three levels makes 15 %."""


@dataclass(frozen=True)
class Reserve:
    """A part of the company's goal that is kept at the top: what it is called, and whose it is."""

    name: str
    owner: str
    value: int


@dataclass(frozen=True)
class OverAssignment:
    """What the nodes of one level ask of those below beyond their own goals, as a share of them."""

    level: str
    share: Fraction


@dataclass(frozen=True)
class Node:
    """One who carries a goal: a unit, a person, a product line, ...

    `key` names the node within its plan (a person in two teams has two), `scope` and `item` say
    for whom the goal is, `level` how far down it stands ('division', 'team', 'seller'). `value` is
    its goal, `how` how that was set, `by` how it is dealt among those below, `unassigned` what of
    it nobody below carries, `proposed` what the node itself would commit to.
    """

    key: str
    scope: str
    item: str
    level: str
    parent: str | None = None
    value: int = 0
    how: HowSet = "equal"
    by: By = "equal"
    unassigned: int = 0
    proposed: int | None = None

    @property
    def held(self) -> bool:
        """Whether it stays as it is when others are dealt: set by hand, or by the fair rule."""
        return self.how in ("by-hand", "fair")


@dataclass(frozen=True)
class GoalPlan:
    """A plan. `step` is the whole amount in which goals are dealt (10_000_000 is 1,000.00)."""

    measure: str
    window: Window
    nodes: tuple[Node, ...]
    currency: str | None = None
    reserve: Reserve | None = None
    over: OverAssignment | None = None
    step: int = 1

    @cached_property
    def by_key(self) -> Mapping[str, Node]:
        """The nodes by key."""
        return {node.key: node for node in self.nodes}

    @cached_property
    def below(self) -> Mapping[str, tuple[Node, ...]]:
        """For each node with others below it, these, in the plan's order."""
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            if node.parent is not None:
                found.setdefault(node.parent, []).append(node)
        return {key: tuple(nodes) for key, nodes in found.items()}

    @cached_property
    def lowest(self) -> tuple[Node, ...]:
        """The nodes with nobody below them, in the plan's order."""
        return tuple(node for node in self.nodes if node.key not in self.below)

    @cached_property
    def downward(self) -> tuple[Node, ...]:
        """All nodes, each after its parent. They make a tree (`goals.tree`)."""
        found, waiting = list[Node](), [self.root]
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting.extend(reversed(self.below.get(node.key, ())))
        return tuple(found)

    @property
    def root(self) -> Node:
        """The node with the company's goal (`goals.tree` finds plans that have none, or two)."""
        return next(node for node in self.nodes if node.parent is None)

    def reserved(self, node: Node) -> int:
        """What of a node's goal is kept as the reserve."""
        return self.reserve.value if self.reserve and node.parent is None else 0

    def over_at(self, node: Node) -> int:
        """What is asked of those below a node beyond its goal.

        Rounded toward zero to whole steps, so that it is never more than what is stated.
        """
        if self.over is None or node.level != self.over.level or node.key not in self.below:
            return 0
        exact = abs(node.value) * self.over.share
        size = int(exact) // self.step * self.step
        return -size if node.value < 0 else size

    def kept_at(self, node: Node) -> int:
        """What of a node's goal nobody below carries: the reserve, and what is unassigned."""
        return self.reserved(node) + node.unassigned

    def to_deal(self, node: Node) -> int:
        """What those below a node carry together when all adds up."""
        return node.value + self.over_at(node) - self.kept_at(node)

    def with_nodes(self, changed: Mapping[str, Node]) -> GoalPlan:
        """The plan with some of its nodes replaced, by key."""
        return replace(self, nodes=tuple(changed.get(n.key, n) for n in self.nodes))


def with_rule(plan: GoalPlan, by: By | None, keys: Iterable[str] | None = None) -> GoalPlan:
    """The plan with another rule to deal by, below some nodes (None: all); None leaves it."""
    if by is None:
        return plan
    chosen = plan.by_key.keys() if keys is None else set(keys) & plan.by_key.keys()
    return plan.with_nodes({key: replace(plan.by_key[key], by=by) for key in chosen})
