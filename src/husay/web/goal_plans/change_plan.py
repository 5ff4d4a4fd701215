"""What can be done to a plan on its page, as steps from one plan to the next.

A button says what it does as 'deal|history|N1': a verb, and what that needs. What was typed into
the grid is set first, by the same change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from husay.basics.problem import Mistake, Problem
from husay.goals.cascade import Cascaded, Weights, cascade, release, set_all_by_hand
from husay.goals.plan import By, GoalPlan, Node, OverAssignment, Reserve, with_rule
from husay.goals.typed import Typed

Step = Callable[[GoalPlan, Weights], Cascaded]
Form = Mapping[str, str]

_RULES: Mapping[str, By] = {"history": "history", "potential": "potential", "equal": "equal"}
_HUNDRED = 1_000_000
"""A hundred per cent, as amounts are read: in ten-thousandths."""


def step_of(action: str, form: Form) -> tuple[str, Step]:
    """The kind of version that a button makes, and its step; raises Mistake with all that is wrong
    with what was typed for it."""
    verb, _, rest = action.partition("|")
    if verb == "deal":
        by, _, key = rest.partition("|")
        return "dealt", _deal(_RULES.get(by), key, free=f"free:{key}" in form)
    if verb == "free":
        return "dealt", _deal(None, rest.partition("|")[2], free=True)
    if verb == "release":
        return "released", lambda plan, weights: release(plan, rest, weights)
    if verb == "lock":
        return "set", lambda plan, _: _with(plan, rest, how="by-hand")
    if verb == "sum":
        return "set", lambda plan, weights: _sum_up(plan, rest, weights)
    if verb == "unassign":
        return "set", lambda plan, _: _unassign(plan, rest)
    if verb == "reserve":
        return "reserve", _reserve(form)
    if verb == "over":
        return "over", _over(form)
    return "set", lambda plan, _: Cascaded(plan, frozenset(), ())


def with_typed(values: Mapping[str, int], step: Step) -> Step:
    """The step, after what was typed is set by hand."""

    def how(plan: GoalPlan, weights: Weights) -> Cascaded:
        if not values:
            return step(plan, weights)
        typed = set_all_by_hand(plan, values, weights)
        if any(p.severity == "error" for p in typed.problems):
            return typed
        done = step(typed.plan, weights)
        problems = dict.fromkeys((*typed.problems, *done.problems))
        return replace(done, problems=tuple(problems))

    return how


def _with(plan: GoalPlan, key: str, **changed: object) -> Cascaded:
    """The plan with something of one node changed, and nothing dealt."""
    if key not in plan.by_key:
        return Cascaded(plan, frozenset(), (Problem(code="goal-unknown", value=key),))
    node = replace(plan.by_key[key], **changed)  # type: ignore[arg-type]
    return Cascaded(plan.with_nodes({key: node}), frozenset(), ())


def _deal(by: By | None, key: str, free: bool) -> Step:
    def step(plan: GoalPlan, weights: Weights) -> Cascaded:
        if key not in plan.by_key:
            return Cascaded(plan, frozenset(), (Problem(code="goal-unknown", value=key),))
        at = [key]
        if free:
            below = below_of(plan, key)
            plan = plan.with_nodes({n.key: replace(n, how="equal") for n in below})
            at += [n.key for n in below]
        return cascade(with_rule(plan, by, [key]), weights, at)

    return step


def below_of(plan: GoalPlan, key: str) -> list[Node]:
    """All nodes below one, however far."""
    found, waiting = list[Node](), [key]
    while waiting:
        children = plan.below.get(waiting.pop(), ())
        found += children
        waiting += [child.key for child in children]
    return found


def _sum_up(plan: GoalPlan, key: str, weights: Weights) -> Cascaded:
    """The plan with a node's goal set to what those below it carry, and what is kept at it."""
    node = plan.by_key.get(key)
    if node is None or key not in plan.below:
        return Cascaded(plan, frozenset(), (Problem(code="goal-unknown", value=key),))
    parts = sum(child.value for child in plan.below[key])
    value = parts + plan.reserved(node) + node.unassigned
    made = _with(plan, key, value=value, how="by-hand")
    return cascade(made.plan, weights, [node.parent]) if node.parent else made


def _unassign(plan: GoalPlan, key: str) -> Cascaded:
    """The plan with what is missing below a node left unassigned at it."""
    node = plan.by_key.get(key)
    if node is None or key not in plan.below:
        return Cascaded(plan, frozenset(), (Problem(code="goal-unknown", value=key),))
    missing = plan.to_deal(node) - sum(child.value for child in plan.below[key])
    return _with(plan, key, unassigned=node.unassigned + missing)


def _amount(form: Form, name: str) -> int:
    """An amount of the form, 0 where it is empty; raises Mistake."""
    found = Typed(decimal=".").amount(form.get(name, ""))
    if isinstance(found, Problem):
        raise Mistake(replace(found, column=name))
    return found or 0


def _reserve(form: Form) -> Step:
    value = _amount(form, "reserve-value")
    name, owner = (form.get(f"reserve-{part}", "").strip()[:200] for part in ("name", "owner"))
    reserve = Reserve(name, owner, value) if value or name or owner else None

    def step(plan: GoalPlan, weights: Weights) -> Cascaded:
        return cascade(replace(plan, reserve=reserve), weights, [plan.root.key])

    return step


def _over(form: Form) -> Step:
    text = form.get("over-share", "").strip().removesuffix("%")
    share = Fraction(_amount({"over-share": text}, "over-share"), _HUNDRED)
    over = OverAssignment(form.get("over-level", "").strip()[:80], share) if share else None

    def step(plan: GoalPlan, weights: Weights) -> Cascaded:
        levels = {one.level for one in (plan.over, over) if one}
        at = [node.key for node in plan.nodes if node.level in levels and node.key in plan.below]
        return cascade(replace(plan, over=over), weights, at)

    return step


WHOLE = ("undo", "propose", "offer")
"""What is done to a plan as a whole: what was typed waits until it is done."""
