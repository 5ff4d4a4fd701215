"""To whom plans are assigned, with their own parameters, and who has accepted which version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem, mistake
from husay.book.source import nearest
from husay.book.sql import literal
from husay.pay.document.figure import read_number
from husay.pay.document.plan import Plan
from husay.pay.runs.assigned import Assignment, Held, held
from husay.store.moment import everything
from husay.store.pay.plans import document_of, in_force, version_of
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import (
    PayAcceptance,
    PayAssignment,
    PayPlanRow,
    PayPlanVersion,
)

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class OwnPlan:
    """A plan that somebody has, with the version in force on a day, whether they accepted it, and
    which one they accepted last before."""

    row: PayPlanRow
    version: PayPlanVersion
    held: Held
    accepted: PayAcceptance | None
    accepted_before: PayAcceptance | None


def assign(
    company: Company,
    row: PayPlanRow,
    person: str,
    days: Window | date,
    parameters: Mapping[str, str],
    reason: str,
    at: datetime,
    *,
    out: bool = False,
) -> PayAssignment:
    """Give a person a plan for some days, or from a day on; `out` takes it from them then.

    Parameters are figures as a plan writes them ('50,000', '2.5 %'). Raises Mistake with all that
    is wrong: `pay-person-unknown`, `pay-parameter-unknown`, `pay-parameter-value`.
    """
    company.viewer.check(Right.RUN_PAY)
    starts, ends = (days.start, days.end) if isinstance(days, Window) else (days, None)
    if problems := wrong_with(company, row, person, parameters):
        raise Mistake(*problems)
    read, _ = _read(document_of(version_of(row)), parameters)
    with alone():
        made = PayAssignment.objects.create(
            plan=row, person=person, starts=starts, ends=ends, out=out, by=company.author, at=at,
            parameters={name: str(value) for name, value in read.items()},
            reason=reason.strip()[:500],
        )  # fmt: skip
        note(
            company.viewer, "pay-plan-assigned", at=at, place=company.place, kind="person",
            item=person,
            # Their figures and why are in the assignment: the words go when a person is forgotten,
            # and of the log nothing can.
            after={"plan": row.name, "from": starts.isoformat(), "out": out,
                   "to": ends.isoformat() if ends else None, "number": made.pk},
        )  # fmt: skip
    return made


def wrong_with(
    company: Company, row: PayPlanRow, person: str, parameters: Mapping[str, str]
) -> list[Problem]:
    """All that is wrong with a person and parameters that a plan is to be assigned with."""
    company.viewer.check(Right.RUN_PAY)
    _, problems = _read(document_of(version_of(row)), parameters)
    if not is_known(company, person):
        problems.append(Problem(code="pay-person-unknown", value=person))
    return problems


def _read(plan: Plan, given: Mapping[str, str]) -> tuple[dict[str, Fraction], list[Problem]]:
    """Parameters as numbers, and what is wrong with them."""
    units = {one.name: one.unit for one in plan.parameters}
    read, problems = dict[str, Fraction](), list[Problem]()
    for name, text in given.items():
        if name not in units:
            values = (("nearest", nearest(name, list(units))),)
            problems.append(Problem(code="pay-parameter-unknown", value=name, values=values))
            continue
        number = read_number(text)
        if number is None or (number[1] == "rate" and units[name] != "rate"):
            wanted = (("parameter", name), ("unit", str(units[name])))
            problems.append(Problem(code="pay-parameter-value", value=text, values=wanted))
            continue
        read[name] = number[0]
    return read, problems


def is_known(company: Company, person: str) -> bool:
    """Whether the book knows a person."""
    who = literal(person)
    rows = everything(company).run(
        f"SELECT 1 FROM people WHERE person = {who} UNION ALL\n"
        f"SELECT 1 FROM assignments WHERE person = {who} UNION ALL\n"
        f"SELECT 1 FROM credits WHERE person = {who} UNION ALL\n"
        f"SELECT 1 FROM sale_lines WHERE seller = {who} LIMIT 1"
    )
    return bool(rows)


def people_known(company: Company, most: int) -> tuple[str, ...]:
    """The first people that the book has in a table of people; none before there is a book."""
    company.viewer.check(Right.RUN_PAY)
    if company.head() is None:
        return ()
    rows = everything(company).run(f"SELECT person FROM people ORDER BY 1 LIMIT {most:d}")
    return tuple(str(person) for (person,) in rows)


def assigned(
    row: PayPlanRow, heard: int | None = None, person: str | None = None
) -> tuple[Held, ...]:
    """Who has a plan when, or when one person has, as was said up to an assignment (default:
    all)."""
    said = PayAssignment.objects.filter(plan=row).order_by("pk")
    if person is not None:
        said = said.filter(person=person)
    if heard is not None:
        said = said.filter(pk__lte=heard)
    return held(_assignment(one) for one in said)


def last_heard(row: PayPlanRow) -> int:
    """The number of the last assignment of a plan; 0 where there is none."""
    return (
        PayAssignment.objects.filter(plan=row).order_by("-pk").values_list("pk", flat=True).first()
        or 0
    )


def _assignment(one: PayAssignment) -> Assignment:
    parameters = {name: Fraction(text) for name, text in one.parameters.items()}
    return Assignment(one.person, one.starts, one.ends, parameters, one.out)


def own_plans(company: Company) -> tuple[OwnPlan, ...]:
    """The plans that the viewer has today."""
    company.viewer.check(Right.OWN_PAY)
    person, found = company.viewer.person, list[OwnPlan]()
    if person is None:
        return ()
    rows = PayPlanRow.objects.filter(assignments__person=person).distinct()
    for row in rows:
        version = in_force(row, company.today)
        for one in assigned(row):
            if version and one.person == person and one.days.contains(company.today):
                said = PayAcceptance.objects.filter(version__plan=row, person=person)
                accepted = said.filter(version=version).first()
                before = said.exclude(version=version).select_related("version").last()
                found.append(OwnPlan(row, version, one, accepted, before))
    return tuple(found)


def accept(company: Company, row: PayPlanRow, digest: str, at: datetime) -> PayAcceptance:
    """The viewer accepts the version of their plan that is in force: the one that they saw.

    Raises Mistake `pay-plan-not-yours`, and `pay-plan-changed` where another one is in force than
    the one with this `digest`.
    """
    own = next((one for one in own_plans(company) if one.row == row), None)
    if own is None:
        raise mistake("pay-plan-not-yours", value=row.name)
    if own.version.digest != digest:
        raise mistake("pay-plan-changed", value=row.name)
    with alone():
        made, new = PayAcceptance.objects.get_or_create(
            version=own.version, person=own.held.person,
            defaults={"digest": digest, "by": company.author, "at": at},
        )  # fmt: skip
        if new:
            note(
                company.viewer, "pay-plan-accepted", at=at, place=company.place, kind="pay-plan",
                item=row.name, after={"version": own.version.number, "digest": digest},
            )  # fmt: skip
    return made
