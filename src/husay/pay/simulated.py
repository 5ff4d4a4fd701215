"""What a simulation worked out: each person's pay over past days by a draft plan, by the plan in
force, and by both in a worse and a better year. Plain values, kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.document.plan import Plan
from husay.pay.runs.plain import problem_data, read_problem

FACTORS = (Fraction(1), Fraction(4, 5), Fraction(6, 5))
"""All lines as they were; a bad year, a fifth less of every line; a good year, a fifth more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonPay:
    """What a plan pays a person: by pay period (its first day), and what each term earned, in
    ten-thousandths. With problems nothing of it counts."""

    person: str
    periods: tuple[tuple[date, int], ...] = ()
    terms: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def total(self) -> int:
        """What is paid in all."""
        return sum(amount for _, amount in self.periods)


def terms_in_order(plan: Plan, found: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """What terms earned, in the order of the document; what is no term's behind them."""
    names = [term.name for term in plan.terms]
    order = {name: number for number, name in enumerate(names)}
    return tuple(sorted(found.items(), key=lambda item: (order.get(item[0], len(names)), item[0])))


@dataclass(frozen=True, kw_only=True, slots=True)
class Seller:
    """A person as the days find them: their unit and whole months of service on the first day
    ('' and None: not known), what they sold, what of it is known to have cost what; what the
    draft's measure of attainment came to, and their goal (None: there is none)."""

    person: str
    unit: str = ""
    months: int | None = None
    sold: int = 0
    sold_by_period: tuple[tuple[date, int], ...] = ()
    costed: int = 0
    cost: int = 0
    came_to: int = 0
    goal: int | None = None

    @property
    def attained(self) -> Fraction | None:
        """What the measure came to, as a share of the goal."""
        return Fraction(self.came_to, self.goal) if self.goal and self.goal > 0 else None


@dataclass(frozen=True, kw_only=True)
class Simulated:
    """Everything that was worked out. `draft` and `against` have a reading for each of `FACTORS`,
    in that order; `against` is empty where no plan is in force to hold it against. `measure` is
    the draft's that attainment is of; '' where it has none with a goal. `unit`: whose people these
    are; '' for those of a plan."""

    days: Window
    currency: str
    sellers: tuple[Seller, ...]
    draft: tuple[tuple[PersonPay, ...], ...]
    against: tuple[tuple[PersonPay, ...], ...] = ()
    measure: str = ""
    unit: str = ""


def simulated_data(one: Simulated) -> dict[str, Any]:
    """As JSON has it."""
    return {
        "from": one.days.start.isoformat(), "to": one.days.end.isoformat(),
        "currency": one.currency, "measure": one.measure, "unit": one.unit,
        "sellers": [
            {"person": s.person, "unit": s.unit, "months": s.months, "sold": s.sold,
             "by_period": _dated(s.sold_by_period), "costed": s.costed, "cost": s.cost,
             "came_to": s.came_to, "goal": s.goal}
            for s in one.sellers
        ],
        "draft": [[_pay(p) for p in reading] for reading in one.draft],
        "against": [[_pay(p) for p in reading] for reading in one.against],
    }  # fmt: skip


def _pay(one: PersonPay) -> dict[str, Any]:
    return {
        "person": one.person, "periods": _dated(one.periods), "terms": dict(one.terms),
        "problems": [problem_data(problem) for problem in one.problems],
    }  # fmt: skip


def _dated(rows: Sequence[tuple[date, int]]) -> dict[str, int]:
    return {day.isoformat(): amount for day, amount in rows}


def read_simulated(data: Mapping[str, Any]) -> Simulated:
    """What `simulated_data` wrote."""
    return Simulated(
        days=Window(date.fromisoformat(data["from"]), date.fromisoformat(data["to"])),
        currency=data["currency"], measure=data["measure"], unit=data["unit"],
        sellers=tuple(
            Seller(
                person=s["person"], unit=s["unit"], months=s["months"], sold=s["sold"],
                sold_by_period=_days(s["by_period"]), costed=s["costed"], cost=s["cost"],
                came_to=s["came_to"], goal=s["goal"],
            )
            for s in data["sellers"]
        ),
        draft=tuple(tuple(map(_read_pay, reading)) for reading in data["draft"]),
        against=tuple(tuple(map(_read_pay, reading)) for reading in data["against"]),
    )  # fmt: skip


def _read_pay(data: Mapping[str, Any]) -> PersonPay:
    return PersonPay(
        person=data["person"], periods=_days(data["periods"]), terms=tuple(data["terms"].items()),
        problems=tuple(read_problem(problem) for problem in data["problems"]),
    )  # fmt: skip


def _days(data: Mapping[str, int]) -> tuple[tuple[date, int], ...]:
    return tuple((date.fromisoformat(day), amount) for day, amount in data.items())
