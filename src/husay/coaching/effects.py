"""Did it work: what coaching did, against those who were not coached meanwhile.

Plans become starts: a plan that starts in the first half of a month counts from that month on, else
from the next. The months that chose somebody are no part of "before" (`selected`); those of the
plan that was chosen by most months are left out for all. Whoever has a plan for something else is
left out: they are neither coached in this nor uncoached. A plan that was stopped counts if it was
begun: to leave out what did not go well would make coaching look better than it is.

Whoever is to be coached later, in whatever it is, was chosen already: they are compared with until
the months that chose them, for a bad quarter says nothing of what coaching others did.
Whose plan was never begun though its day has come is left out: neither is known of them.

What else was begun with somebody meanwhile (`apart`: pairs and circles, where plans are judged, and
plans, where pairs and circles are) leaves them out from the day on which it has come: what they do
then is due to either. Whoever shows it to others is left out in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from husay.basics.period import DAY, Window
from husay.coaching.areas import STAGES, Stage
from husay.stats.effect import CHOSEN_BY, Effect, TooLittle, effect
from husay.stats.practices import Practice, practices

MOST_CHOOSING = 6
"""No more months than this are left out before a start, however long somebody was looked at."""
HALF = timedelta(days=15)
"""A plan counts from a month if it starts in its first fifteen days."""
SALES = "sales"


@dataclass(frozen=True)
class Coached:
    """A plan: for whom, in what, by which practice ('' none), since when, the days that chose the
    person (None: the usual three months), and whether it was `begun`."""

    person: str
    stage: Stage
    practice: str
    starts: date
    selected: Window | None = None
    begun: bool = True


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
    plans: Sequence[Coached], panels: Mapping[str, Panel], apart: Mapping[str, date] | None = None
) -> Effects:
    """The effects of the plans that were begun; `panels` has sales and each stage that the book can
    tell. `apart` are people of whom something else was begun on a day."""
    sales, told = panels.get(SALES), list[Told]()
    begun = [plan for plan in plans if plan.begun]
    if sales is None or not begun:
        return Effects((), (), {})
    panels = {name: _without(panel, apart or {}) for name, panel in panels.items()}
    sales = panels[SALES]
    told.append(Told(None, SALES, len(begun), _effect(begun, plans, sales)))
    for stage in STAGES:
        own = [plan for plan in begun if plan.stage == stage]
        if own:
            if stage in panels:
                told.append(Told(stage, stage, len(own), _effect(own, plans, panels[stage])))
            told.append(Told(stage, SALES, len(own), _effect(own, plans, sales)))
    known, unsaid = dict[str, list[Effect]](), dict[str, int]()
    for name in sorted({plan.practice for plan in begun if plan.practice}):
        own = [plan for plan in begun if plan.practice == name]
        found = _effect(own, plans, sales)
        if isinstance(found, Effect):
            known[name] = [found]
        else:
            unsaid[name] = len({plan.person for plan in own})
    return Effects(tuple(told), practices(known), unsaid)


def _without(panel: Panel, apart: Mapping[str, date]) -> Panel:
    """A panel without the people of whom something else was begun by the end of its last month."""
    gone = {p for p, day in apart.items() if panel.months and day <= panel.months[-1].end}
    return replace(panel, values={p: row for p, row in panel.values.items() if p not in gone})


def _effect(own: Sequence[Coached], plans: Sequence[Coached], panel: Panel) -> Effect | TooLittle:
    """The effect of some plans that were begun, against whoever has no plan, or none yet."""
    if not panel.months:
        return TooLittle(0, 0)
    first = {person: _first(own, plans, person) for person in {plan.person for plan in plans}}
    starts = {person: start_of(plan, panel.months) for person, plan in first.items()}
    mine, length = {plan.person for plan in own}, len(panel.months)
    neither = {person for person in starts.keys() - mine if starts[person] < length}
    people = [p for p in sorted(panel.values) if p not in neither]
    coached = [p for p in people if starts.get(p, length) < length]
    if not coached:
        return TooLittle(0, len(people))
    tried = None if panel.tried is None else [panel.tried[p] for p in people]
    return effect(
        [panel.values[p] for p in people],
        [starts.get(p) for p in people],
        tried=tried,
        chosen_by=chosen_by([first[p] for p in people if p in first], panel.months),
    )


def _first(own: Sequence[Coached], plans: Sequence[Coached], person: str) -> Coached:
    """Somebody's first plan among some, or their first of all where they have none among them."""
    theirs = [plan for plan in own if plan.person == person]
    return min(
        theirs or [plan for plan in plans if plan.person == person], key=lambda plan: plan.starts
    )


def start_of(plan: Coached, months: Sequence[Window]) -> int:
    """The place of the month from which a plan counts; beyond the last where it is to come."""
    return max(0, _place(plan.starts, months) + _late(plan.starts, months))


def chosen_by(plans: Iterable[Coached], months: Sequence[Window]) -> int:
    """How many months before a start had to do with who was chosen, of those looked at longest:
    from the month of the first day looked at until the month from which the plan counts."""
    looked = [
        _late(plan.starts, months)
        + (
            CHOSEN_BY
            if plan.selected is None
            else _place(plan.starts, months) - _place(plan.selected.start, months)
        )
        for plan in plans
    ]
    return min(MOST_CHOOSING, max(looked, default=CHOSEN_BY))


def _place(day: date, months: Sequence[Window]) -> int:
    """The place of the month with a day; below 0 before the first, and counted on after it."""
    for place, month in enumerate(months):
        if month.contains(day):
            return place
    near = 0 if day < months[0].start else len(months) - 1
    # A fiscal month of four or five weeks is named by the calendar's month that its middle is in.
    middle = months[near].start + (HALF - DAY)
    return near + (day.year - middle.year) * 12 + day.month - middle.month


def _late(day: date, months: Sequence[Window]) -> int:
    """1 for a day in the second half of its month, which is left out, else 0."""
    month = next((month for month in months if month.contains(day)), None)
    return int(day >= (day.replace(day=1) if month is None else month.start) + HALF)
