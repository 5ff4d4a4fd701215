"""The budgets of terms: what is used of them, for compensation; what is left, for sellers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.pay.budgets import BudgetUse, budget_use, with_budget
from husay.pay.document.plan import Plan
from husay.store.moment import everything
from husay.store.pay.assignments import own_plans
from husay.store.pay.facts import PayFacts
from husay.store.pay.late import last_closed
from husay.store.pay.plans import document_of, in_force
from husay.store.pay.said import Said, heard_now, said_of
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import PayPlanRow

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.warehouse.reading import Snapshot


@dataclass(frozen=True)
class BudgetSeen:
    """A budget of a plan: whose plan it is, and how it is used."""

    row: PayPlanRow
    plan: Plan
    use: BudgetUse

    @property
    def currency(self) -> str:
        """In which it is."""
        return self.plan.currency


def budgets(company: Company, at: datetime) -> tuple[BudgetSeen, ...]:
    """Every budget of the plans in force, those with least left first; that somebody saw who used
    them is noted."""
    company.viewer.check(Right.SEE_PAY)
    company = company.of_one_moment()
    snapshot, as_of = everything(company), last_known(company)
    found = list[BudgetSeen]()
    for row in PayPlanRow.objects.all():
        version = in_force(row, as_of)
        plan = document_of(version) if version else None
        if plan is None or not with_budget(plan):
            continue
        closed = last_closed(row)
        said = said_of(row, heard_now(row))
        uses = budget_uses(plan, snapshot, said, as_of, closed.ends if closed else None)
        found += [BudgetSeen(row, plan, use) for use in uses]
        with alone():
            note(
                company.viewer, "pay-seen", at=at, place=company.place, kind="pay-plan",
                item=row.name, after={"budgets": as_of.isoformat()},
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.use.left, one.row.name, one.use.term)))


def budget_uses(
    plan: Plan, snapshot: Snapshot, said: Said, as_of: date, closed: date | None
) -> Iterator[BudgetUse]:
    """The use of each budget of a plan at the end of a day, by all who have the plan."""
    people = sorted({one.person for one in said.held})
    terms = with_budget(plan)
    if not terms or not people:
        return
    everybodys = PayFacts(plan, snapshot, said.held, frozenset(people), as_of, said=said)
    facts = everybodys.of(people[0])
    for term in terms:
        yield budget_use(plan, facts, term, as_of, closed)


def budgets_left(company: Company) -> dict[int, tuple[BudgetUse, ...]]:
    """What is left of the budgets of the viewer's own plans, by the number of the plan: without
    who used them."""
    company.viewer.check(Right.OWN_PAY)
    company = company.of_one_moment()
    found = {}
    for own in own_plans(company):
        plan = document_of(own.version)
        if with_budget(plan):
            said, as_of = said_of(own.row, heard_now(own.row)), last_known(company)
            uses = budget_uses(plan, everything(company), said, as_of, None)
            found[own.row.pk] = tuple(_alone(use) for use in uses)
    return found


def _alone(use: BudgetUse) -> BudgetUse:
    """A use without the others' names and parts."""
    return replace(use, people=(), closed=0)


def last_known(company: Company) -> date:
    """The last day that the book knows, today at the latest."""
    return min(everything(company).shape.last or company.today, company.today)
