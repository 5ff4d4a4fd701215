"""Outlooks and milestones as reports, for the command line and the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from husay.basics.amount import SCALE, round_half_away
from husay.basics.problem import Problem
from husay.measures.measure import MEASURES
from husay.tracking.milestones import Milestones
from husay.tracking.outlook import GoalOutlook, Outlooks
from husay.words.document import Report, plain_spaces
from husay.words.milestones import milestones_sentence, news_words, volume_words
from husay.words.outlook import outlook_sentence, unsaid_words
from husay.words.sheet import Kind, Sheet, SheetColumn
from husay.words.values import goal_window_text
from husay.words.wholes import whole_name

if TYPE_CHECKING:
    from husay.store.company import Company

_COIN = SCALE // 100
_AMOUNTS = ("goal", "so_far", "due", "expected", "low", "high", "needed_a_day", "sold_a_day")


def outlook_report(
    found: Outlooks | None, within: Sequence[GoalOutlook], company: Company
) -> Report:
    """The goals of a whole (its windows), or of those who carry one of them; and the sentence."""
    snapshot = company.snapshot(found.snapshot if found else None)
    if found is None:
        problem = Problem(code="no-sales-yet", severity="warning")
        return Report(
            sheet=outlook_sheet((), company), snapshot=snapshot.number, problems=(problem,)
        )
    first = next(iter(found.goals), None)
    who = "" if found.whole.scope == "company" else whole_name(company, found.whole)
    sentence, notes, problems = "", list[str](), tuple[Problem, ...]()
    if first is None:
        problems = (Problem(code="no-goals", severity="warning", value=found.whole.scope),)
    else:
        calendar = snapshot.calendar
        said = outlook_sentence(
            first, found.currency, goal_window_text(first.window, first.kind, calendar), who=who
        )
        sentence = said.text
        notes = [_text(line) for line in said.details]
    return Report(
        sheet=outlook_sheet((*found.goals, *within), company),
        sentence=sentence,
        snapshot=found.snapshot,
        currency=found.currency,
        problems=problems,
        notes=tuple(notes),
        more={
            "as_of": found.as_of.isoformat(),
            "whole": {"scope": found.whole.scope, "item": found.whole.item},
            "measure": found.measure,
            "currency": found.currency,
            "details": [plain_spaces(note) for note in notes],
        },
    )


def outlook_sheet(goals: Iterable[GoalOutlook], company: Company) -> Sheet:
    """One row for each goal."""
    listed = tuple(goals)
    measure = MEASURES[listed[0].measure] if listed else MEASURES["revenue"]
    kind: Kind = "money" if measure.unit == "money" else "quantity"
    calendar = company.snapshot().calendar
    rows = [
        _row(
            goal,
            whole_name(company, goal.whole),
            goal_window_text(goal.window, goal.kind, calendar),
        )
        for goal in listed
    ]
    labels = {
        "goal": gettext("Goal"),
        "so_far": gettext("So far"),
        "due": gettext("Goal to date"),
        "expected": gettext("Likely result"),
        "low": gettext("At least"),
        "high": gettext("At most"),
        "needed_a_day": gettext("Needed a day"),
        "sold_a_day": gettext("Sold a day so far"),
    }
    weights = {"goal": 0, "so_far": 0, "due": 4, "low": 3, "high": 3, "sold_a_day": 4}
    amounts = [
        SheetColumn(
            name=name,
            label=labels[name],
            kind=kind,
            weight=weights.get(name, 1),
            worked_out=name not in ("goal", "so_far"),
        )
        for name in _AMOUNTS
    ]
    return Sheet(
        (
            SheetColumn(name="item_name", label=gettext("Whose goal")),
            SheetColumn(name="scope", label="", shown=False),
            SheetColumn(name="item", label="", shown=False),
            SheetColumn(name="window_name", label=gettext("Window")),
            SheetColumn(name="window", label="", shown=False),
            SheetColumn(name="from", label="", kind="day", shown=False),
            SheetColumn(name="to", label="", kind="day", shown=False),
            SheetColumn(name="until", label="", kind="day", shown=False),
            *amounts[:3],
            SheetColumn(name="chance", label=gettext("Reaching the goal"), kind="ratio", weight=0),
            *amounts[3:],
            SheetColumn(name="days_left", label=gettext("Days left"), kind="count", weight=4),
            SheetColumn(name="errors", label="", kind="count", shown=False),
            SheetColumn(name="own_errors", label="", kind="count", shown=False),
            SheetColumn(name="open_deals", label="", kind="count", shown=False),
            SheetColumn(name="unsaid", label="", shown=False),
        ),
        rows,
    )


def _row(goal: GoalOutlook, name: str, window: str) -> Mapping[str, object]:
    told = goal.forecast
    return {
        "item_name": name,
        "scope": goal.whole.scope,
        "item": goal.whole.item,
        "window_name": window,
        "window": goal.kind,
        "from": goal.window.start,
        "to": goal.window.end,
        "until": goal.until,
        "goal": goal.goal,
        "so_far": goal.so_far,
        "due": goal.due,
        "chance": None if goal.chance is None else Fraction(goal.chance, SCALE),
        "expected": told.expected if told else None,
        "low": told.low if told else None,
        "high": told.high if told else None,
        "needed_a_day": _in_coins(goal.needed.a_day),
        "sold_a_day": _in_coins(goal.sold_a_day),
        "days_left": goal.needed.days_left,
        "errors": told.errors if told else None,
        "own_errors": told.own_errors if told else None,
        "open_deals": told.deals.count if told and told.deals else None,
        "unsaid": unsaid_words(goal.unsaid) if goal.unsaid else None,
    }


def _in_coins(a_day: int | None) -> int | None:
    """A day's part of an amount in hundredths: what lies behind them is of the division alone."""
    return None if a_day is None else round_half_away(Fraction(a_day, _COIN)) * _COIN


def milestones_report(found: Milestones | None, company: Company) -> Report:
    """The steps of all goals, one row each, with the sentence."""
    if found is None:
        problem = Problem(code="no-sales-yet", severity="warning")
        return Report(sheet=milestones_sheet(None, company), problems=(problem,))
    calendar = company.snapshot(found.snapshot).calendar
    notes = [*news_words(found, company, calendar), *(volume_words(v) for v in found.volumes)]
    return Report(
        sheet=milestones_sheet(found, company),
        sentence=milestones_sentence(found, calendar).text,
        snapshot=found.snapshot,
        notes=tuple(notes),
        more={
            "as_of": found.as_of.isoformat(),
            "details": [plain_spaces(note) for note in notes],
            "volumes": volumes_sheet(found).plain_rows(),
        },
    )


def milestones_sheet(found: Milestones | None, company: Company) -> Sheet:
    """One row for each step of each goal."""
    rows = [
        {
            "item_name": whole_name(company, ladder.whole),
            "scope": ladder.whole.scope,
            "item": ladder.whole.item,
            "window": ladder.kind,
            "from": ladder.window.start,
            "to": ladder.window.end,
            "so_far": Fraction(ladder.so_far, SCALE),
            "step": step.share,
            "reached": step.reached,
            "expected": step.expected,
            "holds": str(step.holds).lower(),
        }
        for ladder in (found.ladders if found else ())
        for step in ladder.steps
    ]
    columns = (
        SheetColumn(name="item_name", label=gettext("Whose goal")),
        SheetColumn(name="scope", label="", shown=False),
        SheetColumn(name="item", label="", shown=False),
        SheetColumn(name="window", label="", shown=False),
        SheetColumn(name="from", label=gettext("First day"), kind="day"),
        SheetColumn(name="to", label=gettext("Last day"), kind="day"),
        SheetColumn(name="so_far", label=gettext("So far"), kind="ratio"),
        SheetColumn(name="step", label=gettext("Milestone"), kind="ratio"),
        SheetColumn(name="reached", label=gettext("Reached"), kind="day"),
        SheetColumn(name="expected", label=gettext("Expected"), kind="day"),
        SheetColumn(name="holds", label="", shown=False),
    )
    return Sheet(columns, rows)


def volumes_sheet(found: Milestones) -> Sheet:
    """One row for each week of each measure: known, or expected."""
    rows = [
        {
            "measure": volume.measure,
            "from": week.window.start,
            "to": week.window.end,
            "sold": week.sold,
            "expected": week.expected,
            "last_year": week.last_year,
        }
        for volume in found.volumes
        for week in volume.weeks
    ]
    columns = (
        SheetColumn(name="measure", label=str(gettext("Measure"))),
        SheetColumn(name="from", label=gettext("First day"), kind="day"),
        SheetColumn(name="to", label=gettext("Last day"), kind="day"),
        SheetColumn(name="sold", label=gettext("Known"), kind="quantity"),
        SheetColumn(name="expected", label=gettext("Expected"), kind="quantity"),
        SheetColumn(name="last_year", label=gettext("Same week last year"), kind="quantity"),
    )
    return Sheet(columns, rows)


def _text(parts: Iterable[object]) -> str:
    return "".join(
        part if isinstance(part, str) else str(getattr(part, "text", "")) for part in parts
    )
