"""What must hold of openings and advances when they are entered, and still when they are approved:
in between, periods may have been closed, plans put in force, and people taken off them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from husay.basics.problem import Problem
from husay.pay.document.plan import Plan
from husay.pay.document.term import Cap
from husay.pay.facts import Opening
from husay.pay.inputs.opening import read_opening_data
from husay.store.pay.assignments import assigned
from husay.store.pay.late import closed_runs
from husay.store.pay.plans import document_of, in_force, version_of
from husay.store.pay.said import ADVANCE, OPENING, heard_now, said_of
from husay.store.records.models import PayInput, PayPlanRow


def locked(row: PayPlanRow, people: Iterable[str], day: date) -> list[Problem]:
    """Whose opening cannot be of this day, since periods are closed that it would open:
    `pay-opening-locked`."""
    closed = closed_runs(row)
    if not closed:
        return []
    openings = said_of(row, heard_now(row)).openings
    problems = list[Problem]()
    for person in people:
        known = openings.get(person)
        free = known.day == day if known else day <= closed[0].starts
        if not free:
            stands = known.day if known else closed[0].starts
            said = (("person", person), ("day", str(stands)))
            problems.append(Problem(code="pay-opening-locked", value=str(day), values=said))
    return problems


def no_longer(one: PayInput) -> Iterator[Problem]:
    """Why an input, right when it was entered, cannot be approved any more: `pay-opening-locked`,
    `pay-opening-name`, `pay-advance-none`, `pay-plan-not-theirs`."""
    if one.kind not in (OPENING, ADVANCE):
        return
    row, day = one.plan, one.starts
    plan = document_of(in_force(row, day) or version_of(row))
    theirs = [each for each in assigned(row) if each.person == one.person]
    if one.kind == ADVANCE:
        theirs = [each for each in theirs if each.days.contains(day)]
        if not gives_advances(plan):
            yield Problem(code="pay-advance-none", value=row.name)
    else:
        yield from locked(row, [one.person], day)
        for name in sorted(_unknown(plan, read_opening_data(day, one.value))):
            yield Problem(code="pay-opening-name", value=name, values=(("nearest", ""),))
    if not theirs:
        said = (("plan", row.name),)
        yield Problem(code="pay-plan-not-theirs", value=one.person, values=said)


def _unknown(plan: Plan, opening: Opening) -> set[str]:
    """Names in an opening that the plan does not have."""
    measures = {measure.name for measure in plan.measures if not measure.entered}
    caps = {term.name for term in plan.terms if isinstance(term, Cap)}
    terms = {term.name for term in plan.terms}
    return (
        {name for name, _ in opening.attained} - measures
        | {*opening.carried, *opening.paid_to_date} - caps
        | {one.term for one in opening.earned} - terms
    )


def gives_advances(plan: Plan) -> bool:
    """Whether a plan has a draw that people take as an advance."""
    return plan.draw is not None and plan.draw.style == "advance"
