"""Goals that do not agree: over long days and over short ones they ask for different amounts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.goals.aim import aim
from husay.goals.goal import Goal
from husay.goals.reading import Goals
from husay.measures.measure import MEASURES, Measure
from husay.measures.query import Plan

_MOST_AIMS = 20_000
"""So many goals' periods are looked at: a page does not wait for more."""
_NAMED = 5


def disagreeing(plan: Plan, goals: Goals, calendar: BusinessCalendar) -> tuple[Problem, ...]:
    """A warning where periods ask for more or less together than the goal over all of them, or
    where two goals over the very same days differ."""
    window, found, looked = plan.question.window, list[str](), 0
    periods = calendar.periods(window, plan.grain) if plan.grain else ()
    parts = [part for p in periods if (part := p.window.overlap(window)) is not None]
    for (name, item, _), some in goals.by_key.items():
        if _twice(some):
            found.append(item)
        elif MEASURES[name].grows_with_days and _overlap(some) and looked < _MOST_AIMS:
            looked += len(parts)
            if parts and _asked(MEASURES[name], some, parts, calendar) != _asked(
                MEASURES[name], some, [window], calendar
            ):
                found.append(item)
    if not found:
        return ()
    named = sorted({item for item in found if item})
    value = ", ".join(named[:_NAMED]) or "company"
    return (Problem(code="goals-disagree", severity="warning", value=value, count=len(found)),)


def _twice(goals: Sequence[Goal]) -> bool:
    """Whether two different goals are over the same days."""
    values: dict[Window, int] = {}
    return any(values.setdefault(goal.window, goal.value) != goal.value for goal in goals)


def _overlap(goals: Sequence[Goal]) -> bool:
    """Whether two goals share a day; otherwise parts always sum to the whole."""
    ordered = sorted((goal.window for goal in goals), key=lambda w: w.start)
    return any(b.start <= a.end for a, b in pairwise(ordered))


def _asked(
    measure: Measure, goals: Sequence[Goal], windows: Sequence[Window], calendar: BusinessCalendar
) -> int:
    """What the goals ask of these windows together."""
    aims = (aim(measure, goals, window, window, calendar) for window in windows)
    return sum(found.goal for found in aims if found is not None)
