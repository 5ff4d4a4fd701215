"""What coaching did, as a viewer has it: over all plans of the company, nobody by name; and apart
from it what pairs and circles did.

All of them are read, whoever's they are: an effect of a few people is no effect that could be told.
What is handed on are effects of three people or more. Whoever was both in a plan and in a pair or
circle is in neither effect, and none of those with whom the others are compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import nan

from husay.access.role import SEES_EFFECTS, Right
from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.basics.problem import mistake
from husay.coaching.effects import SALES, Coached, Effects, Panel, coaching_effects
from husay.org.company import read_company
from husay.stats.staggered import staggered
from husay.store.coaching.people import Leading
from husay.store.coaching.plans import one_plan
from husay.store.company import Company
from husay.store.moment import everything
from husay.store.records.models import CoachingPlanRow, TeamMeeting, TeamMember
from husay.tracking.deal_flow import deal_flows
from husay.tracking.rank_values import monthly
from husay.tracking.whole_months import last_whole_months, months_of

MONTHS = 36
LEAST_STAGGERED = 4
MOST_STARTS = 6


@dataclass(frozen=True)
class EffectsSeen:
    """What coaching did over a window of whole months, from how many plans that were begun."""

    found: Effects
    plans: int
    window: Window | None
    snapshot: int


def effects(company: Company, plan: int | None = None) -> EffectsSeen:
    """The effects of all coaching plans that were begun; with `plan` those of its stage alone.

    Wants one of `SEES_EFFECTS`. Raises Mistake `coaching-unknown` for a plan that is none of the
    viewer's.
    """
    company.viewer.check(*SEES_EFFECTS)
    company = company.of_one_moment()
    stage = None if plan is None else one_plan(company, plan).plan.stage
    reader = everything(company)
    window = last_whole_months(reader, MONTHS)
    plans = _plans()
    begun = sum(one.begun for one in plans)
    panels = _panels(company, window) if window is not None and begun else {}
    found = coaching_effects(plans, panels, _first_days(*_circles()))
    if stage is not None:
        found = replace(found, told=tuple(one for one in found.told if one.stage == stage))
    return EffectsSeen(found, begun, window, reader.number)


def circle_effects(company: Company) -> EffectsSeen:
    """What pairs and circles did to those who learned in them, apart from managers' plans.

    One counts as begun once a meeting of it was held that somebody had joined; who was asked and
    did not join is compared with until then, as whoever is to be coached later is.
    """
    company.viewer.check(*SEES_EFFECTS)
    company = company.of_one_moment()
    reader = everything(company)
    window = last_whole_months(reader, MONTHS)
    learning, showing = _circles()
    begun = sum(one.begun for one in learning)
    panels = _panels(company, window) if window is not None and begun else {}
    apart = _first_days([plan for plan in _plans() if plan.begun], showing)
    found = coaching_effects(learning, panels, apart)
    return EffectsSeen(found, begun, window, reader.number)


def _plans() -> list[Coached]:
    return [_coached(row) for row in CoachingPlanRow.objects.all()]


def _circles() -> tuple[list[Coached], list[Coached]]:
    """The parts of who learned in a pair or circle, and of who showed it."""
    held = set(TeamMeeting.objects.exclude(held=None).values_list("circle", flat=True))
    learning, showing = list[Coached](), list[Coached]()
    rows = TeamMember.objects.filter(part="joined").select_related("circle")
    for row in rows.order_by("circle", "id"):
        circle = row.circle
        first, last = circle.selected_from, circle.selected_until
        selected = Window(first, last) if first is not None and last is not None else None
        one = Coached(
            row.person, circle.stage, "", circle.starts, selected,  # type: ignore[arg-type]
            begun=circle.pk in held,
        )  # fmt: skip
        (showing if row.shows else learning).append(one)
    return learning, showing


def _first_days(*some: Sequence[Coached]) -> dict[str, date]:
    """The first day on which something was begun with each."""
    found = dict[str, date]()
    for one in (coached for part in some for coached in part if coached.begun):
        found[one.person] = min(one.starts, found.get(one.person, one.starts))
    return found


def _coached(row: CoachingPlanRow) -> Coached:
    first, last = row.selected_from, row.selected_until
    selected = Window(first, last) if first is not None and last is not None else None
    return Coached(
        row.seller, row.stage, row.practice, row.starts, selected,  # type: ignore[arg-type]
        begun=row.begun is not None,
    )  # fmt: skip


def _panels(company: Company, window: Window) -> dict[str, Panel]:
    """Sales of each seller by month, and what the stages of their deals came to."""
    reader = everything(company)
    months = months_of(window, reader.calendar)
    sold = monthly(reader, "revenue", window, "seller")
    rows = {person: [nan] * len(months) for person in sold}
    for person, one in sold.items():
        for n, amount in zip(one.months, one.sold, strict=True):
            rows[person][n] = amount / SCALE
    panels = {SALES: Panel(months, rows)}
    if reader.shape.first_deal is None:
        return panels
    meetings = read_company(reader.manifest.company)[0].meetings
    flows = deal_flows(reader, window, "seller", meetings, per_person=False)
    known = {person: flow for person, flow in flows.by_item.items() if person in rows}
    leads = {person: flow.stages[0] for person, flow in known.items()}
    won = {person: flow.stages[-1] for person, flow in known.items()}
    panels["prospecting"] = Panel(months, leads)
    met = leads
    if len(flows.stages) == 3:
        met = {person: flow.stages[1] for person, flow in known.items()}
        panels["meetings"] = Panel(months, met, leads)
    panels["closing"] = Panel(months, won, met)
    amounts = {p: [sum(d.net for d in month) / SCALE for month in f.won] for p, f in known.items()}
    panels["deal_value"] = Panel(months, amounts, won)
    return panels


@dataclass(frozen=True)
class Lot:
    """Who starts when, by lot: anybody can draw it again from the seed, the people and the
    starts."""

    seed: int
    starts: tuple[str, ...]
    drawn: Mapping[str, str]


def eligible(company: Company) -> tuple[str, ...]:
    """The sellers whom the viewer leads today."""
    return Leading(company).sellers() if company.viewer.may(Right.COACH) else ()


def lot(company: Company, people: Sequence[str], starts: Sequence[str], seed: int) -> Lot:
    """Draw who of some people whom the viewer leads starts when. Raises Mistake for others, and
    for fewer than four people or two starts, or more starts than six."""
    company.viewer.check(Right.COACH)
    led = set(eligible(company))
    wanted = list(dict.fromkeys(people))
    for person in wanted:
        if person not in led:
            raise mistake("not-yours-to-coach", value=person)
    if len(wanted) < LEAST_STAGGERED:
        raise mistake("lot-of-few", value=len(wanted), least=LEAST_STAGGERED)
    times = tuple(dict.fromkeys(starts))
    if not 2 <= len(times) <= MOST_STARTS:
        raise mistake("lot-starts", value=len(times), most=MOST_STARTS)
    return Lot(seed, times, staggered(wanted, times, seed))
