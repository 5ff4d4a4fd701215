"""Coaching as sheets: plans, visits, and a manager's week. What was written at visits, and notes,
are in none of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.coaching.scores import by_area
from husay.words.coaching import (
    AREAS,
    KINDS,
    STAGES,
    STATES,
    agenda_text,
    joined,
    reason_text,
)
from husay.words.document import Report
from husay.words.format import count, number
from husay.words.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.coaching.attention import Reason
    from husay.store.coaching.plans import PlanSeen
    from husay.store.coaching.visits import VisitSeen
    from husay.store.coaching.week import Week

Names = Mapping[str, str]


def plans_report(found: Sequence[PlanSeen], names: Names) -> Report:
    """The plans that a viewer may see, one a row."""
    rows = [
        {
            "number": one.number,
            "seller": one.plan.seller,
            "seller_name": names.get(one.plan.seller),
            "stage": one.plan.stage,
            "stage_name": str(STAGES[one.plan.stage]),
            "practice": one.plan.practice or None,
            "shower": one.plan.shower or None,
            "state": one.plan.state,
            "state_name": str(STATES[one.plan.state]),
            "from": one.plan.starts,
            "to": one.plan.ends,
            "follow_up": one.plan.follow_up,
            "actions": len(one.actions),
            "done": len(one.actions) - len(one.open_actions),
            "opened_from": one.plan.opened_from or None,
            "selected_from": one.plan.selected.start if one.plan.selected else None,
            "selected_to": one.plan.selected.end if one.plan.selected else None,
        }
        for one in found
    ]
    columns = (
        SheetColumn(name="number", label=_("Plan"), kind="count"),
        SheetColumn(name="seller", label=_("Seller"), named="seller_name"),
        SheetColumn(name="seller_name", label=_("Name"), shown=False),
        SheetColumn(name="stage", label=_("Works on"), named="stage_name"),
        SheetColumn(name="stage_name", label=_("Works on"), shown=False),
        SheetColumn(name="practice", label=_("Practice"), weight=3),
        SheetColumn(name="shower", label=_("Who shows it"), weight=4),
        SheetColumn(name="state", label=_("State"), named="state_name"),
        SheetColumn(name="state_name", label=_("State"), shown=False),
        SheetColumn(name="from", label=_("First day"), kind="day", weight=2),
        SheetColumn(name="to", label=_("Last day"), kind="day"),
        SheetColumn(name="follow_up", label=_("Follow-up"), kind="day", weight=2),
        SheetColumn(name="actions", label=_("Actions"), kind="count"),
        SheetColumn(name="done", label=_("Done"), kind="count"),
        SheetColumn(name="opened_from", label=_("Opened from"), weight=5),
        SheetColumn(name="selected_from", label=_("Chosen by, from"), kind="day", weight=6),
        SheetColumn(name="selected_to", label=_("Chosen by, until"), kind="day", weight=6),
    )
    open_plans = sum(one.plan.open for one in found)
    text = ngettext("%(n)s of %(all)s coaching plans is open.",
                    "%(n)s of %(all)s coaching plans are open.", open_plans)  # fmt: skip
    said = text % {"n": count(open_plans), "all": count(len(found))}
    return Report(sheet=Sheet(columns, rows), sentence=said)


def visits_report(found: Sequence[VisitSeen], names: Names) -> Report:
    """The visits that a viewer may see: one area of one visit a row, with its mean score."""
    rows = [
        {
            "visit": one.visit.key,
            "day": one.visit.day,
            "seller": one.visit.seller,
            "seller_name": names.get(one.visit.seller),
            "kind": one.visit.kind,
            "kind_name": str(KINDS[one.visit.kind]),
            "area": area,
            "area_name": str(AREAS[area]),
            "score": number(round(scores.mean * 10_000), places=2),
            "customer": one.visit.customer or None,
        }
        for one in found
        for area, scores in by_area([one.visit]).items()
    ]
    columns = (
        SheetColumn(name="visit", label=_("Visit"), shown=False),
        SheetColumn(name="day", label=_("Day"), kind="day"),
        SheetColumn(name="seller", label=_("Seller"), named="seller_name"),
        SheetColumn(name="seller_name", label=_("Name"), shown=False),
        SheetColumn(name="kind", label=_("Kind"), named="kind_name"),
        SheetColumn(name="kind_name", label=_("Kind"), shown=False),
        SheetColumn(name="area", label=_("Area"), named="area_name"),
        SheetColumn(name="area_name", label=_("Area"), shown=False),
        SheetColumn(name="score", label=_("Score of 4")),
        SheetColumn(name="customer", label=_("Customer"), weight=3),
    )
    text = ngettext("%(n)s visit or call.", "%(n)s visits and calls.", len(found))
    return Report(sheet=Sheet(columns, rows), sentence=text % {"n": count(len(found))})


def week_report(week: Week, names: Names, currency: str) -> Report:
    """Who most needs time this week, one reason a row, with an agenda for each."""
    rows = [
        {
            "seller": one.person,
            "seller_name": names.get(one.person),
            "day": one.day,
            "reason": reason.code,
            "reason_text": reason_text(reason, currency),
            "signal": reason.signal.number if reason.signal else None,
            "stage": reason.gap.stage if reason.gap else None,
            "at_stake": _at_stake(reason),
            "plan": one.plan.number if one.plan else None,
        }
        for one in week.people
        for reason in one.attention.reasons
    ]
    columns = (
        SheetColumn(name="seller", label=_("Seller"), named="seller_name"),
        SheetColumn(name="seller_name", label=_("Name"), shown=False),
        SheetColumn(name="day", label=_("A day for it"), kind="day"),
        SheetColumn(name="reason", label=_("Why"), named="reason_text"),
        SheetColumn(name="reason_text", label=_("Why"), shown=False),
        SheetColumn(name="signal", label=_("Signal"), kind="count", shown=False),
        SheetColumn(name="stage", label=_("Stage"), shown=False),
        SheetColumn(
            name="at_stake", label=_("At stake a month"), kind="money", worked_out=True, weight=2
        ),
        SheetColumn(name="plan", label=_("Plan"), kind="count"),
    )
    agendas = {
        one.person: [
            agenda_text(replace(item, text=""))
            for item in one.agenda
            if item.topic not in ("work-on", "practice")
        ]
        for one in week.people
    }
    held_up = {
        one.person: {
            "figures": one.facts.gap.stage if one.facts.gap else None, "visits": one.facts.choke,
        }
        for one in week.people
    }  # fmt: skip
    return Report(
        sheet=Sheet(columns, rows), sentence=_week_sentence(week, names), currency=currency,
        more={"agenda": agendas, "held_up": held_up, "overdue_actions": len(week.overdue)},
    )  # fmt: skip


def _at_stake(reason: Reason) -> int | None:
    """What a signal or a gap costs a month, as far as it is an amount."""
    told = reason.signal or reason.gap
    return None if told is None or told.money is None else abs(told.money)


def _week_sentence(week: Week, names: Names) -> str:
    if not week.people:
        return _("Nobody in your team needs more of your time than the others.")
    text = ngettext(
        "{people} needs your time most this week.",
        "{people} need your time most this week.",
        len(week.people),
    )
    people = [names.get(one.person, one.person) for one in week.people]
    return text.replace("{people}", joined(people))
