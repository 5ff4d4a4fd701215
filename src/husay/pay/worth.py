"""What the next sale is worth to a seller now, and what it takes to reach the next step.

Both are asked of the interpreter: the pay with one more sale, less the pay without it. So a cap, a
gate or a bonus that the sale sets off is in it, whatever the plan says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from husay.basics.amount import SCALE
from husay.basics.currency import minor_unit
from husay.basics.period import Window
from husay.pay.document.plan import Plan
from husay.pay.document.settings import Period, WindowKind
from husay.pay.document.term import Bonus, Curve, Inside, Tiers
from husay.pay.earned import Attained, Earned
from husay.pay.facts import Facts
from husay.pay.interpret.interpret import interpret
from husay.pay.interpret.windows import window_of
from husay.pay.supposed import Supposed, with_supposed

NEXT = 10_000 * SCALE
"""The sale whose worth is told: ten thousand of the plan's currency."""


@dataclass(frozen=True, slots=True)
class Step:
    """The next value of a measure from which a term pays otherwise.

    `at` is written as the plan does: a share of the goal where `inside` is percent_of_goal, else
    in whole units. `lacks` is what is still missing, in ten-thousandths of what is measured.
    """

    term: str
    measure: str
    window: Window
    at: Fraction
    inside: Inside
    lacks: int


@dataclass(frozen=True, slots=True)
class Worth:
    """What a next sale of `NEXT` earns; the next step (None: there is none); what the sale that
    reaches it earns, and what a sale of `NEXT` earns from there on (None: it cannot be told)."""

    now: int
    step: Step | None = None
    reaching: int | None = None
    there: int | None = None


def worth(
    plan: Plan, facts: Facts, window: Window, sale: Supposed, now: Earned | None = None
) -> Worth | None:
    """The worth of a sale like `sale` (its day, its product line; its amount is not read), on top
    of the facts, of which `now` is what they earn, where that is known; None where pay cannot be
    worked out."""
    asked = _Asked(plan, facts, window, sale)
    now = now or asked.of(())
    one = asked.of((NEXT,))
    if now.problems or one.problems:
        return None
    earns = _all(one) - _all(now)
    step = min(_steps(plan, facts, now, sale), key=lambda x: x.lacks, default=None)
    if step is None:
        return Worth(earns)
    unit = minor_unit(plan.currency)
    lacks = ceil(Fraction(step.lacks, unit)) * unit
    reached = asked.of((lacks,))
    if not _has_reached(reached, step):
        return Worth(earns, step)
    beyond = asked.of((lacks, NEXT))
    return Worth(earns, step, _all(reached) - _all(now), _all(beyond) - _all(reached))


@dataclass(frozen=True)
class _Asked:
    plan: Plan
    facts: Facts
    window: Window
    sale: Supposed

    def of(self, amounts: tuple[int, ...]) -> Earned:
        """What is earned with further sales of these amounts."""
        sales = [
            replace(self.sale, name=f"{self.sale.name} {n}", amount=amount)
            for n, amount in enumerate(amounts)
        ]
        facts = with_supposed(self.facts, sales, self.plan.trigger) if sales else self.facts
        return interpret(self.plan, facts, self.window)


def _all(earned: Earned) -> int:
    """What is earned, and what windows will bring that have not ended."""
    return sum(line.amount for line in earned.lines)


def _steps(plan: Plan, facts: Facts, earned: Earned, sale: Supposed) -> Iterator[Step]:
    """Every step above what is attained, of terms that read a measure of money over a window."""
    for term in plan.terms:
        for of, at, inside, upper in _edges(term):
            if plan.measure(of).unit != "money" or plan.measure(of).entered:
                continue
            one = _attained(plan, facts, earned, term, of, sale)
            value = None if one is None else _value(at, inside, one.goal)
            if one is None or value is None or one.value >= value + (not upper):
                continue
            lacks = value - one.value + (0 if upper else 1)
            yield Step(term.name, of, one.window, at, inside, lacks)


def _edges(term: object) -> Iterator[tuple[str, Fraction, Inside, bool]]:
    """The values at which a term changes: measure, value, in what, and whether it changes at the
    value itself or only above it."""
    if isinstance(term, Tiers) and term.reads == "period_to_date":
        for tier in term.tiers:
            yield term.of, tier.start, term.inside, term.edge == "upper"
    elif isinstance(term, Curve):
        for point in term.points:
            yield term.of, point.at, term.inside, term.edge == "upper"
    elif isinstance(term, Bonus):
        yield term.threshold.of, term.threshold.least, term.threshold.inside, True


def _value(at: Fraction, inside: Inside, goal: int | None) -> int | None:
    """The value in ten-thousandths, none of it below; None for a share of a goal that is not
    there."""
    if inside == "percent_of_goal":
        return None if not goal else ceil(at * goal)
    return ceil(at * SCALE)


def _attained(
    plan: Plan, facts: Facts, earned: Earned, term: object, of: str, sale: Supposed
) -> Attained | None:
    """How far the measure came in the term's window of the sale's day."""
    kind: WindowKind = getattr(term, "window", "period")
    found = [x for x in earned.attained if x.measure == of and x.window.contains(sale.day)]
    if kind != "goal":
        name: Period = plan.period if kind == "period" else kind
        asked = window_of(sale.day, name, facts.calendar)
        found = [x for x in found if x.window == asked]
    return found[0] if found else None


def _has_reached(earned: Earned, step: Step) -> bool:
    """Whether a sale of what was lacking counts in full, so that the step is reached by it."""
    if earned.problems:
        return False
    for one in earned.attained:
        if (one.measure, one.window) == (step.measure, step.window):
            value = _value(step.at, step.inside, one.goal)
            return value is not None and one.value >= value
    return False
