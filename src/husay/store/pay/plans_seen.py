"""Kept plans as compensation sees them: each in a list, and one with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.pay.runs.assigned import Held
from husay.store.pay.assignments import assigned
from husay.store.pay.plans import in_force, plan_numbered, version_of
from husay.store.records.models import (
    PayAcceptance,
    PayActivation,
    PayPlanRow,
    PayPlanVersion,
    PayRun,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from husay.store.company import Company


@dataclass(frozen=True)
class PlanState:
    """Where a plan stands on a day, each read as soon as it is asked for: a list of names asks for
    no more than these."""

    row: PayPlanRow
    day: date

    @cached_property
    def newest(self) -> PayPlanVersion:
        """The newest version."""
        return version_of(self.row)

    @cached_property
    def now(self) -> PayPlanVersion | None:
        """The version in force; None: none."""
        return in_force(self.row, self.day)

    @cached_property
    def since(self) -> date | None:
        """Since when it is."""
        if self.now is None:
            return None
        began = self._activations.filter(version=self.now, starts__lte=self.day)
        found = began.order_by("-starts", "-id").first()
        return found.starts if found else None

    @cached_property
    def coming(self) -> tuple[PayActivation, ...]:
        """The versions that come into force later."""
        return tuple(self._activations.filter(starts__gt=self.day).order_by("starts", "id"))

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """To whom it is assigned, at any time."""
        return assigned(self.row)

    @cached_property
    def people(self) -> frozenset[str]:
        """Who has it that day."""
        return frozenset(one.person for one in self.held if one.days.contains(self.day))

    @cached_property
    def accepted(self) -> frozenset[str]:
        """Those of them who have accepted the version in force."""
        if self.now is None:
            return frozenset()
        return self.people & set(self.now.acceptances.values_list("person", flat=True))

    @cached_property
    def last_run(self) -> PayRun | None:
        """The newest period that was worked out."""
        return PayRun.objects.filter(plan=self.row).first()

    @property
    def _activations(self) -> QuerySet[PayActivation]:
        return PayActivation.objects.filter(version__plan=self.row).select_related("version")


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
    return tuple(PlanState(row, company.today) for row in PayPlanRow.objects.all())


def plan_seen(company: Company, number: int) -> PlanSeen:
    """A plan with all that belongs to it; raises Mistake `pay-plan-unknown`."""
    company.viewer.check(Right.RUN_PAY)
    state = PlanState(plan_numbered(number), company.today)
    row = state.row
    return PlanSeen(
        state,
        tuple(row.versions.order_by("-number")),
        tuple(PayActivation.objects.filter(version__plan=row).select_related("version")),
        state.held,
        tuple(PayAcceptance.objects.filter(version__plan=row).select_related("version")),
    )
