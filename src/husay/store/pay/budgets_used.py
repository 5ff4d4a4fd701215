"""How much of its budgets a plan used, by its runs: sums of their lines, and no reading of sales.

What was sold before the first run is of the budgets, too, whoever paid for it. It is read once for
each state of the book and of what was said, and kept in this process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from husay.basics.period import DAY
from husay.book.sql import literal
from husay.pay.budgets import BudgetUse, budget_use, with_budget
from husay.pay.document.plan import Plan
from husay.pay.facts import Facts
from husay.pay.interpret.budgeted import budget_of
from husay.pay.interpret.work import Work
from husay.pay.runs.assigned import parameters
from husay.pay.runs.statement import Statement
from husay.pay.runs.states import CLOSED
from husay.store.home import Home
from husay.store.pay.facts import PayFacts
from husay.store.pay.files import Before
from husay.store.pay.line_sums import line_sums
from husay.store.pay.said import Heard, Said
from husay.store.records.models import PayPlanRow, PayRun
from husay.store.warehouse.reading import Snapshot

if TYPE_CHECKING:
    from husay.store.company import Company

Used = Mapping[str, int]
"""What is used of budgets, by the name of the term, in ten-thousandths."""

_MOST_KEPT = 64
_kept: dict[tuple[object, ...], Used] = {}


def read_uses(
    plan: Plan, snapshot: Snapshot, said: Said, as_of: date, closed: Used
) -> tuple[BudgetUse, ...]:
    """The use of each budget of a plan at the end of a day, by every line of all who have it."""
    people = sorted({one.person for one in said.held})
    terms = with_budget(plan)
    if not terms or not people:
        return ()
    facts = PayFacts(plan, snapshot, said.held, frozenset(people), as_of, said=said).of("")
    return tuple(
        budget_use(plan, facts, term, as_of, closed.get(term.name, 0), people[0]) for term in terms
    )


def closed_used(home: Home, row: PayPlanRow, plan: Plan) -> Used:
    """What the closed periods of a plan paid of its budgets: their own lines and late ones."""
    return _of_runs(home, PayRun.objects.filter(plan=row, state__in=CLOSED), plan)


def used_by_runs(
    company: Company, row: PayPlanRow, plan: Plan, snapshot: Snapshot, said: Said, heard: Heard,
    as_of: date, person: str,
) -> tuple[BudgetUse, ...]:  # fmt: skip
    """The use of each budget by all runs of a plan, at the end of the last; by the sales until a
    day where there is none. Whose parts they are is not told."""
    runs = list(PayRun.objects.filter(plan=row).exclude(lines="").order_by("starts"))
    last = runs[-1].ends if runs else as_of
    until = runs[0].starts - DAY if runs else as_of
    used = Counter(_before(company.home, row, plan, snapshot, said, heard, until))
    used.update(_of_runs(company.home, runs, plan))
    return _uses(plan, said, used, last, person)


def used_with(
    company: Company, run: PayRun, plan: Plan, snapshot: Snapshot, said: Said, heard: Heard,
    made: Sequence[Statement], before: Before | None,
) -> tuple[BudgetUse, ...]:  # fmt: skip
    """The use of each budget by the runs before one, and by that one as it was just worked out:
    the statements that were made, and those that are kept of before."""
    people = sorted({one.person for one in said.held})
    if not with_budget(plan) or not people:
        return ()
    earlier = list(
        PayRun.objects.filter(plan=run.plan, starts__lt=run.starts)
        .exclude(lines="").order_by("starts")
    )  # fmt: skip
    first = earlier[0].starts if earlier else run.starts
    used = Counter(_before(company.home, run.plan, plan, snapshot, said, heard, first - DAY))
    used.update(_of_runs(company.home, earlier, plan))
    used.update(_of_statements(made, plan))
    if before is not None:
        used.update(_of_runs(company.home, [run], plan, but_for=before.but_for))
    return _uses(plan, said, used, run.ends, people[0])


def _before(
    home: Home, row: PayPlanRow, plan: Plan, snapshot: Snapshot, said: Said, heard: Heard,
    until: date,
) -> Used:  # fmt: skip
    """What was used by sales up to a day that no run worked out."""
    if not with_budget(plan) or (plan.starts is not None and until < plan.starts):
        return {}
    key = (home.path, row.pk, plan, snapshot.number, heard, until)
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        uses = read_uses(plan, snapshot, said, until, {})
        _kept[key] = {use.term: use.used for use in uses}
    return _kept[key]


def _of_runs(
    home: Home, runs: Iterable[PayRun], plan: Plan, but_for: Iterable[str] = ()
) -> Counter[str]:
    """What the lines of runs' files come to, by budgeted term, of the days of the plan."""
    found = Counter[str]()
    names = ", ".join(literal(term.name) for term in with_budget(plan))
    if not names:
        return found
    where = f"NOT provisional AND term IN ({names})"
    if plan.starts is not None:
        where += f" AND about_ends >= DATE '{plan.starts}'"
    if others := ", ".join(literal(person) for person in sorted(but_for)):
        where += f" AND person NOT IN ({others})"
    for rows in line_sums(home, runs, "term", where).values():
        for term, amount in rows:
            found[term] += amount
    return found


def _of_statements(made: Iterable[Statement], plan: Plan) -> Counter[str]:
    found, starts = Counter[str](), plan.starts or date.min
    names = {term.name for term in with_budget(plan)}
    for statement in made:
        for line in statement.lines:
            one = line.earning
            if one.term in names and line.counts and line.about.end >= starts:
                found[one.term] += one.amount
    return found


def _uses(
    plan: Plan, said: Said, used: Mapping[str, int], as_of: date, person: str
) -> tuple[BudgetUse, ...]:
    work = Work(plan, Facts(person=person, parameters=parameters(said.held)), as_of, as_of)
    found = list[BudgetUse]()
    for term in with_budget(plan):
        assert term.budget is not None, "the term has a budget"
        found.append(
            BudgetUse(
                term=term.name, budget=budget_of(work, term.budget, person),
                used=used.get(term.name, 0), closed=0, as_of=as_of, ends=term.ends or plan.ends,
                runs_out=None, people=(),
            )
        )  # fmt: skip
    return tuple(found)
