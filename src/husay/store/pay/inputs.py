"""Inputs by hand, kept: entered by one, approved by another, never changed.

Of two about the same, the one that was approved last counts. What is approved of a closed period is
a late fact: it becomes adjustments of the open one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from husay.access.role import Right
from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem
from husay.store.pay.input_checks import no_longer
from husay.store.pay.plans import document_of, version_of
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import PayInput, PayInputApproval, PayPlanRow

if TYPE_CHECKING:
    from husay.pay.document.plan import Plan
    from husay.store.company import Company

MOST_EVIDENCE = 500
MOST_AT_ONCE = 5_000


@dataclass(frozen=True, kw_only=True)
class Entered:
    """One input as somebody enters it."""

    kind: str
    person: str
    days: Window
    value: Mapping[str, Any]
    measure: str = ""
    evidence: str = ""


def keep(
    company: Company, row: PayPlanRow, entered: Iterable[Entered], at: datetime
) -> list[PayInput]:
    """Keep inputs, all or none, waiting for a second person. Whoever calls has checked them, and
    that the viewer may enter them."""
    made = list[PayInput]()
    with alone():
        for one in entered:
            kept = PayInput.objects.create(
                plan=row, kind=one.kind, person=one.person, measure=one.measure,
                starts=one.days.start, ends=one.days.end, value=dict(one.value),
                evidence=one.evidence[:MOST_EVIDENCE], by=company.author, at=at,
            )  # fmt: skip
            _note(company, kept, "pay-input", at)
            made.append(kept)
    return made


def approve(company: Company, numbers: Sequence[int], at: datetime) -> list[PayInput]:
    """Say yes to inputs that somebody else entered: to all of these, or to none.

    Raises Mistake with all that is wrong: `pay-input-unknown`, `pay-input-maker` (whoever entered
    it), `pay-input-approved` (somebody was faster), `pay-input-none` (nothing is chosen), and what
    no longer holds of it (`input_checks.no_longer`).
    """
    company.viewer.check(Right.RUN_PAY)
    problems = list[Problem]()
    if not numbers:
        raise Mistake(Problem(code="pay-input-none"))
    with alone():
        found = {
            one.pk: one
            for one in PayInput.objects.filter(pk__in=numbers[:MOST_AT_ONCE])
            .select_related("plan")
        }  # fmt: skip
        done = set(PayInputApproval.objects.filter(input__in=found).values_list("input", flat=True))
        for number in dict.fromkeys(numbers):
            problems += _against(company, number, found.get(number), done)
        if problems:
            raise Mistake(*problems)
        ordered = [found[number] for number in dict.fromkeys(numbers)]
        for one in ordered:
            PayInputApproval.objects.create(input=one, by=company.author, at=at)
            _note(company, one, "pay-input-approved", at)
    return ordered


def _against(
    company: Company, number: int, one: PayInput | None, done: Collection[int]
) -> Iterator[Problem]:
    """Why an input cannot be approved."""
    if one is None:
        yield Problem(code="pay-input-unknown", value=str(number))
    elif one.by == company.author:
        yield Problem(code="pay-input-maker", value=str(number))
    elif one.pk in done:
        yield Problem(code="pay-input-approved", value=str(number))
    else:
        yield from no_longer(one)


def inputs(company: Company, kind: str, row: PayPlanRow | None = None) -> list[PayInput]:
    """The inputs of a kind, the newest first."""
    company.viewer.check(Right.SEE_PAY)
    found = PayInput.objects.filter(kind=kind).select_related("plan", "approval")
    if row is not None:
        found = found.filter(plan=row)
    return list(found.order_by("-pk"))


def plans_of(found: Iterable[PayInput]) -> dict[int, Plan]:
    """The plans of inputs, each as it stands today, by the number of its row."""
    rows = {one.plan_id: one.plan for one in found}
    return {number: document_of(version_of(row)) for number, row in rows.items()}


def is_approved(one: PayInput) -> bool:
    """Whether a second person said yes."""
    return hasattr(one, "approval")


def _note(company: Company, one: PayInput, action: str, at: datetime) -> None:
    note(
        company.viewer, action, at=at, place=company.place,
        kind="person" if one.person else "pay-plan", item=one.person or one.plan.name,
        after={"plan": one.plan.name, "kind": one.kind, "number": one.pk},
    )  # fmt: skip
