"""Bottom-up: what those who carry a plan would commit to, summed beside what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass

from husay.goals.plan import GoalPlan


@dataclass(frozen=True)
class Proposed:
    """One node's goal beside the proposals.

    `own` is what the node itself proposed (None: nothing), `below` the sum of what those at the
    bottom of its subtree proposed, `missing` how many of these have proposed nothing.
    """

    key: str
    asked: int
    own: int | None
    below: int
    missing: int

    @property
    def apart(self) -> int | None:
        """How far the proposals from below are above the goal; None while some are missing."""
        return None if self.missing else self.below - self.asked


def bottom_up(plan: GoalPlan) -> tuple[Proposed, ...]:
    """Every node beside its proposals, in the plan's order. The plan's nodes make a tree."""
    below = dict.fromkeys((node.key for node in plan.nodes), 0)
    missing = dict(below)
    for node in plan.nodes:
        if node.key in plan.below:
            continue
        for key in _up_from(node.key, plan):
            below[key] += node.proposed or 0
            missing[key] += node.proposed is None
    return tuple(
        Proposed(n.key, n.value, n.proposed, below[n.key], missing[n.key]) for n in plan.nodes
    )


def _up_from(key: str | None, plan: GoalPlan) -> list[str]:
    """A node and all above it."""
    found = []
    while key is not None:
        found.append(key)
        key = plan.by_key[key].parent
    return found
