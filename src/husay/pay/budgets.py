"""How much of a term's budget is used: by whom, how fast, and when it will be used up.

A budget is for everybody together over all days of its plan. The pace is that of the last 28 days
(four whole weeks, so that no weekday counts twice): what is left, over what they took. With fewer
days, or fewer than `LEAST_LINES` lines in them, no date is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from husay.basics.period import DAY, Window
from husay.pay.document.plan import Plan
from husay.pay.document.term import Each, Rate, RatesBy
from husay.pay.earned import EarningLine
from husay.pay.facts import Facts
from husay.pay.interpret.budgeted import budget_of, under_budget
from husay.pay.interpret.entries import EntryReader
from husay.pay.interpret.measured import Rows
from husay.pay.interpret.work import Work

PACE_DAYS = 28
LEAST_LINES = 5
NEARLY = Fraction(9, 10)
"""From this part on a budget is nearly used up."""

_FAR = 100 * 366

Budgeted = Rate | RatesBy | Each


@dataclass(frozen=True, kw_only=True)
class BudgetUse:
    """A term's budget at the end of a day, in ten-thousandths: what is used of it, and of that what
    closed periods paid; what each person had of it, who had most first.

    `ends` is the last day of the term, or of the plan (None: none is said). `runs_out` is the day
    on which it is used up at the pace of the last 28 days (None: too little is known, or nothing
    was used in them, or it is used up).
    """

    term: str
    budget: int
    used: int
    closed: int
    as_of: date
    ends: date | None
    runs_out: date | None
    people: tuple[tuple[str, int], ...]

    @property
    def left(self) -> int:
        """What is left."""
        return self.budget - self.used

    @property
    def is_nearly_used(self) -> bool:
        """Whether nine tenths of it, or all, are used."""
        return self.used >= NEARLY * self.budget

    @property
    def days_left(self) -> int | None:
        """How many days the term has left after this one; None where it has no end."""
        return None if self.ends is None else max(0, (self.ends - self.as_of).days)

    @property
    def lasts(self) -> bool:
        """Whether it lasts until the term ends, at the pace: false where either is not known."""
        return self.runs_out is not None and self.ends is not None and self.runs_out > self.ends


def with_budget(plan: Plan) -> tuple[Budgeted, ...]:
    """The terms of a plan that have a budget."""
    return tuple(
        term for term in plan.terms if isinstance(term, Budgeted) and term.budget is not None
    )


def budget_use(
    plan: Plan, facts: Facts, term: Budgeted, as_of: date, closed: int = 0, person: str = ""
) -> BudgetUse:
    """The use of a term's budget by facts that hold everybody's lines and openings, nobody's in
    particular. `closed` is what closed periods paid of it; what the budget is, is read for a
    person."""
    assert term.budget is not None, "the term has a budget"
    work = Work(plan, facts, as_of, as_of)
    reader = EntryReader(work, Rows(work))
    lines = [line for line in under_budget(reader, term, person) if line.day <= as_of]
    return _used(plan, term, lines, budget_of(work, term.budget, person), as_of, closed)


def _used(
    plan: Plan, term: Budgeted, lines: list[EarningLine], budget: int, as_of: date, closed: int
) -> BudgetUse:
    people: dict[str, int] = {}
    for line in lines:
        if line.amount:
            people[line.person] = people.get(line.person, 0) + line.amount
    used = sum(people.values())
    return BudgetUse(
        term=term.name, budget=budget, used=used, as_of=as_of, ends=term.ends or plan.ends,
        closed=closed,
        runs_out=_runs_out(lines, budget - used, as_of, term.starts or plan.starts),
        people=tuple(sorted(people.items(), key=lambda item: (-item[1], item[0]))),
    )  # fmt: skip


def _runs_out(lines: list[EarningLine], left: int, as_of: date, starts: date | None) -> date | None:
    """The day on which what is left is used up at the pace; None where that cannot be told."""
    first = starts or min((line.day for line in lines), default=as_of)
    last = Window(as_of - (PACE_DAYS - 1) * DAY, as_of)
    recent = [line.amount for line in lines if last.contains(line.day)]
    if left <= 0 or first > last.start or len(recent) < LEAST_LINES or sum(recent) <= 0:
        return None
    days = ceil(Fraction(left * PACE_DAYS, sum(recent)))
    return as_of + timedelta(days=days) if days < _FAR else None
