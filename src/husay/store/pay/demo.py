"""The demo company's pay: two plans, months that are paid, and the last one worked out.

A seller's own rate is corrected after months were paid, so that the next run shows what an
adjustment of a closed period is. Two people do it: the house works out, compensation approves.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import TYPE_CHECKING

from husay.access.role import Role
from husay.basics.period import DAY, Window
from husay.pay.texts import Texts
from husay.store.moment import everything
from husay.store.pay.assignments import accept, assign
from husay.store.pay.plans import activate, add
from husay.store.pay.runs import calculate
from husay.store.pay.steps import take_step
from husay.store.records.demo_users import demo_user
from husay.store.records.users import viewer_of

if TYPE_CHECKING:
    from husay.pay.runs.states import Step
    from husay.store.company import Company
    from husay.store.records.models import PayPlanRow, PayRun

_FROM = date(2026, 7, 1)
_SELLERS = """
SELECT item FROM goals WHERE scope = 'seller' AND measure = 'revenue' AND starts >= DATE '{day}'
GROUP BY item HAVING COUNT(*) = (
  SELECT COUNT(DISTINCT starts) FROM goals WHERE scope = 'seller' AND starts >= DATE '{day}')
ORDER BY item""".strip()
"""Who has a goal in every month from then on."""

_LEADERS = """
SELECT DISTINCT person FROM assignments
WHERE role = 'manager' AND COALESCE(valid_to, DATE '9999-12-31') >= DATE '{day}' ORDER BY 1"""


def make_demo_pay(company: Company, until: date, *, seller: str) -> None:
    """Plans, to whom they are assigned, and every whole month since they began."""
    compensation = demo_user(Role.COMPENSATION)
    if compensation is None:
        return
    checker = replace(company, viewer=viewer_of(compensation))
    *closed, last = _months(until)
    sellers, leaders = begin_demo_pay(company, _FROM, until)
    for month in closed:
        for row in (sellers, leaders):
            run = calculate(company, row, month, _at(month))
            _taken(checker, run, _at(month), "review", "approve", "release", "pay")
    assign(
        company, sellers, seller, _FROM, {"own_rate": "1.2 %"},
        "Rate as agreed in June", _at(last),
    )  # fmt: skip
    calculate(company, sellers, last, _at(last))
    run = calculate(company, leaders, last, _at(last))
    _taken(checker, run, _at(last), "review", "approve", "release")


def begin_demo_pay(company: Company, first: date, until: date) -> tuple[PayPlanRow, PayPlanRow]:
    """The plans of sellers and of who leads them, in force from a first day on, assigned, and
    accepted by the demo's seller as they have them on another."""
    sellers = _plan(company, "field-sales", _SELLERS, first)
    leaders = _plan(company, "team-override", _LEADERS, first)
    _accepted(company, until, sellers, first)
    return sellers, leaders


def _months(until: date) -> list[Window]:
    """The whole months from the plans' first day to a day, in order."""
    found, first = list[Window](), _FROM
    while (after := (first + 31 * DAY).replace(day=1)) <= until:
        found.append(Window(first, after - DAY))
        first = after
    return found


def _plan(company: Company, name: str, people: str, first: date) -> PayPlanRow:
    """A plan of the demo's, in force and assigned."""
    folder = files("husay.demo") / "plans" / name
    document, cases, readme = (
        (folder / part).read_text(encoding="utf-8")
        for part in ("plan.yaml", "cases.yaml", "README.md")
    )
    document = document.replace(f"from: {_FROM}", f"from: {first}")
    at = _at(Window(first, first))
    version = add(company, Texts(document, cases, readme), "", at)
    activate(company, version, first, "", at)
    for (person,) in everything(company).run(people.format(day=first)):
        assign(company, version.plan, str(person), first, {}, "", at)
    return version.plan


def _accepted(company: Company, until: date, row: PayPlanRow, first: date) -> None:
    """The demo's seller has read the plan."""
    user = demo_user(Role.SELLER)
    if user is not None:
        own = replace(company, viewer=viewer_of(user), today=until)
        accept(own, row, row.versions.get(number=row.newest).digest, _at(Window(first, first)))


def _taken(checker: Company, run: PayRun, at: datetime, *steps: Step) -> None:
    for step in steps:
        take_step(checker, run.pk, step, run.digest, at)


def _at(days: Window) -> datetime:
    """When it was done: the day after some days."""
    return datetime.combine(days.end + DAY, time(9, 0, tzinfo=UTC))
