"""How far somebody came over many days: by the measure that the plan itself holds against a goal,
in the plan's own windows.

Only windows that lie in the days count: what a window came to by the middle of it says nothing
beside its whole goal. Where goals are of longer days than the plan's windows (a quarter's, of a
plan that reads months), they are held against what the windows within came to together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from husay.basics.period import DAY, Window
from husay.pay.document.measure import Measure
from husay.pay.document.plan import Plan
from husay.pay.document.settings import WindowKind
from husay.pay.document.term import Term, held_to_goals
from husay.pay.facts import Facts
from husay.pay.interpret.interpret import read_by
from husay.pay.interpret.windows import windows_in
from husay.pay.interpret.work import Work


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A measure, and the kind of windows in which it is held against its goals."""

    measure: Measure
    kind: WindowKind

    def windows(self, days: Window, facts: Facts) -> Iterator[Window]:
        """The windows of a person that lie in some days, none of which share a day."""
        if self.kind == "goal":
            yield from _apart(_goals(facts, self.measure.goal), days)
            return
        assert self.kind != "period", "a period is named by its own kind"
        for window in windows_in(days, self.kind, facts.calendar):
            if _within(window, days):
                yield window


def yardstick_of(plan: Plan, goals: Collection[str]) -> Yardstick | None:
    """What attainment is of: the first measure that a term holds against its goal; else the first
    of which there are goals (by the names of `goals`), in the windows of the first term that reads
    it. None where there is neither."""
    held = (pair for term in plan.terms for pair in _held_by(term))
    first = next(((name, kind) for name, kind in held if not plan.measure(name).entered), None)
    if first is None:
        known = [m.name for m in plan.measures if not m.entered and m.goal in goals]
        if not known:
            return None
        first = known[0], next((k for n, k in read_by(plan) if n == known[0]), "period")
    name, kind = first
    return Yardstick(plan.measure(name), plan.period if kind == "period" else kind)


def attained_over(
    plan: Plan, yardstick: Yardstick, facts: Facts, came_to: Mapping[Window, int], days: Window
) -> tuple[int, int] | None:
    """What a measure came to over some days and the goal that is for, both summed over windows;
    None where there is no goal. `facts` are of one person, `came_to` by window."""
    work = Work(plan, facts, days.end, days.start)
    person, measure = facts.person, yardstick.measure
    left, value, goal = list[Window](), 0, 0

    def goal_of(window: Window) -> int | None:
        there = work.present(person, window)
        return work.goal(person, measure, window) if there else None

    for window in yardstick.windows(days, facts):
        own = goal_of(window)
        if own is None:
            left.append(window)
        else:
            value, goal = value + came_to.get(window, 0), goal + own
    for longer in _apart(_goals(facts, measure.goal), days):
        parts = [window for window in left if _within(window, longer)]
        own = goal_of(longer) if _tile(parts, longer) else None
        if own is not None:
            value, goal = value + sum(came_to.get(one, 0) for one in parts), goal + own
    return (value, goal) if goal else None


def _held_by(term: Term) -> Iterator[tuple[str, WindowKind]]:
    """The measures that a term holds against their goals, with the windows in which it does."""
    kind: WindowKind = getattr(term, "window", "period")
    yield from ((name, kind) for name in held_to_goals(term))


def _goals(facts: Facts, name: str) -> Iterator[Window]:
    return (g.window for g in facts.goals if (g.person, g.measure) == (facts.person, name))


def _apart(windows: Iterable[Window], days: Window) -> list[Window]:
    """Windows that lie in some days, by their first day; of those that share a day the shortest."""
    found = list[Window]()
    for window in sorted(set(windows), key=lambda w: (w.days, w.start)):
        if _within(window, days) and not any(window.overlap(other) for other in found):
            found.append(window)
    return sorted(found, key=lambda w: w.start)


def _within(window: Window, days: Window) -> bool:
    return days.start <= window.start and window.end <= days.end


def _tile(parts: Sequence[Window], whole: Window) -> bool:
    """Whether windows, in order, are all days of another."""
    following = whole.start
    for window in parts:
        if window.start != following:
            return False
        following = window.end + DAY
    return bool(parts) and following == whole.end + DAY
