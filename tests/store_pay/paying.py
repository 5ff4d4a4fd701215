"""A plan of the small company (Ana 400, Ben 200, Cel 300 a month), and what is done with it.

Ana has 7 % of what she sells, the others 5 %: a month is 28.00, 10.00 and 15.00.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from husay.access.viewer import operator
from husay.basics.period import Window
from husay.book.source import read_source
from husay.pay.texts import Texts
from tests.measures.making import write_tables

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.records.models import PayPlanRow, PayRun

AT = datetime(2024, 12, 31, 15, 0, tzinfo=UTC)
ONE = 10_000

PLAN = """
name: Sellers
currency: PHP
parameters:
  own: {unit: rate, default: 5 %}
measures:
  revenue: {of: amount}
terms:
  commission: {kind: rate, of: revenue, rate: own}
"""
CASES = """
cases:
  - case: a hundred earns five
    from: 2024-01-01
    to: 2024-01-31
    sales:
      - {sale: S1, date: 2024-01-05, amount: 100}
    expect: {total: 5}
"""
JANUARY = Window(date(2024, 1, 1), date(2024, 1, 31))
FEBRUARY = Window(date(2024, 2, 1), date(2024, 2, 29))
MARCH = Window(date(2024, 3, 1), date(2024, 3, 31))


def by(company: Company, name: str) -> Company:
    """The company as another operator has it."""
    return replace(company, viewer=operator(name))


def planned(
    company: Company,
    document: str = PLAN,
    people: tuple[str, ...] = ("ana", "ben", "cel"),
    cases: str = CASES,
) -> PayPlanRow:
    """The plan, in force and assigned from the start of 2024."""
    from husay.store.pay.assignments import assign
    from husay.store.pay.plans import activate, add

    version = add(company, Texts(document.strip(), cases.strip()), "", AT)
    activate(company, version, date(2024, 1, 1), "", AT)
    for person in people:
        own = {"own": "7 %"} if person == "ana" and "own:" in document else {}
        assign(company, version.plan, person, date(2024, 1, 1), own, "", AT)
    return version.plan


def calculated(company: Company, row: PayPlanRow, period: Window = JANUARY) -> PayRun:
    """A period, worked out."""
    from husay.store.pay.runs import calculate

    return calculate(company, row, period, AT)


def taken(company: Company, run: PayRun, *steps: str) -> PayRun:
    """A run after some steps; whoever takes them did not work it out."""
    from husay.store.pay.steps import take_step

    for step in steps:
        run = take_step(by(company, "second"), run.pk, step, run.digest, AT)  # type: ignore[arg-type]
    return run


def released(company: Company, row: PayPlanRow, period: Window = JANUARY) -> PayRun:
    """A period, worked out and released."""
    return taken(company, calculated(company, row, period), "review", "approve", "release")


def paid(run: PayRun) -> dict[str, int]:
    """What a run pays each, in whole units."""
    found = dict(run.statements.values_list("person", "paid"))
    assert all(amount % ONE == 0 for amount in found.values())
    return {person: amount // ONE for person, amount in found.items()}


def bring_in(
    company: Company, folder: Path, name: str, whole: tuple[str, ...] = (), **tables: str
) -> None:
    """Another source of the company's, imported; of tables that are `whole`, rows that it gives no
    more are gone."""
    data = folder / name
    data.mkdir(parents=True)
    write_tables(data, tables)
    said = {"name": name, "currency": "PHP", "rounding": "refuse", "whole": [*whole]}
    source, problems = read_source(said, {table: f"SELECT * FROM {table}" for table in tables})
    assert source is not None, problems
    result = company.import_source(source, data, "tester", AT)
    assert not result.refused, result.problems
