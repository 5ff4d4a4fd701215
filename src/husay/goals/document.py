"""A goal plan as plain data, fit for JSON, and back: exactly, since money is in it.

Whole numbers stay whole numbers, fractions are texts ('1/20'), days are ISO dates. What was written
by something else, or damaged, is answered with every mistake found and never half read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, get_args

from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.goals.plan import By, GoalPlan, HowSet, Node, OverAssignment, Reserve
from husay.goals.tree import tree_mistakes

_FRACTION = re.compile(r"-?\d{1,18}(/[1-9]\d{0,17})?", re.ASCII)


def as_data(plan: GoalPlan) -> dict[str, Any]:
    """The plan as `read_plan` reads it back to an equal one."""
    reserve, over = plan.reserve, plan.over
    return {
        "measure": plan.measure,
        "currency": plan.currency,
        "from": plan.window.start.isoformat(),
        "to": plan.window.end.isoformat(),
        "step": plan.step,
        "reserve": None if reserve is None else {
            "name": reserve.name, "owner": reserve.owner, "value": reserve.value,
        },
        "over": None if over is None else {"level": over.level, "share": str(over.share)},
        "nodes": [_node_data(node) for node in plan.nodes],
    }  # fmt: skip


def _node_data(node: Node) -> dict[str, Any]:
    return {
        "key": node.key, "scope": node.scope, "item": node.item, "level": node.level,
        "parent": node.parent, "value": node.value, "how": node.how, "by": node.by,
        "unassigned": node.unassigned, "proposed": node.proposed,
    }  # fmt: skip


def read_plan(data: object) -> GoalPlan | tuple[Problem, ...]:
    """The plan that `as_data` wrote, or all that is wrong with the data.

    Problems, errors all: `goal-document` (`column` is where: 'nodes[3].value'), and, where all
    can be read, those of `goals.tree`.
    """
    taking = _Taking()
    top = taking.mapping("", data)
    days = taking.day("from", top.get("from")), taking.day("to", top.get("to"))
    if days[1] < days[0]:
        taking.wrong("to", top.get("to"))
    given = top.get("nodes")
    if not isinstance(given, list) or not given:
        taking.wrong("nodes", given)
        given = []
    plan = GoalPlan(
        measure=taking.text("measure", top.get("measure")),
        window=Window(days[0], max(days)),
        nodes=tuple(_read_node(taking, f"nodes[{i}]", one) for i, one in enumerate(given)),
        currency=taking.maybe_text("currency", top.get("currency")),
        reserve=_read_reserve(taking, top.get("reserve")),
        over=_read_over(taking, top.get("over")),
        step=taking.whole("step", top.get("step")),
    )
    return tuple(taking.problems) or tree_mistakes(plan) or plan


def _read_node(taking: _Taking, at: str, data: object) -> Node:
    one = taking.mapping(at, data)
    proposed = one.get("proposed")
    return Node(
        key=taking.text(f"{at}.key", one.get("key")),
        scope=taking.text(f"{at}.scope", one.get("scope")),
        item=taking.text(f"{at}.item", one.get("item"), empty=True),
        level=taking.text(f"{at}.level", one.get("level"), empty=True),
        parent=taking.maybe_text(f"{at}.parent", one.get("parent")),
        value=taking.whole(f"{at}.value", one.get("value")),
        how=taking.choice(f"{at}.how", one.get("how"), get_args(HowSet)),
        by=taking.choice(f"{at}.by", one.get("by"), get_args(By)),
        unassigned=taking.whole(f"{at}.unassigned", one.get("unassigned")),
        proposed=None if proposed is None else taking.whole(f"{at}.proposed", proposed),
    )


def _read_reserve(taking: _Taking, data: object) -> Reserve | None:
    if data is None:
        return None
    one = taking.mapping("reserve", data)
    return Reserve(
        taking.text("reserve.name", one.get("name"), empty=True),
        taking.text("reserve.owner", one.get("owner"), empty=True),
        taking.whole("reserve.value", one.get("value")),
    )


def _read_over(taking: _Taking, data: object) -> OverAssignment | None:
    if data is None:
        return None
    one = taking.mapping("over", data)
    level = taking.text("over.level", one.get("level"), empty=True)
    return OverAssignment(level, taking.fraction("over.share", one.get("share")))


class _Taking:
    """Takes values of one kind each, noting where something else stands."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, at: str, value: object) -> None:
        shown = "–" if value is None else str(value)[:60]
        self.problems.append(Problem(code="goal-document", column=at, value=shown))

    def mapping(self, at: str, value: object) -> Mapping[str, object]:
        if isinstance(value, Mapping):
            return value
        self.wrong(at, value)
        return {}

    def text(self, at: str, value: object, empty: bool = False) -> str:
        if isinstance(value, str) and (value or empty):
            return value
        self.wrong(at, value)
        return ""

    def maybe_text(self, at: str, value: object) -> str | None:
        return None if value is None else self.text(at, value)

    def whole(self, at: str, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.wrong(at, value)
        return 0

    def day(self, at: str, value: object) -> date:
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            self.wrong(at, value)
            return date.min

    def fraction(self, at: str, value: object) -> Fraction:
        if isinstance(value, str) and _FRACTION.fullmatch(value):
            return Fraction(value)
        self.wrong(at, value)
        return Fraction(0)

    def choice(self, at: str, value: object, known: tuple[str, ...]) -> Any:
        if value in known:
            return value
        self.wrong(at, value)
        return known[0]
