"""The budgets of terms: what is used of them, for compensation; what is left, for sellers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.pay.budgets import BudgetUse, with_budget
from husay.pay.document.plan import Plan
from husay.store.moment import everything
from husay.store.pay.assignments import own_plans
from husay.store.pay.budgets_used import closed_used, read_uses, used_by_runs
from husay.store.pay.plans import document_of, in_force
from husay.store.pay.said import heard_now, said_of
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import PayPlanRow

if TYPE_CHECKING:
    from husay.store.company import Company


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
        said, closed = said_of(row, heard_now(row)), closed_used(company.home, row, plan)
        uses = read_uses(plan, snapshot, said, as_of, closed)
        found += [BudgetSeen(row, plan, use) for use in uses]
        with alone():
            note(
                company.viewer, "pay-seen", at=at, place=company.place, kind="pay-plan",
                item=row.name, after={"budgets": as_of.isoformat()},
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.use.left, one.row.name, one.use.term)))


def budgets_left(company: Company) -> dict[int, tuple[BudgetUse, ...]]:
    """What the runs left of the budgets of the viewer's own plans, by the number of the plan:
    without who used them."""
    company.viewer.check(Right.OWN_PAY)
    company = company.of_one_moment()
    found = {}
    for own in own_plans(company):
        plan = document_of(own.version)
        if with_budget(plan):
            heard = heard_now(own.row)
            found[own.row.pk] = used_by_runs(
                company, own.row, plan, everything(company), said_of(own.row, heard), heard,
                last_known(company), own.held.person,
            )  # fmt: skip
    return found


def last_known(company: Company) -> date:
    """The last day that the book knows, today at the latest."""
    return min(everything(company).shape.last or company.today, company.today)
