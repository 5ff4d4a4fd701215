"""Plans for tests: a small company by hand, and random trees."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import get_args

from hypothesis import strategies as st

from husay.basics.period import Window
from husay.goals.cascade import Cascaded, Weights, set_all_by_hand
from husay.goals.plan import By, GoalPlan, Node, OverAssignment, Reserve

ONE = 10_000
"""1.00 in ten-thousandths."""
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))


def set_by_hand(plan: GoalPlan, key: str, value: int, weights: Weights) -> Cascaded:
    """One goal set by hand."""
    return set_all_by_hand(plan, {key: value}, weights)


def node(key: str, parent: str | None = None, level: str = "", **more: object) -> Node:
    scope = {"company": "company", "seller": "seller"}.get(level, "unit")
    return Node(key, scope, key, level or "unit", parent, **more)  # type: ignore[arg-type]


def company(value: int = 1_000_000 * ONE, **more: object) -> GoalPlan:
    """A company with two divisions, the north one of two teams, and five sellers."""
    nodes = (
        node("all", None, "company", value=value, by="potential"),
        node("north", "all", "division", by="equal"),
        node("south", "all", "division", by="history"),
        node("n1", "north", "team", by="history"),
        node("n2", "north", "team", by="history"),
        node("ana", "n1", "seller"),
        node("ben", "n1", "seller"),
        node("cel", "n2", "seller"),
        node("dan", "south", "seller"),
        node("eve", "south", "seller"),
    )
    return GoalPlan("revenue", YEAR, nodes, "PHP", **more)  # type: ignore[arg-type]


WEIGHTS = Weights(
    potential={"north": 3, "south": 2},
    history={"ana": 2, "ben": 1, "cel": 5, "dan": 1, "eve": 2},
)

values = st.integers(-(10**14), 10**14)
steps = st.sampled_from([1, ONE, 1_000 * ONE, 7])


@st.composite
def plans(draw: st.DrawFn) -> tuple[GoalPlan, Weights]:
    """A random tree with a goal, rules, weights, and at times a reserve, an over-assignment, and
    unassigned parts."""
    size = draw(st.integers(1, 14))
    levels = ["0"]
    nodes = [Node("0", "company", "", "0", value=draw(values), by=draw(bys))]
    for i in range(1, size):
        at = draw(st.integers(0, i - 1))
        level = str(int(levels[at]) + 1)
        levels.append(level)
        unassigned = draw(st.sampled_from([0, 0, 0, 5, 700 * ONE]))
        nodes.append(
            Node(str(i), "unit", str(i), level, str(at), by=draw(bys), unassigned=unassigned)
        )
    parents = {n.parent for n in nodes}
    nodes = [n if n.key in parents else _bare(n) for n in nodes]
    positive = nodes[0].value > 0 and "0" in parents
    reserve = Reserve("for risk", "P1", draw(st.integers(0, nodes[0].value))) if positive else None
    share = Fraction(draw(st.integers(0, 50)), 1000)
    inner = sorted({n.level for n in nodes if n.key in parents})
    over = OverAssignment(draw(st.sampled_from(inner)), share) if inner else None
    weight = st.dictionaries(
        st.sampled_from([n.key for n in nodes]), st.integers(0, 10**6), max_size=size
    )
    plan = GoalPlan("revenue", YEAR, tuple(nodes), "PHP",
                    draw(st.sampled_from([None, reserve])), draw(st.sampled_from([None, over])),
                    draw(steps))  # fmt: skip
    return plan, Weights(draw(weight), draw(weight))


BYS: tuple[By, ...] = get_args(By)
bys = st.sampled_from(BYS)


def _bare(one: Node) -> Node:
    return Node(one.key, one.scope, one.item, one.level, one.parent, one.value, by=one.by)
