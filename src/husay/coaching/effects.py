"""Did it work: what coaching did, against those who were not coached meanwhile.

Plans become starts: a plan that starts in the first half of a month counts from that month on, else
from the next. The months that chose somebody are no part of "before" (`selected`); those of the
plan that was chosen by most months are left out for all. Whoever has a plan for something else is
left out: they are neither coached in this nor uncoached. A plan that was stopped counts: it was
begun, and to leave out what did not go well would make coaching look better than it is.

Whose plan is still to come, or was never begun, is compared with until the months that chose them:
these were bad ones, and beside them everybody would look coached.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import nan

from husay.basics.period import Window
from husay.coaching.areas import STAGES, Stage
from husay.stats.effect import CHOSEN_BY, Effect, TooLittle, effect
from husay.stats.practices import Practice, practices

MOST_CHOOSING = 6
"""No more months than this are left out before a start, however long somebody was looked at."""
_MIDDLE = 15
"""Days of a month, be it one of four weeks or five, after which a plan counts from the next."""
_MONTH = 31
SALES = "sales"


@dataclass(frozen=True)
class Coached:
    """A plan that was begun: for whom, in what, by which practice ('' none), since when, and the
    days that chose the person (None: the usual three months)."""

    person: str
    stage: Stage
    practice: str
    starts: date
    selected: Window | None = None


@dataclass(frozen=True)
class Panel:
    """What people brought in, month by month, and for a share what it came of. Not a number where
    somebody was not there."""

    months: tuple[Window, ...]
    values: Mapping[str, Sequence[float]]
    tried: Mapping[str, Sequence[float]] | None = None


@dataclass(frozen=True)
class Told:
    """What coaching in a stage (None: in anything) did to sales, or to the stage itself."""

    stage: Stage | None
    on: str
    plans: int
    found: Effect | TooLittle


@dataclass(frozen=True)
class Effects:
    """What all coaching did to sales, what coaching of each stage did to it and to sales, and the
    practices by what they did."""

    told: tuple[Told, ...]
    practices: tuple[Practice, ...]
    unsaid: Mapping[str, int]
    """Practices of which not enough is known yet, with how many were coached."""


def coaching_effects(
    plans: Sequence[Coached], panels: Mapping[str, Panel], planned: Sequence[Coached] = ()
) -> Effects:
    """The effects of plans that were begun; `panels` has sales and each stage that the book can
    tell. `planned` are those that were not begun: whoever has only such is not coached, and was
    chosen all the same."""
    sales, told = panels.get(SALES), list[Told]()
    if sales is None or not plans:
        return Effects((), (), {})
    told.append(Told(None, SALES, len(plans), _effect(plans, plans, sales, planned)))
    for stage in STAGES:
        own = [plan for plan in plans if plan.stage == stage]
        if own:
            if stage in panels:
                told.append(
                    Told(stage, stage, len(own), _effect(own, plans, panels[stage], planned))
                )
            told.append(Told(stage, SALES, len(own), _effect(own, plans, sales, planned)))
    known, unsaid = dict[str, list[Effect]](), dict[str, int]()
    for name in sorted({plan.practice for plan in plans if plan.practice}):
        own = [plan for plan in plans if plan.practice == name]
        found = _effect(own, plans, sales, planned)
        if isinstance(found, Effect):
            known[name] = [found]
        else:
            unsaid[name] = len({plan.person for plan in own})
    return Effects(tuple(told), practices(known), unsaid)


def _effect(
    own: Sequence[Coached], plans: Sequence[Coached], panel: Panel, planned: Sequence[Coached]
) -> Effect | TooLittle:
    """The effect of some plans, against whoever has no plan at all, or not yet."""
    if not panel.months:
        return TooLittle(0, 0)
    starts = {person: start_of(own, person, panel.months) for person in {p.person for p in own}}
    others = {plan.person for plan in plans} - starts.keys()
    people = [p for p in sorted(panel.values) if p not in others]
    coached = [p for p in people if p in starts]
    if not coached:
        return TooLittle(len(coached), len(people) - len(coached))
    tried = None if panel.tried is None else [panel.tried[p] for p in people]
    ahead = {p: _first([*own, *planned], p) for p in people if starts.get(p) is None}
    return effect(
        [_until_chosen(panel.values[p], ahead.get(p), panel.months) for p in people],
        [starts.get(p) for p in people],
        tried=tried,
        chosen_by=chosen_by(own, panel.months),
    )


def _first(plans: Sequence[Coached], person: str) -> Coached | None:
    """The first of somebody's plans, if they have any."""
    theirs = (plan for plan in plans if plan.person == person)
    return min(theirs, key=lambda plan: plan.starts, default=None)


def _until_chosen(
    values: Sequence[float], ahead: Coached | None, months: Sequence[Window]
) -> Sequence[float]:
    """Somebody's months up to those that chose them for a plan that was not begun in any."""
    if ahead is None:
        return values
    left = max(0, _place(ahead.starts, months) - chosen_by([ahead], months))
    return [*values[:left], *[nan] * (len(values) - left)]


def start_of(own: Sequence[Coached], person: str, months: Sequence[Window]) -> int | None:
    """The place of the month from which somebody's first plan counts; None where it is still to
    come."""
    place = _place(min(plan.starts for plan in own if plan.person == person), months)
    return place if place < len(months) else None


def _place(first: date, months: Sequence[Window]) -> int:
    """The place of the month from which a plan counts that starts on a day; of a day to come, at
    least so many months on."""
    for place, month in enumerate(months):
        if first <= month.start or (month.contains(first) and (first - month.start).days < _MIDDLE):
            return place
    return len(months) + max(0, (first - months[-1].end).days // _MONTH)


def chosen_by(plans: Sequence[Coached], months: Sequence[Window]) -> int:
    """How many months before a start had to do with who was chosen, of those looked at longest."""
    looked = [
        CHOSEN_BY
        if plan.selected is None
        else _place(plan.starts, months) - _month_of(plan.selected.start, months)
        for plan in plans
    ]
    return min(MOST_CHOOSING, max(looked, default=CHOSEN_BY))


def _month_of(day: date, months: Sequence[Window]) -> int:
    """The place of the month that has a day: the first for one before all, as `_place` after."""
    for place, month in enumerate(months):
        if day <= month.end:
            return place
    return len(months) + (day - months[-1].end).days // _MONTH
