"""Kept plans as compensation sees them: each in a list, and one with all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.pay.runs.assigned import Held
from husay.store.pay.assignments import assigned
from husay.store.pay.plans import in_force, plan_numbered
from husay.store.records.models import (
    PayAcceptance,
    PayActivation,
    PayPlanRow,
    PayPlanVersion,
    PayRun,
)

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class PlanState:
    """Where a plan stands on a day.

    `now` is the version in force (None: none), since the day `since`; `coming` are the versions
    that come into force later. `people` have the plan that day, those in `accepted` have accepted
    the version in force. `last_run` is the newest period that was worked out.
    """

    row: PayPlanRow
    newest: PayPlanVersion
    now: PayPlanVersion | None
    since: date | None
    coming: tuple[PayActivation, ...]
    people: frozenset[str]
    accepted: frozenset[str]
    last_run: PayRun | None


@dataclass(frozen=True)
class PlanSeen:
    """A plan with its versions (newest first), activations, people, and who accepted which version
    (in the order in which they did)."""

    state: PlanState
    versions: tuple[PayPlanVersion, ...]
    activations: tuple[PayActivation, ...]
    held: tuple[Held, ...]
    acceptances: tuple[PayAcceptance, ...]


def plan_states(company: Company) -> tuple[PlanState, ...]:
    """Every plan, by name."""
    company.viewer.check(Right.RUN_PAY)
    return tuple(_state(company.today, row, assigned(row)) for row in PayPlanRow.objects.all())


def plan_seen(company: Company, number: int) -> PlanSeen:
    """A plan with all that belongs to it; raises Mistake `pay-plan-unknown`."""
    company.viewer.check(Right.RUN_PAY)
    row = plan_numbered(number)
    held = assigned(row)
    return PlanSeen(
        _state(company.today, row, held),
        tuple(row.versions.order_by("-number")),
        tuple(PayActivation.objects.filter(version__plan=row).select_related("version")),
        held,
        tuple(PayAcceptance.objects.filter(version__plan=row).select_related("version")),
    )


def _state(today: date, row: PayPlanRow, held: Sequence[Held]) -> PlanState:
    now = in_force(row, today)
    activations = PayActivation.objects.filter(version__plan=row).select_related("version")
    since = activations.filter(version=now, starts__lte=today).order_by("-starts", "-id").first()
    people = frozenset(one.person for one in held if one.days.contains(today))
    accepted = set(now.acceptances.values_list("person", flat=True)) if now else set[str]()
    return PlanState(
        row, row.versions.get(number=row.newest), now, since.starts if since and now else None,
        tuple(activations.filter(starts__gt=today).order_by("starts", "id")),
        people, people & accepted, PayRun.objects.filter(plan=row).first(),
    )  # fmt: skip
