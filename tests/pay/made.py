"""Small plans and facts for tests, made in one line each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.document.plan import Plan
from husay.pay.document.read_plan import read_plan
from husay.pay.earned import Earned
from husay.pay.facts import CreditedLine, Facts
from husay.pay.interpret.interpret import interpret

ONE = 10_000
JANUARY = Window(date(2026, 1, 1), date(2026, 1, 31))
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))


def plan_of(text: str) -> Plan:
    """The plan that a text says; fails with what is wrong with it."""
    plan, problems = read_plan(text)
    assert plan is not None, problems
    return plan


def terms(body: str, head: str = "", settings: str = "{}") -> str:
    """A plan by the month, in pesos, with a measure `revenue` and these terms."""
    measures = "measures:\n  revenue: {of: amount}\n  units: {of: quantity}\n"
    return f"name: x\ncurrency: PHP\n{head}{measures}terms:\n{body}\nsettings: {settings}\n"


def found(text: str) -> list[Problem]:
    """What is wrong with a plan."""
    return list(read_plan(text)[1])


def codes(text: str) -> list[str]:
    """The codes of what is wrong with a plan."""
    return [problem.code for problem in found(text)]


def line(sale: str, day: date, amount: int, **other: Any) -> CreditedLine:
    """A line of ana's, the amount in ten-thousandths."""
    known: dict[str, Any] = {"person": "ana", "line": 1, "currency": "PHP", **other}
    return CreditedLine(sale=sale, day=day, amount=amount, **known)


def earned(
    plan: Plan, lines: Iterable[CreditedLine], window: Window = YEAR, **facts: Any
) -> Earned:
    """What ana earned."""
    person = facts.pop("person", "ana")
    return interpret(plan, Facts(person=person, lines=tuple(lines), **facts), window)
