"""The demo company's pay: two plans, months that are paid, and the last one worked out.

A seller asks about their rate after months were paid; it was wrong, and is corrected, so that the
next run shows what an adjustment of a closed period is. Another question is open. Who leads has a
score each month, and a sale is on hold while the last month is worked out. Two people do it: the
house works out and enters, compensation approves and answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from husay.access.role import Role
from husay.basics.period import DAY, Window
from husay.book.sql import literal
from husay.pay.inputs.table import Row
from husay.pay.texts import Texts
from husay.store.moment import everything
from husay.store.pay.assignments import accept, assign, assigned
from husay.store.pay.files import read_lines
from husay.store.pay.held import SALE
from husay.store.pay.holds import hold
from husay.store.pay.inputs import approve
from husay.store.pay.keeping import period_of
from husay.store.pay.plans import activate, add
from husay.store.pay.questions import Answer, answer, ask
from husay.store.pay.runs import calculate
from husay.store.pay.scores import enter_scores
from husay.store.pay.steps import take_step
from husay.store.records.demo_users import demo_user
from husay.store.records.models import PayRun
from husay.store.records.users import viewer_of

if TYPE_CHECKING:
    from husay.pay.runs.states import Step
    from husay.store.company import Company
    from husay.store.records.models import PayPlanRow

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


_ASKED = "We agreed on 1.2 % in June. Why is this line paid at 1 %?"
_ANSWERED = "You are right. Your rate is corrected; the difference comes with the next statement."
_OPEN = "Two boxes came back in that month. Where do I see what was taken off for them?"
_DISPUTED = "The customer disputes the delivery"
"""What is said in the demo, as people there would have typed it."""


def make_demo_pay(company: Company, until: date, *, seller: str) -> None:
    """Plans, to whom they are assigned, and every whole month since they began."""
    compensation = demo_user(Role.COMPENSATION)
    if compensation is None:
        return
    checker = replace(company, viewer=viewer_of(compensation))
    *closed, last = _months(until)
    sellers, leaders = begin_demo_pay(company, _FROM, until)
    _score(company, checker, leaders, (*closed, last))
    for month in closed:
        for row in (sellers, leaders):
            run = calculate(company, row, month, _at(month))
            _taken(checker, run, _at(month), "review", "approve", "release", "pay")
    _talk(company, checker, [_run_of(sellers, month) for month in closed[-2:]], seller)
    _hold(company, sellers, seller, last)
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


def _score(company: Company, checker: Company, row: PayPlanRow, months: Sequence[Window]) -> None:
    """What part of the visits that they planned each who leads made, every month: of twenty between
    sixteen and twenty-two, from one to the next and from month to month."""
    people = sorted({one.person for one in assigned(row)})
    for number, month in enumerate(months):
        rows = []
        for place, person in enumerate(people):
            made = 16 + (5 * place + 3 * number) % 7
            cells = {
                "person": person, "measure": "visits", "period": month.start.isoformat()[:7],
                "value": f"{5 * made} %", "evidence": f"{made} of 20 visits",
            }  # fmt: skip
            rows.append(Row(place + 1, cells))
        given = enter_scores(company, row, rows, _at(month))
        approve(checker, [one.pk for one in given], _at(month))


def _run_of(row: PayPlanRow, month: Window) -> PayRun:
    """The run of a month."""
    found: PayRun = PayRun.objects.get(plan=row, starts=month.start)
    return found


def _talk(company: Company, checker: Company, runs: Sequence[PayRun], seller: str) -> None:
    """The demo's seller asks about the rate of a line, and is answered; and about the month before
    as a whole, and nobody has looked into it yet."""
    user = demo_user(Role.SELLER)
    mine = [run for run in runs if run.statements.filter(person=seller).exists()]
    if user is None or not mine:
        return
    at = _at(period_of(mine[-1])) + timedelta(days=2)
    own = replace(company, viewer=viewer_of(user), today=at.date())
    known = read_lines(company.home, mine[-1].lines, seller)
    line = known[0][0] if known else None
    asked = ask(own, mine[-1].pk, seller, line, "rate", _ASKED, at)
    by = replace(checker, today=at.date())
    answer(by, asked.pk, None, Answer("explained", "rate"), _ANSWERED, at + timedelta(days=1))
    if len(mine) > 1:
        ask(own, mine[0].pk, seller, None, "return", _OPEN, at + timedelta(days=3))


def _hold(company: Company, row: PayPlanRow, seller: str, month: Window) -> None:
    """The largest sale of the month, of a seller other than the demo's, is on hold."""
    people = ", ".join(literal(one.person) for one in assigned(row) if one.person != seller)
    found: list[Any] = list(
        everything(company).run(
            f"SELECT sale FROM sale_lines WHERE seller IN ({people or 'NULL'}) AND date BETWEEN\n"
            f"DATE '{month.start}' AND DATE '{month.end}' AND amount > 0\n"
            "GROUP BY sale ORDER BY SUM(amount) DESC, sale LIMIT 1"
        )
    )
    for (sale,) in found:
        hold(company, SALE, str(sale), _DISPUTED, _at(month))


def _taken(checker: Company, run: PayRun, at: datetime, *steps: Step) -> None:
    for step in steps:
        take_step(checker, run.pk, step, run.digest, at)


def _at(days: Window) -> datetime:
    """When it was done: the day after some days."""
    return datetime.combine(days.end + DAY, time(9, 0, tzinfo=UTC))
