"""What a button of a plan's page says, as a step from one plan to the next (`husay.goals.steps`).

A button says what it does as 'deal|history|N1': a verb, and what that needs. What was typed into
the grid is set first, by the same change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from django.utils.translation import gettext as _

from husay.basics.problem import Mistake, Problem
from husay.goals import steps
from husay.goals.cascade import release
from husay.goals.plan import By, GoalPlan, OverAssignment, Reserve
from husay.goals.steps import Step
from husay.goals.typed import Typed

Form = Mapping[str, str]

_RULES: Mapping[str, By] = {"history": "history", "potential": "potential", "equal": "equal"}
_HUNDRED = 1_000_000
"""A hundred per cent, as amounts are read: in ten-thousandths."""

WHOLE = ("undo", "propose", "offer")
"""What is done to a plan as a whole: what was typed waits until it is done."""


def step_of(action: str, form: Form, plan: GoalPlan) -> tuple[str, Step]:
    """The kind of version that a button makes of a plan, and its step; raises Mistake with all that
    is wrong with what was typed for it."""
    verb, _bar, rest = action.partition("|")
    if verb == "deal":
        by, _bar, key = rest.partition("|")
        return "dealt", _deal(_RULES.get(by), key, free=f"free:{key}" in form)
    if verb == "free":
        return "dealt", _deal(None, rest.partition("|")[2], free=True)
    if verb == "release":
        return "released", lambda plan, weights: release(plan, rest, weights)
    if verb == "lock":
        return "set", lambda plan, _: steps.hold(plan, rest)
    if verb == "sum":
        return "set", lambda plan, weights: steps.sum_up(plan, rest, weights)
    if verb == "all":
        return "set", lambda plan, _: steps.add_up(plan)
    if verb == "unassign":
        return "set", lambda plan, _: steps.leave_unassigned(plan, rest)
    if verb == "reserve":
        reserve = _reserve(form, plan.currency)
        return "reserve", lambda plan, weights: steps.with_reserve(plan, reserve, weights)
    if verb == "over":
        over = _over(form, plan.currency)
        return "over", lambda plan, weights: steps.with_over(plan, over, weights)
    return "set", lambda plan, _: steps.as_it_is(plan)


def _deal(by: By | None, key: str, free: bool) -> Step:
    return lambda plan, weights: steps.deal_below(plan, key, weights, by, free=free)


def _amount(text: str, label: str, currency: str | None) -> int:
    """An amount that was typed, 0 where it is empty; raises Mistake, with the field's label."""
    found = Typed(decimal=".", currency=currency).amount(text)
    if isinstance(found, Problem):
        raise Mistake(replace(found, column=label))
    return found or 0


def _reserve(form: Form, currency: str | None) -> Reserve | None:
    value = _amount(form.get("reserve-value", ""), _("Reserve"), currency)
    name, owner = (form.get(f"reserve-{part}", "").strip()[:200] for part in ("name", "owner"))
    return Reserve(name, owner, value) if value or name or owner else None


def _over(form: Form, currency: str | None) -> OverAssignment | None:
    text = form.get("over-share", "").strip().removesuffix("%")
    share = Fraction(_amount(text, _("Over-assignment"), currency), _HUNDRED)
    return OverAssignment(form.get("over-level", "").strip()[:80], share) if share else None
