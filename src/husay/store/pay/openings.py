"""Opening balances and advances, kept as inputs under two people.

An opening holds from its day on. Once a period is closed its day stands: a corrected figure is a
late fact, and becomes adjustments of the open period; another day is refused.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.amount import amount_text
from husay.basics.currency import minor_unit
from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem, mistake
from husay.pay.inputs.opening import COLUMNS, NEEDED, OpeningReader, opening_data
from husay.pay.inputs.table import Row, read_table
from husay.pay.interpret.windows import window_of
from husay.store.pay.assignments import assigned
from husay.store.pay.input_checks import gives_advances, locked
from husay.store.pay.inputs import Entered, keep
from husay.store.pay.plans import document_of, in_force, version_of
from husay.store.pay.said import ADVANCE, OPENING
from husay.store.pay.scores import calendar_of
from husay.store.records.models import PayActivation, PayInput, PayPlanRow

if TYPE_CHECKING:
    from husay.store.company import Company

MOST = 10**15
"""No advance is larger, in ten-thousandths."""


def day_typed(text: str) -> date:
    """A day as it was typed; raises Mistake `pay-input-day`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Mistake(Problem(code="pay-input-day", value=text[:40])) from error


def opening_day(company: Company, row: PayPlanRow, typed: str | None) -> date:
    """From when on openings hold: the day as it was typed, else the plan's first one in force.

    Raises Mistake: `pay-input-day`, `pay-no-version` (it was never put in force).
    """
    if typed:
        return day_typed(typed)
    first = PayActivation.objects.filter(version__plan=row).order_by("starts").first()
    if first is None:
        raise mistake("pay-no-version", value=row.name, day=company.today)
    return first.starts


def table_of_openings(
    company: Company, row: PayPlanRow, text: str, day: date, at: datetime
) -> list[PayInput]:
    """Enter a table of opening balances that hold from a day on, one for each person in it.

    Raises Mistake with all that is wrong: of the table (`husay.pay.inputs.table`), of its rows
    (`husay.pay.inputs.opening`), `pay-opening-day` (no pay period begins then),
    `pay-opening-locked`, `pay-plan-not-theirs`.
    """
    company.viewer.check(Right.RUN_PAY)
    plan = document_of(in_force(row, day) or version_of(row))
    calendar = calendar_of(company, Window(day, day))
    period = window_of(day, plan.period, calendar)
    problems = list[Problem]()
    if period.start != day:
        said = (("start", str(period.start)),)
        problems.append(Problem(code="pay-opening-day", value=day.isoformat(), values=said))
    rows = read_table(text, COLUMNS, NEEDED)
    reader = OpeningReader(plan, day, calendar)
    found = reader.read(rows)
    problems += reader.problems
    problems += _not_theirs(row, rows)
    problems += locked(row, found, day)
    if problems:
        raise Mistake(*problems)
    given = [
        Entered(kind=OPENING, person=person, days=Window(day, day), value=opening_data(one))
        for person, one in found.items()
    ]
    return keep(company, row, given, at)


def _not_theirs(row: PayPlanRow, rows: tuple[Row, ...]) -> list[Problem]:
    """The rows of people who never have the plan, each person once."""
    having, told = {one.person for one in assigned(row)}, list[Problem]()
    for one in rows:
        person = one.cells.get("person", "")
        if person not in having:
            having.add(person)
            told.append(one.wrong("person", "pay-plan-not-theirs", plan=row.name))
    return told


def enter_advance(
    company: Company, row: PayPlanRow, person: str, day: date, amount: int, evidence: str,
    at: datetime,
) -> PayInput:  # fmt: skip
    """Enter an advance that a person took on a day, in ten-thousandths.

    Raises Mistake with all that is wrong: `pay-advance-none` (the plan has no draw that is an
    advance), `pay-advance-amount` (no whole coins, nothing, or too much), `pay-plan-not-theirs`.
    """
    company.viewer.check(Right.RUN_PAY)
    plan = document_of(in_force(row, day) or version_of(row))
    problems = list[Problem]()
    if not gives_advances(plan):
        problems.append(Problem(code="pay-advance-none", value=row.name))
    if amount <= 0 or amount % minor_unit(plan.currency) or amount > MOST:
        problems.append(Problem(code="pay-advance-amount", value=amount_text(amount)))
    if all(one.person != person or not one.days.contains(day) for one in assigned(row)):
        said = (("plan", row.name),)
        problems.append(Problem(code="pay-plan-not-theirs", value=person, values=said))
    if problems:
        raise Mistake(*problems)
    given = Entered(
        kind=ADVANCE, person=person, days=Window(day, day), value={"amount": amount},
        evidence=evidence,
    )  # fmt: skip
    return keep(company, row, [given], at)[0]


def plans_with_advances(company: Company) -> tuple[PayPlanRow, ...]:
    """The plans that give advances today, or in their newest version."""
    company.viewer.check(Right.SEE_PAY)
    return tuple(
        row
        for row in PayPlanRow.objects.all()
        if gives_advances(document_of(in_force(row, company.today) or version_of(row)))
    )
