"""What is typed of a simulation: which draft, beside which plan, for whom, over which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from husay.basics.period import Window
from husay.basics.problem import Mistake, mistake
from husay.pay.document.plan import Plan
from husay.pay.simulated import Simulated
from husay.pay.simulation import Simulation
from husay.store.company import Company
from husay.store.pay.plans import document_of, plan_called, version_of
from husay.store.pay.simulating import outside
from husay.store.pay.simulations import held_against
from husay.store.plan_folders import check_plan
from husay.store.records.models import PayPlanRow, PayPlanVersion
from husay.words.document import Report
from husay.words.pay_simulation import plan_name
from husay.words.pay_simulation_report import simulation_report


@dataclass(frozen=True)
class Drafted:
    """A draft as it was named: its plan, whether its cases come out, what it is called, the plan
    that it is held against (None: none) with its name, and whose people it is for."""

    plan: Plan
    usable: bool
    name: str
    against: Plan | None
    against_name: str
    people: PayPlanRow

    def report(self, found: Simulated, snapshot: int, names: Mapping[str, str]) -> Report:
        """What came out, in words."""
        caveats = self.usable, outside(self.plan, found.days)
        plans = self.name, self.against_name
        return simulation_report(Simulation(found), names, plans, caveats, snapshot)


def drafted(
    company: Company, folder: Path | None, name: str | None, number: int | None, other: str | None
) -> Drafted:
    """The draft of a folder, or a version of a kept plan; raises Mistake with all that keeps it
    from being simulated."""
    version: PayPlanVersion | None = None
    if name is not None:
        version = version_of(plan_called(name), number)
        plan, usable = document_of(version), version.usable
        called = plan_name(version.plan.name, version.number)
    else:
        assert folder is not None, "one of the two is given"
        checked = check_plan(folder)
        if checked.plan is None:
            raise Mistake(*checked.problems)
        plan, usable, called = checked.plan, checked.usable, checked.plan.name
    row = plan_called(other) if other else None
    held, people = held_against(company, plan.name, version, row)
    return Drafted(
        plan, usable, called, document_of(held) if held else None,
        plan_name(held.plan.name, held.number) if held else "", people,
    )  # fmt: skip


def period_between(company: Company, first: str, last: str) -> Window:
    """The days from the start of one period to the end of another; raises Mistake."""
    from husay.cli.goals_given import window_typed

    start, end = window_typed(company, first).start, window_typed(company, last).end
    if start > end:
        raise mistake("pay-simulation-days", value=f"{first} – {last}")
    return Window(start, end)
