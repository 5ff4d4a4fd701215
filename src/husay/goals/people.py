"""The people in a plan: who carries a unit's goal after somebody came, went, moved or took leave.

`goals.proration` says what each person carries in which unit; here it becomes the plan's nodes, so
that the plan still adds up: a person has one node in each unit in which they carry something, and
what nobody carries is the unit's unassigned part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from husay.basics.period import Window, merged
from husay.goals.plan import GoalPlan, Node
from husay.goals.proration import Settled

PERSON = "seller"
"""The scope of people's goals."""


@dataclass(frozen=True)
class Peopled:
    """The plan with its people as settled, and the days in which each of their nodes carries
    something, by key (`goals.spread.Season.open`)."""

    plan: GoalPlan
    open: Mapping[str, tuple[Window, ...]]


def unit_goals(plan: GoalPlan) -> dict[str, int]:
    """What people carry in each unit together with its unassigned part, by the unit's item: for the
    units that have no other units below them. Over-assignment is in it."""
    return {
        node.item: plan.to_deal(node) + node.unassigned
        for node in plan.nodes
        if node.scope != PERSON and all(n.scope == PERSON for n in _below(plan, node))
    }


def peopled(plan: GoalPlan, settled: Settled) -> Peopled:
    """The plan with the people, values and unassigned parts of what was settled for `unit_goals`.

    Units that were not settled keep their people as they are. Values are set by hand: a cascade
    leaves them as they are.
    """
    nodes, opened = list[Node](), dict[str, tuple[Window, ...]]()
    units = {node.key: node for node in plan.nodes if node.item in settled.unassigned
             and node.scope != PERSON}  # fmt: skip
    for node in plan.nodes:
        if node.scope == PERSON and node.parent in units:
            continue
        unit = units.get(node.key)
        if unit is None:
            nodes.append(node)
            continue
        people = _people(plan, node, settled)
        # Of nobody no more is asked than the unit's goal.
        left = settled.unassigned[node.item] if people else node.value
        nodes.append(replace(node, unassigned=left))
        nodes += [person for person, _ in people]
        opened |= {person.key: windows for person, windows in people}
    return Peopled(replace(plan, nodes=tuple(nodes)), opened)


def _below(plan: GoalPlan, node: Node) -> tuple[Node, ...]:
    return plan.below.get(node.key, ())


def _people(plan: GoalPlan, unit: Node, settled: Settled) -> list[tuple[Node, tuple[Window, ...]]]:
    """The people of a unit, each once, with the days on which they are in it."""
    known = {node.item: node for node in _below(plan, unit)}
    found: dict[str, tuple[Node, tuple[Window, ...]]] = {}
    for part in settled.parts:
        if part.unit != unit.item:
            continue
        new = Node(f"{unit.key}/{part.person}", PERSON, part.person, PERSON, unit.key)
        one = replace(known.get(part.person, new), value=part.value, how="by-hand")
        windows = part.windows
        if part.person in found:
            before, days = found[part.person]
            one = replace(one, value=before.value + part.value)
            windows = merged((*days, *windows))
        found[part.person] = one, windows
    return list(found.values())
