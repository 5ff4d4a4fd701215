"""How far teams are on the way to bonuses that they share, for whom it is about.

It is told to the members of a pool and to whoever leads one of them: as a share of what the pool
asks for, in whole per cents, never as an amount. Of a pool of fewer than three nothing is told:
each would know what the other lacks. Pools come from the plans in force; pay itself is not read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.pay.document.title import Title
from husay.pay.shared_goal import SharedGoal, shared_goals, shared_on, with_shared_goal
from husay.store.coaching.people import Leading
from husay.store.home import Home
from husay.store.moment import everything
from husay.store.pay.budgets import last_known
from husay.store.pay.facts import PayFacts
from husay.store.pay.plans import document_of, in_force
from husay.store.pay.said import Heard, heard_now, said_of
from husay.store.records import manifests
from husay.store.records.models import PayPlanRow, PayPlanVersion
from husay.store.warehouse.reading import snapshot
from husay.tracking.milestones import FEWEST_SELLERS, share_told

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class SharedSeen:
    """A bonus that a team shares: what plan and pool it is of, over which days, how many share it,
    and how far they are together (ten-thousandths, down to a whole per cent). `own`: the viewer is
    one of them."""

    plan: str
    name: str
    title: Title
    window: Window
    members: int
    share: int
    own: bool


def shared_pay(company: Company) -> tuple[SharedSeen, ...]:
    """The bonuses that the viewer shares, then those shared by people whom they lead, by plan.

    () for whoever has no pay of their own and leads nobody's: operations, executives,
    administrators, and whoever works pay out.
    """
    viewer = company.viewer
    own = viewer.person if viewer.may(Right.OWN_PAY) and viewer.person else ""
    rows = PayPlanRow.objects.all() if own or viewer.may(Right.LEAD_PAY) else ()
    if not rows or everything(company := company.of_one_moment()).shape.last is None:
        return ()
    day, led = last_known(company), frozenset[str]()
    if viewer.may(Right.LEAD_PAY):
        led = Leading(company, Right.LEAD_PAY).today
    found = list[SharedSeen]()
    for row in rows:
        version = in_force(row, day)
        if version is not None and with_shared_goal(document_of(version)):
            found += _of_plan(company, row, version, own, led, day)
    return tuple(sorted(found, key=lambda one: (not one.own, one.plan, one.name)))


def _of_plan(
    company: Company,
    row: PayPlanRow,
    version: PayPlanVersion,
    own: str,
    led: frozenset[str],
    day: date,
) -> Iterable[SharedSeen]:
    """The bonuses of one plan that concern the viewer."""
    heard = heard_now(row)
    have = {one.person for one in said_of(row, heard).held if one.days.contains(day)}
    concerned = tuple(one for one in (own, *sorted(led - {own})) if one in have)
    if not concerned:
        return
    manifest = everything(company).manifest
    for goal in _goals(
        company.home, manifest.number, manifest.mark, version.pk, heard, day, concerned
    ):
        if len(goal.members) >= FEWEST_SELLERS:
            yield SharedSeen(
                row.name, goal.name, goal.title, goal.window, len(goal.members),
                share_told(int(goal.share * SCALE), SCALE), own in goal.members,
            )  # fmt: skip


@lru_cache(maxsize=64)
def _goals(
    home: Home,
    number: int,
    mark: str,
    version: int,
    heard: Heard,
    day: date,
    people: tuple[str, ...],
) -> tuple[SharedGoal, ...]:
    """The goals that some people share by a plan, each once: by a snapshot and what was said of
    pay by then."""
    kept = PayPlanVersion.objects.select_related("plan").get(pk=version)
    plan, said = document_of(kept), said_of(kept.plan, heard)
    read = snapshot(home, manifests.manifest(number))
    facts = PayFacts(plan, read, said.held, frozenset(people), day, said=said)
    found: dict[tuple[str, tuple[str, ...]], SharedGoal] = {}
    many, told = shared_on(plan, day), set[str]()
    for person in people:
        if person in told:
            continue  # whoever shares every pool of the plan with somebody before
        goals = shared_goals(plan, facts.of(person), day)
        found |= {(goal.name, goal.members): goal for goal in goals}
        if goals and len(goals) == many:  # of one that is missing others may have their own
            told |= set.intersection(*(set(goal.members) for goal in goals))
    return tuple(found.values())
